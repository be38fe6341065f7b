/*
 * run.h - one run of a program, from its ticket to its end.
 *
 * A run is an object of its own: its exchange may leave before it (`x` is
 * NULL then), and it goes on until the program has ended.  That of a stream
 * has no exchange from the start: nobody but the program itself answers.
 * run.c watches over the process (its clocks, its exit, its end); gate.c and
 * launch.c start it; relay.c turns its output into an answer; stream.c hands
 * a socket to it; errlines.c logs its stderr.
 */
#ifndef CGI_RUN_H
#define CGI_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/list.h"
#include "base/timer.h"
#include "cgi/admission.h"
#include "cgi/cause.h"
#include "cgi/errlines.h"
#include "cgi/head.h"
#include "cgi/program.h"
#include "conn/exchange.h"
#include "io/loop.h"
#include "io/proc.h"

enum { PID_BUCKETS = 1024 };

struct cgi {				/* of one worker */
	struct server	*srv;
	struct admission *admission;
	struct pool	 runs;
	struct pool	 streams;
	struct list	 all;		/* struct run by `node` */
	struct list	 by_pid[PID_BUCKETS];	/* struct run by `hash` */
	struct list	 gate;		/* struct run by `waits`: not started */
	struct list	 youngs;	/* struct run by `waits`: started just
					   now, the oldest first */
	unsigned	 nyoung;
	char		*env_mem;	/* ENV_MAX bytes, for one start */
	struct cgi_head	 head;		/* for one parse */
};

struct run {
	struct cgi	*cgi;
	struct exchange	*x;		/* NULL: nobody waits for the answer */
	struct stream	*stream;	/* owned; NULL: it is for a request */
	struct ticket	 ticket;
	const struct program_limits *limits;
	struct list_node node, hash, waits;
	char		 id[ID_LEN + 1];	/* of the request */
	char		 name[128];	/* the program, for the log; cut */

	/* what to start; in the exchange's arena, or the stream's */
	const struct program *program;
	bool		 nph;

	/* the process */
	pid_t		 pid;		/* stays for the log; 0: none yet */
	bool		 alive;		/* started, not reaped yet */
	bool		 exited;	/* reaped; `end` is known */
	bool		 killed;	/* by us */
	bool		 watched;	/* its pipes are, by the loop */
	struct proc_end	 end;
	struct watch	 in, out, err;
	struct errlines	 errlines;
	struct timer	 quiet;		/* first_byte_timeout, idle_timeout */
	struct timer	 whole;		/* timeout; stands still meanwhile: */
	int64_t		 whole_left;	/* ms when stopped, -1: running */
	struct timer	 grace;		/* from TERM to KILL */
	struct timer	 age;		/* it is not young any more, then: it
					   may use any processor */
	bool		 young;
	struct timer	 wait;		/* relay: settle, or exit after EOF */

	/* its output */
	char		*mem;		/* RELAY_SIZE of a pool, or NULL */
	size_t		 n;		/* bytes in it */
	uint64_t	 output;	/* bytes of stdout in all */
	uint64_t	 body;		/* of them behind the head */
	int64_t		 length;	/* Content-Length it gave, or -1 */
	int		 fail;		/* status to answer with, or 0 */
	bool		 eof;		/* stdout has ended */
	bool		 ready;		/* stdout may have something */
	bool		 hup;		/* and nobody writes to it now */
	bool		 settled;	/* send, do not wait for more */
	bool		 patient;	/* waited for the exit */
	bool		 head_done;
	bool		 cut;		/* sent all of its Content-Length */
	bool		 broken;	/* the answer cannot be whole */
	bool		 discard;	/* read stdout, throw it away */

	/* times, us of loop_us() */
	int64_t		 asked_us, started_us, first_us, ended_us;
	struct retired	 retired;
};

/*
 * A run for an exchange, or without one for a stream; NULL: too many.  Nothing
 * is started.
 */
struct run	*run_new(struct cgi *, struct exchange *);

/* Name it for the log. */
void	run_name(struct run *, const char *program);

/* It has been started as `pid`: watch it. */
void	run_watch(struct run *, pid_t);

/* End the program: TERM to its group, KILL after a grace. */
void	run_kill(struct run *);

/*
 * The exchange leaves.  The run ends, or goes on by itself; that of a stream,
 * without a process, ends.
 */
void	run_detach(struct run *);

/*
 * Some children have ended (SIGCHLD): see to a bounded number of them.  True
 * when there may be more.
 */
bool	run_reap(struct cgi *);

/* The exchange's clocks stand still while the client takes no output. */
void	run_clocks_stop(struct run *);
void	run_clocks_go(struct run *);

/* Count a byte of stdout: the clock of silence begins anew. */
void	run_not_quiet(struct run *);

/* What the access log says about the program, as far as it is known. */
void	run_report(const struct run *, struct access *);

/* Tell the log why there is no good answer. */
void	run_complain(struct run *, const struct cause *);

#endif
