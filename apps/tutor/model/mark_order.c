/*
 * mark_order.c - lines to be put in order, some of which do not belong.
 *
 * Lines of the same text stand for each other.  With credit=each the longest
 * run of right lines in their order counts, less the lines that do not belong.
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

enum { LINES_MAX = 50 };	/* each place has a menu of all */

/* Lines by the first one that has their text. */
struct sequence {
	size_t	 line[LINES_MAX];
	size_t	 n;
};

static size_t
first_like(const struct question *q, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (strcmp(q->answers[k].text, q->answers[i].text) == 0)
			return k;
	return i;
}

static void
wanted(const struct question *q, struct sequence *s)
{
	s->n = 0;
	for (size_t i = 0; i < q->nanswers && s->n < LINES_MAX; i++)
		if (q->answers[i].kind == '=')
			s->line[s->n++] = first_like(q, i);
}

/* NULL, or why the answer is none. */
static const char *
given(const struct question *q, const struct val *answer, struct sequence *s)
{
	bool used[LINES_MAX] = { false };
	size_t i, n;

	s->n = 0;
	for (size_t k = 0; k < answer_count(answer); k++) {
		(void)answer_string(answer_at(answer, k), &n);
		if (n == 0)
			continue;
		if (!answer_index(answer_at(answer, k), q->nanswers, &i) ||
		    i >= LINES_MAX)
			return "This is none of the lines.";
		if (used[i])
			return "A line is used twice.";
		used[i] = true;
		s->line[s->n++] = first_like(q, i);
	}
	return s->n == 0 ? "No line is in its place yet." : NULL;
}

/* The longest common subsequence, row by row. */
static size_t
longest_run(const struct sequence *a, const struct sequence *b)
{
	size_t row[LINES_MAX + 1] = { 0 }, corner, above;

	for (size_t i = 0; i < a->n; i++) {
		corner = 0;
		for (size_t k = 0; k < b->n; k++) {
			above = row[k + 1];
			if (a->line[i] == b->line[k])
				row[k + 1] = corner + 1;
			else if (row[k] > above)
				row[k + 1] = row[k];
			corner = above;
		}
	}
	return row[b->n];
}

static size_t
strangers(const struct sequence *want, const struct sequence *got)
{
	size_t count = 0, k;

	for (size_t i = 0; i < got->n; i++) {
		for (k = 0; k < want->n; k++)
			if (want->line[k] == got->line[i])
				break;
		count += k == want->n;
	}
	return count;
}

static void
order_mark(const struct marking *mk, const struct val *answer,
    struct verdict *out)
{
	struct sequence want, got;
	const char *wrong = given(mk->q, answer, &got);
	size_t run, odd;

	wanted(mk->q, &want);
	if (wrong == NULL && want.n == mk->q->nanswers && got.n < want.n &&
	    !mark_each(mk))
		wrong = "A line is not used yet.";
	if (wrong != NULL) {
		mark_invalid(out, wrong);
		return;
	}
	run = longest_run(&want, &got);
	odd = strangers(&want, &got);
	if (!mark_each(mk)) {
		out->score = run == want.n && got.n == want.n;
		return;
	}
	out->score = want.n == 0 || odd >= run ? 0 :
	    (double)(run - odd) / (double)want.n;
	if (out->score < 1)
		out->message = mem_printf(mk->mem, "%zu of %zu lines are in "
		    "order.%s", run, want.n, odd == 0 ? "" :
		    " Some do not belong.");
}

/* Never the right order, if there is another. */
static const size_t *
lines_order(const struct marking *mk)
{
	size_t n = mk->q->nanswers, first;
	size_t *list = mem_array(mk->mem, n, sizeof(*list));

	seed_shuffle(mk->v->seed, list, n);
	for (size_t i = 0; i < n; i++)
		if (list[i] != i)
			return list;
	if (n < 2)
		return list;
	first = list[0];
	memmove(list, list + 1, (n - 1) * sizeof(*list));
	list[n - 1] = first;
	return list;
}

/* A, B, ... Z, AA, AB, ... */
static const char *
letter(struct mem *m, size_t i)
{
	if (i < 26)
		return mem_printf(m, "%c", (char)('A' + i));
	return mem_printf(m, "%c%c", (char)('A' + (i / 26 - 1) % 26),
	    (char)('A' + i % 26));
}

static size_t
was_placed(const struct input *in, size_t place, size_t n)
{
	size_t i;

	return answer_index(answer_at(in->answer, place), n, &i) ? i : n;
}

static void
places(struct text *t, const struct marking *mk, const struct input *in,
    const size_t *order)
{
	size_t n = mk->q->nanswers, before;

	text_adds(t, "<ol class=\"places\">\n");
	for (size_t place = 0; place < n; place++) {
		before = was_placed(in, place, n);
		text_htmlf(t, "<li><select aria-label=\"Line %zu\"",
		    place + 1);
		html_control(t, in, place + 1);
		text_adds(t, ">\n<option value=\"\">nothing</option>\n");
		for (size_t k = 0; k < n; k++)
			html_option(t, order[k], order[k] == before,
			    mem_printf(mk->mem, "%s: %s", letter(mk->mem, k),
			    mark_fill(mk, mk->q->answers[order[k]].text)));
		text_adds(t, "</select></li>\n");
	}
	text_adds(t, "</ol>\n");
}

/* Letters are written at the places. */
static void
places_paper(struct text *t, const struct marking *mk, const struct input *in,
    const size_t *order)
{
	size_t n = mk->q->nanswers, before;
	const char *written;

	text_adds(t, "<ol class=\"places\">\n");
	for (size_t place = 0; place < n; place++) {
		before = was_placed(in, place, n);
		written = "";
		for (size_t k = 0; k < n; k++)
			if (order[k] == before)
				written = letter(mk->mem, k);
		text_adds(t, "<li>");
		html_paper(t, written, PAPER_WORD);
		text_adds(t, "</li>\n");
	}
	text_adds(t, "</ol>\n");
}

static void
order_input(struct text *t, const struct marking *mk, const struct input *in)
{
	const size_t *order = lines_order(mk);
	bool all = true;

	for (size_t i = 0; i < mk->q->nanswers; i++)
		all = all && mk->q->answers[i].kind == '=';
	html_group(t, in, "Put the lines in order", all ? "Choose for each "
	    "place the line that belongs there." : "Choose for each place the "
	    "line that belongs there. Not every line is needed: leave places "
	    "at the end empty.");
	text_adds(t, "<ul class=\"lines\">\n");
	for (size_t k = 0; k < mk->q->nanswers; k++)
		text_htmlf(t, "<li data-line=\"%zu\"><b>%s</b> <code>%s</code>"
		    "</li>\n", order[k], letter(mk->mem, k),
		    mark_fill(mk, mk->q->answers[order[k]].text));
	text_adds(t, "</ul>\n");
	if (in->paper)
		places_paper(t, mk, in, order);
	else
		places(t, mk, in, order);
	html_group_end(t);
}

static void
order_solution(struct text *t, const struct marking *mk)
{
	text_adds(t, "<pre><code>");
	for (size_t i = 0; i < mk->q->nanswers; i++)
		if (mk->q->answers[i].kind == '=')
			text_htmlf(t, "%s\n",
			    mark_fill(mk, mk->q->answers[i].text));
	text_adds(t, "</code></pre>\n");
}

static void
order_check(const struct marking *mk, const char *file, struct problems *ps)
{
	const struct answer_line *a = mk->q->answers;
	size_t right = 0;

	for (size_t i = 0; i < mk->q->nanswers; i++) {
		right += a[i].kind == '=';
		for (size_t k = 0; k < i; k++)
			if (a[i].kind != a[k].kind &&
			    strcmp(a[i].text, a[k].text) == 0)
				problem_error(ps, file, a[i].line, "this line "
				    "is among = and ~: the other is in line "
				    "%zu", a[k].line);
	}
	if (right < 2)
		problem_error(ps, file, mk->q->line, "%s has fewer than two "
		    "lines to put in order: \"= line\"", mk->q->name);
	if (mk->q->nanswers > LINES_MAX)
		problem_error(ps, file, mk->q->line, "%s has more than %d "
		    "lines", mk->q->name, LINES_MAX);
}

const struct mark_type mark_order = { .mark = order_mark,
	.input = order_input, .solution = order_solution,
	.check = order_check, .list = true };
