/*
 * submit_record.c - what is written down of what was sent in.
 */
#include "apps/tutor/model/sending.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "apps/tutor/model/draft.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/users.h"
#include "web/val.h"

static const struct {
	const char	*name;		/* "k" of its record */
	bool		 gives;		/* an answer */
} kinds[SUBMIT_KINDS] = {
	[SUBMIT_ANSWER] = { "submit", true },
	[SUBMIT_CHECK] = { "check", true },
	[SUBMIT_SAVE] = { "save", true },
	[SUBMIT_DRAFT] = { "draft", true },
	[SUBMIT_HINT] = { "hint", false },
	[SUBMIT_SOLUTION] = { "shown", false },
	[SUBMIT_VARIANT] = { "variant", false },
	[SUBMIT_VIEW] = { "view", false }
};

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
	struct val *r = x->record;

	val_set(r, "k", kinds[in->kind].name);
	val_set(r, "page", in->page->name);
	if (strcmp(x->log, in->member->user) != 0)
		val_set(r, "by", in->member->user);
	if (x->qs == NULL) {
		val_seti(r, "at", x->out->ms);
		return;
	}
	val_set(r, "q", in->question->name);
	if (kinds[in->kind].gives) {
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

enum submit_result
submit_record(struct sending *x)
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
