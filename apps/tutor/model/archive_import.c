#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "apps/tutor/model/archive.h"
#include "apps/tutor/model/tar.h"
#include "web/folder.h"
#include "web/hash.h"
#include "web/json.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/val.h"

enum { IN_SIZE = 64 * TAR_BLOCK, FILES_MAX = 500000 };

/* The file that is read now. */
struct incoming {
	const char	*path;		/* below TOP */
	enum archive_part part;
	int		 fd;		/* -1: it is not written */
	long long	 left;
	struct sha256	 hash;
	struct text	 text;		/* of the manifest, of the sums */
};

struct reader {
	struct archive_import *x;
	struct tar	 tar;
	struct incoming	 file;		/* path NULL: none */
	const char	*top;		/* NULL: nothing was read */
	struct archive_sums said;	/* SHA256SUMS */
	bool		 has_sums;
};

static int
refuse(struct reader *r, const char *at, const char *why)
{
	r->x->at = at == NULL ? NULL : mem_str(r->x->mem, at);
	r->x->why = why;
	return -1;
}

/* The system said no: errno tells why. */
static int
failed(struct reader *r, const char *at)
{
	return refuse(r, at, NULL);
}

static int
make_file(struct reader *r)
{
	struct incoming *f = &r->file;
	int root = f->part == ARCHIVE_COURSE ? r->x->files : r->x->data;

	f->fd = -1;
	if (root == -1 || f->part == ARCHIVE_IS_FACTS ||
	    f->part == ARCHIVE_IS_SUMS)
		return 0;
	f->fd = archive_file(root, f->path, f->part, r->x->mem);
	if (f->fd == -1 && errno == EEXIST)
		return refuse(r, f->path, "is there twice");
	return f->fd == -1 ? failed(r, f->path) : 0;
}

static int
check_size(struct reader *r, long long size)
{
	const struct incoming *f = &r->file;

	if (size > archive_max(f->part) ||
	    (f->part == ARCHIVE_KEY && size != archive_max(ARCHIVE_KEY)))
		return refuse(r, f->path, f->part == ARCHIVE_KEY ?
		    "is no key: it has 32 bytes" : "is too large");
	if (r->x->sums.n >= FILES_MAX)
		return refuse(r, NULL, "the archive has too many files");
	return 0;
}

/* On the disk and closed. */
static int
close_file(struct reader *r)
{
	int fd = r->file.fd, synced;

	r->file.fd = -1;
	if (fd == -1)
		return 0;
	synced = fsync(fd);
	if (close(fd) == -1 || synced == -1)
		return failed(r, r->file.path);
	return 0;
}

static int
read_facts(struct reader *r)
{
	const struct text *t = &r->file.text;
	struct val *facts = json_parse(r->x->mem, t->p, t->n, NULL);
	const struct val *format = val_get(facts, "format");

	if (val_type(facts) != VAL_OBJECT || val_type(format) != VAL_NUMBER)
		return refuse(r, r->file.path, "cannot be read");
	if (val_toint(format) != ARCHIVE_FORMAT)
		return refuse(r, NULL, "the archive is of another version of "
		    "the tutor");
	r->x->facts = facts;
	return 0;
}

static int
read_sums(struct reader *r)
{
	const struct text *t = &r->file.text;

	r->has_sums = true;
	if (archive_sums_read(&r->said, r->x->mem, t->p, t->n) == -1)
		return refuse(r, r->file.path, "cannot be read");
	return 0;
}

static int
end_file(struct reader *r)
{
	struct incoming *f = &r->file;
	unsigned char digest[SHA256_SIZE];
	char hex[65];
	int result = close_file(r);

	sha256_end(&f->hash, digest);
	hex_write(hex, digest, sizeof(digest));
	if (f->part != ARCHIVE_IS_SUMS)
		archive_sum_add(&r->x->sums, r->x->mem, f->path, hex);
	if (result == 0 && (f->part == ARCHIVE_BLOB ||
	    f->part == ARCHIVE_VERSION) &&
	    strcmp(strrchr(f->path, '/') + 1, hex) != 0)
		result = refuse(r, f->path, "is not what its name says");
	if (result == 0 && f->part == ARCHIVE_IS_FACTS)
		result = read_facts(r);
	if (result == 0 && f->part == ARCHIVE_IS_SUMS)
		result = read_sums(r);
	f->path = NULL;
	return result;
}

static int
begin_file(struct reader *r, const char *path)
{
	struct incoming *f = &r->file;
	long long size = r->tar.entry.size;

	memset(f, 0, sizeof(*f));
	f->fd = -1;
	f->path = mem_str(r->x->mem, path);
	f->part = archive_part(path);
	f->left = size;
	sha256_init(&f->hash);
	text_init(&f->text, r->x->mem);
	if (f->part == ARCHIVE_BAD)
		return refuse(r, path, "is nothing that such an archive has");
	if (check_size(r, size) == -1 || make_file(r) == -1)
		return -1;
	r->x->bytes += size;
	if (r->x->told != NULL)
		r->x->told(f->path, size);
	return size == 0 ? end_file(r) : 0;
}

static const char *
kind_refused(char kind)
{
	if (kind == TAR_LINK || kind == TAR_SYMLINK)
		return "is a link: such an archive has files only";
	return "is neither a file nor a folder";
}

static bool
is_top(struct reader *r, const char *top, size_t n)
{
	if (r->top == NULL)
		r->top = mem_dup(r->x->mem, top, n);
	return strlen(r->top) == n && memcmp(r->top, top, n) == 0;
}

/* One entry: a folder says nothing, since files make theirs. */
static int
take_entry(struct reader *r)
{
	struct tar_entry *e = &r->tar.entry;
	size_t n = strlen(e->path), ntop;
	const char *path, *top;

	if (e->kind == TAR_FOLDER && n > 1 && e->path[n - 1] == '/')
		e->path[n - 1] = '\0';
	path = archive_below(e->path, &top, &ntop);
	if (path == NULL)
		return refuse(r, e->path, "is no path that we follow");
	if (e->kind != TAR_FILE && e->kind != TAR_FOLDER)
		return refuse(r, e->path, kind_refused(e->kind));
	if (!is_top(r, top, ntop))
		return refuse(r, e->path, "is beside the archive's folder");
	return e->kind == TAR_FOLDER ? 0 : begin_file(r, path);
}

static int
take_data(struct reader *r, const unsigned char *block)
{
	struct incoming *f = &r->file;
	size_t n = r->tar.n;

	sha256_add(&f->hash, block, n);
	if (f->part == ARCHIVE_IS_FACTS || f->part == ARCHIVE_IS_SUMS)
		text_add(&f->text, (const char *)block, n);
	if (f->fd != -1 && folder_write(f->fd, block, n) == -1)
		return failed(r, f->path);
	f->left -= (long long)n;
	return f->left == 0 ? end_file(r) : 0;
}

/* 0: go on, 1: the end. */
static int
take_block(struct reader *r, const unsigned char *block)
{
	switch (tar_block(&r->tar, block)) {
	case TAR_ENTRY:
		return take_entry(r);
	case TAR_DATA:
		return take_data(r, block);
	case TAR_END:
		return 1;
	case TAR_BAD:
		return refuse(r, NULL, r->tar.wrong);
	default:
		return 0;
	}
}

/* Whole blocks, as many as are there; 0 at the end. */
static ssize_t
read_blocks(int fd, unsigned char *p)
{
	size_t have = 0;
	ssize_t n;

	while (have < IN_SIZE) {
		n = read(fd, p + have, IN_SIZE - have);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return -1;
		if (n == 0)
			break;
		have += (size_t)n;
	}
	return (ssize_t)(have - have % TAR_BLOCK);
}

static int
read_all(struct reader *r)
{
	unsigned char p[IN_SIZE];
	ssize_t n;
	int end;

	for (;;) {
		n = read_blocks(r->x->in, p);
		if (n == -1)
			return failed(r, NULL);
		if (n == 0)
			return refuse(r, NULL, r->top == NULL ?
			    "this is no archive of tar" :
			    "the archive is cut: its end is missing");
		for (ssize_t i = 0; i < n; i += TAR_BLOCK) {
			end = take_block(r, p + i);
			if (end != 0)
				return end == 1 ? 0 : -1;
		}
	}
}

/* All that was said to be there, and nothing else. */
static int
check_whole(struct reader *r)
{
	static const char course[] = "files/course";
	const char *path;

	if (r->x->facts == NULL || !r->has_sums)
		return refuse(r, r->x->facts == NULL ? ARCHIVE_FACTS :
		    ARCHIVE_SUMS, "is missing: this is no archive of a course");
	path = archive_sums_sort(&r->x->sums);
	if (path == NULL)
		path = archive_sums_sort(&r->said);
	if (path != NULL)
		return refuse(r, path, "is there twice");
	path = archive_sums_differ(&r->x->sums, &r->said);
	if (path != NULL)
		return refuse(r, path, "is missing, was changed, or is not "
		    "in " ARCHIVE_SUMS);
	path = archive_sums_clash(&r->x->sums);
	if (path != NULL)
		return refuse(r, path, "is a file and a folder");
	if (archive_sums_find(&r->x->sums, course,
	    sizeof(course) - 1) == NULL)
		return refuse(r, course, "is missing");
	return 0;
}

int
archive_import(struct archive_import *x)
{
	struct reader *r = mem_alloc(x->mem, sizeof(*r));
	int result;

	r->x = x;
	r->file.fd = -1;
	tar_init(&r->tar);
	result = read_all(r);
	if (r->file.fd != -1)
		(void)close(r->file.fd);	/* it is thrown away */
	return result == 0 ? check_whole(r) : -1;
}
