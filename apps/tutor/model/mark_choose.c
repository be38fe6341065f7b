/*
 * mark_choose.c - one of the options, or some of them.
 *
 * credit= of tick: all (the default), each right option or none; net, those
 * ticked rightly less those ticked wrongly; each, options rightly ticked or
 * left alone; cover, those ticked rightly if none is ticked wrongly.
 */
#include "apps/tutor/model/mark_type.h"

#include <string.h>

#include "apps/tutor/model/mark_html.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/problem.h"
#include "apps/tutor/model/seed.h"
#include "apps/tutor/model/variant.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/val.h"

static void
choose_mark(const struct marking *mk, const struct val *answer,
    struct verdict *out)
{
	size_t n, i;

	(void)answer_string(answer, &n);
	if (n == 0)
		mark_invalid(out, "Nothing is chosen yet.");
	else if (answer_count(answer) > 1 ||
	    !answer_index(answer, mk->q->nanswers, &i))
		mark_invalid(out, "This is none of the options.");
	else
		mark_by(mk, &mk->q->answers[i], out);
}

/* The options that were ticked; NULL: that is no list of them. */
static const bool *
ticks_read(const struct marking *mk, const struct val *answer, size_t *count)
{
	bool *ticked = mem_array(mk->mem, mk->q->nanswers, sizeof(*ticked));
	size_t i;

	*count = 0;
	for (size_t k = 0; k < answer_count(answer); k++) {
		if (!answer_index(answer_at(answer, k), mk->q->nanswers, &i) ||
		    ticked[i])
			return NULL;
		ticked[i] = true;
		(*count)++;
	}
	return ticked;
}

static double
ticks_score(const struct question *q, const bool *ticked)
{
	const char *credit = question_attr(q, "credit");
	double good = 0, bad = 0, right = 0, n = (double)q->nanswers;

	for (size_t i = 0; i < q->nanswers; i++) {
		bool marked = q->answers[i].kind == 'x';

		right += marked;
		good += marked && ticked[i];
		bad += !marked && ticked[i];
	}
	if (credit == NULL || strcmp(credit, "all") == 0 || right == 0)
		return good == right && bad == 0;
	if (strcmp(credit, "net") == 0)
		return (good - bad) / right;
	if (strcmp(credit, "cover") == 0)
		return bad > 0 ? 0 : good / right;
	return (n - bad - (right - good)) / n;
}

static void
tick_mark(const struct marking *mk, const struct val *answer,
    struct verdict *out)
{
	const struct answer_line *a = mk->q->answers;
	const bool *ticked;
	struct text t;
	size_t count;

	ticked = ticks_read(mk, answer, &count);
	if (ticked == NULL || count == 0) {
		mark_invalid(out, ticked == NULL ?
		    "This is none of the options." :
		    "Nothing is ticked yet.");
		return;
	}
	out->score = ticks_score(mk->q, ticked);
	text_init(&t, mk->mem);
	for (size_t i = 0; i < mk->q->nanswers; i++)
		if (ticked[i] && a[i].feedback != NULL)
			text_addf(&t, "- %s\n", mark_fill(mk, a[i].feedback));
	if (t.n > 0)
		out->message = t.p;
}

/* In the order in which they are shown; an option's value is its index. */
static const size_t *
options_order(const struct marking *mk)
{
	size_t *list = mem_array(mk->mem, mk->q->nanswers, sizeof(*list));

	for (size_t i = 0; i < mk->q->nanswers; i++)
		list[i] = i;
	if (question_attr(mk->q, "shuffle") != NULL)
		seed_shuffle(mk->v->seed, list, mk->q->nanswers);
	return list;
}

static bool
was_chosen(const struct marking *mk, const struct input *in, size_t option)
{
	size_t i;

	for (size_t k = 0; k < answer_count(in->answer); k++)
		if (answer_index(answer_at(in->answer, k), mk->q->nanswers,
		    &i) && i == option)
			return true;
	return false;
}

static void
options_paper(struct text *t, const struct marking *mk, const struct input *in,
    bool round)
{
	const size_t *order = options_order(mk);

	text_htmlf(t, "<p class=\"help\">%s</p>\n<ul class=\"options\">\n",
	    round ? "Choose one" : "Tick all that apply");
	for (size_t k = 0; k < mk->q->nanswers; k++) {
		text_adds(t, "<li>");
		html_paper_mark(t, round, was_chosen(mk, in, order[k]));
		html_inline(t, mk, mk->q->answers[order[k]].text);
		text_adds(t, "</li>\n");
	}
	text_adds(t, "</ul>\n");
}

static void
options_input(struct text *t, const struct marking *mk,
    const struct input *in, const char *type)
{
	const size_t *order = options_order(mk);
	size_t i;

	html_group(t, in, strcmp(type, "radio") == 0 ? "Choose one" :
	    "Tick all that apply", NULL);
	for (size_t k = 0; k < mk->q->nanswers; k++) {
		i = order[k];
		text_htmlf(t, "<div class=\"option\"><input type=\"%s\""
		    " value=\"%zu\"", type, i);
		html_control(t, in, k + 1);
		text_adds(t, was_chosen(mk, in, i) ? " checked=\"\"/> " :
		    "/> ");
		html_label(t, mk, in, k + 1, mk->q->answers[i].text);
		text_adds(t, "</div>\n");
	}
	html_group_end(t);
}

static void
menu_input(struct text *t, const struct marking *mk, const struct input *in)
{
	const size_t *order = options_order(mk);
	size_t i;

	text_htmlf(t, "<p class=\"answer\"><label for=\"%s-1\">Choose one"
	    "</label> <select", in->field);
	html_control(t, in, 1);
	html_described(t, in, false);
	text_adds(t, ">\n<option value=\"\">choose</option>\n");
	for (size_t k = 0; k < mk->q->nanswers; k++) {
		i = order[k];
		html_option(t, i, was_chosen(mk, in, i),
		    mark_fill(mk, mk->q->answers[i].text));
	}
	text_adds(t, "</select></p>\n");
}

static void
choose_input(struct text *t, const struct marking *mk, const struct input *in)
{
	if (in->paper)
		options_paper(t, mk, in, true);
	else if (question_attr(mk->q, "menu") != NULL)
		menu_input(t, mk, in);
	else
		options_input(t, mk, in, "radio");
}

static void
tick_input(struct text *t, const struct marking *mk, const struct input *in)
{
	if (in->paper)
		options_paper(t, mk, in, false);
	else
		options_input(t, mk, in, "checkbox");
}

static void
marked_solution(struct text *t, const struct marking *mk)
{
	text_adds(t, "<ul>\n");
	for (size_t i = 0; i < mk->q->nanswers; i++) {
		if (mk->q->answers[i].kind != 'x')
			continue;
		text_adds(t, "<li>");
		html_inline(t, mk, mk->q->answers[i].text);
		if (mk->q->answers[i].credit < 1)
			text_addf(t, " (%.0f%%)",
			    100 * mk->q->answers[i].credit);
		text_adds(t, "</li>\n");
	}
	text_adds(t, "</ul>\n");
}

static void
options_check(const struct marking *mk, const char *file, struct problems *ps)
{
	const struct answer_line *a = mk->q->answers;
	double best = 0;
	size_t whole = 0;

	if (mk->q->nanswers < 2)
		problem_error(ps, file, mk->q->line,
		    "%s has fewer than two options", mk->q->name);
	for (size_t i = 0; i < mk->q->nanswers; i++) {
		if (a[i].kind == 'x' && a[i].credit > best)
			best = a[i].credit;
		whole += a[i].kind == 'x' && a[i].credit >= 1;
		for (size_t k = 0; k < i; k++)
			if (strcmp(mark_fill(mk, a[i].text),
			    mark_fill(mk, a[k].text)) == 0)
				problem_error(ps, file, a[i].line,
				    "this option is there twice: the other is "
				    "in line %zu", a[k].line);
	}
	if (best < 1)
		problem_error(ps, file, mk->q->line, "no option of %s is "
		    "right: mark one with %s", mk->q->name,
		    mk->q->type == Q_CHOOSE ? "(x)" : "[x]");
	if (whole > 1 && mk->q->type == Q_CHOOSE)
		problem_warn(ps, file, mk->q->line, "%zu options of %s are "
		    "right, each alone: to have all of them ticked, it is a "
		    "tick, with [x]", whole, mk->q->name);
}

const struct mark_type mark_choose = { .mark = choose_mark,
	.input = choose_input, .solution = marked_solution,
	.check = options_check };
const struct mark_type mark_tick = { .mark = tick_mark, .input = tick_input,
	.solution = marked_solution, .check = options_check, .list = true };
