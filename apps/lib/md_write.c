/*
 * The nodes of a leaf as text: they are written from the first to the last.
 */
#include <string.h>

#include "apps/lib/md_block.h"
#include "apps/lib/md_escape.h"
#include "apps/lib/md_inline.h"
#include "web/mathml.h"

/* Between blanks at both ends one of each is taken off, unless all is blank. */
static struct slice
code_text(struct slice s)
{
	size_t at = 0;

	while (at < s.n && (s.p[at] == ' ' || s.p[at] == '\n'))
		at++;
	if (at == s.n || at == 0 ||
	    (s.p[s.n - 1] != ' ' && s.p[s.n - 1] != '\n'))
		return s;
	return slice_of(s.p + 1, s.n - 2);
}

/* Line ends become blanks. */
static void
write_code(struct text *out, struct slice s)
{
	struct slice line;

	s = code_text(s);
	while (slice_find(s, '\n') < s.n) {
		(void)slice_cut(&s, '\n', &line);
		md_escape_html(out, line);
		text_addc(out, ' ');
	}
	md_escape_html(out, s);
}

/* What is in the alternative text of an image. */
static void
write_alt(struct text *out, const struct md_node *node)
{
	switch (node->kind) {
	case MD_BREAK:
	case MD_SOFT_BREAK:
		text_addc(out, ' ');
		return;
	case MD_CODE_SPAN:
		write_code(out, node->s);
		return;
	case MD_TEXT:
	case MD_LITERAL:
	case MD_TAG:
	case MD_AUTOLINK:
	case MD_MAIL:
	case MD_INLINE_MATH:
	case MD_DISPLAY_MATH:
		md_escape_html(out, node->s);
		return;
	default:
		return;
	}
}

static void
write_url(struct md_doc *d, struct text *out, struct slice url, bool image)
{
	if ((d->flags & MD_RAW_HTML) == 0 && md_escape_is_dangerous(url, image))
		return;
	md_escape_url(out, url);
}

static struct slice
undo_escapes(struct md_doc *d, struct slice s)
{
	text_clear(&d->scratch);
	md_escape_undo(&d->scratch, s);
	return slice_of(d->scratch.p, d->scratch.n);
}

static void
write_title(struct md_doc *d, struct text *out, struct slice title)
{
	if (title.n == 0)
		return;
	text_adds(out, " title=\"");
	md_escape_html(out, undo_escapes(d, title));
	text_addc(out, '"');
}

static void
write_link(struct md_doc *d, struct text *out, const struct md_target *to)
{
	text_adds(out, "<a href=\"");
	write_url(d, out, undo_escapes(d, to->destination), false);
	text_addc(out, '"');
	write_title(d, out, to->title);
	text_addc(out, '>');
}

static void
write_image(struct md_doc *d, struct text *out, const struct md_target *to)
{
	text_adds(out, "<img src=\"");
	write_url(d, out, undo_escapes(d, to->destination), true);
	text_adds(out, "\" alt=\"");
}

static void
write_image_end(struct md_doc *d, struct text *out,
    const struct md_target *to)
{
	text_addc(out, '"');
	write_title(d, out, to->title);
	text_adds(out, " />");
}

static void
write_autolink(struct md_doc *d, struct text *out, const struct md_node *node)
{
	text_adds(out, "<a href=\"");
	if (node->kind == MD_MAIL)
		text_adds(out, "mailto:");
	write_url(d, out, node->s, false);
	text_adds(out, "\">");
	md_escape_html(out, node->s);
	text_adds(out, "</a>");
}

static void
write_tag(struct md_doc *d, struct text *out, struct slice tag)
{
	if (d->flags & MD_RAW_HTML)
		text_add(out, tag.p, tag.n);
	else
		md_escape_html(out, tag);
}

/* What is the same each time. */
static const char *const marks[] = {
	[MD_BREAK] = "<br />\n", [MD_SOFT_BREAK] = "\n",
	[MD_EM] = "<em>", [MD_EM_END] = "</em>",
	[MD_STRONG] = "<strong>", [MD_STRONG_END] = "</strong>",
	[MD_LINK_END] = "</a>"
};

static void
write_node(struct md_doc *d, struct text *out, const struct md_node *node)
{
	switch (node->kind) {
	case MD_TEXT:
	case MD_LITERAL:
		md_escape_html(out, node->s);
		break;
	case MD_CODE_SPAN:
		text_adds(out, "<code>");
		write_code(out, node->s);
		text_adds(out, "</code>");
		break;
	case MD_TAG:
		write_tag(d, out, node->s);
		break;
	case MD_AUTOLINK:
	case MD_MAIL:
		write_autolink(d, out, node);
		break;
	case MD_LINK:
		write_link(d, out, node->target);
		break;
	case MD_INLINE_MATH:
	case MD_DISPLAY_MATH:
		(void)mathml_write(out, node->s.p, node->s.n,
		    node->kind == MD_DISPLAY_MATH);
		break;
	default:
		text_adds(out, marks[node->kind]);
	}
}

/* So much of what is behind a formula must not begin a line. */
static size_t
closing(const struct md_node *math)
{
	const struct md_node *next = math->next;
	size_t n = 0;

	if (math->kind != MD_INLINE_MATH || next == NULL ||
	    next->kind != MD_TEXT)
		return 0;
	while (n < next->s.n && memchr(".,;:!?)", next->s.p[n], 7) != NULL)
		n++;
	return n;
}

/* Browsers would break the line between a formula and a full stop. */
static void
write_joined(struct md_doc *d, struct text *out, const struct md_node *math,
    size_t n)
{
	struct md_node rest = *math->next;

	text_adds(out, "<span class=\"math-with\">");
	write_node(d, out, math);
	md_escape_html(out, (struct slice){ rest.s.p, n });
	text_adds(out, "</span>");
	rest.s.p += n;
	rest.s.n -= n;
	write_node(d, out, &rest);
}

void
md_write_html(const struct md_inline *in, struct text *out)
{
	size_t images = 0, n;

	for (struct md_node *node = in->first; node != NULL;
	    node = node->next) {
		n = closing(node);
		if (node->kind == MD_IMAGE && images++ == 0)
			write_image(in->doc, out, node->target);
		else if (node->kind == MD_IMAGE_END && --images == 0)
			write_image_end(in->doc, out, node->target);
		else if (images > 0)
			write_alt(out, node);
		else if (n > 0) {
			write_joined(in->doc, out, node, n);
			node = node->next;
		} else
			write_node(in->doc, out, node);
	}
}

void
md_write_plain(const struct md_inline *in, struct text *out)
{
	for (struct md_node *node = in->first; node != NULL;
	    node = node->next) {
		if (node->kind == MD_BREAK || node->kind == MD_SOFT_BREAK)
			text_addc(out, ' ');
		else if (node->kind != MD_TAG)
			text_add(out, node->s.p, node->s.n);
	}
}
