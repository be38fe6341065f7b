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
struct store;
struct text;

/* The content, in the arena; NULL: there is none. */
char	*cache_load(int dirfd, const char *name, struct mem *, size_t *n);

/*
 * What was read of a log: its cache tells how far that was, and the log goes on
 * there.  NULL: there is none, or it is of another log, whose place is unknown.
 */
char	*cache_recall(int dirfd, const char *name, struct mem *,
	    struct store *, size_t *n);

/* Begin a text; the second one with how far the log was read. */
void	cache_begin(struct text *);
void	cache_begin_at(struct text *, const struct store *);

/* Put it in place.  Whether it worked is no matter. */
void	cache_save(int dirfd, const char *name, struct text *);

#endif
