/*
 * worker.h - one worker process: set up, loop, accept within limits, drain.
 */
#ifndef WORKER_H
#define WORKER_H

#include <stdint.h>
#include <sys/types.h>

#include "conn/server.h"

struct worker_setup {
	struct server_setup server;
	int		 control;	/* our end */
	const int	*listeners;	/* one a conf listen, inherited */
	int		 wake_read;	/* of our board entry */
	int		 number;	/* within its generation, for pinning */
	int		 count;		/* of workers in its generation */
	uid_t		 uid;		/* become these, when we are root */
	gid_t		 gid;
	int64_t		 nofile;	/* soft limit that programs get */
};

/* Run until drained or told to stop; the exit status of the process. */
int	worker_run(const struct worker_setup *);

#endif
