#include "cgi/env_http.h"

#include <string.h>

#include "base/buf.h"
#include "tap.h"

enum { FIELDS = 6 };

static const struct row {
	const char	*name;
	const char	*fields[FIELDS];	/* "name: value" */
	const char	*want;			/* each with a newline */
} rows[] = {
	{ "none", { NULL }, "" },
	{ "one", { "Accept: a" }, "HTTP_ACCEPT=a\n" },
	{ "an empty value", { "X-A:" }, "HTTP_X_A=\n" },
	{ "in the order of the first of each", { "B: 1", "A: 2", "b: 3" },
	    "HTTP_B=1, 3\nHTTP_A=2\n" },
	{ "three of a name", { "a: 1", "A: 2", "a:" }, "HTTP_A=1, 2, \n" },
	{ "cookies", { "Cookie: a=1", "cookie: b=2" },
	    "HTTP_COOKIE=a=1; b=2\n" },
	{ "a name with other bytes", { "A_B: 1", "A.B: 2", "A-B: 3" },
	    "HTTP_A_B=3\n" },
	{ "withheld", { "Proxy: 1", "TE: 2", "connection: 3",
	    "Content-Length: 4", "Authorization: 5", "A: 6" }, "HTTP_A=6\n" },
};

static void
fill(struct head *h, const struct row *row)
{
	head_clear(h);
	for (size_t i = 0; i < FIELDS && row->fields[i] != NULL; i++) {
		struct slice s = slice_str(row->fields[i]);
		size_t colon = slice_find(s, ':');

		(void)head_add(h, guard_copy(slice_of(s.p, colon)),
		    guard_copy(slice_trim(slice_skip(s, colon + 1))));
	}
}

static void
drop(const struct head *h)
{
	for (size_t i = 0; i < h->nfields; i++) {
		guard_free(h->fields[i].name);
		guard_free(h->fields[i].value);
	}
}

/* All variables of the head, each with a newline. */
static struct slice
list(const struct env_input *in, char *text, size_t size)
{
	struct env_http http;
	char mem[512];
	struct arena a;
	struct buf b;

	buf_init(&b, text, size);
	env_http_init(&http, in);
	for (size_t i = 0; i < in->head->nfields; i++) {
		size_t n = env_http_name(&http, i);
		const char *var;

		if (n == 0)
			continue;
		arena_init(&a, mem, sizeof(mem));
		var = env_http_make(&http, i, &a);
		tap_ok(var != NULL && strcspn(var, "=") == n &&
		    a.used == strlen(var) + 1, "as long as its memory");
		arena_init(&a, mem, strlen(var));
		tap_ok(env_http_make(&http, i, &a) == NULL, "no room");
		(void)buf_adds(&b, var);
		(void)buf_addc(&b, '\n');
	}
	return buf_slice(&b);
}

static void
test_rows(void)
{
	static struct program_limits limits;
	static struct head h;
	struct env_input in = { .head = &h, .limits = &limits };
	char text[512];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		fill(&h, &rows[i]);
		tap_is(list(&in, text, sizeof(text)), slice_str(rows[i].want),
		    "%s", rows[i].name);
		drop(&h);
	}
}

/* A hundred names of one hash, or what comes close, are told apart. */
static void
test_many(void)
{
	static struct program_limits limits;
	static struct head h;
	static char names[HEAD_MAX_FIELDS][4];
	struct env_input in = { .head = &h, .limits = &limits };
	struct env_http http;
	size_t n = 0;

	head_clear(&h);
	for (size_t i = 0; i < HEAD_MAX_FIELDS; i++) {
		names[i][0] = 'x';
		names[i][1] = (char)('a' + i / 2 % 26);
		names[i][2] = (char)('a' + i / 52);
		(void)head_add(&h, slice_str(names[i]), SLICE("v"));
	}
	env_http_init(&http, &in);
	for (size_t i = 0; i < h.nfields; i++)
		n += env_http_name(&http, i) > 0;
	tap_int((long long)n, HEAD_MAX_FIELDS / 2, "each name once");
}

static void
test_options(void)
{
	static struct program_limits limits = { .pass_authorization = true };
	static struct head h;
	struct env_input in = { .head = &h, .limits = &limits,
		.host = SLICE("target"), .redirected = true };
	char text[512];

	head_clear(&h);
	(void)head_add(&h, SLICE("Host"), SLICE("field"));
	(void)head_add(&h, SLICE("Authorization"), SLICE("Basic x"));
	(void)head_add(&h, SLICE("Content-Language"), SLICE("de"));
	tap_is(list(&in, text, sizeof(text)), SLICE("HTTP_HOST=target\n"
	    "HTTP_AUTHORIZATION=Basic x\n"), "host, authorization, redirect");
}

int
main(void)
{
	test_rows();
	test_many();
	test_options();
	return tap_done();
}
