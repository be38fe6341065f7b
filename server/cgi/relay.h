/*
 * relay.h - a program's stdout becomes the answer to its request.
 *
 * The head is parsed once it is complete.  What the program wrote at once,
 * ending with it, goes out in one piece with its Content-Length; everything
 * else leaves as it is written.  A Content-Length that is a lie never reaches
 * the client as a clean answer.
 */
#ifndef CGI_RELAY_H
#define CGI_RELAY_H

struct run;

/* fill() of the handler: enum fill, or -status. */
int	relay_fill(struct run *);

/* The run's `wait` timer has come. */
void	relay_waited(struct run *);

#endif
