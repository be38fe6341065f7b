/*
 * proc.h - start a program and see its end; the only place that does.
 *
 * A program leads a process group of its own in the session of its worker,
 * which has no terminal (a session of its own costs a twentieth more where
 * the scheduler groups tasks by session).  It has exactly the descriptors
 * 0, 1 and 2, default signal dispositions and an empty mask, and
 * the limits that the server was started with.  On Linux it dies with the
 * worker.  The exit is seen before it is reaped, so that its group can be
 * signalled while its number is still taken.
 */
#ifndef IO_PROC_H
#define IO_PROC_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct proc_spec {
	int		 dirfd;		/* working directory, where `file` is */
	const char	*file;		/* "./name", or an absolute path */
	char *const	*argv;
	char *const	*envp;
	int		 in, out, err;	/* become 0, 1, 2; stay the caller's */
};

struct proc_end {
	bool	exited;			/* by itself, else by a signal */
	int	code;			/* exit status or signal number */
	int64_t	cpu_us;			/* user + system */
	int64_t	rss_kb;			/* largest resident size */
};

/*
 * Once, before the first start, in every process that starts programs:
 * remembers the NOFILE limit that programs get back.
 */
void	proc_init(int64_t nofile_soft);

/*
 * Start it.  The process id, or -1 with errno and *step = what failed ("fork",
 * "chdir", "exec"...).  Returns after the program has been loaded.
 */
pid_t	proc_spawn(const struct proc_spec *, const char **step);

/* A child that has ended and is not reaped yet, or 0 when there is none. */
pid_t	proc_ended(void);

/*
 * Reap a child that proc_ended() named: KILL its group first unless `leave`.
 * Returns true when others of the group were left over.
 */
bool	proc_reap(pid_t, bool leave, struct proc_end *);

/* Send a signal to the group of a child that is not reaped yet. */
void	proc_signal(pid_t, int sig);

/* What a child does between fork and exec; async-signal-safe; see proc.c. */
const char *proc_child_setup(const struct proc_spec *);

#endif
