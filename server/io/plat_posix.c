/* plat_posix.c - plat.h with nothing but POSIX.1-2008. */
#include "io/plat.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <unistd.h>

const int	plat_dir_flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
const int	plat_msg_more = 0;

static int
set_flags(int fd, bool nonblock)
{
	if (fcntl(fd, F_SETFD, FD_CLOEXEC) == -1)
		return -1;
	return nonblock ? fcntl(fd, F_SETFL, O_NONBLOCK) : 0;
}

static int
open_pipe(int fds[2], bool nonblock)
{
	if (pipe(fds) == -1)
		return -1;
	if (set_flags(fds[0], nonblock) == 0 &&
	    set_flags(fds[1], nonblock) == 0)
		return 0;
	(void)close(fds[0]);
	(void)close(fds[1]);
	return -1;
}

int
plat_pipe(int fds[2])
{
	return open_pipe(fds, false);
}

int
plat_pipe_from(int fds[2])
{
	if (plat_pipe(fds) == -1)
		return -1;
	if (set_flags(fds[0], true) == 0)
		return 0;
	(void)close(fds[0]);
	(void)close(fds[1]);
	return -1;
}

int
plat_accept(int fd, struct sockaddr *sa, socklen_t *n)
{
	int s = accept(fd, sa, n);
	int on = 1;

	if (s == -1)
		return -1;
	if (set_flags(s, true) == -1) {
		(void)close(s);
		return -1;
	}
	if (sa->sa_family != AF_UNIX)	/* only speed depends on it */
		(void)setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	return s;
}

unsigned
plat_accept_queue(int fd)
{
	(void)fd;
	return 0;
}

ssize_t
plat_sendfile(int sock, int file, off_t *off, size_t n)
{
	char chunk[32768];
	ssize_t got, sent;

	got = pread(file, chunk, n < sizeof(chunk) ? n : sizeof(chunk), *off);
	if (got <= 0)
		return got;
	sent = send(sock, chunk, (size_t)got, MSG_NOSIGNAL);
	if (sent > 0)
		*off += sent;
	return sent;
}

int
plat_wake_open(int *read_end, int *write_end)
{
	int fds[2];

	if (open_pipe(fds, true) == -1)
		return -1;
	*read_end = fds[0];
	*write_end = fds[1];
	return 0;
}

int
plat_cpus(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);	/* in POSIX since 2024 */

	return n > 0 ? (int)n : 1;
}

void
plat_pin(int n)
{
	(void)n;
}

bool
plat_wants_cpu(pid_t pid)
{
	(void)pid;
	return false;
}

void
plat_unpin(pid_t pid)
{
	(void)pid;
}

enum { FDS_MAX = 65536 };		/* looked at, of those inherited */

void
plat_close_on_exec(void)
{
	long max = sysconf(_SC_OPEN_MAX);

	if (max < 0 || max > FDS_MAX)
		max = FDS_MAX;
	for (int fd = 3; fd < max; fd++)
		(void)fcntl(fd, F_SETFD, FD_CLOEXEC);	/* most are not open */
}

void
plat_not_dumpable(void)
{
}

void
plat_random(void *p, size_t n)
{
	int fd = open("/dev/urandom", O_RDONLY | O_CLOEXEC);

	if (fd == -1 || read(fd, p, n) != (ssize_t)n)
		abort();
	(void)close(fd);
}
