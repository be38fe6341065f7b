/*
 * hello.c - the smallest application: two routes and a view.
 *
 * `make new-app NAME=x` copies this folder; apps/README.md goes on from here.
 */
#include "web/web.h"

static int
greet(struct web *w, const char *name)
{
	struct val *model = val_object(web_mem(w));

	val_set(model, "name", name);
	return web_render(w, "hello", model);
}

static int
get_hello(struct web *w)
{
	return greet(w, "world");
}

static int
get_name(struct web *w)
{
	return greet(w, web_arg(w, "name"));
}

static const struct web_route routes[] = {
	{ "GET", "/", get_hello, R_PUBLIC },
	{ "GET", "/{name:word}", get_name, R_PUBLIC },
	{ 0 }
};

const struct web_app application = {
	.name = "hello",
	.title = "Hello",
	.routes = routes,
	.views = app_views
};
