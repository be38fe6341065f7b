/*
 * chat.c - the controller of a room: say something, hear what others say.
 *
 * Readers stay connected and get events as they happen (WHATWG HTML, 9.2). One
 * program runs for each, so their location in the configuration has its own
 * clocks and caps: readers never keep a writer waiting.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "apps/chat/model.h"
#include "web/cookie.h"
#include "web/form.h"
#include "web/json.h"
#include "web/web.h"

#define NAME_COOKIE	"chat_name"

enum {
	LOOK_MS = 200,		/* between two looks at the store */
	SIGN_MS = 15000,	/* between two signs of life */
	CATCH_UP = 200,		/* lines that a reader gets who comes back */
	SAY_TIMES = 30, SAY_SECONDS = 60,
	NAME_SECONDS = 30 * 86400
};

static const struct web_field say_fields[] = {
	{ "name", F_LINE, .min = 1, .max = 40, .required = 1 },
	{ "line", F_LINE, .min = 1, .max = 500, .required = 1 },
	{ 0 }
};

/* A cookie takes no blanks, so the name stands in it as in a URL. */
static void
keep_name(struct web *w, const char *name)
{
	const char *path = web_url(w, "%s", "");
	struct cookie cookie = {
		.name = NAME_COOKIE, .path = *path == '\0' ? "/" : path,
		.max_age = NAME_SECONDS, .secure = web_secure(w)
	};
	struct text value, field;

	text_init(&value, web_mem(w));
	text_init(&field, web_mem(w));
	text_urls(&value, name);
	cookie.value = value.p;
	if (cookie_write(&field, &cookie) == 0)
		web_add(w, "Set-Cookie", "%s", field.p);
}

static const char *
kept_name(struct web *w)
{
	const char *value = web_cookie(w, NAME_COOKIE);
	const char *pair = mem_printf(web_mem(w), "name=%s",
	    value == NULL ? "" : value);
	struct form form;

	if (form_parse(&form, web_mem(w), pair, strlen(pair), 0) != 0)
		return "";
	return form_get(&form, "name");
}

static int
show(struct web *w, struct val *model, int status)
{
	struct val *lines = val_setlist(model, "lines");
	struct room_place place = { .last = 0 };

	if (web_data(w) == -1 ||
	    room_since(web_data(w), &place, ROOM_SHOWN, lines) == -1)
		return web_broken(w, "room: %s", strerror(errno));
	val_seti(model, "last", place.last);
	if (val_get(model, "value") == NULL)
		val_set(val_setobject(model, "value"), "name", kept_name(w));
	return web_render(w, "room", model) == 200 ? status : 500;
}

static int
get_room(struct web *w)
{
	return show(w, val_object(web_mem(w)), 200);
}

static int
post_say(struct web *w)
{
	int status = web_form(w, say_fields), wait;

	if (status == 422)
		return show(w, web_form_model(w), 422);
	if (status != 0)
		return web_fail(w, status, NULL);
	wait = web_throttle(w, web_network(w), SAY_TIMES, SAY_SECONDS);
	if (wait > 0)
		return web_throttled(w, wait);
	if (web_data(w) == -1 || room_say(web_data(w),
	    web_str(w, "name", ""), web_str(w, "line", ""),
	    web_arrived(w)) < 0)
		return web_fail(w, 507, NULL);
	keep_name(w, web_str(w, "name", ""));
	return web_see(w, "/#say");
}

/* Send what is new.  0, or -1: nobody listens, or there is nothing to read. */
static int
send_new(struct web *w, struct room_place *place)
{
	struct mem mem;
	struct text json;
	struct val *lines, *line;
	const char *id;
	int status;

	mem_init(&mem, 0);
	lines = val_list(&mem);
	status = room_since(web_data(w), place, CATCH_UP, lines);
	for (size_t i = 0; status == 0 && i < val_size(lines); i++) {
		line = val_at(lines, i);
		text_init(&json, &mem);
		json_write(&json, line);
		id = mem_printf(&mem, "%lld", val_getint(line, "number"));
		status = web_event(w, NULL, id, json.p);
	}
	mem_release(&mem);
	return status;
}

/* What a reader has seen: told by the page, and by EventSource that returns. */
static long long
already_seen(struct web *w)
{
	const char *last = web_header(w, "Last-Event-ID");

	if (last == NULL)
		last = web_query(w, "after");
	return last == NULL ? 0 : strtoll(last, NULL, 10);
}

static int
get_events(struct web *w)
{
	const struct timespec pause = { 0, LOOK_MS * 1000000L };
	struct room_place place = { .last = already_seen(w) };
	long long size = -1, now;
	int silent = 0, status = 0;

	if (web_data(w) == -1)
		return web_broken(w, "room: %s", strerror(errno));
	if (place.last < 0 || web_event(w, NULL, NULL, NULL) == -1)
		return 400;
	for (; status != -1; size = now) {
		now = room_size(web_data(w));
		silent = now != size ? 0 : silent + LOOK_MS;
		if (now != size)
			status = send_new(w, &place);
		if (silent >= SIGN_MS) {
			if (web_event(w, NULL, NULL, NULL) == -1)
				return 200;
			silent = 0;
		}
		(void)nanosleep(&pause, NULL);	/* woken early: looks early */
	}
	return 200;
}

static const struct web_route routes[] = {
	{ "GET", "/", get_room, R_PUBLIC },
	{ "POST", "/", post_say, R_PUBLIC },
	{ "GET", "/events", get_events, R_PUBLIC },
	{ 0 }
};

const struct web_app application = {
	.name = "chat",
	.title = "Chat",
	.routes = routes,
	.views = app_views
};
