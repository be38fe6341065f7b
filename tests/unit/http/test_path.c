#include "http/path.h"

#include <string.h>

#include "tap.h"

#define AUTHORITY	"example.org:80"

struct target_row {
	const char	*in;
	const char	*method;
	int		want;
	enum target_form form;
	const char	*authority, *path;
	const char	*query;		/* NULL: has none */
};

static const struct target_row targets[] = {
	{ "/", "GET", 0, TARGET_ORIGIN, "", "/", NULL },
	{ "/a/b", "GET", 0, TARGET_ORIGIN, "", "/a/b", NULL },
	{ "/a?b=c&d", "GET", 0, TARGET_ORIGIN, "", "/a", "b=c&d" },
	{ "/a?", "GET", 0, TARGET_ORIGIN, "", "/a", "" },
	{ "/?a?b/c", "GET", 0, TARGET_ORIGIN, "", "/", "a?b/c" },
	{ "//host/x", "GET", 0, TARGET_ORIGIN, "", "//host/x", NULL },
	{ "/http://a/", "GET", 0, TARGET_ORIGIN, "", "/http://a/", NULL },
	{ "*", "OPTIONS", 0, TARGET_ASTERISK, "", "*", NULL },
	{ "*", "GET", -400, 0, "", "", NULL },
	{ "*", "options", -400, 0, "", "", NULL },
	{ "*?a", "OPTIONS", -400, 0, "", "", NULL },
	{ "/*", "GET", 0, TARGET_ORIGIN, "", "/*", NULL },
	{ "http://" AUTHORITY "/a?b", "GET", 0, TARGET_ABSOLUTE, AUTHORITY,
	    "/a", "b" },
	{ "https://" AUTHORITY "/a", "GET", 0, TARGET_ABSOLUTE, AUTHORITY,
	    "/a", NULL },
	{ "HtTp://" AUTHORITY, "GET", 0, TARGET_ABSOLUTE, AUTHORITY, "/",
	    NULL },
	{ "http://" AUTHORITY "?b", "GET", 0, TARGET_ABSOLUTE, AUTHORITY,
	    "/", "b" },
	{ "http://" AUTHORITY "?b/c", "GET", 0, TARGET_ABSOLUTE, AUTHORITY,
	    "/", "b/c" },
	{ "http://[::1]:8/", "GET", 0, TARGET_ABSOLUTE, "[::1]:8", "/",
	    NULL },
	{ "http://", "GET", -400, 0, "", "", NULL },
	{ "http:///", "GET", -400, 0, "", "", NULL },
	{ "http://?a", "GET", -400, 0, "", "", NULL },
	{ "http://:80/", "GET", -400, 0, "", "", NULL },
	{ "http://u@a/", "GET", -400, 0, "", "", NULL },
	{ "http://u:p@a/", "GET", -400, 0, "", "", NULL },
	{ "http://a,b/", "GET", -400, 0, "", "", NULL },
	{ "http://a:b/", "GET", -400, 0, "", "", NULL },
	{ "http://a\\b/", "GET", -400, 0, "", "", NULL },
	{ "http://[::1/", "GET", -400, 0, "", "", NULL },
	{ "http://a%/", "GET", -400, 0, "", "", NULL },
	{ "http:/a", "GET", -400, 0, "", "", NULL },
	{ "ftp://a/", "GET", -400, 0, "", "", NULL },
	{ "file:///etc/passwd", "GET", -400, 0, "", "", NULL },
	{ "example.org:443", "CONNECT", -400, 0, "", "", NULL },
	{ "example.org:443", "GET", -400, 0, "", "", NULL },
	{ "a", "GET", -400, 0, "", "", NULL },
	{ "?a", "GET", -400, 0, "", "", NULL },
	{ "", "GET", -400, 0, "", "", NULL },
	{ "\\a", "GET", -400, 0, "", "", NULL },
	{ "/a#b", "GET", -400, 0, "", "", NULL },
	{ "/?a#", "GET", -400, 0, "", "", NULL },
	{ "/a b", "GET", -400, 0, "", "", NULL },
	{ "/a\tb", "GET", -400, 0, "", "", NULL },
	{ "/a?\x7f", "GET", -400, 0, "", "", NULL },
	{ "/\x80", "GET", -400, 0, "", "", NULL },
	{ "/?\xc3\xa9", "GET", -400, 0, "", "", NULL },
	{ "/a\rb", "GET", -400, 0, "", "", NULL },
	{ "/a\nb", "GET", -400, 0, "", "", NULL },
};

static void
check_target(const struct target_row *r, const struct target *t)
{
	tap_int(t->form, r->form, "%s: form", r->in);
	tap_is(t->authority, slice_str(r->authority), "%s: authority", r->in);
	tap_is(t->path, slice_str(r->path), "%s: path", r->in);
	tap_is(t->query, slice_str(r->query), "%s: query", r->in);
	tap_ok(t->has_query == (r->query != NULL), "%s: has query", r->in);
}

static void
test_target(void)
{
	struct target t;

	for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++) {
		const struct target_row *r = &targets[i];
		struct slice in = guard_copy(slice_str(r->in));

		if (tap_int(target_parse(&t, in, slice_str(r->method)),
		    r->want, "target %zu", i) && r->want == 0)
			check_target(r, &t);
		guard_free(in);
	}
	tap_int(target_parse(&t, SLICE("/a\0b"), SLICE("GET")), -400,
	    "target with NUL");
}

/* The segments as "[a][b]", with "/" behind when dir, "!" when slash. */
static const struct {
	struct slice	in;
	int		want;
	const char	*segs;
} paths[] = {
	{ SLICE_INIT("/"), 0, "/" },
	{ SLICE_INIT("/a"), 0, "[a]" },
	{ SLICE_INIT("/a/"), 0, "[a]/" },
	{ SLICE_INIT("/a/b"), 0, "[a][b]" },
	{ SLICE_INIT("//"), 0, "[]/" },
	{ SLICE_INIT("///"), 0, "[][]/" },
	{ SLICE_INIT("//a"), 0, "[][a]" },
	{ SLICE_INIT("/a//b/"), 0, "[a][][b]/" },
	{ SLICE_INIT("/a//"), 0, "[a][]/" },
	{ SLICE_INIT("/."), 0, "/" },
	{ SLICE_INIT("/./"), 0, "/" },
	{ SLICE_INIT("/./a"), 0, "[a]" },
	{ SLICE_INIT("/a/."), 0, "[a]/" },
	{ SLICE_INIT("/a/./b"), 0, "[a][b]" },
	{ SLICE_INIT("/a/.."), 0, "/" },
	{ SLICE_INIT("/a/../"), 0, "/" },
	{ SLICE_INIT("/a/../b"), 0, "[b]" },
	{ SLICE_INIT("/a/b/../c"), 0, "[a][c]" },
	{ SLICE_INIT("/a/b/.."), 0, "[a]/" },
	{ SLICE_INIT("/a//.."), 0, "[a]/" },
	{ SLICE_INIT("/a/..//b"), 0, "[][b]" },
	{ SLICE_INIT("/.."), -400, "" },
	{ SLICE_INIT("/../"), -400, "" },
	{ SLICE_INIT("/../a"), -400, "" },
	{ SLICE_INIT("/a/../.."), -400, "" },
	{ SLICE_INIT("/a/../../a"), -400, "" },
	{ SLICE_INIT("/%2e%2e/a"), -400, "" },
	{ SLICE_INIT("/.%2E/a"), -400, "" },
	{ SLICE_INIT("/%2e./a"), -400, "" },
	{ SLICE_INIT("/a/%2e%2E/b"), 0, "[b]" },
	{ SLICE_INIT("/a/%2e"), 0, "[a]/" },
	{ SLICE_INIT("/..."), 0, "[...]" },
	{ SLICE_INIT("/..a"), 0, "[..a]" },
	{ SLICE_INIT("/.a"), 0, "[.a]" },
	{ SLICE_INIT("/a."), 0, "[a.]" },
	{ SLICE_INIT("/a.."), 0, "[a..]" },
	{ SLICE_INIT("/..;/a"), 0, "[..;][a]" },
	{ SLICE_INIT("/..\\a"), 0, "[..\\a]" },
	{ SLICE_INIT("/%41%62"), 0, "[Ab]" },
	{ SLICE_INIT("/a%20b+c"), 0, "[a b+c]" },
	{ SLICE_INIT("/a b"), 0, "[a b]" },
	{ SLICE_INIT("/%c3%a9"), 0, "[\xc3\xa9]" },
	{ SLICE_INIT("/%80%ff"), 0, "[\x80\xff]" },
	{ SLICE_INIT("/\xc3\xa9"), 0, "[\xc3\xa9]" },
	{ SLICE_INIT("/%25"), 0, "[%]" },
	{ SLICE_INIT("/%2541"), 0, "[%41]" },
	{ SLICE_INIT("/%252e%252e/a"), 0, "[%2e%2e][a]" },
	{ SLICE_INIT("/%%32%65"), -400, "" },
	{ SLICE_INIT("/%3f%23"), 0, "[?#]" },
	{ SLICE_INIT("/a%2fb"), 0, "[a/b]!" },
	{ SLICE_INIT("/a%2Fb/c"), 0, "[a/b]![c]" },
	{ SLICE_INIT("/%2f"), 0, "[/]!" },
	{ SLICE_INIT("/%2f/"), 0, "[/]!/" },
	{ SLICE_INIT("/a/..%2fb"), -400, "" },
	{ SLICE_INIT("/a%2f..%2fb"), -400, "" },
	{ SLICE_INIT("/a%2f.."), -400, "" },
	{ SLICE_INIT("/a%2f."), -400, "" },
	{ SLICE_INIT("/%2f%2e%2e"), -400, "" },
	{ SLICE_INIT("/a%2f..b"), 0, "[a/..b]!" },
	{ SLICE_INIT("/%"), -400, "" },
	{ SLICE_INIT("/%4"), -400, "" },
	{ SLICE_INIT("/%/41"), -400, "" },
	{ SLICE_INIT("/%4/1"), -400, "" },
	{ SLICE_INIT("/%4g"), -400, "" },
	{ SLICE_INIT("/%g4"), -400, "" },
	{ SLICE_INIT("/%u0041"), -400, "" },
	{ SLICE_INIT("/% 41"), -400, "" },
	{ SLICE_INIT("/%+1"), -400, "" },
	{ SLICE_INIT("/a%00b"), -400, "" },
	{ SLICE_INIT("/a\0b"), -400, "" },
	{ SLICE_INIT("/%0a"), -400, "" },
	{ SLICE_INIT("/%0d%0aA:b"), -400, "" },
	{ SLICE_INIT("/%1f"), -400, "" },
	{ SLICE_INIT("/%09"), -400, "" },
	{ SLICE_INIT("/%7f"), -400, "" },
	{ SLICE_INIT("/\x1b"), -400, "" },
	{ SLICE_INIT("/\x7f"), -400, "" },
	{ SLICE_INIT("/a/../%00"), -400, "" },
	{ SLICE_INIT(""), -400, "" },
	{ SLICE_INIT("a"), -400, "" },
	{ SLICE_INIT("*"), -400, "" },
	{ SLICE_INIT("%2fa"), -400, "" },
};

static struct slice
show_path(const struct path *p, char *out)
{
	char *at = out;

	for (size_t i = 0; i < p->nsegs; i++) {
		*at++ = '[';
		memcpy(at, p->segs[i].text.p, p->segs[i].text.n);
		at += p->segs[i].text.n;
		*at++ = ']';
		if (p->segs[i].slash)
			*at++ = '!';
	}
	if (p->dir)
		*at++ = '/';
	return slice_of(out, (size_t)(at - out));
}

static void
test_path(void)
{
	char mem[256], out[512];
	struct arena a;
	struct path p;

	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		struct slice in = guard_copy(paths[i].in);

		arena_init(&a, mem, in.n);	/* what it may take at most */
		if (tap_int(path_parse(&p, in, &a), paths[i].want,
		    "path %s", paths[i].in.p) && paths[i].want == 0)
			tap_is(show_path(&p, out), slice_str(paths[i].segs),
			    "segments of %s", paths[i].in.p);
		guard_free(in);
	}
}

static void
test_terminated(void)
{
	char mem[64];
	struct arena a;
	struct path p;

	memset(mem, 'x', sizeof(mem));
	arena_init(&a, mem, sizeof(mem));
	path_parse(&p, SLICE("/ab/%63//d"), &a);
	tap_int((long long)p.nsegs, 4, "four segments");
	for (size_t i = 0; i < p.nsegs; i++)
		tap_int(p.segs[i].text.p[p.segs[i].text.n], '\0',
		    "a NUL behind segment %zu", i);
}

static void
test_path_limits(void)
{
	char raw[2 * PATH_MAX_SEGS + 2], mem[sizeof(raw)];
	struct arena a;
	struct path p;

	for (size_t i = 0; i < sizeof(raw); i += 2) {
		raw[i] = '/';
		raw[i + 1] = 'a';
	}
	arena_init(&a, mem, sizeof(mem));
	tap_int(path_parse(&p, slice_of(raw, sizeof(raw) - 2), &a), 0,
	    "as many segments as allowed");
	tap_int((long long)p.nsegs, PATH_MAX_SEGS, "all are there");
	arena_reset(&a);
	tap_int(path_parse(&p, slice_of(raw, sizeof(raw)), &a), -400,
	    "one more");
	arena_init(&a, mem, 3);
	tap_int(path_parse(&p, SLICE("/abc"), &a), -414, "arena full");
}

static const struct {
	const char	*path;
	size_t		from, to;
	bool		dir;
	const char	*want;
} joins[] = {
	{ "/a/b/c", 0, 3, false, "/a/b/c" },
	{ "/a/b/c", 1, 3, false, "/b/c" },
	{ "/a/b/c", 0, 1, false, "/a" },
	{ "/a/b/c", 3, 3, false, "" },
	{ "/a/b/c", 9, 3, false, "" },
	{ "/a/", 1, 1, true, "/" },
	{ "/a/b/", 1, 2, true, "/b/" },
	{ "/a//", 1, 2, true, "//" },
	{ "/a//b/", 1, 3, true, "//b/" },
	{ "/a/b%2fc", 1, 2, false, "/b/c" },
	{ "/", 0, 0, true, "/" },
};

static void
test_join(void)
{
	char mem[64], text[64];
	struct arena a, b;
	struct path p;

	for (size_t i = 0; i < sizeof(joins) / sizeof(joins[0]); i++) {
		arena_init(&a, mem, sizeof(mem));
		path_parse(&p, slice_str(joins[i].path), &a);
		arena_init(&b, text, strlen(joins[i].want) + 1);
		tap_is(slice_str(path_join(&p, joins[i].from, joins[i].to,
		    joins[i].dir, &b)), slice_str(joins[i].want),
		    "join %zu to %zu of %s", joins[i].from, joins[i].to,
		    joins[i].path);
		arena_init(&b, text, strlen(joins[i].want));
		tap_ok(path_join(&p, joins[i].from, joins[i].to,
		    joins[i].dir, &b) == NULL, "join without room for NUL");
	}
}

static const struct {
	struct slice	in;
	const char	*want;
} encodes[] = {
	{ SLICE_INIT(""), "" },
	{ SLICE_INIT("/a/b"), "/a/b" },
	{ SLICE_INIT("/-._~!$&'()*+,;=:@"), "/-._~!$&'()*+,;=:@" },
	{ SLICE_INIT("a b"), "a%20b" },
	{ SLICE_INIT("?#%"), "%3F%23%25" },
	{ SLICE_INIT("\"<>\\^`{|}[]"),
	    "%22%3C%3E%5C%5E%60%7B%7C%7D%5B%5D" },
	{ SLICE_INIT("\r\n\0"), "%0D%0A%00" },
	{ SLICE_INIT("\xc3\xa9\x7f"), "%C3%A9%7F" },
};

static void
test_encode(void)
{
	char text[64];
	struct arena a;

	for (size_t i = 0; i < sizeof(encodes) / sizeof(encodes[0]); i++) {
		struct slice in = guard_copy(encodes[i].in);
		struct slice want = slice_str(encodes[i].want);

		arena_init(&a, text, want.n + 1);
		tap_is(slice_str(path_encode(in, &a)), want, "encode to %s",
		    encodes[i].want);
		arena_init(&a, text, want.n);
		tap_ok(path_encode(in, &a) == NULL,
		    "encode without room for NUL");
		guard_free(in);
	}
}

int
main(void)
{
	test_target();
	test_path();
	test_terminated();
	test_path_limits();
	test_join();
	test_encode();
	return tap_done();
}
