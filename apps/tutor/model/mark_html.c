#include "apps/tutor/model/mark_html.h"

#include <string.h>

#include "apps/tutor/model/mark_type.h"
#include "web/md.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/val.h"

enum { FLAGS = MD_TABLES | MD_MATH };

void
html_markdown(struct text *t, const struct marking *mk, const char *s)
{
	s = mark_fill(mk, s);
	if (s != NULL)
		md_html(t, s, strlen(s), FLAGS);
}

void
html_inline(struct text *t, const struct marking *mk, const char *s)
{
	static const char begin[] = "<p>", end[] = "</p>\n";
	struct text whole;
	size_t before = strlen(begin), behind = strlen(end);

	text_init(&whole, mk->mem);
	html_markdown(&whole, mk, s);
	if (whole.n > before + behind &&
	    strncmp(whole.p, begin, before) == 0 &&
	    strcmp(whole.p + whole.n - behind, end) == 0 &&
	    strstr(whole.p + before, begin) == NULL)
		text_add(t, whole.p + before, whole.n - before - behind);
	else
		text_add(t, whole.p, whole.n);
}

void
html_control(struct text *t, const struct input *in, size_t i)
{
	text_htmlf(t, " id=\"%s-%zu\" name=\"%s\"", in->field, i, in->field);
	if (in->locked)
		text_adds(t, " disabled=\"\"");
}

void
html_described(struct text *t, const struct input *in, bool help)
{
	text_htmlf(t, " aria-describedby=\"%s-prompt", in->field);
	if (help)
		text_htmlf(t, " %s-help", in->field);
	text_adds(t, "\"");
}

void
html_label(struct text *t, const struct marking *mk, const struct input *in,
    size_t i, const char *markdown)
{
	text_htmlf(t, "<label for=\"%s-%zu\">", in->field, i);
	html_inline(t, mk, markdown);
	text_adds(t, "</label>");
}

void
html_help(struct text *t, const struct input *in, const char *help)
{
	text_htmlf(t, "<p class=\"help\" id=\"%s-help\">%s</p>\n", in->field,
	    help);
}

void
html_group(struct text *t, const struct input *in, const char *legend,
    const char *help)
{
	text_adds(t, "<fieldset class=\"answer\"");
	html_described(t, in, help != NULL);
	text_htmlf(t, ">\n<legend>%s</legend>\n", legend);
	if (help != NULL)
		html_help(t, in, help);
}

void
html_group_end(struct text *t)
{
	text_adds(t, "</fieldset>\n");
}

const char *
html_before(const struct input *in, size_t place)
{
	size_t n;

	return answer_string(answer_at(in->answer, place), &n);
}

/* Everything but its end. */
static void
line_begin(struct text *t, const struct input *in, size_t i, int size)
{
	text_adds(t, "<input type=\"text\"");
	text_htmlf(t, " size=\"%d\" value=\"%s\" autocomplete=\"off\""
	    " autocapitalize=\"none\" spellcheck=\"false\"", size,
	    html_before(in, i - 1));
}

void
html_line(struct text *t, const struct input *in, size_t i, int size)
{
	line_begin(t, in, i, size);
	html_control(t, in, i);
	text_adds(t, "/>");
}

void
html_paper(struct text *t, const char *written, enum paper_width width)
{
	text_htmlf(t, "<span class=\"write%s%s\">%s</span>",
	    width == PAPER_LINE ? " wide" : "",
	    *written == '\0' ? " empty" : "", written);
}

void
html_paper_mark(struct text *t, bool round, bool marked)
{
	text_htmlf(t, "<span class=\"box%s\">%s</span> ",
	    round ? " round" : "", marked ? "✕" : "");
}

void
html_paper_lines(struct text *t, const char *written, int lines)
{
	if (*written != '\0') {
		text_htmlf(t, "<pre class=\"written\"><code>%s</code></pre>\n",
		    written);
		return;
	}
	text_adds(t, "<div class=\"ruled\">");
	for (int i = 0; i < lines; i++)
		text_adds(t, "<span></span>");
	text_adds(t, "</div>\n");
}

static void
paper_entry(struct text *t, const struct input *in, const struct html_entry *e)
{
	text_adds(t, "<p class=\"answer\">Answer: ");
	html_paper(t, html_before(in, 0), PAPER_LINE);
	if (e->behind != NULL)
		text_htmlf(t, " <span class=\"unit\">%s</span>", e->behind);
	text_adds(t, "</p>\n");
}

void
html_entry(struct text *t, const struct input *in, const struct html_entry *e)
{
	if (in->paper) {
		paper_entry(t, in, e);
		return;
	}
	text_htmlf(t, "<p class=\"answer\"><label for=\"%s-1\">Your answer"
	    "</label> ", in->field);
	line_begin(t, in, 1, e->size);
	if (e->mode != NULL)
		text_htmlf(t, " inputmode=\"%s\"", e->mode);
	html_control(t, in, 1);
	html_described(t, in, e->help != NULL);
	text_adds(t, "/>");
	if (e->behind != NULL)
		text_htmlf(t, " <span class=\"unit\">%s</span>", e->behind);
	text_adds(t, "</p>\n");
	if (e->help != NULL)
		html_help(t, in, e->help);
}

void
html_option(struct text *t, size_t value, bool selected, const char *label)
{
	text_htmlf(t, "<option value=\"%zu\"", value);
	text_adds(t, selected ? " selected=\"\">" : ">");
	text_htmls(t, label);
	text_adds(t, "</option>\n");
}
