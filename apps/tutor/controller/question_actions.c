/*
 * question_actions.c - tries, hints, the solution, other numbers: what is left
 * of them, and what is shown.
 */
#include "apps/tutor/controller/question_actions.h"

#include <math.h>

#include "apps/tutor/model/results.h"

const char *
question_closed(const struct asked *a, const struct question *q,
    const struct question_state *qs)
{
	const struct due *due = &a->place->due;
	long long now = web_now(a->t->web);
	struct question_state none = { .override = NAN };

	if (qs == NULL)
		qs = &none;
	if (a->t->watching)
		return "You only look at this page.";
	if (q->type == Q_CHECKOFF)
		return "This is ticked by the staff of the course.";
	if (due->release > now && !tutor_is_staff(a->t))
		return "This page is not released yet.";
	if (due->lock != 0 && now > due->lock && !tutor_is_staff(a->t))
		return due->timed_ms > 0 ? "Your time is over." :
		    "This page is locked: answers are no longer taken.";
	if (qs->solution_shown)
		return "The answer has been shown, so there are no more "
		    "tries.";
	if (qs->locked)
		return "This question is locked.";
	if (state_tries_left(qs, q) == 0)
		return "All tries are used.";
	return NULL;
}

static void
add_tries(struct val *model, const struct question *q,
    const struct question_state *qs)
{
	struct question_state none = { .override = NAN };
	int left = state_tries_left(qs == NULL ? &none : qs, q);
	struct val *tries;

	if (left < 0 || q->type == Q_CHECKOFF)
		return;
	tries = val_setobject(model, "tries");
	val_seti(tries, "left", left);
	val_seti(tries, "of", q->tries);
	val_setb(tries, "last", left == 1);
	val_setb(tries, "none", left == 0);
	if (left > 1)
		val_setf(tries, "many", "%d tries", left);
}

/* Does it take late days, or points, to answer now? */
static void
add_late(struct val *model, const struct asked *a)
{
	const struct due *due = &a->place->due;
	const struct course *c = a->t->course;
	long long now = web_now(a->t->web);
	int days = late_days(c, due, now);
	double credit = late_credit(c, due, now, 0);
	struct val *late, *choice;

	if (days == 0)
		return;
	late = val_setobject(model, "late");
	val_setf(late, "credit", "%.0f", 100 * credit);
	if (credit >= 1 || days > a->late_left ||
	    days <= late_page_days(c, due, a->place->page->name, a->state))
		return;
	choice = val_setobject(late, "choice");
	val_seti(choice, "days", days);
	val_set(choice, "days_text", text_count(a->t->mem, days, "late day",
	    NULL));
	val_seti(choice, "left", a->late_left);
}

static int
tries_made(const struct question_state *qs)
{
	int n = 0;

	for (size_t i = 0; qs != NULL && i < qs->nattempts; i++)
		if (qs->attempts[i].variant == qs->variant)
			n++;
	return n;
}

static void
add_hints(struct val *model, const struct asked *a, const struct question *q,
    const struct question_state *qs)
{
	struct val *list = val_setlist(model, "hints"), *row;
	size_t shown = qs == NULL ? 0 : (size_t)qs->hints;
	struct variant v;

	question_variant(&v, a->t, a->place->page, q,
	    qs == NULL ? 0 : qs->variant);
	for (size_t i = 0; i < q->nhints && i < shown; i++) {
		row = val_pushobject(list);
		val_seti(row, "number", (long long)i + 1);
		val_set(row, "html", tutor_markdown(a->t->mem,
		    variant_fill(a->t->mem, &v, q->hints[i].text)));
	}
	if (shown >= q->nhints || a->t->watching)
		return;
	if (tries_made(qs) >= q->hints[shown].after) {
		val_setb(model, "can_hint", true);
	} else {
		val_set(model, "hint_after", text_count(a->t->mem,
		    q->hints[shown].after, "try", "tries"));
	}
}

static bool
may_show(const struct asked *a, const struct question *q,
    const struct question_state *qs)
{
	struct question_state none = { .override = NAN };
	struct submit s;

	question_submit(&s, a->t, a->place, q);
	return submit_may_show(&s, qs == NULL ? &none : qs, &a->place->due);
}

static void
add_why(struct val *model, const struct asked *a, const struct question *q,
    const struct variant *v)
{
	if (q->why != NULL)
		val_set(model, "why", tutor_markdown(a->t->mem,
		    variant_fill(a->t->mem, v, q->why)));
}

static void
add_key(struct val *model, const struct asked *a, const struct question *q,
    const struct variant *v)
{
	struct text html;

	text_init(&html, a->t->mem);
	mark_solution(&html, a->t->mem, q, v);
	val_set(model, "solution", html.p);
	add_why(model, a, q, v);
}

static void
add_solution(struct val *model, const struct asked *a,
    const struct question *q, const struct question_state *qs)
{
	struct variant v;

	question_variant(&v, a->t, a->place->page, q,
	    qs == NULL ? 0 : qs->variant);
	if (a->as == ASKED_KEY) {
		add_key(model, a, q, &v);
		return;
	}
	if (qs != NULL && state_right(qs) && a->feedback)
		add_why(model, a, q, &v);
	if (q->type == Q_ESSAY || q->type == Q_UPLOAD ||
	    q->type == Q_CHECKOFF || !may_show(a, q, qs))
		return;
	if (qs == NULL || !qs->solution_shown) {
		val_setb(model, "can_solve", !a->t->watching);
		val_setb(model, "solve_ends",
		    question_closed(a, q, qs) == NULL);
		return;
	}
	add_key(model, a, q, &v);
}

/* Other numbers, with new tries. */
static void
add_variant(struct val *model, const struct asked *a,
    const struct question *q, const struct question_state *qs)
{
	double most = question_number(q, "variants", 0);
	int number = qs == NULL ? 0 : qs->variant;

	val_seti(model, "variant", number);
	if (number > 0)
		val_seti(model, "variant_shown", number + 1);
	if (number < most && !a->t->watching && (a->place->due.lock == 0 ||
	    web_now(a->t->web) <= a->place->due.lock))
		val_setb(model, "can_vary", true);
}

static void
add_actions(struct val *model, const struct asked *a,
    const struct question *q, const struct question_state *qs)
{
	const char *closed = question_closed(a, q, qs);

	if (closed != NULL) {
		if (q->type != Q_CHECKOFF)	/* its text says that */
			val_set(model, "closed", closed);
	} else {
		val_setb(model, "can_submit", true);
		val_setb(model, "can_check", a->feedback &&
		    question_attr(q, "check") != NULL);
		val_setb(model, "can_save", q->type != Q_UPLOAD);
		val_setb(model, "upload", q->type == Q_UPLOAD);
		add_late(model, a);
	}
	add_tries(model, q, qs);
}

void
question_actions(struct val *model, const struct asked *a,
    const struct question *q, const struct question_state *qs)
{
	add_actions(model, a, q, qs);
	add_hints(model, a, q, qs);
	add_solution(model, a, q, qs);
	add_variant(model, a, q, qs);
}
