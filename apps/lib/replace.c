#include "web/replace.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "apps/lib/lock.h"
#include "web/folder.h"
#include "web/hash.h"
#include "web/secret.h"

#define PREFIX	".new-"

enum { RANDOM_BYTES = 16 };

static int
make_file(struct replace *r, int dirfd)
{
	unsigned char bytes[RANDOM_BYTES];

	secret_random(bytes, sizeof(bytes));
	memcpy(r->temp, PREFIX, sizeof(PREFIX));
	hex_write(r->temp + sizeof(PREFIX) - 1, bytes, sizeof(bytes));
	r->dirfd = dirfd;
	r->fd = openat(dirfd, r->temp, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC |
	    O_NOFOLLOW | O_NOCTTY, 0600);
	return r->fd == -1 ? -1 : 0;
}

/*
 * The lock says that somebody writes it.  False: replace_tidy() was faster.
 * Where nothing can be locked, nothing is tidied.
 */
static bool
is_ours(const struct replace *r)
{
	struct stat st;

	return (lock_try(r->fd) == 0 || errno != EAGAIN) &&
	    (fstat(r->fd, &st) == -1 || st.st_nlink > 0);
}

int
replace_begin(struct replace *r, int dirfd)
{
	while (make_file(r, dirfd) == 0) {
		if (is_ours(r))
			return 0;
		(void)close(r->fd);	/* of a file that is gone */
	}
	return -1;
}

static void
remove_unlocked(int dirfd, const char *name)
{
	int fd = openat(dirfd, name, O_RDWR | O_CLOEXEC | O_NOFOLLOW |
	    O_NOCTTY | O_NONBLOCK);

	if (fd == -1)
		return;
	if (lock_try(fd) == 0)
		(void)unlinkat(dirfd, name, 0);	/* gone is as good */
	(void)close(fd);	/* nothing was written */
}

int
replace_tidy(int dirfd)
{
	int again = openat(dirfd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = again == -1 ? NULL : fdopendir(again);
	struct dirent *entry;

	if (dir == NULL) {
		if (again != -1)
			(void)close(again);	/* a folder */
		return -1;
	}
	for (;;) {
		entry = readdir(dir);
		if (entry == NULL)
			break;
		if (strncmp(entry->d_name, PREFIX, sizeof(PREFIX) - 1) == 0)
			remove_unlocked(dirfd, entry->d_name);
	}
	(void)closedir(dir);		/* was only read */
	return 0;
}

int
replace_add(struct replace *r, const void *bytes, size_t n)
{
	return folder_write(r->fd, bytes, n);
}

/* errno stays what it was. */
void
replace_drop(struct replace *r)
{
	int error = errno;

	if (r->fd == -1)
		return;
	(void)close(r->fd);
	(void)unlinkat(r->dirfd, r->temp, 0);
	r->fd = -1;
	errno = error;
}

/* On the disk and closed, under its hidden name still. */
static int
finish(struct replace *r, const char *name)
{
	if (!folder_name_ok(name))
		errno = EINVAL;
	else if (fsync(r->fd) == 0)
		return 0;
	replace_drop(r);
	return -1;
}

static int
close_whole(struct replace *r)
{
	int fd = r->fd;

	r->fd = -1;
	return close(fd) == -1 ? -1 : folder_sync(r->dirfd);
}

int
replace_end(struct replace *r, const char *name)
{
	if (finish(r, name) == -1)
		return -1;
	if (renameat(r->dirfd, r->temp, r->dirfd, name) == -1) {
		replace_drop(r);
		return -1;
	}
	return close_whole(r);
}

/* link(2) refuses a name that is taken, rename(2) would not. */
int
replace_end_new(struct replace *r, const char *name)
{
	if (finish(r, name) == -1)
		return -1;
	if (linkat(r->dirfd, r->temp, r->dirfd, name, 0) == -1) {
		replace_drop(r);
		return -1;
	}
	(void)unlinkat(r->dirfd, r->temp, 0);	/* the other name stays */
	return close_whole(r);
}
