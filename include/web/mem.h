/*
 * mem.h - memory for the length of one request.
 *
 * An arena that grows in blocks: nothing is freed one by one, mem_release()
 * frees all of it.  Allocation never returns NULL: when `max` bytes are given
 * out, or the system has no more, `full` is called, which must not return.
 * The default says so on standard error and exits with 1; web_main() answers
 * the request with 413 or 500 instead.  So callers test nothing after a call.
 */
#ifndef WEB_MEM_H
#define WEB_MEM_H

#include <stdarg.h>
#include <stddef.h>

struct mem_block;

struct mem {
	struct mem_block *blocks;	/* owned, newest first */
	char		*next;		/* free bytes of the newest block */
	size_t		 left;
	size_t		 used;		/* bytes of all blocks */
	size_t		 max;		/* of `used` */
	void		(*full)(void *);
	void		*arg;
};

/* max: bytes, 0 for 64 MiB.  Allocates nothing yet. */
void	 mem_init(struct mem *, size_t max);

/*
 * Begin with n bytes of the caller's: zeros, aligned for any type, which are
 * the arena's until mem_release().  They do not count in `used`.  For who
 * starts fast and needs little.
 */
void	 mem_lend(struct mem *, void *, size_t n);

/* What to call instead of exiting; it must not return. */
void	 mem_on_full(struct mem *, void (*full)(void *), void *arg);

/* Free all; the arena may be used again. */
void	 mem_release(struct mem *);

/* n bytes of zeros, aligned for any type; n may be 0. */
void	*mem_alloc(struct mem *, size_t n);

/* n times size bytes of zeros; a product that overflows is `full`. */
void	*mem_array(struct mem *, size_t n, size_t size);

/* A copy of n bytes with a NUL behind it. */
char	*mem_dup(struct mem *, const char *, size_t n);
char	*mem_str(struct mem *, const char *);

/* printf(3) into new memory. */
char	*mem_printf(struct mem *, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));
char	*mem_vprintf(struct mem *, const char *fmt, va_list)
	    __attribute__((format(printf, 2, 0)));

#endif
