/*
 * xml.h - a little checker of XML for the tests: tags that fit, attributes
 * in quotes and not twice, references, and no control characters.
 */
#ifndef UNIT_WEB_XML_H
#define UNIT_WEB_XML_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum { XML_DEPTH_MAX = 600, XML_ATTRIBUTES_MAX = 24 };

struct xml {
	const char	*p, *end;
	const char	*names[XML_DEPTH_MAX];	/* of the open elements */
	size_t		 lengths[XML_DEPTH_MAX];
	size_t		 depth, deepest;
};

static inline bool
xml_is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '-';
}

static inline size_t
xml_name(const struct xml *x)
{
	size_t n = 0;

	while (x->p + n < x->end && xml_is_name(x->p[n]))
		n++;
	return n;
}

/* Text or a value up to one of the two bytes. */
static inline bool
xml_text(struct xml *x, char stop)
{
	static const char *const references[] = {
		"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"
	};
	size_t n;

	for (; x->p < x->end && *x->p != stop; x->p++) {
		unsigned char c = (unsigned char)*x->p;

		if (c == '<' || c == '>' || c == 0x7f || (c < 0x20 &&
		    c != '\n' && c != '\t' && c != '\r'))
			return false;
		for (n = 0; c == '&' && n < 5; n++)
			if (strncmp(x->p, references[n],
			    strlen(references[n])) == 0)
				break;
		if (c == '&' && n == 5)
			return false;
	}
	return true;
}

static inline bool
xml_attributes(struct xml *x)
{
	const char *seen[XML_ATTRIBUTES_MAX];
	size_t lengths[XML_ATTRIBUTES_MAX], count = 0;

	while (x->p < x->end && *x->p == ' ') {
		x->p++;
		if (count == XML_ATTRIBUTES_MAX || xml_name(x) == 0)
			return false;
		seen[count] = x->p;
		lengths[count] = xml_name(x);
		for (size_t i = 0; i < count; i++)
			if (lengths[i] == lengths[count] && memcmp(seen[i],
			    seen[count], lengths[i]) == 0)
				return false;
		x->p += lengths[count++];
		if (x->end - x->p < 2 || memcmp(x->p, "=\"", 2) != 0)
			return false;
		x->p += 2;
		if (!xml_text(x, '"') || x->p == x->end)
			return false;
		x->p++;
	}
	return true;
}

static inline bool
xml_tag(struct xml *x)
{
	bool closes = x->end - x->p > 1 && x->p[1] == '/';
	const char *name;
	size_t n;

	x->p += closes ? 2 : 1;
	name = x->p;
	n = xml_name(x);
	x->p += n;
	if (n == 0)
		return false;
	if (closes) {
		if (x->depth == 0 || x->lengths[--x->depth] != n ||
		    memcmp(x->names[x->depth], name, n) != 0)
			return false;
	} else if (!xml_attributes(x)) {
		return false;
	} else if (x->end - x->p > 1 && x->p[0] == '/') {
		x->p++;
	} else {
		if (x->depth == XML_DEPTH_MAX)
			return false;
		x->names[x->depth] = name;
		x->lengths[x->depth++] = n;
		if (x->depth > x->deepest)
			x->deepest = x->depth;
	}
	return x->p < x->end && *x->p++ == '>';
}

/* Whether the text is well-formed; x->deepest tells how deep it went. */
static inline bool
xml_check(struct xml *x, const char *p, size_t n)
{
	x->p = p;
	x->end = p + n;
	x->depth = x->deepest = 0;
	while (x->p < x->end)
		if (!(*x->p == '<' ? xml_tag(x) : xml_text(x, '<')))
			return false;
	return x->depth == 0;
}

#endif
