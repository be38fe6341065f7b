/*
 * session.h - the session of a request, and the cookies that belong to it.
 */
#ifndef APPS_LIB_SESSION_H
#define APPS_LIB_SESSION_H

#include <stdbool.h>

struct web;

/* Who is it?  Fills w->session, once. */
void	session_load(struct web *);

/* A new session in place of the old one.  0, or -1 with errno: not kept. */
int	session_begin(struct web *, const char *user);

/* The session is over, its number forgotten. */
void	session_end(struct web *);

/* The number that the token belongs to; a new one has no file. */
const char *session_id(struct web *);

/*
 * HMAC-SHA-256 with the application's key, in hexadecimal.  NULL: there is no
 * key, and the answer is broken.  `what` keeps the uses apart.
 */
const char *session_mac(struct web *, const char *what, const char *text);

/* Does it have that HMAC?  In constant time; false for NULL. */
bool	session_mac_ok(struct web *, const char *what, const char *text,
	    const char *mac);

/*
 * The cookie <app><suffix> (by https with the prefix __Host-): as it came, or
 * NULL; and set, instead of what this answer set before.  max_age as in
 * struct cookie.
 */
const char *session_cookie(struct web *, const char *suffix);
void	session_set_cookie(struct web *, const char *suffix,
	    const char *value, long long max_age);

#endif
