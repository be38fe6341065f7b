/*
 * request.h - from the bytes of a head to a location and a handler.
 */
#ifndef CONN_REQUEST_H
#define CONN_REQUEST_H

#include <stdbool.h>
#include <stddef.h>

struct conn;
struct exchange;

/*
 * Begin an exchange for the head of n bytes at the front of c->in, whose
 * buffer it takes over.  NULL: no memory is left for one.
 */
struct exchange *request_begin(struct conn *, size_t n);

/* Parse the head and route it: 0, or -status, which ends the connection. */
int	request_parse(struct exchange *);

/*
 * Settle who answers: true when x->handler was picked, false when the answer
 * has been queued already (a redirect, an error, OPTIONS *).
 */
bool	request_pick(struct exchange *);

/* Begin anew with x->reroute as the target (local redirect): 0 or -status. */
int	request_reroute(struct exchange *);

/* Write the access-log line and free everything. */
void	request_end(struct exchange *, bool complete);

#endif
