#include "apps/lib/md_line.h"

#include "web/text.h"

enum { TAB = 4 };

/* Find the text anew. */
static void
measure(struct md_line *l)
{
	size_t column = l->column;

	for (l->text = l->at; l->text < l->s.n; l->text++) {
		if (l->s.p[l->text] == '\t')
			column += TAB - column % TAB;
		else if (l->s.p[l->text] == ' ')
			column++;
		else
			break;
	}
	l->indent = column - l->column;
}

void
md_line_init(struct md_line *l, struct slice s, unsigned number)
{
	l->s = s;
	l->number = number;
	l->at = l->column = l->no_rule = 0;
	l->in_tab = false;
	measure(l);
}

bool
md_line_blank(const struct md_line *l)
{
	return l->text == l->s.n;
}

void
md_line_columns(struct md_line *l, size_t n)
{
	size_t step;

	if (n > l->indent)
		n = l->indent;
	l->indent -= n;
	while (n > 0) {
		step = l->s.p[l->at] == '\t' ? TAB - l->column % TAB : 1;
		l->in_tab = step > n;
		if (l->in_tab)
			step = n;
		else
			l->at++;
		l->column += step;
		n -= step;
	}
}

void
md_line_take(struct md_line *l, size_t n)
{
	md_line_columns(l, l->indent);
	l->at += n;
	l->column += n;
	measure(l);
}

struct slice
md_line_text(const struct md_line *l)
{
	return slice_skip(l->s, l->text);
}

void
md_line_add(const struct md_line *l, struct text *t)
{
	size_t at = l->at;

	if (l->in_tab) {
		for (size_t i = l->column; i % TAB != 0; i++)
			text_addc(t, ' ');
		at++;
	}
	text_add(t, l->s.p + at, l->s.n - at);
	text_addc(t, '\n');
}
