/*
 * loop_impl.h - what loop.c and its backends share; nobody else includes it.
 */
#ifndef IO_LOOP_IMPL_H
#define IO_LOOP_IMPL_H

#include "io/loop.h"

struct backend;

struct loop {
	struct timers	 timers;
	struct retired	*retired;
	struct backend	*backend;
	int64_t		 now;		/* ms, monotonic */
	int64_t		 wall;		/* ms since 1970 */
};

struct backend	*backend_new(size_t max);
void		 backend_free(struct backend *);

/* Change w->want to `events`; 0 or -1. */
int	backend_want(struct backend *, struct watch *, int events);

/* The descriptor is about to be closed. */
void	backend_drop(struct backend *, struct watch *);

/* Wait up to timeout ms (-1: for ever), then loop_tick() and call back. */
void	backend_wait(struct backend *, struct loop *, int timeout);

/* Read the clocks anew. */
void	loop_tick(struct loop *);

#endif
