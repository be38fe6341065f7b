#include "apps/lib/mathml_tex.h"

#include <string.h>

#include "base/utf8.h"
#include "web/mathml.h"

static const char replacement[] = "\xef\xbf\xbd";

void
math_start(struct math *p, struct text *t, struct slice src)
{
	memset(p, 0, sizeof(*p));
	p->t = t;
	p->src = src;
	math_next(p);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Blanks mean nothing in a formula; % begins a comment. */
static void
skip_blanks(struct math *p)
{
	while (p->at < p->src.n) {
		if (p->src.p[p->at] == '%')
			p->at += slice_find(slice_skip(p->src, p->at), '\n');
		else if (is_blank(p->src.p[p->at]))
			p->at++;
		else
			return;
	}
}

/* One character, or one byte of what is no UTF-8. */
static size_t
char_len(struct slice s)
{
	size_t n = s.n == 0 ? 0 : utf8_len(s);

	return n == 0 && s.n > 0 ? 1 : n;
}

static void
read_command(struct math *p)
{
	struct slice rest = slice_skip(p->src, p->at + 1);
	size_t n = 0;

	while (n < rest.n && ascii_alpha(rest.p[n]))
		n++;
	if (n == 0)
		n = char_len(rest);
	p->tok = TOK_COMMAND;
	p->name = slice_of(rest.p, n);
	p->at += 1 + n;
}

void
math_next(struct math *p)
{
	struct slice rest;

	skip_blanks(p);
	p->tok_at = p->at;
	rest = slice_skip(p->src, p->at);
	if (rest.n == 0) {
		p->tok = TOK_END;
		p->name = rest;
	} else if (rest.p[0] == '\\') {
		read_command(p);
	} else {
		p->tok = TOK_CHAR;
		p->name = slice_of(rest.p, char_len(rest));
		p->at += p->name.n;
	}
}

void
math_seek(struct math *p, size_t at)
{
	p->at = at;
	math_next(p);
}

bool
math_is_char(const struct math *p, char c)
{
	return p->tok == TOK_CHAR && p->name.p[0] == c;
}

bool
math_is_command(const struct math *p, const char *name)
{
	return p->tok == TOK_COMMAND && slice_eqs(p->name, name);
}

struct slice
math_source(const struct math *p)
{
	return slice_of(p->src.p + p->tok_at, p->at - p->tok_at);
}

enum math_closer
math_closes(const struct math *p)
{
	if (p->tok == TOK_END)
		return CLOSE_END;
	if (math_is_char(p, '}'))
		return CLOSE_BRACE;
	if (math_is_char(p, ']') && p->wanted[CLOSE_BRACKET] > 0)
		return CLOSE_BRACKET;
	if (math_is_char(p, '&'))
		return CLOSE_CELL;
	if (p->tok != TOK_COMMAND)
		return CLOSE_NONE;
	if (slice_eqs(p->name, "\\") || slice_eqs(p->name, "cr") ||
	    slice_eqs(p->name, "end"))
		return CLOSE_CELL;
	if (slice_eqs(p->name, "right") || slice_eqs(p->name, "middle"))
		return CLOSE_RIGHT;
	return CLOSE_NONE;
}

bool
math_raw(struct math *p, struct slice *raw)
{
	size_t from = p->at, at, open = 1;

	if (!math_is_char(p, '{'))
		return false;
	for (at = from; at < p->src.n; at++) {
		if (p->src.p[at] == '\\')
			at++;
		else if (p->src.p[at] == '{')
			open++;
		else if (p->src.p[at] == '}' && --open == 0)
			break;
	}
	if (at >= p->src.n)
		return false;
	*raw = slice_of(p->src.p + from, at - from);
	math_seek(p, at + 1);
	return true;
}

bool
math_enter(struct math *p)
{
	if (++p->depth <= MATHML_DEPTH_MAX)
		return true;
	p->too_deep = true;
	math_seek(p, p->src.n);
	return false;
}

void
math_leave(struct math *p)
{
	p->depth--;
}

/* The Char of XML 1.0: no controls, and not the two last of the plane. */
static bool
is_xml(struct slice c)
{
	unsigned char lead = (unsigned char)c.p[0];

	if (lead < 0x20)
		return is_blank(c.p[0]);
	if (lead < 0x80)
		return lead != 0x7f;
	return utf8_len(c) == c.n &&
	    !slice_eqs(c, "\xef\xbf\xbe") && !slice_eqs(c, "\xef\xbf\xbf");
}

void
math_escape(struct text *t, struct slice s)
{
	size_t n;

	for (; s.n > 0; s = slice_skip(s, n)) {
		n = char_len(s);
		if (is_xml(slice_of(s.p, n)))
			text_html(t, s.p, n);
		else
			text_adds(t, replacement);
	}
}

void
math_error(struct math *p, struct slice src)
{
	text_adds(p->t, "<merror><mtext>");
	math_escape(p->t, src);
	text_adds(p->t, "</mtext></merror>");
	p->failed = true;
}

void
math_insert(struct math *p, size_t at, const char *tag)
{
	size_t n = strlen(tag), behind = p->t->n - at;

	(void)text_room(p->t, n);
	memmove(p->t->p + at + n, p->t->p + at, behind);
	memcpy(p->t->p + at, tag, n);
	p->t->n += n;
	p->t->p[p->t->n] = '\0';
}

void
math_swap(struct math *p, size_t from, size_t middle)
{
	size_t end = p->t->n, n = middle - from;
	char *s = text_room(p->t, n) - end;

	memcpy(s + end, s + from, n);
	memmove(s + from, s + middle, end - from);
	text_cut(p->t, end);
}

void
math_one(struct math *p, size_t at, size_t n)
{
	if (n == 1)
		return;
	math_insert(p, at, "<mrow>");
	text_adds(p->t, "</mrow>");
}
