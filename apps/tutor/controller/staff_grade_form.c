/*
 * staff_grade_form.c - the form of a grade, and which answer is the next.
 */
#include "apps/tutor/controller/staff_grade.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "apps/tutor/controller/staff.h"
#include "apps/tutor/controller/staff_hand.h"
#include "apps/tutor/controller/staff_notes.h"
#include "apps/tutor/controller/staff_page.h"
#include "apps/tutor/controller/staff_seat.h"

/* Looking for the next one: the smallest seat behind that of before. */
struct next {
	struct tutor	*t;
	const struct paper *p;
	const char	*behind;	/* or "" */
	const char	*best, *first;
	size_t		 waiting;
	struct val	*used;
	struct val	*seen;		/* groups: one answer each */
};

static int
look_next(void *arg, const struct member *m, struct user_state *s)
{
	struct next *n = arg;
	const struct question_state *qs;
	const char *seat;

	qs = state_find(s, n->p->page->name, n->p->q->name);
	if (qs == NULL || qs->nattempts == 0)
		return 0;
	notes_use(n->used, qs);
	if (!staff_shows(m, staff_section(n->t)) ||
	    !hand_waits(&qs->attempts[qs->nattempts - 1]))
		return 0;
	n->waiting += staff_once(n->t, n->seen, m, n->p->page->name);
	seat = seat_of(n->t, n->p->page->name, n->p->q->name, m->user);
	if (n->first == NULL || strcmp(seat, n->first) < 0)
		n->first = seat;
	if (strcmp(seat, n->behind) > 0 &&
	    (n->best == NULL || strcmp(seat, n->best) < 0))
		n->best = seat;
	return 0;
}

int
staff_grade_next(struct paper *p, const char *behind, const char **seat)
{
	struct next n = { .t = p->t, .p = p, .behind = behind,
	    .used = val_object(p->t->mem), .seen = val_object(p->t->mem) };
	struct each each = staff_each(p->t);

	if (each_student(&each, look_next, &n) != 0)
		return web_broken(p->t->web, "logs of %s: %s",
		    p->t->course->name, strerror(errno));
	p->waiting = n.waiting;
	p->used = n.used;
	*seat = n.best != NULL ? n.best : n.first;
	return 0;
}

long long
staff_grade_seen(const struct paper *p)
{
	return p->at->kept_by > p->at->graded_by ? p->at->kept_by :
	    p->at->graded_by;
}

static void
add_grade(struct val *model, const struct paper *p, const struct val *before)
{
	double score = isnan(p->at->kept) ? p->at->score : p->at->kept;
	struct mem *m = p->t->mem;

	paper_rubric(model, p, before);
	notes_rows(model, p);
	val_setf(model, "seen", "%lld", staff_grade_seen(p));
	val_setb(model, "graded", !isnan(score));
	val_setb(model, "kept", !isnan(p->at->kept));
	if (!isnan(score))
		val_set(model, "got", tutor_points(m, score * p->q->points));
	if (before != NULL) {
		val_set(model, "grader", val_getstr(before, "by"));
		val_set(model, "comment", val_getstr(before, "msg"));
		if (val_size(val_get(before, "rubric")) == 0)
			val_set(model, "given", tutor_points(m,
			    score * p->q->points));
	}
	if (before == NULL || p->clash)
		val_set(model, "said", tutor_markdown(m, before == NULL ?
		    p->at->message : val_getstr(before, "msg")));
}

/* Those of the form, else of the grade before; of one that clashes both. */
static void
find_notes(struct paper *p, const struct val *before)
{
	struct notes typed;

	notes_read(&p->notes, p->t->mem, val_get(before, "lines"));
	if (!p->again)
		return;
	(void)notes_typed(&typed, p);	/* what is wrong was said before */
	if (!p->clash)
		notes_init(&p->notes, p->t->mem);
	for (size_t i = 0; i < typed.n; i++)
		notes_add(&p->notes, typed.list[i].n, typed.list[i].text);
}

static void
add_paper(struct val *model, struct paper *p)
{
	const struct val *before = paper_before(p);

	paper_lines(p);
	find_notes(p, before);
	val_setb(model, "paper", true);
	val_setb(model, "pick", p->lined.bytes != NULL);
	val_set(model, "who", p->seat);
	val_setf(model, "of_seq", "%lld", p->at->seq);
	val_setf(model, "number", "%zu", p->qs->nattempts);
	tutor_time(p->t, model, "when", p->at->ms);
	if (!p->nameless)
		staff_people(val_setobject(model, "person"), p->t, p->member,
		    p->page->name);
	paper_answer(val_setobject(model, "answer"), p);
	add_grade(model, p, before);
}

int
staff_grade_show(struct paper *p, int status)
{
	struct val *model = staff_model(p->t, mem_printf(p->t->mem,
	    "%s: grading", staff_title(p->q)), "/grading");

	val_set(model, "page", p->page->name);
	val_set(model, "page_title", p->page->title);
	val_set(model, "q", p->q->name);
	val_set(model, "of", tutor_points(p->t->mem, p->q->points));
	val_set(model, "worth", tutor_worth(p->t->mem, p->q->points));
	val_setb(model, "nameless", p->nameless);
	val_setf(model, "waiting", "%zu", p->waiting);
	val_set(model, "prompt", tutor_markdown(p->t->mem, p->q->prompt));
	staff_sections(model, p->t);
	p->clash = status == 409;
	p->again = status != 200 || p->asked_more;
	if (p->member != NULL)
		add_paper(model, p);
	if (p->used != NULL)
		notes_offer(model, p->used);
	if (p->again) {
		staff_typed(model, p->t);
		val_setb(model, "again", true);
		val_setb(model, "clash", p->clash);
	}
	if (p->asked_more)
		val_put(model, "error", val_null(p->t->mem));
	return web_render(p->t->web, "staff_grade", model) == 200 ? status :
	    500;
}
