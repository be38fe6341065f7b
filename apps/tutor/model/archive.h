/*
 * archive.h - a course as one archive of tar(1), and a course out of one.
 *
 *	TOP/manifest.json	what it is: format, course, time, accounts
 *	TOP/files/...		the course's folder as it was written
 *	TOP/data/...		what was kept: logs, blobs, versions; the key
 *	TOP/SHA256SUMS		hash and path of all others, for sha256sum(1)
 *
 * Written while the site runs: readers of logs take no lock, so that each log
 * is cut at its last whole record; blobs and versions are older than the
 * records that name them, and read after the logs.
 *
 * Read as what a stranger made: nothing but these paths, files and folders,
 * each once, all of them as SHA256SUMS says.
 */
#ifndef TUTOR_MODEL_ARCHIVE_H
#define TUTOR_MODEL_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>

#include "web/text.h"

struct mem;
struct val;

enum { ARCHIVE_FORMAT = 1, ARCHIVE_DEPTH_MAX = 8 };

#define ARCHIVE_FACTS	"manifest.json"
#define ARCHIVE_SUMS	"SHA256SUMS"

/* What a path below TOP is. */
enum archive_part {
	ARCHIVE_BAD,
	ARCHIVE_IS_FACTS, ARCHIVE_IS_SUMS,
	ARCHIVE_COURSE,			/* files/... */
	ARCHIVE_LOG,			/* data/x.log, data/u/x.log */
	ARCHIVE_BLOB, ARCHIVE_VERSION,	/* by their hashes */
	ARCHIVE_KEY,
	ARCHIVE_PARTS
};

/* Pure.  A path that is not one of these as it should be is ARCHIVE_BAD. */
enum archive_part archive_part(const char *path);

/* How many bytes one may have. */
long long archive_max(enum archive_part);

/*
 * The path below TOP: "./demo/files/x" -> "files/x", and TOP itself is "".
 * NULL: it is absolute, has "..", or anything else that no path of ours has;
 * *top is where TOP stands, of *ntop bytes.
 */
const char *archive_below(const char *path, const char **top, size_t *ntop);

struct archive_sum {
	const char	*path;		/* below TOP */
	char		 hex[65];
};

struct archive_sums {
	struct archive_sum *list;
	size_t		 n;
};

void	archive_sum_add(struct archive_sums *, struct mem *, const char *path,
	    const char hex[65]);

/* Sort by path.  The first path that is there twice, or NULL. */
const char *archive_sums_sort(struct archive_sums *);

/* Sorted.  The one of that path, of n bytes, or NULL. */
const struct archive_sum *archive_sums_find(const struct archive_sums *,
	    const char *path, size_t n);

/* The text of SHA256SUMS, and back; -1: it cannot be read. */
void	archive_sums_write(struct text *, const struct archive_sums *);
int	archive_sums_read(struct archive_sums *, struct mem *, const char *text,
	    size_t n);

/* Both sorted.  The first path that is not the same in both, or NULL. */
const char *archive_sums_differ(const struct archive_sums *,
	    const struct archive_sums *);

/* Sorted.  A path that is a file's and a folder's, or NULL. */
const char *archive_sums_clash(const struct archive_sums *);

struct archive_export {
	struct mem	*mem;
	const char	*top;
	const struct val *facts;	/* manifest.json */
	int		 files;		/* the course's folder */
	int		 data;		/* DATA/c/COURSE; -1: without people */
	bool		 key;		/* with the course's key */
	long long	 now;		/* seconds since 1970 */
	int		 out;
	void		(*skipped)(const char *path, const char *why);
	const char	*at;		/* where it failed */

	/* Private. */
	struct archive_sums sums;
	struct text	 blocks;	/* that are written next */
};

/* Write all of it.  0, or -1 with errno. */
int	archive_export(struct archive_export *);

struct archive_import {
	struct mem	*mem;
	int		 in;
	int		 files, data;	/* empty folders; -1: nothing is written
					   and all is looked at */
	void		(*told)(const char *path, long long size);
	const struct val *facts;	/* manifest.json */
	const char	*at;		/* where it failed, or NULL */
	const char	*why;		/* NULL: errno says it */
	long long	 bytes;
	struct archive_sums sums;
};

/* Read all of it, and write it to the disk.  0, or -1. */
int	archive_import(struct archive_import *);

/*
 * A new file in the folder files/ (root) or data/, with the folders above it.
 * The path begins with files/ or data/, and is one by archive_below().  Open
 * for writing, or -1 with errno; EEXIST: it is there already.
 */
int	archive_file(int root, const char *path, enum archive_part,
	    struct mem *);

#endif
