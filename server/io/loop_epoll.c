/*
 * loop_epoll.c - the Linux backend of the loop: epoll, level-triggered.
 *
 * A descriptor that nothing is wanted of is taken out wholly: epoll would
 * tell of a hang-up all the same, turn after turn.
 */
#define _GNU_SOURCE

#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "io/loop_impl.h"

enum { BATCH = 128 };

struct backend {
	int			fd;
	struct epoll_event	events[BATCH];
};

struct backend *
backend_new(size_t max)
{
	struct backend *b = calloc(1, sizeof(*b));

	(void)max;		/* epoll grows by itself */
	if (b == NULL)
		return NULL;
	b->fd = epoll_create1(EPOLL_CLOEXEC);
	if (b->fd == -1) {
		free(b);
		return NULL;
	}
	return b;
}

void
backend_free(struct backend *b)
{
	(void)close(b->fd);
	free(b);
}

static uint32_t
to_epoll(int events)
{
	return ((events & LOOP_READ) != 0 ? (uint32_t)EPOLLIN : 0u) |
	    ((events & LOOP_WRITE) != 0 ? (uint32_t)EPOLLOUT : 0u) |
	    ((events & LOOP_HUP) != 0 ? (uint32_t)EPOLLRDHUP : 0u);
}

static int
from_epoll(uint32_t events)
{
	int e = 0;

	if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR | EPOLLRDHUP)) != 0)
		e |= LOOP_READ;
	if ((events & (EPOLLOUT | EPOLLHUP | EPOLLERR)) != 0)
		e |= LOOP_WRITE;
	if ((events & (EPOLLHUP | EPOLLERR | EPOLLRDHUP)) != 0)
		e |= LOOP_HUP;
	return e;
}

int
backend_want(struct backend *b, struct watch *w, int events)
{
	struct epoll_event ev = { .events = to_epoll(events) };
	int op = w->want == 0 ? EPOLL_CTL_ADD :
	    events == 0 ? EPOLL_CTL_DEL : EPOLL_CTL_MOD;

	ev.data.ptr = w;
	if (epoll_ctl(b->fd, op, w->fd, &ev) == -1)
		return -1;
	w->want = events;
	return 0;
}

/*
 * close(2) alone would not do: a program that is just being started still has
 * a copy for some microseconds after vfork has let us go on, and until it has
 * not, the hang-up of what we closed would be told turn after turn.
 */
void
backend_drop(struct backend *b, struct watch *w)
{
	if (w->want != 0)
		(void)backend_want(b, w, 0);
}

void
backend_wait(struct backend *b, struct loop *l, int timeout)
{
	int n = epoll_wait(b->fd, b->events, BATCH, timeout);

	loop_tick(l);
	for (int i = 0; i < n; i++) {
		struct watch *w = b->events[i].data.ptr;
		int e = from_epoll(b->events[i].events);

		if (w->fd != -1 && (e & (w->want | LOOP_HUP)) != 0 &&
		    w->want != 0)
			w->fn(w->arg, e);
	}
}
