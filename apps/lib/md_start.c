#include "apps/lib/md_start.h"

#include "apps/lib/md_block.h"
#include "apps/lib/md_html_tags.h"
#include "apps/lib/md_leaf.h"
#include "apps/lib/md_line.h"
#include "apps/lib/md_list.h"
#include "apps/lib/md_table.h"

typedef enum md_start start_fn(struct md_doc *, struct md_line *);

enum { FENCE_MIN = 3, LEVEL_MAX = 6, RULE_MIN = 3 };

static bool
in_paragraph(const struct md_doc *d)
{
	return d->leaf != NULL && d->leaf->kind == MD_PARAGRAPH;
}

static enum md_start
start_quote(struct md_doc *d, struct md_line *l)
{
	if (l->s.p[l->text] != '>' || d->matched == MD_DEPTH_MAX)
		return MD_START_NONE;
	md_line_take(l, 1);
	md_line_columns(l, 1);
	(void)md_block_add(d, MD_QUOTE, l);
	return MD_START_CONTAINER;
}

/* Without the closing sequence and the blanks round it. */
static struct slice
heading_text(struct slice s)
{
	size_t n;

	s = slice_trim(s);
	for (n = s.n; n > 0 && s.p[n - 1] == '#'; n--)
		;
	if (n == 0 || s.p[n - 1] == ' ' || s.p[n - 1] == '\t')
		s.n = n;
	return slice_trim(s);
}

static enum md_start
start_heading(struct md_doc *d, struct md_line *l)
{
	struct md_scan in = { md_line_text(l), 0 };
	struct slice text;
	struct md_block *b;

	while (md_scan_take(&in, '#'))
		;
	if (in.at == 0 || in.at > LEVEL_MAX ||
	    (in.at < in.s.n && in.s.p[in.at] != ' ' && in.s.p[in.at] != '\t'))
		return MD_START_NONE;
	text = heading_text(slice_skip(in.s, in.at));
	b = md_block_add(d, MD_HEADING, l);
	b->level = (unsigned)in.at;
	b->n = text.n;
	text_add(&d->content, text.p, text.n);
	md_block_close_leaf(d);
	return MD_START_LEAF;
}

static enum md_start
start_fence(struct md_doc *d, struct md_line *l)
{
	struct md_scan in = { md_line_text(l), 0 };
	char mark = md_scan_peek(&in);
	struct slice info;
	struct md_block *b;

	if (mark != '`' && mark != '~')
		return MD_START_NONE;
	while (md_scan_take(&in, mark))
		;
	info = slice_trim(slice_skip(in.s, in.at));
	if (in.at < FENCE_MIN ||
	    (mark == '`' && slice_find(info, '`') < info.n))
		return MD_START_NONE;
	b = md_block_add(d, MD_FENCE, l);
	b->mark = mark;
	b->level = (unsigned)in.at;
	b->indent = (unsigned)l->indent;
	b->info = info;
	return MD_START_LEAF;
}

static enum md_start
start_html(struct md_doc *d, struct md_line *l)
{
	struct slice text = md_line_text(l);
	unsigned kind = md_html_start(text);

	if (kind == 0 || (kind == MD_HTML_LONE_TAG && in_paragraph(d)))
		return MD_START_NONE;
	md_block_add(d, MD_HTML, l)->level = kind;
	md_leaf_add(d, l);
	if (kind < MD_HTML_UNTIL_BLANK && md_html_ends(kind, text))
		md_block_close_leaf(d);
	return MD_START_LEAF;
}

/* The line under a heading: what was a paragraph becomes one. */
static enum md_start
start_underline(struct md_doc *d, struct md_line *l)
{
	struct md_scan in = { md_line_text(l), 0 };
	char mark = md_scan_peek(&in);
	struct md_block *b = md_block_matched_leaf(d);

	if (b == NULL || b->kind != MD_PARAGRAPH ||
	    (mark != '=' && mark != '-'))
		return MD_START_NONE;
	while (md_scan_take(&in, mark))
		;
	(void)md_scan_blanks(&in);
	if (in.at < in.s.n)
		return MD_START_NONE;
	md_block_take_references(d);
	if (b->n == 0)
		return MD_START_NONE;
	b->kind = MD_HEADING;
	b->level = mark == '=' ? 1 : 2;
	b->end = l->number;
	md_block_close_leaf(d);
	return MD_START_LEAF;
}

static enum md_start
start_rule(struct md_doc *d, struct md_line *l)
{
	struct md_scan in = { md_line_text(l), 0 };
	char mark = md_scan_peek(&in);
	unsigned count = 0;

	if ((mark != '*' && mark != '-' && mark != '_') || l->text < l->no_rule)
		return MD_START_NONE;
	for (; md_scan_take(&in, mark); (void)md_scan_blanks(&in))
		count++;
	if (count < RULE_MIN || in.at < in.s.n) {
		l->no_rule = l->text + in.at;
		return MD_START_NONE;
	}
	(void)md_block_add(d, MD_RULE, l);
	md_block_close_leaf(d);
	return MD_START_LEAF;
}

/* Each part of a paragraph is looked at once, however often this is asked. */
static bool
holds_open_display(struct md_doc *d)
{
	const char *p = d->content.p;

	if (d->counted < d->leaf->from) {
		d->counted = d->leaf->from;
		d->display_open = false;
	}
	for (; d->counted + 1 < d->content.n; d->counted++) {
		if (p[d->counted] != '$' || p[d->counted + 1] != '$')
			continue;
		d->display_open = !d->display_open;
		d->counted++;
	}
	return d->display_open;
}

/*
 * A formula of several lines, whose text may look like other blocks.  In a
 * paragraph two dollars alone in a line begin one, unless they end one.
 */
static enum md_start
start_formula(struct md_doc *d, struct md_line *l)
{
	struct slice text = slice_trim(md_line_text(l));

	if ((d->flags & MD_MATH) == 0 || !slice_starts(text, SLICE("$$")))
		return MD_START_NONE;
	for (size_t i = 2; i < text.n; i++)
		if (text.p[i] == '$' && (i == 2 || text.p[i - 1] == '$'))
			return MD_START_NONE;
	if (in_paragraph(d) && (text.n > 2 || holds_open_display(d)))
		return MD_START_NONE;
	(void)md_block_add(d, MD_FORMULA, l);
	md_leaf_add(d, l);
	return MD_START_LEAF;
}

enum md_start
md_start_block(struct md_doc *d, struct md_line *l)
{
	static start_fn *const starts[] = {
		md_table_start, start_quote, start_heading, start_fence,
		start_html, start_underline, start_rule, md_list_start,
		start_formula, md_table_row
	};
	enum md_start started = MD_START_NONE;

	if (md_line_blank(l) || (l->indent > 3 && in_paragraph(d)))
		return MD_START_NONE;
	if (l->indent > 3) {
		md_line_columns(l, 4);
		(void)md_block_add(d, MD_CODE, l);
		md_leaf_add(d, l);
		return MD_START_LEAF;
	}
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]) &&
	    started == MD_START_NONE; i++)
		started = starts[i](d, l);
	return started;
}
