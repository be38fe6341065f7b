#include "cgi/admission.h"

#include <stdlib.h>
#include <unistd.h>

#include "board/slots.h"
#include "conf/conf.h"
#include "conn/server.h"

enum { RETRY_MS = 100 };

struct admission {
	struct server	*srv;
	struct list	*queues;	/* one a cap of the configuration */
	struct timer	 retry;
	bool		 taking;	/* admission_retry() is on the stack */
};

static void
on_retry(void *arg)
{
	admission_retry(arg);
}

struct admission *
admission_new(struct server *s)
{
	struct admission *a = calloc(1, sizeof(*a));
	size_t n = s->conf->ncaps;

	if (a == NULL)
		return NULL;
	a->srv = s;
	a->queues = calloc(n + 1, sizeof(*a->queues));
	if (a->queues == NULL) {
		free(a);
		return NULL;
	}
	for (size_t i = 0; i < n; i++)
		list_init(&a->queues[i]);
	timer_init(&a->retry, on_retry, a);
	return a;
}

void
ticket_init(struct ticket *t)
{
	*t = (struct ticket){ .slot = SLOT_NONE, .cap = -1 };
}

static struct list *
queue_of(struct admission *a, const struct program_limits *l)
{
	return &a->queues[l->cap];
}

bool
admission_full(struct admission *a, const struct program_limits *l)
{
	struct board *b = a->srv->board;
	int cap = a->srv->caps[l->cap];

	return slots_queued(b, cap) >= l->max_queue &&
	    slots_running(b, cap) >= b->caps[cap].max;
}

static void
stop_waiting(struct ticket *t)
{
	struct server *s = t->admission->srv;

	list_remove(&t->node);
	loop_cancel(s->loop, &t->timer);
	slots_queue(s->board, t->cap, s->worker, -1);
}

static void
on_expired(void *arg)
{
	struct ticket *t = arg;

	stop_waiting(t);
	t->expired(t);
}

static void
start_waiting(struct admission *a, const struct program_limits *l,
    struct ticket *t)
{
	int64_t ms = l->clocks[CLOCK_QUEUE];

	list_push_back(queue_of(a, l), &t->node);
	slots_queue(a->srv->board, t->cap, a->srv->worker, 1);
	timer_init(&t->timer, on_expired, t);
	if (ms > 0)
		loop_timer(a->srv->loop, &t->timer, ms);
	if (!timer_is_set(&a->retry))
		loop_timer(a->srv->loop, &a->retry, RETRY_MS);
}

enum admitted
admission_enter(struct admission *a, const struct program_limits *l,
    struct ticket *t)
{
	struct server *s = a->srv;

	t->admission = a;
	t->cap = s->caps[l->cap];
	if (list_empty(queue_of(a, l)))
		t->slot = slots_claim(s->board, t->cap, s->worker);
	if (t->slot != SLOT_NONE)
		return ADMIT_NOW;
	if (slots_queued(s->board, t->cap) >= l->max_queue)
		return ADMIT_NEVER;
	start_waiting(a, l, t);
	return ADMIT_LATER;
}

void
admission_run(struct ticket *t, int pid)
{
	slots_run(t->admission->srv->board, t->slot, pid);
}

/* Grant free slots to those that wait here; true when some still wait. */
static bool
serve_queue(struct admission *a, struct list *q)
{
	struct server *s = a->srv;
	struct ticket *t;

	while (!list_empty(q)) {
		t = list_entry(list_first(q), struct ticket, node);
		t->slot = slots_claim(s->board, t->cap, s->worker);
		if (t->slot == SLOT_NONE)
			return true;
		stop_waiting(t);
		t->granted(t);
	}
	return false;
}

void
admission_retry(struct admission *a)
{
	bool waiting = false;

	if (a->taking)
		return;
	a->taking = true;
	for (size_t i = 0; i < a->srv->conf->ncaps; i++)
		if (serve_queue(a, &a->queues[i]))
			waiting = true;
	a->taking = false;
	if (waiting)
		loop_timer(a->srv->loop, &a->retry, RETRY_MS);
}

/* A worker that waits for the slot just freed, other than us, is woken. */
static void
wake_waiter(struct server *s, int cap)
{
	int other = slots_waiter(s->board, cap, s->worker);
	uint64_t one = 1;

	if (other == -1 || s->wake[other] == -1)
		return;
	/* Full: it is awake.  Lost: it looks again by itself. */
	(void)!write(s->wake[other], &one, sizeof(one));
}

void
admission_leave(struct ticket *t)
{
	struct admission *a = t->admission;

	if (list_linked(&t->node)) {
		stop_waiting(t);
		return;
	}
	if (t->slot == SLOT_NONE)
		return;
	slots_release(a->srv->board, t->slot);
	t->slot = SLOT_NONE;
	wake_waiter(a->srv, t->cap);
	admission_retry(a);
}
