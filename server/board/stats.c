#include "board/stats.h"

#define RELAXED		memory_order_relaxed

static uint32_t
count(const struct board *b)
{
	return atomic_load_explicit(&b->nworkers, RELAXED);
}

int
stats_claim(struct board *b, uint32_t generation)
{
	for (int i = 0; i < BOARD_WORKERS; i++) {
		struct board_worker *w = &b->workers[i];

		if (atomic_load(&w->pid) != 0)
			continue;
		stats_free(b, i);
		atomic_store(&w->generation, generation);
		atomic_store(&w->pid, -1);	/* taken; set after fork */
		if ((uint32_t)i >= count(b))
			atomic_store(&b->nworkers, (uint32_t)i + 1);
		return i;
	}
	return -1;
}

void
stats_free(struct board *b, int worker)
{
	struct board_worker *w = &b->workers[worker];

	atomic_store(&w->accepting, false);
	atomic_store(&w->deferring, false);
	atomic_store(&w->lagging, false);
	atomic_store(&w->conns, 0);
	atomic_store(&w->waiting, 0);
	atomic_store(&w->spooled, 0);
	atomic_store(&w->requests, 0);
	atomic_store(&w->programs, 0);
	for (uint32_t i = 0; i < atomic_load(&b->ncaps); i++)
		atomic_store_explicit(&b->caps[i].queued[worker], 0, RELAXED);
	atomic_store(&w->pid, 0);
}

static bool
is_peer(const struct board *b, int me, uint32_t other)
{
	const struct board_worker *w = &b->workers[other];

	return (int)other != me &&
	    atomic_load_explicit(&w->accepting, RELAXED) &&
	    atomic_load_explicit(&w->generation, RELAXED) ==
	    atomic_load_explicit(&b->workers[me].generation, RELAXED);
}

/* A peer that takes its part of new connections. */
static bool
shares(const struct board *b, int me, uint32_t other)
{
	return is_peer(b, me, other) && !atomic_load_explicit(
	    &b->workers[other].lagging, RELAXED);
}

static uint32_t
conns(const struct board *b, uint32_t worker)
{
	return atomic_load_explicit(&b->workers[worker].conns, RELAXED);
}

uint32_t
stats_least(const struct board *b, int me)
{
	uint32_t least = UINT32_MAX;

	for (uint32_t i = 0; i < count(b); i++)
		if (shares(b, me, i) && conns(b, i) < least)
			least = conns(b, i);
	return least;
}

uint32_t
stats_share(const struct board *b, int me, uint32_t more)
{
	uint64_t sum = more + conns(b, (uint32_t)me);
	uint32_t n = 1;

	for (uint32_t i = 0; i < count(b); i++) {
		if (!shares(b, me, i))
			continue;
		sum += conns(b, i);
		n++;
	}
	return (uint32_t)((sum + n - 1) / n);
}

void
stats_mark_lagging(struct board *b, int me)
{
	uint32_t mine = conns(b, (uint32_t)me);

	for (uint32_t i = 0; i < count(b); i++)
		if (is_peer(b, me, i) && conns(b, i) < mine)
			atomic_store(&b->workers[i].lagging, true);
}

int
stats_deferring(const struct board *b, int me, uint32_t *next)
{
	while (*next < count(b)) {
		uint32_t i = (*next)++;

		if (is_peer(b, me, i) &&
		    atomic_load_explicit(&b->workers[i].deferring, RELAXED))
			return (int)i;
	}
	return -1;
}

uint64_t
stats_spooled(const struct board *b)
{
	uint64_t sum = 0;

	for (uint32_t i = 0; i < count(b); i++)
		sum += atomic_load_explicit(&b->workers[i].spooled, RELAXED);
	return sum;
}

uint64_t
stats_conns(const struct board *b)
{
	uint64_t sum = 0;

	for (uint32_t i = 0; i < count(b); i++)
		sum += conns(b, i);
	return sum;
}
