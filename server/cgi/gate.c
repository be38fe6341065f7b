#include "cgi/gate.h"

#include "cgi/launch.h"
#include "cgi/run.h"
#include "io/plat.h"

enum {
	YOUNG_MAX = 8,			/* a worker's young programs at once */
	YOUNG_US = 1000,		/* none starts beside an older one */
	AGE_MS = 2,			/* how often a young one is looked at */
	UNPIN_US = 10000		/* a program that runs longer than this
					   gets all processors */
};

static bool
is_open(const struct cgi *cgi)
{
	const struct run *oldest;

	if (!cgi->srv->pinned || cgi->nyoung == 0)
		return true;
	oldest = list_entry(list_first(&cgi->youngs), struct run, waits);
	return cgi->nyoung < YOUNG_MAX &&
	    loop_us() - oldest->started_us < YOUNG_US;
}

static void
start_now(struct run *r)
{
	struct cgi *cgi = r->cgi;
	int status = launch(r);

	if (status < 0) {
		r->fail = -status;
		admission_leave(&r->ticket);
		return;
	}
	if (!cgi->srv->pinned)
		return;
	r->young = true;
	cgi->nyoung++;
	list_push_back(&cgi->youngs, &r->waits);
	loop_timer(cgi->srv->loop, &r->age, AGE_MS);
}

/* It has been tried to start it, later than it was asked for. */
static void
tell(struct run *r)
{
	if (r->x == NULL && r->fail != 0)
		run_detach(r);
	else if (r->x != NULL && (r->fail != 0 || r->x->streaming))
		exchange_wake(r->x);
}

void
gate_enter(struct run *r)
{
	if (list_empty(&r->cgi->gate) && is_open(r->cgi))
		start_now(r);
	else
		list_push_back(&r->cgi->gate, &r->waits);
}

void
gate_next(struct cgi *cgi)
{
	struct run *r;

	while (!list_empty(&cgi->gate) && is_open(cgi)) {
		r = list_entry(list_first(&cgi->gate), struct run, waits);
		list_remove(&r->waits);
		start_now(r);
		tell(r);
	}
}

void
gate_granted(struct ticket *t)
{
	struct run *r = list_entry(t, struct run, ticket);

	gate_enter(r);
	tell(r);
}

void
gate_leave(struct run *r)
{
	if (!list_linked(&r->waits))
		return;
	list_remove(&r->waits);
	if (r->young)
		r->cgi->nyoung--;
	r->young = false;
}

static void
on_age(void *arg)
{
	struct run *r = arg;
	struct cgi *cgi = r->cgi;
	bool is_old = loop_us() - r->started_us >= UNPIN_US;

	if (is_old)
		plat_unpin(r->pid);
	else
		loop_timer(cgi->srv->loop, &r->age, AGE_MS);
	if (is_old || !plat_wants_cpu(r->pid)) {
		gate_leave(r);
		gate_next(cgi);
	}
}

void
gate_init(struct run *r)
{
	timer_init(&r->age, on_age, r);
}
