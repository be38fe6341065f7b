#include "apps/lib/md_list.h"

#include "apps/lib/md_block.h"
#include "apps/lib/md_line.h"
#include "apps/lib/md_scan.h"

enum { DIGITS_MAX = 9 };

struct marker {
	char		 mark;		/* one of "-+*.)" */
	unsigned	 number;
	size_t		 width;		/* bytes, which are columns */
};

static bool
read_marker(struct md_scan in, struct marker *m)
{
	char c = md_scan_peek(&in);

	m->number = 0;
	if (c == '-' || c == '+' || c == '*') {
		in.at++;
	} else {
		for (; ascii_digit(c) && in.at < DIGITS_MAX;
		    c = md_scan_peek(&in)) {
			m->number = m->number * 10 + (unsigned)(c - '0');
			in.at++;
		}
		if (in.at == 0 || (c != '.' && c != ')'))
			return false;
		in.at++;
	}
	m->mark = c;
	m->width = in.at;
	c = md_scan_peek(&in);
	return in.at == in.s.n || c == ' ' || c == '\t';
}

static bool
is_ordered(const struct marker *m)
{
	return m->mark == '.' || m->mark == ')';
}

/* Only what is clearly meant as a list may stand right behind a paragraph. */
static bool
may_interrupt(const struct marker *m, struct slice text)
{
	return slice_trim(slice_skip(text, m->width)).n > 0 &&
	    (!is_ordered(m) || m->number == 1);
}

/* The columns of its blanks that belong to the marker. */
static size_t
padding(const struct md_line *l)
{
	if (md_line_blank(l) || l->indent > 4)
		return 1;
	return l->indent;
}

static void
list_for(struct md_doc *d, const struct md_line *l, const struct marker *m)
{
	struct md_block *b = d->open[d->matched]->last;

	if (b != NULL && b->kind == MD_LIST && b->mark == m->mark)
		return;
	b = md_block_add(d, MD_LIST, l);
	b->mark = m->mark;
	b->level = m->number;
}

enum md_start
md_list_start(struct md_doc *d, struct md_line *l)
{
	struct slice text = md_line_text(l);
	struct md_block *leaf = md_block_matched_leaf(d);
	struct marker m;
	size_t indent = l->indent;

	if (!read_marker((struct md_scan){ text, 0 }, &m) ||
	    d->matched == MD_DEPTH_MAX)
		return MD_START_NONE;
	if (leaf != NULL && leaf->kind == MD_PARAGRAPH &&
	    !may_interrupt(&m, text))
		return MD_START_NONE;
	list_for(d, l, &m);
	md_line_take(l, m.width);
	indent += m.width + padding(l);
	md_line_columns(l, padding(l));
	md_block_add(d, MD_ITEM, l)->indent = (unsigned)indent;
	return MD_START_CONTAINER;
}
