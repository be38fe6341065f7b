/*
 * grader_owner.c - what the grader does as who owns the data: each time in a
 * process of its own, since there is no way back.
 */
#include "apps/tutor/model/grader_part.h"

#include <sys/stat.h>
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "apps/tutor/model/course.h"
#include "apps/tutor/model/jobs.h"
#include "apps/tutor/model/log.h"
#include "apps/tutor/model/problem.h"
#include "web/folder.h"
#include "web/json.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/val.h"

#define STATUS_FILE	"grader"
#define LOCK_FILE	"grader.lock"

enum {
	MEMORY_MAX = 512 << 20, STATUS_MAX = 4096,
	SILENT_MS = 3 * 60 * 1000	/* it tells every minute */
};

int
grader_become_owner(const struct grader *g)
{
	struct stat st;

	if (geteuid() != 0)
		return 0;
	if (fstat(g->config->data_fd, &st) == -1)
		return -1;
	return box_become(st.st_uid, st.st_gid);
}

/* A lock of this process, which its children do not have. */
int
grader_lock(struct grader *g)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	struct stat st;

	if (g->lock == -1) {
		g->lock = openat(g->config->data_fd, LOCK_FILE, O_RDWR |
		    O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
		if (g->lock == -1 || fstat(g->config->data_fd, &st) == -1 ||
		    (geteuid() == 0 && fchown(g->lock, st.st_uid, st.st_gid) ==
		    -1))
			return -1;
	}
	return fcntl(g->lock, F_SETLK, &lock);
}

/* Run that as the owner, and wait for it. */
static void
as_owner(const struct grader *g, void (*run)(const struct grader *, bool),
    bool arg)
{
	pid_t pid = fork();
	int status;

	if (pid == -1) {
		grader_say("fork: %s", strerror(errno));
		return;
	}
	if (pid != 0) {
		while (waitpid(pid, &status, 0) == -1 && errno == EINTR)
			;
		return;
	}
	box_end_with_parent();
	if (grader_become_owner(g) == -1)
		grader_say("cannot become who owns the data: %s",
		    strerror(errno));
	else
		run(g, arg);
	_exit(0);
}

static void
rebuild_course(const struct grader *g, struct mem *mem, const char *name,
    bool fresh)
{
	struct course_data data;
	struct jobs_course c = { .data = &data };
	struct problems problems;

	problems_init(&problems, mem);
	if (grader_data(g, &data, name) == -1)
		return;
	c.course = course_open(mem, g->config->courses_fd, name, &problems);
	c.staff = staff_read(&data, mem);
	if (c.course == NULL || c.staff == NULL ||
	    jobs_rebuild(&c, mem, fresh) == -1)
		grader_say("%s: cannot look for jobs: %s", name,
		    strerror(errno));
	if (c.course != NULL)
		course_close(c.course);
	data_close(&data);
}

static void
rebuild(const struct grader *g, bool fresh)
{
	const char *const *names;
	struct mem names_mem, mem;
	size_t n;

	mem_init(&names_mem, 0);
	if (course_names(&names_mem, g->config->courses_fd, &names, &n) == -1) {
		grader_say("cannot read the folder of courses: %s",
		    strerror(errno));
		return;
	}
	for (size_t i = 0; i < n; i++) {
		mem_init(&mem, MEMORY_MAX);
		rebuild_course(g, &mem, names[i], fresh);
		mem_release(&mem);
	}
	mem_release(&names_mem);
}

void
grader_rebuild(const struct grader *g, bool fresh)
{
	as_owner(g, rebuild, fresh);
}

static void
tell(const struct grader *g, bool unused)
{
	struct mem mem;
	struct text t;
	struct val *v;

	(void)unused;
	mem_init(&mem, 0);
	text_init(&t, &mem);
	v = val_object(&mem);
	val_seti(v, "ms", grader_now());
	val_set(v, "why", g->why);
	json_write(&t, v);
	if (folder_save(g->config->data_fd, STATUS_FILE, t.p, t.n) == -1)
		grader_say("cannot write %s: %s", STATUS_FILE,
		    strerror(errno));
	mem_release(&mem);
}

void
grader_tell(const struct grader *g)
{
	as_owner(g, tell, false);
}

bool
grader_works(int data_fd, struct mem *mem, long long now_ms, const char **why)
{
	const struct val *v = NULL;
	const char *text;
	size_t n;

	text = folder_load(data_fd, STATUS_FILE, mem, STATUS_MAX, &n);
	if (text != NULL)
		v = json_parse(mem, text, n, NULL);
	*why = val_getstr(v, "why");
	if (**why != '\0')
		return false;
	if (v == NULL || now_ms - val_getint(v, "ms") > SILENT_MS) {
		*why = "The grader (tutor grade) does not run.";
		return false;
	}
	return true;
}
