#include "apps/lib/store_torn.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "apps/lib/store_file.h"
#include "apps/lib/store_step.h"
#include "web/folder.h"

enum {
	NAME_SIZE = 256,
	TORN_FLAGS = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW |
	    O_NOCTTY | O_NONBLOCK
};

/*
 * Records end at the last newline, or behind a record whose newline is
 * damaged: that one was acknowledged.
 */
static int
find_end(struct store *s, long long size)
{
	struct store_line l;
	int found;

	s->end = store_line_start(s->fd, size);
	if (s->end == -1)
		return -1;
	if (s->end == size)
		return 0;
	store_goto(s, s->end);
	while ((found = store_look(s, &l)) == 1)
		store_pass(s, l.size);
	s->end = s->at;
	return found == -2 ? -1 : 0;
}

/* From the end of the records to the end of the file. */
static int
copy_tail(const struct store *s, int to)
{
	long long at = s->end;
	char part[4096];
	ssize_t n;

	while ((n = pread(s->fd, part, sizeof(part), (off_t)at)) != 0) {
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1 || folder_write(to, part, (size_t)n) == -1)
			return -1;
		at += n;
	}
	return folder_write(to, "\n", 1);
}

static int
open_torn(int dirfd, const char *name)
{
	char torn[NAME_SIZE];
	struct stat st;
	int fd;

	(void)snprintf(torn, sizeof(torn), "%s.torn", name);
	fd = openat(dirfd, torn, TORN_FLAGS, 0600);
	if (fd == -1)
		return -1;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		return fd;
	(void)close(fd);	/* nothing was written */
	errno = EINVAL;
	return -1;
}

static int
set_aside(const struct store *s, int dirfd, const char *name)
{
	int fd = open_torn(dirfd, name), error, result = -1;

	if (fd == -1)
		return -1;
	if (copy_tail(s, fd) == 0 && fsync(fd) == 0)
		result = folder_sync(dirfd);
	error = errno;
	if (close(fd) == -1 && result == 0)
		return -1;
	errno = error;
	return result;
}

int
store_cut_torn(struct store *s, int dirfd, const char *name, long long size)
{
	if (find_end(s, size) == -1)
		return -1;
	if (s->end == size)
		return 0;
	if (set_aside(s, dirfd, name) == -1 ||
	    store_step(STORE_TORN_SAVED) == -1 ||
	    ftruncate(s->fd, (off_t)s->end) == -1)
		return -1;
	(void)store_step(STORE_TORN_CUT);
	return fsync(s->fd);
}
