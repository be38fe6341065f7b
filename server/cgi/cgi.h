/*
 * cgi.h - the handler that runs CGI programs (RFC 3875).
 */
#ifndef CGI_CGI_H
#define CGI_CGI_H

#include <stdbool.h>
#include <stddef.h>

#include "conn/handler.h"

struct server;

extern const struct handler	cgi_handler;

/* Once in a worker that holds max_conns connections at most.  0, or -1. */
int	cgi_init(struct server *, size_t max_conns);

/* SIGCHLD came: true when it should be called again soon. */
bool	cgi_children(struct server *);

/* A slot may have become free elsewhere. */
void	cgi_wake(struct server *);

/*
 * End all programs: TERM or, when `now`, KILL; nothing more is seen of them
 * then, so that streams are logged as they are.
 */
void	cgi_stop(struct server *, bool now);

/* How many programs are running. */
size_t	cgi_running(const struct server *);

#endif
