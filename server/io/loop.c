#include "io/loop.h"

#include <limits.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "io/loop_impl.h"

int64_t
loop_us(void)
{
	struct timespec ts;

	(void)clock_gettime(CLOCK_MONOTONIC, &ts);	/* cannot fail */
	return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

void
loop_tick(struct loop *l)
{
	struct timespec ts;

	(void)clock_gettime(CLOCK_REALTIME, &ts);	/* cannot fail */
	l->wall = (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
	l->now = loop_us() / 1000;
}

struct loop *
loop_new(size_t max)
{
	struct loop *l = calloc(1, sizeof(*l));

	if (l == NULL)
		return NULL;
	l->backend = backend_new(max);
	if (l->backend == NULL) {
		free(l);
		return NULL;
	}
	loop_tick(l);
	timers_init(&l->timers, l->now);
	return l;
}

void
loop_free(struct loop *l)
{
	if (l == NULL)
		return;
	backend_free(l->backend);
	free(l);
}

void
watch_init(struct watch *w, loop_fn *fn, void *arg)
{
	*w = (struct watch){ .fd = -1, .fn = fn, .arg = arg };
}

int
loop_want(struct loop *l, struct watch *w, int events)
{
	if (w->want == events)
		return 0;
	return backend_want(l->backend, w, events);
}

void
loop_close(struct loop *l, struct watch *w)
{
	if (w->fd == -1)
		return;
	backend_drop(l->backend, w);
	(void)close(w->fd);	/* nothing to be done about a failure */
	w->fd = -1;
	w->want = 0;
}

int64_t
loop_now(const struct loop *l)
{
	return l->now;
}

int64_t
loop_wall(const struct loop *l)
{
	return l->wall;
}

void
loop_timer(struct loop *l, struct timer *t, int64_t ms)
{
	timer_set(&l->timers, t, l->now + ms);
}

void
loop_cancel(struct loop *l, struct timer *t)
{
	timer_cancel(&l->timers, t);
}

void
loop_retire(struct loop *l, struct retired *r, void (*fn)(struct retired *))
{
	r->fn = fn;
	r->next = l->retired;
	l->retired = r;
}

static void
free_retired(struct loop *l)
{
	struct retired *r = l->retired, *next;

	for (l->retired = NULL; r != NULL; r = next) {
		next = r->next;
		r->fn(r);
	}
}

static int
wait_ms(const struct loop *l)
{
	int64_t next = timers_next(&l->timers);

	if (next == INT64_MAX)
		return -1;
	if (next <= l->now)
		return 0;
	return next - l->now > INT_MAX ? INT_MAX : (int)(next - l->now);
}

void
loop_turn(struct loop *l)
{
	backend_wait(l->backend, l, wait_ms(l));
	timers_run(&l->timers, l->now);
	free_retired(l);
}
