#include "apps/lib/multipart_head.h"

#include <string.h>

#include "base/utf8.h"
#include "http/class.h"

enum { UNICODE_MAX = 0x10ffff, REFERENCE_MIN = 0x100 };

static const char REPLACEMENT[] = "\xef\xbf\xbd";	/* U+FFFD */

struct fields {
	struct slice	disposition, type, coding;
	unsigned	seen;		/* one bit each */
};

/* Does nothing but blanks stand between here and the next parameter? */
static bool
value_ends(struct slice s)
{
	s = slice_trim(s);
	return s.n == 0 || s.p[0] == ';';
}

/*
 * Where the quoted value ends; s.n when it does not.  Old browsers do not
 * escape a quote within a file name: there one that another parameter does
 * not follow belongs to the name.
 */
static size_t
quoted_length(struct slice s, bool is_filename)
{
	size_t i = 0;

	while (i < s.n) {
		if (s.p[i] == '\\' && i + 1 < s.n &&
		    (s.p[i + 1] == '"' || s.p[i + 1] == '\\'))
			i += 2;
		else if (s.p[i] == '"' && (!is_filename ||
		    value_ends(slice_skip(s, i + 1))))
			return i;
		else
			i++;
	}
	return s.n;
}

static int
param_value(struct slice *rest, struct multipart_param *p)
{
	size_t n;

	p->quoted = rest->n > 0 && rest->p[0] == '"';
	if (p->quoted) {
		*rest = slice_skip(*rest, 1);
		n = quoted_length(*rest, slice_caseeqs(p->name, "filename"));
		if (n == rest->n)
			return -1;
		p->value = slice_of(rest->p, n);
		*rest = slice_trim(slice_skip(*rest, n + 1));
		return value_ends(*rest) ? 1 : -1;
	}
	n = slice_find(*rest, ';');
	p->value = slice_trim(slice_of(rest->p, n));
	*rest = slice_skip(*rest, n);
	return slice_find(p->value, '"') == p->value.n ? 1 : -1;
}

int
multipart_param_next(struct slice *rest, struct multipart_param *p)
{
	size_t n;

	*rest = slice_trim(*rest);
	while (rest->n > 0 && rest->p[0] == ';')
		*rest = slice_trim(slice_skip(*rest, 1));
	if (rest->n == 0)
		return 0;
	n = slice_find(*rest, '=');
	if (n == rest->n)
		return -1;
	p->name = slice_trim(slice_of(rest->p, n));
	if (p->name.n == 0 || !class_all(p->name, CLASS_TOKEN))
		return -1;
	*rest = slice_trim(slice_skip(*rest, n + 1));
	return param_value(rest, p);
}

char
multipart_unquote(struct slice *s)
{
	if (s->p[0] == '\\' && s->n > 1 && (s->p[1] == '"' || s->p[1] == '\\'))
		*s = slice_skip(*s, 1);
	*s = slice_skip(*s, 1);
	return s->p[-1];
}

/* Add what is UTF-8 as it is, and a sign for each byte that is none. */
static void
word_add(struct multipart_head *h, struct slice s)
{
	size_t len;

	while (s.n > 0) {
		len = utf8_len(s);
		if (len > 0) {
			memcpy(h->words + h->used, s.p, len);
			h->used += len;
		} else {
			memcpy(h->words + h->used, REPLACEMENT, 3);
			h->used += 3;
			len = 1;
		}
		s = slice_skip(s, len);
	}
}

static void
word_add_rune(struct multipart_head *h, unsigned long rune)
{
	char *p = h->words + h->used;

	if (rune < 0x80) {
		*p++ = (char)rune;
	} else if (rune < 0x800) {
		*p++ = (char)(0xc0 | rune >> 6);
		*p++ = (char)(0x80 | (rune & 0x3f));
	} else {
		if (rune < 0x10000) {
			*p++ = (char)(0xe0 | rune >> 12);
		} else {
			*p++ = (char)(0xf0 | rune >> 18);
			*p++ = (char)(0x80 | (rune >> 12 & 0x3f));
		}
		*p++ = (char)(0x80 | (rune >> 6 & 0x3f));
		*p++ = (char)(0x80 | (rune & 0x3f));
	}
	h->used = (size_t)(p - h->words);
}

/*
 * "&#9731;" is what a browser sends for a character that the form's character
 * set lacks (HTML, 4.10.21.8), so never for one of the first 256.  Returns its
 * length, or 0.
 */
static size_t
reference(struct slice s, unsigned long *rune)
{
	size_t i = 2;

	*rune = 0;
	if (!slice_starts(s, SLICE("&#")))
		return 0;
	for (; i < s.n && ascii_digit(s.p[i]) && *rune <= UNICODE_MAX; i++)
		*rune = *rune * 10 + (unsigned long)(s.p[i] - '0');
	if (i == s.n || s.p[i] != ';' || *rune < REFERENCE_MIN ||
	    *rune > UNICODE_MAX || (*rune >= 0xd800 && *rune <= 0xdfff))
		return 0;
	return i + 1;
}

/* The value of name= or filename=, with the escapes that browsers use. */
static const char *
word(struct multipart_head *h, const struct multipart_param *p)
{
	const char *start = h->words + h->used;
	struct slice s = p->value, from;
	unsigned long rune;
	size_t n;

	while (s.n > 0) {
		n = reference(s, &rune);
		from = s;
		if (n > 0) {
			word_add_rune(h, rune);
			s = slice_skip(s, n);
		} else if (slice_starts(s, SLICE("%22"))) {
			word_add_rune(h, '"');
			s = slice_skip(s, 3);
		} else if (p->quoted && s.p[0] == '\\') {
			word_add_rune(h, (unsigned char)multipart_unquote(&s));
		} else {
			n = utf8_len(s);
			word_add(h, slice_of(from.p, n == 0 ? 1 : n));
			s = slice_skip(s, n == 0 ? 1 : n);
		}
	}
	h->words[h->used++] = '\0';
	return start;
}

/* Decode %XX in place: at `to`, which is no longer.  Its length, or -1. */
static long
percent(struct slice s, char *to)
{
	char *p = to;

	while (s.n > 0) {
		if (s.p[0] != '%') {
			*p = s.p[0];
			s = slice_skip(s, 1);
		} else if (s.n > 2 && ascii_hex(s.p[1]) != -1 &&
		    ascii_hex(s.p[2]) != -1) {
			*p = (char)(ascii_hex(s.p[1]) << 4 | ascii_hex(s.p[2]));
			s = slice_skip(s, 3);
		} else {
			return -1;
		}
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			return -1;
		p++;
	}
	return p - to;
}

/*
 * charset'language'%XX (RFC 8187).  NULL when it is none.  No control
 * characters: a file name with a line end is an attack on a log or a head.
 */
static const char *
extended_word(struct multipart_head *h, struct slice s)
{
	char bytes[MULTIPART_HEAD_MAX];
	const char *start = h->words + h->used;
	size_t n = slice_find(s, '\'');
	struct slice charset = slice_of(s.p, n);
	long len;

	s = slice_skip(s, n + 1);
	n = slice_find(s, '\'');
	if (n == s.n)
		return NULL;
	len = percent(slice_skip(s, n + 1), bytes);
	if (len == -1)
		return NULL;
	if (slice_caseeqs(charset, "utf-8"))
		word_add(h, slice_of(bytes, (size_t)len));
	else if (slice_caseeqs(charset, "iso-8859-1"))
		for (long i = 0; i < len; i++)
			word_add_rune(h, (unsigned char)bytes[i]);
	else
		return NULL;
	h->words[h->used++] = '\0';
	return start;
}

/* A word that was there before is a trap: which of both was meant? */
static int
set_word(const char **to, const char *decoded)
{
	if (*to != NULL || decoded == NULL)
		return -400;
	*to = decoded;
	return 0;
}

static int
disposition(struct multipart_head *h, struct slice rest)
{
	struct multipart_param p;
	const char *extended = NULL;
	size_t n = slice_find(rest, ';');
	int more, error = 0;

	h->form_data = slice_caseeqs(slice_trim(slice_of(rest.p, n)),
	    "form-data");
	if (!h->form_data)
		return 0;
	rest = slice_skip(rest, n);
	while ((more = multipart_param_next(&rest, &p)) == 1 && error == 0) {
		if (slice_caseeqs(p.name, "name"))
			error = set_word(&h->part.name, word(h, &p));
		else if (slice_caseeqs(p.name, "filename"))
			error = set_word(&h->part.filename,
			    word(h, &p));
		else if (slice_caseeqs(p.name, "filename*"))
			error = set_word(&extended, extended_word(h, p.value));
	}
	if (extended != NULL)
		h->part.filename = extended;
	return more != 0 || error != 0 || h->part.name == NULL ? -400 : 0;
}

static int
set_field(struct fields *f, struct slice name, struct slice value)
{
	const struct {
		const char	*name;
		struct slice	*to;
	} known[] = {
		{ "Content-Disposition", &f->disposition },
		{ "Content-Type", &f->type },
		{ "Content-Transfer-Encoding", &f->coding },
	};

	for (unsigned i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (!slice_caseeqs(name, known[i].name))
			continue;
		if ((f->seen & 1U << i) != 0)
			return -400;
		f->seen |= 1U << i;
		*known[i].to = value;
	}
	return 0;
}

/* Its name ends at the colon: no blank before it (RFC 9112, 5.1). */
static int
read_field(struct fields *f, struct slice line)
{
	size_t n = slice_find(line, ':');
	struct slice name = slice_of(line.p, n);

	if (n == 0 || n == line.n || !class_all(name, CLASS_TOKEN))
		return -400;
	return set_field(f, name, slice_trim(slice_skip(line, n + 1)));
}

int
multipart_head_parse(struct multipart_head *h, struct slice lines)
{
	struct fields f = { .seen = 0 };
	struct slice line;

	h->used = 0;
	h->part = (struct multipart_part){ .type = "" };
	while (slice_cut(&lines, '\n', &line)) {
		if (slice_ends(line, SLICE("\r")))
			line.n--;
		if (read_field(&f, line) != 0)
			return -400;
	}
	if (disposition(h, f.disposition) != 0)
		return -400;
	h->part.type = h->words + h->used;
	word_add(h, f.type);
	h->words[h->used++] = '\0';
	h->coding = multipart_coding(f.coding);
	return h->coding == MULTIPART_UNKNOWN ? -400 : 0;
}
