#include "web/route.h"

#include <string.h>

#include "tap.h"
#include "web/mem.h"
#include "web/text.h"

static int
nothing(struct web *w)
{
	(void)w;
	return 200;
}

static const struct web_route table[] = {
	{ "GET", "/", nothing, 0 },
	{ "GET", "/c/{course}", nothing, 0 },
	{ "POST", "/c/new", nothing, 0 },
	{ "GET", "/c/{course:name}/{page:path}", nothing, 0 },
	{ "POST", "/c/{course:name}/{page:path}", nothing, R_LOGIN },
	{ "DELETE", "/c/{course:name}/{page:path}", nothing, 0 },
	{ "GET", "/u/{id:int}", nothing, 0 },
	{ "GET", "/u/{hash:hex}", nothing, 0 },
	{ "GET", "/w/{a:word}/x/{b:word}/", nothing, 0 },
	{ "*", "/any", nothing, R_STREAM },
	{ "POST", "/p", nothing, 0 },
	{ "OPTIONS", "/o", nothing, 0 },
	{ "GET", "/o", nothing, 0 },
	{ "BREW", "/pot", nothing, 0 },
	{ "GET", "/gr\xc3\xbc\xc3\x9f" "e", nothing, 0 },
	{ NULL, NULL, NULL, 0 }
};

/* "3 course=a page=b/c": the number of the row and its arguments. */
static const struct row {
	const char	*method, *path;
	int		 status;
	const char	*want;		/* or Allow */
} rows[] = {
	{ "GET", "/", 200, "0" },
	{ "GET", "", 200, "0" },
	{ "HEAD", "/", 200, "0" },
	{ "GET", "//", 404, "" },
	{ "GET", "/x", 404, "" },
	{ "GET", "x", 404, "" },
	{ "GET", "*", 404, "" },
	{ "GET", "/c", 404, "" },
	{ "GET", "/c/", 404, "" },
	{ "GET", "/c/a", 200, "1 course=a" },
	{ "GET", "/c/new", 200, "1 course=new" },
	{ "POST", "/c/new", 200, "2" },
	{ "POST", "/c/a", 405, "GET, HEAD" },
	{ "PUT", "/c/new", 405, "GET, HEAD, POST" },
	{ "GET", "/C/a", 404, "" },
	{ "GET", "c/a", 404, "" },
	{ "GET", "/c//a", 404, "" },
	{ "GET", "//c/a", 404, "" },
	/* name */
	{ "GET", "/c/week-1.0_x", 200, "1 course=week-1.0_x" },
	{ "GET", "/c/9", 200, "1 course=9" },
	{ "GET", "/c/a..b", 200, "1 course=a..b" },
	{ "GET", "/c/A", 404, "" },
	{ "GET", "/c/aB", 404, "" },
	{ "GET", "/c/.", 404, "" },
	{ "GET", "/c/..", 404, "" },
	{ "GET", "/c/.a", 404, "" },
	{ "GET", "/c/-a", 404, "" },
	{ "GET", "/c/_a", 404, "" },
	{ "GET", "/c/a b", 404, "" },
	{ "GET", "/c/a\n", 404, "" },
	{ "GET", "/c/\xc3\xa9", 404, "" },
	{ "GET", "/c/{course}", 404, "" },
	{ "GET", "/c/aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddd"
	    "dddddddd", 200, "1 course=aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccc"
	    "cccccccccdddddddddddddddd" },
	{ "GET", "/c/aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddd"
	    "dddddddde", 404, "" },
	/* path */
	{ "GET", "/c/a/b", 200, "3 course=a page=b" },
	{ "GET", "/c/a/b/c.txt", 200, "3 course=a page=b/c.txt" },
	{ "GET", "/c/a/b/", 200, "3 course=a page=b/" },
	{ "GET", "/c/a/b/c/", 200, "3 course=a page=b/c/" },
	{ "GET", "/c/a/...", 200, "3 course=a page=..." },
	{ "GET", "/c/a/..b/.c", 200, "3 course=a page=..b/.c" },
	{ "GET", "/c/a/\xc3\xa9 x", 200, "3 course=a page=\xc3\xa9 x" },
	{ "GET", "/c/a/", 404, "" },
	{ "GET", "/c/a//", 404, "" },
	{ "GET", "/c/a//b", 404, "" },
	{ "GET", "/c/a/b//", 404, "" },
	{ "GET", "/c/a/b//c", 404, "" },
	{ "GET", "/c/a/.", 404, "" },
	{ "GET", "/c/a/..", 404, "" },
	{ "GET", "/c/a/../x", 404, "" },
	{ "GET", "/c/a/b/..", 404, "" },
	{ "GET", "/c/a/b/../x", 404, "" },
	{ "GET", "/c/a/b/./x", 404, "" },
	{ "GET", "/c/a/b/../", 404, "" },
	{ "GET", "/c/../b", 404, "" },
	{ "GET", "/c/a/b\n", 404, "" },
	{ "GET", "/c/a/b\x7f", 404, "" },
	{ "GET", "/c/a/\xff", 404, "" },
	{ "GET", "/c/a/\xc0\xae\xc0\xae/x", 404, "" },
	{ "POST", "/c/a/b", 200, "4 course=a page=b" },
	{ "DELETE", "/c/a/b", 200, "5 course=a page=b" },
	{ "PUT", "/c/a/b", 405, "GET, HEAD, POST, DELETE" },
	{ "OPTIONS", "/c/a/b", 200, "GET, HEAD, POST, DELETE" },
	/* int, hex */
	{ "GET", "/u/0", 200, "6 id=0" },
	{ "GET", "/u/42", 200, "6 id=42" },
	{ "GET", "/u/007", 200, "6 id=007" },
	{ "GET", "/u/999999999999999999", 200, "6 id=999999999999999999" },
	{ "GET", "/u/1000000000000000000", 200,
	    "7 hash=1000000000000000000" },
	{ "GET", "/u/9f3c", 200, "7 hash=9f3c" },
	{ "GET", "/u/9F3C", 404, "" },
	{ "GET", "/u/-1", 404, "" },
	{ "GET", "/u/+1", 404, "" },
	{ "GET", "/u/1 ", 404, "" },
	{ "GET", "/u/0x1", 404, "" },
	{ "GET", "/u/", 404, "" },
	{ "GET", "/u/1/", 404, "" },
	{ "GET", "/u/1/2", 404, "" },
	{ "POST", "/u/1", 405, "GET, HEAD" },
	/* word */
	{ "GET", "/w/1/x/2/", 200, "8 a=1 b=2" },
	{ "GET", "/w/Gr\xc3\xbc\xc3\x9f" "e/x/a b/", 200,
	    "8 a=Gr\xc3\xbc\xc3\x9f" "e b=a b" },
	{ "GET", "/w/1/x/2", 404, "" },
	{ "GET", "/w/1/y/2/", 404, "" },
	{ "GET", "/w//x/2/", 404, "" },
	{ "GET", "/w/../x/2/", 404, "" },
	{ "GET", "/w/./x/2/", 404, "" },
	{ "GET", "/w/\xfc/x/2/", 404, "" },
	{ "GET", "/w/a\tb/x/2/", 404, "" },
	{ "GET", "/w/\xed\xa0\x80/x/2/", 404, "" },
	{ "GET", "/gr\xc3\xbc\xc3\x9f" "e", 200, "14" },
	/* methods */
	{ "GET", "/any", 200, "9" },
	{ "HEAD", "/any", 200, "9" },
	{ "OPTIONS", "/any", 200, "9" },
	{ "FROB", "/any", 200, "9" },
	{ "GET", "/p", 405, "POST" },
	{ "HEAD", "/p", 405, "POST" },
	{ "OPTIONS", "/p", 200, "POST" },
	{ "OPTIONS", "/", 200, "GET, HEAD" },
	{ "OPTIONS", "/x", 404, "" },
	{ "OPTIONS", "/o", 200, "11" },
	{ "GET", "/o", 200, "12" },
	{ "PUT", "/o", 405, "OPTIONS, GET, HEAD" },
	{ "get", "/", 405, "GET, HEAD" },
	{ "BREW", "/pot", 200, "13" },
	{ "BREW", "/", 405, "GET, HEAD" },
	{ "BREW", "/x", 404, "" },
};

/* Without a route for "*", whose methods are all there are. */
static const struct web_route small[] = {
	{ "GET", "/", nothing, 0 },
	{ "PATCH", "/{id:int}", nothing, 0 },
	{ NULL, NULL, NULL, 0 }
};

static const struct row small_rows[] = {
	{ "FROB", "/", 501, "" },
	{ "FROB", "/x", 501, "" },
	{ "PROPFIND", "/1", 501, "" },
	{ "get", "/", 501, "" },
	{ "", "/", 501, "" },
	{ "*", "/", 501, "" },
	{ "PATCH", "/", 405, "GET, HEAD" },
	{ "PATCH", "/1", 200, "1 id=1" },
	{ "PATCH", "/x", 404, "" },
	{ "GET", "/1", 405, "PATCH" },
	{ "HEAD", "/1", 405, "PATCH" },
	{ "POST", "/", 405, "GET, HEAD" },
	{ "PUT", "/", 405, "GET, HEAD" },
	{ "DELETE", "/", 405, "GET, HEAD" },
	{ "CONNECT", "/", 405, "GET, HEAD" },
	{ "TRACE", "/", 405, "GET, HEAD" },
	{ "TRACE", "/x", 404, "" },
};

static const struct pattern_row {
	const char	*pattern;
	const char	*want;		/* in the complaint; NULL: sound */
} patterns[] = {
	{ "/", NULL },
	{ "/a", NULL },
	{ "/a/", NULL },
	{ "/a/b", NULL },
	{ "/a.b-c_d~e f", NULL },
	{ "/gr\xc3\xbc\xc3\x9f" "e", NULL },
	{ "/...", NULL },
	{ "/{a}", NULL },
	{ "/{a:name}/{b:int}/{c:hex}/{d:word}/{e:path}", NULL },
	{ "/{a}/", NULL },
	{ "/{course_1}", NULL },
	{ "/{_}", NULL },
	{ "/{a}/{b}/{c}/{d}/{e}/{f}/{g}/{h}", NULL },
	{ "/{a}/{b}/{c}/{d}/{e}/{f}/{g}/{h}/{i}", "more than 8" },
	{ "", "begins with '/'" },
	{ "a", "begins with '/'" },
	{ "{a}", "begins with '/'" },
	{ "//", "empty segment" },
	{ "//a", "empty segment" },
	{ "/a//b", "empty segment" },
	{ "/a//", "empty segment" },
	{ "/.", "\"..\"" },
	{ "/..", "\"..\"" },
	{ "/a/../b", "\"..\"" },
	{ "/a\n", "control" },
	{ "/a\x7f", "control" },
	{ "/\xff", "UTF-8" },
	{ "/{", "whole segment" },
	{ "/{a", "whole segment" },
	{ "/{a/b}", "whole segment" },
	{ "/a}", "whole segment" },
	{ "/x{a}", "whole segment" },
	{ "/{a}x", "whole segment" },
	{ "/{a}.txt", "whole segment" },
	{ "/{}", "name of an argument" },
	{ "/{:int}", "name of an argument" },
	{ "/{1a}", "name of an argument" },
	{ "/{a-b}", "name of an argument" },
	{ "/{a b}", "name of an argument" },
	{ "/{a}{b}", "name of an argument" },
	{ "/{{a}}", "name of an argument" },
	{ "/{\xc3\xa9}", "name of an argument" },
	{ "/{a:}", "kinds" },
	{ "/{a:num}", "kinds" },
	{ "/{a:Int}", "kinds" },
	{ "/{a:int:hex}", "kinds" },
	{ "/{a:path}/", "comes last" },
	{ "/{a:path}/b", "comes last" },
	{ "/{a}/{a}", "same name" },
	{ "/{a:int}/{b}/{a:path}", "same name" },
};

static struct slice
shown(struct mem *m, const struct web_route *routes,
    const struct route_match *f)
{
	struct text t;

	text_init(&t, m);
	if (f->route == NULL)
		return slice_str(f->allow);
	text_addf(&t, "%d", (int)(f->route - routes));
	for (size_t i = 0; i < f->nargs; i++)
		text_addf(&t, " %s=%s", f->names[i], f->values[i]);
	return slice_of(t.p, t.n);
}

static void
check_row(struct mem *m, const struct web_route *routes, const struct row *r)
{
	struct route_match f;

	route_match(&f, m, routes, r->method, r->path);
	tap_int(f.status, r->status, "%s %s: status", r->method, r->path);
	tap_is(shown(m, routes, &f), slice_str(r->want), "%s %s", r->method,
	    r->path);
	if (r->status == 404 || r->status == 501)
		tap_ok(f.allow == NULL && f.route == NULL && f.nargs == 0,
		    "%s %s: nothing found", r->method, r->path);
}

static void
check_pattern(const struct pattern_row *r)
{
	const char *got = route_check(r->pattern);

	if (r->want == NULL)
		tap_is(slice_str(got), SLICE(""), "%s: sound", r->pattern);
	else
		tap_ok(got != NULL && strstr(got, r->want) != NULL,
		    "%s: %s", r->pattern, got == NULL ? "sound" : got);
}

static void
check_args(struct mem *m)
{
	char path[] = "/c/a/b/c";
	struct route_match f;

	route_match(&f, m, table, "GET", path);
	memset(path, 'x', sizeof(path) - 1);
	tap_is(slice_str(route_arg(&f, "course")), SLICE("a"), "argument");
	tap_is(slice_str(route_arg(&f, "page")), SLICE("b/c"), "the other");
	tap_ok(route_arg(&f, "pag") == NULL, "no such argument");
	tap_ok(route_arg(&f, "") == NULL, "no name");
	route_match(&f, m, table, "GET", "/none");
	tap_ok(route_arg(&f, "page") == NULL, "no route, no argument");
}

/* A table that was never checked does no harm. */
static void
check_unsound(struct mem *m)
{
	static const struct web_route routes[] = {
		{ "GET", "/{a}/{b}/{c}/{d}/{e}/{f}/{g}/{h}/{i}", nothing, 0 },
		{ "GET", "/{a:path}/b", nothing, 0 },
		{ "GET", "/{a:num}", nothing, 0 },
		{ "GET", "/{", nothing, 0 },
		{ "GET", "", nothing, 0 },
		{ NULL, NULL, NULL, 0 }
	};
	static const char *const paths[] = {
		"/1/2/3/4/5/6/7/8/9", "/a/b", "/1", "/{", ""
	};
	struct route_match f;

	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		route_match(&f, m, routes, "GET", paths[i]);
		tap_int(f.status, 404, "unsound %zu matches nothing", i);
	}
}

int
main(void)
{
	struct mem m;

	mem_init(&m, 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_row(&m, table, &rows[i]);
	for (size_t i = 0; i < sizeof(small_rows) / sizeof(small_rows[0]); i++)
		check_row(&m, small, &small_rows[i]);
	for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++)
		check_pattern(&patterns[i]);
	for (const struct web_route *r = table; r->path != NULL; r++)
		tap_ok(route_check(r->path) == NULL, "%s: sound", r->path);
	check_args(&m);
	check_unsound(&m);
	mem_release(&m);
	return tap_done();
}
