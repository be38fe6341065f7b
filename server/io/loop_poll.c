/*
 * loop_poll.c - the POSIX backend of the loop: poll(2) over a dense array.
 */
#include <poll.h>
#include <stdlib.h>

#include "io/loop_impl.h"

struct backend {
	size_t		 max, n;
	struct pollfd	*fds;		/* owned; the same order as watches */
	struct watch	**watches;
	struct watch	**ready;	/* of this turn */
	short		*revents;
};

void
backend_free(struct backend *b)
{
	free(b->fds);
	free(b->watches);
	free(b->ready);
	free(b->revents);
	free(b);
}

struct backend *
backend_new(size_t max)
{
	struct backend *b = calloc(1, sizeof(*b));

	if (b == NULL)
		return NULL;
	b->max = max;
	b->fds = calloc(max, sizeof(*b->fds));
	b->watches = calloc(max, sizeof(*b->watches));
	b->ready = calloc(max, sizeof(*b->ready));
	b->revents = calloc(max, sizeof(*b->revents));
	if (b->fds == NULL || b->watches == NULL || b->ready == NULL ||
	    b->revents == NULL) {
		backend_free(b);
		return NULL;
	}
	return b;
}

void
backend_drop(struct backend *b, struct watch *w)
{
	size_t last = b->n - 1;

	if (w->want == 0)
		return;
	b->fds[w->index] = b->fds[last];
	b->watches[w->index] = b->watches[last];
	b->watches[w->index]->index = w->index;
	b->n--;
	w->want = 0;
}

int
backend_want(struct backend *b, struct watch *w, int events)
{
	if (events == 0) {
		backend_drop(b, w);
		return 0;
	}
	if (w->want == 0) {
		if (b->n == b->max)
			return -1;
		w->index = b->n++;
		b->watches[w->index] = w;
		b->fds[w->index].fd = w->fd;
	}
	w->want = events;
	b->fds[w->index].events =
	    (short)(((events & LOOP_READ) != 0 ? POLLIN : 0) |
	    ((events & LOOP_WRITE) != 0 ? POLLOUT : 0));
	return 0;
}

static int
from_poll(short e)
{
	return ((e & (POLLIN | POLLHUP | POLLERR)) != 0 ? LOOP_READ : 0) |
	    ((e & (POLLOUT | POLLHUP | POLLERR)) != 0 ? LOOP_WRITE : 0) |
	    ((e & (POLLHUP | POLLERR)) != 0 ? LOOP_HUP : 0);
}

/* Callbacks change the array, so what is ready is set aside first. */
static size_t
collect(struct backend *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++) {
		if (b->fds[i].revents == 0)
			continue;
		b->ready[n] = b->watches[i];
		b->revents[n++] = b->fds[i].revents;
	}
	return n;
}

void
backend_wait(struct backend *b, struct loop *l, int timeout)
{
	int got = poll(b->fds, (nfds_t)b->n, timeout);
	size_t n = got > 0 ? collect(b) : 0;

	loop_tick(l);
	for (size_t i = 0; i < n; i++) {
		struct watch *w = b->ready[i];
		int e = from_poll(b->revents[i]);

		if (w->fd != -1 && (e & (w->want | LOOP_HUP)) != 0 &&
		    w->want != 0)
			w->fn(w->arg, e);
	}
}
