/*
 * staff_regrade.c - mark answers again: first what would change, then do it.
 */
#include <errno.h>
#include <string.h>

#include "apps/tutor/controller/staff.h"
#include "apps/tutor/controller/staff_page.h"
#include "apps/tutor/model/regrade.h"

enum { CHANGES_SHOWN = 1000 };

/* "" is the course, "page" a page, "page question" a question. */
static int
read_place(struct regrade *r, struct tutor *t, const char *place)
{
	const char *blank = strchr(place, ' ');
	const struct page *page;

	if (*place == '\0' || strcmp(place, "*") == 0)
		return 0;
	r->page = blank == NULL ? place :
	    mem_dup(t->mem, place, (size_t)(blank - place));
	page = course_page(t->course, r->page, &t->problems);
	if (page == NULL)
		return -1;
	if (blank == NULL)
		return 0;
	r->question = blank + 1;
	return page_question(page, r->question) == NULL ? -1 : 0;
}

static void
begin(struct regrade *r, struct tutor *t)
{
	*r = (struct regrade){ .mem = t->mem, .course = t->course,
	    .data = &t->data, .key = t->key, .staff = &t->staff,
	    .members = &t->members, .by = t->me->user,
	    .now = web_now(t->web) };
}

static void
add_places(struct val *model, const struct results *r, const char *place)
{
	struct val *list = val_setlist(model, "choices"), *row;
	const struct page *page;

	for (size_t i = 0; i < r->npages; i++) {
		page = r->pages[i].page;
		row = val_pushobject(list);
		val_set(row, "place", page->name);
		val_setf(row, "text", "%s (all)", page->title);
		val_setb(row, "chosen", strcmp(place, page->name) == 0);
		for (size_t k = 0; k < page->nquestions; k++) {
			row = val_pushobject(list);
			val_setf(row, "place", "%s %s", page->name,
			    page->questions[k]->name);
			val_setf(row, "text", "%s: %s", page->title,
			    staff_title(page->questions[k]));
			val_setb(row, "chosen", strcmp(place,
			    val_getstr(row, "place")) == 0);
		}
	}
}

static void
add_change(struct val *list, struct mem *m, const struct regrade_change *c)
{
	struct val *row = val_pushobject(list);
	double points = c->question->points;

	staff_person(row, c->member);
	val_set(row, "page", c->page->name);
	val_set(row, "q", c->question->name);
	val_set(row, "q_title", staff_title(c->question));
	val_set(row, "before", tutor_points(m, c->before * points));
	val_set(row, "after", tutor_points(m, c->after * points));
	val_setb(row, "less", c->after < c->before);
	val_set(row, "of", tutor_points(m, points));
}

static void
add_programs(struct val *plan, struct mem *m, const struct regrade_plan *p)
{
	struct val *list, *row;

	if (p->programs == 0)
		return;
	val_set(plan, "programs", text_count(m, (long long)p->programs,
	    "program", NULL));
	list = val_setlist(plan, "waiting");
	for (size_t i = 0; i < p->nwaiting; i++) {
		row = val_pushobject(list);
		val_set(row, "page", p->waiting[i].page->name);
		val_set(row, "q_title", staff_title(p->waiting[i].question));
		val_set(row, "programs", text_count(m,
		    (long long)p->waiting[i].n, "program", NULL));
	}
}

static void
add_plan(struct val *model, struct mem *m, const struct regrade_plan *p)
{
	struct val *plan = val_setobject(model, "plan"), *list;

	val_setf(plan, "attempts", "%zu", p->attempts);
	val_setf(plan, "questions", "%zu", p->questions);
	val_setf(plan, "changed", "%zu", p->changed);
	val_setf(plan, "students", "%zu", p->n);
	val_seti(plan, "by_hand", (long long)p->by_hand);
	val_seti(plan, "unreadable", (long long)p->unreadable);
	add_programs(plan, m, p);
	val_seti(plan, "broken", (long long)p->broken);
	val_setb(plan, "some", p->changed > 0 || p->programs > 0);
	val_setb(plan, "more", p->n > CHANGES_SHOWN);
	list = val_setlist(plan, "changes");
	for (size_t i = 0; i < p->n && i < CHANGES_SHOWN; i++)
		add_change(list, m, &p->list[i]);
	val_setb(plan, "listed", p->n > 0);
}

static int
show_regrade(struct tutor *t, const char *place, int status)
{
	struct val *model = staff_model(t, "Regrade", "/regrade");
	struct regrade_plan plan;
	struct regrade r;
	struct results all;
	int broken = staff_results(t, &all, NULL);

	if (broken != 0)
		return broken;
	begin(&r, t);
	if (place != NULL && read_place(&r, t, place) == -1)
		return web_fail(t->web, 404, "There is no such question.");
	if (place != NULL && regrade_try(&plan, &r) == -1)
		return web_broken(t->web, "regrade of %s: %s", t->course->name,
		    strerror(errno));
	add_places(model, &all, place == NULL ? "" : place);
	val_set(model, "place", place == NULL ? "" : place);
	if (place != NULL)
		add_plan(model, t->mem, &plan);
	if (status != 200)
		staff_typed(model, t);
	return web_render(t->web, "staff_regrade", model) == 200 ? status :
	    500;
}

static int
show(struct tutor *t)
{
	return show_regrade(t, web_query(t->web, "place"), 200);
}

int
get_staff_regrade(struct web *w)
{
	return tutor_run(w, ROLE_STAFF, show);
}

static int
regrade(struct tutor *t)
{
	static const struct web_field fields[] = {
		{ "place", F_LINE, .min = 0, .max = 200 },
		{ "why", F_LINE, .min = 1, .max = 1000, .required = 1 },
		{ 0 }
	};
	struct regrade_plan plan;
	struct regrade r;
	int status = web_form(t->web, fields);
	const char *place = web_str(t->web, "place", "");

	if (status == 422 && web_error(t->web, "place") == NULL)
		return show_regrade(t, place, 422);
	if (status != 0)
		return web_fail(t->web, status, NULL);
	begin(&r, t);
	r.why = web_str(t->web, "why", "");
	if (read_place(&r, t, place) == -1)
		return web_fail(t->web, 404, "There is no such question.");
	if (regrade_do(&plan, &r) == -1)
		return web_fail(t->web, 507, "Not all could be written down. "
		    "Do it again: what is done already is left as it is.");
	web_flash(t->web, "Done: %zu answers have another grade, the score "
	    "of %zu changed.", plan.changed, plan.n);
	return web_see(t->web, "/c/%s/staff/regrade", t->course->name);
}

int
post_staff_regrade(struct web *w)
{
	return tutor_run(w, ROLE_STAFF, regrade);
}
