/*
 * answer_debug.c - all about a request that failed, for who writes the program.
 *
 * Shown only where WEB_DEBUG is 1, to a client on this machine that asked for
 * it by its own name, with no proxy in between.  It shows, it evaluates
 * nothing, and it masks secrets: what is on a screen gets photographed.
 */
#include <string.h>
#include <strings.h>

#include "apps/lib/mask.h"
#include "apps/lib/request.h"
#include "web/ask.h"

static bool
by_proxy(const struct web *w)
{
	return web_header(w, "X-Forwarded-For") != NULL ||
	    web_header(w, "Forwarded") != NULL ||
	    web_header(w, "Via") != NULL;
}

/* A page of another site whose name leads here, too, could read it. */
static bool
is_own_name(const char *host)
{
	static const char *const names[] = {
		"localhost", "127.0.0.1", "[::1]"
	};
	size_t n;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		n = strlen(names[i]);
		if (strncasecmp(host, names[i], n) == 0 &&
		    (host[n] == ':' || host[n] == '\0'))
			return true;
	}
	return false;
}

bool
web_debug_allowed(const struct web *w)
{
	const char *address = web_address(w);

	return strcmp(web_var(w, "WEB_DEBUG"), "1") == 0 && !by_proxy(w) &&
	    is_own_name(web_var(w, "HTTP_HOST")) &&
	    (strncmp(address, "127.", 4) == 0 || strcmp(address, "::1") == 0);
}

static void
row(struct text *out, const char *name, size_t n, const char *value)
{
	text_htmlf(out, "<tr><th>%.*s</th><td>%s</td></tr>\n", (int)n, name,
	    mask_name(name, n) ? MASK : value);
}

static void
pairs(struct text *out, const char *title, const struct form *form)
{
	if (form->n == 0)
		return;
	text_htmlf(out, "<h2>%s</h2>\n<table>\n", title);
	for (size_t i = 0; i < form->n; i++)
		row(out, form->pairs[i].name, form->pairs[i].name_size,
		    form->pairs[i].value);
	text_adds(out, "</table>\n");
}

static void
routes(const struct web *w, struct text *out)
{
	const struct web_route *r = w->app->routes;

	text_adds(out, "<h2>Routes</h2>\n<table>\n");
	for (; r->path != NULL; r++)
		text_htmlf(out, "<tr><th>%s</th><td>%s%s</td></tr>\n",
		    r->method, r->path,
		    r == w->match.route ? " \xe2\x86\x90 this one" : "");
	text_adds(out, "</table>\n");
}

static void
variables(const struct web *w, struct text *out)
{
	const char *const *v = w->port->all, *name;
	size_t n;

	if (v == NULL)
		return;
	text_adds(out, "<h2>Variables</h2>\n<table>\n");
	for (; *v != NULL; v++) {
		n = strcspn(*v, "=");
		name = mem_dup(out->mem, *v, n);
		row(out, name, n, (*v)[n] == '=' ?
		    mask_variable(out->mem, name, *v + n + 1) : "");
	}
	text_adds(out, "</table>\n");
}

void
web_debug_page(struct web *w, struct text *out)
{
	text_adds(out, "<section class=\"debug\">\n");
	if (w->broken != NULL)
		text_htmlf(out, "<h2>What is wrong</h2>\n<pre>%s</pre>\n",
		    w->broken);
	text_htmlf(out, "<h2>Asked</h2>\n<pre>%s %s</pre>\n", web_method(w),
	    web_path(w));
	routes(w, out);
	pairs(out, "Query", web_query_form(w));
	pairs(out, "Form", &w->sent);
	pairs(out, "Wrong in the form", &w->errors);
	variables(w, out);
	text_adds(out, "</section>\n");
}
