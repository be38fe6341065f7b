#include "apps/tutor/model/log.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "apps/tutor/model/cache.h"
#include "apps/tutor/model/digest.h"
#include "apps/tutor/model/grow.h"
#include "apps/tutor/model/users.h"
#include "web/folder.h"
#include "web/json.h"
#include "web/mem.h"
#include "web/store.h"
#include "web/text.h"
#include "web/val.h"

#define ENDING	".log"

enum { WAIT_MS = 10000, NAME_SIZE = 80, GLANCE_NEW = 64 };

/* The cache of a log: a file of the same name in idx/. */
struct cached {
	int	fd;
	char	name[NAME_SIZE];
};

static void
close_fd(int fd)
{
	int error = errno;

	if (fd != -1)
		(void)close(fd);	/* a folder */
	errno = error;
}

int
data_open(struct course_data *d, int data_fd, const char *course)
{
	int all;

	d->dirfd = d->users = -1;
	if (course[0] == '.') {
		errno = EINVAL;
		return -1;
	}
	all = folder_in(data_fd, "c", true);
	if (all == -1)
		return -1;
	d->dirfd = folder_in(all, course, true);
	close_fd(all);
	if (d->dirfd != -1)
		d->users = folder_in(d->dirfd, "u", true);
	if (d->users != -1)
		return 0;
	data_close(d);
	return -1;
}

void
data_close(struct course_data *d)
{
	close_fd(d->users);
	close_fd(d->dirfd);
	d->dirfd = d->users = -1;
}

static int
log_name(char name[NAME_SIZE], const char *user)
{
	if (!log_name_ok(user)) {
		errno = EINVAL;
		return -1;
	}
	(void)snprintf(name, NAME_SIZE, "%s" ENDING, user);
	return 0;
}

static int
fold(struct store *store, struct user_state *s)
{
	struct store_rec rec;
	int found;

	for (;;) {
		found = store_next(store, &rec);
		if (found == 1)
			state_add(s, &rec);
		else if (found == -1) {
			if (s->damages++ == 0)
				s->damage = mem_str(s->mem,
				    store_damage(store));
		} else
			return found == 0 ? 0 : -1;
	}
}

static struct store *
open_folded(const struct course_data *d, struct user_state *s,
    enum store_mode mode)
{
	struct store *store;
	char name[NAME_SIZE];
	int error;

	if (log_name(name, s->user) == -1)
		return NULL;
	store = store_open(d->users, name, mode, WAIT_MS);
	if (store == NULL || fold(store, s) == 0)
		return store;
	error = errno;
	store_close(store);
	errno = error;
	return NULL;
}

int
log_fold(const struct course_data *d, struct user_state *s)
{
	struct store *store = open_folded(d, s, STORE_READ);

	if (store == NULL)
		return errno == ENOENT ? 0 : -1;
	store_close(store);
	return 0;
}

/* What was read before of this log: 0 when it is in the state. */
static int
recall(const struct cached *f, struct store *store, struct user_state *s)
{
	struct digest d;
	const char *p;
	size_t n;

	p = cache_recall(f->fd, f->name, s->mem, store, &n);
	if (p == NULL || digest_next(&d, p, n) != n ||
	    strcmp(d.user, s->user) != 0)
		return -1;
	return digest_read(s, &d);
}

static void
remember(const struct cached *f, const struct store *store,
    const struct user_state *s)
{
	const struct digest_log none = { .size = 0 };
	struct text t;

	text_init(&t, s->mem);
	cache_begin_at(&t, store);
	digest_write(&t, s, &none, true);
	cache_save(f->fd, f->name, &t);
}

/*
 * The cache is written when so much is new that reading it again would take
 * longer.  A log with damage is always read wholly, so that it is told.
 */
static int
glance(const struct cached *f, struct store *store, struct user_state *s)
{
	static const struct store_mark start = { .offset = 0 };
	const char *user = s->user;
	struct mem *m = s->mem;
	size_t known;

	if (recall(f, store, s) == -1) {
		state_init(s, m, user);
		(void)store_seek(store, &start);	/* is always there */
	}
	known = s->records;
	if (fold(store, s) == -1)
		return -1;
	if (s->damages == 0 && s->records - known >= GLANCE_NEW)
		remember(f, store, s);
	return 0;
}

int
log_glance(const struct course_data *d, struct user_state *s)
{
	struct cached f = { .fd = folder_in(d->dirfd, "idx", true) };
	struct store *store = NULL;
	int result = -1, error;

	if (f.fd != -1 && log_name(f.name, s->user) == 0)
		store = store_open(d->users, f.name, STORE_READ, 0);
	if (store != NULL)
		result = glance(&f, store, s);
	else if (errno == ENOENT)
		result = 0;
	error = errno;
	store_close(store);
	close_fd(f.fd);
	errno = error;
	return result;
}

struct store *
log_open(const struct course_data *d, struct user_state *s)
{
	return open_folded(d, s, STORE_WRITE);
}

long long
log_add(struct store *store, struct user_state *s, long long ms,
    const struct val *record)
{
	struct store_rec rec = { .ms = ms > s->last_ms ? ms : s->last_ms };
	struct text t;

	text_init(&t, s->mem);
	json_write(&t, record);
	rec.seq = store_add(store, t.p, t.n, rec.ms);
	if (rec.seq < 0)
		return rec.seq;
	rec.json = t.p;
	rec.n = t.n;
	state_add(s, &rec);
	return rec.seq;
}

void
log_close(struct store *store)
{
	store_close(store);
}

int
job_add(const struct course_data *d, const char *user, long long seq)
{
	int fd, q = folder_in(d->dirfd, "q", true);
	char name[NAME_SIZE + 24];

	if (q == -1)
		return -1;
	(void)snprintf(name, sizeof(name), "%lld.%s", seq, user);
	fd = openat(q, name, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
	    0600);
	close_fd(q);
	close_fd(fd);
	return fd == -1 ? -1 : 0;
}

int
job_read(const char *name, const char **user, long long *seq)
{
	size_t n = strspn(name, "0123456789");

	if (n == 0 || n > 18 || name[n] != '.' || !log_name_ok(name + n + 1))
		return -1;
	*seq = strtoll(name, NULL, 10);
	*user = name + n + 1;
	return 0;
}

/* The user whose log has that name, or NULL. */
static const char *
user_of(struct mem *m, const char *name)
{
	size_t n = strlen(name), ending = strlen(ENDING);
	char *user;

	if (n <= ending || strcmp(name + n - ending, ENDING) != 0)
		return NULL;
	user = mem_dup(m, name, n - ending);
	return log_name_ok(user) ? user : NULL;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int
log_users(const struct course_data *d, struct mem *m,
    const char *const **names, size_t *n)
{
	int fd = openat(d->users, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd == -1 ? NULL : fdopendir(fd);
	const struct dirent *entry;
	const char **list = NULL, *user;

	*n = 0;
	if (dir == NULL) {
		close_fd(fd);
		return -1;
	}
	while ((entry = readdir(dir)) != NULL) {
		user = user_of(m, entry->d_name);
		if (user == NULL)
			continue;
		list = grow_list(m, list, *n, sizeof(*list));
		list[(*n)++] = user;
	}
	(void)closedir(dir);	/* only read */
	if (*n > 0)
		qsort(list, *n, sizeof(*list), by_name);
	*names = list;
	return 0;
}
