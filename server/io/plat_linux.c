/* plat_linux.c - plat.h with Linux's own calls. */
#define _GNU_SOURCE

#include "io/plat.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/sendfile.h>
#include <unistd.h>

const int	plat_dir_flags = O_PATH | O_DIRECTORY | O_CLOEXEC;
const int	plat_msg_more = MSG_MORE;

static cpu_set_t all_cpus;		/* as we were started */
static bool	 all_known;

int
plat_pipe(int fds[2])
{
	return pipe2(fds, O_CLOEXEC);
}

int
plat_pipe_from(int fds[2])
{
	if (pipe2(fds, O_CLOEXEC) == -1)
		return -1;
	if (fcntl(fds[0], F_SETFL, O_NONBLOCK) == 0)
		return 0;
	(void)close(fds[0]);
	(void)close(fds[1]);
	return -1;
}

int
plat_accept(int fd, struct sockaddr *sa, socklen_t *n)
{
	return accept4(fd, sa, n, SOCK_CLOEXEC | SOCK_NONBLOCK);
}

unsigned
plat_accept_queue(int fd)
{
	struct tcp_info ti = { .tcpi_unacked = 0 };
	socklen_t n = sizeof(ti);

	/* Of a listening socket these two are its queue and its bound. */
	if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &ti, &n) == -1)
		return 0;
	return ti.tcpi_unacked;
}

ssize_t
plat_sendfile(int sock, int file, off_t *off, size_t n)
{
	return sendfile(sock, file, off, n);
}

int
plat_wake_open(int *read_end, int *write_end)
{
	*read_end = *write_end = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	return *read_end == -1 ? -1 : 0;
}

static const cpu_set_t *
cpus(void)
{
	if (!all_known) {
		if (sched_getaffinity(0, sizeof(all_cpus), &all_cpus) == -1)
			CPU_SET(0, &all_cpus);
		all_known = true;
	}
	return &all_cpus;
}

int
plat_cpus(void)
{
	int n = CPU_COUNT(cpus());

	return n > 0 ? n : 1;
}

void
plat_pin(int n)
{
	cpu_set_t one;
	int left = n % plat_cpus();

	CPU_ZERO(&one);
	for (int cpu = 0; cpu < CPU_SETSIZE; cpu++) {
		if (!CPU_ISSET(cpu, cpus()) || left-- > 0)
			continue;
		CPU_SET(cpu, &one);
		break;
	}
	/* Only speed depends on it. */
	(void)sched_setaffinity(0, sizeof(one), &one);
}

bool
plat_wants_cpu(pid_t pid)
{
	char path[64], text[128];
	const char *at;
	ssize_t n;
	int fd;

	(void)snprintf(path, sizeof(path), "/proc/%ld/stat", (long)pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd == -1)
		return false;
	n = read(fd, text, sizeof(text) - 1);
	(void)close(fd);
	text[n < 0 ? 0 : n] = '\0';
	at = strrchr(text, ')');	/* "123 (name) R ..." */
	return at != NULL && at[1] == ' ' && at[2] == 'R';
}

enum { UNPIN_DEPTH = 4 };

static void	unpin_process(pid_t, int depth);

static void
unpin_children(pid_t pid, long tid, int depth)
{
	char path[64];
	FILE *f;
	long child;

	(void)snprintf(path, sizeof(path), "/proc/%ld/task/%ld/children",
	    (long)pid, tid);
	f = fopen(path, "re");
	if (f == NULL)
		return;
	while (fscanf(f, "%ld", &child) == 1)
		unpin_process((pid_t)child, depth + 1);
	(void)fclose(f);
}

static void
unpin_process(pid_t pid, int depth)
{
	struct dirent *e;
	char path[64];
	DIR *d;

	/* The main thread first, should there be no /proc. */
	(void)sched_setaffinity(pid, sizeof(all_cpus), cpus());
	(void)snprintf(path, sizeof(path), "/proc/%ld/task", (long)pid);
	d = depth < UNPIN_DEPTH ? opendir(path) : NULL;
	if (d == NULL)
		return;
	while ((e = readdir(d)) != NULL) {
		long tid = strtol(e->d_name, NULL, 10);

		if (tid <= 0)
			continue;
		(void)sched_setaffinity((pid_t)tid, sizeof(all_cpus), cpus());
		unpin_children(pid, tid, depth);
	}
	(void)closedir(d);
}

void
plat_unpin(pid_t pid)
{
	unpin_process(pid, 0);
}

void
plat_close_on_exec(void)
{
	DIR *d = opendir("/proc/self/fd");
	struct dirent *e;

	if (d == NULL)
		return;
	while ((e = readdir(d)) != NULL) {
		long fd = strtol(e->d_name, NULL, 10);

		if (fd > 2)
			(void)fcntl((int)fd, F_SETFD, FD_CLOEXEC);
	}
	(void)closedir(d);
}

void
plat_not_dumpable(void)
{
	(void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);	/* cannot fail with 0 */
}

void
plat_random(void *p, size_t n)
{
	if (getentropy(p, n) == -1)
		abort();
}
