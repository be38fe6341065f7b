/*
 * mark_check.c - the lines of numbers and formulas, as a teacher wrote them:
 * what is wrong, and what is likely meant.
 */
#include "apps/tutor/model/mark_type.h"

#include <string.h>

#include "apps/tutor/model/expr.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/problem.h"
#include "web/mem.h"

static bool
is_let(const struct question *q, const char *name)
{
	for (size_t i = 0; i < q->nlets; i++)
		if (strcmp(q->lets[i].name, name) == 0)
			return true;
	return false;
}

/* "there is no x here": what x may be. */
static const char *
name_meant(const struct marking *mk, const char *text, const char *name)
{
	const struct question *q = mk->q;

	if (is_let(q, name))
		return mem_printf(mk->mem, "; a value of let stands in "
		    "braces: {%s}", name);
	if (q->type == Q_FORMULA && question_attr(q, "vars") == NULL)
		return mem_printf(mk->mem, "; add vars=%s to line %zu", name,
		    q->line);
	return q->type == Q_NUMBER && strspn(text, "0123456789.-") > 0 ?
	    mem_printf(mk->mem, "; a unit is written "
	    "= 3 unit %s", name) : "";
}

/* What is likely meant by a line that is wrong so: "; ...", or "". */
static const char *
meant(const struct marking *mk, const char *text, const char *wrong)
{
	size_t n = strlen(EXPR_NO_NAME);

	if (strncmp(wrong, EXPR_NO_NAME, n) == 0) {
		wrong += n;
		return name_meant(mk, text, mem_dup(mk->mem, wrong,
		    strcspn(wrong, " ")));
	}
	if (strstr(text, "+/-") != NULL)
		return "; a tolerance is written +- 1";
	if (strchr(text, ':') != NULL)
		return "; feedback stands behind \" : \", with a blank on both "
		    "sides";
	if (strchr(text, '{') != NULL)
		return "; {a} is the value of a line let a = 2..9";
	return "";
}

void
mark_check_lines(const struct marking *mk, const struct line_check *check)
{
	const struct answer_line *a;
	const char *wrong;
	double best = 0;

	for (size_t i = 0; i < mk->q->nanswers; i++) {
		a = &mk->q->answers[i];
		wrong = check->wrong(mk, check->arg, i);
		if (wrong != NULL)
			problem_error(check->problems, check->file, a->line,
			    "\"%.60s\": %s%s", a->text, wrong,
			    meant(mk, a->text, wrong));
		if (a->kind == '=' && a->credit > best)
			best = a->credit;
	}
	if (best < 1)
		problem_error(check->problems, check->file, mk->q->line,
		    "%s has no right answer: a line \"= %s\" is missing",
		    mk->q->name, check->example);
}
