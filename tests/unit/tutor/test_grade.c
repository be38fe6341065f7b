#include "apps/tutor/model/grade.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "apps/tutor/model/page.h"
#include "apps/tutor/model/staff.h"
#include "apps/tutor/model/users.h"
#include "apps/tutor/model/when.h"
#include "tap.h"
#include "web/json.h"
#include "web/mem.h"
#include "web/store.h"
#include "web/text.h"
#include "web/val.h"

enum { RECORDS_MAX = 12, MANY = 3000 };

static struct mem mem;

static void
add_at(struct user_state *s, long long seq, long long ms, const char *json)
{
	struct store_rec rec = { .seq = seq, .ms = ms, .json = json,
	    .n = strlen(json) };

	state_add(s, &rec);
}

static void
fold(struct user_state *s, const char *const *records)
{
	state_init(s, &mem, "ann");
	for (long long i = 0; i < RECORDS_MAX && records[i] != NULL; i++)
		add_at(s, i + 1, 1000 * (i + 1), records[i]);
}

#define WRONG	"{\"k\":\"submit\",\"page\":\"p\",\"q\":\"q\",\"score\":0}"
#define HALF	"{\"k\":\"submit\",\"page\":\"p\",\"q\":\"q\",\"score\":0.5}"
#define RIGHT	"{\"k\":\"submit\",\"page\":\"p\",\"q\":\"q\",\"score\":1}"
#define WAITS	"{\"k\":\"submit\",\"page\":\"p\",\"q\":\"q\",\"score\":null}"
#define LATE	"{\"k\":\"submit\",\"page\":\"p\",\"q\":\"q\",\"score\":1," \
		"\"credit\":0.8}"
#define GRADE(of, score) "{\"k\":\"grade\",\"of\":" of ",\"score\":" score "}"
#define BATCH(of, score, b) "{\"k\":\"grade\",\"of\":" of ",\"score\":" score \
		",\"batch\":" b "}"
#define MANUAL(of, score, p) "{\"k\":\"manual\",\"of\":" of ",\"score\":" \
		score ",\"publish\":" p "}"

static const struct {
	const char	*name;
	int		 policy;
	double		 penalty;
	const char	*records[RECORDS_MAX];
	double		 want;
	bool		 pending;
} rows[] = {
	{ "nothing sent", POLICY_BEST, 0, { NULL }, 0, false },
	{ "one right", POLICY_BEST, 0, { RIGHT }, 1, false },
	{ "best of three", POLICY_BEST, 0, { WRONG, RIGHT, HALF }, 1, false },
	{ "last of three", POLICY_LAST, 0, { WRONG, RIGHT, HALF }, .5, false },
	{ "first of three", POLICY_FIRST, 0, { HALF, RIGHT }, .5, false },
	{ "penalty for each wrong try", POLICY_BEST, .1,
	    { WRONG, WRONG, RIGHT }, .81, false },
	{ "half right counts as a wrong try", POLICY_BEST, .6,
	    { HALF, RIGHT }, .5, false },
	{ "tries behind a right one are harmless", POLICY_BEST, .1,
	    { RIGHT, WRONG }, 1, false },
	{ "late", POLICY_BEST, 0, { LATE }, .8, false },
	{ "late and right is less than in time and half", POLICY_BEST, .5,
	    { HALF, LATE }, .5, false },
	{ "waits for a grader", POLICY_BEST, 0, { WAITS }, 0, true },
	{ "waits, with something known", POLICY_LAST, 0, { HALF, WAITS }, .5,
	    true },
	{ "of last, an older one that waits does not matter", POLICY_LAST, 0,
	    { WAITS, HALF }, .5, false },
	{ "of first, the first that waits is all", POLICY_FIRST, 0,
	    { WAITS, RIGHT }, 0, true },
	{ "one that waits is no wrong try", POLICY_BEST, .5,
	    { WAITS, RIGHT }, 1, true },
	{ "graded", POLICY_BEST, 0, { WAITS, GRADE("1", "0.7") }, .7, false },
	{ "a second grade is ignored", POLICY_BEST, 0,
	    { WAITS, GRADE("1", "0.7"), GRADE("1", "1") }, .7, false },
	{ "a newer batch is not", POLICY_BEST, 0,
	    { WAITS, GRADE("1", "0.7"), BATCH("1", "0.2", "5") }, .2, false },
	{ "the same batch twice", POLICY_BEST, 0, { WAITS,
	    BATCH("1", "0.2", "5"), BATCH("1", "0.9", "5") }, .2, false },
	{ "an older batch comes late", POLICY_BEST, 0, { WAITS,
	    BATCH("1", "0.2", "5"), BATCH("1", "0.9", "4") }, .2, false },
	{ "what was judged at once is regraded", POLICY_BEST, 0,
	    { RIGHT, GRADE("1", "0.3"), BATCH("1", "0.6", "2") }, .6, false },
	{ "what was judged at once needs no grade", POLICY_BEST, 0,
	    { RIGHT, GRADE("1", "0.3") }, 1, false },
	{ "a grade without score", POLICY_BEST, 0,
	    { WAITS, GRADE("1", "null") }, 0, true },
	{ "a grade of nothing", POLICY_BEST, 0,
	    { WAITS, GRADE("7", "1") }, 0, true },
	{ "a grade of more than all", POLICY_BEST, 0,
	    { WAITS, GRADE("1", "9") }, 1, false },
	{ "a grade of less than nothing", POLICY_BEST, 0,
	    { WAITS, GRADE("1", "-9") }, 0, false },
	{ "manual, published", POLICY_BEST, 0,
	    { WAITS, MANUAL("1", "0.4", "true") }, .4, false },
	{ "manual, kept", POLICY_BEST, 0,
	    { WAITS, MANUAL("1", "0.4", "false") }, 0, true },
	{ "manual, kept behind one that is published", POLICY_BEST, 0,
	    { WAITS, MANUAL("1", "0.4", "true"), MANUAL("1", "0.6", "false") },
	    .4, true },
	{ "a person stands above the machine", POLICY_BEST, 0,
	    { WAITS, MANUAL("1", "0.4", "true"), BATCH("1", "1", "9") }, .4,
	    false },
	{ "the latest of a person counts", POLICY_BEST, 0,
	    { WAITS, MANUAL("1", "0.4", "true"), MANUAL("1", "0.3", "true") },
	    .3, false },
	{ "no object, no kind, an unknown kind", POLICY_BEST, 0,
	    { "[1]", "{}", "{\"k\":\"dance\",\"page\":\"p\",\"q\":\"q\"}",
	    "null", "nonsense", "{\"k\":3}", RIGHT }, 1, false },
};

static void
test_scores(void)
{
	const struct question_state *qs;
	struct user_state s;
	struct question q;
	bool pending;
	double got;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		q = (struct question){ .points = 2, .penalty = rows[i].penalty,
		    .policy = rows[i].policy };
		fold(&s, rows[i].records);
		qs = state_question(&s, "p", "q");
		got = state_score(qs, &q, &pending);
		tap_ok(fabs(got - rows[i].want) < 1e-9 &&
		    pending == rows[i].pending, "%s: %g%s", rows[i].name, got,
		    pending ? ", pending" : "");
	}
}

static void
test_override(void)
{
	static const char *const sent[] = { WAITS,
	    MANUAL("1", "0.4", "false"), NULL };
	struct question q = { .points = 1 };
	struct question_state *qs;
	struct user_state s;
	bool pending;

	fold(&s, sent);
	qs = state_question(&s, "p", "q");
	state_publish(qs);
	tap_ok(fabs(state_score(qs, &q, &pending) - .4) < 1e-9 && !pending,
	    "what was kept counts when it is published");
	qs->override = .9;
	tap_ok(fabs(state_score(qs, &q, &pending) - .9) < 1e-9 && !pending,
	    "an override counts");
}

static void
test_ledger(void)
{
	static const char *const sent[] = { WRONG, HALF, RIGHT, LATE, NULL };
	struct question q = { .points = 1, .penalty = .5 };
	struct val *list = val_list(&mem);
	struct user_state s;
	struct text t;

	fold(&s, sent);
	state_ledger(list, state_question(&s, "p", "q"), &q);
	text_init(&t, &mem);
	for (size_t i = 0; i < val_size(list); i++)
		text_addf(&t, "%s:%.4g*%.4g*%.4g=%.4g%s ",
		    val_getstr(val_at(list, i), "seq"),
		    val_toreal(val_get(val_at(list, i), "score")),
		    val_toreal(val_get(val_at(list, i), "credit")),
		    val_toreal(val_get(val_at(list, i), "penalty")),
		    val_toreal(val_get(val_at(list, i), "worth")),
		    val_tobool(val_get(val_at(list, i), "counts")) ? "!" : "");
	tap_is(slice_of(t.p, t.n), SLICE("1:0*1*1=0 2:0.5*1*0.5=0.25! "
	    "3:1*1*0.25=0.25 4:1*0.8*0.25=0.2 "), "the ledger");
}

#define ABOUT	"\"page\":\"p\",\"q\":\"q\""

static void
test_state(void)
{
	static const char *const sent[] = {
		"{\"k\":\"view\",\"page\":\"p\"}",
		"{\"k\":\"draft\"," ABOUT ",\"answer\":\"a\"}",
		"{\"k\":\"submit\"," ABOUT ",\"score\":0,\"nonce\":\"n1\"}",
		"{\"k\":\"view\",\"page\":\"p\"}",
		"{\"k\":\"hint\"," ABOUT ",\"n\":1}",
		"{\"k\":\"shown\"," ABOUT "}",
		"{\"k\":\"draft\"," ABOUT ",\"answer\":\"b\"}",
		NULL
	};
	const struct question_state *of = NULL;
	struct question q = { .tries = 3 };
	struct question_state *qs;
	struct user_state s;

	fold(&s, sent);
	qs = state_question(&s, "p", "q");
	tap_ok(state_first_view(&s, "p") == 1000 &&
	    state_first_view(&s, "o") == 0, "the first view");
	tap_ok(strcmp(val_getstr(qs->draft, "answer"), "b") == 0,
	    "a draft that is newer than the last attempt");
	tap_ok(qs->hints == 1 && qs->solution_shown, "hints, solution");
	tap_ok(state_nonce(qs, "n1") == &qs->attempts[0] &&
	    state_nonce(qs, "n2") == NULL, "an attempt by its nonce");
	tap_ok(state_attempt(&s, 3, &of) == &qs->attempts[0] && of == qs &&
	    state_attempt(&s, 4, NULL) == NULL, "an attempt by its seq");
	tap_int(state_tries_left(qs, &q), 2, "tries left");
	tap_int(s.last_ms, 7000, "the time of the last record");
	add_at(&s, 8, 6000, "{\"k\":\"variant\"," ABOUT ",\"n\":1}");
	tap_int(s.last_ms, 7000, "a record from before");
	qs = state_question(&s, "p", "q");
	tap_ok(state_tries_left(qs, &q) == 3 && qs->hints == 0 &&
	    !qs->solution_shown && qs->draft == NULL && qs->variant == 1,
	    "another variant begins anew");
	add_at(&s, 9, 8000, "{\"k\":\"submit\"," ABOUT ",\"score\":1,"
	    "\"variant\":1,\"at\":7500}");
	tap_ok(state_question(&s, "p", "q")->attempts[1].ms == 7500 &&
	    state_right(state_question(&s, "p", "q")),
	    "the time that counts is when the request arrived");
}

/* Comments on lines go the way of the grade that they are in. */
static void
test_lines(void)
{
#define LINES(line, publish) "{\"k\":\"manual\",\"of\":1,\"score\":0.5," \
	    "\"publish\":" publish ",\"lines\":[{\"n\":" line "}]}"
	static const char *const records[] = { WAITS, LINES("1", "true"),
		LINES("2", "false"), BATCH("1", "1", "5"), NULL };
	const struct attempt *at;
	struct user_state s;

	fold(&s, records);
	at = &state_question(&s, "p", "q")->attempts[0];
	tap_int(val_getint(val_at(at->lines, 0), "n"), 1,
	    "those that are told");
	tap_int(val_getint(val_at(at->kept_lines, 0), "n"), 2,
	    "those that are kept back");
	state_publish(state_question(&s, "p", "q"));
	tap_int(val_getint(val_at(at->lines, 0), "n"), 2, "told now");
	add_at(&s, 9, 9000, MANUAL("1", "0.4", "true"));
	tap_ok(at->lines == NULL, "a grade without comments has none");
}

static void
test_many(void)
{
	struct user_state s;
	char json[120];
	size_t found = 0;
	const struct question_state *qs;

	state_init(&s, &mem, "ann");
	for (int i = 0; i < MANY; i++) {
		snprintf(json, sizeof(json), "{\"k\":\"submit\",\"page\":"
		    "\"p%d\",\"q\":\"q%d\",\"score\":1}", i % 7, i / 2);
		add_at(&s, i + 1, i, json);
	}
	for (int i = 0; i < MANY; i++) {
		snprintf(json, sizeof(json), "p%d", i % 7);
		snprintf(json + 60, 60, "q%d", i / 2);
		qs = state_find(&s, json, json + 60);
		found += qs != NULL && qs->nattempts == 1 &&
		    state_attempt(&s, i + 1, NULL) == qs->attempts;
	}
	tap_int((long long)found, MANY, "many questions are found");
	tap_ok(state_find(&s, "p1", "q0x") == NULL, "others are not");
}

static struct staff
staff_from(const char *json)
{
	struct staff staff;

	staff_fold(&staff, &mem, json_parse(&mem, json, strlen(json), NULL));
	return staff;
}

/* page due 1000, lock 3000 */
static const struct {
	const char	*name, *records;
	long long	 due, lock;
} due_rows[] = {
	{ "none", "[]", 1000, 3000 },
	{ "for the user", "[{\"seq\":1,\"k\":\"extend\",\"who\":\"ann\","
	    "\"page\":\"p\",\"due\":2000}]", 2000, 3000 },
	{ "for another user", "[{\"seq\":1,\"k\":\"extend\",\"who\":\"bob\","
	    "\"page\":\"p\",\"due\":2000}]", 1000, 3000 },
	{ "for another page", "[{\"seq\":1,\"k\":\"extend\",\"who\":\"ann\","
	    "\"page\":\"o\",\"due\":2000}]", 1000, 3000 },
	{ "for the section", "[{\"seq\":1,\"k\":\"extend\",\"who\":\"@A\","
	    "\"page\":\"p\",\"due\":2000}]", 2000, 3000 },
	{ "for all, by a pattern", "[{\"seq\":1,\"k\":\"extend\","
	    "\"who\":\"*\",\"page\":\"?\",\"due\":2000}]", 2000, 3000 },
	{ "behind the lock", "[{\"seq\":1,\"k\":\"extend\",\"who\":\"ann\","
	    "\"page\":\"p\",\"due\":5000}]", 5000, 5000 },
	{ "an earlier one does nothing", "[{\"seq\":1,\"k\":\"extend\","
	    "\"who\":\"ann\",\"page\":\"p\",\"due\":500}]", 1000, 3000 },
	{ "unless it replaces", "[{\"seq\":1,\"k\":\"extend\",\"who\":\"ann\","
	    "\"page\":\"p\",\"due\":500,\"replace\":true}]", 500, 3000 },
	{ "the latest of user and section", "[{\"seq\":1,\"k\":\"extend\","
	    "\"who\":\"ann\",\"page\":\"p\",\"due\":1500},{\"seq\":2,"
	    "\"k\":\"extend\",\"who\":\"@A\",\"page\":\"p\",\"due\":1200}]",
	    1500, 3000 },
	{ "in order of granting, whomever it names", "[{\"seq\":1,"
	    "\"k\":\"extend\",\"who\":\"@A\",\"page\":\"p\",\"due\":2500},"
	    "{\"seq\":2,\"k\":\"extend\",\"who\":\"ann\",\"page\":\"p\","
	    "\"due\":1100,\"replace\":true},{\"seq\":3,\"k\":\"extend\","
	    "\"who\":\"*\",\"page\":\"p\",\"due\":1300}]", 1300, 3000 },
};

static void
test_due(void)
{
	static const struct member ann = { .user = "ann", .section = "A" };
	static const struct when_page dates = { .due = { WHEN_AT, 1000 },
	    .lock = { WHEN_AT, 3000 } };
	struct staff staff;
	struct due due;

	for (size_t i = 0; i < sizeof(due_rows) / sizeof(due_rows[0]); i++) {
		staff = staff_from(due_rows[i].records);
		staff_due(&due, &(struct due_query){ &staff, &ann, "p",
		    &dates, 0 });
		tap_ok(due.due == due_rows[i].due &&
		    due.lock == due_rows[i].lock, "extension %s: %lld, %lld",
		    due_rows[i].name, due.due, due.lock);
	}
}

static void
test_staff(void)
{
	static const struct member ann = { .user = "ann", .section = "A" },
	    bob = { .user = "bob" };
	static const char *const sent[] = { WAITS,
	    MANUAL("1", "0.4", "false"), NULL };
	struct staff staff = staff_from("[{\"seq\":1,\"k\":\"exempt\","
	    "\"who\":\"@A\",\"page\":\"p\"},{\"seq\":2,\"k\":\"override\","
	    "\"who\":\"ann\",\"page\":\"o\",\"q\":\"q\",\"score\":0.3},"
	    "{\"seq\":3,\"k\":\"publish\",\"page\":\"p\"},"
	    "{\"seq\":4,\"k\":\"regrade\",\"page\":\"p\"}]");
	struct user_state s;

	tap_ok(staff_exempt(&staff, &ann, "p"), "exempt by section");
	tap_ok(!staff_exempt(&staff, &bob, "p") &&
	    !staff_exempt(&staff, &ann, "o"), "nobody and nothing else");
	tap_int(staff.batch, 4, "a batch has its seq for a number");
	fold(&s, sent);
	staff_apply(&staff, &s);
	tap_ok(fabs(state_question(&s, "o", "q")->override - .3) < 1e-9 &&
	    isnan(state_question(&s, "p", "q")->override), "an override");
	tap_ok(fabs(state_question(&s, "p", "q")->attempts[0].score - .4) <
	    1e-9, "a page is published");
	staff = staff_from("[{\"seq\":1,\"k\":\"exempt\",\"who\":\"@A\","
	    "\"page\":\"p\"},{\"seq\":2,\"k\":\"exempt\",\"who\":\"ann\","
	    "\"page\":\"p\",\"off\":true},{\"seq\":3,\"k\":\"publish\","
	    "\"page\":\"p\",\"q\":\"q\"},{\"seq\":5,\"k\":\"publish\","
	    "\"page\":\"*\",\"off\":true},{\"seq\":7,\"k\":\"override\","
	    "\"who\":\"ann\",\"page\":\"o\",\"q\":\"q\",\"score\":null},"
	    "{\"seq\":6,\"k\":\"override\",\"who\":\"ann\",\"page\":\"o\","
	    "\"q\":\"q\",\"score\":1}]");
	fold(&s, sent);
	staff_apply(&staff, &s);
	tap_ok(isnan(state_question(&s, "o", "q")->override),
	    "the newest override counts, and null ends it");
	tap_ok(!staff_exempt(&staff, &ann, "p"), "not exempt any more");
	tap_ok(isnan(state_question(&s, "p", "q")->attempts[0].score),
	    "not published any more");
}

int
main(void)
{
	mem_init(&mem, 0);
	test_scores();
	test_override();
	test_ledger();
	test_state();
	test_lines();
	test_many();
	test_due();
	test_staff();
	mem_release(&mem);
	return tap_done();
}
