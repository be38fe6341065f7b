#include "apps/yell/raw.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "apps/yell/shout.h"
#include "web/mem.h"
#include "web/text.h"

enum { LINE_SIZE = 4096 };

struct line {
	char	bytes[LINE_SIZE];
	size_t	n;			/* read, not yelled yet */
};

static int
write_all(int fd, const char *bytes, size_t n)
{
	ssize_t done;

	for (; n > 0; bytes += done, n -= (size_t)done) {
		done = write(fd, bytes, n);
		if (done == -1 && errno == EINTR)
			done = 0;
		if (done == -1)
			return -1;
	}
	return 0;
}

/*
 * How much of the line can be yelled: up to its last newline, so that no
 * character is torn; all of it when it is full or the input has ended.
 */
static size_t
ready(const struct line *l, int ended)
{
	size_t n = l->n;

	if (ended || n == LINE_SIZE)
		return n;
	while (n > 0 && l->bytes[n - 1] != '\n')
		n--;
	return n;
}

static int
yell_ready(struct line *l, int fd, int ended)
{
	size_t n = ready(l, ended);
	struct mem mem;
	struct text loud;
	int status;

	if (n == 0)
		return 0;
	mem_init(&mem, 0);
	text_init(&loud, &mem);
	shout(&loud, l->bytes, n);
	status = write_all(fd, loud.p, loud.n);
	mem_release(&mem);
	l->n -= n;
	memmove(l->bytes, l->bytes + n, l->n);
	return status;
}

int
raw_yell(int in, int out)
{
	struct line l = { .n = 0 };
	ssize_t n;

	do {
		n = read(in, l.bytes + l.n, sizeof(l.bytes) - l.n);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1 && errno != EAGAIN)
			return 1;
		l.n += n > 0 ? (size_t)n : 0;
		if (yell_ready(&l, out, n <= 0) == -1)
			return 1;
	} while (n > 0 || (n == -1 && errno == EINTR));
	return 0;
}
