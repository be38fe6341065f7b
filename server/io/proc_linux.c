/*
 * proc_linux.c - the fast way to start a program: vfork.
 *
 * fork copies the page tables of a worker, vfork copies nothing: the child
 * runs in our memory while we stand still, until it execs.  It may therefore
 * change nothing of ours but `failed` and `error`.  We have no signal handlers
 * that could run in the child: what we want to know of is blocked and read
 * from a descriptor.
 */
#define _GNU_SOURCE

#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "io/proc.h"

int
proc_die_with(pid_t parent)
{
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) == -1)
		return -1;
	errno = ESRCH;
	return getppid() == parent ? 0 : -1;
}

/* All dispositions are at their defaults already: see above. */
void
proc_default_signals(void)
{
	sigset_t none;

	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
}

pid_t
proc_spawn(const struct proc_spec *s, const char **step)
{
	const char *volatile failed = NULL;
	volatile int error = 0;
	pid_t parent = getpid(), pid;	/* cheap beside what follows */

	pid = vfork();
	if (pid == 0) {
		if (proc_die_with(parent) == -1)
			failed = "prctl";
		else
			failed = proc_child_setup(s);
		error = errno;
		_exit(127);
	}
	if (pid == -1) {
		failed = "fork";
		error = errno;
	}
	if (failed == NULL)
		return pid;
	if (pid > 0)
		(void)waitpid(pid, NULL, 0);
	*step = failed;
	errno = error;
	return -1;
}

static void
fill_end(struct proc_end *end, int status, const struct rusage *ru)
{
	end->exited = WIFEXITED(status);
	end->code = end->exited ? WEXITSTATUS(status) : WTERMSIG(status);
	end->cpu_us = ((int64_t)ru->ru_utime.tv_sec + ru->ru_stime.tv_sec) *
	    1000000 + ru->ru_utime.tv_usec + ru->ru_stime.tv_usec;
	end->rss_kb = ru->ru_maxrss;
}

bool
proc_reap(pid_t pid, bool leave, struct proc_end *end)
{
	struct rusage ru = { .ru_maxrss = 0 };
	int status = 0;

	if (!leave)
		(void)kill(-pid, SIGKILL);
	(void)wait4(pid, &status, 0, &ru);	/* has ended: does not block */
	fill_end(end, status, &ru);
	return kill(-pid, 0) == 0 || errno == EPERM;
}
