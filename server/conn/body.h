/*
 * body.h - read a request body off the connection, decode it, pass it on.
 *
 * Spooled bodies are read through the worker's scratch memory and leave
 * nothing behind; streamed ones through a buffer of the connection, and only
 * as fast as the handler takes them.
 */
#ifndef CONN_BODY_H
#define CONN_BODY_H

#include <stdbool.h>

struct conn;

enum body_step {
	BODY_WAIT,			/* all that is there has been used */
	BODY_DONE,			/* the body is complete */
	BODY_FULL,			/* STREAM: the handler takes none now */
	BODY_GONE			/* the client has left or broken off */
};

/*
 * Read and decode what is there: into the spool, or to the handler's body().
 * An enum body_step, or -status (400, 413, 431, 500, 503).
 */
int	body_spool(struct conn *);
int	body_stream(struct conn *);

/* Storage for reading more into c->in, if it has none: 0, or -1: none left. */
int	conn_need_input(struct conn *, bool large);

/* Give the storage of c->in back when it is empty. */
void	conn_drop_input(struct conn *);

#endif
