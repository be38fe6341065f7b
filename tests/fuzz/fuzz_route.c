/*
 * Routes.  The input is a method, a line end and a path: whatever they are,
 * the arguments of a match are what their kinds promise, and put back in their
 * places they give the path.  Then the input is a pattern: one that is found
 * sound matches a path made of it.
 */
#undef NDEBUG
#include <assert.h>
#include <string.h>

#include "base/slice.h"
#include "base/utf8.h"
#include "web/mem.h"
#include "web/route.h"
#include "web/text.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static int
nothing(struct web *w)
{
	(void)w;
	return 200;
}

/* The names of the arguments say what they hold. */
static const struct web_route table[] = {
	{ "GET", "/", nothing, 0 },
	{ "GET", "/n/{name}", nothing, 0 },
	{ "POST", "/n/new", nothing, 0 },
	{ "GET", "/n/{name}/{path:path}", nothing, 0 },
	{ "DELETE", "/n/{name:name}/{path:path}", nothing, 0 },
	{ "GET", "/i/{int:int}", nothing, 0 },
	{ "POST", "/i/{int:int}/{hex:hex}/", nothing, 0 },
	{ "GET", "/i/{hex:hex}", nothing, 0 },
	{ "PUT", "/{word:word}/x/{name}", nothing, 0 },
	{ "PATCH", "/{path:path}", nothing, 0 },
	{ NULL, NULL, NULL, 0 }
};

static bool
is_dots(struct slice s)
{
	return slice_eqs(s, ".") || slice_eqs(s, "..");
}

static void
check_word(struct slice s)
{
	size_t n;

	assert(s.n > 0 && !is_dots(s) && slice_find(s, '/') == s.n);
	for (; s.n > 0; s = slice_skip(s, n)) {
		n = utf8_len(s);
		assert(n > 0);
		assert((unsigned char)s.p[0] >= ' ' && s.p[0] != 0x7f);
	}
}

static void
check_path(struct slice s)
{
	struct slice piece;

	assert(s.n > 0 && s.p[0] != '/');
	while (slice_cut(&s, '/', &piece))
		check_word(piece);
}

static void
check_arg(struct slice kind, const char *value)
{
	size_t n = strlen(value);

	if (slice_eqs(kind, "path")) {
		check_path(slice_str(value));
		return;
	}
	check_word(slice_str(value));
	if (slice_eqs(kind, "int"))
		assert(n <= 18 && strspn(value, "0123456789") == n);
	if (slice_eqs(kind, "hex"))
		assert(strspn(value, "0123456789abcdef") == n);
	if (slice_eqs(kind, "name"))
		assert(n <= 64 && strchr("_.-", value[0]) == NULL &&
		    strspn(value, "abcdefghijklmnopqrstuvwxyz0123456789_.-") ==
		    n);
}

/* The path that a pattern and its arguments stand for. */
static const char *
put_back(const struct route_match *f, struct mem *m)
{
	struct slice rest = slice_str(f->route->path);
	struct text t;
	size_t brace, arg = 0;

	text_init(&t, m);
	while (rest.n > 0) {
		brace = slice_find(rest, '{');
		text_add(&t, rest.p, brace);
		rest = slice_skip(rest, brace);
		if (rest.n == 0)
			break;
		text_adds(&t, f->values[arg++]);
		rest = slice_skip(rest, slice_find(rest, '}') + 1);
	}
	assert(arg == f->nargs);
	return t.p;
}

static void
check_match(const struct route_match *f, struct mem *m, const char *path)
{
	assert(f->status == 200 && f->route->fn == nothing);
	assert(f->allow == NULL);
	for (size_t i = 0; i < f->nargs; i++) {
		assert(route_arg(f, f->names[i]) == f->values[i]);
		check_arg(slice_str(f->names[i]), f->values[i]);
	}
	assert(strcmp(put_back(f, m), path[0] == '\0' ? "/" : path) == 0);
}

static void
check_find(struct mem *m, const char *method, const char *path)
{
	struct route_match f, get;

	route_match(&f, m, table, method, path);
	if (f.route != NULL) {
		check_match(&f, m, path);
		return;
	}
	assert(f.nargs == 0);
	assert((f.allow != NULL) == (f.status == 405 || f.status == 200));
	assert(f.status != 200 || strcmp(method, "OPTIONS") == 0);
	route_match(&get, m, table, "GET", path);
	if (f.status == 404)
		assert(get.status == 404);
	if (f.status == 405 && get.route != NULL)
		assert(strstr(f.allow, "GET, HEAD") != NULL);
}

/* One path that a sound pattern matches: a digit for each argument. */
static const char *
example(struct mem *m, const char *pattern)
{
	struct slice rest = slice_str(pattern), piece;
	struct text t;

	text_init(&t, m);
	rest = slice_skip(rest, 1);
	while (slice_cut(&rest, '/', &piece)) {
		text_adds(&t, "/");
		if (piece.n > 0 && piece.p[0] == '{')
			text_adds(&t, "7");
		else
			text_add(&t, piece.p, piece.n);
	}
	if (pattern[strlen(pattern) - 1] == '/')
		text_adds(&t, "/");
	return t.p;
}

static void
check_pattern(struct mem *m, const char *pattern)
{
	const struct web_route routes[] = {
		{ "*", pattern, nothing, 0 }, { NULL, NULL, NULL, 0 }
	};
	struct route_match f;

	if (route_check(pattern) != NULL) {
		route_match(&f, m, routes, "GET", "/7/7");
		return;
	}
	assert(pattern[0] == '/' && strstr(pattern, "//") == NULL);
	route_match(&f, m, routes, "GET", example(m, pattern));
	assert(f.route == routes);
	for (size_t i = 0; i < f.nargs; i++)
		assert(strcmp(f.values[i], "7") == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mem m;
	char *in, *path;

	mem_init(&m, 0);
	in = mem_dup(&m, (const char *)data, size);
	check_find(&m, "GET", in);
	check_find(&m, "PATCH", in);
	check_pattern(&m, in);
	path = strchr(in, '\n');
	if (path != NULL) {
		*path++ = '\0';
		check_find(&m, in, path);
	}
	mem_release(&m);
	return 0;
}
