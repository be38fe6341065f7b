/*
 * login.c - in by a password, and out.
 */
#include <errno.h>
#include <string.h>

#include "apps/tutor/controller/context.h"
#include "apps/tutor/controller/pages.h"

/*
 * Guessing is slow, by name and by address; yet a class of some hundred behind
 * one address gets in, and nobody locks another one out from afar.
 */
enum {
	BOTH_TIMES = 10, USER_TIMES = 60, ADDRESS_TIMES = 400, SECONDS = 600
};

static const struct web_field fields[] = {
	{ "user", F_LINE, .min = 1, .max = 64, .required = 1 },
	{ "password", F_TEXT, .min = 1, .max = PASSWORD_MAX, .required = 1 },
	{ "to", F_LINE, .max = 1000 },
	{ 0 }
};

static int
show(struct web *w, struct val *model, int status)
{
	val_set(model, "title", "Log in");
	val_set(model, "to", web_local(w, status == 200 ?
	    web_query(w, "to") : web_str(w, "to", NULL), "/"));
	return web_render(w, "login", model) == 200 ? status : 500;
}

int
get_login(struct web *w)
{
	if (web_user(w) != NULL)
		return web_see(w, "%s", web_local(w, web_query(w, "to"),
		    "/"));
	return show(w, val_object(web_mem(w)), 200);
}

/* Between parts of a name stands what a line of a form cannot have. */
static int
too_often(struct web *w, const char *user)
{
	struct mem *m = web_mem(w);
	int wait;

	wait = web_throttle(w, mem_printf(m, "login\n%s\n%s", user,
	    web_address(w)), BOTH_TIMES, SECONDS);
	if (wait == 0)
		wait = web_throttle(w, mem_printf(m, "login of\n%s", user),
		    USER_TIMES, SECONDS);
	if (wait == 0)
		wait = web_throttle(w, mem_printf(m, "login at\n%s",
		    web_address(w)), ADDRESS_TIMES, SECONDS);
	return wait;
}

/* Takes the same time for a name that nobody has. */
static bool
is_right(struct web *w, const char *user, int *status)
{
	struct account account = { .user = NULL };
	int found = account_find(web_data(w), web_mem(w), user, &account);
	bool right = password_ok(web_str(w, "password", ""),
	    found == 1 ? account.hash : NULL);

	*status = found == -1 ? 500 : 0;
	return right && found == 1 && !account.disabled;
}

int
post_login(struct web *w)
{
	const char *user;
	int status = web_form(w, fields), wait;
	struct val *model;

	if (status == 422)
		return show(w, web_form_model(w), 422);
	if (status != 0)
		return web_fail(w, status, NULL);
	if (web_data(w) == -1)
		return web_broken(w, "data: %s", strerror(errno));
	user = web_str(w, "user", "");
	wait = too_often(w, user);
	if (wait > 0)
		return web_throttled(w, wait);
	if (!is_right(w, user, &status)) {
		if (status != 0)
			return web_broken(w, "users.log: %s",
			    strerror(errno));
		model = web_form_model(w);
		val_setb(model, "refused", true);
		return show(w, model, 422);
	}
	if (web_login(w, user) == -1)
		return web_broken(w, "session: %s", strerror(errno));
	return web_see(w, "%s", web_local(w, web_str(w, "to", NULL), "/"));
}

int
post_logout(struct web *w)
{
	web_logout(w);
	web_flash(w, "You are logged out.");
	return web_see(w, "/");
}
