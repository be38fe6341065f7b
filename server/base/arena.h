/*
 * arena.h - memory for the length of one request (or one configuration).
 *
 * A bump allocator over storage that the caller owns.  Nothing is freed one by
 * one: arena_reset() forgets all of it.  Full gives NULL, which the request
 * path answers like any other limit.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

#include "base/slice.h"

struct arena {
	char	*mem;		/* borrowed */
	size_t	 cap;
	size_t	 used;
};

void	 arena_init(struct arena *, void *mem, size_t cap);
void	 arena_reset(struct arena *);

/* n bytes, not cleared, aligned for any type; NULL when full. */
void	*arena_alloc(struct arena *, size_t n);

/* n bytes without alignment (text); NULL when full. */
char	*arena_text(struct arena *, size_t n);

/* A copy with a NUL behind it; NULL when full. */
char	*arena_dup(struct arena *, struct slice);

size_t	 arena_left(const struct arena *);

#endif
