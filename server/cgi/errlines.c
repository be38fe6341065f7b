#include "cgi/errlines.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "cgi/run.h"

enum { TURN_READS = 4 };

static void
report_dropped(struct run *r)
{
	struct errlines *e = &r->errlines;

	if (e->dropped > 0)
		log_warn("stderr of %s pid=%ld id=%s: %u more lines dropped",
		    r->name, (long)r->pid, r->id, e->dropped);
	e->dropped = 0;
}

static void
put_line(struct run *r)
{
	struct errlines *e = &r->errlines;
	int64_t now = loop_now(r->cgi->srv->loop);

	if (now - e->window >= 1000) {
		report_dropped(r);
		e->window = now;
		e->lines = 0;
	}
	if (e->lines++ < ERRLINES_A_SECOND)
		log_warn("stderr of %s pid=%ld id=%s: %.*s", r->name,
		    (long)r->pid, r->id, (int)e->n, e->text);
	else
		e->dropped++;
	e->n = 0;
}

static void
take(struct run *r, struct slice s)
{
	struct errlines *e = &r->errlines;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\n') {
			put_line(r);
			continue;
		}
		if (e->n == sizeof(e->text))
			put_line(r);
		e->text[e->n++] = s.p[i];
	}
}

bool
errlines_read(struct run *r)
{
	char *mem = r->cgi->srv->scratch;

	for (int i = 0; i < TURN_READS; i++) {
		ssize_t n = read(r->err.fd, mem, RELAY_SIZE);

		if (n == -1)
			return errno == EAGAIN || errno == EINTR;
		if (n == 0)
			return false;
		take(r, slice_of(mem, (size_t)n));
		if (n < RELAY_SIZE)
			return true;
	}
	return true;
}

void
errlines_end(struct run *r)
{
	if (r->errlines.n > 0)
		put_line(r);
	report_dropped(r);
}
