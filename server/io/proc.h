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
	_Atomic int32_t	*group;		/* shared memory for proc_spawn(): where
					   a child that would outlive us says
					   its group before it is a program */
};

struct proc_who {			/* whom proc_start() becomes */
	uid_t		 uid;
	gid_t		 gid;
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

/*
 * The same for a process that waits for nobody, such as the master: returns
 * before the program has been loaded, so that a child which is stopped on the
 * way, by whom it has become, stops nobody else.  It leads a session, becomes
 * `who` if we are root, has the umask 022, and on Linux dies with us.  *report
 * is a descriptor for proc_failed(), the caller's to close.  -1 with errno.
 */
pid_t	proc_start(const struct proc_spec *, const struct proc_who *,
	    int *report);

/*
 * Once such a child has ended: true when no program was loaded, with errno and
 * *step as of proc_spawn().
 */
bool	proc_failed(int report, const char **step);

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

/* Default dispositions and an empty mask, for the program that comes. */
void	proc_default_signals(void);

/*
 * From now on this process is killed when `parent` ends, which may have been
 * just now; on Linux only.  0 or -1.
 */
int	proc_die_with(pid_t parent);

/* What a child that is a copy of us reports, through a pipe. */
struct proc_failure {
	const char	*step;		/* valid for both: same image */
	int		 error;
};

#endif
