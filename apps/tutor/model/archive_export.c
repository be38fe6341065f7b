#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "apps/tutor/model/archive.h"
#include "apps/tutor/model/course_list.h"
#include "apps/tutor/model/tar.h"
#include "web/folder.h"
#include "web/hash.h"
#include "web/json.h"
#include "web/mem.h"
#include "web/text.h"

enum { PIECE = 16 * 1024, LOG_PIECE = 4096 };

/* A file that is on its way: how much of it, and from where. */
struct item {
	const char	*path;		/* below TOP */
	int		 fd;
	struct stat	 st;		/* st_size: what is written of it */
};

/* The blocks before a file. */
static int
put_head(struct archive_export *x, const char *path, long long size,
    long long mtime)
{
	struct tar_entry e = { .kind = TAR_FILE, .size = size,
	    .mtime = mtime < 0 ? 0 : mtime };
	const char *whole = mem_printf(x->mem, "%s/%s", x->top, path);

	text_clear(&x->blocks);
	if (strlen(whole) <= TAR_PATH_MAX)
		memcpy(e.path, whole, strlen(whole) + 1);
	if (tar_head(&x->blocks, &e) == -1) {
		errno = EFBIG;
		return -1;
	}
	return folder_write(x->out, x->blocks.p, x->blocks.n);
}

static int
put_fill(struct archive_export *x, long long size)
{
	text_clear(&x->blocks);
	tar_fill(&x->blocks, size);
	return folder_write(x->out, x->blocks.p, x->blocks.n);
}

static int
put_text(struct archive_export *x, const char *path, const struct text *text)
{
	char hex[65];

	sha256_hex(text->p, text->n, hex);
	archive_sum_add(&x->sums, x->mem, path, hex);
	if (put_head(x, path, (long long)text->n, x->now) == -1 ||
	    folder_write(x->out, text->p, text->n) == -1)
		return -1;
	return put_fill(x, (long long)text->n);
}

/* As many bytes as the header promised; EAGAIN when they are gone. */
static int
put_bytes(struct archive_export *x, const struct item *item, char hex[65])
{
	unsigned char digest[SHA256_SIZE];
	char piece[PIECE];
	struct sha256 h;
	off_t at = 0;
	ssize_t n;

	sha256_init(&h);
	while (at < item->st.st_size) {
		n = item->st.st_size - at < PIECE ?
		    (ssize_t)(item->st.st_size - at) : PIECE;
		n = pread(item->fd, piece, (size_t)n, at);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == 0)
			errno = EAGAIN;
		if (n <= 0 || folder_write(x->out, piece, (size_t)n) == -1)
			return -1;
		sha256_add(&h, piece, (size_t)n);
		at += n;
	}
	sha256_end(&h, digest);
	hex_write(hex, digest, sizeof(digest));
	return put_fill(x, item->st.st_size);
}

/* Bytes to the last end of a line: what is behind may be written just now. */
static int
cut_log(struct item *item)
{
	char piece[LOG_PIECE];
	off_t end = item->st.st_size, from;
	ssize_t n;

	while (end > 0) {
		from = end > (off_t)sizeof(piece) ?
		    end - (off_t)sizeof(piece) : 0;
		n = pread(item->fd, piece, (size_t)(end - from), from);
		if (n == -1 && errno == EINTR)
			continue;
		if (n != end - from)
			return -1;
		while (n > 0 && piece[n - 1] != '\n')
			n--;
		end = from + n;
		if (n > 0)
			break;
	}
	item->st.st_size = end;
	return 0;
}

static int
put_open(struct archive_export *x, struct item *item)
{
	enum archive_part part = archive_part(item->path);
	char hex[65];

	if (fstat(item->fd, &item->st) == -1 ||
	    (part == ARCHIVE_LOG && cut_log(item) == -1))
		return -1;
	if (item->st.st_size > archive_max(part)) {
		errno = EFBIG;
		return -1;
	}
	if (put_head(x, item->path, item->st.st_size, item->st.st_mtime) == -1)
		return -1;
	if (put_bytes(x, item, hex) == -1)
		return -1;
	archive_sum_add(&x->sums, x->mem, item->path, hex);
	return 0;
}

/* A file that is gone meanwhile was no part of the course. */
static int
put_file(struct archive_export *x, int dirfd, const char *name,
    const char *path)
{
	struct item item = { .path = path, .fd = folder_read(dirfd, name) };
	int result, error;

	x->at = path;
	if (item.fd == -1)
		return errno == ENOENT ? 0 : -1;
	result = put_open(x, &item);
	error = errno;
	(void)close(item.fd);	/* read only */
	errno = error;
	return result;
}

static int put_folder(struct archive_export *, int dirfd, const char *path);

static int
put_below(struct archive_export *x, int dirfd, const char *name,
    const char *path)
{
	int fd = folder_in(dirfd, name, false), result, error;

	x->at = path;
	if (fd == -1)
		return errno == ENOENT ? 0 : -1;
	result = put_folder(x, fd, path);
	error = errno;
	(void)close(fd);	/* a folder */
	errno = error;
	return result;
}

static int
put_entry(struct archive_export *x, int dirfd, const char *name,
    const char *path)
{
	struct stat st;

	if (fstatat(dirfd, name, &st, AT_SYMLINK_NOFOLLOW) == -1)
		return errno == ENOENT ? 0 : -1;
	/* A folder is what could hold a file. */
	if (S_ISDIR(st.st_mode) ? archive_part(mem_printf(x->mem, "%s/x",
	    path)) == ARCHIVE_COURSE : S_ISREG(st.st_mode) &&
	    archive_part(path) != ARCHIVE_BAD)
		return S_ISDIR(st.st_mode) ? put_below(x, dirfd, name, path) :
		    put_file(x, dirfd, name, path);
	x->skipped(path, S_ISREG(st.st_mode) || S_ISDIR(st.st_mode) ?
	    "its name is too long or has signs that it cannot have" :
	    "it is a link, or no file");
	return 0;
}

static int
put_folder(struct archive_export *x, int dirfd, const char *path)
{
	const char **names;
	size_t n;

	x->at = path;
	if (course_entries(dirfd, x->mem, &names, &n) == -1)
		return -1;
	for (size_t i = 0; i < n; i++) {
		/* The roster is people. */
		if (x->data == -1 && strcmp(path, "files") == 0 &&
		    strcmp(names[i], "roster.csv") == 0)
			continue;
		if (put_entry(x, dirfd, names[i], mem_printf(x->mem, "%s/%s",
		    path, names[i])) == -1)
			return -1;
	}
	return 0;
}

/* All files of a folder of data that are what `part` says. */
static int
put_parts(struct archive_export *x, int dirfd, const char *path,
    enum archive_part part)
{
	const char **names, *one;
	size_t n;

	x->at = path;
	if (course_entries(dirfd, x->mem, &names, &n) == -1)
		return -1;
	for (size_t i = 0; i < n; i++) {
		one = mem_printf(x->mem, "%s/%s", path, names[i]);
		if (archive_part(one) == part &&
		    put_file(x, dirfd, names[i], one) == -1)
			return -1;
	}
	return 0;
}

static int
put_parts_below(struct archive_export *x, int dirfd, const char *path,
    enum archive_part part)
{
	int fd = folder_in(dirfd, strrchr(path, '/') + 1, false), result, error;

	x->at = path;
	if (fd == -1)
		return errno == ENOENT || errno == ENOTDIR ? 0 : -1;
	result = put_parts(x, fd, path, part);
	error = errno;
	(void)close(fd);	/* a folder */
	errno = error;
	return result;
}

/* blob/ab/... */
static int
put_blobs(struct archive_export *x)
{
	int fd = folder_in(x->data, "blob", false), result = 0, error;
	char path[] = "data/blob/..";

	x->at = "data/blob";
	if (fd == -1)
		return errno == ENOENT ? 0 : -1;
	for (int i = 0; i < 256 && result == 0; i++) {
		path[sizeof(path) - 3] = "0123456789abcdef"[i >> 4];
		path[sizeof(path) - 2] = "0123456789abcdef"[i & 15];
		result = put_parts_below(x, fd, mem_str(x->mem, path),
		    ARCHIVE_BLOB);
	}
	error = errno;
	(void)close(fd);	/* a folder */
	errno = error;
	return result;
}

/* Logs first: what they name is there by then. */
static int
put_data(struct archive_export *x)
{
	if (put_parts_below(x, x->data, "data/u", ARCHIVE_LOG) == -1 ||
	    put_parts(x, x->data, "data", ARCHIVE_LOG) == -1 ||
	    put_blobs(x) == -1 ||
	    put_parts_below(x, x->data, "data/ver", ARCHIVE_VERSION) == -1)
		return -1;
	return x->key ? put_file(x, x->data, "key", "data/key") : 0;
}

int
archive_export(struct archive_export *x)
{
	struct text t;

	text_init(&x->blocks, x->mem);
	text_init(&t, x->mem);
	json_write(&t, x->facts);
	text_adds(&t, "\n");
	x->at = ARCHIVE_FACTS;
	if (put_text(x, ARCHIVE_FACTS, &t) == -1 ||
	    put_folder(x, x->files, "files") == -1 ||
	    (x->data != -1 && put_data(x) == -1))
		return -1;
	x->at = ARCHIVE_SUMS;
	(void)archive_sums_sort(&x->sums);	/* a folder has a name once */
	text_clear(&t);
	archive_sums_write(&t, &x->sums);
	if (put_text(x, ARCHIVE_SUMS, &t) == -1)
		return -1;
	text_clear(&t);
	tar_end(&t);
	return folder_write(x->out, t.p, t.n);
}
