/*
 * cache.h - the bytes of small files that are asked for again and again.
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

enum { CACHE_FILE_MAX = 16384 };	/* bytes of a file that is kept */

struct cache;

/* NULL: no memory. */
struct cache	*cache_new(void);

/*
 * The content of this file, good until the next call of cache_store(); false
 * when it is not there.  now is in ms of the steady clock.
 */
bool	cache_find(const struct cache *, const struct stat *, int64_t now,
	    struct slice *);

/*
 * Keep the content of a file that has no compressed variants beside it; they
 * are looked for again after a second.  wall is in s since 1970.
 */
void	cache_store(struct cache *, const struct stat *, struct slice,
	    int64_t now, int64_t wall);

#endif
