#include "apps/lib/md_leaf.h"

#include "apps/lib/md_block.h"
#include "apps/lib/md_html_tags.h"
#include "apps/lib/md_line.h"

void
md_leaf_add(struct md_doc *d, const struct md_line *l)
{
	md_line_add(l, &d->content);
	d->leaf->n = d->content.n - d->leaf->from;
	d->leaf->end = l->number;
}

/* Blank lines count only when text follows: `n` stays behind. */
static bool
code_line(struct md_doc *d, struct md_line *l)
{
	if (l->indent < 4 && !md_line_blank(l)) {
		md_block_close_leaf(d);
		return false;
	}
	md_line_columns(l, 4);
	if (md_line_blank(l))
		md_line_add(l, &d->content);
	else
		md_leaf_add(d, l);
	return true;
}

static bool
closes_fence(const struct md_block *fence, const struct md_line *l)
{
	struct md_scan in = { md_line_text(l), 0 };

	while (md_scan_take(&in, fence->mark))
		;
	if (l->indent > 3 || in.at < fence->level)
		return false;
	(void)md_scan_blanks(&in);
	return in.at == in.s.n;
}

static bool
fence_line(struct md_doc *d, struct md_line *l)
{
	if (closes_fence(d->leaf, l)) {
		d->leaf->end = l->number;
		md_block_close_leaf(d);
		return true;
	}
	md_line_columns(l, d->leaf->indent);
	md_leaf_add(d, l);
	return true;
}

static bool
html_line(struct md_doc *d, struct md_line *l)
{
	unsigned kind = d->leaf->level;

	if (kind >= MD_HTML_UNTIL_BLANK && md_line_blank(l)) {
		md_block_close_leaf(d);
		return false;
	}
	md_leaf_add(d, l);
	if (kind < MD_HTML_UNTIL_BLANK && md_html_ends(kind, md_line_text(l)))
		md_block_close_leaf(d);
	return true;
}

/* Ends behind two dollars, or before a blank line, and then was no formula. */
static bool
formula_line(struct md_doc *d, struct md_line *l)
{
	if (md_line_blank(l)) {
		md_block_close_leaf(d);
		return false;
	}
	md_leaf_add(d, l);
	if (slice_ends(slice_trim(md_line_text(l)), SLICE("$$"))) {
		d->leaf->level = 1;
		md_block_close_leaf(d);
	}
	return true;
}

bool
md_leaf_line(struct md_doc *d, struct md_line *l)
{
	switch (d->leaf->kind) {
	case MD_CODE:
		return code_line(d, l);
	case MD_FENCE:
		return fence_line(d, l);
	case MD_HTML:
		return html_line(d, l);
	case MD_FORMULA:
		return formula_line(d, l);
	default:
		if (md_line_blank(l))
			md_block_close_leaf(d);
		return false;
	}
}
