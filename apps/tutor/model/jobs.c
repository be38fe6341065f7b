#include "apps/tutor/model/jobs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "apps/tutor/model/grow.h"
#include "apps/tutor/model/log.h"
#include "web/folder.h"
#include "web/mem.h"

enum { NAME_SIZE = 120 };

static int
queue_folder(const struct course_data *data)
{
	return folder_in(data->dirfd, "q", false);
}

static void
add_name(struct jobs *jobs, const char *course, const char *name)
{
	const char *user;
	long long seq;

	if (job_read(name, &user, &seq) == -1)
		return;
	jobs->list = grow_list(jobs->mem, jobs->list, jobs->n,
	    sizeof(*jobs->list));
	jobs->list[jobs->n++] = (struct job){ course,
	    mem_str(jobs->mem, user), seq, 0 };
}

int
jobs_read(struct jobs *jobs, const struct course_data *data,
    const char *course)
{
	int fd = queue_folder(data);
	const struct dirent *entry;
	DIR *dir;

	if (fd == -1)
		return errno == ENOENT ? 0 : -1;
	dir = fdopendir(fd);
	if (dir == NULL) {
		(void)close(fd);
		return -1;
	}
	while ((entry = readdir(dir)) != NULL)
		add_name(jobs, course, entry->d_name);
	(void)closedir(dir);	/* only read */
	return 0;
}

static int
by_user(const void *va, const void *vb)
{
	const struct job *a = va, *b = vb;
	int order = strcmp(a->user, b->user);

	if (order == 0)
		order = (a->seq < b->seq) - (a->seq > b->seq);
	return order != 0 ? order : strcmp(a->course, b->course);
}

static int
by_turn(const void *va, const void *vb)
{
	const struct job *a = va, *b = vb;

	if (a->newer != b->newer)
		return a->newer < b->newer ? -1 : 1;
	return by_user(a, b);
}

/* Whose turn it is first: move the first n behind the others. */
static void
rotate(struct job *list, size_t all, size_t n, struct mem *mem)
{
	struct job *copy = mem_array(mem, n, sizeof(*copy));

	if (n == 0)
		return;
	memcpy(copy, list, n * sizeof(*copy));
	memmove(list, list + n, (all - n) * sizeof(*list));
	memcpy(list + all - n, copy, n * sizeof(*copy));
}

void
jobs_order(struct jobs *jobs, const char *last)
{
	struct job *list = jobs->list;
	size_t had = 0, first = 0;

	if (jobs->n == 0)
		return;
	qsort(list, jobs->n, sizeof(*list), by_user);
	for (size_t i = 1; i < jobs->n; i++)
		if (strcmp(list[i].user, list[i - 1].user) == 0)
			list[i].newer = list[i - 1].newer + 1;
	qsort(list, jobs->n, sizeof(*list), by_turn);
	while (first < jobs->n && list[first].newer == 0)
		first++;
	while (last != NULL && had < first && strcmp(list[had].user, last) <= 0)
		had++;
	rotate(list, first, had, jobs->mem);
}

static void
name_of(char name[NAME_SIZE], const char *prefix, const struct job *job)
{
	(void)snprintf(name, NAME_SIZE, "%s%lld.%s", prefix, job->seq,
	    job->user);
}

int
job_step(const struct course_data *data, const char *user, long long seq,
    enum job_step step)
{
	struct job job = { .user = user, .seq = seq };
	char plain[NAME_SIZE], run[NAME_SIZE], stop[NAME_SIZE];
	int fd = queue_folder(data), result = -1, error;

	if (fd == -1)
		return -1;
	name_of(plain, "", &job);
	name_of(run, "run-", &job);
	name_of(stop, "stop-", &job);
	if (step == JOB_CLAIM)
		result = renameat(fd, plain, fd, run);
	else if (step == JOB_BACK)
		result = renameat(fd, run, fd, plain);
	else if (step == JOB_STOP)
		result = renameat(fd, run, fd, stop);
	else
		result = unlinkat(fd, run, 0);
	error = errno;
	(void)close(fd);
	errno = error;
	return result;
}

int
jobs_before(const struct course_data *data, const char *user, long long seq)
{
	struct jobs jobs = { NULL, NULL, 0 };
	struct mem mem;
	int before = -1;

	mem_init(&mem, 0);
	jobs.mem = &mem;
	if (jobs_read(&jobs, data, "") == 0)
		jobs_order(&jobs, NULL);
	for (size_t i = 0; i < jobs.n && before == -1; i++)
		if (jobs.list[i].seq == seq &&
		    strcmp(jobs.list[i].user, user) == 0)
			before = (int)i;
	mem_release(&mem);
	return before;
}
