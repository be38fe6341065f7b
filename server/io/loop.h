/*
 * loop.h - one event loop: descriptors, timers and the end of a turn.
 *
 * A turn waits for descriptors and timers, calls back, and then frees what
 * was retired during it: a callback may retire any object, and an event for
 * it that is still in the same batch is dropped harmlessly.  Time is read once
 * a turn.  Two backends with this one header: loop_epoll.c (Linux) and
 * loop_poll.c (POSIX); loop.c is what they share.
 * Ownership: the loop borrows watches; the descriptor in one belongs to the
 * object that the watch is part of.
 */
#ifndef IO_LOOP_H
#define IO_LOOP_H

#include <stddef.h>
#include <stdint.h>

#include "base/timer.h"

enum {
	LOOP_READ = 1,		/* readable, or ended, or broken */
	LOOP_WRITE = 2,		/* writable or broken */
	LOOP_HUP = 4		/* the peer has gone or has ended its stream,
				   where the system can tell without reading;
				   wanted alone it is otherwise silent */
};

typedef void loop_fn(void *arg, int events);

struct watch {
	int	 fd;		/* -1: none */
	int	 want;		/* LOOP_* that are waited for now */
	size_t	 index;		/* backend's */
	loop_fn	*fn;
	void	*arg;
};

struct retired {			/* part of an object to be freed late */
	struct retired	*next;
	void		(*fn)(struct retired *);
};

struct loop;

/* At most max descriptors are watched at once.  NULL: no memory. */
struct loop	*loop_new(size_t max);
void		 loop_free(struct loop *);

void	watch_init(struct watch *, loop_fn *, void *arg);

/*
 * Wait for these events of w->fd from now on; 0 for none at all (not even an
 * error is told then).  0, or -1 with errno: the descriptor cannot be watched.
 */
int	loop_want(struct loop *, struct watch *, int events);

/* Stop watching and close the descriptor; harmless when there is none. */
void	loop_close(struct loop *, struct watch *);

/* Milliseconds of a clock that never jumps, as of this turn's start. */
int64_t	loop_now(const struct loop *);

/* Milliseconds since 1970, as of this turn's start. */
int64_t	loop_wall(const struct loop *);

/* Microseconds of the clock that never jumps, read now. */
int64_t	loop_us(void);

/* Timers count in loop_now() milliseconds. */
void	loop_timer(struct loop *, struct timer *, int64_t ms_from_now);
void	loop_cancel(struct loop *, struct timer *);

/* Call r->fn at the end of this turn. */
void	loop_retire(struct loop *, struct retired *,
	    void (*)(struct retired *));

/* One turn: wait, call back, run timers, free the retired. */
void	loop_turn(struct loop *);

#endif
