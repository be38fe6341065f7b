/*
 * gradebook.c - all members' results, by what was folded before.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "apps/tutor/model/cache.h"
#include "apps/tutor/model/digest.h"
#include "apps/tutor/model/grade.h"
#include "apps/tutor/model/group.h"
#include "apps/tutor/model/grow.h"
#include "apps/tutor/model/log.h"
#include "apps/tutor/model/results.h"
#include "apps/tutor/model/users.h"
#include "web/folder.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/val.h"

#define CACHE	"gradebook"

enum { MEM_MAX = 1 << 29, NAME_SIZE = 80 };

struct reading {
	const struct course_data *data;
	struct mem	 mem;		/* of both files */
	struct mem	 one;		/* of one user */
	struct mem	 record;	/* of one record */
	int		 idx;		/* the folder, or -1 */
	struct digest	*old;		/* by user */
	size_t		 nold;
	struct text	 fresh;		/* the file to be */
	struct val	*written;	/* the groups that are in it */
	size_t		 refolded;
};

static int
by_user(const void *a, const void *b)
{
	return strcmp(((const struct digest *)a)->user,
	    ((const struct digest *)b)->user);
}

static void
load(struct reading *r)
{
	size_t n, size;
	struct digest d;
	const char *p;

	p = cache_load(r->idx, CACHE, &r->mem, &n);
	if (p == NULL)
		return;
	for (; (size = digest_next(&d, p, n)) != 0; p += size, n -= size) {
		r->old = grow_list(&r->mem, r->old, r->nold, sizeof(d));
		r->old[r->nold++] = d;
	}
	if (r->nold > 0)
		qsort(r->old, r->nold, sizeof(d), by_user);
}

static void
begin(struct reading *r, const struct course_data *d)
{
	*r = (struct reading){ .data = d };
	mem_init(&r->mem, MEM_MAX);
	mem_init(&r->one, MEM_MAX);
	mem_init(&r->record, 0);
	r->idx = folder_in(d->dirfd, "idx", true);
	if (r->idx != -1)
		load(r);
	text_init(&r->fresh, &r->mem);
	cache_begin(&r->fresh);
	r->written = val_object(&r->mem);
}

static void
end(struct reading *r)
{
	mem_release(&r->one);
	mem_release(&r->mem);
	if (r->idx != -1)
		(void)close(r->idx);	/* a folder */
}

/* 1; 0: there is no log; -1 with errno. */
static int
look(const struct reading *r, const char *user, struct digest_log *log)
{
	char name[NAME_SIZE];
	struct stat st;

	if (!log_name_ok(user))
		return 0;
	(void)snprintf(name, sizeof(name), "%s.log", user);
	if (fstatat(r->data->users, name, &st, AT_SYMLINK_NOFOLLOW) == -1)
		return errno == ENOENT ? 0 : -1;
	memset(log, 0, sizeof(*log));
	log->device = (unsigned long long)st.st_dev;
	log->file = (unsigned long long)st.st_ino;
	log->size = (unsigned long long)st.st_size;
	log->seconds = (long long)st.st_mtim.tv_sec;
	log->nanoseconds = (long long)st.st_mtim.tv_nsec;
	return 1;
}

static const struct digest *
find_old(const struct reading *r, const char *user,
    const struct digest_log *log)
{
	const struct digest key = { .user = user };
	const struct digest *d;

	if (r->nold == 0)
		return NULL;
	d = bsearch(&key, r->old, r->nold, sizeof(key), by_user);
	if (d == NULL || memcmp(&d->log, log, sizeof(*log)) != 0)
		return NULL;
	return d;
}

/* Is it for the new file?  The log of a group is met for each of them. */
static bool
is_new(struct reading *r, const char *log)
{
	if (log[0] != '+')
		return true;
	if (val_get(r->written, log) != NULL)
		return false;
	val_setb(r->written, log, true);
	return true;
}

/* The state of a user, or a group, who has a log. */
static int
state_of(struct reading *r, struct user_state *s, const struct digest_log *log)
{
	const struct digest *d = find_old(r, s->user, log);
	const char *user = s->user;

	if (d != NULL && digest_read(s, d) == 0) {
		if (is_new(r, user))
			digest_copy(&r->fresh, d);
		return 0;
	}
	state_init(s, &r->one, user);
	s->scratch = &r->record;
	if (log_fold(r->data, s) == -1)
		return -1;
	r->refolded++;
	if (is_new(r, user))
		digest_write(&r->fresh, s, log, false);
	return 0;
}

static int
read_log(struct reading *r, struct user_state *s, const char *user)
{
	struct digest_log log;
	int has;

	state_init(s, &r->one, user);
	has = look(r, user, &log);
	return has == 1 ? state_of(r, s, &log) : has;
}

/* As merged_fold(), from what is kept. */
static int
read_groups(struct reading *r, const struct staff *staff,
    struct user_state *s)
{
	const char *const *logs;
	struct user_state group;
	size_t n = group_logs(staff, s->user, NULL, &logs);

	if (n > 0)
		group_forget(staff, s, NULL);
	for (size_t i = 0; i < n; i++) {
		if (read_log(r, &group, logs[i]) == -1)
			return -1;
		group_put(staff, s, &group, NULL);
	}
	return 0;
}

static int
read_one(struct reading *r, struct result *to, const struct results *all,
    const struct member *member)
{
	struct user_state s;

	if (read_log(r, &s, member->user) == -1 ||
	    read_groups(r, all->staff, &s) == -1)
		return -1;
	results_of(to, all, member, &s);
	return 0;
}

int
gradebook_read(struct gradebook *g, const struct results *all,
    const struct course_data *d, const struct members *members)
{
	struct reading r;
	int result = 0, error;

	begin(&r, d);
	g->n = members->n;
	g->list = mem_array(all->mem, g->n, sizeof(*g->list));
	for (size_t i = 0; i < g->n && result == 0; i++) {
		result = read_one(&r, &g->list[i], all, &members->list[i]);
		mem_release(&r.one);
	}
	error = errno;
	g->refolded = r.refolded;
	if (r.refolded > 0 && result == 0 && r.idx != -1)
		cache_save(r.idx, CACHE, &r.fresh);
	end(&r);
	errno = error;
	return result;
}
