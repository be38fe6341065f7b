#include "io/proc.h"

#include <errno.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static struct rlimit	nofile;		/* for programs; set once at start */

void
proc_init(int64_t nofile_soft)
{
	if (getrlimit(RLIMIT_NOFILE, &nofile) == 0 &&
	    (rlim_t)nofile_soft < nofile.rlim_max)
		nofile.rlim_cur = (rlim_t)nofile_soft;
}

/* Those that this process handles or ignores; all others are at default. */
static void
default_signals(void)
{
	static const int ours[] = { SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGUSR1,
	    SIGUSR2, SIGCHLD, SIGPIPE };
	struct sigaction sa = { .sa_handler = SIG_DFL };
	sigset_t none;

	(void)sigemptyset(&sa.sa_mask);
	for (size_t i = 0; i < sizeof(ours) / sizeof(ours[0]); i++)
		(void)sigaction(ours[i], &sa, NULL);
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
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
	if (setpgid(0, 0) == -1)
		return "setpgid";
	if (dup2(s->in, 0) == -1 || dup2(s->out, 1) == -1 ||
	    dup2(s->err, 2) == -1)
		return "dup2";
	if (fchdir(s->dirfd) == -1)
		return "chdir";
	if (setrlimit(RLIMIT_NOFILE, &nofile) == -1)
		return "setrlimit";
	default_signals();
	(void)execve(s->file, s->argv, s->envp);
	return "exec";
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
	if (pid > 1)
		(void)kill(-pid, sig);	/* ESRCH: nobody is left, fine */
}
