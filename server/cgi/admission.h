/*
 * admission.h - who may run a program now, who waits, who is turned away.
 *
 * A program runs only while its ticket holds a slot of its cap; slots are
 * counted over all workers (board/slots.h).  Without a free slot the ticket
 * waits, first in first out within this worker, at most queue_timeout; with
 * max_queue waiting already (over all workers) it is turned away.  A slot that
 * becomes free wakes a worker that waits for one; besides, who waits looks
 * again every tenth of a second, so that no dead worker can leave it waiting.
 */
#ifndef CGI_ADMISSION_H
#define CGI_ADMISSION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/list.h"
#include "base/timer.h"

struct server;
struct program_limits;
struct admission;

struct ticket {
	struct list_node node;		/* in its queue, while it waits */
	struct timer	 timer;		/* queue_timeout */
	struct admission *admission;
	int		 cap;		/* on the board */
	int		 slot;		/* on the board; -1: none */
	void		(*granted)(struct ticket *);	/* has a slot now */
	void		(*expired)(struct ticket *);	/* waited too long */
};

enum admitted { ADMIT_NOW, ADMIT_LATER, ADMIT_NEVER };

/* NULL: no memory. */
struct admission *admission_new(struct server *);

/* A ticket that has nothing and waits for nothing. */
void	ticket_init(struct ticket *);

/* Would a request with these limits be turned away now? */
bool	admission_full(struct admission *, const struct program_limits *);

/*
 * Ask for a slot.  NOW: t->slot is set.  LATER: granted() or expired() will be
 * called, unless the ticket leaves before.  NEVER: turned away.
 */
enum admitted admission_enter(struct admission *,
	    const struct program_limits *, struct ticket *);

/* Say which process group runs in the slot. */
void	admission_run(struct ticket *, int pid);

/* Give the slot back, or stop waiting; harmless when there is neither. */
void	admission_leave(struct ticket *);

/* Slots may have become free elsewhere: try those that wait. */
void	admission_retry(struct admission *);

#endif
