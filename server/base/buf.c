#include "base/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void
buf_init(struct buf *b, char *mem, size_t cap)
{
	*b = (struct buf){ .mem = mem, .cap = cap };
}

void
buf_clear(struct buf *b)
{
	b->start = b->end = 0;
}

static void
move_to_front(struct buf *b)
{
	memmove(b->mem, b->mem + b->start, buf_len(b));
	b->end -= b->start;
	b->start = 0;
}

size_t
buf_room(struct buf *b)
{
	if (b->end == b->cap && b->start > 0)
		move_to_front(b);
	return b->cap - b->end;
}

char *
buf_tail(struct buf *b)
{
	return b->mem + b->end;
}

void
buf_commit(struct buf *b, size_t n)
{
	assert(n <= b->cap - b->end);
	b->end += n;
}

void
buf_consume(struct buf *b, size_t n)
{
	assert(n <= buf_len(b));
	b->start += n;
	if (b->start == b->end)
		buf_clear(b);
}

char *
buf_grow(struct buf *b, size_t n)
{
	if (n > b->cap - b->end) {
		if (n > b->cap - buf_len(b))
			return NULL;
		move_to_front(b);
	}
	b->end += n;
	return b->mem + b->end - n;
}

int
buf_add(struct buf *b, struct slice s)
{
	char *at;

	if (s.n == 0)
		return 0;
	at = buf_grow(b, s.n);
	if (at == NULL)
		return -1;
	memcpy(at, s.p, s.n);
	return 0;
}

int
buf_addc(struct buf *b, char c)
{
	return buf_add(b, slice_of(&c, 1));
}

/* 0, or -1 when it does not fit behind what is there. */
static int
try_format(struct buf *b, const char *fmt, va_list ap)
{
	size_t room = b->cap - b->end;
	int n;

	if (room == 0)
		return -1;
	n = vsnprintf(b->mem + b->end, room, fmt, ap);
	if (n < 0 || (size_t)n >= room)	/* the NUL must fit, too */
		return -1;
	b->end += (size_t)n;
	return 0;
}

int
buf_addf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	int result;

	va_start(ap, fmt);
	result = try_format(b, fmt, ap);
	va_end(ap);
	if (result == 0 || b->start == 0)
		return result;
	move_to_front(b);
	va_start(ap, fmt);
	result = try_format(b, fmt, ap);
	va_end(ap);
	return result;
}
