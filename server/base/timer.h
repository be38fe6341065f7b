/*
 * timer.h - many deadlines, few of which are ever reached.
 *
 * A hierarchical timing wheel: setting and cancelling are O(1), whatever the
 * number of timers, and nothing is allocated.  Level 0 has a slot for each of
 * the next 64 milliseconds, each level above one for 64 slots of the one
 * below.  When time enters a slot, its timers move to the levels below, so each
 * timer moves a few times in its life at most.
 * Pure: the time is passed in, in milliseconds, and not negative.
 * Invariant: a timer in the wheel is later than `now`, and stands on the level
 * of the highest group of TIMER_BITS bits in which it differs from `now`.  So
 * the first slot of the lowest level in use is always the earliest.
 * Ownership: a timer belongs to the caller and must not go away while set.
 */
#ifndef BASE_TIMER_H
#define BASE_TIMER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/list.h"

enum {
	TIMER_BITS = 6,
	TIMER_SLOTS = 1 << TIMER_BITS,		/* a level */
	TIMER_LEVELS = (63 + TIMER_BITS - 1) / TIMER_BITS	/* of int64_t */
};

struct timer {
	struct list_node node;
	int64_t		 at;		/* ms */
	uint16_t	 slot;		/* private */
	void		(*fn)(void *arg);
	void		*arg;
};

struct timers {
	int64_t		now;		/* every timer up to here has run */
	uint64_t	used[TIMER_LEVELS];	/* bit n: slot n has timers */
	struct list	slots[TIMER_LEVELS * TIMER_SLOTS];
	struct list	due;		/* were late when they were set */
};

void	timers_init(struct timers *, int64_t now);
void	timer_init(struct timer *, void (*fn)(void *), void *arg);

/* Call fn(arg) once, when at_ms has come; moves a timer that is set. */
void	timer_set(struct timers *, struct timer *, int64_t at_ms);

/* Harmless when it is not set. */
void	timer_cancel(struct timers *, struct timer *);
bool	timer_is_set(const struct timer *);

/*
 * When timers_run() has something to do: at or before the first deadline, never
 * after it.  INT64_MAX when no timer is set.
 */
int64_t	timers_next(const struct timers *);

/*
 * Call every timer that is due, those of the wheel in the order of their
 * times.  A timer is not set any more when it is called; what it calls may set
 * and cancel any timer.  What is set anew during a run waits for the next one,
 * even when it is due already.  A time before the last one counts as that.
 */
void	timers_run(struct timers *, int64_t now);

#endif
