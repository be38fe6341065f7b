#include "cgi/env.h"

#include <stdio.h>
#include <string.h>

#include "tap.h"

enum { MAX = 8 };

/* What one row of a table may set; the rest is an ordinary GET. */
struct change {
	const char	*sent[MAX];	/* "Name: value" */
	const char	*setenv[MAX];	/* "NAME=value" */
	const char	*pass[MAX];
	bool		 authorization, redirected;
};

/* One variable of the environment that a change makes. */
struct row {
	const char	*why;
	struct change	 change;
	const char	*name, *want;	/* want NULL: unset */
};

static char	memory[65536];

/* The environment as one text: "NAME=value\n" each. */
static struct slice
text_of(char **env)
{
	static char text[65536];
	size_t len = 0;

	for (; env != NULL && *env != NULL; env++)
		len += (size_t)snprintf(text + len, sizeof(text) - len, "%s\n",
		    *env);
	return slice_of(text, len);
}

static bool
has_duplicates(char **env)
{
	for (size_t i = 0; env[i] != NULL; i++) {
		size_t len = strcspn(env[i], "=") + 1;

		for (size_t k = i + 1; env[k] != NULL; k++)
			if (strncmp(env[i], env[k], len) == 0)
				return true;
	}
	return false;
}

/* The value of a variable; a slice without pointer when it is unset. */
static struct slice
get(char **env, const char *name)
{
	size_t len = strlen(name);

	for (; *env != NULL; env++)
		if (strncmp(*env, name, len) == 0 && (*env)[len] == '=')
			return slice_str(*env + len + 1);
	return slice_of(NULL, 0);
}

static void
head_get(struct head *h)
{
	h->method = SLICE("GET");
	h->target = SLICE("/cgi-bin/t.sh/a?q=1");
	h->minor = 1;
	head_clear(h);
}

static void
add_line(struct head *h, const char *line)
{
	struct slice s = slice_str(line);
	size_t colon = slice_find(s, ':');

	(void)head_add(h, slice_of(s.p, colon),
	    slice_trim(slice_skip(s, colon + 1)));
}

static struct env_input
ordinary(const struct head *h, const struct program_limits *limits)
{
	return (struct env_input){
		.head = h,
		.query = SLICE("q=1"),
		.request_uri = SLICE("/cgi-bin/t.sh/a?q=1"),
		.script_name = "/cgi-bin/t.sh",
		.path_info = "/a",
		.path_translated = "/srv/www/a",
		.script_filename = "/srv/cgi-bin/t.sh",
		.document_root = "/srv/www",
		.data_dir = "/srv/data",
		.server_name = SLICE("example.org"),
		.server_addr = "192.0.2.1",
		.server_port = 8080,
		.remote_addr = "198.51.100.7",
		.remote_port = 49152,
		.content_length = -1,
		.unique_id = "abc",
		.request_time_ms = 1763770272005,
		.software = "preforkd/1.0",
		.path = "/usr/bin:/bin",
		.limits = limits,
	};
}

static char **
build(const struct env_input *in)
{
	struct arena a;

	arena_init(&a, memory, sizeof(memory));
	return env_build(in, &a);
}

static char **
build_changed(const struct change *c)
{
	static struct conf_pair pairs[MAX];
	static char names[MAX][64], passed[MAX][64], *pass[MAX + 1];
	struct program_limits limits = { .setenv = { .v = pairs } };
	struct env_input in;
	struct head h;
	size_t i;

	head_get(&h);
	for (i = 0; i < MAX && c->sent[i] != NULL; i++)
		add_line(&h, c->sent[i]);
	for (i = 0; i < MAX && c->setenv[i] != NULL; i++) {
		size_t len = strcspn(c->setenv[i], "=");

		snprintf(names[i], sizeof(names[i]), "%.*s", (int)len,
		    c->setenv[i]);
		pairs[i] = (struct conf_pair){ names[i],
		    c->setenv[i] + len + 1 };
	}
	limits.setenv.n = i;
	for (i = 0; i < MAX && c->pass[i] != NULL; i++) {
		snprintf(passed[i], sizeof(passed[i]), "%s", c->pass[i]);
		pass[i] = passed[i];
	}
	pass[i] = NULL;
	limits.pass_authorization = c->authorization;
	in = ordinary(&h, &limits);
	in.redirected = c->redirected;
	in.pass = pass;
	return build(&in);
}

/* One variable of an environment: want NULL is unset. */
static void
check(char **env, const char *name, const char *want, const char *why)
{
	struct slice got = get(env, name);

	if (want == NULL)
		tap_ok(got.p == NULL, "%s: %s is unset", why, name);
	else
		tap_is(got.p == NULL ? SLICE("(unset)") : got, slice_str(want),
		    "%s: %s", why, name);
	tap_ok(!has_duplicates(env), "%s: every name once", why);
}

static void
check_rows(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		check(build_changed(&rows[i].change), rows[i].name,
		    rows[i].want, rows[i].why);
}

/* What becomes of the fields that a client sends. */
static const struct row field_rows[] = {
	{ "plain", { .sent = { "Host: a.b" }}, "HTTP_HOST", "a.b" },
	{ "dashes", { .sent = { "X-Forwarded-For: 1" }},
	    "HTTP_X_FORWARDED_FOR", "1" },
	{ "digits", { .sent = { "x-9a: z" }}, "HTTP_X_9A", "z" },
	{ "empty value", { .sent = { "X-A:" }}, "HTTP_X_A", "" },
	{ "eight-bit value",
	    { .sent = { "X-A: \xff" }}, "HTTP_X_A", "\xff" },
	{ "httpoxy",
	    { .sent = { "Proxy: http://evil/" }}, "HTTP_PROXY", NULL },
	{ "httpoxy in capitals", { .sent = { "PROXY: http://evil/" }},
	    "HTTP_PROXY", NULL },
	{ "httpoxy twice",
	    { .sent = { "proxy: a", "pRoxy: b" }}, "HTTP_PROXY",
	    NULL },
	{ "a longer name than Proxy", { .sent = { "Proxy-Status: a" }},
	    "HTTP_PROXY_STATUS", "a" },

	{ "underscore",
	    { .sent = { "X_User: root" }}, "HTTP_X_USER", NULL },
	{ "underscore after dash",
	    { .sent = { "X-User: me", "X_User: root" }},
	    "HTTP_X_USER", "me" },
	{ "underscore before dash",
	    { .sent = { "X_User: root", "X-User: me" }},
	    "HTTP_X_USER", "me" },
	{ "mixed", { .sent = { "X-A_B: 1", "X_A-B: 2", "X_A_B: 3" }},
	    "HTTP_X_A_B", NULL },
	{ "underscore poses as ours",
	    { .sent = { "Content_Length: 5" }},
	    "HTTP_CONTENT_LENGTH", NULL },
	{ "other token characters",
	    { .sent = { "X.A: 1", "X!A: 2", "X~A: 3" }},
	    "HTTP_X_A", NULL },
	{ "eight-bit name",
	    { .sent = { "X\xc3\xa4: 1" }}, "HTTP_X\xc3\xa4",
	    NULL },
	{ "name with equals sign",
	    { .sent = { "A=B: 1" }}, "HTTP_A", NULL },

	{ "repeated",
	    { .sent = { "Accept: a", "ACCEPT: b", "accept: c" }},
	    "HTTP_ACCEPT", "a, b, c" },
	{ "repeated among others",
	    { .sent = { "X: 1", "Y: 2", "X: 3", "Y: 4" }},
	    "HTTP_X", "1, 3" },
	{ "the others",
	    { .sent = { "X: 1", "Y: 2", "X: 3", "Y: 4" }}, "HTTP_Y",
	    "2, 4" },
	{ "repeated and empty",
	    { .sent = { "X:", "X: 1", "X:" }}, "HTTP_X",
	    ", 1, " },
	{ "cookies",
	    { .sent = { "Cookie: a=1", "cookie: b=2" }}, "HTTP_COOKIE",
	    "a=1; b=2" },
	{ "one cookie",
	    { .sent = { "Cookie: a=1; b=2" }}, "HTTP_COOKIE",
	    "a=1; b=2" },

	{ "credentials", { .sent = { "Authorization: Basic eA==" }},
	    "HTTP_AUTHORIZATION", NULL },
	{ "credentials asked for",
	    { .sent = { "Authorization: Basic eA==" },
	    .authorization = true }, "HTTP_AUTHORIZATION",
	    "Basic eA==" },
	{ "they are not checked",
	    { .sent = { "Authorization: Basic eA==" },
	    .authorization = true }, "AUTH_TYPE", NULL },
	{ "nor is the user", { .sent = { "Authorization: Basic eA==" },
	    .authorization = true }, "REMOTE_USER", NULL },
	{ "a proxy's credentials",
	    { .sent = { "Proxy-Authorization: Basic x" },
	    .authorization = true }, "HTTP_PROXY_AUTHORIZATION", NULL },

	{ "type",
	    { .sent = { "Content-Type: text/plain" }}, "CONTENT_TYPE",
	    "text/plain" },
	{ "type once only", { .sent = { "Content-Type: text/plain" }},
	    "HTTP_CONTENT_TYPE", NULL },
	{ "an empty type",
	    { .sent = { "Content-Type:" }}, "CONTENT_TYPE", "" },
	{ "length as counted only", { .sent = { "Content-Length: 5" }},
	    "CONTENT_LENGTH", NULL },
	{ "length once only", { .sent = { "Content-Length: 5" }},
	    "HTTP_CONTENT_LENGTH", NULL },
	{ "hop-by-hop",
	    { .sent = { "Connection: close" }}, "HTTP_CONNECTION",
	    NULL },
	{ "hop-by-hop",
	    { .sent = { "Keep-Alive: 5" }}, "HTTP_KEEP_ALIVE", NULL },
	{ "hop-by-hop",
	    { .sent = { "TE: trailers" }}, "HTTP_TE", NULL },
	{ "hop-by-hop",
	    { .sent = { "Trailer: X" }}, "HTTP_TRAILER", NULL },
	{ "hop-by-hop",
	    { .sent = { "Upgrade: h2c" }}, "HTTP_UPGRADE", NULL },
	{ "framing", { .sent = { "Transfer-Encoding: chunked" }},
	    "HTTP_TRANSFER_ENCODING", NULL },
	{ "expectation",
	    { .sent = { "Expect: 100-continue" }}, "HTTP_EXPECT",
	    NULL },

	{ "redirected",
	    { .sent = { "Content-Type: a/b" }, .redirected = true },
	    "CONTENT_TYPE", NULL },
	{ "redirected", { .sent = { "Content-Encoding: gzip" },
	    .redirected = true }, "HTTP_CONTENT_ENCODING", NULL },
	{ "not redirected", { .sent = { "Content-Encoding: gzip" }},
	    "HTTP_CONTENT_ENCODING", "gzip" },
	{ "redirected", { .sent = { "Host: a" }, .redirected = true },
	    "HTTP_HOST", "a" },
};

/* Who wins when two set one name. */
static const struct row rank_rows[] = {
	{ "setenv", { .setenv = { "A=1" }}, "A", "1" },
	{ "empty", { .setenv = { "A=" }}, "A", "" },
	{ "value with =", { .setenv = { "A=b=c" }}, "A", "b=c" },
	{ "said twice", { .setenv = { "A=1", "B=2", "A=3" }}, "A",
	    "3" },
	{ "over the server", { .setenv = { "SERVER_NAME=x" }},
	    "SERVER_NAME", "x" },
	{ "over PATH", { .setenv = { "PATH=/opt" }}, "PATH", "/opt" },
	{ "over what is unset", { .setenv = { "REMOTE_USER=x" }},
	    "REMOTE_USER", "x" },
	{ "over a field", { .sent = { "X-A: client" },
	    .setenv = { "HTTP_X_A=conf" }},
	    "HTTP_X_A", "conf" },
	{ "not the length", { .setenv = { "CONTENT_LENGTH=9" }},
	    "CONTENT_LENGTH", NULL },
	{ "not the method", { .setenv = { "REQUEST_METHOD=PUT" }},
	    "REQUEST_METHOD", "GET" },
	{ "not the gateway", { .setenv = { "GATEWAY_INTERFACE=x" }},
	    "GATEWAY_INTERFACE", "CGI/1.1" },
	{ "a longer name", { .setenv = { "SERVER_NAME_X=x" }},
	    "SERVER_NAME", "example.org" },
	{ "a shorter name", { .setenv = { "SERVER=x" }}, "SERVER_NAME",
	    "example.org" },

	{ "pass", { .pass = { "TZ=UTC" }}, "TZ", "UTC" },
	{ "pass again", { .pass = { "TZ=a", "TZ=b" }}, "TZ", "a" },
	{ "pass below setenv", { .setenv = { "TZ=a" },
	    .pass = { "TZ=b" }}, "TZ", "a" },
	{ "pass below the server", { .pass = { "SERVER_NAME=x" }},
	    "SERVER_NAME", "example.org" },
	{ "pass below our PATH", { .pass = { "PATH=/x" }}, "PATH",
	    "/usr/bin:/bin" },
	{ "pass above a field", { .sent = { "X-A: client" },
	    .pass = { "HTTP_X_A=ours" }}, "HTTP_X_A", "ours" },
	{ "no user from outside", { .pass = { "REMOTE_USER=root" }},
	    "REMOTE_USER", NULL },
	{ "no https from outside", { .pass = { "HTTPS=on" }}, "HTTPS",
	    NULL },
	{ "no variable", { .pass = { "TZ" }}, "TZ", NULL },
	{ "no name", { .pass = { "=x" }}, "", NULL },
};

static void
test_ordinary(void)
{
	static const struct program_limits limits = { .cap = 0 };
	struct env_input in;
	struct head h;

	head_get(&h);
	add_line(&h, "Host: example.org:8080");
	in = ordinary(&h, &limits);
	tap_is(text_of(build(&in)), SLICE(
	    "GATEWAY_INTERFACE=CGI/1.1\n"
	    "REQUEST_METHOD=GET\n"
	    "PATH=/usr/bin:/bin\n"
	    "DATA_DIR=/srv/data\n"
	    "DOCUMENT_ROOT=/srv/www\n"
	    "PATH_INFO=/a\n"
	    "PATH_TRANSLATED=/srv/www/a\n"
	    "QUERY_STRING=q=1\n"
	    "REDIRECT_STATUS=200\n"
	    "REMOTE_ADDR=198.51.100.7\n"
	    "REMOTE_HOST=198.51.100.7\n"
	    "REMOTE_PORT=49152\n"
	    "REQUEST_SCHEME=http\n"
	    "REQUEST_TIME=1763770272.005\n"
	    "REQUEST_URI=/cgi-bin/t.sh/a?q=1\n"
	    "SCRIPT_FILENAME=/srv/cgi-bin/t.sh\n"
	    "SCRIPT_NAME=/cgi-bin/t.sh\n"
	    "SERVER_ADDR=192.0.2.1\n"
	    "SERVER_NAME=example.org\n"
	    "SERVER_PORT=8080\n"
	    "SERVER_PROTOCOL=HTTP/1.1\n"
	    "SERVER_SOFTWARE=preforkd/1.0\n"
	    "UNIQUE_ID=abc\n"
	    "HTTP_HOST=example.org:8080\n"), "an ordinary request");
}

static void
test_otherwise(void)
{
	static const struct program_limits limits = { .cap = 0 };
	struct env_input in;
	struct head h;

	head_get(&h);
	h.minor = 0;
	in = ordinary(&h, &limits);
	in.query = slice_of(NULL, 0);
	in.path_info = in.path_translated = in.data_dir = NULL;
	in.script_name = "";
	in.https = true;
	in.server_port = in.remote_port = 0;
	in.auth_type = "Basic";
	in.remote_user = "bob";
	in.content_length = 0;
	in.method = "HEAD";
	in.path = NULL;
	tap_is(text_of(build(&in)), SLICE(
	    "GATEWAY_INTERFACE=CGI/1.1\n"
	    "REQUEST_METHOD=HEAD\n"
	    "CONTENT_LENGTH=0\n"
	    "AUTH_TYPE=Basic\n"
	    "DOCUMENT_ROOT=/srv/www\n"
	    "HTTPS=on\n"
	    "QUERY_STRING=\n"
	    "REDIRECT_STATUS=200\n"
	    "REMOTE_ADDR=198.51.100.7\n"
	    "REMOTE_HOST=198.51.100.7\n"
	    "REMOTE_USER=bob\n"
	    "REQUEST_SCHEME=https\n"
	    "REQUEST_TIME=1763770272.005\n"
	    "REQUEST_URI=/cgi-bin/t.sh/a?q=1\n"
	    "SCRIPT_FILENAME=/srv/cgi-bin/t.sh\n"
	    "SCRIPT_NAME=\n"
	    "SERVER_ADDR=192.0.2.1\n"
	    "SERVER_NAME=example.org\n"
	    "SERVER_PORT=443\n"
	    "SERVER_PROTOCOL=HTTP/1.0\n"
	    "SERVER_SOFTWARE=preforkd/1.0\n"
	    "UNIQUE_ID=abc\n"), "everything the other way");
}

static void
test_values(void)
{
	static const struct program_limits limits = { .cap = 0 };
	char path[] = "PATH=/x", *const pass[] = { path, NULL };
	struct env_input in;
	struct head h;

	head_get(&h);
	in = ordinary(&h, &limits);
	in.path_info = "";
	in.path_translated = "/srv/www";
	in.content_length = INT64_MAX;
	check(build(&in), "PATH_INFO", NULL, "an empty path");
	check(build(&in), "PATH_TRANSLATED", NULL, "an empty path");
	check(build(&in), "CONTENT_LENGTH", "9223372036854775807", "large");
	in.redirected = true;
	check(build(&in), "CONTENT_LENGTH", NULL, "redirected");
	in.path = NULL;
	in.pass = pass;
	check(build(&in), "PATH", "/x", "a server without a PATH of its own");
}

/* A head full of fields, few or many of one name. */
static void
test_many(void)
{
	static const struct program_limits limits = { .cap = 0 };
	static char lines[HEAD_MAX_FIELDS][32];
	char **env;
	struct env_input in;
	struct head h;
	bool right = true;

	head_get(&h);
	for (size_t i = 0; i < HEAD_MAX_FIELDS; i++) {
		snprintf(lines[i], sizeof(lines[i]), "X-%zu: %zu", i, i);
		add_line(&h, lines[i]);
	}
	in = ordinary(&h, &limits);
	env = build(&in);
	for (size_t i = 0; i < HEAD_MAX_FIELDS; i++) {
		char name[32], want[32];

		snprintf(name, sizeof(name), "HTTP_X_%zu", i);
		snprintf(want, sizeof(want), "%zu", i);
		if (!slice_eqs(get(env, name), want))
			right = false;
	}
	tap_ok(right && !has_duplicates(env), "as many as a head may have");

	head_get(&h);
	for (size_t i = 0; i < HEAD_MAX_FIELDS; i++)
		add_line(&h, i % 2 == 0 ? "x: a" : "X: b");
	tap_int((long long)get(build(&in), "HTTP_X").n,
	    HEAD_MAX_FIELDS * 3 - 2, "all of one name");
}

static void
test_stream(void)
{
	static struct conf_pair pairs[] = {
		{ "A", "b" }, { "REQUEST_METHOD", "GET" },
		{ "GATEWAY_INTERFACE", "x" }, { "REMOTE_PORT", "7" }
	};
	static char tz[] = "TZ=UTC", protocol[] = "SERVER_PROTOCOL=x";
	static char *pass[] = { tz, protocol, NULL };
	static const struct program_limits limits = {
		.setenv = { .v = pairs, .n = 4 }
	};
	struct env_input in = ordinary(NULL, &limits);

	in.pass = pass;
	tap_is(text_of(build(&in)), SLICE("A=b\nREMOTE_PORT=7\n"
	    "PATH=/usr/bin:/bin\nTZ=UTC\nDATA_DIR=/srv/data\n"
	    "REMOTE_ADDR=198.51.100.7\nSERVER_ADDR=192.0.2.1\n"
	    "SERVER_PORT=8080\nSERVER_SOFTWARE=preforkd/1.0\n"
	    "UNIQUE_ID=abc\n"), "of a stream");
	in.limits = &(struct program_limits){ .cap = 0 };
	in.pass = NULL;
	in.data_dir = NULL;
	in.server_port = in.remote_port = 0;
	in.server_addr = in.remote_addr = "unix:";
	tap_is(text_of(build(&in)), SLICE("PATH=/usr/bin:/bin\n"
	    "REMOTE_ADDR=unix:\nSERVER_ADDR=unix:\n"
	    "SERVER_SOFTWARE=preforkd/1.0\nUNIQUE_ID=abc\n"),
	    "of a stream at a unix socket");
	in = (struct env_input){ .data_dir = "/d", .software = "s/1",
		.path = "/bin", .limits = &limits };
	tap_is(text_of(build(&in)), SLICE("A=b\nREMOTE_PORT=7\n"
	    "PATH=/bin\nDATA_DIR=/d\nSERVER_SOFTWARE=s/1\n"),
	    "of a service");
}

static void
test_passed(void)
{
	static char a[] = "A=b", ab[] = "AB=c", path[] = "PATH=/x";
	static char none[] = "none";
	static char *from[] = { ab, none, a, path, NULL };
	static char *many[2 * ENV_PASS_MAX + 1];
	static const char *v[] = { "A", "none", "PATH" };
	struct conf_words names = { .v = v, .n = 3 };
	char *out[ENV_PASS_MAX + 1];

	env_passed(&names, from, out);
	tap_ok(out[0] == a && out[1] == path && out[2] == NULL,
	    "those that pass_env names, in its order");
	tap_ok(env_passes_path(&names), "PATH is one of them");
	names.n = 2;
	tap_ok(!env_passes_path(&names), "or is not");
	for (size_t i = 0; i < 2 * ENV_PASS_MAX; i++)
		many[i] = a;
	env_passed(&names, many, out);
	tap_ok(out[ENV_PASS_MAX - 1] == a && out[ENV_PASS_MAX] == NULL,
	    "an environment with many of one name");
}

/* Every size of arena that is too small says so and writes nothing beyond. */
static void
test_full(void)
{
	static const struct program_limits limits = { .cap = 0 };
	struct env_input in;
	struct head h;
	struct arena a;
	size_t need;
	bool refused = true;

	head_get(&h);
	add_line(&h, "Host: a");
	add_line(&h, "Host: b");
	in = ordinary(&h, &limits);
	arena_init(&a, memory, sizeof(memory));
	(void)env_build(&in, &a);
	need = a.used;
	for (size_t cap = 0; cap < need; cap++) {
		memory[cap] = '#';
		arena_init(&a, memory, cap);
		if (env_build(&in, &a) != NULL || memory[cap] != '#')
			refused = false;
	}
	tap_ok(refused, "an arena that is too small");
	arena_init(&a, memory, need);
	tap_ok(env_build(&in, &a) != NULL, "and one that just fits");
}

int
main(void)
{
	test_ordinary();
	test_otherwise();
	test_values();
	check_rows(field_rows, sizeof(field_rows) / sizeof(field_rows[0]));
	check_rows(rank_rows, sizeof(rank_rows) / sizeof(rank_rows[0]));
	test_many();
	test_stream();
	test_passed();
	test_full();
	return tap_done();
}
