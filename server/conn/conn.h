/*
 * conn.h - one client connection: its states, its socket, its clock.
 *
 * The states and what guards each stand in one table in conn.c; one function
 * changes state, and what is waited for is derived from state and buffers.
 * A connection without a request holds nothing but this struct.
 */
#ifndef CONN_CONN_H
#define CONN_CONN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/list.h"
#include "base/timer.h"
#include "conn/server.h"
#include "http/head.h"
#include "io/loop.h"
#include "io/sock.h"

struct exchange;

enum conn_state {
	CONN_IDLE,			/* between two requests */
	CONN_HEAD,			/* a head is arriving */
	CONN_BODY,			/* a body is arriving, to be spooled */
	CONN_HANDLE,			/* a handler is at work */
	CONN_FLUSH,			/* the rest of the answer goes out */
	CONN_LINGER,			/* we have closed, the client not yet */
	CONN_CLOSED,
	CONN_NSTATES
};

struct conn {
	struct server	*srv;
	struct watch	 watch;
	struct timer	 clock;		/* the deadline of what we wait for */
	struct timer	 gone;		/* ended its stream while we answer */
	struct list_node node;		/* all connections of the worker */
	struct list_node half;		/* those with a large half-sent head */
	struct buf	 in;		/* bytes read, not used yet */
	struct head_scan scan;
	struct exchange	*x;		/* NULL: no request */
	struct sock_addr peer, local;
	const struct site *site;	/* of the last request, at first [0] */
	int64_t		 arrived;	/* wall ms of a request's first byte */
	int64_t		 began_us;	/* the same by the steady clock */
	int64_t		 rate_from;	/* ms: min_body_rate is measured from */
	uint64_t	 rate_bytes;	/* received then */
	uint32_t	 requests;	/* answered on this connection */
	enum conn_state	 state;
	int		 armed;		/* enum clock_id of `clock`; -1: none */
	bool		 in_large;	/* `in` is from relays */
	bool		 eof;		/* the client has ended its stream */
	bool		 blocked;	/* output waits for the socket */
	bool		 progress;	/* bytes went in or out: clocks anew */
	bool		 body_full;	/* STREAM: the handler takes no more */
	bool		 readable;	/* the loop said so, not read since */
	bool		 yielded;	/* goes on after the others' turn */
	bool		 must_linger;	/* unread bytes may be under way */
	bool		 running;	/* conn_run() is on the stack */
	bool		 again;		/* asked for while it was */
	struct slice	 pending;	/* decoded, not taken by the handler */
	size_t		 pending_raw;	/* bytes of `in` it stands for */
	struct retired	 retired;
};

/* A new connection on an accepted socket, taken over in any case. */
void	conn_new(struct server *, int fd, const struct sock_addr *peer);

/* Go on as far as possible now; safe to call at any time. */
void	conn_run(struct conn *);

/* The server shuts down: close it if no request is under way. */
void	conn_close_idle(struct conn *);

/*
 * The client has gone, or waited too long: end what it asked for, without an
 * answer, and close.
 */
void	conn_abort(struct conn *);

#endif
