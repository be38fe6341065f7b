/*
 * user.h - who is asking: sessions, login, forged requests, throttling.
 *
 * A session is a random number of 256 bits in a cookie (HttpOnly, SameSite=Lax;
 * on https Secure with the prefix __Host-); the disk knows only its SHA-256, in
 * DATA_DIR/<app>/sess.  It is new at each login and gone at logout; a number
 * that is not on the disk is never adopted.
 */
#ifndef WEB_USER_H
#define WEB_USER_H

#include <stdbool.h>

struct web;

enum {
	SESSION_IDLE = 12 * 3600,	/* seconds without a request */
	SESSION_WHOLE = 14 * 86400	/* seconds since the login */
};

/* The user who is logged in, or NULL. */
const char *web_user(struct web *);

/*
 * Log in: the old session ends, a new one begins.  0, or -1: it could not be
 * kept (disk).  The caller has checked the password (secret.h).
 */
int	web_login(struct web *, const char *user);
void	web_logout(struct web *);

/* End all sessions of a user, here and elsewhere (a new password).  0, -1. */
int	web_logout_all(struct web *, const char *user);

/*
 * The token that a form must carry as "csrf" (the view's {{{csrf}}} is the
 * whole hidden field).  Other requests than GET and HEAD are refused with 403
 * when they come from another site (Sec-Fetch-Site, Origin) or without it.
 */
const char *web_csrf(struct web *);

/*
 * Count one event of `key` (a user, an address): 0 fine; else the seconds
 * after which to come again.  The answer is then usually 429 with Retry-After,
 * which web_throttled() makes.
 */
int	web_throttle(struct web *, const char *key, int n, int seconds);
int	web_throttled(struct web *, int seconds);

/* Remove sessions that are over; a few files a call.  How many. */
int	web_sweep(struct web *);

#endif
