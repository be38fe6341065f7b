/*
 * ledger.c - what attempts are worth, and why.
 */
#include "apps/tutor/model/grade.h"

#include <math.h>

#include "apps/tutor/model/page.h"
#include "web/val.h"

int
state_tries_left(const struct question_state *qs, const struct question *q)
{
	int used = 0;

	if (q->tries == 0)
		return -1;
	for (size_t i = 0; i < qs->nattempts; i++)
		used += qs->attempts[i].variant == qs->variant;
	return used < q->tries ? q->tries - used : 0;
}

bool
state_right(const struct question_state *qs)
{
	for (size_t i = 0; i < qs->nattempts; i++)
		if (qs->attempts[i].variant == qs->variant &&
		    qs->attempts[i].score >= 1)
			return true;
	return false;
}

/* Which of the attempts counts, and what it is worth. */
struct choice {
	size_t	attempt;	/* nattempts: none */
	double	worth;
};

static double
worth_of(const struct attempt *a, double penalty)
{
	return a->score * a->credit * penalty;
}

/* Is an attempt that is known and comes later the one that counts? */
static bool
better(const struct choice *c, const struct question *q, size_t i,
    double worth)
{
	switch (q->policy) {
	case POLICY_FIRST:
		return i == 0;
	case POLICY_LAST:
		return true;
	default:
		return worth > c->worth;
	}
}

static struct choice
choose(const struct question_state *qs, const struct question *q)
{
	struct choice c = { qs->nattempts, -1 };
	double penalty = 1, worth;
	const struct attempt *a;

	for (size_t i = 0; i < qs->nattempts; i++) {
		a = &qs->attempts[i];
		if (isnan(a->score))
			continue;
		worth = worth_of(a, penalty);
		if (better(&c, q, i, worth))
			c = (struct choice){ i, worth };
		if (a->score < 1)
			penalty *= 1 - q->penalty;
	}
	return c;
}

/* Is there one that may still change what counts? */
static bool
waits(const struct question_state *qs, const struct question *q)
{
	const struct attempt *a;

	for (size_t i = 0; i < qs->nattempts; i++) {
		a = &qs->attempts[i];
		if ((q->policy == POLICY_FIRST && i > 0) ||
		    (q->policy == POLICY_LAST && i + 1 < qs->nattempts))
			continue;
		if (isnan(a->score) || !isnan(a->kept))
			return true;
	}
	return false;
}

double
state_score(const struct question_state *qs, const struct question *q,
    bool *pending)
{
	struct choice c;

	*pending = isnan(qs->override) && waits(qs, q);
	if (!isnan(qs->override))
		return qs->override;
	c = choose(qs, q);
	return c.attempt == qs->nattempts ? 0 : c.worth;
}

static void
write_attempt(struct val *to, const struct attempt *a, double penalty)
{
	val_seti(to, "seq", a->seq);
	val_seti(to, "when", a->ms);
	val_setr(to, "score", a->score);
	val_setr(to, "credit", a->credit);
	val_setr(to, "penalty", penalty);
	val_setr(to, "worth", worth_of(a, penalty));
	val_seti(to, "days", a->days);
	val_setb(to, "pending", isnan(a->score));
	val_setb(to, "manual", a->manual);
	if (a->by != NULL)
		val_set(to, "by", a->by);
	val_seti(to, "graded_by", a->graded_by);
	val_set(to, "message", a->message);
}

void
state_ledger(struct val *list, const struct question_state *qs,
    const struct question *q)
{
	struct choice c = choose(qs, q);
	bool overridden = !isnan(qs->override);
	double penalty = 1;
	struct val *row;

	for (size_t i = 0; i < qs->nattempts; i++) {
		row = val_pushobject(list);
		write_attempt(row, &qs->attempts[i], penalty);
		val_setb(row, "counts", !overridden && i == c.attempt);
		if (qs->attempts[i].score < 1)
			penalty *= 1 - q->penalty;
	}
	if (overridden) {
		row = val_pushobject(list);
		val_setr(row, "override", qs->override);
		val_setr(row, "worth", qs->override);
		val_setb(row, "counts", true);
	}
}
