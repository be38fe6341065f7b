#include "apps/tutor/model/code_check.h"

#include <string.h>

#include "apps/tutor/model/compare.h"
#include "apps/tutor/model/language.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/problem.h"

static void
check_patterns(struct mem *mem, const struct code_test *t, const char *file,
    struct problems *problems)
{
	struct piece out = { t->out, t->out == NULL ? 0 : strlen(t->out) };
	const char *what;
	size_t line;

	what = compare_pattern_wrong(mem, out, &line);
	if (what != NULL)
		problem_error(problems, file, t->line, "test %s, line %zu of "
		    "its output: %s", t->name, line, what);
}

static void
check_language(struct mem *mem, const struct question *q, const char *file,
    struct problems *problems)
{
	const char *name = question_attr(q, "lang");
	const struct language *language = language_find(name != NULL ? name :
	    "c");

	if (language != NULL && language_program(language, mem) == NULL)
		problem_warn(problems, file, q->line, "%s",
		    language_missing(language, mem));
}

void
code_check(struct mem *mem, const struct question *q, const char *file,
    struct problems *problems)
{
	const char *how = question_attr(q, "compare");
	double points = 0;

	if (q->ntests == 0 && question_attr(q, "rubric") == NULL)
		problem_warn(problems, file, q->line, "no --- test and no "
		    "rubric: nobody grades %s", q->name);
	for (size_t i = 0; i < q->ntests; i++) {
		points += q->tests[i].points;
		if (how != NULL && strcmp(how, "regex") == 0)
			check_patterns(mem, &q->tests[i], file, problems);
	}
	if (q->ntests > 0 && points <= 0)
		problem_error(problems, file, q->line, "the tests of %s have "
		    "no points: write points=1 behind one", q->name);
	check_language(mem, q, file, problems);
}
