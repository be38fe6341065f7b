#include "apps/lib/refuse.h"

#include <string.h>
#include <strings.h>

#include "apps/lib/body.h"
#include "web/answer.h"

/* Nobody without a session makes us read more, bytes. */
enum { REFUSED_MAX = 1 << 20 };

enum origin
refuse_origin(struct web *w)
{
	const char *site = web_header(w, "Sec-Fetch-Site");
	const char *origin = web_header(w, "Origin");

	if (site != NULL && strcmp(site, "same-origin") != 0 &&
	    strcmp(site, "none") != 0)
		return ORIGIN_OTHER;
	if (origin != NULL)
		return strcasecmp(origin, mem_printf(&w->mem, "%s://%s",
		    web_secure(w) ? "https" : "http",
		    web_var(w, "HTTP_HOST"))) == 0 ?
		    ORIGIN_OURS : ORIGIN_OTHER;
	return site != NULL && strcmp(site, "same-origin") == 0 ?
	    ORIGIN_OURS : ORIGIN_UNTOLD;
}

/* Is there a form that can be read, and is it not too much? */
static bool
is_readable(struct web *w)
{
	if (w->sent_read)
		return w->sent_status == 0;
	return body_is_form(w) && w->match.route != NULL &&
	    (w->match.route->flags & R_STREAM) == 0 &&
	    w->body_left >= 0 && w->body_left <= REFUSED_MAX &&
	    web_form_load(w) == 0;
}

int
web_refuse(struct web *w, enum web_refusal why, const char *what)
{
	int status = -1;

	if (w->app->refused != NULL && !web_only_looks(w) &&
	    refuse_origin(w) == ORIGIN_OURS && is_readable(w))
		status = w->app->refused(w, why);
	return status == -1 ? web_fail(w, 403, "%s", what) : status;
}
