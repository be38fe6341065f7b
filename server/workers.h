/*
 * workers.h - the worker processes, as their master sees them.
 *
 * One entry for each entry of the board.  They are started here and told what
 * to do; what their end means is master.c's.
 */
#ifndef WORKERS_H
#define WORKERS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "board/board.h"
#include "control.h"
#include "generation.h"
#include "io/loop.h"
#include "services.h"

struct child {				/* of a board entry */
	pid_t		 pid;		/* 0: none */
	struct generation *g;
	int		 number;	/* within its generation */
	int64_t		 born;		/* ms */
	bool		 ready;
	bool		 leaving;	/* has been replaced already */
	struct watch	 control;
};

struct workers {
	struct loop	*loop;
	struct board	*board;
	struct generations *gs;
	const struct services *services;
	struct child	 children[BOARD_WORKERS];
	int		 wake_read[BOARD_WORKERS], wake[BOARD_WORKERS];
	struct control_logs logs;	/* in force; a new worker gets them */
	int64_t		 nofile;	/* soft limit before we raised it */
	int		 pid_fd, ready_fd;	/* not for workers; -1: none */
};

/* No worker yet.  on_control is called with a struct child. */
void	workers_init(struct workers *, loop_fn *on_control);

/* Start one worker of a generation: 0, or -1 with the reason logged. */
int	workers_start(struct workers *, struct generation *, int number);

/* Is there a worker with this number that stays? */
bool	workers_have(const struct workers *, const struct generation *,
	    int number);

/* Send an order, or a signal, to all workers (of a generation, or NULL). */
void	workers_send(struct workers *, const struct generation *, char order);
void	workers_signal(const struct workers *, const struct generation *,
	    int sig);

int	workers_count(const struct workers *);

#endif
