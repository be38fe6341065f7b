/*
 * steps.h - what a connection does in each of its states.
 *
 * A step goes as far as it can without waiting and returns the next state; it
 * changes none.  Used by conn.c alone.
 */
#ifndef CONN_STEPS_H
#define CONN_STEPS_H

#include "conn/conn.h"

enum conn_state	step_idle(struct conn *);
enum conn_state	step_head(struct conn *);
enum conn_state	step_body(struct conn *);
enum conn_state	step_handle(struct conn *);
enum conn_state	step_flush(struct conn *);
enum conn_state	step_linger(struct conn *);

/* Answer what cannot be a request with a status; ends in FLUSH or CLOSED. */
enum conn_state	step_refuse(struct conn *, int status);

/* Answer the request under way with an error instead; nothing is committed. */
enum conn_state	step_fail(struct conn *, int status);

/*
 * While a handler works: has the client ended its stream, or sent what
 * belongs to its next request?  False: it has gone altogether.
 */
bool	conn_peek(struct conn *);

/* Is a handler at work that takes the body as it comes? */
bool	conn_is_streaming(const struct conn *);

/* End the exchange without more ado. */
void	conn_drop_exchange(struct conn *, bool complete);

#endif
