#include "web/user.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "apps/lib/body.h"
#include "apps/lib/refuse.h"
#include "apps/lib/request.h"
#include "apps/lib/session.h"
#include "apps/lib/session_file.h"
#include "web/answer.h"
#include "web/throttle.h"

const char *
web_user(struct web *w)
{
	session_load(w);
	return w->session.user;
}

int
web_login(struct web *w, const char *user)
{
	(void)web_sweep(w);	/* so that old files never pile up */
	return session_begin(w, user);
}

void
web_logout(struct web *w)
{
	session_end(w);
}

int
web_logout_all(struct web *w, const char *user)
{
	const char *now = web_user(w);

	if (now != NULL && strcmp(now, user) == 0)
		web_logout(w);
	return session_file_remove_all(w, user);
}

int
web_sweep(struct web *w)
{
	return session_file_sweep(w);
}

const char *
web_csrf(struct web *w)
{
	const char *token = session_mac(w, "csrf", session_id(w));

	return token == NULL ? "" : token;
}

static bool
may_only_look(struct web *w)
{
	const char *method = web_method(w);

	return strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0 ||
	    strcmp(method, "OPTIONS") == 0;
}

/* The token as it came, or NULL; *status: why the form cannot be read. */
static const char *
token_sent(struct web *w, int *status)
{
	const char *token = web_header(w, "X-CSRF-Token");

	*status = 0;
	if (token != NULL || !body_is_form(w) ||
	    (w->match.route->flags & R_STREAM) != 0)
		return token;
	*status = web_form_load(w);
	return *status == 0 ? form_get(&w->sent, "csrf") : NULL;
}

int
web_csrf_check(struct web *w)
{
	const char *token;
	int status;

	if (may_only_look(w) || w->port->trusted ||
	    (w->match.route->flags & R_NO_CSRF) != 0)
		return 0;
	if (refuse_origin(w) == ORIGIN_OTHER)
		return web_fail(w, 403,
		    "This request was sent by a page of another site.");
	session_load(w);
	if (w->session.id == NULL)
		return web_refuse(w, WEB_NO_COOKIE, "This form needs a "
		    "cookie. Please allow it, load the page again, and send "
		    "it once more.");
	token = token_sent(w, &status);
	if (status != 0)
		return web_fail(w, status, NULL);
	if (!session_mac_ok(w, "csrf", w->session.id, token))
		return web_refuse(w, WEB_OLD_FORM, "This form is no longer "
		    "valid. Please load its page again, and send it once "
		    "more.");
	return 0;
}

/* Where nothing can be counted, everybody waits: it guards passwords. */
int
web_throttle(struct web *w, const char *key, int n, int seconds)
{
	const struct throttle_rule rule = { n, seconds };
	int data = web_data(w), wait = -1;

	if (data != -1)
		wait = throttle_count(data, "throttle", key, &rule, web_now(w));
	if (wait != -1)
		return wait;
	/* To the client it is "too often", so only here it is said why. */
	fprintf(stderr, "%s: the throttle cannot count: %s\n", w->app->name,
	    strerror(errno));
	return seconds;
}

int
web_throttled(struct web *w, int seconds)
{
	int status;

	if (seconds < 120)
		status = web_fail(w, 429, "That was too often. "
		    "Please try again in %s.",
		    text_count(&w->mem, seconds, "second", NULL));
	else
		status = web_fail(w, 429, "That was too often. "
		    "Please try again in %d minutes.", (seconds + 59) / 60);
	web_set(w, "Retry-After", "%d", seconds);
	return status;
}
