/*
 * report.c - what the grader found out about a program (code_grade.h).
 *
 * Of a hidden test students see its name, its points and whether it passed;
 * the staff sees all of it.
 */
#include "apps/tutor/controller/question.h"

#include <string.h>

#include "apps/tutor/model/difference.h"
#include "web/json.h"
#include "web/store.h"

static const struct {
	const char	*verdict, *words;
} verdicts[] = {
	{ "ok", "passed" },
	{ "wrong", "the output is not right" },
	{ "time", "it took too long" },
	{ "memory", "it needed too much memory" },
	{ "output", "it printed too much" }
};

static const char *
words_of(struct mem *m, const char *verdict)
{
	for (size_t i = 0; i < sizeof(verdicts) / sizeof(verdicts[0]); i++)
		if (strcmp(verdict, verdicts[i].verdict) == 0)
			return verdicts[i].words;
	if (strncmp(verdict, "crash ", 6) == 0)
		return mem_printf(m, "it crashed (%s)", verdict + 6);
	return verdict;
}

/* The grade of that seq in the log, read anew: few pages show one. */
static const struct val *
find_grade(const struct asked *a, long long seq)
{
	struct store *store = store_open(a->t->data.users,
	    mem_printf(a->t->mem, "%s.log", tutor_log(a->t,
	    a->place->page->name)), STORE_READ, 0);
	const struct val *record = NULL;
	struct store_rec rec;
	int found = 1;

	if (store == NULL)
		return NULL;
	while (record == NULL && (found == 1 || found == -1)) {
		found = store_next(store, &rec);
		if (found == 1 && rec.seq == seq)
			record = json_parse(a->t->mem, rec.json, rec.n, NULL);
	}
	store_close(store);
	return record;
}

static void
add_details(struct val *row, const struct asked *a, const struct val *test)
{
	const struct val *diff = val_get(test, "diff");
	struct text html;

	if (val_type(diff) == VAL_OBJECT) {
		text_init(&html, a->t->mem);
		difference_html(&html, diff);
		val_set(row, "diff", html.p);
	}
	if (val_type(val_get(test, "err")) == VAL_STRING)
		val_set(row, "err", val_getstr(test, "err"));
	if (val_get(test, "code") != NULL)
		val_seti(row, "code", val_getint(test, "code"));
	if (val_get(test, "ms") != NULL)
		val_seti(row, "ms", val_getint(test, "ms"));
}

static void
add_test(struct val *list, const struct asked *a, const struct val *test)
{
	const char *verdict = val_getstr(test, "verdict");
	bool passed = strcmp(verdict, "ok") == 0;
	bool hidden = val_tobool(val_get(test, "hidden"));
	struct val *row = val_pushobject(list);

	val_set(row, "test", val_getstr(test, "name"));
	val_set(row, "test_points", tutor_points(a->t->mem,
	    val_toreal(val_get(test, "points"))));
	val_setb(row, "passed", passed);
	val_setb(row, "secret", hidden);
	if (hidden && !tutor_is_staff(a->t)) {
		val_set(row, "verdict", passed ? "passed" : "did not pass");
		return;
	}
	val_set(row, "verdict", words_of(a->t->mem, verdict));
	if (!passed)
		add_details(row, a, test);
}

void
question_report(struct val *model, const struct asked *a,
    const struct attempt *at)
{
	const struct val *grade = find_grade(a, at->graded_by);
	const struct val *tests = val_get(grade, "tests");
	const struct val *compiler = val_get(grade, "compile");
	struct val *report, *list;

	if (val_size(tests) == 0 && val_size(compiler) == 0)
		return;
	report = val_setobject(model, "report");
	if (val_type(compiler) == VAL_STRING)
		val_set(report, "compiler", val_tostr(compiler));
	if (val_size(tests) == 0)
		return;
	val_setb(report, "tested", true);
	list = val_setlist(report, "tests");
	for (size_t i = 0; i < val_size(tests); i++)
		add_test(list, a, val_at(tests, i));
}
