/*
 * complain.c - a student tells the staff that a question, or what it gave for
 * an answer, is wrong.  It goes where the staff's decisions are.
 */
#include <errno.h>
#include <string.h>

#include "apps/tutor/controller/context.h"
#include "apps/tutor/controller/pages.h"

enum { TEXT_MAX = 2000, TIMES = 6, SECONDS = 3600 };

static const struct web_field fields[] = {
	{ "text", F_TEXT, .min = 1, .max = TEXT_MAX, .required = 1 },
	{ 0 }
};

static int
keep(struct tutor *t, const struct place_page *place, const struct question *q)
{
	struct val *record = val_object(t->mem);

	val_set(record, "k", "report");
	val_set(record, "by", t->me->user);
	val_set(record, "page", place->page->name);
	val_set(record, "q", q->name);
	val_set(record, "text", web_str(t->web, "text", ""));
	if (staff_add(&t->data, web_now(t->web), record) < 0)
		return web_fail(t->web, 507, NULL);
	web_flash(t->web, "The staff has been told.");
	return web_see(t->web, "/c/%s/q/%s/%s", t->course->name,
	    place->page->name, q->name);
}

static int
complain(struct tutor *t)
{
	struct user_state state;
	struct place_page place;
	const struct question *q;
	int status, wait;

	if (t->watching)
		return web_fail(t->web, 403, "You only look at this page.");
	if (tutor_glance(t, &state) == -1)
		return web_broken(t->web, "log of %s: %s", t->me->user,
		    strerror(errno));
	status = tutor_page(t, &place, &state);
	if (status == 0)
		status = tutor_question(t, &place, &q);
	if (status != 0)
		return status;
	wait = web_throttle(t->web, mem_printf(t->mem, "report %s",
	    t->me->user), TIMES, SECONDS);
	return wait > 0 ? web_throttled(t->web, wait) : keep(t, &place, q);
}

int
post_complaint(struct web *w)
{
	struct tutor t;
	int status = web_form(w, fields);

	if (status != 0)
		return web_fail(w, status, NULL);
	status = tutor_open(&t, w, ROLE_STUDENT);
	if (status == 0)
		status = complain(&t);
	return tutor_close(&t, status);
}
