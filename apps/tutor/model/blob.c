/*
 * blob.c - what is kept once, by its hash: answers, uploads, questions.
 */
#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "apps/tutor/model/log.h"
#include "apps/tutor/model/page.h"
#include "web/folder.h"
#include "web/hash.h"
#include "web/mem.h"
#include "web/replace.h"

enum { PIECE = 16384, SOURCE_MAX = 1 << 20 };

/* Close a folder, keep errno. */
static int
closed(int fd, int result)
{
	int error = errno;

	(void)close(fd);
	errno = error;
	return result;
}

static bool
hash_ok(const char *hex)
{
	return strlen(hex) == SHA256_HEX &&
	    strspn(hex, "0123456789abcdef") == SHA256_HEX;
}

/* blob/ab, or -1. */
static int
blob_folder(const struct course_data *d, const char *hex, bool make)
{
	int fd, all;

	if (!hash_ok(hex)) {
		errno = ENOENT;
		return -1;
	}
	all = folder_in(d->dirfd, "blob", make);
	if (all == -1)
		return -1;
	fd = folder_fan(all, hex, make);
	/* Another one may have made it, and not told the disk yet. */
	if (fd != -1 && make && folder_sync(all) == -1)
		fd = closed(fd, -1);
	return closed(all, fd);
}

/* Somebody had the same: when it is on the disk, that is as good. */
static int
had(int dirfd, int result)
{
	if (result == -1 && errno == EEXIST)
		return folder_sync(dirfd);
	return result;
}

int
blob_save(const struct course_data *d, const void *bytes, size_t n,
    char hex[65])
{
	int dir;

	sha256_hex(bytes, n, hex);
	dir = blob_folder(d, hex, true);
	if (dir == -1)
		return -1;
	return closed(dir, had(dir, folder_add(dir, hex, bytes, n)));
}

/* All of a file through the hash and, unless NULL, into the new file. */
static int
pass(int fd, struct replace *r, char hex[65])
{
	unsigned char piece[PIECE], digest[SHA256_SIZE];
	struct sha256 h;
	off_t at = 0;
	ssize_t n;

	sha256_init(&h);
	while ((n = pread(fd, piece, sizeof(piece), at)) != 0) {
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1 || (r != NULL &&
		    replace_add(r, piece, (size_t)n) == -1))
			return -1;
		sha256_add(&h, piece, (size_t)n);
		at += n;
	}
	sha256_end(&h, digest);
	hex_write(hex, digest, sizeof(digest));
	return 0;
}

static int
copy_to(int dirfd, int fd, const char *hex)
{
	struct replace r;
	char copied[65];

	if (replace_begin(&r, dirfd) == -1)
		return -1;
	if (pass(fd, &r, copied) == -1) {
		replace_drop(&r);
		return -1;
	}
	if (strcmp(copied, hex) != 0) {
		replace_drop(&r);
		errno = EIO;
		return -1;
	}
	return had(dirfd, replace_end_new(&r, hex));
}

int
blob_hash(int fd, char hex[65])
{
	return pass(fd, NULL, hex);
}

int
blob_keep(const struct course_data *d, int fd, char hex[65])
{
	int dir;

	if (pass(fd, NULL, hex) == -1)
		return -1;
	dir = blob_folder(d, hex, true);
	if (dir == -1)
		return -1;
	return closed(dir, copy_to(dir, fd, hex));
}

int
blob_open(const struct course_data *d, const char *hex)
{
	int dir = blob_folder(d, hex, false);

	if (dir == -1)
		return -1;
	return closed(dir, folder_read(dir, hex));
}

int
version_keep(const struct course_data *d, const struct question *q)
{
	int fd, dir;

	if (!hash_ok(q->version)) {
		errno = EINVAL;
		return -1;
	}
	dir = folder_in(d->dirfd, "ver", true);
	if (dir == -1)
		return -1;
	fd = folder_read(dir, q->version);
	if (fd != -1)
		return closed(dir, close(fd));
	return closed(dir, had(dir, folder_add(dir, q->version, q->source,
	    q->source_size)));
}

char *
version_load(const struct course_data *d, struct mem *m, const char *version,
    size_t *n)
{
	int dir = folder_in(d->dirfd, "ver", false);
	char *text = NULL;

	if (dir == -1)
		return NULL;
	if (hash_ok(version))
		text = folder_load(dir, version, m, SOURCE_MAX, n);
	else
		errno = ENOENT;
	(void)closed(dir, 0);
	return text;
}
