/*
 * A box on Linux: namespaces.  The first process in it is ours; it makes the
 * view, starts the program as another user, and ends all that is left.
 */
#define _GNU_SOURCE
#include "apps/tutor/model/box.h"
#include "apps/tutor/model/box_plat.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "apps/tutor/model/box_inside.h"

enum {
	FD_OUT = 3, FD_ERR, FD_REPORT, FD_REST,
	FD_HIGH = 64,			/* out of the way of those */
	MAPPED_ID = 1000,		/* what we are in a user namespace */
	STACK = 8 << 20, FILES = 32, NICE = 10,
	COPY_SIZE = 16 * 1024
};

struct boxed {
	const struct box_job *job;
	struct box_user	user;
	struct box_view	view;
	struct box_report report;
	long long	start;
};

static long long
clock_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

const char *
box_unfit(void)
{
	return NULL;
}

void
box_end_with_parent(void)
{
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);	/* else it ends later */
}

static void
send(int fd, const void *data, size_t n)
{
	const char *p = data;
	ssize_t done;

	for (; n > 0; p += done, n -= (size_t)done) {
		done = write(fd, p, n);
		if (done == -1)
			_exit(1);	/* nobody listens */
	}
}

/* There is no box: say why and end, and with the first process all. */
static void
give_up(struct boxed *b, const char *what)
{
	b->report.error = errno;
	(void)snprintf(b->report.what, sizeof(b->report.what), "%s", what);
	send(FD_REPORT, &b->report, sizeof(b->report));
	_exit(127);
}

static int
close_from(int fd)
{
	struct rlimit r;

	if (syscall(SYS_close_range, (unsigned)fd, ~0u, 0u) == 0)
		return 0;
	if (getrlimit(RLIMIT_NOFILE, &r) == -1 || r.rlim_cur > 1 << 20)
		return -1;
	for (; fd < (int)r.rlim_cur; fd++)
		(void)close(fd);
	return 0;
}

/* Our ends of the wires as FD_OUT, ..., and nothing else above 2. */
static int
keep_wires(const struct box_wires *wires)
{
	const int from[] = { wires->out, wires->err, wires->report };
	int high[3];

	for (int i = 0; i < 3; i++) {
		high[i] = fcntl(from[i], F_DUPFD_CLOEXEC, FD_HIGH);
		if (high[i] == -1)
			return -1;
	}
	for (int i = 0; i < 3; i++)
		if (dup2(high[i], FD_OUT + i) == -1 ||
		    fcntl(FD_OUT + i, F_SETFD, FD_CLOEXEC) == -1)
			return -1;
	return close_from(FD_REST);
}

static int
write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	ssize_t n;

	if (fd == -1)
		return -1;
	n = write(fd, text, strlen(text));
	(void)close(fd);
	return n == (ssize_t)strlen(text) ? 0 : -1;
}

/* In a user namespace: be MAPPED_ID there, who is us outside. */
static int
map_user(const struct box_user *user)
{
	char text[64];

	(void)snprintf(text, sizeof(text), "%d %ld 1", MAPPED_ID,
	    (long)user->uid);
	if (write_file("/proc/self/setgroups", "deny") == -1 ||
	    write_file("/proc/self/uid_map", text) == -1)
		return -1;
	(void)snprintf(text, sizeof(text), "%d %ld 1", MAPPED_ID,
	    (long)user->gid);
	return write_file("/proc/self/gid_map", text);
}

static int
limit(int what, long long soft, long long hard)
{
	struct rlimit r;

	r.rlim_cur = (rlim_t)soft;
	r.rlim_max = (rlim_t)hard;
	return setrlimit((unsigned)what, &r);
}

static int
set_limits(const struct box_limits *l, bool mapped)
{
	long long cpu = (l->cpu_ms + 999) / 1000;
	/* In a user namespace the first process has the same user. */
	long long processes = l->processes + mapped;

	if (limit(RLIMIT_CPU, cpu, cpu + 1) == -1 ||
	    limit(RLIMIT_AS, l->memory, l->memory) == -1 ||
	    limit(RLIMIT_DATA, l->memory, l->memory) == -1 ||
	    limit(RLIMIT_STACK, STACK, STACK) == -1 ||
	    limit(RLIMIT_FSIZE, l->disk, l->disk) == -1 ||
	    limit(RLIMIT_NOFILE, FILES, FILES) == -1 ||
	    limit(RLIMIT_NPROC, processes, processes) == -1 ||
	    limit(RLIMIT_CORE, 0, 0) == -1 ||
	    limit(RLIMIT_MEMLOCK, 0, 0) == -1 ||
	    limit(RLIMIT_MSGQUEUE, 0, 0) == -1)
		return -1;
	return 0;
}

int
box_become(uid_t uid, gid_t gid)
{
	if (setgroups(0, NULL) == -1 || setresgid(gid, gid, gid) == -1)
		return -1;
	return setresuid(uid, uid, uid);
}

static int
drop_capabilities(void)
{
	struct { unsigned version; int pid; } head = { 0x20080522, 0 };
	struct { unsigned effective, permitted, inheritable; } none[2];

	memset(none, 0, sizeof(none));
	return (int)syscall(SYS_capset, &head, none);
}

static int
become(const struct box_user *user)
{
	if (!user->mapped && box_become(user->uid, user->gid) == -1)
		return -1;
	if (drop_capabilities() == -1)
		return -1;
	/* There is no way back. */
	if (!user->mapped && (setuid(0) == 0 || setgid(0) == 0)) {
		errno = EPERM;
		return -1;
	}
	return 0;
}

static void
default_signals(void)
{
	sigset_t none;

	for (int i = 1; i < 65; i++)
		(void)signal(i, SIG_DFL);	/* not all can be set */
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
}

static int
set_streams(const struct boxed *b)
{
	if (dup2(b->view.input, STDIN_FILENO) == -1 ||
	    dup2(FD_OUT, STDOUT_FILENO) == -1 ||
	    dup2(FD_ERR, STDERR_FILENO) == -1)
		return -1;
	return close_from(FD_REST);	/* FD_OUT to FD_REPORT: by execve */
}

/* The process that becomes the program. */
static void
program(struct boxed *b)
{
	static char path[] = "PATH=/usr/bin:/bin", tmp[] = "TMPDIR=/tmp",
	    locale[] = "LC_ALL=C.UTF-8", home[] = "HOME=/work",
	    bytecode[] = "PYTHONDONTWRITEBYTECODE=1";
	char *environment[] = { path, tmp, locale, home, bytecode, NULL };
	const char *what;
	union {
		const char *const *in;
		char *const *out;
	} argv = { b->job->argv };

	default_signals();
	(void)setsid();			/* it leads no group: it works */
	(void)umask(077);
	(void)setpriority(PRIO_PROCESS, 0, NICE);
	if (set_streams(b) == -1 || chdir("/work") == -1)
		give_up(b, "no streams");
	if (set_limits(&b->job->limits, b->user.mapped) == -1)
		give_up(b, "no limits");
	if (become(&b->user) == -1)
		give_up(b, "no user of its own");
	if (box_filter(&what) == -1)
		give_up(b, what);
	(void)execve(b->job->argv[0], argv.out, environment);
	b->report.not_started = true;
	give_up(b, "the program cannot be started");
}

static void
wait_signal(const sigset_t *set, long long ms, bool *stop)
{
	struct timespec t = { (time_t)(ms / 1000), (ms % 1000) * 1000000 };

	if (sigtimedwait(set, NULL, &t) == SIGTERM)
		*stop = true;
}

/* Until the program ended, its time is over, or we are told to end it. */
static void
watch(struct boxed *b, pid_t pid, const sigset_t *set)
{
	long long end = b->start + 3 * b->job->limits.cpu_ms + 1000, left;
	bool stop = false;
	int status;
	pid_t p;

	while (!stop) {
		while ((p = waitpid(-1, &status, WNOHANG)) > 0)
			if (p == pid) {
				b->report.status = status;
				return;
			}
		left = end - clock_ms();
		b->report.late = left <= 0;
		if (left <= 0)
			break;
		wait_signal(set, left, &stop);
	}
	b->report.status = SIGKILL;
}

/* End all that is left in the box: forks cannot outrun this. */
static void
clear(struct boxed *b)
{
	struct rusage used;

	while (kill(-1, SIGKILL) == -1 && errno == EINTR)
		;
	while (waitpid(-1, NULL, 0) != -1 || errno == EINTR)
		;
	b->report.wall_ms = clock_ms() - b->start;
	if (getrusage(RUSAGE_CHILDREN, &used) == -1)
		return;
	b->report.cpu_ms = (used.ru_utime.tv_sec + used.ru_stime.tv_sec) *
	    1000LL + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1000;
	b->report.memory = used.ru_maxrss * 1024LL;
}

/* The result, if it is a plain file that nobody else knows; or -1. */
static int
result_open(const struct boxed *b)
{
	struct stat st;
	int fd;

	if (b->job->result == NULL)
		return -1;
	fd = openat(b->view.folder, b->job->result, O_RDONLY | O_NOFOLLOW |
	    O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd != -1 && (fstat(fd, &st) == -1 || !S_ISREG(st.st_mode) ||
	    st.st_nlink != 1 || st.st_size > BOX_RESULT_MAX)) {
		(void)close(fd);
		fd = -1;
	}
	return fd;
}

static void
report(struct boxed *b)
{
	char bytes[COPY_SIZE];
	int fd = result_open(b);
	ssize_t n;

	b->report.has_file = fd != -1;
	send(FD_REPORT, &b->report, sizeof(b->report));
	if (fd == -1)
		return;
	while ((n = read(fd, bytes, sizeof(bytes))) > 0)
		send(FD_REPORT, bytes, (size_t)n);
}

/*
 * Where the system has no memory left, the program goes first, not the server
 * nor us.  Nothing is lost if this fails.
 */
static pid_t
fork_victim(int scores)
{
	char before[16];
	ssize_t n = pread(scores, before, sizeof(before), 0);
	pid_t pid;

	(void)pwrite(scores, "1000", 4, 0);
	pid = fork();
	if (pid > 0 && n > 0)
		(void)pwrite(scores, before, (size_t)n, 0);
	return pid;
}

/* The first process: number 1 in the box, with which all in it ends. */
static void
first(struct boxed *b, const struct box_wires *wires)
{
	const char *what;
	sigset_t set;
	int scores;
	pid_t pid;

	(void)sigemptyset(&set);
	(void)sigaddset(&set, SIGCHLD);
	(void)sigaddset(&set, SIGTERM);
	(void)sigprocmask(SIG_BLOCK, &set, NULL);
	(void)signal(SIGCHLD, SIG_DFL);
	(void)umask(022);
	box_end_with_parent();
	if (keep_wires(wires) == -1)
		_exit(126);
	scores = open("/proc/self/oom_score_adj", O_RDWR | O_CLOEXEC);
	if (b->user.mapped && map_user(&b->user) == -1)
		give_up(b, "no user of its own");
	if (box_view(&b->view, b->job, &b->user, &what) == -1)
		give_up(b, what);
	b->start = clock_ms();
	pid = fork_victim(scores);
	if (pid == -1)
		give_up(b, "no process");
	if (pid == 0)
		program(b);
	(void)close(FD_OUT);
	(void)close(FD_ERR);
	watch(b, pid, &set);
	clear(b);
	report(b);
	_exit(0);
}

pid_t
box_start(const struct box_job *job, const struct box_wires *wires)
{
	long flags = CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC |
	    CLONE_NEWUTS | SIGCHLD;
	struct boxed b = { .job = job, .user = { geteuid() != 0, geteuid(),
	    getegid() } };
	pid_t pid;

	if (b.user.mapped)
		flags |= CLONE_NEWUSER;
	else
		b.user.uid = b.user.gid = (uid_t)(BOX_UID + job->slot);
	/* As fork(2): without a stack, in the same place. */
	pid = (pid_t)syscall(SYS_clone, flags, 0L, 0L, 0L, 0L);
	if (pid == 0)
		first(&b, wires);
	return pid;
}
