#include "web/cookie.h"

#include <string.h>

#include "tap.h"
#include "web/mem.h"
#include "web/text.h"

/* What came out, one "(name|value)" a pair. */
static const struct row {
	const char	*in, *want;
} rows[] = {
	{ "", "" },
	{ ";", "" },
	{ " ;\t; ", "" },
	{ "a=b", "(a|b)" },
	{ "a=b; c=d", "(a|b)(c|d)" },
	{ "a=b;c=d", "(a|b)(c|d)" },
	{ "a=b;", "(a|b)" },
	{ ";a=b", "(a|b)" },
	{ "a=b;;;c=d", "(a|b)(c|d)" },
	{ "a=b; ; c=d", "(a|b)(c|d)" },
	{ "  a = b ;\tc\t=\td\t", "(a|b)(c|d)" },
	{ "a=b c", "(a|b c)" },
	{ "a b=c", "(a b|c)" },
	{ "a=", "(a|)" },
	{ "a= ", "(a|)" },
	{ "a=; b=", "(a|)(b|)" },
	{ "a", "" },
	{ "a; b=c", "(b|c)" },
	{ "a=b; c", "(a|b)" },
	{ "=a", "" },
	{ " =a; b=c", "(b|c)" },
	{ "=", "" },
	{ "==", "" },
	{ "a==", "(a|=)" },
	{ "a=b=c", "(a|b=c)" },
	{ "a==b==", "(a|=b==)" },
	{ "a=\"b\"", "(a|\"b\")" },
	{ "a=\" b \"", "(a|\" b \")" },
	{ "a=\"b;c=d\"", "(a|\"b)(c|d\")" },
	{ "a=\"\"", "(a|\"\")" },
	{ "a=\"", "(a|\")" },
	{ "a=b,c=d", "(a|b,c=d)" },
	{ "a=b&c=d", "(a|b&c=d)" },
	{ "a=1; a=2; a=3", "(a|1)(a|2)(a|3)" },
	{ "a=1; A=2", "(a|1)(A|2)" },
	{ "$Version=1; a=b; $Path=/", "($Version|1)(a|b)($Path|/)" },
	{ "a=%20%3B", "(a|%20%3B)" },
	{ "a=+", "(a|+)" },
	{ "\"a\"=b", "(\"a\"|b)" },
	{ "a=\\\"b", "(a|\\\"b)" },
	{ "a=\xc3\xa9; \xff=\xfe", "(a|\xc3\xa9)(\xff|\xfe)" },
	{ "a:b=c", "(a:b|c)" },
	{ "a=b:c/d?e#f", "(a|b:c/d?e#f)" },
	{ "__proto__=x", "(__proto__|x)" },
	{ "a=\vb\f", "(a|\vb\f)" },
};

static const struct get_row {
	const char	*in, *name;
	const char	*want;		/* NULL: none */
} get_rows[] = {
	{ "a=1; b=2", "a", "1" },
	{ "a=1; b=2", "b", "2" },
	{ "a=1; a=2", "a", "1" },
	{ "a=; a=2", "a", "" },
	{ "a; a=2", "a", "2" },
	{ "a=1", "A", NULL },
	{ "ab=1", "a", NULL },
	{ "a=1", "ab", NULL },
	{ "b=a=1", "a", NULL },
	{ "=1", "", NULL },
	{ "", "a", NULL },
	{ NULL, "a", NULL },
	{ "a=\"1\"", "a", "\"1\"" },
};

static const struct write_row {
	struct cookie	 cookie;
	const char	*want;		/* NULL: refused */
} write_rows[] = {
	{ { "a", "b", NULL, 0, false, false, false },
	    "a=b; Path=/; HttpOnly; SameSite=Lax" },
	{ { "a", "", NULL, 0, false, false, false },
	    "a=; Path=/; HttpOnly; SameSite=Lax" },
	{ { "a", "b", "/x y", 60, true, false, true },
	    "a=b; Path=/x y; Max-Age=60; Secure; HttpOnly; SameSite=Strict" },
	{ { "a", "b", "/", 9223372036854775807, false, true, false },
	    "a=b; Path=/; Max-Age=9223372036854775807; SameSite=Lax" },
	{ { "a", "b", "/", -1, false, true, false },
	    "a=b; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; "
	    "SameSite=Lax" },
	{ { "a", "\"b\"", "/", 0, false, true, false },
	    "a=\"b\"; Path=/; SameSite=Lax" },
	{ { "a", "\"\"", "/", 0, false, true, false },
	    "a=\"\"; Path=/; SameSite=Lax" },
	{ { "a", "!#$%&'()*+-./09:<=>?@AZ[]^_`az{|}~", "/", 0, false, true,
	    false }, "a=!#$%&'()*+-./09:<=>?@AZ[]^_`az{|}~; Path=/; "
	    "SameSite=Lax" },
	{ { "!#$%&'*+-.^_`|~09AZaz", "b", "/", 0, false, true, false },
	    "!#$%&'*+-.^_`|~09AZaz=b; Path=/; SameSite=Lax" },
	/* names */
	{ { "", "b", NULL, 0, false, false, false }, NULL },
	{ { "a b", "b", NULL, 0, false, false, false }, NULL },
	{ { "a=b", "b", NULL, 0, false, false, false }, NULL },
	{ { "a;b", "b", NULL, 0, false, false, false }, NULL },
	{ { "a\r\nSet-Cookie: b", "b", NULL, 0, false, false, false }, NULL },
	{ { "a\t", "b", NULL, 0, false, false, false }, NULL },
	{ { "\xc3\xa9", "b", NULL, 0, false, false, false }, NULL },
	{ { "\"a\"", "b", NULL, 0, false, false, false }, NULL },
	/* values */
	{ { "a", "b c", NULL, 0, false, false, false }, NULL },
	{ { "a", "b,c", NULL, 0, false, false, false }, NULL },
	{ { "a", "b;c", NULL, 0, false, false, false }, NULL },
	{ { "a", "b\\c", NULL, 0, false, false, false }, NULL },
	{ { "a", "b\"c", NULL, 0, false, false, false }, NULL },
	{ { "a", "\"", NULL, 0, false, false, false }, NULL },
	{ { "a", "\"b", NULL, 0, false, false, false }, NULL },
	{ { "a", "b\"", NULL, 0, false, false, false }, NULL },
	{ { "a", "\"\"\"", NULL, 0, false, false, false }, NULL },
	{ { "a", "b\n", NULL, 0, false, false, false }, NULL },
	{ { "a", "b\r\nX: y", NULL, 0, false, false, false }, NULL },
	{ { "a", "b\x7f", NULL, 0, false, false, false }, NULL },
	{ { "a", "\xc3\xa9", NULL, 0, false, false, false }, NULL },
	/* paths */
	{ { "a", "b", "", 0, false, false, false }, NULL },
	{ { "a", "b", "x", 0, false, false, false }, NULL },
	{ { "a", "b", "/; Domain=org", 0, false, false, false }, NULL },
	{ { "a", "b", "/\r\n", 0, false, false, false }, NULL },
	{ { "a", "b", "/\x7f", 0, false, false, false }, NULL },
	{ { "a", "b", "/\xc3\xa9", 0, false, false, false }, NULL },
	/* promises */
	{ { "__Host-a", "b", NULL, 0, true, true, false },
	    "__Host-a=b; Path=/; Secure; SameSite=Lax" },
	{ { "__Host-a", "b", NULL, 0, false, true, false }, NULL },
	{ { "__Host-a", "b", "/x", 0, true, true, false }, NULL },
	{ { "__host-a", "b", "/x", 0, true, true, false }, NULL },
	{ { "__Secure-a", "b", "/x", 0, true, true, false },
	    "__Secure-a=b; Path=/x; Secure; SameSite=Lax" },
	{ { "__Secure-a", "b", "/", 0, false, true, false }, NULL },
	{ { "__SECURE-", "b", "/", 0, false, true, false }, NULL },
	{ { "__Secure", "b", "/", 0, false, true, false },
	    "__Secure=b; Path=/; SameSite=Lax" },
};

static void
check_row(struct mem *m, const struct row *r)
{
	struct cookie_pair p;
	const char *s = r->in;
	struct text t;

	text_init(&t, m);
	while (cookie_next(&s, &p)) {
		text_addc(&t, '(');
		text_add(&t, p.name, p.name_size);
		text_addc(&t, '|');
		text_add(&t, p.value, p.value_size);
		text_addc(&t, ')');
	}
	tap_is(slice_of(t.p, t.n), slice_str(r->want), "read \"%s\"", r->in);
}

static void
check_get(struct mem *m, const struct get_row *r)
{
	const char *in = r->in == NULL ? "NULL" : r->in;
	const char *got = cookie_get(m, r->in, r->name);

	if (r->want == NULL)
		tap_ok(got == NULL, "%s: no %s", in, r->name);
	else
		tap_is(slice_str(got), slice_str(r->want), "%s: get %s", in,
		    r->name);
}

static void
check_write(struct mem *m, const struct write_row *r, size_t i)
{
	struct text t;

	text_init(&t, m);
	text_adds(&t, "x");
	tap_int(cookie_write(&t, &r->cookie), r->want == NULL ? -1 : 0,
	    "written %zu", i);
	tap_is(slice_of(t.p + 1, t.n - 1), slice_str(r->want),
	    "written %zu: text", i);
}

/* Every byte in the middle of name, value and path. */
static void
check_bytes(struct mem *m)
{
	static const char separators[] = "()<>@,;:\\\"/[]?={}";
	char s[4] = "/ x";
	struct cookie name = { s + 1, "b", NULL, 0, false, false, false };
	struct cookie value = { "a", s, NULL, 0, false, false, false };
	struct cookie path = { "a", "b", s, 0, false, false, false };
	struct text t;
	bool graph;

	text_init(&t, m);
	for (int c = 1; c < 256; c++) {
		s[1] = (char)c;
		graph = c > 0x20 && c < 0x7f;
		tap_int(cookie_write(&t, &name),
		    graph && strchr(separators, c) == NULL ? 0 : -1,
		    "name with %02x", (unsigned)c);
		tap_int(cookie_write(&t, &value),
		    graph && strchr("\",;\\", c) == NULL ? 0 : -1,
		    "value with %02x", (unsigned)c);
		tap_int(cookie_write(&t, &path),
		    (graph || c == ' ') && c != ';' ? 0 : -1,
		    "path with %02x", (unsigned)c);
	}
}

static void
check_sizes(struct mem *m)
{
	char *value = mem_alloc(m, COOKIE_MAX + 1);
	char *path = mem_alloc(m, COOKIE_PATH_MAX + 2);
	struct cookie c = { "a", value, path, 0, false, false, false };
	struct text t;

	text_init(&t, m);
	memset(value, 'v', COOKIE_MAX - 1);
	memset(path, '/', COOKIE_PATH_MAX);
	tap_int(cookie_write(&t, &c), 0, "as long as browsers take it");
	value[COOKIE_MAX - 1] = 'v';
	tap_int(cookie_write(&t, &c), -1, "a byte too long");
	value[1] = '\0';
	path[COOKIE_PATH_MAX] = '/';
	tap_int(cookie_write(&t, &c), -1, "a path too long");
}

int
main(void)
{
	struct mem m;

	mem_init(&m, 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_row(&m, &rows[i]);
	for (size_t i = 0; i < sizeof(get_rows) / sizeof(get_rows[0]); i++)
		check_get(&m, &get_rows[i]);
	for (size_t i = 0; i < sizeof(write_rows) / sizeof(write_rows[0]); i++)
		check_write(&m, &write_rows[i], i);
	check_bytes(&m);
	check_sizes(&m);
	mem_release(&m);
	return tap_done();
}
