/*
 * signals_posix.c - handlers that set a flag and write to a pipe, and nothing
 * else.
 */
#include "signals.h"

#include <errno.h>
#include <unistd.h>

#include "base/log.h"
#include "io/plat.h"
#include "io/sock.h"

static volatile sig_atomic_t	came[SIGNALS_MAX];
static volatile sig_atomic_t	awake;		/* a byte is in the pipe */
static int			pipe_fds[2] = { -1, -1 };

static void
on_signal(int sig)
{
	int saved = errno;

	came[sig] = 1;
	if (!awake) {
		awake = 1;
		(void)!write(pipe_fds[1], "", 1);	/* full is awake, too */
	}
	errno = saved;
}

static void
set(int sig, void (*fn)(int))
{
	struct sigaction sa = { .sa_handler = fn, .sa_flags = SA_RESTART };

	(void)sigfillset(&sa.sa_mask);
	(void)sigaction(sig, &sa, NULL);	/* KILL, STOP: cannot be set */
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
	sigset_t none;

	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
}

int
signals_init(void)
{
	static const int caught[] = { SIGTERM, SIGINT, SIGQUIT, SIGHUP,
		SIGUSR1, SIGUSR2, SIGCHLD };

	for (int i = 0; i < 2; i++)
		if (pipe_fds[i] != -1)
			(void)close(pipe_fds[i]);
	if (plat_pipe(pipe_fds) == -1 || sock_nonblock(pipe_fds[0]) == -1 ||
	    sock_nonblock(pipe_fds[1]) == -1)
		fatal("signal pipe");
	for (int sig = 1; sig < SIGNALS_MAX; sig++) {
		came[sig] = 0;
		set(sig, SIG_DFL);
	}
	awake = 0;
	for (size_t i = 0; i < sizeof(caught) / sizeof(caught[0]); i++)
		set(caught[i], on_signal);
	set(SIGPIPE, SIG_IGN);
	signals_unblock();
	return pipe_fds[0];
}

bool
signals_take(int sig)
{
	if (!came[sig])
		return false;
	came[sig] = 0;
	return true;
}

void
signals_post(int sig)
{
	on_signal(sig);
}

void
signals_clear(void)
{
	char bytes[16];

	while (read(pipe_fds[0], bytes, sizeof(bytes)) > 0)
		continue;
	/*
	 * Last: a signal that came just before has set its flag, which is
	 * looked at next; one that comes from now on writes a byte again.
	 */
	awake = 0;
}
