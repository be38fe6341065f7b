#include "board/slots.h"

#include <signal.h>
#include <stddef.h>

int
slots_claim(struct board *b, int cap, int worker)
{
	const struct board_cap *c = &b->caps[cap];

	for (uint32_t i = c->first; i < c->first + c->max; i++) {
		uint32_t none = 0;

		if (atomic_load_explicit(&b->slots[i].owner,
		    memory_order_relaxed) == 0 &&
		    atomic_compare_exchange_strong(&b->slots[i].owner, &none,
		    (uint32_t)worker + 1))
			return (int)i;
	}
	return SLOT_NONE;
}

void
slots_run(struct board *b, int slot, pid_t pgid)
{
	atomic_store(&b->slots[slot].pgid, (int32_t)pgid);
}

_Atomic int32_t *
slots_group(struct board *b, int slot)
{
	return &b->slots[slot].pgid;
}

void
slots_release(struct board *b, int slot)
{
	atomic_store(&b->slots[slot].pgid, 0);
	atomic_store(&b->slots[slot].owner, 0);
}

uint32_t
slots_running(const struct board *b, int cap)
{
	const struct board_cap *c = &b->caps[cap];
	uint32_t n = 0;

	for (uint32_t i = c->first; i < c->first + c->max; i++)
		n += atomic_load_explicit(&b->slots[i].owner,
		    memory_order_relaxed) != 0;
	return n;
}

void
slots_queue(struct board *b, int cap, int worker, int change)
{
	atomic_fetch_add(&b->caps[cap].queued[worker], (uint16_t)change);
	atomic_fetch_add(&b->workers[worker].waiting, (uint32_t)change);
}

uint32_t
slots_queued(const struct board *b, int cap)
{
	uint32_t n = 0, workers = atomic_load(&b->nworkers);

	for (uint32_t i = 0; i < workers; i++)
		n += atomic_load_explicit(&b->caps[cap].queued[i],
		    memory_order_relaxed);
	return n;
}

int
slots_waiter(const struct board *b, int cap, int me)
{
	int n = (int)atomic_load_explicit(&b->nworkers, memory_order_relaxed);

	for (int i = 1; i < n; i++) {
		int other = (me + i) % n;

		if (atomic_load_explicit(&b->caps[cap].queued[other],
		    memory_order_relaxed) > 0)
			return other;
	}
	return -1;
}

void
slots_sweep(struct board *b, int worker)
{
	for (int i = 0; i < BOARD_SLOTS; i++) {
		int32_t pgid;

		if (atomic_load(&b->slots[i].owner) != (uint32_t)worker + 1)
			continue;
		pgid = atomic_load(&b->slots[i].pgid);
		if (pgid > 1)
			(void)kill(-pgid, SIGKILL);	/* gone: fine */
		slots_release(b, i);
	}
}

/* The end of the cap's row when [at, at + max) runs into it, else 0. */
static uint32_t
clash(const struct board_cap *c, uint32_t at, uint32_t max)
{
	if (at + max <= c->first || c->first + c->max <= at)
		return 0;
	return c->first + c->max;
}

int
slots_layout(struct board *b, int cap, uint32_t max, const int *live, size_t n)
{
	uint32_t at = 0, end;

	if (max > BOARD_SLOTS)
		return -1;
	for (size_t i = 0; i < n; i++) {
		end = clash(&b->caps[live[i]], at, max);
		if (end == 0)
			continue;
		at = end;
		if (at + max > BOARD_SLOTS)
			return -1;
		i = (size_t)-1;		/* look at all of them again */
	}
	b->caps[cap].first = at;
	b->caps[cap].max = max;
	if ((uint32_t)cap >= atomic_load(&b->ncaps))
		atomic_store(&b->ncaps, (uint32_t)cap + 1);
	return 0;
}
