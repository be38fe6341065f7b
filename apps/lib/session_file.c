#include "apps/lib/session_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "apps/lib/request.h"
#include "web/folder.h"
#include "web/hash.h"
#include "web/json.h"
#include "web/secret.h"
#include "web/user.h"
#include "web/val.h"

enum {
	RECORD_MAX = 4096,		/* bytes of a file */
	SEEN_STEP_MS = 5 * 60 * 1000,	/* how exactly `seen` is kept */
	SWEEP_MAX = 64,			/* files removed a call */
	FANS = 256			/* folders */
};

/* What to do with each session; other than 0 ends the walk. */
typedef int walk_fn(void *arg, const struct session_file *);

static int
open_sessions(struct web *w, bool make)
{
	int data = web_data(w);

	return data == -1 ? -1 : folder_in(data, "sess", make);
}

int
session_file_open(struct session_file *f, struct web *w, const char *id,
    bool make)
{
	int sessions = open_sessions(w, make);

	f->dirfd = -1;
	if (sessions == -1)
		return -1;
	sha256_hex(id, strlen(id), f->name);
	f->dirfd = folder_fan(sessions, f->name, make);
	(void)close(sessions);	/* a folder: nothing to lose */
	return f->dirfd == -1 ? -1 : 0;
}

void
session_file_close(struct session_file *f)
{
	if (f->dirfd != -1)
		(void)close(f->dirfd);	/* a folder: nothing to lose */
	f->dirfd = -1;
}

void
session_file_remove(const struct session_file *f)
{
	(void)unlinkat(f->dirfd, f->name, 0);	/* gone already is as good */
}

/* When it was last seen, in milliseconds; -1: there is none. */
static long long
seen_at(const struct session_file *f)
{
	struct stat st;

	if (fstatat(f->dirfd, f->name, &st, AT_SYMLINK_NOFOLLOW) == -1)
		return -1;
	return st.st_mtim.tv_sec * 1000LL + st.st_mtim.tv_nsec / 1000000;
}

static void
touch(const struct session_file *f, long long now)
{
	struct timespec t = { .tv_sec = (time_t)(now / 1000),
	    .tv_nsec = (long)(now % 1000 * 1000000) };
	struct timespec times[2] = { t, t };

	/* If not, it ends early, which harms nobody. */
	(void)utimensat(f->dirfd, f->name, times, AT_SYMLINK_NOFOLLOW);
}

static bool
seen_too_long_ago(const struct web *w, long long seen)
{
	return web_now(w) - seen >= SESSION_IDLE * 1000LL;
}

static bool
is_over(const struct web *w, const struct val *record)
{
	return web_now(w) - val_getint(record, "since") >=
	    SESSION_WHOLE * 1000LL || val_size(val_get(record, "user")) == 0;
}

static struct val *
load(const struct session_file *f, struct web *w)
{
	size_t n;
	char *text = folder_load(f->dirfd, f->name, &w->mem, RECORD_MAX, &n);

	return text == NULL ? NULL : json_parse(&w->mem, text, n, NULL);
}

const char *
session_file_user(const struct session_file *f, struct web *w)
{
	long long now = web_now(w), seen = seen_at(f);
	struct val *record;

	record = seen == -1 ? NULL : load(f, w);
	if (record == NULL)
		return NULL;
	if (seen_too_long_ago(w, seen) || is_over(w, record)) {
		session_file_remove(f);
		return NULL;
	}
	if (now - seen >= SEEN_STEP_MS)
		touch(f, now);
	return val_getstr(record, "user");
}

int
session_file_save(const struct session_file *f, struct web *w,
    const char *user)
{
	struct val *record = val_object(&w->mem);
	struct text text;

	val_set(record, "user", user);
	val_seti(record, "since", web_now(w));
	text_init(&text, &w->mem);
	json_write(&text, record);
	if (*user == '\0' || text.n > RECORD_MAX) {
		errno = EINVAL;
		return -1;
	}
	if (folder_save(f->dirfd, f->name, text.p, text.n) == -1)
		return -1;
	touch(f, web_now(w));
	return 0;
}

/* What folder_fan() takes as the beginning of a hash. */
static int
open_fan(int sessions, unsigned int number)
{
	unsigned char byte = (unsigned char)number;
	char name[SHA256_HEX + 1] = "";

	hex_write(name, &byte, 1);
	return folder_fan(sessions, name, false);
}

/* Hand each file of a folder to fn.  Takes the descriptor. */
static int
walk_fan(int dirfd, walk_fn *fn, void *arg)
{
	struct session_file f = { .dirfd = dirfd };
	DIR *dir = fdopendir(dirfd);
	struct dirent *entry;
	int status = 0;

	if (dir == NULL) {
		(void)close(dirfd);	/* a folder: nothing to lose */
		return -1;
	}
	while (status == 0) {
		entry = readdir(dir);
		if (entry == NULL)
			break;
		if (!folder_name_ok(entry->d_name))
			continue;
		memcpy(f.name, entry->d_name, strlen(entry->d_name) + 1);
		status = fn(arg, &f);
	}
	(void)closedir(dir);		/* was only read */
	return status;
}

struct ending {
	struct web	*w;
	const char	*user;
};

static int
remove_of_user(void *arg, const struct session_file *f)
{
	const struct ending *ending = arg;
	struct val *record = load(f, ending->w);

	if (strcmp(val_getstr(record, "user"), ending->user) == 0)
		session_file_remove(f);
	return 0;
}

int
session_file_remove_all(struct web *w, const char *user)
{
	struct ending ending = { w, user };
	int sessions = open_sessions(w, false), status = 0, fan;

	if (sessions == -1)
		return errno == ENOENT ? 0 : -1;
	for (unsigned int i = 0; i < FANS && status == 0; i++) {
		fan = open_fan(sessions, i);
		if (fan != -1)
			status = walk_fan(fan, remove_of_user, &ending);
		else if (errno != ENOENT)
			status = -1;
	}
	(void)close(sessions);	/* a folder: nothing to lose */
	return status;
}

struct sweep {
	struct web	*w;
	int		 removed;
};

static int
remove_unseen(void *arg, const struct session_file *f)
{
	struct sweep *sweep = arg;
	long long seen = seen_at(f);

	if (seen != -1 && seen_too_long_ago(sweep->w, seen)) {
		session_file_remove(f);
		sweep->removed++;
	}
	return sweep->removed == SWEEP_MAX;
}

/* From a random folder on, the first that is there. */
int
session_file_sweep(struct web *w)
{
	struct sweep sweep = { w, 0 };
	int sessions = open_sessions(w, false), fan = -1;
	unsigned char first;

	if (sessions == -1)
		return 0;
	secret_random(&first, sizeof(first));
	for (unsigned int i = 0; i < FANS && fan == -1; i++)
		fan = open_fan(sessions, (first + i) % FANS);
	(void)close(sessions);	/* a folder: nothing to lose */
	if (fan != -1)
		(void)walk_fan(fan, remove_unseen, &sweep);	/* next time */
	return sweep.removed;
}
