/*
 * prove.c - an account that was made without a code is that of the person whom
 * a roster names: who has the code says so.
 */
#include <errno.h>
#include <string.h>

#include "apps/tutor/controller/context.h"
#include "apps/tutor/controller/invite.h"
#include "apps/tutor/controller/pages.h"

enum { TIMES = 10, SECONDS = 600 };

static const struct web_field fields[] = {
	{ "code", F_LINE, .min = 1, .max = 40, .required = 1 },
	{ "to", F_LINE, .max = 1000 },
	{ 0 }
};

static int
show_again(struct web *w)
{
	struct val *model = val_object(web_mem(w));

	val_set(model, "title", "Whose account is this?");
	val_set(model, "name", web_user(w));
	val_set(model, "to", web_local(w, web_str(w, "to", NULL), "/"));
	val_setb(model, "wrong", true);
	return web_render(w, "unproved", model) == 200 ? 422 : 500;
}

int
post_prove(struct web *w)
{
	int status = web_form(w, fields), wait;

	if (status != 0 && status != 422)
		return web_fail(w, status, NULL);
	wait = web_throttle(w, mem_printf(web_mem(w), "prove %s",
	    web_user(w)), TIMES, SECONDS);
	if (wait > 0)
		return web_throttled(w, wait);
	if (status == 422 ||
	    !invite_ok(w, web_user(w), web_str(w, "code", "")))
		return show_again(w);
	if (account_prove(web_data(w), web_user(w), web_now(w)) == -1)
		return web_broken(w, "users.log: %s", strerror(errno));
	web_flash(w, "The account is yours.");
	return web_see(w, "%s", web_local(w, web_str(w, "to", NULL), "/"));
}
