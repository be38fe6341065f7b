/*
 * staff_user.c - one student: all scores, setting one, seeing what they see.
 */
#include <errno.h>
#include <math.h>
#include <string.h>

#include "apps/tutor/controller/staff.h"
#include "apps/tutor/controller/staff_page.h"
#include "apps/tutor/controller/staff_seat.h"
#include "apps/tutor/model/group.h"

/* One student, with what the form of a score needs. */
struct one {
	struct tutor		*t;
	const struct member	*member;
	struct results		 results;
	struct result		 result;
	struct user_state	 state;
};

static void
add_question(struct val *list, struct one *o, size_t page, size_t k)
{
	const struct results_page *p = &o->results.pages[page];
	const struct question *q = p->page->questions[k];
	const struct question_result *r = &o->result.questions[p->first + k];
	const struct question_state *qs = state_find(&o->state,
	    p->page->name, q->name);
	struct val *row = val_pushobject(list);

	val_set(row, "q", q->name);
	val_set(row, "q_title", staff_title(q));
	val_set(row, "of", tutor_points(o->t->mem, q->points));
	val_set(row, "got", tutor_points(o->t->mem, r->score * q->points));
	val_setf(row, "tries", "%d", r->tries);
	val_setb(row, "answered", r->tries > 0);
	val_setb(row, "waits", r->pending);
	val_setb(row, "set", qs != NULL && !isnan(qs->override));
	if (r->tries > 0)
		val_set(row, "seat", seat_of(o->t, p->page->name, q->name,
		    o->member->user));
}

static void
add_page(struct val *list, struct one *o, size_t i)
{
	const struct page_result *r = &o->result.pages[i];
	const struct page *page = o->results.pages[i].page;
	struct val *row, *questions;

	if (page->nquestions == 0)
		return;
	row = val_pushobject(list);
	val_set(row, "page", page->name);
	val_set(row, "title", page->title);
	val_set(row, "points", tutor_points(o->t->mem, r->points));
	val_set(row, "of", tutor_points(o->t->mem, r->of));
	val_setb(row, "exempt", r->exempt);
	val_setb(row, "dropped", r->dropped);
	val_seti(row, "days", r->days);
	val_set(row, "days_text", text_count(o->t->mem, r->days,
	    "late day", NULL));
	tutor_time(o->t, row, "due", r->due.due);
	if (group_id(&o->t->staff, o->member->user, page->name) != 0)
		staff_people(val_setobject(row, "team"), o->t, o->member,
		    page->name);
	questions = val_setlist(row, "questions");
	for (size_t k = 0; k < page->nquestions; k++)
		add_question(questions, o, i, k);
}

static int
show_user(struct tutor *t, const char *user, int status)
{
	struct one o = { .t = t, .member = member_find(&t->members, user) };
	struct val *model, *list;
	int broken;

	if (o.member == NULL)
		return web_fail(t->web, 404, "Nobody of that name takes part "
		    "in this course.");
	broken = staff_results(t, &o.results, NULL);
	if (broken != 0)
		return broken;
	if (tutor_state_of(t, &o.state, o.member) == -1)
		return web_broken(t->web, "log of %s: %s", user,
		    strerror(errno));
	results_of(&o.result, &o.results, o.member, &o.state);
	model = staff_model(t, staff_name(o.member), "/user");
	staff_person(val_setobject(model, "person"), o.member);
	val_setb(model, "student", o.member->role == ROLE_STUDENT);
	val_set(model, "so_far", staff_percent(t->mem, o.result.so_far));
	val_set(model, "total", staff_percent(t->mem, o.result.total));
	if (o.state.damages > 0)
		val_set(model, "damage", o.state.damage);
	list = val_setlist(model, "pages");
	for (size_t i = 0; i < o.results.npages; i++)
		add_page(list, &o, i);
	if (status != 200)
		staff_typed(model, t);
	return web_render(t->web, "staff_user", model) == 200 ? status : 500;
}

static int
show(struct tutor *t)
{
	return show_user(t, web_arg(t->web, "user"), 200);
}

int
get_staff_user(struct web *w)
{
	return tutor_run(w, ROLE_ASSISTANT, show);
}

static const struct web_field override_fields[] = {
	{ "who", F_LINE, .min = 1, .max = 64, .required = 1 },
	{ "place", F_LINE, .min = 1, .max = 200, .required = 1 },
	{ "points", F_REAL, .min = 0, .max = 100000 },
	{ "why", F_LINE, .min = 1, .max = 1000, .required = 1 },
	{ 0 }
};

/* "page question" of the form, or NULL. */
static const struct question *
find_place(struct tutor *t, const struct page **page)
{
	const char *place = web_str(t->web, "place", "");
	const char *blank = strchr(place, ' ');
	const char *name;

	if (blank == NULL)
		return NULL;
	name = mem_dup(t->mem, place, (size_t)(blank - place));
	*page = course_page(t->course, name, &t->problems);
	return *page == NULL ? NULL : page_question(*page, blank + 1);
}

static int
set_score(struct tutor *t)
{
	const char *who = web_str(t->web, "who", "");
	const struct page *page;
	const struct question *q;
	struct val *record = val_object(t->mem);
	double points = web_real(t->web, "points", -1);

	q = find_place(t, &page);
	if (q == NULL || q->points <= 0 ||
	    member_find(&t->members, who) == NULL)
		return web_fail(t->web, 422, "There is no such student or "
		    "question, or the question has no points.");
	if (points > q->points) {
		web_reject(t->web, "points", "must be at most %s",
		    tutor_points(t->mem, q->points));
		return show_user(t, who, 422);
	}
	val_set(record, "k", "override");
	val_set(record, "who", who);
	val_set(record, "page", page->name);
	val_set(record, "q", q->name);
	/* No points: as it was before. */
	val_setr(record, "score", points < 0 ? (double)NAN :
	    points / q->points);
	val_set(record, "why", web_str(t->web, "why", ""));
	return staff_write(t, record);
}

static int
override(struct tutor *t)
{
	int status = web_form(t->web, override_fields);
	const char *who = web_str(t->web, "who", "");

	if (status == 422 && member_find(&t->members, who) != NULL)
		return show_user(t, who, 422);
	if (status != 0)
		return web_fail(t->web, status, NULL);
	status = set_score(t);
	if (status != 0)
		return status;
	web_flash(t->web, "The score is set.");
	return web_see(t->web, "/c/%s/staff/user/%s", t->course->name, who);
}

int
post_staff_override(struct web *w)
{
	return tutor_run(w, ROLE_STAFF, override);
}

static int
view_as(struct tutor *t)
{
	static const struct web_field fields[] = {
		{ "user", F_LINE, .min = 1, .max = 64, .required = 1 },
		{ 0 }
	};
	int status = web_form(t->web, fields);

	if (status != 0)
		return web_fail(t->web, status, NULL);
	if (tutor_view_as(t, web_str(t->web, "user", "")) == 0)
		return web_see(t->web, "/c/%s", t->course->name);
	if (errno == ENOENT)
		return web_fail(t->web, 404, "There is no student of that "
		    "name.");
	return web_fail(t->web, 507, "This could not be written into the log "
	    "of the staff, so it is not done.");
}

int
post_staff_view(struct web *w)
{
	return tutor_run(w, ROLE_ASSISTANT, view_as);
}
