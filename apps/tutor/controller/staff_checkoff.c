/*
 * staff_checkoff.c - tick those who have shown their work.
 *
 * Nothing is handed in, so a tick is an override: the whole score, or none.
 */
#include <errno.h>
#include <math.h>

#include "apps/tutor/controller/staff.h"
#include "apps/tutor/controller/staff_page.h"
#include "web/mem.h"

static const struct web_field fields[] = {
	{ "who", F_LINE, .min = 1, .max = 64, .required = 1 },
	{ "off", F_BOOL, .max = 1 },
	{ 0 }
};

struct ticks {
	struct tutor		*t;
	const struct page	*page;
	const struct question	*q;
	struct val		*list;
};

static void
add_student(struct ticks *k, const struct member *m)
{
	struct val *row = val_pushobject(k->list);
	const struct question_state *qs;
	struct user_state s;

	/* Only what the staff said: no log is read. */
	state_init(&s, k->t->mem, m->user);
	staff_apply(&k->t->staff, &s);
	qs = state_find(&s, k->page->name, k->q->name);
	staff_person(row, m);
	val_setb(row, "ticked", qs != NULL && qs->override > 0);
}

static int
find(struct ticks *k, struct tutor *t)
{
	int status;

	*k = (struct ticks){ .t = t };
	status = staff_page(t, &k->page, &k->q);
	if (status == 0 && k->q->type != Q_CHECKOFF)
		status = web_fail(t->web, 404, "That is no question to tick.");
	return status;
}

static int
show(struct tutor *t)
{
	struct ticks k;
	struct val *model;
	int status = find(&k, t);

	if (status != 0)
		return status;
	model = staff_model(t, mem_printf(t->mem, "%s: who has shown it",
	    staff_title(k.q)), "/grading");
	val_set(model, "page", k.page->name);
	val_set(model, "q", k.q->name);
	val_set(model, "prompt", tutor_markdown(t->mem, k.q->prompt));
	k.list = val_setlist(model, "rows");
	for (size_t i = 0; i < t->members.n; i++)
		if (staff_shows(&t->members.list[i], staff_section(t)))
			add_student(&k, &t->members.list[i]);
	staff_sections(model, t);
	return web_render(t->web, "staff_checkoff", model);
}

int
get_staff_checkoff(struct web *w)
{
	return tutor_run(w, ROLE_ASSISTANT, show);
}

static int
tick(struct tutor *t)
{
	struct ticks k;
	struct val *record = val_object(t->mem);
	const struct member *m;
	int status = web_form(t->web, fields);

	if (status != 0)
		return web_fail(t->web, status, NULL);
	status = find(&k, t);
	if (status != 0)
		return status;
	m = member_find(&t->members, web_str(t->web, "who", ""));
	if (m == NULL)
		return web_fail(t->web, 404, "There is no such student.");
	val_set(record, "k", "override");
	val_set(record, "who", m->user);
	val_set(record, "page", k.page->name);
	val_set(record, "q", k.q->name);
	val_setr(record, "score", web_has(t->web, "off") ? (double)NAN : 1.0);
	val_set(record, "why", "checkoff");
	status = staff_write(t, record);
	if (status != 0)
		return status;
	web_flash(t->web, web_has(t->web, "off") ? "The tick of %s is gone." :
	    "%s has the tick.", staff_name(m));
	return web_see(t->web, "/c/%s/staff/checkoff/%s/%s", t->course->name,
	    k.page->name, k.q->name);
}

int
post_staff_checkoff(struct web *w)
{
	return tutor_run(w, ROLE_ASSISTANT, tick);
}
