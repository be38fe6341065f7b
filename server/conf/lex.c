#include "conf/lex.h"

#include <string.h>

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* Bytes that a text has no use for: they would only hide something. */
static bool
is_control(char c)
{
	unsigned char u = (unsigned char)c;

	return (u < 0x20 && c != '\t') || u == 0x7f;
}

/* Does a bare word end before this byte? */
static bool
ends_word(char c)
{
	return is_blank(c) || c == '\n' || c == ';' || c == '{' || c == '}';
}

void
lex_init(struct lex *l, struct slice text)
{
	if (slice_starts(text, SLICE("\xef\xbb\xbf")))	/* byte order mark */
		text = slice_skip(text, 3);
	*l = (struct lex){ .rest = text, .line = 1 };
}

static struct slice
take(struct lex *l, size_t n)
{
	struct slice s = slice_of(l->rest.p, n);

	l->rest = slice_skip(l->rest, n);
	return s;
}

static void
skip_blanks(struct lex *l)
{
	while (l->rest.n > 0 && is_blank(l->rest.p[0]))
		take(l, 1);
	if (l->rest.n > 0 && l->rest.p[0] == '#')
		take(l, slice_find(l->rest, '\n'));
}

/*
 * Give up on what is left of the line, but not on a '{' at its end: the block
 * that it opens would otherwise have a '}' too many.
 */
static void
bad(struct lex *l, struct lex_token *t, const char *what)
{
	size_t n = slice_find(l->rest, '\n');

	while (n > 0 && is_blank(l->rest.p[n - 1]))
		n--;
	if (n > 0 && l->rest.p[n - 1] == '{')
		n--;
	take(l, n);
	t->kind = LEX_BAD;
	t->what = what;
}

/* The length of the text up to its closing quote, or SIZE_MAX without one. */
static size_t
quoted_length(struct slice s)
{
	for (size_t i = 0; i < s.n && s.p[i] != '\n'; i++) {
		if (s.p[i] == '"')
			return i;
		if (s.p[i] == '\\' && i + 1 < s.n && s.p[i + 1] != '\n')
			i++;
	}
	return SIZE_MAX;
}

/* What is wrong with the text between two quotes, or NULL. */
static const char *
quoted_fault(struct slice s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (is_control(s.p[i]))
			return "a control character stands in the quotes: "
			    "leave it out";
		if (s.p[i] != '\\')
			continue;
		i++;
		if (i == s.n || (s.p[i] != '"' && s.p[i] != '\\'))
			return "after a backslash in quotes comes \\ or \": "
			    "write \\\\ for one backslash";
	}
	return NULL;
}

static void
quoted_word(struct lex *l, struct lex_token *t)
{
	size_t n = quoted_length(slice_skip(l->rest, 1));
	const char *fault;

	if (n == SIZE_MAX) {
		bad(l, t, "a quote is opened and not closed on this line: "
		    "add the second \"");
		return;
	}
	take(l, 1);
	t->text = take(l, n);
	take(l, 1);
	t->quoted = true;
	fault = quoted_fault(t->text);
	if (fault != NULL)
		bad(l, t, fault);
	else if (l->rest.n > 0 && !ends_word(l->rest.p[0]))
		bad(l, t, "text follows directly after a closing quote: "
		    "put the whole value in the quotes");
}

static void
bare_word(struct lex *l, struct lex_token *t)
{
	size_t n = 0;

	while (n < l->rest.n && !ends_word(l->rest.p[n])) {
		if (l->rest.p[n] == '"') {
			bad(l, t, "a quote stands inside a word: put the whole "
			    "value in quotes, with \\\" for a quote");
			return;
		}
		if (is_control(l->rest.p[n])) {
			bad(l, t, "a control character stands in the text: "
			    "leave it out");
			return;
		}
		n++;
	}
	t->text = take(l, n);
}

static enum lex_kind
kind_of(char c)
{
	switch (c) {
	case '{':
		return LEX_OPEN;
	case '}':
		return LEX_CLOSE;
	case ';':
	case '\n':
		return LEX_END;
	default:
		return LEX_WORD;
	}
}

void
lex_next(struct lex *l, struct lex_token *t)
{
	skip_blanks(l);
	*t = (struct lex_token){ .kind = LEX_EOF, .line = l->line };
	if (l->rest.n == 0)
		return;
	t->kind = kind_of(l->rest.p[0]);
	if (l->rest.p[0] == '"') {
		quoted_word(l, t);
	} else if (t->kind == LEX_WORD) {
		bare_word(l, t);
	} else {
		if (l->rest.p[0] == '\n')
			l->line++;
		t->text = take(l, 1);
	}
}

size_t
lex_value(const struct lex_token *t, char *out)
{
	size_t n = 0;

	for (size_t i = 0; i < t->text.n; i++) {
		if (t->quoted && t->text.p[i] == '\\')
			i++;
		out[n++] = t->text.p[i];
	}
	return n;
}

bool
lex_is_bare(struct slice value)
{
	if (value.n == 0 || value.p[0] == '#')
		return false;
	for (size_t i = 0; i < value.n; i++)
		if (ends_word(value.p[i]) || value.p[i] == '"')
			return false;
	return true;
}
