/*
 * signals_linux.c - signals are held back and read from a descriptor.
 *
 * No handler ever runs, neither here nor in a child that vfork lets run in our
 * memory, and each program finds its dispositions as they should be.  What is
 * pending when a child is forked stays with its parent.
 */
#include "signals.h"

#include <stddef.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/log.h"

static bool	came[SIGNALS_MAX];
static int	fd = -1;

/* Those that are read, and with PIPE those that are held back. */
static sigset_t
ours(bool with_pipe)
{
	static const int caught[] = { SIGTERM, SIGINT, SIGQUIT, SIGHUP,
		SIGUSR1, SIGUSR2, SIGCHLD };
	sigset_t set;

	(void)sigemptyset(&set);
	for (size_t i = 0; i < sizeof(caught) / sizeof(caught[0]); i++)
		(void)sigaddset(&set, caught[i]);
	if (with_pipe)			/* stays pending: a write gives EPIPE */
		(void)sigaddset(&set, SIGPIPE);
	return set;
}

void
signals_block(void)
{
	sigset_t all;

	(void)sigfillset(&all);
	(void)sigprocmask(SIG_SETMASK, &all, NULL);
}

void
signals_unblock(void)
{
	sigset_t held = ours(true);

	(void)sigprocmask(SIG_SETMASK, &held, NULL);
}

int
signals_init(void)
{
	struct sigaction sa = { .sa_handler = SIG_DFL };
	sigset_t set = ours(false);

	if (fd != -1)
		(void)close(fd);
	fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	if (fd == -1)
		fatal("signalfd");
	for (int sig = 1; sig < SIGNALS_MAX; sig++) {
		came[sig] = false;
		(void)sigaction(sig, &sa, NULL);	/* KILL: cannot be */
	}
	signals_unblock();
	return fd;
}

bool
signals_take(int sig)
{
	bool has_come = came[sig];

	came[sig] = false;
	return has_come;
}

void
signals_post(int sig)
{
	(void)raise(sig);
}

/* Each is pending once at most: there are never more than these. */
void
signals_clear(void)
{
	struct signalfd_siginfo si[16];
	ssize_t n = read(fd, si, sizeof(si));

	for (ssize_t i = 0; i < n / (ssize_t)sizeof(si[0]); i++)
		if (si[i].ssi_signo < SIGNALS_MAX)
			came[si[i].ssi_signo] = true;
}
