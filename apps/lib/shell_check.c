/*
 * shell_check.c - what can be known of an application before it is asked.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "apps/lib/request.h"
#include "apps/lib/shell.h"
#include "http/class.h"
#include "web/template.h"

static const struct {
	unsigned	 flag;
	const char	*name;
} flags[] = {
	{ R_NO_CSRF, "no-csrf" }, { R_LOGIN, "login" }, { R_STREAM, "stream" }
};

void
shell_routes(const struct web_app *app)
{
	for (const struct web_route *r = app->routes; r->path != NULL; r++) {
		printf("%-7s %s", r->method, r->path);
		for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
			if ((r->flags & flags[i].flag) != 0)
				printf(" %s", flags[i].name);
		putchar('\n');
	}
}

/* Always 1, to be added up. */
static int complain(const struct web *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static int
complain(const struct web *w, const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "%s: ", w->app->name);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	return 1;
}

static int
check_name(const struct web *w)
{
	const char *name = w->app->name;

	if (*name >= 'a' && *name <= 'z' && name[strspn(name,
	    "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0')
		return 0;
	return complain(w, "the name may be letters a to z, digits and -");
}

/* A route behind one of the same method and pattern is never reached. */
static bool
is_there_before(const struct web *w, const struct web_route *route)
{
	for (const struct web_route *r = w->app->routes; r != route; r++)
		if (strcmp(r->path, route->path) == 0 &&
		    strcmp(r->method, route->method) == 0)
			return true;
	return false;
}

static int
check_route(const struct web *w, const struct web_route *route)
{
	const char *wrong = route_check(route->path);

	if (wrong == NULL && (route->method == NULL ||
	    !class_all(slice_str(route->method), CLASS_TOKEN)))
		wrong = "it has no method";
	if (wrong == NULL && route->fn == NULL)
		wrong = "it has no handler";
	if (wrong == NULL && is_there_before(w, route))
		wrong = "it is there twice";
	return wrong == NULL ? 0 : complain(w, "route %s %s: %s",
	    route->method == NULL ? "?" : route->method, route->path, wrong);
}

static int
check_login(struct web *w)
{
	struct route_match match;
	const char *login = w->app->login;

	for (const struct web_route *r = w->app->routes; r->path != NULL; r++)
		if ((r->flags & R_LOGIN) != 0 && login == NULL)
			return complain(w, "%s wants a login, but there is no "
			    "page for it", r->path);
	if (login == NULL)
		return 0;
	route_match(&match, &w->mem, w->app->routes, "GET", login);
	if (match.route == NULL || (match.route->flags & R_LOGIN) != 0)
		return complain(w, "%s, the page to log in, cannot be reached",
		    login);
	return 0;
}

static int
check_view(struct web *w, const struct web_view *view)
{
	struct template_error error;
	size_t n;
	const char *text = web_view_find(w, view->name, &n);

	if (template_check(&w->mem, view->name, text, n, &error) == 0)
		return 0;
	return complain(w, "view %s, line %zu: %s", error.name, error.line,
	    error.what);
}

static int
check_data(struct web *w)
{
	const char *folder = web_var(w, "DATA_DIR");
	struct stat st;
	int fd = web_data(w);

	if (fd == -1 || fstat(fd, &st) == -1)
		return complain(w, "the data folder %s: %s", folder,
		    strerror(errno));
	if ((st.st_mode & 07777) != 0700)
		return complain(w, "the data folder %s/%s has the rights "
		    "%04o; they should be 0700", folder, w->app->name,
		    (unsigned int)st.st_mode & 07777);
	if (st.st_uid != geteuid())
		return complain(w, "the data folder %s/%s is another user's",
		    folder, w->app->name);
	return 0;
}

int
shell_check(struct web *w)
{
	const struct web_app *app = w->app;
	int mistakes = check_name(w) + check_login(w) + check_data(w);

	for (const struct web_route *r = app->routes; r->path != NULL; r++)
		mistakes += check_route(w, r);
	for (const struct web_view *v = app->views; v != NULL &&
	    v->name != NULL; v++)
		mistakes += check_view(w, v);
	if (app->check != NULL)
		mistakes += app->check(w);
	return mistakes;
}
