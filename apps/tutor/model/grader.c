#include "apps/tutor/model/grader.h"

#include <sys/stat.h>
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "apps/tutor/model/box.h"
#include "apps/tutor/model/course.h"
#include "apps/tutor/model/grader_part.h"
#include "apps/tutor/model/jobs.h"
#include "apps/tutor/model/log.h"
#include "web/folder.h"
#include "web/mem.h"

enum {
	TICK_MS = 250,
	PROBE_MS = 30 * 1000,		/* without a box: try again */
	TELL_MS = 60 * 1000,
	REBUILD_MS = 10 * 60 * 1000	/* hints may be lost */
};

long long
grader_now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_REALTIME, &t);
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

void
grader_say(const char *fmt, ...)
{
	char line[500];
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(line, sizeof(line), fmt, args);
	va_end(args);
	(void)fprintf(stderr, "tutor grade: %s\n", line);
}

int
grader_data(const struct grader *g, struct course_data *data,
    const char *course)
{
	int all = folder_in(g->config->data_fd, "c", false), error;

	data->dirfd = data->users = -1;
	if (all == -1)
		return -1;
	data->dirfd = folder_in(all, course, false);
	if (data->dirfd != -1)
		data->users = folder_in(data->dirfd, "u", false);
	error = errno;
	(void)close(all);
	if (data->users == -1)
		data_close(data);
	errno = error;
	return data->users == -1 ? -1 : 0;
}

/* Rename the job of a slot. */
static void
slot_step(const struct grader *g, const struct slot *slot, enum job_step step)
{
	struct course_data data;

	if (grader_data(g, &data, slot->course) == -1)
		return;
	/* It is a hint: what is not there is found in the logs. */
	(void)job_step(&data, slot->user, slot->seq, step);
	data_close(&data);
}

/* Is the folder, wherever links lead, out of sight? */
static bool
hidden(int fd)
{
	int here = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	char path[PATH_MAX];
	bool is_hidden = here != -1 && fchdir(fd) == 0 &&
	    getcwd(path, sizeof(path)) != NULL && !box_shows(path);

	if (here != -1) {
		is_hidden = fchdir(here) == 0 && is_hidden;
		(void)close(here);
	}
	return is_hidden;
}

static void
probe(struct grader *g)
{
	char before[sizeof(g->why)];
	const char *why;
	struct mem mem;

	mem_init(&mem, 0);
	memcpy(before, g->why, sizeof(before));
	why = box_missing(&mem);
	if (why == NULL && (!hidden(g->config->data_fd) ||
	    !hidden(g->config->courses_fd)))
		why = "The data or the courses would be seen in a box: move "
		    "them out of the system's folders.";
	(void)snprintf(g->why, sizeof(g->why), "%s", why != NULL ? why : "");
	mem_release(&mem);
	g->probed = grader_now();
	if (strcmp(before, g->why) != 0 || g->told == 0) {
		if (why != NULL)
			grader_say("code answers wait: %s", g->why);
		g->told = g->probed;
		grader_tell(g);
	}
}

static void
slot_end(struct grader *g, struct slot *slot, int status)
{
	int end = WIFEXITED(status) ? WEXITSTATUS(status) : WORK_FAILED;

	slot->pid = -1;
	if (end == WORK_DONE) {
		slot_step(g, slot, JOB_DONE);
		return;
	}
	if (!WIFEXITED(status))
		grader_say("%s, %s, record %lld: ended by signal %d",
		    slot->course, slot->user, slot->seq, WTERMSIG(status));
	if (end == WORK_WAITS)
		probe(g);
	slot_step(g, slot, end == WORK_WAITS && g->why[0] != '\0' ?
	    JOB_BACK : JOB_STOP);
}

/* Processes that ended; true: some still run. */
static bool
reap(struct grader *g)
{
	bool busy = false;
	int status;

	for (int i = 0; i < g->slots; i++) {
		if (g->slot[i].pid == -1)
			continue;
		if (waitpid(g->slot[i].pid, &status, WNOHANG) == 0)
			busy = true;
		else
			slot_end(g, &g->slot[i], status);
	}
	return busy;
}

static struct slot *
free_slot(struct grader *g)
{
	for (int i = 0; i < g->slots; i++)
		if (g->slot[i].pid == -1)
			return &g->slot[i];
	return NULL;
}

static void
start(struct grader *g, struct slot *slot, const struct job *job)
{
	struct course_data data;
	int claimed;

	if (grader_data(g, &data, job->course) == -1)
		return;
	claimed = job_step(&data, job->user, job->seq, JOB_CLAIM);
	data_close(&data);
	if (claimed == -1)
		return;			/* another grader has it */
	(void)snprintf(slot->course, sizeof(slot->course), "%s", job->course);
	(void)snprintf(slot->user, sizeof(slot->user), "%s", job->user);
	(void)snprintf(g->last, sizeof(g->last), "%s", job->user);
	slot->seq = job->seq;
	slot->pid = fork();
	if (slot->pid == 0)
		grader_work(g, slot);
	if (slot->pid == -1) {
		grader_say("fork: %s", strerror(errno));
		slot_step(g, slot, JOB_BACK);
	}
}

/* The jobs of all courses; the size of all staff's logs. */
static long long
read_jobs(const struct grader *g, struct jobs *jobs)
{
	const char *const *names;
	struct course_data data;
	long long size = 0;
	struct stat st;
	size_t n;

	if (course_names(jobs->mem, g->config->courses_fd, &names, &n) == -1)
		return g->staff_size;
	for (size_t i = 0; i < n; i++) {
		if (grader_data(g, &data, names[i]) == -1)
			continue;	/* nobody was there yet */
		if (jobs_read(jobs, &data, names[i]) == -1)
			grader_say("%s: cannot read q: %s", names[i],
			    strerror(errno));
		if (fstatat(data.dirfd, "staff.log", &st,
		    AT_SYMLINK_NOFOLLOW) == 0)
			size += st.st_size;
		data_close(&data);
	}
	return size;
}

/* Start what waits.  False: nothing does. */
static bool
dispatch(struct grader *g)
{
	struct jobs jobs = { NULL, NULL, 0 };
	struct slot *slot = free_slot(g);
	struct mem mem;
	long long size;
	bool some;

	if (slot == NULL)
		return true;
	mem_init(&mem, 0);
	jobs.mem = &mem;
	size = read_jobs(g, &jobs);
	if (g->staff_size != -1 && size != g->staff_size)
		g->rebuilt = 0;		/* maybe a regrade was ordered */
	g->staff_size = size;
	jobs_order(&jobs, g->last);
	for (size_t i = 0; i < jobs.n && slot != NULL; i++) {
		start(g, slot, &jobs.list[i]);
		slot = free_slot(g);
	}
	some = jobs.n > 0;
	mem_release(&mem);
	return some;
}

static void
on_child(int number)
{
	(void)number;
}

static void
set_signals(sigset_t *set)
{
	struct sigaction action = { .sa_handler = on_child };

	(void)sigemptyset(set);
	(void)sigaddset(set, SIGCHLD);
	(void)sigaddset(set, SIGTERM);
	(void)sigaddset(set, SIGINT);
	(void)sigprocmask(SIG_BLOCK, set, NULL);
	(void)sigemptyset(&action.sa_mask);
	(void)sigaction(SIGCHLD, &action, NULL);
	(void)signal(SIGPIPE, SIG_IGN);
	(void)signal(SIGXFSZ, SIG_IGN);
}

/* What comes from time to time. */
static void
chores(struct grader *g, bool busy)
{
	long long now = grader_now();
	bool first = g->rebuilt == 0 && g->staff_size == -1;

	if (g->why[0] != '\0' && now - g->probed >= PROBE_MS)
		probe(g);
	if (now - g->told >= TELL_MS) {
		g->told = now;
		grader_tell(g);
	}
	if (now - g->rebuilt >= REBUILD_MS) {
		g->rebuilt = now;
		grader_rebuild(g, first && !busy);
	}
}

static void
end_all(struct grader *g)
{
	int status;

	for (int i = 0; i < g->slots; i++) {
		if (g->slot[i].pid == -1)
			continue;
		(void)kill(g->slot[i].pid, SIGTERM);	/* it is ours */
		while (waitpid(g->slot[i].pid, &status, 0) == -1 &&
		    errno == EINTR)
			;
		slot_step(g, &g->slot[i], JOB_BACK);
	}
}

/* Only one grader works: slots are users.  False: we shall end. */
static bool
wait_turn(struct grader *g, const sigset_t *set)
{
	struct timespec second = { 1, 0 };
	bool said = false;
	int number;

	while (grader_lock(g) == -1) {
		if (!said)
			grader_say("another one runs, or the folder of data "
			    "cannot be written: %s", strerror(errno));
		said = true;
		number = sigtimedwait(set, NULL, &second);
		if (number == SIGTERM || number == SIGINT)
			return false;
	}
	return true;
}

static void
loop(struct grader *g, const sigset_t *set)
{
	struct timespec tick = { 0, TICK_MS * 1000000L };
	bool busy, some;
	int number;

	for (;;) {
		busy = reap(g);
		chores(g, busy);
		some = g->why[0] == '\0' && dispatch(g);
		if (g->config->once && !some && !busy &&
		    free_slot(g) == &g->slot[0])
			return;
		number = sigtimedwait(set, NULL, &tick);
		if (number == SIGTERM || number == SIGINT)
			return;
	}
}

void
grader_run(const struct grader_config *config)
{
	struct grader g = { .config = config, .staff_size = -1, .lock = -1,
	    .slots = config->slots > 0 ? config->slots : GRADER_SLOTS };
	sigset_t set;

	if (g.slots > BOX_SLOTS_MAX)
		g.slots = BOX_SLOTS_MAX;
	for (int i = 0; i < BOX_SLOTS_MAX; i++)
		g.slot[i].pid = -1;
	set_signals(&set);
	if (wait_turn(&g, &set)) {
		probe(&g);
		loop(&g, &set);
		end_all(&g);
	}
	if (g.lock != -1)
		(void)close(g.lock);	/* and free */
}
