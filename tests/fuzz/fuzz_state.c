/*
 * Records of a user's log and of the staff's, a line each, as nobody would
 * write them; and the same through a digest, and of a group.  A receipt that we
 * did not make is none.
 */
#include <assert.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "apps/tutor/model/digest.h"
#include "apps/tutor/model/grade.h"
#include "apps/tutor/model/group.h"
#include "apps/tutor/model/group_change.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/receipt.h"
#include "apps/tutor/model/staff.h"
#include "apps/tutor/model/users.h"
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

/* Whatever records say, a log is named by us, and nobody is in two groups. */
static void
look_at_groups(const struct staff *staff)
{
	static struct member list[] = {
		{ .user = "ann", .name = "", .role = ROLE_STUDENT },
		{ .user = "bob", .name = "", .role = ROLE_STUDENT },
	};
	const struct members members = { .list = list, .n = 2 };
	struct invitation *v;
	const char *log;
	struct group g;
	long long id;

	for (size_t i = 0; i < 2; i++) {
		log = group_log(staff, list[i].user, "p");
		id = group_id(staff, list[i].user, "p");
		assert(log_name_ok(log) && (id != 0) == (log[0] == '+'));
		group_find(&g, staff, &members, "p", id);
		assert(id == 0 || (group_has(&g, list[i].user) && g.n <= 2));
		assert(group_asked(staff, list[i].user, "p", &v) <=
		    staff->invites.n);
		assert(group_asks(staff, list[i].user, "p", &v) <=
		    staff->invites.n);
	}
}

/* What partners did takes the place of one's own, and nothing else does. */
static void
merge(const struct staff *staff, struct user_state *s, struct user_state *log)
{
	const struct question_state *qs;
	bool theirs;

	group_forget(staff, s, NULL);
	group_put(staff, s, log, NULL);
	for (size_t i = 0; i < s->nquestions; i++) {
		qs = &s->questions[i];
		theirs = strcmp(group_log(staff, s->user, qs->page),
		    s->user) != 0;
		for (size_t j = 0; j < qs->nattempts; j++)
			assert(!theirs || state_attempt_at(qs,
			    qs->attempts[j].seq) != NULL);
	}
	for (size_t i = 0; i < s->nplaces; i++)
		assert(s->places[i].attempt <
		    s->questions[s->places[i].question].nattempts);
	look(s, s);
}

/* Each act, on any records. */
static void
act(const struct val *records)
{
	static const struct members members = { .n = 0 };
	struct group_change c = { .members = &members, .page = "p",
	    .most = 2, .user = "ann", .other = "bob" };

	for (int i = 0; i <= GROUP_LEAVE; i++) {
		c.act = (enum group_act)i;
		assert(val_size(group_decide(&c, records)) <=
		    (c.result == GROUP_DONE));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static const unsigned char key[SECRET_KEY_SIZE] = { 1 };
	const char *text = (const char *)bytes;
	struct user_state s, group;
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
	look_at_groups(&staff);
	state_init(&group, &m, "+1");
	fold(&group, val_list(&m), text, n);
	merge(&staff, &s, &group);
	act(records);
	assert(!receipt_check(&r, &m, key, mem_dup(&m, text, n)));
	state_init(&s, &m, "bob");
	if (digest_next(&d, text, n) != 0)
		(void)digest_read(&s, &d);
	mem_release(&m);
	return 0;
}
