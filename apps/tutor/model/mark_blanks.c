/*
 * mark_blanks.c - a text with gaps for text, and a table with gaps for numbers.
 *
 * The prompt has {_capital_}, and lines tell what belongs there as those of
 * text and number questions do:
 *	= capital = Paris
 *	~ capital = Lyon : That is another city.
 */
#include "apps/tutor/model/mark_type.h"

#include <string.h>

#include "apps/tutor/model/gaps.h"
#include "apps/tutor/model/mark_html.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/problem.h"
#include "apps/tutor/model/quantity.h"
#include "apps/tutor/model/text_line.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/val.h"

enum { COLUMNS_MIN = 6, COLUMNS_MAX = 40 };

/* What a student wrote in a gap. */
struct filling {
	const char	*text;		/* folded */
	struct quantity	 number;	/* of a table */
};

static bool
is_table(const struct marking *mk)
{
	return mk->q->type == Q_TABLE;
}

/* What a line says of a gap; false: of another one. */
static bool
line_of(const struct marking *mk, size_t i, const char *gap,
    const char **text)
{
	const char *name;

	if (!pair_cut(mk->mem, mk->q->answers[i].text, &name, text) ||
	    strcmp(name, gap) != 0)
		return false;
	*text = is_table(mk) ? mark_formula_fill(mk, *text) :
	    mark_fill(mk, *text);
	return true;
}

/* NULL, or what is wrong with what a line says. */
static const char *
line_wrong(const struct marking *mk, const char *text)
{
	struct expected e;
	const char *wrong;

	if (!is_table(mk))
		return text_wrong(mk, text);
	wrong = expected_read(&e, mk->mem, mk->q, text);
	return wrong == NULL && e.unit != NULL ?
	    "numbers of a table have no unit: write it into the text" : wrong;
}

static bool
line_says(const struct marking *mk, const struct filling *f, const char *text)
{
	struct expected e;

	if (!is_table(mk))
		return text_says(mk, f->text, text);
	return expected_read(&e, mk->mem, mk->q, text) == NULL &&
	    expected_holds(&e, f->number.value);
}

/* Not to be read: false, with the verdict. */
static bool
filling_read(const struct marking *mk, const struct val *answer,
    struct filling *f, struct verdict *out)
{
	const char *wrong;

	f->text = text_answer(mk, answer, out);
	if (f->text == NULL || !is_table(mk))
		return f->text != NULL;
	wrong = quantity_read(&f->number, mk->mem, f->text, strlen(f->text));
	if (wrong == NULL && *f->number.unit != '\0')
		wrong = "Write the number alone.";
	if (wrong != NULL)
		mark_invalid(out, wrong);
	return wrong == NULL;
}

static void
gap_mark(const struct marking *mk, const char *gap, const struct val *answer,
    struct verdict *out)
{
	struct filling f;
	const char *text;

	if (!filling_read(mk, answer, &f, out))
		return;
	for (size_t i = 0; i < mk->q->nanswers; i++)
		if (line_of(mk, i, gap, &text) && line_says(mk, &f, text)) {
			mark_by(mk, &mk->q->answers[i], out);
			return;
		}
}

static void
blanks_mark(const struct marking *mk, const struct val *answer,
    struct verdict *out)
{
	struct gaps *g = mem_alloc(mk->mem, sizeof(*g));
	struct places ps = { .n = 0 };
	struct verdict one;
	const char *s;
	size_t n;

	gaps_cut(g, mk->mem, mk->q->prompt);
	for (size_t i = 0; i < g->n; i++) {
		one = (struct verdict){ .kind = MARK_DONE };
		s = answer_string(answer_at(answer, i), &n);
		if (strspn(s, " \t\r\n") == n)
			ps.empty++;
		else
			gap_mark(mk, g->names[i], answer_at(answer, i), &one);
		places_add(mk, &ps, &one,
		    mem_printf(mk->mem, "gap %zu", i + 1));
	}
	places_end(mk, &ps, out);
}

struct filler {
	const struct input *in;
	int		 columns;
};

static void
gap_input(void *arg, struct text *t, size_t i)
{
	const struct filler *f = arg;

	if (f->in->paper) {
		html_paper(t, html_before(f->in, i), PAPER_WORD);
		return;
	}
	text_htmlf(t, "<label class=\"gap\"><span class=\"unseen\">Gap %zu "
	    "</span>", i + 1);
	html_line(t, f->in, i + 1, f->columns);
	text_adds(t, "</label>");
}

/* All of one width, which tells nothing of what belongs there. */
static int
columns(const struct marking *mk)
{
	size_t widest = COLUMNS_MIN, n;

	for (size_t i = 0; i < mk->q->nanswers; i++) {
		n = strlen(mk->q->answers[i].text);
		if (n > widest)
			widest = n;
	}
	return (int)(widest < COLUMNS_MAX ? widest : COLUMNS_MAX);
}

static void
blanks_input(struct text *t, const struct marking *mk, const struct input *in)
{
	struct filler f = { in, columns(mk) };
	struct gaps *g = mem_alloc(mk->mem, sizeof(*g));
	struct text html;

	gaps_cut(g, mk->mem, mk->q->prompt);
	text_init(&html, mk->mem);
	html_markdown(&html, mk, g->text);
	text_htmlf(t, "<fieldset class=\"answer\">\n<legend>%s</legend>\n",
	    is_table(mk) ? "Fill in the numbers" : "Fill in the gaps");
	text_htmlf(t, "<div class=\"prompt\" id=\"%s-prompt\">\n", in->field);
	(void)gaps_fill(t, html.p, gap_input, &f);
	text_adds(t, "</div>\n");
	html_group_end(t);
}

/* The first right text of a gap, or NULL. */
static const char *
right_text(const struct marking *mk, const char *gap)
{
	const char *text;

	for (size_t i = 0; i < mk->q->nanswers; i++)
		if (mk->q->answers[i].kind == '=' &&
		    mk->q->answers[i].credit == 1 &&
		    line_of(mk, i, gap, &text))
			return text;
	return NULL;
}

static void
blanks_solution(struct text *t, const struct marking *mk)
{
	struct gaps *g = mem_alloc(mk->mem, sizeof(*g));
	struct expected e;
	const char *text;

	gaps_cut(g, mk->mem, mk->q->prompt);
	text_adds(t, "<ol>\n");
	for (size_t i = 0; i < g->n; i++) {
		text = right_text(mk, g->names[i]);
		if (text != NULL && is_table(mk) &&
		    expected_read(&e, mk->mem, mk->q, text) == NULL)
			text = e.written;
		text_htmlf(t, "<li><code>%s</code></li>\n",
		    text == NULL ? "" : text);
	}
	text_adds(t, "</ol>\n");
}

static void
gap_nothing(void *arg, struct text *t, size_t i)
{
	(void)arg;
	(void)t;
	(void)i;
}

static void
lines_check(const struct marking *mk, const struct gaps *g, const char *file,
    struct problems *ps)
{
	const char *name, *text, *wrong;

	for (size_t i = 0; i < mk->q->nanswers; i++) {
		size_t line = mk->q->answers[i].line;

		if (!pair_cut(mk->mem, mk->q->answers[i].text, &name, &text)) {
			problem_error(ps, file, line, "a line names its gap: "
			    "= capital = Paris");
			continue;
		}
		if (gaps_find(g, name) == g->n)
			problem_error(ps, file, line, "there is no gap "
			    "{_%.40s_} in the text", name);
		(void)line_of(mk, i, name, &text);
		wrong = line_wrong(mk, text);
		if (wrong != NULL)
			problem_error(ps, file, line, "%s", wrong);
	}
}

static void
blanks_check(const struct marking *mk, const char *file, struct problems *ps)
{
	struct gaps *g = mem_alloc(mk->mem, sizeof(*g));
	struct text html, out;

	gaps_cut(g, mk->mem, mk->q->prompt);
	text_init(&html, mk->mem);
	text_init(&out, mk->mem);
	html_markdown(&html, mk, g->text);
	if (g->n == 0)
		problem_error(ps, file, mk->q->line,
		    "%s has no gap: {_capital_}", mk->q->name);
	else if (gaps_fill(&out, html.p, gap_nothing, NULL) < g->n)
		problem_error(ps, file, mk->q->line, "a gap of %s stands in a "
		    "formula or a link", mk->q->name);
	for (size_t i = 0; i < g->n; i++) {
		if (gaps_find(g, g->names[i]) < i)
			problem_error(ps, file, mk->q->line,
			    "gap {_%s_} is there twice", g->names[i]);
		if (right_text(mk, g->names[i]) == NULL)
			problem_error(ps, file, mk->q->line, "nothing is right"
			    " for {_%s_}: a line \"= %s = text\" is missing",
			    g->names[i], g->names[i]);
	}
	lines_check(mk, g, file, ps);
}

const struct mark_type mark_blanks = { .mark = blanks_mark,
	.input = blanks_input, .solution = blanks_solution,
	.check = blanks_check, .list = true, .prompt = true };
const struct mark_type mark_table = { .mark = blanks_mark,
	.input = blanks_input, .solution = blanks_solution,
	.check = blanks_check, .list = true, .prompt = true };
