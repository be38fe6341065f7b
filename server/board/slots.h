/*
 * slots.h - running programs, counted over all workers.
 *
 * Each cap (a limit max_running) has a row of slots of just that many; a
 * program runs only while it holds one.  Slots are claimed by
 * compare-and-swap, so there is no counter that could go wrong when a worker
 * dies: the master frees what the dead one held and kills those programs.
 */
#ifndef BOARD_SLOTS_H
#define BOARD_SLOTS_H

#include <sys/types.h>

#include "board/board.h"

enum { SLOT_NONE = -1 };

/* Claim a slot of the cap for a worker: its number, or SLOT_NONE. */
int	slots_claim(struct board *, int cap, int worker);

/* Say which process group runs in a claimed slot. */
void	slots_run(struct board *, int slot, pid_t pgid);

/* Where that is kept, for a child that says it by itself. */
_Atomic int32_t	*slots_group(struct board *, int slot);

void	slots_release(struct board *, int slot);

/* How many slots of the cap are taken. */
uint32_t slots_running(const struct board *, int cap);

/* Requests that wait for a slot of the cap: change our share, and the sum. */
void	slots_queue(struct board *, int cap, int worker, int change);
uint32_t slots_queued(const struct board *, int cap);

/* A worker other than `me` that has requests waiting for the cap, or -1. */
int	slots_waiter(const struct board *, int cap, int me);

/* The master: free the slots of a dead worker, killing what runs in them. */
void	slots_sweep(struct board *, int worker);

/*
 * The master: find `max` slots in a row that are free and that no cap in
 * `live` (numbers of caps, n of them) has, for the cap `cap`.  0, or -1.
 */
int	slots_layout(struct board *, int cap, uint32_t max, const int *live,
	    size_t n);

#endif
