#include "base/timer.h"

#include <stdlib.h>

#include "tap.h"

static struct timers	wheel;
static int64_t		clock_ms;	/* what timers_run() was last told */

struct probe {
	struct timer	 timer;
	int		 calls;
	int64_t		 called_at;
	struct probe	*other;		/* for the callbacks that meddle */
	int64_t		 again;
};

static void
count(void *arg)
{
	struct probe *p = arg;

	p->calls++;
	p->called_at = clock_ms;
}

static void
run_to(int64_t now)
{
	clock_ms = now;
	timers_run(&wheel, now);
}

static void
probe_init(struct probe *p, void (*fn)(void *))
{
	*p = (struct probe){ .calls = 0 };
	timer_init(&p->timer, fn, p);
}

static void
start(int64_t now)
{
	timers_init(&wheel, now);
	clock_ms = now;
}

/* One timer: asleep until timers_next() each time, as the loop does. */
static void
test_one(void)
{
	static const struct {
		const char *name;
		int64_t now, at;
	} rows[] = {
		{ "the next millisecond", 0, 1 },
		{ "the last slot of level 0", 0, 63 },
		{ "the first of level 1", 0, 64 },
		{ "across a slot of level 1", 63, 64 },
		{ "across levels", 4095, 4096 },
		{ "ten seconds", 123456789, 123466789 },
		{ "a day", 86399999, 2 * 86399999 },
		{ "a clock that has run for years", INT64_C(99) << 40,
		    (INT64_C(99) << 40) + 15000 },
		{ "the highest level", 1, INT64_C(7) << 60 },
		{ "the end of time", 0, INT64_MAX - 1 },
		{ "zero", 0, 0 },
		{ "in the past", 1000, 10 },
		{ "a negative time", 0, -5 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int64_t next = 0, due = rows[i].at;
		bool late = false;
		struct probe p;
		int turns = 0;

		if (due < rows[i].now)
			due = rows[i].now;
		start(rows[i].now);
		probe_init(&p, count);
		timer_set(&wheel, &p.timer, rows[i].at);
		for (; p.calls == 0 && turns < 100; turns++) {
			next = timers_next(&wheel);
			late = late || next > due;
			run_to(next);
		}
		tap_ok(!late && turns <= TIMER_LEVELS + 1,
		    "%s: woken in time, and seldom", rows[i].name);
		tap_int(p.called_at, due, "%s: called then", rows[i].name);
		tap_ok(timers_next(&wheel) == INT64_MAX &&
		    !timer_is_set(&p.timer), "%s: set no more", rows[i].name);
	}
}

static void
test_set_cancel(void)
{
	struct probe p;

	start(100);
	probe_init(&p, count);
	tap_ok(!timer_is_set(&p.timer), "a new timer is not set");
	timer_cancel(&wheel, &p.timer);
	tap_ok(!timer_is_set(&p.timer), "cancelling it is harmless");
	tap_ok(timers_next(&wheel) == INT64_MAX, "nothing to wait for");
	timer_set(&wheel, &p.timer, 150);
	tap_ok(timer_is_set(&p.timer), "it is set");
	timer_cancel(&wheel, &p.timer);
	tap_ok(!timer_is_set(&p.timer), "it is cancelled");
	tap_ok(timers_next(&wheel) == INT64_MAX, "nothing is left behind");
	run_to(1000);
	tap_int(p.calls, 0, "and not called");

	timer_set(&wheel, &p.timer, 1010);
	timer_set(&wheel, &p.timer, 9000);
	run_to(8999);
	tap_int(p.calls, 0, "moved later: not called at first");
	timer_set(&wheel, &p.timer, 9005);
	timer_set(&wheel, &p.timer, 9001);
	run_to(9001);
	tap_int(p.calls, 1, "moved earlier: called then");
	run_to(9100);
	tap_int(p.calls, 1, "and once only");

	timer_set(&wheel, &p.timer, 9000);
	tap_int(timers_next(&wheel), 9100, "late when set: due now");
	timer_cancel(&wheel, &p.timer);
	run_to(9100);
	tap_int(p.calls, 1, "a late one can be cancelled");
	timer_set(&wheel, &p.timer, 9100);
	run_to(50);
	tap_int(p.calls, 2, "a clock that goes back stands still");
	timer_set(&wheel, &p.timer, 9101);
	run_to(9100);
	tap_int(p.calls, 2, "a timer waits for its time");
	run_to(9101);
	tap_int(p.calls, 3, "and then has it");
}

static void
cancel_other(void *arg)
{
	struct probe *p = arg;

	count(p);
	timer_cancel(&wheel, &p->other->timer);
}

static void
set_self(void *arg)
{
	struct probe *p = arg;

	count(p);
	timer_set(&wheel, &p->timer, p->again);
}

static void
set_other(void *arg)
{
	struct probe *p = arg;

	count(p);
	timer_set(&wheel, &p->other->timer, p->again);
}

static void
test_callbacks(void)
{
	struct probe a, b;

	start(0);
	probe_init(&a, cancel_other);
	probe_init(&b, cancel_other);
	a.other = &b;
	b.other = &a;
	timer_set(&wheel, &a.timer, 10);
	timer_set(&wheel, &b.timer, 11);
	run_to(20);
	tap_int(a.calls, 1, "the first one is called");
	tap_int(b.calls, 0, "and cancels another that is due in this run");

	probe_init(&a, set_self);
	a.again = 0;
	timer_set(&wheel, &a.timer, 21);
	run_to(25);
	tap_int(a.calls, 1, "set again for the past: once in a run");
	tap_int(timers_next(&wheel), 25, "due at once afterwards");
	run_to(25);
	tap_int(a.calls, 2, "and called in the next run");
	timer_cancel(&wheel, &a.timer);

	probe_init(&a, set_other);
	probe_init(&b, count);
	a.other = &b;
	a.again = 40;
	timer_set(&wheel, &a.timer, 26);
	timer_set(&wheel, &b.timer, 27);
	run_to(30);
	tap_int(b.calls, 0, "a due timer is moved on by another");
	run_to(40);
	tap_int(b.calls, 1, "and has its new time");

	probe_init(&a, set_self);
	a.again = 70;
	timer_set(&wheel, &a.timer, 41);
	run_to(1000);
	tap_int(a.calls, 1, "a time that the same run passed waits, too");
	tap_int(timers_next(&wheel), 1000, "for the next run");
}

/* Many timers against a plain array, over a walk of small and large steps. */
enum { NMODEL = 300, NSTEPS = 20000 };

static struct probe	probes[NMODEL];
static int64_t		deadline[NMODEL];	/* -1: not set */
static int64_t		last_deadline;
static bool		in_order, in_time;

static void
check_call(void *arg)
{
	struct probe *p = arg;
	size_t i = (size_t)(p - probes);

	if (deadline[i] == -1 || deadline[i] > clock_ms)
		in_time = false;
	if (deadline[i] < last_deadline)
		in_order = false;
	last_deadline = deadline[i];
	deadline[i] = -1;
}

static int64_t
random_span(void)
{
	return rand() % (INT64_C(1) << rand() % 24);
}

static int64_t
first_deadline(void)
{
	int64_t first = INT64_MAX;

	for (size_t i = 0; i < NMODEL; i++)
		if (deadline[i] != -1 && deadline[i] < first)
			first = deadline[i];
	return first;
}

static void
model_step(void)
{
	size_t i = (size_t)(rand() % NMODEL);

	switch (rand() % 8) {
	case 0:
		timer_cancel(&wheel, &probes[i].timer);
		deadline[i] = -1;
		break;
	case 1:
		last_deadline = 0;
		run_to(clock_ms + random_span());
		break;
	default:
		deadline[i] = clock_ms + 1 + random_span();
		timer_set(&wheel, &probes[i].timer, deadline[i]);
	}
}

static void
test_model(void)
{
	bool never_late = true, none_forgotten = true;

	start(1234567);
	in_order = in_time = true;
	for (size_t i = 0; i < NMODEL; i++) {
		probe_init(&probes[i], check_call);
		deadline[i] = -1;
	}
	for (int step = 0; step < NSTEPS; step++) {
		model_step();
		if (timers_next(&wheel) > first_deadline())
			never_late = false;
		if (first_deadline() <= clock_ms)
			none_forgotten = false;
	}
	tap_ok(never_late, "timers_next() is never late");
	tap_ok(none_forgotten, "every timer is called by its time");
	tap_ok(in_time, "none before, and none that was cancelled");
	tap_ok(in_order, "those of one run in the order of their times");
}

int
main(void)
{
	srand(1);
	test_one();
	test_set_cancel();
	test_callbacks();
	test_model();
	return tap_done();
}
