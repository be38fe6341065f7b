/*
 * serve.c - the walk through a request: route, checks, handler, answer.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "apps/lib/finish.h"
#include "apps/lib/refuse.h"
#include "apps/lib/request.h"
#include "web/answer.h"
#include "web/user.h"

/* Bytes of a page that needs no second piece of memory. */
enum { USUAL_PAGE = 2000 };

/* No arena, no way back into the handler: longjmp over it. */
static void
memory_full(void *arg)
{
	struct web *w = arg;

	longjmp(w->full, 1);
}

static void
init_answer(struct web *w)
{
	w->nfields = 0;
	w->send_fd = -1;
	text_init(&w->out, &w->mem);
	(void)text_room(&w->out, USUAL_PAGE);
}

void
web_init(struct web *w, const struct web_app *app, const struct web_port *port)
{
	memset(w, 0, sizeof(*w));
	w->app = app;
	w->port = port;
	w->data_fd = -1;
	w->send_fd = -1;
	mem_init(&w->mem, app->max_memory);
	if (port->zeros != NULL)
		mem_lend(&w->mem, port->zeros, port->nzeros);
}

void
web_release(struct web *w)
{
	for (size_t i = 0; i < w->nfiles; i++)
		(void)close(w->files[i].fd);	/* nobody will read them */
	w->nfiles = 0;
	if (w->data_fd != -1)
		(void)close(w->data_fd);	/* a folder: nothing to lose */
	if (w->send_fd != -1)
		(void)close(w->send_fd);	/* was only read */
	w->data_fd = w->send_fd = -1;
	mem_release(&w->mem);
}

/* Of a request with a body: how long it is; -1: it ends with the input. */
static long long
body_length(struct web *w)
{
	const char *length = web_env(w, "CONTENT_LENGTH");
	char *end;
	long long n;

	if (length == NULL || *length == '\0')
		return web_only_looks(w) ? 0 : -1;
	n = strtoll(length, &end, 10);
	return *end != '\0' || n < 0 ? 0 : n;
}

/* People are sent to the login page and back again. */
static int
ask_to_log_in(struct web *w)
{
	const char *query = web_var(w, "QUERY_STRING");
	struct text here, back;

	if (w->app->login == NULL || !web_only_looks(w))
		return web_refuse(w, WEB_NO_LOGIN, "Please log in first.");
	text_init(&here, &w->mem);
	text_init(&back, &w->mem);
	text_urlpath(&here, web_path(w));
	if (*query != '\0')
		text_addf(&here, "?%s", query);
	text_urls(&back, here.p);
	return web_see(w, "%s?to=%s", w->app->login, back.p);
}

static int
no_route(struct web *w)
{
	if (w->match.allow != NULL)
		web_set(w, "Allow", "%s", w->match.allow);
	if (w->match.status == 200 ||
	    strcmp(web_method(w), "OPTIONS") == 0)
		return w->match.status == 404 ? web_fail(w, 404, NULL) : 204;
	return web_fail(w, w->match.status, NULL);
}

static int
answer(struct web *w)
{
	const struct web_route *route;
	int status;

	w->body_left = body_length(w);
	route_match(&w->match, &w->mem, w->app->routes, web_method(w),
	    web_path(w));
	route = w->match.route;
	if (route == NULL)
		return no_route(w);
	if ((route->flags & R_LOGIN) != 0 && web_user(w) == NULL)
		return ask_to_log_in(w);
	status = web_csrf_check(w);
	return status == 0 ? route->fn(w) : status;
}

/* What the handler made is in the full arena: begin anew in an empty one. */
static int
answer_full(struct web *w)
{
	int status = w->reading ? 413 : 500;

	if (w->streaming != 0) {
		w->broken = "a stream that did not fit into memory";
		fprintf(stderr, "%s: %s\n", w->app->name, w->broken);
		return w->streaming;
	}
	web_release(w);
	memset(&w->session, 0, sizeof(w->session));
	memset(&w->match, 0, sizeof(w->match));
	memset(&w->sent, 0, sizeof(w->sent));
	memset(&w->form, 0, sizeof(w->form));
	memset(&w->errors, 0, sizeof(w->errors));
	w->files = NULL;
	w->query = NULL;
	w->method = w->path = w->broken = w->flash = NULL;
	init_answer(w);
	return web_fail(w, status, status == 413 ?
	    "That is more than can be taken at once." :
	    "The answer did not fit into memory.");
}

static int
serve(struct web *w)
{
	int status;

	mem_on_full(&w->mem, memory_full, w);
	init_answer(w);
	if (setjmp(w->full) == 0)
		return finish_answer(w, answer(w));
	mem_on_full(&w->mem, NULL, NULL);
	status = answer_full(w);
	return finish_answer(w, status);
}

int
web_serve(const struct web_app *app, const struct web_port *port)
{
	struct web w;
	int status;

	web_init(&w, app, port);
	status = serve(&w);
	/* Of a process that ends now the system takes all back at once. */
	if (!port->once)
		web_release(&w);
	return status;
}
