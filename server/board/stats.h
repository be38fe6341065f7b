/*
 * stats.h - what workers tell each other: connections, spooled bytes.
 */
#ifndef BOARD_STATS_H
#define BOARD_STATS_H

#include <stddef.h>

#include "board/board.h"

/* The master: take a free worker entry and clear it; -1 when all are used. */
int	stats_claim(struct board *, uint32_t generation);

/* The master, when the worker of the entry is gone. */
void	stats_free(struct board *, int worker);

/*
 * The fewest connections that an accepting worker of `me`'s generation holds,
 * but `me` itself and those that lag; UINT32_MAX when there is no other.
 */
uint32_t stats_least(const struct board *, int me);

/*
 * A fair share of `more` new connections and all that the accepting workers of
 * `me`'s generation hold, those that lag left out; rounded up.
 */
uint32_t stats_share(const struct board *, int me, uint32_t more);

/* Those that hold fewer connections than `me` did not come: they lag. */
void	stats_mark_lagging(struct board *, int me);

/* The n-th other worker (from *next on) that defers its accepts, or -1. */
int	stats_deferring(const struct board *, int me, uint32_t *next);

/* Bytes spooled and connections held by all workers together. */
uint64_t stats_spooled(const struct board *);
uint64_t stats_conns(const struct board *);

#endif
