/*
 * proc_posix.c - start a program with what POSIX has: fork, and a pipe that
 * exec closes or that carries the failed step back.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "io/plat.h"
#include "io/proc.h"

int
proc_die_with(pid_t parent)
{
	(void)parent;			/* POSIX has nothing of the kind */
	return 0;
}

/* Those that this process handles or ignores; all others are at default. */
void
proc_default_signals(void)
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
 * Nothing kills us when our parent ends, so somebody else must know our group:
 * either that is told before our parent has ended, or nothing is started.
 */
static void
tell_group(const struct proc_spec *s, pid_t parent)
{
	(void)setpgid(0, 0);
	atomic_store(s->group, (int32_t)getpid());
	if (getppid() != parent)
		_exit(127);
}

static void
child(const struct proc_spec *s, pid_t parent, int report)
{
	struct proc_failure f;

	tell_group(s, parent);
	f.step = proc_child_setup(s);
	f.error = errno;
	/* Should this fail, the exit status 127 still tells. */
	(void)!write(report, &f, sizeof(f));
	_exit(127);
}

/* Wait for exec or for the report of what failed. */
static bool
has_failed(int report, struct proc_failure *f)
{
	ssize_t n;

	while ((n = read(report, f, sizeof(*f))) == -1)
		if (errno != EINTR)
			return false;
	return n == (ssize_t)sizeof(*f);
}

pid_t
proc_spawn(const struct proc_spec *s, const char **step)
{
	struct proc_failure f = { .step = "fork" };
	sigset_t all, old;
	int report[2];
	bool failed;
	pid_t parent = getpid(), pid;

	*step = "fork";
	if (plat_pipe(report) == -1)
		return -1;
	(void)sigfillset(&all);
	(void)sigprocmask(SIG_SETMASK, &all, &old);
	pid = fork();
	if (pid == 0)
		child(s, parent, report[1]);
	f.error = errno;
	(void)close(report[1]);
	failed = pid == -1 || has_failed(report[0], &f);
	(void)close(report[0]);
	(void)sigprocmask(SIG_SETMASK, &old, NULL);
	if (!failed)
		return pid;
	if (pid > 0) {
		atomic_store(s->group, 0);
		(void)waitpid(pid, NULL, 0);
	}
	*step = f.step;
	errno = f.error;
	return -1;
}

static int64_t
children_us(void)
{
	struct rusage ru;

	if (getrusage(RUSAGE_CHILDREN, &ru) == -1)
		return 0;
	return ((int64_t)ru.ru_utime.tv_sec + ru.ru_stime.tv_sec) * 1000000 +
	    ru.ru_utime.tv_usec + ru.ru_stime.tv_usec;
}

bool
proc_reap(pid_t pid, bool leave, struct proc_end *end)
{
	int64_t before = children_us();
	int status = 0;

	if (!leave)
		(void)kill(-pid, SIGKILL);
	(void)waitpid(pid, &status, 0);		/* has ended */
	end->exited = WIFEXITED(status);
	end->code = end->exited ? WEXITSTATUS(status) : WTERMSIG(status);
	end->cpu_us = children_us() - before;
	end->rss_kb = 0;	/* POSIX has no such figure */
	return kill(-pid, 0) == 0 || errno == EPERM;
}
