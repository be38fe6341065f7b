#include "web/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "apps/lib/lock.h"
#include "apps/lib/store_file.h"
#include "apps/lib/store_step.h"
#include "apps/lib/store_torn.h"
#include "web/folder.h"

enum {
	NAME_LONGEST = 250,	/* room for ".torn" */
	WRITER_FLAGS = O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW |
	    O_NOCTTY | O_NONBLOCK,
	LOOKS = 8		/* at a name that changes under us */
};

static int
sync_file(const struct store *s)
{
	if (store_step(STORE_WRITTEN) == -1)
		return -1;
	return fsync(s->fd);
}

/* Is the name still that of the file that we have locked? */
static bool
has_name(int fd, int dirfd, const char *name)
{
	struct stat ours, named;

	return fstat(fd, &ours) == 0 &&
	    fstatat(dirfd, name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
	    ours.st_ino == named.st_ino && ours.st_dev == named.st_dev;
}

static int
open_writer(int dirfd, const char *name)
{
	int fd = openat(dirfd, name, WRITER_FLAGS, 0600);
	struct stat st;

	if (fd == -1)
		return -1;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		return fd;
	(void)close(fd);	/* nothing was written */
	errno = EINVAL;
	return -1;
}

/*
 * Open and lock the file that has the name now, and not one that had it before
 * it was renamed.  wait_ms: -1 to try once.
 */
static int
take_file(struct store *s, int dirfd, const char *name, int wait_ms)
{
	int locked;

	for (int i = 0; i < LOOKS; i++) {
		s->fd = open_writer(dirfd, name);
		if (s->fd == -1)
			return -1;
		locked = wait_ms == -1 ? lock_try(s->fd) :
		    lock_wait(s->fd, wait_ms);
		if (locked == -1)
			return -1;
		if (has_name(s->fd, dirfd, name))
			return 0;
		(void)close(s->fd);	/* nothing was written */
		s->fd = -1;
	}
	errno = EAGAIN;
	return -1;
}

/*
 * Before the first byte is written, the folder must know the file: then
 * whoever finds bytes in it need not ask.
 */
static int
prepare(struct store *s, int dirfd, const char *name)
{
	long long size = store_file_size(s->fd);

	if (size == -1 || store_step(STORE_LOCKED) == -1)
		return -1;
	if (size == 0 && folder_sync(dirfd) == -1)
		return -1;
	return store_cut_torn(s, dirfd, name, size);
}

static int
open_file(struct store *s, int dirfd, const char *name, int wait_ms)
{
	if (!s->writes) {
		s->fd = folder_read(dirfd, name);
		return s->fd == -1 ? -1 : 0;
	}
	if (take_file(s, dirfd, name, wait_ms) == -1)
		return -1;
	return prepare(s, dirfd, name);
}

static int
check_name(const char *name)
{
	if (folder_name_ok(name) && name[0] != '.' &&
	    strlen(name) <= NAME_LONGEST)
		return 0;
	errno = EINVAL;
	return -1;
}

struct store *
store_open(int dirfd, const char *name, enum store_mode mode, int wait_ms)
{
	static const struct store_mark start = { .offset = 0 };
	struct store *s;
	int error;

	if (mode == STORE_TRY)
		wait_ms = -1;
	else if (wait_ms < 0)
		wait_ms = 0;
	if (check_name(name) == -1)
		return NULL;
	s = calloc(1, sizeof(*s));
	if (s == NULL)
		return NULL;
	s->fd = -1;
	s->writes = mode != STORE_READ;
	if (open_file(s, dirfd, name, wait_ms) == -1) {
		error = errno;
		store_close(s);
		errno = error;
		return NULL;
	}
	(void)store_seek(s, &start);	/* the start is always there */
	return s;
}

void
store_close(struct store *s)
{
	if (s == NULL)
		return;
	/* Whatever counts was synced; closing gives the lock back. */
	if (s->fd != -1)
		(void)close(s->fd);
	free(s->buf);
	free(s);
}

int
store_sync(struct store *s)
{
	if (s->broken) {
		errno = EIO;
		return -1;
	}
	if (sync_file(s) == 0)
		return 0;
	/* The system may have forgotten what it could not write, and a second
	 * fsync(2) would not say so. */
	s->broken = true;
	return -1;
}

static int
check_new(const struct store *s, const char *json, size_t n, long long ms)
{
	if (!s->writes)
		errno = EBADF;
	else if (s->broken)
		errno = EIO;
	else if (n == 0 || ms < 0 || memchr(json, '\n', n) != NULL)
		errno = EINVAL;
	else
		return 0;
	return -1;
}

/* Read what was not read yet, and be sure that nobody else writes. */
static int
go_to_end(struct store *s)
{
	struct store_rec rec;
	int found;

	do {
		found = store_next(s, &rec);
	} while (found == 1 || found == -1);
	if (found == -2)
		return -1;
	if (s->chain.seq >= STORE_SEQ_MAX - s->chain.lost) {
		errno = EOVERFLOW;
		return -1;
	}
	if (store_file_size(s->fd) != s->end) {
		errno = EBUSY;
		return -1;
	}
	return 0;
}

/* All of it, or nothing. */
static int
append(struct store *s, const char *line, size_t n)
{
	ssize_t written;
	int error;

	do {
		written = write(s->fd, line, n);
	} while (written == -1 && errno == EINTR);
	if (written == (ssize_t)n)
		return 0;
	error = written == -1 ? errno : ENOSPC;
	/* What cannot be cut off has no newline: no reader will see it. */
	if (ftruncate(s->fd, (off_t)s->end) == -1)
		s->broken = true;
	(void)store_step(STORE_CUT_BACK);
	errno = error;
	return -1;
}

/* Write a record that is composed: its whole line, newline and all. */
static long long
commit(struct store *s, struct store_line *l, const char *line)
{
	if (store_step(STORE_COMPOSED) == -1 || append(s, line, l->size) == -1)
		return -1;
	if (store_sync(s) == -1)
		return -2;
	(void)store_step(STORE_SYNCED);
	store_chain_next(&s->chain, l, line);
	s->end += (long long)l->size;
	s->mark = s->end;
	store_goto(s, s->end);
	return l->seq;
}

/* room: for the head, the json and a newline; the json is in its place. */
static long long
add(struct store *s, char *room, size_t n, long long ms)
{
	char head[STORE_HEAD_MAX + 1];
	struct store_line l = { .ms = ms, .json = room + STORE_HEAD_MAX,
	    .n = n };
	size_t head_size;

	if (go_to_end(s) == -1)
		return -1;
	l.seq = store_chain_seq(&s->chain);
	memcpy(l.prev8, s->chain.prev8, sizeof(l.prev8));
	head_size = store_line_write(head, &l);
	l.size = head_size + n + 1;
	memcpy(room + STORE_HEAD_MAX - head_size, head, head_size);
	room[STORE_HEAD_MAX + n] = '\n';
	return commit(s, &l, room + STORE_HEAD_MAX - head_size);
}

long long
store_add(struct store *s, const char *json, size_t n, long long ms)
{
	long long seq;
	size_t size;
	char *room;
	int error;

	if (check_new(s, json, n, ms) == -1)
		return -1;
	size = store_line_json(NULL, json, n);
	if (size > STORE_RECORD_MAX) {
		errno = EMSGSIZE;
		return -1;
	}
	room = malloc(STORE_HEAD_MAX + size + 1);
	if (room == NULL)
		return -1;
	(void)store_line_json(room + STORE_HEAD_MAX, json, n);
	seq = add(s, room, size, ms);
	error = errno;
	free(room);
	errno = error;
	return seq;
}
