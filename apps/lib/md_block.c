#include "apps/lib/md_block.h"

#include "apps/lib/md_leaf.h"
#include "apps/lib/md_line.h"
#include "apps/lib/md_ref.h"
#include "apps/lib/md_start.h"
#include "web/mem.h"

void
md_block_init(struct md_doc *d)
{
	d->open[0] = mem_alloc(d->mem, sizeof(*d->open[0]));
	d->open[0]->kind = MD_DOCUMENT;
	d->depth = d->matched = 0;
}

struct slice
md_block_text(const struct md_doc *d, const struct md_block *b)
{
	return slice_of(d->content.p + b->from, b->n);
}

struct md_block *
md_block_matched_leaf(const struct md_doc *d)
{
	return d->matched == d->depth ? d->leaf : NULL;
}

void
md_block_take_references(struct md_doc *d)
{
	struct md_block *b = d->leaf;
	size_t n = md_ref_take(d, md_block_text(d, b));

	b->from += n;
	b->n -= n;
}

static void
trim_end(const struct md_doc *d, struct md_block *b)
{
	const char *p = d->content.p + b->from;

	while (b->n > 0 && (p[b->n - 1] == ' ' || p[b->n - 1] == '\t' ||
	    p[b->n - 1] == '\n'))
		b->n--;
}

void
md_block_close_leaf(struct md_doc *d)
{
	struct md_block *b = d->leaf;

	if (b != NULL && b->kind == MD_FORMULA && b->level == 0)
		b->kind = MD_PARAGRAPH;
	if (b != NULL && b->kind == MD_PARAGRAPH) {
		md_block_take_references(d);
		trim_end(d, b);
		if (b->n == 0)
			b->kind = MD_NOTHING;
	}
	if (b != NULL && b->kind == MD_HEADING)
		trim_end(d, b);
	d->leaf = NULL;
}

/* A container reaches to the end of what is in it; a quote maybe further. */
static void
close_container(struct md_doc *d)
{
	struct md_block *b = d->open[d->depth];

	if (b->last != NULL && b->end < b->last->end)
		b->end = b->last->end;
	if (b->kind == MD_ITEM)
		b->parent->end = b->end;
	d->depth--;
}

static void
close_unmatched(struct md_doc *d)
{
	md_block_close_leaf(d);
	while (d->depth > d->matched)
		close_container(d);
}

static struct md_block *
append(struct md_doc *d, struct md_block *parent, const struct md_block *what)
{
	struct md_block *b = mem_alloc(d->mem, sizeof(*b));

	*b = *what;
	b->parent = parent;
	if (parent->last == NULL)
		parent->child = b;
	else
		parent->last->next = b;
	if (parent->last != NULL && parent->last->end + 1 < b->line) {
		if (parent->kind == MD_LIST)
			parent->loose = true;
		if (parent->kind == MD_ITEM)
			parent->parent->loose = true;
	}
	parent->last = b;
	return b;
}

static void
push(struct md_doc *d, struct md_block *b)
{
	unsigned quotes = d->open[d->depth]->quotes;

	d->open[++d->depth] = b;
	d->matched = d->depth;
	b->quotes = b->kind == MD_QUOTE ? (unsigned)d->depth : quotes;
}

struct md_block *
md_block_add(struct md_doc *d, enum md_kind kind, const struct md_line *l)
{
	struct md_block *parent, *b, what = {
		.kind = kind, .line = l->number, .end = l->number
	};

	close_unmatched(d);
	parent = d->open[d->depth];
	if (kind == MD_ITEM)
		parent = parent->last;	/* a list: md_list.c sees to it */
	what.from = d->content.n;
	b = append(d, parent, &what);
	if (kind == MD_QUOTE || kind == MD_ITEM)
		push(d, b);
	else if (kind != MD_LIST)
		d->leaf = b;
	return b;
}

static bool
goes_on(struct md_block *b, struct md_line *l)
{
	struct slice text = md_line_text(l);

	if (b->kind == MD_QUOTE) {
		if (l->indent > 3 || text.n == 0 || text.p[0] != '>')
			return false;
		md_line_take(l, 1);
		md_line_columns(l, 1);
		b->end = l->number;
		return true;
	}
	if (md_line_blank(l) ? b->child == NULL : l->indent < b->indent)
		return false;
	md_line_columns(l, b->indent);
	return true;
}

/*
 * Set d->matched.  At the end of a line the items of the stack go on without
 * being asked, lest many blank lines visit many items each.
 */
static void
match_containers(struct md_doc *d, struct md_line *l)
{
	const struct md_block *top = d->open[d->depth];

	for (d->matched = 0; d->matched < d->depth; d->matched++) {
		if (l->at == l->s.n && top->quotes <= d->matched) {
			d->matched = top->child == NULL ? d->depth - 1 :
			    d->depth;
			return;
		}
		if (!goes_on(d->open[d->matched + 1], l))
			return;
	}
}

static void
add_text(struct md_doc *d, struct md_line *l)
{
	bool lazy = d->leaf != NULL && d->leaf->kind == MD_PARAGRAPH;
	struct slice text = md_line_text(l);

	if (text.n == 0) {
		close_unmatched(d);
		return;
	}
	if (!lazy)
		(void)md_block_add(d, MD_PARAGRAPH, l);
	text_add(&d->content, text.p, text.n);
	text_addc(&d->content, '\n');
	d->leaf->n = d->content.n - d->leaf->from;
	d->leaf->end = l->number;
}

void
md_block_line(struct md_doc *d, struct md_line *l)
{
	enum md_start started;

	match_containers(d, l);
	if (md_block_matched_leaf(d) != NULL && md_leaf_line(d, l))
		return;
	do
		started = md_start_block(d, l);
	while (started == MD_START_CONTAINER);
	if (started == MD_START_NONE)
		add_text(d, l);
}

void
md_block_end(struct md_doc *d)
{
	d->matched = 0;
	close_unmatched(d);
}
