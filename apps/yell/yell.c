/*
 * yell.c - the controller of the yelling echo as a CGI program.
 */
#include <string.h>

#include "apps/yell/shout.h"
#include "web/web.h"

enum { BODY_BLOCK = 16384 };

static const struct web_field fields[] = {
	{ "text", F_TEXT, .max = 4000 },
	{ 0 }
};

/* A form by GET: nothing changes, so the URL may be kept and sent around. */
static int
get_form(struct web *w)
{
	struct val *model = val_object(web_mem(w));
	const char *text;
	struct text loud;

	if (web_form(w, fields) != 0)
		return web_fail(w, 422, NULL);
	text = web_str(w, "text", "");
	text_init(&loud, web_mem(w));
	shout(&loud, text, strlen(text));
	val_set(model, "text", text);
	if (loud.n > 0)
		val_set(model, "loud", loud.p);
	return web_render(w, "yell", model);
}

/* For curl: any body, yelled back while it comes. */
static int
post_raw(struct web *w)
{
	char block[BODY_BLOCK];
	ssize_t n;

	web_type(w, "text/plain; charset=utf-8");
	if (web_stream(w, 200) == -1)
		return 200;
	while ((n = web_read(w, block, sizeof(block))) > 0) {
		shout(web_out(w), block, (size_t)n);
		if (web_flush(w) == -1)
			return 200;
	}
	return 200;
}

static const struct web_route routes[] = {
	{ "GET", "/", get_form, R_PUBLIC },
	{ "POST", "/", post_raw, R_NO_CSRF | R_STREAM },
	{ 0 }
};

const struct web_app application = {
	.name = "yell",
	.title = "The yelling echo",
	.routes = routes,
	.views = app_views
};
