#include "apps/lib/md_table.h"

#include "apps/lib/md_block.h"
#include "apps/lib/md_line.h"
#include "web/mem.h"

bool
md_table_cell(struct md_scan *row, struct slice *cell)
{
	size_t from;

	if (row->at == 0) {
		(void)md_scan_blanks(row);
		(void)md_scan_take(row, '|');
	}
	from = row->at;
	/* Only what is in front: blanks at the end are there for each cell. */
	(void)md_scan_blanks(row);
	if (row->at == row->s.n)
		return false;
	for (; row->at < row->s.n; row->at++) {
		if (row->s.p[row->at] == '|')
			break;
		if (slice_starts(slice_skip(row->s, row->at), SLICE("\\|")))
			row->at++;
	}
	*cell = slice_trim(md_scan_since(row, from));
	(void)md_scan_take(row, '|');
	return true;
}

static size_t
count_cells(struct slice row)
{
	struct md_scan in = { row, 0 };
	struct slice cell;
	size_t n = 0;

	while (md_table_cell(&in, &cell))
		n++;
	return n;
}

/* '-' (by default), 'l', 'c' or 'r'; NUL when it is no cell of dashes. */
static char
alignment(struct slice cell)
{
	struct md_scan in = { cell, 0 };
	bool left = md_scan_take(&in, ':'), right;
	size_t from = in.at;

	while (md_scan_take(&in, '-'))
		;
	if (in.at == from)
		return '\0';
	right = md_scan_take(&in, ':');
	if (in.at < in.s.n)
		return '\0';
	return left ? right ? 'c' : 'l' : right ? 'r' : '-';
}

/* Nothing but dashes may underline a heading: then it is no table. */
static bool
is_delimiter_row(struct slice row)
{
	struct md_scan in = { row, 0 };
	struct slice cell;
	bool marked = false;

	for (size_t i = 0; i < row.n; i++) {
		if (row.p[i] == '|' || row.p[i] == ':')
			marked = true;
		else if (row.p[i] != '-' && row.p[i] != ' ' &&
		    row.p[i] != '\t')
			return false;
	}
	if (!marked)
		return false;
	while (md_table_cell(&in, &cell))
		if (alignment(cell) == '\0')
			return false;
	return true;
}

static struct slice
alignments(struct md_doc *d, struct slice row, size_t columns)
{
	struct md_scan in = { row, 0 };
	char *p = mem_alloc(d->mem, columns);
	struct slice cell;

	for (size_t i = 0; md_table_cell(&in, &cell); i++)
		p[i] = alignment(cell);
	return slice_of(p, columns);
}

static struct slice
last_line(struct slice s)
{
	size_t at;

	if (s.n > 0)
		s.n--;		/* its line feed */
	for (at = s.n; at > 0 && s.p[at - 1] != '\n'; at--)
		;
	return slice_skip(s, at);
}

static void
row_add(struct md_doc *d, struct md_block *table, size_t from, size_t n)
{
	struct md_block *b = mem_alloc(d->mem, sizeof(*b));

	b->kind = MD_ROW;
	b->parent = table;
	b->from = from;
	b->n = n;
	if (table->last == NULL)
		table->child = b;
	else
		table->last->next = b;
	table->last = b;
}

/* What the paragraph loses is the row of headers. */
enum md_start
md_table_start(struct md_doc *d, struct md_line *l)
{
	struct slice row = md_line_text(l), header;
	struct md_block *b = md_block_matched_leaf(d);
	struct md_line first = *l;
	size_t columns, from;

	if ((d->flags & MD_TABLES) == 0 || b == NULL ||
	    b->kind != MD_PARAGRAPH || !is_delimiter_row(row))
		return MD_START_NONE;
	header = last_line(md_block_text(d, b));
	columns = count_cells(row);
	if (columns == 0 || count_cells(header) != columns)
		return MD_START_NONE;
	b->n -= header.n + 1;
	b->end = l->number - 2;
	from = b->from + b->n;
	first.number--;
	b = md_block_add(d, MD_TABLE, &first);
	b->end = l->number;
	b->info = alignments(d, row, columns);
	row_add(d, b, from, header.n);
	return MD_START_LEAF;
}

enum md_start
md_table_row(struct md_doc *d, struct md_line *l)
{
	struct slice row = slice_trim(md_line_text(l));
	struct md_block *b = md_block_matched_leaf(d);

	if (b == NULL || b->kind != MD_TABLE || count_cells(row) == 0)
		return MD_START_NONE;
	row_add(d, b, d->content.n, row.n);
	text_add(&d->content, row.p, row.n);
	b->end = l->number;
	return MD_START_LEAF;
}
