/*
 * signals.h - signals become flags, and a descriptor that wakes the loop.
 *
 * Two bodies: signals_linux.c reads them from a signalfd, signals_posix.c has
 * handlers and a pipe.  The flags are the only mutable globals of the server
 * beside the log's descriptor.
 */
#ifndef SIGNALS_H
#define SIGNALS_H

#include <signal.h>
#include <stdbool.h>

enum { SIGNALS_MAX = 65 };

/*
 * Catch TERM INT QUIT HUP USR1 USR2 CHLD, let PIPE do nothing, put all others
 * to their defaults.  Returns a descriptor to wait for, non-blocking; in a
 * forked child call it again for one of its own.  Dies when it cannot.
 */
int	signals_init(void);

/*
 * Hold all signals back while a child is forked, so that none reaches it
 * before signals_init() there, which lets them through again.
 */
void	signals_block(void);
void	signals_unblock(void);

/* Has the signal come since it was asked for the last time? */
bool	signals_take(int sig);

/* As if the signal had come just now: there is more to do for it. */
void	signals_post(int sig);

/* Empty the descriptor; call this before the flags are looked at. */
void	signals_clear(void);

#endif
