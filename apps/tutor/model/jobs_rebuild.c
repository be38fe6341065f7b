/*
 * jobs_rebuild.c - what is to be graded, as the logs tell it.
 */
#include "apps/tutor/model/jobs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "apps/tutor/model/course.h"
#include "apps/tutor/model/grade.h"
#include "apps/tutor/model/log.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/problem.h"
#include "web/folder.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/val.h"

/* The newest batch that the staff ordered for a question; 0: none. */
static long long
ordered_batch(const struct val *staff, const struct question_state *qs)
{
	const struct val *record;
	const char *question;
	long long batch, newest = 0;

	for (size_t i = 0; i < val_size(staff); i++) {
		record = val_at(staff, i);
		question = val_getstr(record, "q");
		if (strcmp(val_getstr(record, "k"), "regrade") != 0 ||
		    fnmatch(val_getstr(record, "page"), qs->page, 0) != 0 ||
		    (*question != '\0' && strcmp(question, qs->question) != 0))
			continue;
		batch = val_getint(record, val_get(record, "batch") == NULL ?
		    "seq" : "batch");
		if (batch > newest)
			newest = batch;
	}
	return newest;
}

long long
job_wanted(const struct jobs_course *c, const struct question_state *qs,
    const struct attempt *at, const struct question *q)
{
	long long batch = ordered_batch(c->staff, qs);

	if (at->manual || (!isnan(at->score) && at->batch >= batch))
		return -1;
	if (q->type != Q_CODE || q->ntests == 0)
		return -1;
	if (q->policy == POLICY_LAST && qs->nattempts > 0 &&
	    at != &qs->attempts[qs->nattempts - 1])
		return -1;
	return batch;
}

static const struct question *
question_now(struct jobs_course *c, const char *page, const char *name)
{
	struct problems problems;

	if (c->page != NULL && strcmp(c->page->name, page) == 0)
		return page_question(c->page, name);
	problems_init(&problems, c->course->mem);
	c->page = course_page(c->course, page, &problems);
	if (problems.errors > 0)
		c->page = NULL;
	return c->page == NULL ? NULL : page_question(c->page, name);
}

/* A block as it was kept, read as a page of its own. */
static const struct question *
question_kept(const struct jobs_course *c, struct mem *mem,
    const char *version, const char *name)
{
	struct question *q = mem_alloc(mem, sizeof(*q));
	struct problems problems;
	const struct page *page;
	struct text t;
	char *source;
	size_t n;

	source = version_load(c->data, mem, version, &n);
	if (source == NULL)
		return NULL;
	text_init(&t, mem);
	text_adds(&t, "title: kept\n\n");
	text_add(&t, source, n);
	problems_init(&problems, mem);
	page = page_read(mem, "1.kept.md", t.p, t.n, &problems);
	if (page->nquestions != 1)
		return NULL;
	/* In a bank it has a name of its own. */
	*q = *page->questions[0];
	q->name = name;
	return q;
}

const struct question *
job_question(struct jobs_course *c, struct mem *mem,
    const struct attempt *at, bool now)
{
	const char *page = val_getstr(at->record, "page");
	const char *name = val_getstr(at->record, "q");
	const char *version = val_getstr(at->record, "ver");
	const struct question *q = question_now(c, page, name), *kept;

	if (q != NULL && (now || strcmp(q->version, version) == 0))
		return q;
	kept = question_kept(c, mem, version, name);
	return kept != NULL ? kept : q;
}

static bool
is_undone(const struct jobs_course *c, const struct question_state *qs,
    const struct attempt *at)
{
	return !at->manual && (isnan(at->score) ||
	    at->batch < ordered_batch(c->staff, qs));
}

static int
rebuild_question(struct jobs_course *c, const char *user,
    const struct question_state *qs)
{
	const struct question *q = NULL;
	const struct attempt *at;

	for (size_t i = qs->nattempts; i > 0; i--) {
		at = &qs->attempts[i - 1];
		if (!is_undone(c, qs, at))
			continue;
		if (q == NULL)
			q = job_question(c, c->course->mem, at, true);
		if (q == NULL)
			return 0;
		if (job_wanted(c, qs, at, q) != -1 &&
		    job_add(c->data, user, at->seq) == -1)
			return -1;
	}
	return 0;
}

static int
rebuild_user(struct jobs_course *c, const char *user)
{
	struct user_state state;
	struct mem mem;
	int result;

	mem_init(&mem, 0);
	state_init(&state, &mem, user);
	result = log_fold(c->data, &state);
	for (size_t i = 0; i < state.nquestions && result == 0; i++)
		result = rebuild_question(c, user, &state.questions[i]);
	mem_release(&mem);
	return result;
}

/* Names only: what they stand for is in the logs. */
static int
remove_names(const struct course_data *data, bool fresh)
{
	int fd = folder_in(data->dirfd, "q", false);
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
		if (fresh || strncmp(entry->d_name, "stop-", 5) == 0)
			(void)unlinkat(fd, entry->d_name, 0);
	(void)closedir(dir);	/* only read */
	return 0;
}

int
jobs_rebuild(struct jobs_course *c, struct mem *mem, bool fresh)
{
	const char *const *users;
	size_t n;

	if (remove_names(c->data, fresh) == -1)
		return -1;
	if (log_users(c->data, mem, &users, &n) == -1)
		return -1;
	for (size_t i = 0; i < n; i++)
		if (rebuild_user(c, users[i]) == -1)
			return -1;
	return 0;
}
