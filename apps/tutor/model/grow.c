#include "apps/tutor/model/grow.h"

#include <string.h>

#include "web/mem.h"

enum { FIRST = 4 };

void *
grow_list(struct mem *m, void *list, size_t n, size_t size)
{
	void *longer;

	if (n == 0)
		return mem_array(m, FIRST, size);
	if (n < FIRST || (n & (n - 1)) != 0)
		return list;
	longer = mem_array(m, 2 * n, size);
	memcpy(longer, list, n * size);
	return longer;
}
