#include "apps/lib/store_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER_FIRST = 65536, BACKWARDS = 4096 };

void
store_goto(struct store *s, long long at)
{
	s->at = s->joint = at;
	s->start = s->have = 0;
}

void
store_pass(struct store *s, size_t n)
{
	s->at += (long long)n;
	s->start += n;
	s->have -= n;
}

/* Room behind the bytes, for at least one more. */
static int
make_room(struct store *s)
{
	size_t cap = s->cap == 0 ? BUFFER_FIRST : s->cap * 2;
	char *buf;

	if (s->have > 0 && s->start > 0)
		memmove(s->buf, s->buf + s->start, s->have);
	s->start = 0;
	if (s->have < s->cap)
		return 0;
	buf = realloc(s->buf, cap);
	if (buf == NULL)
		return -1;
	s->buf = buf;
	s->cap = cap;
	return 0;
}

static ssize_t
read_at(int fd, char *p, size_t n, long long at)
{
	ssize_t got;

	do {
		got = pread(fd, p, n, (off_t)at);
	} while (got == -1 && errno == EINTR);
	return got;
}

/* More of the file: 1, 0 at its end, or -2. */
static int
read_more(struct store *s)
{
	ssize_t n;

	if (make_room(s) == -1)
		return -2;
	n = read_at(s->fd, s->buf + s->have, s->cap - s->have,
	    s->at + (long long)s->have);
	if (n <= 0)
		return (int)n * 2;
	s->joint = s->at + (long long)s->have;
	s->have += (size_t)n;
	return 1;
}

static int
look(struct store *s, struct store_line *l)
{
	int more;

	while (s->have == 0 || store_line_read(l, s->buf + s->start,
	    s->have) == STORE_PART) {
		if (s->have >= STORE_LINE_MAX)
			return -1;
		more = read_more(s);
		if (more == 0)
			store_goto(s, s->at);
		if (more != 1)
			return more;
	}
	return 1;
}

/*
 * A reader may have the beginning of a line that its writer never finished,
 * and behind it what the next writer put in its place: such a line is read
 * again, at once.
 */
int
store_look(struct store *s, struct store_line *l)
{
	int found = look(s, l);

	if (found != 1 || l->what == NULL || s->joint <= s->at ||
	    s->joint >= s->at + (long long)l->size)
		return found;
	store_goto(s, s->at);
	return look(s, l);
}

int
store_skip(struct store *s)
{
	const char *line, *newline;
	int more;

	while (s->skipping) {
		line = s->buf + s->start;
		newline = s->have == 0 ? NULL : memchr(line, '\n', s->have);
		if (newline != NULL) {
			store_pass(s, (size_t)(newline + 1 - line));
			s->skipping = false;
			break;
		}
		store_goto(s, s->at + (long long)s->have);
		more = read_more(s);
		if (more != 1)
			return more;
		store_chain_lose(&s->chain, s->have);
	}
	return 1;
}

long long
store_line_start(int fd, long long end)
{
	char part[BACKWARDS];
	long long from;
	ssize_t n;

	for (; end > 0; end = from) {
		from = end > BACKWARDS ? end - BACKWARDS : 0;
		n = read_at(fd, part, (size_t)(end - from), from);
		if (n == -1)
			return -1;
		for (; n > 0; n--)
			if (part[n - 1] == '\n')
				return from + n;
	}
	return 0;
}

long long
store_file_size(int fd)
{
	struct stat st;

	return fstat(fd, &st) == -1 ? -1 : (long long)st.st_size;
}
