#include "cgi/errlines.h"

#include <errno.h>
#include <unistd.h>

#include "base/log.h"
#include "base/slice.h"

enum { TURN_READS = 4 };

void
errlines_tell(struct errlines *e, const struct errlines_turn *t)
{
	if (e->dropped > 0)
		log_warn("%s: %u more lines dropped", t->who, e->dropped);
	e->dropped = 0;
}

static void
put_line(struct errlines *e, const struct errlines_turn *t)
{
	if (t->now - e->window >= 1000) {
		errlines_tell(e, t);
		e->window = t->now;
		e->lines = 0;
	}
	if (e->lines++ < ERRLINES_A_SECOND)
		log_warn("%s: %.*s", t->who, (int)e->n, e->text);
	else
		e->dropped++;
	e->n = 0;
}

static void
take(struct errlines *e, const struct errlines_turn *t, struct slice s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\n') {
			put_line(e, t);
			continue;
		}
		if (e->n == sizeof(e->text))
			put_line(e, t);
		e->text[e->n++] = s.p[i];
	}
}

bool
errlines_read(struct errlines *e, int fd, const struct errlines_turn *t)
{
	for (int i = 0; i < TURN_READS; i++) {
		ssize_t n = read(fd, t->mem, t->size);

		if (n == -1)
			return errno == EAGAIN || errno == EINTR;
		if (n == 0)
			return false;
		take(e, t, slice_of(t->mem, (size_t)n));
		if ((size_t)n < t->size)
			return true;
	}
	return true;
}

void
errlines_end(struct errlines *e, const struct errlines_turn *t)
{
	if (e->n > 0)
		put_line(e, t);
	errlines_tell(e, t);
}
