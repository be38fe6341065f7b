#include "apps/lib/test_markup.h"

#include <stdlib.h>
#include <string.h>

#include "web/mem.h"
#include "web/text.h"

static void
add_utf8(struct text *t, unsigned long c)
{
	if (c < 0x80)
		text_addc(t, (char)c);
	else if (c < 0x800)
		text_addf(t, "%c%c", (int)(0xc0 | c >> 6),
		    (int)(0x80 | (c & 0x3f)));
	else if (c < 0x10000)
		text_addf(t, "%c%c%c", (int)(0xe0 | c >> 12),
		    (int)(0x80 | (c >> 6 & 0x3f)), (int)(0x80 | (c & 0x3f)));
	else if (c < 0x110000)
		text_addf(t, "%c%c%c%c", (int)(0xf0 | c >> 18),
		    (int)(0x80 | (c >> 12 & 0x3f)),
		    (int)(0x80 | (c >> 6 & 0x3f)), (int)(0x80 | (c & 0x3f)));
}

/* What a reference stands for: bytes of it used, 0 when it is none. */
static size_t
add_reference(struct text *t, struct slice s)
{
	static const struct {
		struct slice	 name;
		const char	*text;
	} names[] = {
		{ SLICE_INIT("&amp;"), "&" }, { SLICE_INIT("&lt;"), "<" },
		{ SLICE_INIT("&gt;"), ">" }, { SLICE_INIT("&quot;"), "\"" },
		{ SLICE_INIT("&apos;"), "'" }, { SLICE_INIT("&nbsp;"), " " }
	};
	size_t end = slice_find(s, ';');
	char digits[16] = "", *rest;
	unsigned long c;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (slice_starts(s, names[i].name)) {
			text_adds(t, names[i].text);
			return names[i].name.n;
		}
	if (!slice_starts(s, SLICE("&#")) || end == s.n || end - 2 >=
	    sizeof(digits))
		return 0;
	memcpy(digits, s.p + 2, end - 2);
	c = ascii_lower(digits[0]) == 'x' ? strtoul(digits + 1, &rest, 16) :
	    strtoul(digits, &rest, 10);
	if (*rest != '\0')
		return 0;
	add_utf8(t, c);
	return end + 1;
}

static void
add_text(struct text *t, struct slice s)
{
	size_t n;

	while (s.n > 0) {
		n = s.p[0] == '&' ? add_reference(t, slice_of(s.p, s.n < 16 ?
		    s.n : 16)) : 0;
		if (n == 0) {
			text_addc(t, s.p[0]);
			n = 1;
		}
		s = slice_skip(s, n);
	}
}

const char *
markup_decode(struct mem *m, struct slice s)
{
	struct text t;

	text_init(&t, m);
	add_text(&t, s);
	return t.p;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

const char *
markup_visible(struct mem *m, const char *s)
{
	struct text t;

	text_init(&t, m);
	for (; *s != '\0'; s++)
		if (!is_blank(*s))
			text_addc(&t, *s);
		else if (t.n > 0 && t.p[t.n - 1] != ' ')
			text_addc(&t, ' ');
	if (t.n > 0 && t.p[t.n - 1] == ' ')
		text_cut(&t, t.n - 1);
	return t.p;
}

static struct slice
skip_blanks(struct slice s)
{
	while (s.n > 0 && (is_blank(s.p[0]) || s.p[0] == '/'))
		s = slice_skip(s, 1);
	return s;
}

/* Bytes up to one of `ends`, or all. */
static size_t
run_until(struct slice s, const char *ends)
{
	size_t n = 0;

	while (n < s.n && (s.p[n] == '\0' || strchr(ends, s.p[n]) == NULL))
		n++;
	return n;
}

/* The value of an attribute behind its '='. */
static struct slice
cut_value(struct slice *s)
{
	struct slice value;
	char quote;

	*s = slice_skip(*s, 1);
	while (s->n > 0 && is_blank(s->p[0]))
		*s = slice_skip(*s, 1);
	quote = s->n > 0 ? s->p[0] : '\0';
	if (quote == '"' || quote == '\'') {
		*s = slice_skip(*s, 1);
		value = slice_of(s->p, slice_find(*s, quote));
		*s = slice_skip(*s, value.n + 1);
	} else {
		value = slice_of(s->p, run_until(*s, " \t\r\n\f"));
		*s = slice_skip(*s, value.n);
	}
	return value;
}

static bool
cut_attribute(struct slice *s, struct slice *name, struct slice *value)
{
	size_t n;

	*s = skip_blanks(*s);
	if (s->n == 0)
		return false;
	n = run_until(slice_skip(*s, 1), " \t\r\n\f/=") + 1;
	*name = slice_of(s->p, n);
	*s = slice_skip(*s, n);
	while (s->n > 0 && is_blank(s->p[0]))
		*s = slice_skip(*s, 1);
	*value = slice_of(s->p, 0);
	if (s->n > 0 && s->p[0] == '=')
		*value = cut_value(s);
	return true;
}

const char *
markup_attribute(struct mem *m, const struct markup_tag *tag,
    const char *which)
{
	struct slice rest = tag->attributes, name, value;

	while (cut_attribute(&rest, &name, &value))
		if (slice_caseeqs(name, which))
			return markup_decode(m, value);
	return NULL;
}

struct slice
markup_cut_raw(struct slice *rest, struct slice name)
{
	struct slice all = *rest;

	while (rest->n > name.n + 2 && (rest->p[0] != '<' ||
	    rest->p[1] != '/' ||
	    !slice_caseeq(slice_of(rest->p + 2, name.n), name)))
		*rest = slice_skip(*rest, 1);
	if (rest->n <= name.n + 2)
		*rest = slice_skip(*rest, rest->n);
	return slice_of(all.p, all.n - rest->n);
}

static void
skip_comment(struct slice *rest)
{
	*rest = slice_skip(*rest, 4);
	while (rest->n > 0 && !slice_starts(*rest, SLICE("-->")))
		*rest = slice_skip(*rest, 1);
	*rest = slice_skip(*rest, 3);
}

/* Attributes up to the '>' that is in no quotes. */
static struct slice
cut_attributes(struct slice *rest)
{
	struct slice s = *rest;
	size_t n = 0;
	char quote = '\0';

	for (; n < s.n && (quote != '\0' || s.p[n] != '>'); n++)
		if (quote != '\0')
			quote = s.p[n] == quote ? '\0' : quote;
		else if ((s.p[n] == '"' || s.p[n] == '\'') && n > 0 &&
		    s.p[n - 1] == '=')
			quote = s.p[n];
	*rest = slice_skip(s, n + 1);
	return slice_of(s.p, n);
}

/* Behind '<'.  False: that was only a sign, or a declaration. */
static bool
cut_tag(struct slice *rest, struct markup_tag *tag)
{
	size_t n;

	tag->is_end = rest->n > 0 && rest->p[0] == '/';
	if (tag->is_end)
		*rest = slice_skip(*rest, 1);
	if (rest->n == 0 || !ascii_alpha(rest->p[0]))
		return false;
	n = run_until(*rest, " \t\r\n\f/>");
	tag->name = slice_of(rest->p, n);
	*rest = slice_skip(*rest, n);
	tag->attributes = cut_attributes(rest);
	return true;
}

bool
markup_next(struct slice *rest, struct markup_tag *tag)
{
	*tag = (struct markup_tag){ .is_end = false };
	while (slice_starts(*rest, SLICE("<!--")))
		skip_comment(rest);
	if (rest->n == 0)
		return false;
	if (rest->p[0] == '<') {
		*rest = slice_skip(*rest, 1);
		if (cut_tag(rest, tag))
			return true;
		tag->text = SLICE("<");
		return true;
	}
	tag->text = slice_of(rest->p, slice_find(*rest, '<'));
	*rest = slice_skip(*rest, tag->text.n);
	return true;
}
