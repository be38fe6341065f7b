#include "apps/tutor/model/submit.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "apps/tutor/model/draft.h"
#include "apps/tutor/model/group.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/results.h"
#include "apps/tutor/model/staff.h"
#include "apps/tutor/model/submit_rules.h"
#include "apps/tutor/model/users.h"
#include "apps/tutor/model/variant.h"
#include "web/mem.h"
#include "web/store.h"
#include "web/text.h"
#include "web/val.h"

/* Nobody writes that much by hand; it bounds what a fold takes. */
enum { RULES_MAX = 7, LOG_SIZE_MAX = 8 << 20, MOVES_MAX = 3 };

/* So long at most may a request be under way and count as of its begin. */
enum { UNDER_WAY_MS = 2 * 60 * 1000 };

static rule_fn sent_before, judge, seen_before, same_draft;

/* What each kind records, and what it must pass, in this order. */
static const struct kind {
	const char	*record;	/* its "k" */
	bool		 gives;		/* an answer */
	rule_fn		*rules[RULES_MAX + 1];
} kinds[SUBMIT_KINDS] = {
	[SUBMIT_ANSWER] = { "submit", true, { sent_before, rule_open,
	    rule_variant_of_form, rule_tries, rule_given, judge,
	    rule_late } },
	[SUBMIT_CHECK] = { "check", true, { rule_may_check, rule_open,
	    rule_variant_of_form, rule_tries, rule_given, judge } },
	[SUBMIT_SAVE] = { "save", true, { rule_open, rule_variant_of_form,
	    rule_given, same_draft } },
	[SUBMIT_DRAFT] = { "draft", true, { rule_may_draft, rule_open,
	    rule_variant_of_form, rule_given, same_draft } },
	[SUBMIT_HINT] = { "hint", false, { rule_released, rule_hint } },
	[SUBMIT_SOLUTION] = { "shown", false, { rule_variant_of_form,
	    rule_released, rule_solution } },
	[SUBMIT_VARIANT] = { "variant", false, { rule_variant_of_form,
	    rule_new_variant, rule_released } },
	[SUBMIT_VIEW] = { "view", false, { rule_released, seen_before } },
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

static void
describe_answer(struct sending *x)
{
	const struct submit *in = x->in;
	const struct verdict *v = &x->out->verdict;
	struct val *r = x->record;
	int tries = 1;

	for (size_t i = 0; i < x->qs->nattempts; i++)
		tries += x->qs->attempts[i].variant == x->qs->variant;
	val_set(r, "ver", in->question->version);
	val_set(r, "nonce", in->nonce);
	val_seti(r, "try", tries);
	val_setr(r, "score", v->kind == MARK_DONE ? v->score : NAN);
	val_set(r, "msg", v->message);
	val_setr(r, "credit", x->out->credit);
	if (x->out->days > 0)
		val_seti(r, "days", x->out->days);
}

static void
describe(struct sending *x)
{
	const struct submit *in = x->in;
	const struct kind *kind = &kinds[in->kind];
	struct val *r = x->record;

	val_set(r, "k", kind->record);
	val_set(r, "page", in->page->name);
	if (strcmp(x->log, in->member->user) != 0)
		val_set(r, "by", in->member->user);
	if (x->qs == NULL) {
		val_seti(r, "at", x->out->ms);
		return;
	}
	val_set(r, "q", in->question->name);
	if (kind->gives) {
		val_seti(r, "variant", x->qs->variant);
		val_seti(r, "at", x->out->ms);
	} else if (in->kind == SUBMIT_HINT)
		val_seti(r, "n", x->qs->hints + 1);
	else if (in->kind == SUBMIT_VARIANT)
		val_seti(r, "n", x->qs->variant + 1);
	if (in->kind == SUBMIT_ANSWER)
		describe_answer(x);
}

/* What the record will name, before the record. */
static int
keep(struct sending *x)
{
	const struct submit *in = x->in;

	if (!kinds[in->kind].gives)
		return 0;
	if (given_put(x->record, in->data, &in->given) == -1)
		return -1;
	given_hash(x->record, x->out->hash);
	if (in->kind != SUBMIT_ANSWER)
		return 0;
	return version_keep(in->data, in->question);
}

static enum submit_result
failed(struct sending *x)
{
	x->out->error = errno;
	return SUBMIT_FAILED;
}

static enum submit_result
record_draft(struct sending *x)
{
	const struct submit *in = x->in;
	const struct draft_place place = { x->log, in->page->name,
	    in->question->name };

	given_inline(x->record, &in->given);
	given_hash(x->record, x->out->hash);
	if (draft_put(in->data, &place, x->record) == -1)
		return failed(x);
	x->qs->draft = x->record;
	return SUBMIT_SAVED;
}

static enum submit_result
record(struct sending *x)
{
	const struct submit *in = x->in;
	long long seq;

	x->record = val_object(x->mem);
	describe(x);
	if (in->kind == SUBMIT_DRAFT)
		return record_draft(x);
	if (keep(x) == -1)
		return failed(x);
	seq = log_add(x->store, &x->out->state, in->now, x->record);
	if (seq == -1)
		return failed(x);
	if (seq < 0) {
		x->out->error = errno;
		return SUBMIT_UNCONFIRMED;
	}
	x->out->seq = seq;
	/* A hint: without it the grader finds the job in the log. */
	if (in->kind == SUBMIT_ANSWER && in->question->type == Q_CODE)
		(void)job_add(in->data, x->log, seq);
	return SUBMIT_SAVED;
}

static enum submit_result
decide(struct sending *x)
{
	const struct kind *kind = &kinds[x->in->kind];
	enum submit_result result;

	for (size_t i = 0; kind->rules[i] != NULL; i++) {
		result = kind->rules[i](x);
		if (result != SUBMIT_SAVED)
			return result;
	}
	return record(x);
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

/*
 * Who is whose partner may have changed since the staff's log was read.  Who
 * leaves a group holds its log, so what is read under that lock stays so.
 */
static const char *
log_now(const struct sending *x, const struct staff *known)
{
	const struct submit *in = x->in;
	const struct val *records;
	struct staff staff;

	if (in->kind == SUBMIT_VIEW || in->member->role > ROLE_STUDENT)
		return in->member->user;
	if (x->store == NULL || (group_most(in->page) == 0 &&
	    strcmp(x->log, in->member->user) == 0))
		return group_log(known, in->member->user, in->page->name);
	records = staff_read_for(in->data, x->mem, in->page->name);
	if (records == NULL)
		return NULL;
	staff_fold(&staff, x->mem, records);
	group_pages(&staff, in->course);
	return group_log(&staff, in->member->user, in->page->name);
}

/* The views of a student are in his own log. */
static int
find_views(struct sending *x)
{
	struct user_state own, *state = &x->out->state;

	if (strcmp(x->log, x->in->member->user) == 0)
		return 0;
	state_init(&own, x->mem, x->in->member->user);
	if (log_glance(x->in->data, &own) == -1)
		return -1;
	state->views = own.views;
	state->nviews = own.nviews;
	return 0;
}

/* Open the log that it goes to.  0, or -1 with errno. */
static int
open_log(struct sending *x)
{
	const char *log = log_now(x, x->in->staff);

	for (int i = 0; log != NULL && i < MOVES_MAX; i++) {
		x->log = log;
		state_init(&x->out->state, x->mem, log);
		x->store = log_open(x->in->data, &x->out->state);
		if (x->store == NULL)
			return -1;
		log = log_now(x, x->in->staff);
		if (log != NULL && strcmp(log, x->log) == 0)
			return find_views(x);
		log_close(x->store);
		x->store = NULL;
	}
	if (log != NULL)
		errno = EAGAIN;
	return -1;
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
	if (open_log(&x) == -1) {
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
