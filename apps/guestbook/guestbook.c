/*
 * guestbook.c - the controller: who writes, what is shown.
 *
 * model.c keeps the entries, view/ has the pages.
 */
#include <errno.h>
#include <string.h>

#include "apps/guestbook/model.h"
#include "web/web.h"

/* A person signs at most so often. */
enum { SIGN_TIMES = 5, SIGN_SECONDS = 300, PAGES_MAX = 1000000 };

static const struct web_field sign_fields[] = {
	{ "name", F_LINE, .min = 1, .max = 60, .required = 1 },
	{ "message", F_TEXT, .min = 1, .max = 2000, .required = 1 },
	{ 0 }
};

static const struct web_field page_fields[] = {
	{ "page", F_INT, .min = 1, .max = PAGES_MAX },
	{ 0 }
};

/* The pages before and after this one, where there are some. */
static void
add_pages(struct val *model, long long page, long long total)
{
	val_seti(model, "total", total);
	if (page > 1)
		val_seti(model, "newer", page - 1);
	if (page * PAGE_ENTRIES < total)
		val_seti(model, "older", page + 1);
}

static int
show(struct web *w, struct val *model, int status)
{
	long long page = web_int(w, "page", 1), total = 0;
	struct val *entries = val_setlist(model, "entries");

	if (web_data(w) != -1)
		total = entry_page(web_data(w), page, entries);
	if (web_data(w) == -1 || total == -1)
		return web_broken(w, "entries: %s", strerror(errno));
	add_pages(model, page, total);
	return web_render(w, "book", model) == 200 ? status : 500;
}

static int
get_book(struct web *w)
{
	if (web_form(w, page_fields) != 0)
		return web_fail(w, 404, NULL);
	return show(w, val_object(web_mem(w)), 200);
}

static int
get_json(struct web *w)
{
	struct val *list = val_list(web_mem(w));

	if (web_form(w, page_fields) != 0)
		return web_fail(w, 404, NULL);
	if (web_data(w) == -1 ||
	    entry_page(web_data(w), web_int(w, "page", 1), list) == -1)
		return web_broken(w, "entries: %s", strerror(errno));
	return web_json(w, list);
}

static int
post_sign(struct web *w)
{
	int status = web_form(w, sign_fields), wait;

	if (status == 422)
		return show(w, web_form_model(w), 422);
	if (status != 0)
		return web_fail(w, status, NULL);
	wait = web_throttle(w, web_network(w), SIGN_TIMES, SIGN_SECONDS);
	if (wait > 0)
		return web_throttled(w, wait);
	if (web_data(w) == -1 || entry_add(web_data(w),
	    web_str(w, "name", ""), web_str(w, "message", ""),
	    web_arrived(w)) < 0)
		return web_fail(w, 507, NULL);
	web_flash(w, "Thank you, %s! Your entry is in the book.",
	    web_str(w, "name", ""));
	return web_see(w, "/");
}

static const struct web_route routes[] = {
	{ "GET", "/", get_book, R_PUBLIC },
	{ "GET", "/entries.json", get_json, R_PUBLIC },
	{ "POST", "/", post_sign, R_PUBLIC },
	{ 0 }
};

const struct web_app application = {
	.name = "guestbook",
	.title = "Guestbook",
	.routes = routes,
	.views = app_views
};
