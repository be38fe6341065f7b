/*
 * question.c - a question as a form: what is asked, and what stands in it.
 */
#include "apps/tutor/controller/question.h"

#include <string.h>

#include "apps/tutor/controller/question_actions.h"
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
	    .locked = question_closed(a, q, qs) != NULL,
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
	question_actions(model, a, q, qs);
	question_result(model, a, q, qs);
}
