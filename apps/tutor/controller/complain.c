/*
 * complain.c - a student tells the staff that a question, or what it gave for
 * an answer, is wrong.  It goes where the staff's decisions are.
 */
#include <string.h>

#include "apps/tutor/controller/history.h"
#include "apps/tutor/controller/pages.h"

enum { TEXT_MAX = 2000, TIMES = 6, SECONDS = 3600 };

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

static int
keep(struct look *l)
{
	struct tutor *t = &l->t;
	struct val *record = val_object(t->mem);

	val_set(record, "k", "report");
	val_set(record, "by", t->me->user);
	val_set(record, "page", l->place.page->name);
	val_set(record, "q", l->q->name);
	val_set(record, "about", asks_grade(t->web) ? "grade" : "problem");
	if (l->qs != NULL && l->qs->nattempts > 0)
		val_seti(record, "attempt",
		    l->qs->attempts[l->qs->nattempts - 1].seq);
	val_set(record, "text", web_str(t->web, "text", ""));
	if (staff_add(&t->data, web_now(t->web), record) < 0)
		return web_fail(t->web, 507, NULL);
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
