#define _DEFAULT_SOURCE		/* setgroups */

#include "io/proc.h"

#include <errno.h>
#include <grp.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "io/plat.h"

static struct rlimit	nofile;		/* for programs; set once at start */

void
proc_init(int64_t nofile_soft)
{
	if (getrlimit(RLIMIT_NOFILE, &nofile) == 0 &&
	    (rlim_t)nofile_soft < nofile.rlim_max)
		nofile.rlim_cur = (rlim_t)nofile_soft;
}

/*
 * Everything up to exec, with nothing but async-signal-safe calls: on Linux
 * this runs in the memory of the worker.  Returns the step that failed (errno
 * says why); it does not return when the program runs.  The descriptors of
 * the caller are above 2, and all but 0, 1 and 2 close on exec.
 */
const char *
proc_child_setup(const struct proc_spec *s)
{
	/* The leader of a session leads a group already. */
	if (setpgid(0, 0) == -1 && errno != EPERM)
		return "setpgid";
	if (dup2(s->in, 0) == -1 || dup2(s->out, 1) == -1 ||
	    dup2(s->err, 2) == -1)
		return "dup2";
	if (fchdir(s->dirfd) == -1)
		return "chdir";
	if (setrlimit(RLIMIT_NOFILE, &nofile) == -1)
		return "setrlimit";
	proc_default_signals();
	(void)execve(s->file, s->argv, s->envp);
	return "exec";
}

/* Become another user, for good; 0 or -1. */
static int
become(const struct proc_who *who)
{
	if (geteuid() != 0 ||
	    (who->uid == geteuid() && who->gid == getegid()))
		return 0;
	if (setgroups(1, &who->gid) == -1 || setgid(who->gid) == -1 ||
	    setuid(who->uid) == -1)
		return -1;
	errno = EPERM;
	return who->uid != 0 && setuid(0) != -1 ? -1 : 0;
}

/* In the child of proc_start(); returns as proc_child_setup() does. */
static const char *
start_child(const struct proc_spec *s, const struct proc_who *who,
    pid_t parent)
{
	if (setsid() == -1)
		return "setsid";
	(void)umask(022);
	if (become(who) == -1)
		return "setuid";
	/* Behind the change of user, which Linux takes for a new beginning. */
	if (proc_die_with(parent) == -1)
		return "prctl";
	return proc_child_setup(s);
}

static void
start_and_tell(const struct proc_spec *s, const struct proc_who *who,
    pid_t parent, int report)
{
	struct proc_failure f;

	f.step = start_child(s, who, parent);
	f.error = errno;
	/* Should this fail, the exit status 127 still tells. */
	(void)!write(report, &f, sizeof(f));
	_exit(127);
}

pid_t
proc_start(const struct proc_spec *s, const struct proc_who *who, int *report)
{
	pid_t parent = getpid(), pid;
	sigset_t all, old;
	int fds[2];

	if (plat_pipe_from(fds) == -1)
		return -1;
	(void)sigfillset(&all);
	(void)sigprocmask(SIG_SETMASK, &all, &old);
	pid = fork();
	if (pid == 0)
		start_and_tell(s, who, parent, fds[1]);
	(void)sigprocmask(SIG_SETMASK, &old, NULL);
	(void)close(fds[1]);
	if (pid == -1)
		(void)close(fds[0]);
	else
		*report = fds[0];
	return pid;
}

bool
proc_failed(int report, const char **step)
{
	struct proc_failure f;

	if (read(report, &f, sizeof(f)) != (ssize_t)sizeof(f))
		return false;
	*step = f.step;
	errno = f.error;
	return true;
}

pid_t
proc_ended(void)
{
	siginfo_t si;

	si.si_pid = 0;
	if (waitid(P_ALL, 0, &si, WEXITED | WNOHANG | WNOWAIT) == -1)
		return 0;
	return si.si_pid;
}

void
proc_signal(pid_t pid, int sig)
{
	if (pid <= 1)
		return;
	/* One that proc_start() made just now may not have its group yet. */
	if (kill(-pid, sig) == -1 && errno == ESRCH)
		(void)kill(pid, sig);
}
