/*
 * control.h - the channel between the master and one worker.
 *
 * A unix socket pair.  The master sends orders, one byte each, LOGS with two
 * descriptors; the worker sends READY once.  Its end tells the other that this
 * one is gone.
 */
#ifndef CONTROL_H
#define CONTROL_H

enum {
	CONTROL_READY = 'R',		/* worker: set up, accepting */
	CONTROL_LEAVING = 'X',		/* worker: has answered its share */
	CONTROL_DRAIN = 'D',		/* a newer generation has taken over */
	CONTROL_QUIT = 'Q',		/* finish within shutdown_timeout */
	CONTROL_LOGS = 'L'		/* access and error log, opened anew */
};

struct control_logs {
	int	access;			/* -1: none */
	int	error;
};

/* Both ends non-blocking and close-on-exec.  0 or -1. */
int	control_pair(int fds[2]);

/* Send one byte, with the logs when it is LOGS.  0 or -1. */
int	control_send(int fd, char order, const struct control_logs *);

/*
 * Receive one byte: it, 0 when none is there, -1 when the other end is gone.
 * With LOGS the descriptors are the caller's.
 */
int	control_receive(int fd, struct control_logs *);

#endif
