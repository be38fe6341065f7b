#include "base/timer.h"

#include <assert.h>

enum { SLOT_NONE = UINT16_MAX };	/* in a list beside the wheel */

void
timers_init(struct timers *ts, int64_t now)
{
	assert(now >= 0);
	ts->now = now;
	for (int i = 0; i < TIMER_LEVELS; i++)
		ts->used[i] = 0;
	for (int i = 0; i < TIMER_LEVELS * TIMER_SLOTS; i++)
		list_init(&ts->slots[i]);
	list_init(&ts->due);
}

void
timer_init(struct timer *t, void (*fn)(void *), void *arg)
{
	*t = (struct timer){ .slot = SLOT_NONE, .fn = fn, .arg = arg };
}

bool
timer_is_set(const struct timer *t)
{
	return list_linked(&t->node);
}

static uint64_t
slot_bit(int slot)
{
	return UINT64_C(1) << slot % TIMER_SLOTS;
}

/* at > now: the level is that of the highest bit in which they differ. */
static int
slot_for(int64_t now, int64_t at)
{
	int level = (63 - __builtin_clzll((uint64_t)(at ^ now))) / TIMER_BITS;

	return level * TIMER_SLOTS +
	    (int)(at >> level * TIMER_BITS & (TIMER_SLOTS - 1));
}

static void
place(struct timers *ts, struct timer *t, struct list *late)
{
	if (t->at <= ts->now) {
		t->slot = SLOT_NONE;
		list_push_back(late, &t->node);
		return;
	}
	t->slot = (uint16_t)slot_for(ts->now, t->at);
	ts->used[t->slot / TIMER_SLOTS] |= slot_bit(t->slot);
	list_push_back(&ts->slots[t->slot], &t->node);
}

void
timer_set(struct timers *ts, struct timer *t, int64_t at_ms)
{
	timer_cancel(ts, t);
	t->at = at_ms;
	place(ts, t, &ts->due);
}

void
timer_cancel(struct timers *ts, struct timer *t)
{
	list_remove(&t->node);
	if (t->slot != SLOT_NONE && list_empty(&ts->slots[t->slot]))
		ts->used[t->slot / TIMER_SLOTS] &= ~slot_bit(t->slot);
	t->slot = SLOT_NONE;
}

/* The slot that time enters first, or SLOT_NONE. */
static int
first_slot(const struct timers *ts)
{
	for (int level = 0; level < TIMER_LEVELS; level++)
		if (ts->used[level] != 0)
			return level * TIMER_SLOTS +
			    __builtin_ctzll(ts->used[level]);
	return SLOT_NONE;
}

/* The first millisecond of a slot: now, with the lower groups at zero. */
static int64_t
slot_start(const struct timers *ts, int slot)
{
	int shift = slot / TIMER_SLOTS * TIMER_BITS;
	uint64_t above = (uint64_t)ts->now >> shift;

	above = above - above % TIMER_SLOTS + (uint64_t)(slot % TIMER_SLOTS);
	return (int64_t)(above << shift);
}

int64_t
timers_next(const struct timers *ts)
{
	int slot = first_slot(ts);

	if (!list_empty(&ts->due))
		return ts->now;
	return slot == SLOT_NONE ? INT64_MAX : slot_start(ts, slot);
}

/* Time enters a slot: its timers go down a level or more, or are due. */
static void
enter(struct timers *ts, int slot, struct list *due)
{
	struct list *l = &ts->slots[slot];

	ts->used[slot / TIMER_SLOTS] &= ~slot_bit(slot);
	while (!list_empty(l))
		place(ts, list_entry(list_pop_front(l), struct timer, node),
		    due);
}

/* Bring the wheel to `now`, and what is due by then into the list. */
static void
advance(struct timers *ts, int64_t now, struct list *due)
{
	int slot = first_slot(ts);

	while (slot != SLOT_NONE && slot_start(ts, slot) <= now) {
		ts->now = slot_start(ts, slot);
		enter(ts, slot, due);
		slot = first_slot(ts);
	}
	if (now > ts->now)
		ts->now = now;
}

void
timers_run(struct timers *ts, int64_t now)
{
	struct list_node *n;
	struct list due;

	list_init(&due);
	while ((n = list_pop_front(&ts->due)) != NULL)
		list_push_back(&due, n);
	advance(ts, now, &due);
	/* A timer that a call cancels or sets anew leaves this list, too. */
	while ((n = list_pop_front(&due)) != NULL) {
		struct timer *t = list_entry(n, struct timer, node);

		t->fn(t->arg);
	}
}
