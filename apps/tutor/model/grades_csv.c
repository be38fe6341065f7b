#include "apps/tutor/model/grades_csv.h"

#include <math.h>
#include <string.h>

#include "apps/tutor/model/csv.h"
#include "apps/tutor/model/grade.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/results.h"
#include "apps/tutor/model/users.h"
#include "apps/tutor/model/when.h"
#include "web/json.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/val.h"

static const char *const long_head[] = { "user", "name", "section", "page",
	"question", "record", "time", "variant", "score", "credit", "penalty",
	"worth", "points", "counts", "by", "answer" };

static void
cell(const struct grades_csv *c, const char *text)
{
	csv_cell(c->out, text == NULL ? "" : text, false, c->spreadsheet);
}

/* Unknown: empty. */
static void
number(const struct grades_csv *c, double x)
{
	if (isnan(x))
		csv_cell(c->out, "", false, false);
	else
		csv_cell(c->out, mem_printf(c->out->mem, "%.10g", x), false,
		    false);
}

static bool
is_wanted(const struct grades_csv *c, const struct member *m)
{
	return m->role == ROLE_STUDENT && (c->section == NULL ||
	    (m->section != NULL && strcmp(m->section, c->section) == 0));
}

static void
person(const struct grades_csv *c, const struct member *m)
{
	csv_cell(c->out, m->user, true, c->spreadsheet);
	cell(c, m->name);
	cell(c, m->section);
}

static void
row(const struct grades_csv *c, const struct result *r)
{
	person(c, r->member);
	for (size_t i = 0; i < c->results->npages; i++)
		if (r->pages[i].exempt)
			cell(c, "exempt");
		else
			number(c, r->pages[i].answered == 0 &&
			    r->pages[i].points == 0 ? (double)NAN :
			    r->pages[i].points);
	number(c, 100 * r->so_far);
	number(c, 100 * r->total);
	csv_end(c->out);
}

void
grades_csv(const struct grades_csv *c, const struct gradebook *g)
{
	text_adds(c->out, "user,name,section");
	for (size_t i = 0; i < c->results->npages; i++)
		cell(c, c->results->pages[i].page->name);
	text_adds(c->out, ",so far %,total %\r\n");
	for (size_t i = 0; i < g->n; i++)
		if (is_wanted(c, g->list[i].member))
			row(c, &g->list[i]);
}

void
grades_csv_long(const struct grades_csv *c)
{
	for (size_t i = 0; i < sizeof(long_head) / sizeof(long_head[0]); i++)
		csv_cell(c->out, long_head[i], i == 0, false);
	csv_end(c->out);
}

static void
answer(const struct grades_csv *c, const struct val *record)
{
	const struct val *given = val_get(record, "answer");
	struct text t;

	if (val_get(record, "blob") != NULL) {
		cell(c, mem_printf(c->out->mem, "%s %s",
		    val_getstr(record, "name"), val_getstr(record, "blob")));
		return;
	}
	if (val_type(given) == VAL_STRING) {
		cell(c, val_tostr(given));
		return;
	}
	text_init(&t, c->out->mem);
	if (given != NULL)
		json_write(&t, given);
	cell(c, t.p);
}

/* What is about one attempt. */
struct entry {
	const struct member	*member;
	const struct page	*page;
	const struct question	*question;
	const struct attempt	*attempt;
	const struct val	*reasons;	/* of state_ledger() */
};

static double
reason(const struct entry *e, const char *key)
{
	const struct val *v = val_get(e->reasons, key);

	return val_type(v) == VAL_NUMBER ? val_toreal(v) : (double)NAN;
}

static void
write_entry(const struct grades_csv *c, const struct entry *e)
{
	const struct attempt *a = e->attempt;
	struct text when;

	text_init(&when, c->out->mem);
	when_iso(&when, a->ms);
	person(c, e->member);
	cell(c, e->page->name);
	cell(c, e->question->name);
	number(c, (double)a->seq);
	cell(c, when.p);
	number(c, a->variant);
	number(c, reason(e, "score"));
	number(c, reason(e, "credit"));
	number(c, reason(e, "penalty"));
	number(c, reason(e, "worth"));
	number(c, reason(e, "worth") * e->question->points);
	cell(c, val_tobool(val_get(e->reasons, "counts")) ? "yes" : "no");
	cell(c, a->manual ? "staff" : "tutor");
	answer(c, a->record);
	csv_end(c->out);
}

static void
write_question(const struct grades_csv *c, struct entry *e,
    const struct user_state *state)
{
	const struct question_state *qs = state_find(state, e->page->name,
	    e->question->name);
	struct val *reasons;

	if (qs == NULL)
		return;
	reasons = val_list(state->mem);
	state_ledger(reasons, qs, e->question);
	for (size_t i = 0; i < qs->nattempts; i++) {
		e->attempt = &qs->attempts[i];
		e->reasons = val_at(reasons, i);
		write_entry(c, e);
	}
}

static void
write_rows(const struct grades_csv *c, const struct member *m,
    struct user_state *state)
{
	struct result result;
	struct entry e = { .member = m };

	if (!is_wanted(c, m))
		return;
	results_of(&result, c->results, m, state);
	for (size_t i = 0; i < c->results->npages; i++) {
		e.page = c->results->pages[i].page;
		for (size_t k = 0; k < e.page->nquestions; k++) {
			e.question = e.page->questions[k];
			write_question(c, &e, state);
		}
	}
}

void
grades_csv_rows(struct text *out, const struct grades_csv *all,
    const struct member *m, struct user_state *state)
{
	struct grades_csv own = *all;
	struct results results = *all->results;

	text_init(out, state->mem);
	results.mem = state->mem;
	own.results = &results;
	own.out = out;
	write_rows(&own, m, state);
}
