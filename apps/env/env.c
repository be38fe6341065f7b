/*
 * env.c - a table of the variables that the server passed to this program.
 */
#include <stdlib.h>
#include <string.h>

#include "web/web.h"

extern char **environ;

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static size_t
count(void)
{
	size_t n = 0;

	while (environ[n] != NULL)
		n++;
	return n;
}

static int
get_table(struct web *w)
{
	struct mem *mem = web_mem(w);
	struct val *model = val_object(mem);
	struct val *rows = val_setlist(model, "variables"), *row;
	size_t n = count(), name;
	char **lines = mem_array(mem, n, sizeof(*lines));

	memcpy(lines, environ, n * sizeof(*lines));
	qsort(lines, n, sizeof(*lines), by_name);
	for (size_t i = 0; i < n; i++) {
		name = strcspn(lines[i], "=");
		row = val_pushobject(rows);
		val_put(row, "name", val_string(mem, lines[i], name));
		if (lines[i][name] == '=')
			val_set(row, "value", lines[i] + name + 1);
	}
	web_set(w, "Cache-Control", "no-store");
	return web_render(w, "env", model);
}

static const struct web_route routes[] = {
	{ "*", "/", get_table, R_NO_CSRF },
	{ "*", "/{rest:path}", get_table, R_NO_CSRF },
	{ 0 }
};

const struct web_app application = {
	.name = "env",
	.title = "The environment of a program",
	.routes = routes,
	.views = app_views
};
