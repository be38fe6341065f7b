/*
 * gate.h - programs that may run are started one after the other.
 *
 * All programs of a pinned worker start on its processor, where the scheduler
 * favours each new one over those that were started just before; a stream of
 * starts would let some of these wait for a hundred milliseconds.  So only a
 * few are young at a time, and none is started while the oldest of them still
 * waits for the processor, until it is unpinned.
 */
#ifndef CGI_GATE_H
#define CGI_GATE_H

struct cgi;
struct run;
struct ticket;

void	gate_init(struct run *);

/*
 * Start the program of a run that holds its slot, or have it wait at the gate
 * for a moment.  r->fail tells that it could not be started.
 */
void	gate_enter(struct run *);

/* granted() of the ticket of a run: enter, and tell who waits for the run. */
void	gate_granted(struct ticket *);

/* Neither at the gate nor young any more. */
void	gate_leave(struct run *);

/* The gate may be open again. */
void	gate_next(struct cgi *);

#endif
