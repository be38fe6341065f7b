/*
 * question.c - the form of a question, and what may be done with it.
 */
#include "apps/tutor/controller/question.h"

#include <math.h>
#include <string.h>

#include "apps/tutor/controller/question_result.h"
#include "apps/tutor/model/draft.h"
#include "apps/tutor/model/group.h"
#include "apps/tutor/model/results.h"

enum { NONCE_BYTES = 12 };

void
question_submit(struct submit *s, struct tutor *t,
    const struct place_page *place, const struct question *q)
{
	*s = (struct submit){ .data = &t->data, .course = t->course,
	    .key = t->key, .staff = &t->staff, .member = t->shown,
	    .page = place->page, .dates = &place->dates, .question = q,
	    .given = { NULL, -1, NULL }, .nonce = "", .variant = -1,
	    .group = -1, .agreed = -1, .arrived = web_arrived(t->web),
	    .now = web_now(t->web) };
}

void
question_prepare(struct asked *a)
{
	const struct course *course = a->t->course;
	const struct late_query query = { a->t->course, &a->t->staff,
	    a->t->shown, a->place->page->name };
	int budget = late_budget(course);

	draft_load(&a->t->data, tutor_log(a->t, a->place->page->name),
	    a->state, a->place->page->name);
	late_apply(&(struct late_page){ course, &a->t->staff, &a->t->members,
	    a->place->page, &a->place->dates }, &a->place->due, a->state);
	a->feedback = submit_feedback(a->place->page, &a->place->due,
	    web_now(a->t->web)) || tutor_is_staff(a->t);
	a->late_left = budget == 0 ? 0 : budget - late_spent(&query, a->state);
}

void
question_variant(struct variant *v, struct tutor *t, const struct page *page,
    const struct question *q, int number)
{
	const struct variant_key key = { t->key, tutor_log(t, page->name),
	    page->name, q->name, number };

	variant_make(v, t->mem, q, &key, page->file, NULL);
}

const char *
question_field(struct mem *m, const struct question *q)
{
	return mem_printf(m, "a-%s", q->name);
}

/* The same for the length of a form: sent twice, it counts once. */
static void
add_nonce(struct val *model)
{
	unsigned char bytes[NONCE_BYTES];
	char hex[2 * NONCE_BYTES + 1];
	static const char digits[] = "0123456789abcdef";

	secret_random(bytes, sizeof(bytes));
	for (size_t i = 0; i < NONCE_BYTES; i++) {
		hex[2 * i] = digits[bytes[i] >> 4];
		hex[2 * i + 1] = digits[bytes[i] & 15];
	}
	hex[2 * NONCE_BYTES] = '\0';
	val_set(model, "nonce", hex);
}

static const struct val *
outcome_answer(const struct asked *a, const struct question *q)
{
	const struct outcome *o = a->outcome;

	if (o == NULL || o->question != q)
		return NULL;
	return o->submit->given.answer;
}

/* A partner may have typed it. */
static void
add_typist(struct val *model, const struct asked *a, const struct val *record)
{
	const char *by = val_getstr(record, "by");

	if (*by != '\0' && strcmp(by, a->t->shown->user) != 0)
		val_set(model, "typed_by", tutor_partner(a->t, by));
}

/*
 * What stands in the form: what was just typed, else what was typed and not
 * handed in, else what was handed in.
 */
static const struct val *
add_before(struct val *model, const struct asked *a,
    const struct question *q, const struct question_state *qs)
{
	const struct val *record = NULL, *answer = outcome_answer(a, q);

	if (answer != NULL || qs == NULL)
		return answer;
	if (qs->draft != NULL || qs->saved != NULL) {
		record = qs->draft != NULL ? qs->draft : qs->saved;
		val_setb(model, qs->draft != NULL ? "draft" : "saved", true);
		tutor_time(a->t, model, "typed_when",
		    val_getint(record, "at"));
		add_typist(model, a, record);
	} else if (qs->nattempts > 0 &&
	    qs->attempts[qs->nattempts - 1].variant == qs->variant)
		record = qs->attempts[qs->nattempts - 1].record;
	answer = record == NULL ? NULL :
	    given_load(&a->t->data, a->t->mem, record);
	if (answer != NULL && val_type(answer) == VAL_NULL)
		answer = NULL;
	return answer;
}

static const char *
why_closed(const struct asked *a, const struct question *q,
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
		    why_closed(a, q, qs) == NULL);
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

/* With whom the form is filled in, where that may change. */
static void
add_of_group(struct val *model, const struct asked *a)
{
	const struct page *page = a->place->page;
	long long id = group_id(&a->t->staff, a->t->shown->user, page->name);

	if (id != 0 || group_most(page) > 0)
		val_setf(model, "of_group", "%lld", id);
}

static void
add_input(struct val *model, const struct asked *a, const struct question *q,
    const struct question_state *qs)
{
	struct variant v;
	struct text html;
	struct input in = { .question = q, .variant = &v,
	    .field = question_field(a->t->mem, q),
	    .locked = why_closed(a, q, qs) != NULL,
	    .paper = a->as != ASKED_FORM };

	/* There may be papers of many people on one page. */
	if (in.paper)
		in.field = mem_printf(a->t->mem, "%s-%s", in.field,
		    a->t->shown->user);
	in.answer = add_before(model, a, q, qs);
	question_variant(&v, a->t, a->place->page, q,
	    qs == NULL ? 0 : qs->variant);
	text_init(&html, a->t->mem);
	mark_prompt(&html, a->t->mem, &in);
	val_set(model, "prompt", html.p);
	text_clear(&html);
	mark_input(&html, a->t->mem, &in);
	val_set(model, "input", html.p);
}

static void
add_actions(struct val *model, const struct asked *a,
    const struct question *q, const struct question_state *qs)
{
	const char *closed = why_closed(a, q, qs);

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

static void
add_facts(struct val *model, const struct asked *a, const struct question *q)
{
	const char *title = question_attr(q, "title");
	struct tutor *t = a->t;

	val_set(model, "name", q->name);
	for (size_t i = 0; i < a->place->page->nquestions; i++)
		if (a->place->page->questions[i] == q)
			val_seti(model, "number", (long long)i + 1);
	val_set(model, "title", title);
	val_set(model, "points", tutor_worth(t->mem, q->points));
	val_setb(model, "unscored", q->points == 0);
	val_set(model, "type", question_type_name(q->type));
	val_set(model, "lang", question_attr(q, "lang"));
	val_set(model, "action", web_url(t->web, "/c/%s/q/%s/%s",
	    t->course->name, a->place->page->name, q->name));
	val_setb(model, "preview", q->type == Q_FORMULA ||
	    q->type == Q_ESSAY);
	if (a->place->broken)
		val_setf(model, "place", "%s:%zu", q->file, q->line);
}

void
question_model(struct val *list, const struct asked *a,
    const struct question *q)
{
	const struct question_state *qs = state_find(a->state,
	    a->place->page->name, q->name);
	struct val *model = val_pushobject(list);

	add_facts(model, a, q);
	add_nonce(model);
	add_of_group(model, a);
	add_input(model, a, q, qs);
	add_actions(model, a, q, qs);
	add_hints(model, a, q, qs);
	add_solution(model, a, q, qs);
	add_variant(model, a, q, qs);
	question_result(model, a, q, qs);
}
