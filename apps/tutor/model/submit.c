#include "apps/tutor/model/submit.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "apps/tutor/model/draft.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/results.h"
#include "apps/tutor/model/staff.h"
#include "apps/tutor/model/submit_rules.h"
#include "apps/tutor/model/users.h"
#include "apps/tutor/model/variant.h"
#include "web/mem.h"
#include "web/store.h"
#include "web/val.h"

/* Nobody writes that much by hand; it bounds what a fold takes. */
enum { RULES_MAX = 7, LOG_SIZE_MAX = 8 << 20 };

/* So long at most may a request be under way and count as of its begin. */
enum { UNDER_WAY_MS = 2 * 60 * 1000 };

static rule_fn sent_before, judge, seen_before, same_draft;

/* What each kind must pass, in this order. */
static rule_fn *const rules[SUBMIT_KINDS][RULES_MAX + 1] = {
	[SUBMIT_ANSWER] = { sent_before, rule_open, rule_variant_of_form,
	    rule_tries, rule_given, judge, rule_late },
	[SUBMIT_CHECK] = { rule_may_check, rule_open, rule_variant_of_form,
	    rule_tries, rule_given, judge },
	[SUBMIT_SAVE] = { rule_open, rule_variant_of_form, rule_given,
	    same_draft },
	[SUBMIT_DRAFT] = { rule_may_draft, rule_open, rule_variant_of_form,
	    rule_given, same_draft },
	[SUBMIT_HINT] = { rule_released, rule_hint },
	[SUBMIT_SOLUTION] = { rule_variant_of_form, rule_released,
	    rule_solution },
	[SUBMIT_VARIANT] = { rule_variant_of_form, rule_new_variant,
	    rule_released },
	[SUBMIT_VIEW] = { rule_released, seen_before }
};

/*
 * The time that counts is that of the request's head, however long it had to
 * wait since; but nobody wins an hour by a body that comes in drops.  When the
 * clock was set back behind the last record, all times of now are late by as
 * much.
 */
static long long
time_of(const struct sending *x)
{
	const struct submit *in = x->in;
	long long behind = x->out->state.last_ms - in->now;
	long long ms = in->arrived < in->now ? in->arrived : in->now;

	if (ms < in->now - UNDER_WAY_MS)
		ms = in->now - UNDER_WAY_MS;
	return behind > 0 ? ms + behind : ms;
}

static void
find_due(struct sending *x)
{
	const struct submit *in = x->in;

	staff_due(&x->out->due, &(struct due_query){ in->staff, in->member,
	    in->page->name, in->dates,
	    state_first_view(&x->out->state, in->page->name) });
}

/*
 * A form that was sent twice, by a double click or after a lost answer.  Who
 * goes back and sends the same form with another answer means it.
 */
static const struct attempt *
find_sent(const struct sending *x)
{
	const char *nonce = x->in->nonce;
	const struct attempt *a;

	if (nonce == NULL || nonce[0] == '\0')
		return NULL;
	for (size_t i = x->qs->nattempts; i > 0; i--) {
		a = &x->qs->attempts[i - 1];
		if (strcmp(val_getstr(a->record, "nonce"), nonce) == 0 &&
		    given_same(&x->in->given, x->mem, a->record))
			return a;
	}
	return NULL;
}

/* The other one may have ended before the disk had its record. */
static enum submit_result
again(struct sending *x)
{
	if (store_sync(x->store) == 0)
		return SUBMIT_AGAIN;
	x->out->error = errno;
	return SUBMIT_UNCONFIRMED;
}

static enum submit_result
sent_before(struct sending *x)
{
	const struct attempt *a = find_sent(x);
	struct submitted *out = x->out;

	if (a == NULL)
		return SUBMIT_SAVED;
	out->seq = a->seq;
	out->ms = a->ms;
	out->days = a->days;
	out->credit = late_credit(x->in->course, &out->due, a->ms, a->days);
	out->verdict = (struct verdict){ .score = a->score,
	    .kind = isnan(a->score) ? MARK_LATER : MARK_DONE,
	    .message = a->message };
	given_hash(a->record, out->hash);
	return again(x);
}

static enum submit_result
seen_before(struct sending *x)
{
	return state_first_view(&x->out->state, x->in->page->name) == 0 ?
	    SUBMIT_SAVED : again(x);
}

static enum submit_result
same_draft(struct sending *x)
{
	const struct val *before = x->in->kind == SUBMIT_SAVE ?
	    x->qs->saved : x->qs->draft;

	return before != NULL &&
	    given_same(&x->in->given, x->mem, before) ? again(x) :
	    SUBMIT_SAVED;
}

static enum submit_result
judge(struct sending *x)
{
	const struct submit *in = x->in;
	struct verdict *v = &x->out->verdict;
	struct variant_key key = { in->key, x->log, in->page->name,
	    in->question->name, x->qs->variant };
	struct variant variant;

	if (in->given.fd != -1) {
		*v = (struct verdict){ .kind = MARK_LATER };
		return SUBMIT_SAVED;
	}
	variant_make(&variant, x->mem, in->question, &key, in->page->file,
	    NULL);
	mark_answer(v, x->mem, in->question, &variant, in->given.answer);
	return v->kind == MARK_INVALID ? SUBMIT_INVALID : SUBMIT_SAVED;
}

static enum submit_result
decide(struct sending *x)
{
	rule_fn *const *rule = rules[x->in->kind];
	enum submit_result result;

	for (; *rule != NULL; rule++) {
		result = (*rule)(x);
		if (result != SUBMIT_SAVED)
			return result;
	}
	return submit_record(x);
}

static struct question_state *
question_of(struct sending *x)
{
	const struct submit *in = x->in;

	if (in->question == NULL)
		return NULL;
	return state_question(&x->out->state, in->page->name,
	    in->question->name);
}

/* A page that was seen is the usual case, and needs no lock. */
static bool
viewed_before(struct sending *x)
{
	struct submitted *out = x->out;

	if (x->in->kind != SUBMIT_VIEW || log_glance(x->in->data,
	    &out->state) == -1)
		return false;
	if (state_first_view(&out->state, x->in->page->name) == 0)
		return false;
	out->ms = time_of(x);
	find_due(x);
	draft_load(x->in->data, x->log, &out->state, x->in->page->name);
	out->result = rule_released(x) == SUBMIT_SAVED ? SUBMIT_AGAIN :
	    SUBMIT_CLOSED;
	return true;
}

static void
submit_locked(struct sending *x)
{
	const struct submit *in = x->in;
	struct submitted *out = x->out;

	out->ms = time_of(x);
	find_due(x);
	draft_load(in->data, x->log, &out->state, in->page->name);
	x->qs = question_of(x);
	out->result = decide(x);
	/* What is not recorded is not judged: nobody asks for free. */
	if (out->result != SUBMIT_SAVED && out->result != SUBMIT_AGAIN &&
	    out->result != SUBMIT_INVALID)
		out->verdict = (struct verdict){ .kind = MARK_LATER };
	if (in->kind == SUBMIT_VIEW && out->result == SUBMIT_SAVED)
		find_due(x);	/* some dates begin with it */
	if (in->question != NULL)
		out->tries_left = state_tries_left(question_of(x),
		    in->question);
}

void
submit(struct submitted *out, struct mem *m, const struct submit *in)
{
	struct sending x = { .in = in, .out = out, .mem = m,
	    .log = in->member->user };

	*out = (struct submitted){ .result = SUBMIT_FAILED, .credit = 1,
	    .tries_left = -1 };
	state_init(&out->state, m, in->member->user);
	if (viewed_before(&x))
		return;
	if (submit_log(&x) == -1) {
		out->error = errno;
		log_close(x.store);
		return;
	}
	if (store_size(x.store) > LOG_SIZE_MAX)
		out->error = EFBIG;
	else
		submit_locked(&x);
	log_close(x.store);
}
