#include "apps/tutor/controller/question_result.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "apps/tutor/controller/lined.h"
#include "apps/tutor/model/receipt.h"
#include "apps/tutor/model/remark.h"

enum { MANY_TRIES = 2 };

/* In a word, for the heading and for its colour. */
static const char *
class_of(double score)
{
	if (isnan(score))
		return "waiting";
	return score >= 1 ? "right" : score > 0 ? "part" : "wrong";
}

static void
add_score(struct val *model, struct mem *m, const struct question *q,
    double score)
{
	const char *class = class_of(score);

	val_set(model, "class", class);
	val_setb(model, class, true);
	val_set(model, "of", tutor_points(m, q->points));
	if (!isnan(score))
		val_set(model, "got", tutor_points(m, score * q->points));
}

static void
add_receipt(struct val *model, const struct asked *a,
    const struct question *q, const struct attempt *at)
{
	struct receipt r = { .course = a->t->course->name,
	    .user = tutor_log(a->t, a->place->page->name),
	    .page = a->place->page->name, .question = q->name,
	    .seq = at->seq, .ms = at->ms };
	struct text text;

	given_hash(at->record, r.answer);
	text_init(&text, a->t->mem);
	receipt_make(&text, a->t->key, &r);
	val_set(model, "receipt", text.p);
}

/* How a formula or a number was read. */
static void
add_shown(struct val *model, const struct asked *a, const struct question *q,
    const struct attempt *at)
{
	const struct val *answer;
	struct verdict verdict;
	struct variant v;

	if (q->type != Q_FORMULA && q->type != Q_NUMBER)
		return;
	answer = given_load(&a->t->data, a->t->mem, at->record);
	if (answer == NULL)
		return;
	question_variant(&v, a->t, a->place->page, q, at->variant);
	mark_answer(&verdict, a->t->mem, q, &v, answer);
	val_set(model, "read_as", verdict.shown);
}

/* What the staff tells all who gave this wrong answer. */
static void
add_remark(struct val *model, const struct asked *a, const struct question *q,
    const struct val *answer)
{
	const struct val *remark = remark_for(a->t->staff.remarks,
	    a->place->page->name, q, answer);

	if (remark != NULL)
		val_set(model, "remark", tutor_markdown(a->t->mem,
		    val_getstr(remark, "text")));
}

void
question_attempt(struct val *model, const struct asked *a,
    const struct question *q, const struct attempt *at)
{
	const char *message = at->message;

	val_seti(model, "seq", at->seq);
	tutor_time(a->t, model, "when", at->ms);
	val_set(model, "sent_by", tutor_partner(a->t, at->by));
	add_receipt(model, a, q, at);
	add_shown(model, a, q, at);
	if (!a->feedback) {
		val_setb(model, "kept", true);
		val_set(model, "class", "kept");
		return;
	}
	add_score(model, a->t->mem, q, at->score);
	if (remark_on(at->score))
		add_remark(model, a, q, given_load(&a->t->data, a->t->mem,
		    at->record));
	val_setb(model, "manual", at->manual);
	if (message != NULL && *message != '\0')
		val_set(model, "message", tutor_markdown(a->t->mem, message));
	lined_add(model, a->t, q, at);
	if (at->credit < 1)
		val_setf(model, "credit", "%.0f", 100 * at->credit);
	if (at->days > 0)
		val_seti(model, "days", at->days);
	if (q->type == Q_CODE && at->graded_by != 0)
		question_report(model, a, at);
	if (isnan(at->score) && q->type == Q_CODE)
		val_setb(model, "queued", true);
}

/* What counts of all tries. */
static void
add_worth(struct val *model, const struct asked *a, const struct question *q,
    const struct question_state *qs)
{
	struct val *worth;
	bool pending;
	double score = state_score(qs, q, &pending);

	if (!a->feedback || q->points == 0)
		return;
	if (isnan(qs->override) && qs->nattempts < MANY_TRIES &&
	    q->type != Q_CHECKOFF)
		return;
	worth = val_setobject(model, "worth");
	add_score(worth, a->t->mem, q, pending && score == 0 ? NAN : score);
	val_setb(worth, "pending", pending);
	val_setb(worth, "override", !isnan(qs->override));
}

/* Who had the form open while it was decided with whom he works. */
static bool
is_of_others(const struct outcome *o)
{
	const char *log = o->result->state.user;
	long long id = log[0] == '+' ? strtoll(log + 1, NULL, 10) : 0;

	return o->submit->group >= 0 && o->submit->group != id;
}

static const char *
notice_of(const struct outcome *o)
{
	switch (o->result->result) {
	case SUBMIT_NO_TRIES:
		return "All tries are used: this answer was not counted.";
	case SUBMIT_CLOSED:
		return "Answers are no longer taken here: this one was not "
		    "saved.";
	case SUBMIT_OLD:
		if (is_of_others(o))
			return "Meanwhile your group has changed, and with it "
			    "numbers and tries. Look, and send it again; "
			    "nothing was counted.";
		return "That form was for other numbers. These are the "
		    "present ones; nothing was counted.";
	case SUBMIT_NOT_YET:
		return "That is not to be had yet.";
	default:
		return NULL;
	}
}

static void
add_outcome(struct val *model, const struct asked *a,
    const struct question *q)
{
	const struct submitted *r = a->outcome->result;
	const struct verdict *verdict = &r->verdict;
	struct val *checked;

	val_setb(model, "focus", true);
	val_set(model, "notice", notice_of(a->outcome));
	if (r->result == SUBMIT_INVALID)
		val_set(model, "invalid", verdict->message == NULL ?
		    "<p>This answer cannot be read.</p>" :
		    tutor_markdown(a->t->mem, verdict->message));
	if (a->outcome->submit->kind != SUBMIT_CHECK ||
	    (r->result != SUBMIT_SAVED && r->result != SUBMIT_AGAIN))
		return;
	checked = val_setobject(model, "checked");
	val_set(checked, "read_as", verdict->shown);
	add_score(checked, a->t->mem, q, verdict->kind == MARK_DONE ?
	    verdict->score : NAN);
	if (verdict->message != NULL)
		val_set(checked, "message",
		    tutor_markdown(a->t->mem, verdict->message));
	if (verdict->kind == MARK_DONE && remark_on(verdict->score) &&
	    a->feedback)
		add_remark(checked, a, q, a->outcome->submit->given.answer);
}

static void
add_last(struct val *model, const struct asked *a, const struct question *q,
    const struct question_state *qs)
{
	const struct attempt *last = &qs->attempts[qs->nattempts - 1];
	struct val *result;

	val_seti(model, "attempts", (long long)qs->nattempts);
	val_setb(model, "more", qs->nattempts > 1);
	if (last->variant != qs->variant)
		return;
	result = val_setobject(model, "result");
	question_attempt(result, a, q, last);
	val_set(model, "class", val_getstr(result, "class"));
}

void
question_result(struct val *model, const struct asked *a,
    const struct question *q, const struct question_state *qs)
{
	bool pending;

	if (a->outcome != NULL && a->outcome->question == q)
		add_outcome(model, a, q);
	if (qs == NULL)
		return;
	if (qs->nattempts > 0)
		add_last(model, a, q, qs);
	add_worth(model, a, q, qs);
	if (q->type == Q_CHECKOFF && a->feedback)
		val_set(model, "class",
		    class_of(state_score(qs, q, &pending)));
}
