/*
 * services.h - programs that the master keeps running.
 *
 * Each `service` of the configuration in force is a process of its own user,
 * session and process group, with nothing of a request.  One that ends is
 * started again, later each time unless it ran for a while; one whose block
 * has changed is ended first.  What it writes goes to the error log, cut into
 * lines and escaped; nothing else is done with it.  Nothing here waits.
 */
#ifndef SERVICES_H
#define SERVICES_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/list.h"
#include "conf/conf.h"
#include "io/loop.h"

struct services {
	struct loop	*loop;		/* borrowed */
	struct list	 all;		/* struct service by `node`; owned */
	int		 null_fd;	/* their input */
	char		*mem;		/* for one call */
};

/* None yet.  Dies when it cannot. */
void	services_init(struct services *, struct loop *);

/*
 * From now on these are to run: starts new ones, ends those that are gone, and
 * leaves those alone whose block says the same as before.  The configuration
 * is borrowed until the next call, or services_stop().
 */
void	services_apply(struct services *, const struct conf *);

/* End all: TERM, after a grace KILL.  May be called again. */
void	services_stop(struct services *);

/* No process and nothing to be started is left. */
bool	services_none(const struct services *);

/* See to a child that proc_ended() named; false: it is no service. */
bool	services_reap(struct services *, pid_t);

/* In a new worker: close what is the master's. */
void	services_forget(const struct services *);

#endif
