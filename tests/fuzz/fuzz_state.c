/*
 * Records of a user's log and of the staff's, a line each, as nobody would
 * write them; and the same through a digest.  A receipt that we did not make is
 * none.
 */
#include <assert.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "apps/tutor/model/digest.h"
#include "apps/tutor/model/grade.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/receipt.h"
#include "apps/tutor/model/staff.h"
#include "web/json.h"
#include "web/mem.h"
#include "web/secret.h"
#include "web/store.h"
#include "web/text.h"
#include "web/val.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const struct question questions[] = {
	{ .points = 1, .tries = 2, .penalty = .5, .policy = POLICY_BEST },
	{ .points = 1, .policy = POLICY_LAST },
	{ .points = 1, .penalty = 1, .policy = POLICY_FIRST },
};

static void
fold(struct user_state *s, struct val *staff, const char *text, size_t n)
{
	struct store_rec rec = { .seq = 0 };
	const char *newline;
	char *line;

	for (; n > 0; text += rec.n, n -= rec.n) {
		newline = memchr(text, '\n', n);
		rec.n = newline == NULL ? n : (size_t)(newline - text) + 1;
		rec.seq++;
		rec.ms = (long long)rec.n;
		line = mem_dup(s->mem, text, rec.n);
		if (newline != NULL)
			line[rec.n - 1] = ' ';
		rec.json = line;
		state_add(s, &rec);
		val_push(staff, json_parse(s->mem, line, rec.n, NULL));
	}
}

static void
look(const struct user_state *s, const struct user_state *other)
{
	const struct question_state *qs, *same;
	const struct question *q;
	bool pending, pending_too;
	double score;

	assert(s->nquestions == other->nquestions);
	for (size_t i = 0; i < s->nquestions; i++) {
		qs = &s->questions[i];
		same = state_find(other, qs->page, qs->question);
		assert(same != NULL && same->nattempts == qs->nattempts);
		for (size_t j = 0; j < 3; j++) {
			q = &questions[j];
			score = state_score(qs, q, &pending);
			assert(score >= 0 && score <= 1);
			(void)state_score(same, q, &pending_too);
			assert(pending == pending_too);
			state_ledger(val_list(s->mem), qs, q);
			assert(state_tries_left(qs, q) <= q->tries);
		}
	}
}

static void
test_digest(struct user_state *s)
{
	const struct digest_log log = { .size = 0 };
	struct user_state other;
	struct digest d;
	struct text t;

	text_init(&t, s->mem);
	digest_write(&t, s, &log, true);
	assert(digest_next(&d, t.p, t.n) == t.n);
	state_init(&other, s->mem, s->user);
	assert(digest_read(&other, &d) == 0);
	look(s, &other);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static const unsigned char key[SECRET_KEY_SIZE] = { 1 };
	const char *text = (const char *)bytes;
	struct user_state s;
	struct receipt r;
	struct digest d;
	struct staff staff;
	struct val *records;
	struct mem m;

	mem_init(&m, 512 << 20);
	state_init(&s, &m, "ann");
	records = val_list(&m);
	fold(&s, records, text, n);
	test_digest(&s);
	staff_fold(&staff, &m, records);
	staff_apply(&staff, &s);
	look(&s, &s);
	assert(!receipt_check(&r, &m, key, mem_dup(&m, text, n)));
	state_init(&s, &m, "bob");
	if (digest_next(&d, text, n) != 0)
		(void)digest_read(&s, &d);
	mem_release(&m);
	return 0;
}
