#include "facts.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_FD = 1024, MAX_SIGNAL = 31, MAX_PATH = 4096 };

static const char *
kind(mode_t mode)
{
	if (S_ISREG(mode))
		return "file";
	if (S_ISFIFO(mode))
		return "pipe";
	if (S_ISCHR(mode))
		return "device";
	return S_ISSOCK(mode) ? "socket" : "other";
}

static void
descriptors(int out)
{
	struct stat st;

	for (int fd = 0; fd < MAX_FD; fd++) {
		int flags = fcntl(fd, F_GETFL);

		if (flags == -1 || fstat(fd, &st) == -1)
			continue;
		dprintf(out, "fd %d %s %s\n", fd, kind(st.st_mode),
		    (flags & O_NONBLOCK) != 0 ? "nonblocking" : "blocking");
	}
}

static void
signals(int out)
{
	struct sigaction sa;
	sigset_t mask;

	sigprocmask(SIG_BLOCK, NULL, &mask);
	for (int sig = 1; sig <= MAX_SIGNAL; sig++) {
		if (sigismember(&mask, sig) == 1)
			dprintf(out, "signal %d blocked\n", sig);
		if (sigaction(sig, NULL, &sa) == 0 &&
		    sa.sa_handler == SIG_IGN)
			dprintf(out, "signal %d ignored\n", sig);
	}
}

void
facts_print(int out)
{
	char cwd[MAX_PATH];
	struct rlimit rl = { 0, 0 };
	mode_t mask = umask(0);

	umask(mask);
	descriptors(out);
	signals(out);
	if (getcwd(cwd, sizeof(cwd)) != NULL)
		dprintf(out, "cwd %s\n", cwd);
	(void)getrlimit(RLIMIT_NOFILE, &rl);
	dprintf(out, "umask %03o\nnofile %llu\n", (unsigned)mask,
	    (unsigned long long)rl.rlim_cur);
	dprintf(out, "group %s\nsession %s\nterminal %s\nuid %ld\n",
	    getpgrp() == getpid() ? "own" : "shared",
	    getsid(0) == getpid() ? "own" : "shared",
	    open("/dev/tty", O_RDWR) == -1 ? "none" : "yes", (long)geteuid());
}
