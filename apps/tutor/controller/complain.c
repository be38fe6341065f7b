/*
 * complain.c - a student tells the staff that a question, or what it gave for
 * an answer, is wrong.  It goes where the staff's decisions are.
 */
#include <string.h>

#include "apps/tutor/controller/history.h"
#include "apps/tutor/controller/pages.h"
#include "apps/tutor/model/reports.h"

enum { TEXT_MAX = 2000, TIMES = 6, SECONDS = 3600, OPEN_MAX = 20 };

static const struct web_field fields[] = {
	{ "about", F_ONEOF, .oneof = "problem|grade" },
	{ "text", F_TEXT, .min = 1, .max = TEXT_MAX, .required = 1 },
	{ 0 }
};

static bool
asks_grade(struct web *w)
{
	return strcmp(web_str(w, "about", ""), "grade") == 0;
}

static long long
newest_answer(const struct look *l)
{
	return l->qs == NULL || l->qs->nattempts == 0 ? 0 :
	    l->qs->attempts[l->qs->nattempts - 1].seq;
}

static const struct val *
make_records(struct val *list, const struct look *l)
{
	struct val *record = val_pushobject(list);
	struct web *w = l->t.web;

	val_set(record, "k", "report");
	val_set(record, "by", l->t.me->user);
	val_set(record, "page", l->place.page->name);
	val_set(record, "q", l->q->name);
	val_set(record, "about", asks_grade(w) ? "grade" : "problem");
	if (newest_answer(l) != 0)
		val_seti(record, "attempt", newest_answer(l));
	val_set(record, "text", web_str(w, "text", ""));
	return list;
}

/* Who clicks twice sends the same words twice. */
static bool
is_repeat(const struct report *r, const struct look *l)
{
	return r->replies == NULL && r->attempt == newest_answer(l) &&
	    r->regrade == asks_grade(l->t.web) &&
	    strcmp(r->page, l->place.page->name) == 0 &&
	    strcmp(r->question, l->q->name) == 0 &&
	    strcmp(r->text, web_str(l->t.web, "text", "")) == 0;
}

/* A report on its way into the log. */
struct telling {
	const struct look	*l;
	bool			 full;	/* enough of the student's are open */
};

/* Under the lock of the staff's log. */
static const struct val *
decide(void *arg, const struct val *records)
{
	struct telling *telling = arg;
	const struct look *l = telling->l;
	struct reports r;
	size_t open = 0;

	reports_fold(&r, val_mem(records), records);
	for (size_t i = 0; i < r.n; i++) {
		if (r.list[i].closed ||
		    strcmp(r.list[i].by, l->t.me->user) != 0)
			continue;
		if (is_repeat(&r.list[i], l))
			return NULL;
		open++;
	}
	telling->full = open >= OPEN_MAX;
	return telling->full ? NULL : make_records(val_list(val_mem(records)),
	    l);
}

static int
keep(struct look *l)
{
	struct tutor *t = &l->t;
	struct telling telling = { .l = l };

	if (staff_decide(&t->data, web_now(t->web), decide, &telling) < 0)
		return web_fail(t->web, 507, NULL);
	if (telling.full)
		return web_fail(t->web, 409, "%d of your reports are still "
		    "open: wait for an answer, or tell the staff in person. "
		    "This one was not sent.", OPEN_MAX);
	web_flash(t->web, "The staff has been told.");
	return web_see(t->web, "/c/%s/q/%s/%s", t->course->name,
	    l->place.page->name, l->q->name);
}

static int
complain(struct look *l)
{
	struct tutor *t = &l->t;
	int status = web_form(t->web, fields), wait;

	if (t->watching)
		return web_fail(t->web, 403, "You only look at this page.");
	if (status != 0 && status != 422)
		return web_fail(t->web, status, NULL);
	if (asks_grade(t->web) && (l->qs == NULL || l->qs->nattempts == 0)) {
		web_reject(t->web, "about", "can be asked for only when there "
		    "is an answer");
		status = 422;
	}
	if (status != 0)
		return history_show(l, 422);
	wait = web_throttle(t->web, mem_printf(t->mem, "report %s",
	    t->me->user), TIMES, SECONDS);
	return wait > 0 ? web_throttled(t->web, wait) : keep(l);
}

int
post_complaint(struct web *w)
{
	struct look l;
	int status = look_open(&l, w);

	if (status == 0)
		status = complain(&l);
	return tutor_close(&l.t, status);
}
