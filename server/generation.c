#define _XOPEN_SOURCE 700	/* strdup */

#include "generation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "board/slots.h"
#include "check.h"
#include "io/plat.h"
#include "setup.h"

enum { TEXT_MAX = 256 };

static bool
has_listener(const struct generation *g, int fd)
{
	for (size_t i = 0; i < g->loaded->conf.nlistens; i++)
		if (g->listeners[i] == fd)
			return true;
	return false;
}

/* Of several with port 0, each generation has each of them once. */
static struct shared_listener *
find_listener(struct generations *gs, const struct generation *g,
    const char *text)
{
	for (size_t i = 0; i < gs->nlisteners; i++)
		if (gs->listeners[i].refs > 0 &&
		    strcmp(gs->listeners[i].text, text) == 0 &&
		    !has_listener(g, gs->listeners[i].fd))
			return &gs->listeners[i];
	return NULL;
}

static struct shared_listener *
free_listener(struct generations *gs)
{
	for (size_t i = 0; i < gs->nlisteners; i++)
		if (gs->listeners[i].refs == 0)
			return &gs->listeners[i];
	return gs->nlisteners == LISTENERS_MAX ? NULL :
	    &gs->listeners[gs->nlisteners++];
}

/* The socket for a listen directive, kept or new; -1 with the reason logged. */
static int
take_listener(struct generations *gs, const struct generation *g,
    const struct conf_listen *l)
{
	struct shared_listener *s = find_listener(gs, g, l->text);
	int fd;

	if (s != NULL) {
		s->refs++;
		return s->fd;
	}
	fd = setup_listen(l);
	if (fd == -1)
		return -1;
	s = free_listener(gs);
	if (s == NULL)
		fatalx("more than %d listeners", LISTENERS_MAX);
	s->text = strdup(l->text);
	s->path = l->kind == LISTEN_UNIX ? strdup(l->path) : NULL;
	if (s->text == NULL || (l->kind == LISTEN_UNIX && s->path == NULL))
		fatal("listener");
	s->fd = fd;
	s->refs = 1;
	return fd;
}

static void
close_listener(struct shared_listener *s)
{
	(void)close(s->fd);
	if (s->path != NULL)
		(void)unlink(s->path);	/* gone already: fine */
}

static void
drop_listener(struct generations *gs, int fd)
{
	for (size_t i = 0; i < gs->nlisteners; i++) {
		struct shared_listener *s = &gs->listeners[i];

		if (s->refs == 0 || s->fd != fd || --s->refs > 0)
			continue;
		close_listener(s);
		free(s->text);
		free(s->path);
	}
}

void
generations_close(struct generations *gs)
{
	for (size_t i = 0; i < gs->nlisteners; i++) {
		if (gs->listeners[i].refs == 0)
			continue;
		close_listener(&gs->listeners[i]);
		gs->listeners[i].refs = 0;
	}
}

static int
open_listeners(struct generations *gs, struct generation *g)
{
	const struct conf *conf = &g->loaded->conf;
	int r = 0;

	g->listeners = calloc(conf->nlistens + 1, sizeof(*g->listeners));
	if (g->listeners == NULL)
		fatal("listeners");
	for (size_t i = 0; i < conf->nlistens; i++)
		g->listeners[i] = -1;
	for (size_t i = 0; i < conf->nlistens; i++) {
		g->listeners[i] = take_listener(gs, g, &conf->listens[i]);
		if (g->listeners[i] == -1)
			r = -1;
	}
	return r;
}

/* The caps that living generations have; returns how many. */
static size_t
live_caps(const struct generations *gs, int out[BOARD_CAPS])
{
	size_t n = 0;

	for (const struct generation *g = gs->newest; g != NULL; g = g->next)
		for (size_t i = 0; i < g->loaded->conf.ncaps; i++)
			if (g->caps[i] != -1 && n < BOARD_CAPS)
				out[n++] = g->caps[i];
	return n;
}

/* The board cap of the generation before with this key and maximum, or -1. */
static int
same_cap(const struct generations *gs, const struct conf_cap *want)
{
	const struct generation *g = gs->newest;

	for (size_t i = 0; g != NULL && i < g->loaded->conf.ncaps; i++) {
		const struct conf_cap *have = &g->loaded->conf.caps[i];

		if (strcmp(have->key, want->key) == 0 &&
		    have->max_running == want->max_running)
			return g->caps[i];
	}
	return -1;
}

static int
free_cap(const int *live, size_t n)
{
	for (int cap = 0; cap < BOARD_CAPS; cap++) {
		size_t i = 0;

		while (i < n && live[i] != cap)
			i++;
		if (i == n)
			return cap;
	}
	return -1;
}

static int
lay_out_caps(struct generations *gs, struct generation *g)
{
	const struct conf *conf = &g->loaded->conf;
	int live[BOARD_CAPS], cap;
	size_t n = live_caps(gs, live);

	g->caps = calloc(conf->ncaps + 1, sizeof(*g->caps));
	if (g->caps == NULL)
		fatal("caps");
	for (size_t i = 0; i < conf->ncaps; i++)
		g->caps[i] = -1;
	for (size_t i = 0; i < conf->ncaps; i++) {
		cap = same_cap(gs, &conf->caps[i]);
		if (cap == -1) {
			cap = free_cap(live, n);
			if (cap == -1 || n == BOARD_CAPS ||
			    slots_layout(gs->board, cap,
			    conf->caps[i].max_running, live, n) == -1)
				return -1;
			live[n++] = cap;
		}
		g->caps[i] = cap;
	}
	return 0;
}

void
generation_unlisten(struct generations *gs, struct generation *g)
{
	for (size_t i = 0; i < g->loaded->conf.nlistens; i++) {
		if (g->listeners[i] != -1)
			drop_listener(gs, g->listeners[i]);
		g->listeners[i] = -1;
	}
}

void
generation_keep_own(const struct generations *gs, const struct generation *g)
{
	for (size_t i = 0; i < gs->nlisteners; i++)
		if (gs->listeners[i].refs > 0 &&
		    !has_listener(g, gs->listeners[i].fd))
			(void)close(gs->listeners[i].fd);
}

static void
release(struct generations *gs, struct generation *g)
{
	if (g->listeners != NULL)
		generation_unlisten(gs, g);
	load_free(g->loaded);
	free(g->listeners);
	free(g->caps);
	free(g);
}

struct generation *
generation_new(struct generations *gs, struct loaded *l)
{
	struct generation *g = calloc(1, sizeof(*g));

	if (g == NULL)
		fatal("generation");
	g->loaded = l;
	g->count = l->conf.workers == 0 ? plat_cpus() : (int)l->conf.workers;
	/* Was checked. */
	(void)check_user(&l->conf.who, &g->uid, &g->gid);
	if (setup_folders(&l->conf) == -1 || open_listeners(gs, g) == -1) {
		release(gs, g);
		return NULL;
	}
	if (lay_out_caps(gs, g) == -1) {
		log_err("the sum of all max_running, %d at most over all "
		    "generations, is too large", BOARD_SLOTS);
		release(gs, g);
		return NULL;
	}
	g->id = ++gs->last_id;
	g->next = gs->newest;
	gs->newest = g;
	gs->n++;
	return g;
}

void
generation_end(struct generations *gs, struct generation *g)
{
	struct generation **at = &gs->newest;

	while (*at != g)
		at = &(*at)->next;
	*at = g->next;
	gs->n--;
	release(gs, g);
}

void
generation_announce(const struct generation *g, bool aloud)
{
	const struct conf *conf = &g->loaded->conf;
	char text[TEXT_MAX];

	for (size_t i = 0; i < conf->nlistens; i++) {
		setup_listen_text(&conf->listens[i], g->listeners[i], text,
		    sizeof(text));
		log_info("listening on %s%s", text,
		    conf->listens[i].stream != NULL ? " (stream)" : "");
		if (!aloud)
			continue;
		setup_listen_url(&conf->listens[i], g->listeners[i], text,
		    sizeof(text));
		(void)dprintf(2, "preforkd: listening on %s\n", text);
	}
}
