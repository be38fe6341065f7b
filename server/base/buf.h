/*
 * buf.h - a bounded byte queue over storage that the caller owns.
 *
 * Bytes are added at the back and consumed at the front.  The bound is given
 * once; adding what does not fit fails as a whole and adds nothing, so a
 * buffer never holds half of something.
 * Invariant: start <= end <= cap.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stddef.h>

#include "base/slice.h"

struct buf {
	char	*mem;		/* borrowed; NULL: no storage yet */
	size_t	 cap;		/* bytes of mem */
	size_t	 start;		/* first byte not consumed */
	size_t	 end;		/* one past the last byte added */
};

/* mem may be NULL with cap 0. */
void	buf_init(struct buf *, char *mem, size_t cap);

/* Forget the content; the storage stays. */
void	buf_clear(struct buf *);

static inline size_t
buf_len(const struct buf *b)
{
	return b->end - b->start;
}

static inline struct slice
buf_slice(const struct buf *b)
{
	return b->mem == NULL ? slice_of(NULL, 0) :
	    slice_of(b->mem + b->start, buf_len(b));
}

/*
 * Free bytes at the back; what was consumed at the front is moved away first
 * when the back is full, which moves the content: slices into it go stale.
 */
size_t	buf_room(struct buf *);

/* Where the next byte goes: write up to buf_room() bytes there, then commit. */
char	*buf_tail(struct buf *);
void	 buf_commit(struct buf *, size_t n);

/* Take n <= buf_len() bytes off the front. */
void	buf_consume(struct buf *, size_t n);

/*
 * n bytes more at the back, which the caller writes at once; NULL when they do
 * not fit.  The content may move, as by buf_room().
 */
char	*buf_grow(struct buf *, size_t n);

/* 0, or -1 with nothing added. */
int	buf_add(struct buf *, struct slice);
int	buf_addc(struct buf *, char);
int	buf_addf(struct buf *, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));

static inline int
buf_adds(struct buf *b, const char *s)
{
	return buf_add(b, slice_str(s));
}

#endif
