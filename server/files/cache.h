/*
 * cache.h - small files that are asked for again and again: their bytes, and
 * the fields of an answer with them.
 *
 * An entry is good only for a file that is the same to the inode, the size
 * and the nanosecond of its last change, as looked up for the request at hand:
 * nothing stale is ever sent.  A file that changed a moment ago is not kept,
 * since it could change again within one tick of the file system's clock.
 * A fixed number of entries; a new one takes the place of an old one.
 */
#ifndef FILES_CACHE_H
#define FILES_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include "base/slice.h"

enum {
	CACHE_FILE_MAX = 16384,		/* bytes of a file that is kept */
	CACHE_FIELDS_MAX = 512		/* and of its fields and entity tag */
};

struct cache;

struct file_text {
	struct slice	 bytes;		/* of the file; NULL: not read */
	struct slice	 fields;	/* of an answer, for reply_add_lines();
					   all but its type */
	struct slice	 etag;
	const char	*type;		/* borrowed from the mime table */
};

/* NULL: no memory. */
struct cache	*cache_new(void);

/*
 * What is kept of this file, good until the next call of cache_store(); NULL
 * when it is not there.  now is in ms of the steady clock.
 */
const struct file_text *cache_find(const struct cache *, const struct stat *,
	    int64_t now);

/*
 * Keep a copy of a file that has no compressed variants beside it; they are
 * looked for again after a second.  wall is in s since 1970.
 */
void	cache_store(struct cache *, const struct stat *,
	    const struct file_text *, int64_t now, int64_t wall);

#endif
