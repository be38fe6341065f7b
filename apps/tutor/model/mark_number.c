/*
 * mark_number.c - a number, with a unit or without.
 *
 * A unit at the end of a line must be written by the student; one that the
 * question has, unit="cm^2", stands behind the box and may be left out.
 */
#include "apps/tutor/model/mark_type.h"

#include <math.h>
#include <string.h>

#include "apps/tutor/model/mark_html.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/problem.h"
#include "apps/tutor/model/quantity.h"
#include "web/mem.h"
#include "web/number.h"
#include "web/text.h"
#include "web/val.h"

enum { COLUMNS = 16, SHOWN_DIGITS = 10 };

/* A line; false: it is wrong, which mark_check() told. */
static bool
line_read(const struct marking *mk, size_t i, struct expected *e)
{
	return expected_read(e, mk->mem, mk->q,
	    mark_formula_fill(mk, mk->q->answers[i].text)) == NULL;
}

static bool
unit_is(const struct marking *mk, const char *unit, const struct quantity *q)
{
	return strcmp(unit_plain(mk->mem, unit, strlen(unit)), q->unit) == 0;
}

static bool
any_unit(const struct marking *mk)
{
	struct expected e;

	for (size_t i = 0; i < mk->q->nanswers; i++)
		if (line_read(mk, i, &e) && e.unit != NULL)
			return true;
	return false;
}

/* Why the unit makes an answer unreadable, or NULL. */
static const char *
unit_refused(const struct marking *mk, const struct quantity *q)
{
	const char *unit = question_attr(mk->q, "unit");
	bool in_lines = any_unit(mk);

	if (in_lines)
		return *q->unit == '\0' ? "A unit is missing: write it behind "
		    "the number." : NULL;
	if (*q->unit == '\0' || (unit != NULL && unit_is(mk, unit, q)))
		return NULL;
	return unit == NULL ?
	    "Write the number alone: nothing belongs behind it here." :
	    "Write the number alone: its unit stands behind the box.";
}

static void
shown(const struct marking *mk, const struct quantity *q, struct verdict *out)
{
	struct text t;

	text_init(&t, mk->mem);
	text_htmls(&t, number_text(mk->mem, q->value, SHOWN_DIGITS));
	out->shown = t.p;
}

static void
number_lines(const struct marking *mk, const struct quantity *q,
    struct verdict *out)
{
	struct expected e;

	for (size_t i = 0; i < mk->q->nanswers; i++) {
		if (!line_read(mk, i, &e) || !expected_holds(&e, q->value))
			continue;
		if (e.unit == NULL || unit_is(mk, e.unit, q)) {
			mark_by(mk, &mk->q->answers[i], out);
			return;
		}
		if (mk->q->answers[i].kind == '=')
			out->message = "The number is right, but its unit is "
			    "not.";
	}
}

static void
number_mark(const struct marking *mk, const struct val *answer,
    struct verdict *out)
{
	struct quantity q;
	const char *s, *wrong;
	size_t n;

	s = answer_string(answer, &n);
	if (strspn(s, " \t\r\n") == n) {
		mark_invalid(out, "There is no answer yet.");
		return;
	}
	wrong = quantity_read(&q, mk->mem, s, n);
	if (wrong == NULL)
		wrong = unit_refused(mk, &q);
	if (wrong != NULL) {
		mark_invalid(out, wrong);
		return;
	}
	number_lines(mk, &q, out);
	if (q.calculated)
		shown(mk, &q, out);
}

static void
number_input(struct text *t, const struct marking *mk, const struct input *in)
{
	struct html_entry entry = { .size = COLUMNS, .mode = "text",
	    .behind = question_attr(mk->q, "unit"),
	    .help = "A number such as 3.5, -2, 1/3 or 1e3." };

	if (any_unit(mk))
		entry.help = "A number such as 3.5, -2, 1/3 or 1e3, and its "
		    "unit.";
	html_entry(t, in, &entry);
}

static void
number_solution(struct text *t, const struct marking *mk)
{
	const char *unit = question_attr(mk->q, "unit");
	struct expected e;

	for (size_t i = 0; i < mk->q->nanswers; i++) {
		if (mk->q->answers[i].kind != '=' ||
		    mk->q->answers[i].credit < 1 || !line_read(mk, i, &e))
			continue;
		if (e.unit != NULL)
			unit = e.unit;
		text_htmlf(t, "<p>%s%s%s</p>\n", e.written,
		    unit == NULL ? "" : " ", unit == NULL ? "" : unit);
		return;
	}
}

static const char *
line_wrong(const struct marking *mk, void *none, size_t i)
{
	struct expected e;

	(void)none;
	return expected_read(&e, mk->mem, mk->q,
	    mark_formula_fill(mk, mk->q->answers[i].text));
}

/* "3-5", which nobody writes for -2. */
static bool
is_difference(const char *s)
{
	size_t n = number_scan(s, strlen(s)), m;

	if (n == 0 || s[n] != '-')
		return false;
	m = number_scan(s + n + 1, strlen(s + n + 1));
	return m > 0 && s[n + 1 + m] == '\0' &&
	    number_value(s, n) < number_value(s + n + 1, m);
}

static void
number_check(const struct marking *mk, const char *file, struct problems *ps)
{
	const char *tolerance = question_attr(mk->q, "tolerance");
	struct line_check check = { file, ps, line_wrong, NULL, "42" };
	const struct answer_line *a = mk->q->answers;
	double wide;

	if (tolerance != NULL && !tolerance_read(tolerance, 1, &wide))
		problem_error(ps, file, mk->q->line,
		    "tolerance= is a number such as 0.1, or 1%%");
	for (size_t i = 0; i < mk->q->nanswers; i++)
		if (is_difference(a[i].text))
			problem_warn(ps, file, a[i].line, "\"%.60s\" is a "
			    "difference: a range is written 3..5", a[i].text);
	mark_check_lines(mk, &check);
}

const struct mark_type mark_number = { .mark = number_mark,
	.input = number_input, .solution = number_solution,
	.check = number_check };
