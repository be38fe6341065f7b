#define _DEFAULT_SOURCE		/* MAP_ANONYMOUS, in POSIX since 2024 */

#include "base/pool.h"

#include <assert.h>
#include <stdalign.h>
#include <string.h>
#include <sys/mman.h>

int
pool_init(struct pool *p, size_t size, size_t max)
{
	size_t unit = alignof(max_align_t);
	void *mem = MAP_FAILED;

	*p = (struct pool){ .size = (size + unit - 1) / unit * unit };
	for (; max > 0; max /= 2) {
		mem = mmap(NULL, p->size * max, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		if (mem != MAP_FAILED)
			break;
	}
	if (mem == MAP_FAILED)
		return -1;
	p->mem = mem;
	p->max = max;
	return 0;
}

void
pool_release(struct pool *p)
{
	if (p->mem != NULL)
		(void)munmap(p->mem, p->size * p->max);	/* cannot fail: ours */
	*p = (struct pool){ .mem = NULL };
}

void *
pool_take(struct pool *p)
{
	void *x = p->free;

	if (x != NULL)
		memcpy(&p->free, x, sizeof(p->free));
	else if (p->fresh < p->max)
		x = p->mem + p->size * p->fresh++;
	else
		return NULL;
	p->taken++;
	return x;
}

void
pool_give(struct pool *p, void *x)
{
	assert(p->taken > 0 && (char *)x >= p->mem &&
	    (char *)x < p->mem + p->size * p->max);
	memcpy(x, &p->free, sizeof(p->free));
	p->free = x;
	p->taken--;
}
