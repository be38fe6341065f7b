#define _DEFAULT_SOURCE		/* MAP_ANONYMOUS, in POSIX since 2024 */

#include "board/board.h"

#include <stddef.h>
#include <sys/mman.h>

struct board *
board_new(void)
{
	void *mem = mmap(NULL, sizeof(struct board), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	return mem == MAP_FAILED ? NULL : mem;
}
