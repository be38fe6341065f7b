/*
 * cache.h - files in idx/ that may be removed at any time.
 *
 * Bytes of this machine and this version of the program, with a checksum; any
 * other file is none.  They are put in place in one step, but nobody waits for
 * the disk.
 */
#ifndef TUTOR_MODEL_CACHE_H
#define TUTOR_MODEL_CACHE_H

#include <stddef.h>

struct mem;
struct text;

/* The content, in the arena; NULL: there is none. */
char	*cache_load(int dirfd, const char *name, struct mem *, size_t *n);

/* The text has begun with cache_begin().  Whether it worked is no matter. */
void	cache_begin(struct text *);
void	cache_save(int dirfd, const char *name, struct text *);

#endif
