/*
 * handler.h - what answers a request: programs, files, and others to come.
 *
 * conn/ calls handlers through this table and never by name; a handler calls
 * conn/ through exchange.h and never touches the client's socket.
 *
 * Back-pressure falls out of it: `body` may take less than it is offered (the
 * client is then not read), and `fill` is called only when everything that was
 * added before has been written.
 */
#ifndef CONN_HANDLER_H
#define CONN_HANDLER_H

#include <sys/types.h>

#include "base/slice.h"

struct exchange;

enum body_want {
	WANT_NONE,		/* a small body is read and forgotten, a
				   large one not: answer and close */
	WANT_SPOOL,		/* all of it first, in x->spool */
	WANT_STREAM		/* as it comes, by body() and body_end() */
};

enum fill {
	FILL_MORE,		/* parts were added, call again */
	FILL_WAIT,		/* for exchange_wake(); send what is there */
	FILL_END,		/* what was added is the end of the answer */
	FILL_BROKEN,		/* cut the connection: the answer is in part */
	FILL_REROUTE		/* answer x->reroute instead (local redirect) */
};

struct handler {
	const char	*name;

	/* How the body is wanted, or -status to refuse it before it comes. */
	int		(*wants)(struct exchange *);

	/* 0, or -status: then nothing else is called. */
	int		(*start)(struct exchange *);

	/* STREAM: takes n <= offered; 0: wait, exchange_wake() follows. */
	size_t		(*body)(struct exchange *, struct slice);

	/* STREAM: the last byte has been given. */
	void		(*body_end)(struct exchange *);

	/* enum fill, or -status while no head has been committed. */
	int		(*fill)(struct exchange *);

	/* The client has left; stop() comes next.  NULL: nothing to be done,
	   and a client that has only ended its stream is answered in full. */
	void		(*gone)(struct exchange *);

	/* Exactly once if start returned 0.  Frees x->state. */
	void		(*stop)(struct exchange *);
};

#endif
