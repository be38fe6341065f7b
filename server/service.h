/*
 * service.h - one program that the master keeps running: its start, what it
 * writes, its end.
 *
 * Private to services.c, whose list it stands in.
 */
#ifndef SERVICE_H
#define SERVICE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/list.h"
#include "cgi/errlines.h"
#include "conf/conf.h"
#include "io/loop.h"
#include "services.h"

struct service {
	struct list_node node;
	struct services	*of;
	const struct conf *conf;
	const struct conf_service *want;	/* NULL: it is to end */
	char		*name;		/* owned */
	char		*text;		/* owned: its block */
	pid_t		 pid;		/* 0: does not run */
	int		 report;	/* of proc_start(), while it runs */
	bool		 ending;	/* has been told to */
	struct watch	 out;		/* its stdout and stderr */
	struct errlines	 lines;
	struct timer	 timer;		/* to start it, or to KILL it */
	struct timer	 tell;		/* of dropped lines */
	int64_t		 born, backoff;	/* ms */
	struct retired	 retired;
};

/* In the list, and not running. */
struct service	*service_new(struct services *, const char *name);

/*
 * It wants to run, and does not: start it.  Should it fail, that is logged and
 * tried again later.
 */
void	service_start(struct service *);

/* It runs: end it.  It is started again unless nobody wants it by then. */
void	service_end(struct service *);

/* It does not run, and nobody wants it: out of the list and of memory. */
void	service_retire(struct service *);

/* Its process has ended, and is not reaped yet. */
void	service_bury(struct service *);

#endif
