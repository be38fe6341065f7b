/* The queue for help: what a log says, what may be done, two at once. */
#include "apps/tutor/model/help.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sample.h"
#include "tap.h"
#include "web/store.h"
#include "web/text.h"

#define HOUR	(3600 * 1000LL)
#define NOW	(100 * HOUR)

static struct mem mem;

static void
fold(struct help *h, const char *records)
{
	const struct val *list = json_parse(&mem, records, strlen(records),
	    NULL), *r;

	help_init(h, &mem, NOW);
	for (size_t i = 0; i < val_size(list); i++) {
		r = val_at(list, i);
		help_add(h, r, (long long)i + 1, NOW - HOUR *
		    val_getint(r, "ago"));
	}
}

/* Who is there, in order; with a star: taken. */
static const char *
names(const struct help *h)
{
	struct text t;

	text_init(&t, &mem);
	for (size_t i = 0; i < h->n; i++)
		text_addf(&t, "%s%s%s", i == 0 ? "" : " ", h->list[i].who,
		    h->list[i].by == NULL ? "" : "*");
	return t.p;
}

#define ASK(who)	"{\"k\":\"ask\",\"by\":\"" who "\"}"
#define DO(kind, of)	"{\"k\":\"" kind "\",\"of\":" of ",\"by\":\"tim\"}"

static const struct {
	const char	*name, *records, *want;
} folds[] = {
	{ "nothing", "[]", "" },
	{ "in order", "[" ASK("ann") "," ASK("bob") "]", "ann bob" },
	{ "one place each", "[" ASK("ann") "," ASK("bob") "," ASK("ann") "]",
	    "ann bob" },
	{ "who left", "[" ASK("ann") "," ASK("bob") "," DO("leave", "1") "]",
	    "bob" },
	{ "who left and came again", "[" ASK("ann") "," ASK("bob") ","
	    DO("leave", "1") "," ASK("ann") "]", "bob ann" },
	{ "taken", "[" ASK("ann") "," ASK("bob") "," DO("take", "1") "]",
	    "ann* bob" },
	{ "put back in its place", "[" ASK("ann") "," ASK("bob") ","
	    DO("take", "1") "," DO("back", "1") "]", "ann bob" },
	{ "done", "[" ASK("ann") "," ASK("bob") "," DO("take", "1") ","
	    DO("done", "1") "]", "bob" },
	{ "of nobody", "[" ASK("ann") "," DO("done", "7") "]", "ann" },
	{ "of what is no question", "[" ASK("ann") "," DO("take", "1") ","
	    DO("done", "2") "]", "ann*" },
	{ "unknown kinds", "[" ASK("ann") "," DO("dance", "1") ",3]", "ann" },
	{ "too old", "[{\"k\":\"ask\",\"by\":\"ann\",\"ago\":12}," ASK("bob")
	    "," DO("take", "1") "]", "bob" },
	{ "not too old", "[{\"k\":\"ask\",\"by\":\"ann\",\"ago\":11}]",
	    "ann" },
	{ "too old, and again", "[{\"k\":\"ask\",\"by\":\"ann\",\"ago\":13},"
	    ASK("ann") "]", "ann" },
};

static void
test_fold(void)
{
	struct help h;

	for (size_t i = 0; i < sizeof(folds) / sizeof(folds[0]); i++) {
		fold(&h, folds[i].records);
		tap_is(slice_str(names(&h)), slice_str(folds[i].want), "%s",
		    folds[i].name);
	}
	fold(&h, "[" ASK("ann") "," ASK("bob") "," ASK("carl") ","
	    DO("take", "1") "]");
	tap_int((long long)help_waiting(&h), 2, "how many wait");
	tap_ok(help_place(&h, help_of(&h, "ann")) == 0 &&
	    help_place(&h, help_of(&h, "carl")) == 2, "places");
	tap_int(h.last, 4, "the newest record");
	tap_ok(help_of(&h, "dora") == NULL && help_find(&h, 4) == NULL,
	    "who is not there");
}

/* ann (1) waits, bob (2) is taken by tim */
static const struct {
	enum help_kind	 kind;
	const char	*user;
	long long	 of;
	enum help_result want;
} rules[] = {
	{ HELP_ASK, "carl", 0, HELP_FINE }, { HELP_ASK, "ann", 0, HELP_AGAIN },
	{ HELP_ASK, "bob", 0, HELP_AGAIN },
	{ HELP_LEAVE, "ann", 0, HELP_FINE },
	{ HELP_LEAVE, "bob", 0, HELP_FINE },
	{ HELP_LEAVE, "carl", 1, HELP_GONE },
	{ HELP_TAKE, "tim", 1, HELP_FINE }, { HELP_TAKE, "tim", 2, HELP_AGAIN },
	{ HELP_TAKE, "tom", 2, HELP_TAKEN }, { HELP_TAKE, "tom", 3, HELP_GONE },
	{ HELP_DONE, "tim", 2, HELP_FINE }, { HELP_DONE, "tom", 2, HELP_TAKEN },
	{ HELP_DONE, "tom", 1, HELP_FINE }, { HELP_DONE, "tom", 9, HELP_GONE },
	{ HELP_BACK, "tom", 2, HELP_FINE }, { HELP_BACK, "tom", 1, HELP_AGAIN },
};

static void
test_rules(void)
{
	struct help h;

	fold(&h, "[" ASK("ann") "," ASK("bob") "," DO("take", "2") "]");
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		tap_int(help_rule(&h, &(struct help_act){
		    .kind = rules[i].kind, .user = rules[i].user,
		    .of = rules[i].of }), rules[i].want, "%s does %d to %lld",
		    rules[i].user, (int)rules[i].kind, rules[i].of);
}

static enum help_result
act(const struct sample *s, long long now, struct help_act act)
{
	struct help h;

	help_init(&h, &mem, now);
	return help_do(&h, &s->data, &act);
}

static struct help_act
asks(const char *user)
{
	return (struct help_act){ .kind = HELP_ASK, .user = user, .page = "p",
	    .question = "q", .text = "here" };
}

static void
test_log(const struct sample *s)
{
	struct help h;

	help_init(&h, &mem, NOW);
	tap_ok(help_read(&h, &s->data) == 0 && h.n == 0, "no log is empty");
	tap_int(act(s, NOW, asks("ann")), HELP_FINE, "ann asks");
	tap_int(act(s, NOW, asks("ann")), HELP_AGAIN, "and again");
	tap_int(act(s, NOW - HOUR, asks("bob")), HELP_FINE,
	    "a clock that steps back");
	tap_int(act(s, NOW, (struct help_act){ .kind = HELP_TAKE,
	    .user = "tim", .of = 1 }), HELP_FINE, "taken");
	tap_int(act(s, NOW, (struct help_act){ .kind = HELP_LEAVE,
	    .user = "bob" }), HELP_FINE, "bob leaves");
	help_init(&h, &mem, NOW);
	tap_ok(help_read(&h, &s->data) == 0 && h.n == 1 && h.last == 4 &&
	    strcmp(h.list[0].who, "ann") == 0 && h.list[0].ms == NOW &&
	    strcmp(h.list[0].page, "p") == 0 &&
	    strcmp(h.list[0].question, "q") == 0 &&
	    strcmp(h.list[0].text, "here") == 0 &&
	    strcmp(h.list[0].by, "tim") == 0, "what is read again");
}

/* A day later all of it is old, and passed in one step. */
static void
test_mark(const struct sample *s)
{
	static const long long later = NOW + 24 * HOUR;
	struct store *store = store_open(s->data.dirfd, "help.log",
	    STORE_WRITE, 0);
	struct help h;
	int idx;

	for (int i = 0; i < 300; i++)
		if (store_addf(store, NOW, "{\"k\":\"ask\",\"by\":\"u%d\"}",
		    i) < 0)
			abort();
	store_close(store);
	help_init(&h, &mem, NOW);
	tap_ok(help_read(&h, &s->data) == 0 && h.n == 301, "a long queue");
	idx = folder_in(s->data.dirfd, "idx", true);
	tap_ok(faccessat(idx, "help.mark", F_OK, 0) == -1,
	    "what is new is read each time");
	help_init(&h, &mem, later);
	tap_ok(help_read(&h, &s->data) == 0 && h.n == 0 && h.last == 304,
	    "it is over");
	tap_ok(faccessat(idx, "help.mark", F_OK, 0) == 0, "that is kept");
	tap_int(act(s, later, asks("ann")), HELP_FINE,
	    "ann asks another day");
	help_init(&h, &mem, later);
	tap_ok(help_read(&h, &s->data) == 0 && h.n == 1 &&
	    h.list[0].seq == 305 && h.last == 305, "and is alone");
	tap_int(act(s, later, (struct help_act){ .kind = HELP_TAKE,
	    .user = "tim", .of = 3 }), HELP_GONE, "what is over is gone");
	close(idx);
}

/* Of many who take the same one has it. */
static void
test_race(const struct sample *s)
{
	enum { TAKERS = 8 };
	static const long long later = NOW + 24 * HOUR;
	pid_t pids[TAKERS];
	int status, fine = 0, taken = 0;

	for (int i = 0; i < TAKERS; i++) {
		pids[i] = fork();
		if (pids[i] == 0)
			_exit((int)act(s, later, (struct help_act){
			    .kind = HELP_TAKE, .of = 305,
			    .user = mem_printf(&mem, "t%d", i) }));
	}
	for (int i = 0; i < TAKERS; i++) {
		if (waitpid(pids[i], &status, 0) == -1)
			abort();
		fine += WEXITSTATUS(status) == HELP_FINE;
		taken += WEXITSTATUS(status) == HELP_TAKEN;
	}
	tap_ok(fine == 1 && taken == TAKERS - 1, "one of %d takes it: %d, %d",
	    TAKERS, fine, taken);
}

int
main(void)
{
	struct sample s;

	mem_init(&mem, 0);
	test_fold();
	test_rules();
	sample_open(&s);
	test_log(&s);
	test_mark(&s);
	test_race(&s);
	sample_close(&s);
	mem_release(&mem);
	return tap_done();
}
