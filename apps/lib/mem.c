#include "web/mem.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	BLOCK_FIRST = 16384,	/* then as much again as there is, up to */
	BLOCK_MOST = 1 << 20,
	SHORT_TEXT = 256,	/* printed once; longer ones twice */
	MAX_DEFAULT = 64 << 20,
	ALIGN = alignof(max_align_t)
};

struct mem_block {
	struct mem_block	*older;
	max_align_t		 bytes[];
};

static _Noreturn void
out_of_memory(struct mem *m)
{
	if (m->full != NULL)
		m->full(m->arg);
	fputs("out of memory\n", stderr);
	exit(1);
}

void
mem_init(struct mem *m, size_t max)
{
	memset(m, 0, sizeof(*m));
	m->max = max == 0 ? MAX_DEFAULT : max;
}

void
mem_lend(struct mem *m, void *bytes, size_t n)
{
	m->next = bytes;
	m->left = n;
}

void
mem_on_full(struct mem *m, void (*full)(void *), void *arg)
{
	m->full = full;
	m->arg = arg;
}

void
mem_release(struct mem *m)
{
	struct mem_block *older;

	while (m->blocks != NULL) {
		older = m->blocks->older;
		free(m->blocks);
		m->blocks = older;
	}
	m->next = NULL;
	m->left = m->used = 0;
}

/* A block that the system has cleared, chained in front. */
static struct mem_block *
block_new(struct mem *m, size_t size)
{
	struct mem_block *block;

	if (size > m->max - m->used)
		out_of_memory(m);
	block = calloc(1, sizeof(*block) + size);
	if (block == NULL)
		out_of_memory(m);
	m->used += size;
	block->older = m->blocks;
	m->blocks = block;
	return block;
}

static size_t
next_size(const struct mem *m, size_t n)
{
	size_t size = m->used, left = m->max - m->used;

	if (size < BLOCK_FIRST)
		size = BLOCK_FIRST;
	else if (size > BLOCK_MOST)
		size = BLOCK_MOST;
	/* The last block is what is left, if that suffices. */
	return size <= left || left < n ? size : left;
}

void *
mem_alloc(struct mem *m, size_t n)
{
	struct mem_block *block;
	size_t size;
	char *p;

	if (n > m->max || n > SIZE_MAX / 2)
		out_of_memory(m);
	/* Nothing has an address of its own, too. */
	n = n == 0 ? ALIGN : (n + ALIGN - 1) / ALIGN * ALIGN;
	/* What is large has a block of its own; the rest of the current one
	 * stays in use. */
	if (n > m->left && n > BLOCK_FIRST / 4)
		return block_new(m, n)->bytes;
	if (n > m->left) {
		size = next_size(m, n);
		block = block_new(m, size);
		m->next = (char *)block->bytes;
		m->left = size;
	}
	p = m->next;
	m->next += n;
	m->left -= n;
	return p;
}

void *
mem_array(struct mem *m, size_t n, size_t size)
{
	if (size != 0 && n > SIZE_MAX / size)
		out_of_memory(m);
	return mem_alloc(m, n * size);
}

char *
mem_dup(struct mem *m, const char *s, size_t n)
{
	char *copy;

	if (n == SIZE_MAX)
		out_of_memory(m);
	copy = mem_alloc(m, n + 1);
	if (n > 0)
		memcpy(copy, s, n);
	return copy;
}

char *
mem_str(struct mem *m, const char *s)
{
	return mem_dup(m, s, strlen(s));
}

char *
mem_vprintf(struct mem *m, const char *fmt, va_list ap)
{
	char shorter[SHORT_TEXT], *s;
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(shorter, sizeof(shorter), fmt, again);
	va_end(again);
	if (n < 0)
		out_of_memory(m);
	if ((size_t)n < sizeof(shorter))
		return mem_dup(m, shorter, (size_t)n);
	s = mem_alloc(m, (size_t)n + 1);
	(void)vsnprintf(s, (size_t)n + 1, fmt, ap);
	return s;
}

char *
mem_printf(struct mem *m, const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = mem_vprintf(m, fmt, ap);
	va_end(ap);
	return s;
}
