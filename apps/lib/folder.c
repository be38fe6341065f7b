#include "web/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "apps/lib/lock.h"
#include "base/slice.h"
#include "web/mem.h"
#include "web/replace.h"

enum {
	NAME_LONGEST = 255,
	OPEN_FLAGS = O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK,
	DIR_FLAGS = O_RDONLY | O_DIRECTORY | O_CLOEXEC
};

/* Close and keep errno. */
static int
close_failed(int fd)
{
	int error = errno;

	(void)close(fd);
	errno = error;
	return -1;
}

bool
folder_name_ok(const char *name)
{
	size_t n = strlen(name);

	return n > 0 && n <= NAME_LONGEST && strchr(name, '/') == NULL &&
	    strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

static int
check_name(const char *name)
{
	if (folder_name_ok(name))
		return 0;
	errno = EINVAL;
	return -1;
}

int
folder_sync(int dirfd)
{
	/* EINVAL: a file system that has no such thing. */
	return fsync(dirfd) == 0 || errno == EINVAL ? 0 : -1;
}

/* Write down that a folder is in the one above, as far as we may look there. */
static int
sync_above(int dirfd)
{
	int fd = openat(dirfd, "..", DIR_FLAGS);

	if (fd == -1)
		return 0;
	if (folder_sync(fd) == -1)
		return close_failed(fd);
	return close(fd);
}

int
folder_open(const char *path)
{
	int fd = open(path, DIR_FLAGS);
	bool made;

	if (fd != -1 || errno != ENOENT)
		return fd;
	made = mkdir(path, 0700) == 0;
	/* Whatever else went wrong, open(2) says it better. */
	fd = open(path, DIR_FLAGS);
	if (fd == -1 || !made)
		return fd;
	return sync_above(fd) == -1 ? close_failed(fd) : fd;
}

/* Made, unless another process was faster.  0, or -1. */
static int
make_in(int dirfd, const char *name)
{
	if (mkdirat(dirfd, name, 0700) == 0)
		return folder_sync(dirfd);
	return errno == EEXIST ? 0 : -1;
}

int
folder_in(int dirfd, const char *name, bool make)
{
	int fd;

	if (check_name(name) == -1)
		return -1;
	fd = openat(dirfd, name, DIR_FLAGS | O_NOFOLLOW);
	if (fd != -1 || errno != ENOENT || !make)
		return fd;
	if (make_in(dirfd, name) == -1)
		return -1;
	return openat(dirfd, name, DIR_FLAGS | O_NOFOLLOW);
}

int
folder_fan(int dirfd, const char *hash, bool make)
{
	char name[3] = { 0 };

	for (int i = 0; i < 2; i++) {
		if (ascii_hex(hash[i]) == -1 ||
		    ascii_lower(hash[i]) != hash[i]) {
			errno = EINVAL;
			return -1;
		}
		name[i] = hash[i];
	}
	return folder_in(dirfd, name, make);
}

/* open(2) has found something that is no file: there is no such file. */
static void
not_a_file(void)
{
	if (errno == ELOOP || errno == EMLINK || errno == ENXIO)
		errno = ENOENT;
}

static int
open_file(int dirfd, const char *name, struct stat *st)
{
	int fd;

	if (check_name(name) == -1)
		return -1;
	fd = openat(dirfd, name, O_RDONLY | OPEN_FLAGS);
	if (fd == -1) {
		not_a_file();
		return -1;
	}
	if (fstat(fd, st) == -1)
		return close_failed(fd);
	if (!S_ISREG(st->st_mode)) {
		errno = ENOENT;
		return close_failed(fd);
	}
	return fd;
}

int
folder_read(int dirfd, const char *name)
{
	struct stat st;

	return open_file(dirfd, name, &st);
}

/* Reads until n bytes are there or the file ends; how many, or -1. */
static ssize_t
read_all(int fd, char *p, size_t n)
{
	size_t have = 0;
	ssize_t got;

	while (have < n) {
		got = read(fd, p + have, n - have);
		if (got == 0)
			break;
		if (got > 0)
			have += (size_t)got;
		else if (errno != EINTR)
			return -1;
	}
	return (ssize_t)have;
}

char *
folder_load(int dirfd, const char *name, struct mem *m, size_t max, size_t *n)
{
	struct stat st;
	int fd = open_file(dirfd, name, &st);
	ssize_t got = -1;
	char *p = NULL;

	if (fd == -1)
		return NULL;
	if ((uintmax_t)st.st_size > max)
		errno = EFBIG;
	else {
		p = mem_alloc(m, (size_t)st.st_size + 1);
		got = read_all(fd, p, (size_t)st.st_size);
	}
	if (got == -1) {
		(void)close_failed(fd);
		return NULL;
	}
	(void)close(fd);	/* nothing was written */
	p[got] = '\0';
	*n = (size_t)got;
	return p;
}

int
folder_save(int dirfd, const char *name, const void *bytes, size_t n)
{
	struct replace r;

	if (check_name(name) == -1 || replace_begin(&r, dirfd) == -1)
		return -1;
	if (replace_add(&r, bytes, n) == -1) {
		replace_drop(&r);
		return -1;
	}
	return replace_end(&r, name);
}

int
folder_add(int dirfd, const char *name, const void *bytes, size_t n)
{
	struct replace r;

	if (check_name(name) == -1 || replace_begin(&r, dirfd) == -1)
		return -1;
	if (replace_add(&r, bytes, n) == -1) {
		replace_drop(&r);
		return -1;
	}
	return replace_end_new(&r, name);
}

int
folder_write(int fd, const void *bytes, size_t n)
{
	const char *p = bytes;
	ssize_t done;

	while (n > 0) {
		done = write(fd, p, n);
		if (done == -1 && errno != EINTR)
			return -1;
		if (done > 0) {
			p += done;
			n -= (size_t)done;
		}
	}
	return 0;
}

int
folder_temp(int dirfd)
{
	struct replace r;

	if (replace_begin(&r, dirfd) == -1)
		return -1;
	if (unlinkat(dirfd, r.temp, 0) == -1)
		return close_failed(r.fd);
	return r.fd;
}

int
folder_lock(int dirfd, const char *name, int wait_ms)
{
	int fd;

	if (check_name(name) == -1)
		return -1;
	fd = openat(dirfd, name, O_RDWR | O_CREAT | OPEN_FLAGS, 0600);
	if (fd == -1)
		return -1;
	return lock_wait(fd, wait_ms) == -1 ? close_failed(fd) : fd;
}
