#include "web/mathml.h"

#include "apps/lib/mathml_list.h"

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* A blank behind a backslash is a command. */
static struct slice
trimmed(const char *tex, size_t n)
{
	struct slice s = slice_of(tex, n);

	while (s.n > 0 && is_blank(s.p[0]))
		s = slice_skip(s, 1);
	while (s.n > 1 && is_blank(s.p[s.n - 1]) && s.p[s.n - 2] != '\\')
		s.n--;
	return s;
}

/* One element for the formula; -1 when there is an error in it. */
static int
write_formula(struct text *t, struct slice src, bool display)
{
	size_t at = t->n, n;
	struct math p;

	math_start(&p, t, src);
	p.display = display;
	n = math_list(&p, CLOSE_END, MATH_NONE);
	if (p.too_deep) {
		text_cut(t, at);
		math_error(&p, src);
	} else {
		math_one(&p, at, n);
	}
	return p.failed ? -1 : 0;
}

/* What is too long is shown once, without its copies. */
static int
write_long(struct text *t, struct slice src)
{
	text_adds(t, "><merror><mtext>");
	math_escape(t, src);
	text_adds(t, "</mtext></merror></math>");
	return -1;
}

int
mathml_write(struct text *t, const char *tex, size_t n, bool display)
{
	struct slice src = trimmed(tex, n);
	int result;

	text_adds(t, display ? "<math display=\"block\"" : "<math");
	if (src.n > MATHML_SIZE_MAX)
		return write_long(t, src);
	text_adds(t, " alttext=\"");
	math_escape(t, src);
	text_adds(t, "\"><semantics>");
	result = write_formula(t, src, display);
	text_adds(t, "<annotation encoding=\"application/x-tex\">");
	math_escape(t, src);
	text_adds(t, "</annotation></semantics></math>");
	return result;
}
