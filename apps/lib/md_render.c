#include "apps/lib/md_render.h"

#include "apps/lib/md_block.h"
#include "apps/lib/md_escape.h"
#include "apps/lib/md_inline.h"
#include "apps/lib/md_slug.h"
#include "apps/lib/md_table.h"
#include "web/mathml.h"
#include "web/mem.h"

struct render {
	struct md_doc	*d;
	struct text	*out;
	struct md_inline in;		/* used for one leaf after the other */
};

/* Begin a line, unless one has just begun. */
static void
line(struct render *r)
{
	if (r->out->n > r->d->begin && r->out->p[r->out->n - 1] != '\n')
		text_addc(r->out, '\n');
}

static void
write_inline(struct render *r, struct slice s)
{
	md_inline_parse(&r->in, r->d, s);
	md_write_html(&r->in, r->out);
}

static bool
is_tight(const struct md_block *b)
{
	return b->parent->kind == MD_ITEM && !b->parent->parent->loose;
}

static void
paragraph(struct render *r, const struct md_block *b)
{
	if (is_tight(b)) {
		write_inline(r, md_block_text(r->d, b));
		return;
	}
	line(r);
	text_adds(r->out, "<p>");
	write_inline(r, md_block_text(r->d, b));
	text_adds(r->out, "</p>\n");
}

static void
heading(struct render *r, const struct md_block *b)
{
	struct text plain;
	struct slice id;

	line(r);
	md_inline_parse(&r->in, r->d, md_block_text(r->d, b));
	text_addf(r->out, "<h%u", b->level);
	if (r->d->flags & MD_HEADING_IDS) {
		text_init(&plain, r->d->mem);
		md_write_plain(&r->in, &plain);
		id = md_slug_make(r->d, slice_of(plain.p, plain.n));
		text_adds(r->out, " id=\"");
		text_add(r->out, id.p, id.n);
		text_addc(r->out, '"');
	}
	text_addc(r->out, '>');
	md_write_html(&r->in, r->out);
	text_addf(r->out, "</h%u>\n", b->level);
}

static void
code(struct render *r, struct slice language, struct slice s)
{
	text_adds(r->out, "<pre><code");
	if (language.n > 0) {
		text_adds(r->out, " class=\"language-");
		md_escape_html(r->out, language);
		text_addc(r->out, '"');
	}
	text_addc(r->out, '>');
	md_escape_html(r->out, s);
	text_adds(r->out, "</code></pre>\n");
}

static struct slice
first_word(struct slice s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] != ' ' && s.p[n] != '\t' && s.p[n] != '\n')
		n++;
	return slice_of(s.p, n);
}

static void
fence(struct render *r, const struct md_block *b)
{
	struct slice s = md_block_text(r->d, b), info;

	text_clear(&r->d->scratch);
	md_escape_undo(&r->d->scratch, b->info);
	info = slice_of(r->d->scratch.p, r->d->scratch.n);
	line(r);
	if (r->d->fence != NULL && r->d->fence(r->d->arg, r->out,
	    mem_dup(r->d->mem, info.p, info.n), s.p, s.n))
		line(r);
	else
		code(r, first_word(info), s);
}

static void
html(struct render *r, const struct md_block *b)
{
	struct slice s = md_block_text(r->d, b);

	line(r);
	if (r->d->flags & MD_RAW_HTML) {
		text_add(r->out, s.p, s.n);
	} else {
		while (s.n > 0 && s.p[s.n - 1] == '\n')
			s.n--;
		text_adds(r->out, "<p>");
		md_escape_html(r->out, s);
		text_adds(r->out, "</p>");
	}
	line(r);
}

/* Without the dollars at both ends. */
static void
formula(struct render *r, const struct md_block *b)
{
	struct slice s = slice_trim(md_block_text(r->d, b));

	while (s.n > 0 && (s.p[s.n - 1] == '\n' || s.p[s.n - 1] == ' ' ||
	    s.p[s.n - 1] == '\t'))
		s.n--;
	line(r);
	(void)mathml_write(r->out, s.p + 2, s.n - 4, true);
	line(r);
}

/* \| is a bar, even in code. */
static void
cell_text(struct render *r, struct slice s)
{
	struct text t;

	if (slice_find(s, '|') == s.n) {
		write_inline(r, s);
		return;
	}
	text_init(&t, r->d->mem);
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\\' || i + 1 == s.n || s.p[i + 1] != '|')
			text_addc(&t, s.p[i]);
	write_inline(r, slice_of(t.p, t.n));
}

static void
cell(struct render *r, const char *name, char align, struct slice s)
{
	text_addf(r->out, "<%s", name);
	if (align == 'l')
		text_adds(r->out, " align=\"left\"");
	if (align == 'c')
		text_adds(r->out, " align=\"center\"");
	if (align == 'r')
		text_adds(r->out, " align=\"right\"");
	text_addc(r->out, '>');
	cell_text(r, s);
	text_addf(r->out, "</%s>\n", name);
}

/*
 * Cells that lack are added, but in the whole document not more than the
 * document has bytes: short rows of a wide table would make it far longer.
 */
static void
row(struct render *r, const struct md_block *b)
{
	const struct md_block *table = b->parent;
	struct md_scan in = { md_block_text(r->d, b), 0 };
	struct slice s;

	text_adds(r->out, table->child->next == b ? "<tbody>\n<tr>\n" :
	    "<tr>\n");
	for (size_t i = 0; i < table->info.n; i++) {
		if (!md_table_cell(&in, &s)) {
			if (r->d->cells_left == 0)
				break;
			r->d->cells_left--;
			s = slice_of(NULL, 0);
		}
		cell(r, table->child == b ? "th" : "td", table->info.p[i], s);
	}
	text_adds(r->out, "</tr>\n");
}

static void
table(struct render *r, const struct md_block *b)
{
	line(r);
	text_adds(r->out, "<table>\n<thead>\n");
	row(r, b->child);
	text_adds(r->out, "</thead>\n");
	for (const struct md_block *i = b->child->next; i != NULL; i = i->next)
		row(r, i);
	if (b->child->next != NULL)
		text_adds(r->out, "</tbody>\n");
	text_adds(r->out, "</table>\n");
}

static void
list(struct render *r, const struct md_block *b)
{
	bool ordered = b->mark == '.' || b->mark == ')';

	line(r);
	if (!ordered)
		text_adds(r->out, "<ul>\n");
	else if (b->level == 1)
		text_adds(r->out, "<ol>\n");
	else
		text_addf(r->out, "<ol start=\"%u\">\n", b->level);
}

static void
begin(struct render *r, const struct md_block *b)
{
	switch (b->kind) {
	case MD_QUOTE:
		line(r);
		text_adds(r->out, "<blockquote>\n");
		break;
	case MD_LIST:
		list(r, b);
		break;
	case MD_ITEM:
		line(r);
		text_adds(r->out, "<li>");
		break;
	case MD_PARAGRAPH:
		paragraph(r, b);
		break;
	case MD_HEADING:
		heading(r, b);
		break;
	case MD_RULE:
		line(r);
		text_adds(r->out, "<hr />\n");
		break;
	case MD_CODE:
		line(r);
		code(r, slice_of(NULL, 0), md_block_text(r->d, b));
		break;
	case MD_FENCE:
		fence(r, b);
		break;
	case MD_HTML:
		html(r, b);
		break;
	case MD_FORMULA:
		formula(r, b);
		break;
	case MD_TABLE:
		table(r, b);
		break;
	default:
		break;
	}
}

static void
end(struct render *r, const struct md_block *b)
{
	switch (b->kind) {
	case MD_QUOTE:
		line(r);
		text_adds(r->out, "</blockquote>\n");
		break;
	case MD_LIST:
		line(r);
		text_adds(r->out, b->mark == '.' || b->mark == ')' ?
		    "</ol>\n" : "</ul>\n");
		break;
	case MD_ITEM:
		text_adds(r->out, "</li>\n");
		break;
	default:
		break;
	}
}

/* Without recursion: the tree may be deep. */
void
md_render(struct md_doc *d)
{
	struct render r = { .d = d, .out = d->out };
	const struct md_block *b = d->open[0]->child;

	while (b != NULL && b != d->open[0]) {
		begin(&r, b);
		if (b->child != NULL && b->kind != MD_TABLE) {
			b = b->child;
			continue;
		}
		end(&r, b);
		while (b->next == NULL && b->parent != NULL) {
			b = b->parent;
			end(&r, b);
		}
		b = b->next;
	}
}
