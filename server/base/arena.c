#include "base/arena.h"

#include <stdalign.h>
#include <string.h>

void
arena_init(struct arena *a, void *mem, size_t cap)
{
	*a = (struct arena){ .mem = mem, .cap = cap };
}

void
arena_reset(struct arena *a)
{
	a->used = 0;
}

size_t
arena_left(const struct arena *a)
{
	return a->cap - a->used;
}

char *
arena_text(struct arena *a, size_t n)
{
	char *p;

	if (n > arena_left(a))
		return NULL;
	p = a->mem + a->used;
	a->used += n;
	return p;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	uintptr_t at = (uintptr_t)a->mem + a->used;
	size_t pad = (alignof(max_align_t) - at % alignof(max_align_t)) %
	    alignof(max_align_t);

	if (pad > arena_left(a) || n > arena_left(a) - pad)
		return NULL;
	a->used += pad;
	return arena_text(a, n);
}

char *
arena_dup(struct arena *a, struct slice s)
{
	char *p;

	if (s.n == SIZE_MAX)
		return NULL;
	p = arena_text(a, s.n + 1);
	if (p == NULL)
		return NULL;
	if (s.n > 0)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return p;
}
