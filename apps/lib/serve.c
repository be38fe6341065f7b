/*
 * serve.c - the walk through a request: route, checks, handler, answer.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "apps/lib/finish.h"
#include "apps/lib/request.h"
#include "web/answer.h"
#include "web/user.h"

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
}

void
web_init(struct web *w, const struct web_app *app, const struct web_port *port)
{
	memset(w, 0, sizeof(*w));
	w->app = app;
	w->port = port;
	w->data_fd = -1;
	mem_init(&w->mem, app->max_memory);
	init_answer(w);
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

static int
answer(struct web *w)
{
	const struct web_route *route;
	int status;

	w->body_left = body_length(w);
	route_find(&w->match, &w->mem, w->app->routes, web_method(w),
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

	if (w->streaming != 0)
		return w->streaming;
	web_release(w);
	memset(&w->session, 0, sizeof(w->session));
	memset(&w->match, 0, sizeof(w->match));
	w->query = NULL;
	w->broken = w->flash = NULL;
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
	web_release(&w);
	return status;
}
