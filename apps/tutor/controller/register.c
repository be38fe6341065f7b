/*
 * register.c - a new account, and its password.
 */
#include <errno.h>
#include <string.h>

#include "apps/tutor/controller/context.h"
#include "apps/tutor/controller/invite.h"
#include "apps/tutor/controller/pages.h"

enum {
	PASSWORD_MIN = 8,
	TIMES = 300, SECONDS = 3600,	/* of one address, which a class has */
	CHANGES = 10, CHANGES_SECONDS = 600
};

static const struct web_field fields[] = {
	{ "user", F_LINE, .min = 1, .max = 64, .required = 1 },
	{ "name", F_LINE, .min = 1, .max = 100, .required = 1 },
	{ "email", F_LINE, .max = 200 },
	{ "code", F_LINE, .max = 40 },
	{ "password", F_TEXT, .min = PASSWORD_MIN, .max = PASSWORD_MAX,
	    .required = 1 },
	{ "password_again", F_TEXT, .max = 200 },
	{ 0 }
};

static int
show(struct web *w, struct val *model, int status)
{
	val_set(model, "title", "Make an account");
	val_seti(model, "shortest", PASSWORD_MIN);
	return web_render(w, "register", model) == 200 ? status : 500;
}

int
get_register(struct web *w)
{
	if (web_user(w) != NULL)
		return web_see(w, "/");
	return show(w, val_object(web_mem(w)), 200);
}

/* What only this form knows to be wrong. */
static void
check_form(struct web *w)
{
	const char *user = web_str(w, "user", "");
	const char *email = web_str(w, "email", "");

	if (!user_name_ok(user))
		web_reject(w, "user", "is made of a to z, 0 to 9 and . _ - @, "
		    "a letter or digit first");
	else if (invite_for(w, user) == INVITE_NONE)
		web_reject(w, "user", "is on the roster of no course here, and "
		    "no course is open to everybody");
	else if (invite_for(w, user) == INVITE_CODE &&
	    !invite_ok(w, user, web_str(w, "code", "")))
		web_reject(w, "code", "is not the one for this name. A name "
		    "on the roster of a course needs it; ask who teaches it");
	if (*email != '\0' && strchr(email, '@') == NULL)
		web_reject(w, "email", "has no @");
	if (strcmp(web_str(w, "password", ""),
	    web_str(w, "password_again", "")) != 0)
		web_reject(w, "password_again", "is another one");
}

static int
create(struct web *w)
{
	struct account account = { .user = web_str(w, "user", ""),
	    .name = web_str(w, "name", ""), .email = web_str(w, "email", "") };

	account.unproved = !invite_ok(w, account.user, web_str(w, "code", ""));
	account.hash = password_hash(web_mem(w), web_str(w, "password", ""));
	if (account.hash == NULL)
		return web_broken(w, "crypt(3) made no hash");
	if (account_create(web_data(w), &account, web_now(w)) == -1) {
		if (errno != EEXIST)
			return web_broken(w, "users.log: %s",
			    strerror(errno));
		web_reject(w, "user", "is taken");
		return show(w, web_form_model(w), 422);
	}
	if (web_login(w, account.user) == -1)
		return web_see(w, "/login");
	web_flash(w, "Welcome, %s!", account.name);
	return web_see(w, "/");
}

int
post_register(struct web *w)
{
	int status = web_form(w, fields), wait;

	if (status != 0 && status != 422)
		return web_fail(w, status, NULL);
	if (web_data(w) == -1)
		return web_broken(w, "data: %s", strerror(errno));
	wait = web_throttle(w, mem_printf(web_mem(w), "register at %s",
	    web_address(w)), TIMES, SECONDS);
	if (wait > 0)
		return web_throttled(w, wait);
	if (status == 0)
		check_form(w);
	for (const struct web_field *f = fields; f->name != NULL; f++)
		if (web_error(w, f->name) != NULL)
			return show(w, web_form_model(w), 422);
	return create(w);
}

static int
show_account(struct web *w, struct val *model, int status)
{
	struct account account;

	if (web_data(w) == -1 || account_find(web_data(w), web_mem(w),
	    web_user(w), &account) == -1)
		return web_broken(w, "users.log: %s", strerror(errno));
	val_set(model, "title", "Your account");
	if (strcmp(account.name, account.user) != 0)
		val_set(model, "name", account.name);
	val_set(model, "email", account.email);
	val_seti(model, "shortest", PASSWORD_MIN);
	return web_render(w, "account", model) == 200 ? status : 500;
}

int
get_account(struct web *w)
{
	return show_account(w, val_object(web_mem(w)), 200);
}

static void
check_change(struct web *w)
{
	struct account account;

	if (account_find(web_data(w), web_mem(w), web_user(w), &account) != 1 ||
	    !password_ok(web_str(w, "password_old", ""), account.hash))
		web_reject(w, "password_old", "is not right");
	if (strcmp(web_str(w, "password", ""),
	    web_str(w, "password_again", "")) != 0)
		web_reject(w, "password_again", "is another one");
}

/* All other sessions end: whoever had the old one is out. */
static int
change(struct web *w)
{
	const char *user = mem_str(web_mem(w), web_user(w));
	const char *hash = password_hash(web_mem(w),
	    web_str(w, "password", ""));

	if (hash == NULL)
		return web_broken(w, "crypt(3) made no hash");
	if (account_password(web_data(w), user, hash, web_now(w)) == -1)
		return web_broken(w, "users.log: %s", strerror(errno));
	if (web_logout_all(w, user) == -1)
		return web_broken(w, "sessions of %s: %s", user,
		    strerror(errno));
	if (web_login(w, user) == -1)
		return web_see(w, "/login");
	web_flash(w, "The password is changed. Wherever else you were logged "
	    "in, you are no longer.");
	return web_see(w, "/account");
}

int
post_password(struct web *w)
{
	static const struct web_field rows[] = {
		{ "password_old", F_TEXT, .max = PASSWORD_MAX, .required = 1 },
		{ "password", F_TEXT, .min = PASSWORD_MIN,
		    .max = PASSWORD_MAX, .required = 1 },
		{ "password_again", F_TEXT, .max = 200 },
		{ 0 }
	};
	int status = web_form(w, rows), wait;

	if (status != 0 && status != 422)
		return web_fail(w, status, NULL);
	wait = web_throttle(w, mem_printf(web_mem(w), "password %s",
	    web_user(w)), CHANGES, CHANGES_SECONDS);
	if (wait > 0)
		return web_throttled(w, wait);
	if (status == 0)
		check_change(w);
	for (const struct web_field *f = rows; f->name != NULL; f++)
		if (web_error(w, f->name) != NULL)
			return show_account(w, web_form_model(w), 422);
	return change(w);
}
