/*
 * mark_formula.c - a formula, right when it has the values of the solution.
 *
 * vars=x,y are its names; range=1..5,0..1 are the values that they take, one
 * for all or one a name.
 */
#include "apps/tutor/model/mark_type.h"

#include <complex.h>
#include <math.h>
#include <string.h>

#include "apps/tutor/model/expr_tree.h"
#include "apps/tutor/model/mark_html.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/problem.h"
#include "apps/tutor/model/quantity.h"
#include "apps/tutor/model/variant.h"
#include "web/mem.h"
#include "web/number.h"
#include "web/text.h"
#include "web/val.h"

enum { COLUMNS = 30, NAME_MAX_LETTERS = 16 };

static const double usual_low = 0.3, usual_high = 3;
static const double usual_relative = 1e-6, usual_absolute = 1e-12;

static const char letters[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

struct formula {
	struct expr_names names;
	const char	*list[EXPR_NAMES_MAX];
	double		 low[EXPR_NAMES_MAX], high[EXPR_NAMES_MAX];
	struct expr_compare compare;	/* but for the two formulas */
};

static bool
is_function(const char *name)
{
	for (size_t i = 0; expr_function(i) != NULL; i++)
		if (strcmp(expr_function(i)->name, name) == 0)
			return true;
	return false;
}

/* NULL, or what is wrong with vars=. */
static const char *
names_read(const struct marking *mk, struct formula *f)
{
	const char *s = question_attr(mk->q, "vars");
	size_t n;

	while (s != NULL && *s != '\0') {
		s += strspn(s, " ,");
		n = strcspn(s, " ,");
		if (n == 0)
			break;
		if (f->names.n == EXPR_NAMES_MAX)
			return "vars= has more than 16 names";
		if (n > NAME_MAX_LETTERS || strspn(s, letters) < n)
			return "vars= are names of letters, with commas: x,y";
		f->list[f->names.n] = mem_dup(mk->mem, s, n);
		if (is_function(f->list[f->names.n]))
			return "a name of vars= is that of a function";
		f->names.n++;
		s += n;
	}
	return NULL;
}

/* "-1..5" that s begins with; NULL: it is none. */
static const char *
range_read(const char *s, double ends[2])
{
	for (int i = 0; i < 2; i++) {
		bool minus = *s == '-';
		const char *dots = strstr(s, "..");
		size_t n = i == 0 && dots != NULL ? (size_t)(dots - s) :
		    strlen(s);

		s += minus;
		n = number_scan(s, n - minus);
		if (n == 0)
			return NULL;
		ends[i] = number_value(s, n);
		if (minus)
			ends[i] = -ends[i];
		s += n;
		if (i == 0 && strncmp(s, "..", 2) != 0)
			return NULL;
		s += i == 0 ? 2 : 0;
	}
	return ends[0] < ends[1] && isfinite(ends[0]) && isfinite(ends[1]) ?
	    s : NULL;
}

static const char *
ranges_read(const struct marking *mk, struct formula *f)
{
	static const char wrong[] = "range= is 1..5, or one a name: "
	    "1..5,0..1";
	const char *s = question_attr(mk->q, "range");
	double ends[2] = { usual_low, usual_high };
	size_t n = 0;

	for (; s != NULL && n < EXPR_NAMES_MAX; s++) {
		s = range_read(s, ends);
		if (s == NULL || (*s != ',' && *s != '\0'))
			return wrong;
		f->low[n] = ends[0];
		f->high[n++] = ends[1];
		if (*s == '\0')
			break;
	}
	if (n > 1 && n != f->names.n)
		return wrong;
	for (; n < f->names.n; n++) {
		f->low[n] = ends[0];
		f->high[n] = ends[1];
	}
	return NULL;
}

/* NULL, or what is wrong with the attributes. */
static const char *
formula_init(const struct marking *mk, struct formula *f)
{
	const char *tolerance = question_attr(mk->q, "tolerance"), *wrong;
	double wide;

	memset(f, 0, sizeof(*f));
	f->names.names = f->list;
	f->compare = (struct expr_compare){ .low = f->low, .high = f->high,
	    .relative = usual_relative, .absolute = usual_absolute,
	    .seed = mk->v->seed };
	wrong = names_read(mk, f);
	if (wrong == NULL)
		wrong = ranges_read(mk, f);
	if (wrong != NULL)
		return wrong;
	f->compare.n = f->names.n;
	if (tolerance == NULL)
		return NULL;
	if (!tolerance_read(tolerance, 1, &wide))
		return "tolerance= is a number such as 0.1, or 1%";
	if (strchr(tolerance, '%') != NULL)
		f->compare.relative = wide;
	else
		f->compare.absolute = wide;
	return NULL;
}

/* The formula of a line, or NULL with *what. */
static const struct expr *
line_read(const struct marking *mk, const struct formula *f, size_t i,
    const char **what)
{
	const char *s = mark_formula_fill(mk, mk->q->answers[i].text);

	return expr_read(mk->mem, s, strlen(s), &f->names, what);
}

/* Where the answer has no value though the solution has one. */
static const char *
no_value(const struct marking *mk, const struct formula *f)
{
	const struct expr_compare *c = &f->compare;
	double complex values[EXPR_NAMES_MAX], here;

	for (int i = 0; i < EXPR_POINTS; i++) {
		expr_point(c, i, values);
		here = expr_value(c->solution, values);
		if (!isfinite(cabs(here)) ||
		    isfinite(cabs(expr_value(c->answer, values))))
			continue;
		return c->n == 0 ? "Your formula has no value." :
		    mem_printf(mk->mem, "Your formula has no value at %s = "
		    "%s.", f->list[0], number_text(mk->mem, creal(values[0]),
		    3));
	}
	return NULL;
}

static void
formula_lines(const struct marking *mk, struct formula *f,
    struct verdict *out)
{
	const char *what;
	int same;

	for (size_t i = 0; i < mk->q->nanswers; i++) {
		f->compare.solution = line_read(mk, f, i, &what);
		same = f->compare.solution == NULL ? -1 :
		    expr_same(&f->compare);
		if (same == 1) {
			mark_by(mk, &mk->q->answers[i], out);
			return;
		}
		if (mk->q->answers[i].kind != '=')
			continue;
		if (same == -1) {
			mark_invalid(out, "This question cannot be marked. "
			    "Please tell the staff.");
			return;
		}
		if (out->message == NULL)
			out->message = no_value(mk, f);
	}
}

static void
formula_mark(const struct marking *mk, const struct val *answer,
    struct verdict *out)
{
	struct formula *f = mem_alloc(mk->mem, sizeof(*f));
	const char *s, *what = NULL;
	struct text t;
	size_t n;

	s = answer_string(answer, &n);
	if (strspn(s, " \t\r\n") == n)
		mark_invalid(out, "There is no answer yet.");
	else if (n > MARK_TEXT_MAX)
		mark_invalid(out, "This formula is too long.");
	else if (formula_init(mk, f) != NULL)
		mark_invalid(out, "This question cannot be marked. "
		    "Please tell the staff.");
	if (out->kind == MARK_INVALID)
		return;
	f->compare.answer = expr_read(mk->mem, s, n, &f->names, &what);
	if (f->compare.answer == NULL) {
		mark_invalid(out, mem_printf(mk->mem,
		    "This formula cannot be read: %s.", what));
		return;
	}
	formula_lines(mk, f, out);
	text_init(&t, mk->mem);
	expr_mathml(&t, f->compare.answer);
	out->shown = t.p;
}

static void
formula_input(struct text *t, const struct marking *mk,
    const struct input *in)
{
	struct html_entry entry = { .size = COLUMNS };
	struct formula *f = mem_alloc(mk->mem, sizeof(*f));
	struct text help;

	text_init(&help, mk->mem);
	text_adds(&help, "A formula such as 2*(a+b)^2/3, with sqrt(), sin(), "
	    "exp(), ln(), pi.");
	if (formula_init(mk, f) == NULL && f->names.n > 0) {
		text_adds(&help, " Names: ");
		for (size_t i = 0; i < f->names.n; i++)
			text_addf(&help, "%s%s", i == 0 ? "" : ", ",
			    f->list[i]);
		text_adds(&help, ".");
	}
	entry.help = help.p;
	html_entry(t, in, &entry);
}

static void
formula_solution(struct text *t, const struct marking *mk)
{
	struct formula *f = mem_alloc(mk->mem, sizeof(*f));
	const struct expr *e;
	const char *what;

	if (formula_init(mk, f) != NULL)
		return;
	for (size_t i = 0; i < mk->q->nanswers; i++) {
		if (mk->q->answers[i].kind != '=' ||
		    mk->q->answers[i].credit < 1)
			continue;
		e = line_read(mk, f, i, &what);
		if (e == NULL)
			continue;
		text_adds(t, "<p>");
		expr_mathml(t, e);
		text_adds(t, "</p>\n");
		return;
	}
}

static const char *
line_wrong(const struct marking *mk, void *formula, size_t i)
{
	struct formula *f = formula;
	const char *wrong = NULL;

	f->compare.solution = f->compare.answer = line_read(mk, f, i, &wrong);
	if (f->compare.solution != NULL && expr_same(&f->compare) == -1)
		return "it has too few finite values in range=";
	return f->compare.solution == NULL ? wrong : NULL;
}

static void
formula_check(const struct marking *mk, const char *file,
    struct problems *ps)
{
	struct formula *f = mem_alloc(mk->mem, sizeof(*f));
	struct line_check check = { file, ps, line_wrong, f, "x^2" };
	const char *wrong = formula_init(mk, f);

	if (wrong != NULL)
		problem_error(ps, file, mk->q->line, "%s", wrong);
	else
		mark_check_lines(mk, &check);
}

const struct mark_type mark_formula = { .mark = formula_mark,
	.input = formula_input, .solution = formula_solution,
	.check = formula_check };
