/*
 * pool.h - a fixed number of equal objects, taken and given back.
 *
 * The memory is reserved at start and touched only when an object is first
 * used; the one given back last is taken first, so that what is resident
 * follows what is in use.  Empty is a state (NULL), not an error.
 */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <stddef.h>

struct pool {
	char	*mem;		/* owned: reserved by pool_init */
	void	*free;		/* given back; each holds the next's address */
	size_t	 size;		/* bytes an object, rounded up */
	size_t	 max;		/* objects */
	size_t	 fresh;		/* never taken: from here on */
	size_t	 taken;
};

/* 0, or -1: no address space.  `max` may be lowered to what was to be had. */
int	 pool_init(struct pool *, size_t size, size_t max);
void	 pool_release(struct pool *);

/* An object with undefined content, or NULL when all are taken. */
void	*pool_take(struct pool *);
void	 pool_give(struct pool *, void *);

#endif
