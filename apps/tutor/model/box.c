#include "apps/tutor/model/box.h"

#include <sys/wait.h>

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "apps/tutor/model/box_plat.h"
#include "web/mem.h"
#include "web/text.h"

enum {
	STREAMS = 3, READ_SIZE = 16 * 1024,
	GRACE_MS = 5000		/* for making and clearing a box */
};

enum stream_name { OUT, ERR, REPORT };

struct stream {
	int		fd;		/* owned; -1 at its end */
	size_t		max, keep;	/* bytes that may come, that are kept */
	size_t		seen;
	struct text	text;
};

struct run {
	const struct box_job *job;
	struct stream	streams[STREAMS];
	pid_t		pid;		/* of the box's first process */
	bool		flooded;	/* too much came */
	bool		stuck;		/* the box itself took too long */
};

static const size_t stream_max[STREAMS] = {
	[OUT] = BOX_KILLED,
	[ERR] = BOX_KILLED,
	[REPORT] = sizeof(struct box_report) + BOX_RESULT_MAX
};

static const size_t stream_keep[STREAMS] = {
	[OUT] = BOX_KILLED,
	[ERR] = BOX_SHOWN,
	[REPORT] = sizeof(struct box_report) + BOX_RESULT_MAX
};

static long long
clock_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

static int
pipe_open(int ends[2])
{
	if (pipe(ends) == -1)
		return -1;
	(void)fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	(void)fcntl(ends[1], F_SETFD, FD_CLOEXEC);
	return 0;
}

/* A pipe for each stream; the ends of the box in `ends`. */
static int
streams_open(struct run *r, struct mem *mem, int ends[STREAMS])
{
	int pair[2];

	for (int i = 0; i < STREAMS; i++) {
		if (pipe_open(pair) == -1)
			return -1;
		r->streams[i].fd = pair[0];
		ends[i] = pair[1];
		r->streams[i].max = stream_max[i];
		r->streams[i].keep = stream_keep[i];
		text_init(&r->streams[i].text, mem);
	}
	return 0;
}

static void
fd_close(int *fd)
{
	if (*fd != -1)
		(void)close(*fd);	/* nothing is written to it */
	*fd = -1;
}

static void
run_start(struct run *r, struct mem *mem)
{
	int ends[STREAMS] = { -1, -1, -1 };
	struct box_wires wires;

	if (streams_open(r, mem, ends) == 0) {
		wires.out = ends[OUT];
		wires.err = ends[ERR];
		wires.report = ends[REPORT];
		r->pid = box_start(r->job, &wires);
	}
	for (int i = 0; i < STREAMS; i++)
		fd_close(&ends[i]);
}

/* Read what there is; false: too much came. */
static bool
stream_read(struct stream *s)
{
	char bytes[READ_SIZE];
	ssize_t n = read(s->fd, bytes, sizeof(bytes));
	size_t room;

	if (n == -1 && errno == EINTR)
		return true;
	if (n <= 0) {
		fd_close(&s->fd);
		return true;
	}
	room = s->keep - s->text.n;
	text_add(&s->text, bytes, (size_t)n < room ? (size_t)n : room);
	if (s->seen <= s->max)
		s->seen += (size_t)n;
	return s->seen <= s->max;
}

static bool
run_open(const struct run *r)
{
	return r->streams[OUT].fd != -1 || r->streams[ERR].fd != -1 ||
	    r->streams[REPORT].fd != -1;
}

static void
run_kill(struct run *r)
{
	r->stuck = true;
	(void)kill(r->pid, SIGKILL);	/* not waited for: it is there */
}

static void
run_read(struct run *r, const struct pollfd *polled)
{
	for (int i = 0; i < STREAMS; i++)
		if (polled[i].revents != 0 && !stream_read(&r->streams[i]) &&
		    !r->flooded) {
			r->flooded = true;
			(void)kill(r->pid, SIGTERM);
		}
}

/* Until all ends are closed, which they are when the box is gone. */
static void
run_watch(struct run *r)
{
	long long end = clock_ms() + 3 * r->job->limits.cpu_ms + 1000 +
	    GRACE_MS;
	struct pollfd polled[STREAMS];
	long long left;

	while (run_open(r)) {
		left = end - clock_ms();
		if (left <= 0 && r->stuck)
			return;
		if (left <= 0) {
			run_kill(r);
			left = GRACE_MS;
			end += GRACE_MS;
		}
		for (int i = 0; i < STREAMS; i++)
			polled[i] = (struct pollfd){ r->streams[i].fd, POLLIN,
			    0 };
		if (poll(polled, STREAMS, (int)left) > 0)
			run_read(r, polled);
	}
}

static void
run_end(struct run *r)
{
	int status;

	for (int i = 0; i < STREAMS; i++)
		fd_close(&r->streams[i].fd);
	if (r->pid == -1)
		return;
	(void)kill(r->pid, SIGKILL);	/* it is, or is about to end */
	while (waitpid(r->pid, &status, 0) == -1 && errno == EINTR)
		;
}

static void
set_end(struct box_result *result, const struct box_report *report,
    const struct box_job *job)
{
	bool exited = WIFEXITED(report->status);

	result->end = exited ? BOX_EXITED : BOX_SIGNALED;
	result->code = exited ? WEXITSTATUS(report->status) :
	    WTERMSIG(report->status);
	if (!exited && result->code == SIGXFSZ)
		result->end = BOX_OUTPUT;
	if (report->late || report->cpu_ms > job->limits.cpu_ms ||
	    (!exited && result->code == SIGXCPU))
		result->end = BOX_TIME;
	if (report->not_started) {
		result->end = BOX_EXITED;
		result->code = 127;
	}
}

static void
run_result(struct run *r, struct mem *mem, struct box_result *result)
{
	const struct text *t = &r->streams[REPORT].text;
	struct box_report report;

	result->out = r->streams[OUT].text.p;
	result->nout = r->streams[OUT].text.n;
	result->err = r->streams[ERR].text.p;
	result->nerr = r->streams[ERR].text.n;
	if (t->n < sizeof(report)) {
		result->why = r->stuck ? "The box hung." :
		    "The box ended without a word.";
		return;
	}
	memcpy(&report, t->p, sizeof(report));
	if (report.what[0] != '\0' && !report.not_started) {
		result->why = mem_printf(mem, "There is no box: %s: %s.",
		    report.what, strerror(report.error));
		return;
	}
	result->cpu_ms = report.cpu_ms;
	result->wall_ms = report.wall_ms;
	result->memory = report.memory;
	set_end(result, &report, r->job);
	if (r->flooded)
		result->end = BOX_OUTPUT;
	if (report.has_file && !r->flooded) {
		result->file = t->p + sizeof(report);
		result->nfile = t->n - sizeof(report);
	}
}

bool
box_run(struct mem *mem, const struct box_job *job, struct box_result *result)
{
	struct run r = { .job = job, .pid = -1 };

	assert(job->slot >= 0 && job->slot <= BOX_SLOTS_MAX);
	memset(result, 0, sizeof(*result));
	result->out = result->err = "";
	result->why = box_unfit();
	if (result->why != NULL)
		return false;
	for (int i = 0; i < STREAMS; i++)
		r.streams[i].fd = -1;
	run_start(&r, mem);
	if (r.pid == -1)
		result->why = mem_printf(mem, "There is no box: the system "
		    "gives no namespaces (%s). The grader needs root, or a "
		    "user who may have user namespaces.", strerror(errno));
	else
		run_watch(&r);
	run_end(&r);
	if (r.pid != -1)
		run_result(&r, mem, result);
	return result->end != BOX_BROKEN;
}

const char *
box_missing(struct mem *mem)
{
	static const char *const argv[] = { "/bin/sh", "-c",
	    "test $$ -eq 2 -a ! -e /etc/passwd -a ! -e /proc/1 &&"
	    " echo x >file && ! echo x >/file", NULL };
	/* Of a slot that is nobody else's. */
	struct box_job job = { .slot = BOX_SLOTS_MAX, .argv = argv, .in = "",
	    .limits = { 1000, 256 << 20, 1 << 20, 4 } };
	struct box_result result;

	if (!box_run(mem, &job, &result))
		return result.why;
	if (result.end != BOX_EXITED || result.code != 0)
		return mem_printf(mem, "A first try in the box failed: "
		    "end %d, code %d. %s", (int)result.end, result.code,
		    result.err);
	return NULL;
}

bool
box_shows(const char *path)
{
	const char *shown;
	size_t n;

	for (size_t i = 0; (shown = box_shown(i)) != NULL; i++) {
		n = strlen(shown);
		if (strncmp(path, shown, n) == 0 &&
		    (path[n] == '\0' || path[n] == '/'))
			return true;
	}
	return strcmp(path, "/") == 0;
}
