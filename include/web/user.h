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
 * Log in: the old session ends, a new one begins (and web_sweep() is called).
 * 0, or -1 with errno: it could not be kept, and all is as before.  The caller
 * has checked the password (secret.h).
 */
int	web_login(struct web *, const char *user);
void	web_logout(struct web *);

/* End all sessions of a user, here and elsewhere (a new password).  0, -1. */
int	web_logout_all(struct web *, const char *user);

/*
 * The token that a form must carry as "csrf" (the view's {{{csrf}}} is the
 * whole hidden field), or a script in the field X-CSRF-Token.  Who is not
 * logged in gets a cookie by it, with no file behind.  Other requests than GET,
 * HEAD and OPTIONS are refused with 403, before their handler runs, when they
 * come from another site (Sec-Fetch-Site, Origin) or without the token.  JSON
 * and the body of an R_STREAM route need the field.  "": there is no key to
 * make it with, and the answer will be 500.
 */
const char *web_csrf(struct web *);

/*
 * Count one event of `key` (a user, an address): 0 fine; else the seconds
 * after which to come again (all of them when nothing can be counted).  The
 * answer is then usually 429 with Retry-After, which web_throttled() makes.
 */
int	web_throttle(struct web *, const char *key, int n, int seconds);
int	web_throttled(struct web *, int seconds);

/* Remove sessions that are over, at most 64 of them a call.  How many. */
int	web_sweep(struct web *);

#endif
