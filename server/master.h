/*
 * master.h - the process that is always there: listeners, workers, signals.
 *
 * It opens everything that needs rights, forks workers, and reads nothing
 * that a client sent.  A generation is a configuration with its workers; a
 * reload makes a new one, and the old one drains once the new one is ready.
 */
#ifndef MASTER_H
#define MASTER_H

#include <stdbool.h>

#include "load.h"

/* Load the configuration (again); NULL when it has errors, which were said. */
typedef struct loaded *master_load_fn(void *arg, load_say_fn *);

struct master_setup {
	struct loaded	*loaded;	/* taken over */
	master_load_fn	*load;		/* for HUP */
	void		*arg;		/* of load */
	int		 ready_fd;	/* closed when it is ready; -1: none */
};

/* Run until told to stop; the exit status of the process. */
int	master_run(const struct master_setup *);

#endif
