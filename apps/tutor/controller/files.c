/*
 * files.c - files beside a page.
 *
 * Only types that run no scripts are shown in the browser; everything else,
 * HTML and SVG most of all, is saved by it.
 */
#include <string.h>
#include <strings.h>

#include "apps/tutor/controller/context.h"
#include "apps/tutor/controller/pages.h"

static const struct {
	const char	*ending, *type;
} safe[] = {
	{ ".png", "image/png" }, { ".jpg", "image/jpeg" },
	{ ".jpeg", "image/jpeg" }, { ".gif", "image/gif" },
	{ ".webp", "image/webp" }, { ".avif", "image/avif" },
	{ ".mp3", "audio/mpeg" }, { ".ogg", "audio/ogg" },
	{ ".mp4", "video/mp4" }, { ".webm", "video/webm" },
	{ ".txt", "text/plain; charset=utf-8" },
	{ ".csv", "text/plain; charset=utf-8" },
	{ ".c", "text/plain; charset=utf-8" },
	{ ".h", "text/plain; charset=utf-8" },
	{ ".py", "text/plain; charset=utf-8" },
	{ ".sh", "text/plain; charset=utf-8" },
	{ ".pl", "text/plain; charset=utf-8" }
};

static const char *
safe_type(const char *name)
{
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot != NULL && i < sizeof(safe) / sizeof(safe[0]);
	    i++)
		if (strcasecmp(dot, safe[i].ending) == 0)
			return safe[i].type;
	return NULL;
}

static int
send_file(struct tutor *t)
{
	const char *name = web_arg(t->web, "file"), *type = safe_type(name);
	struct user_state state;
	struct place_page place;
	int status, fd;

	status = tutor_page_glance(t, &place, &state);
	if (status != 0)
		return status;
	if (!place.here)
		return web_fail(t->web, 403, "This page is not open for you.");
	if (!tutor_is_staff(t) && !course_file_public(place.page, name))
		return web_fail(t->web, 404, NULL);
	fd = course_file(t->course, place.page->name, name);
	if (fd == -1)
		return web_fail(t->web, 404, NULL);
	web_set(t->web, "Content-Security-Policy",
	    "default-src 'none'; sandbox");
	return web_send(t->web, fd, type == NULL ?
	    "application/octet-stream" : type, type == NULL ? name : NULL);
}

int
get_file(struct web *w)
{
	return tutor_run(w, ROLE_STUDENT, send_file);
}
