/*
 * Questions to a request: paths, fields, forms, bodies, and their limits.
 */
#include "web/ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tap.h"
#include "web/form.h"
#include "web/json.h"
#include "web/test.h"
#include "web/web.h"

static const char *
or_dash(const char *s)
{
	return s == NULL ? "-" : s;
}

static int
show(struct web *w)
{
	web_type(w, "text/plain");
	web_rawf(w, "%s %s a=%s x=%s c=%s url=%s secure=%d", web_method(w),
	    web_path(w), or_dash(web_query(w, "a")),
	    or_dash(web_header(w, "X-Test")), or_dash(web_cookie(w, "c")),
	    web_url(w, "/b?n=%d", 1), web_secure(w));
	return 200;
}

static int
arrived(struct web *w)
{
	web_rawf(w, "%lld", web_arrived(w) - web_now(w));
	return 200;
}

static int
args(struct web *w)
{
	web_rawf(w, "%lld|%s|%s", web_argi(w, "id"), web_arg(w, "rest"),
	    web_arg(w, "none"));
	return 200;
}

static const struct web_field fields[] = {
	{ "name", F_LINE, .min = 1, .max = 10, .required = 1 },
	{ "age", F_INT, .min = 1, .max = 150 },
	{ .name = "size", .kind = F_REAL },
	{ "tag", F_NAME, .many = 1 },
	{ .name = "password", .kind = F_LINE },
	{ "file", F_FILE, .max = 10 },
	{ 0 }
};

static void
show_errors(struct web *w)
{
	struct val *list = val_get(web_form_model(w), "errors");

	for (size_t i = 0; i < val_size(list); i++)
		web_rawf(w, "%s: %s; ", val_getstr(val_at(list, i), "name"),
		    val_getstr(val_at(list, i), "what"));
}

static void
show_values(struct web *w)
{
	const struct web_file *file = web_upload(w, "file");
	char bytes[16] = "";
	const char *tag;

	web_rawf(w, "name=%s age=%lld size=%g", web_str(w, "name", "-"),
	    web_int(w, "age", -1), web_real(w, "size", -1));
	for (size_t i = 0; (tag = web_nth(w, "tag", i)) != NULL; i++)
		web_rawf(w, " tag=%s", tag);
	if (file != NULL && read(file->fd, bytes, sizeof(bytes) - 1) >= 0)
		web_rawf(w, " %s(%s,%lld)=%s", file->name, file->type,
		    file->size, bytes);
}

static int
form(struct web *w)
{
	int status = web_form(w, fields);

	web_type(w, "text/plain");
	if (status != 0 && status != 422)
		return web_fail(w, status, NULL);
	if (status == 422)
		show_errors(w);
	else
		show_values(w);
	return status == 0 ? 200 : status;
}

/* The model of a form, as JSON. */
static int
model(struct web *w)
{
	if (web_form(w, fields) == 0)
		web_reject(w, "name", "is taken by %s", "another");
	return web_json(w, web_form_model(w));
}

static int
problem(struct web *w)
{
	return web_fail(w, web_form(w, fields), NULL);
}

static int
body_json(struct web *w)
{
	struct val *v = web_body_json(w);

	if (v == NULL)
		return web_fail(w, web_body_status(w), NULL);
	return web_json(w, v);
}

static int
raw_body(struct web *w)
{
	char block[7];
	long long total = 0;
	ssize_t n;

	while ((n = web_read(w, block, sizeof(block))) > 0)
		total += n;
	web_rawf(w, "%lld %zd", total, n);
	return 200;
}

static int
eat_memory(struct web *w)
{
	(void)mem_alloc(web_mem(w), 1 << 30);
	return 200;
}

static const struct web_route routes[] = {
	{ "GET", "/", show, R_PUBLIC },
	{ "GET", "/show/{x:path}", show, R_PUBLIC },
	{ "GET", "/arrived", arrived, R_PUBLIC },
	{ "GET", "/args/{id:int}/{rest:path}", args, R_PUBLIC },
	{ "*", "/form", form, R_NO_CSRF },
	{ "POST", "/model", model, R_NO_CSRF },
	{ "POST", "/problem", problem, R_NO_CSRF },
	{ "POST", "/json", body_json, R_NO_CSRF },
	{ "*", "/raw", raw_body, R_NO_CSRF | R_STREAM },
	{ "GET", "/eat", eat_memory, R_PUBLIC },
	{ "GET", "/private", show, R_LOGIN },
	{ 0 }
};

static const struct web_app app = {
	.name = "demo", .title = "Demo", .routes = routes, .login = "/login",
	.max_body = 4000, .max_memory = 1 << 20
};

static const struct web_app tight = {
	.name = "tight", .title = "Tight", .routes = routes,
	.max_body = 8 << 20, .max_memory = 1 << 18
};

static void
body_is(struct web_test *t, const char *want, const char *name)
{
	tap_is(slice_of(test_body(t), test_size(t)), slice_str(want), "%s",
	    name);
}

#define URLENCODED	"application/x-www-form-urlencoded"

static int
send(struct web_test *t, const char *path, const char *type, const char *body)
{
	const struct test_request request = { .method = "POST", .path = path,
	    .type = type, .body = body,
	    .size = body == NULL ? 0 : strlen(body) };

	return test_send(t, &request);
}

static void
test_request(struct web_test *t)
{
	test_get(t, "/");
	body_is(t, "GET / a=- x=- c=- url=/b?n=1 secure=0", "nothing special");
	test_with(t, "X-Test", "1");
	test_with(t, "Cookie", "b=1; c=2; c=3");
	test_with(t, ":script", "/cgi bin/demo");
	test_with(t, ":scheme", "https");
	test_get(t, "/show/a%20b?a=c+d%26&a=2");
	body_is(t, "GET /show/a b a=c d& x=1 c=2 "
	    "url=/cgi%20bin/demo/b?n=1 secure=1", "all of it");
	test_with(t, "X-Forwarded-Proto", "https");
	test_with(t, "X-Forwarded-Host", "elsewhere");
	test_get(t, "/");
	body_is(t, "GET / a=- x=- c=- url=/b?n=1 secure=0",
	    "a client cannot say where it came from");
	test_get(t, "/args/42/a/b.c");
	body_is(t, "42|a/b.c|", "arguments of the path");
	tap_int(test_get(t, "/args/-1/a"), 404, "an argument of another kind");
	tap_int(test_get(t, "/private"), 303, "for who is logged in");
	tap_is(slice_str(test_header(t, "Location")),
	    slice_str("/login?to=%2Fprivate"), "sent to log in");
}

static const struct {
	const char	*script, *base, *want;
} bases[] = {
	{ "/demo", "", "GET /show/a a=- x=- c=- url=/demo/b?n=1 secure=0" },
	{ "/demo", "/demo",
	    "GET /show/a a=- x=- c=- url=/demo/b?n=1 secure=0" },
	{ "/demo/show", "/demo",
	    "GET /show/show/a a=- x=- c=- url=/demo/b?n=1 secure=0" },
	{ "/demos", "/demo",
	    "GET /show/a a=- x=- c=- url=/demos/b?n=1 secure=0" },
	{ "/other", "/demo",
	    "GET /show/a a=- x=- c=- url=/other/b?n=1 secure=0" }
};

static void
test_base(struct web_test *t)
{
	for (size_t i = 0; i < sizeof(bases) / sizeof(bases[0]); i++) {
		test_with(t, ":script", bases[i].script);
		test_with(t, ":WEB_BASE", bases[i].base);
		test_get(t, "/show/a");
		body_is(t, bases[i].want, bases[i].script);
	}
}

static const struct {
	const char	*name, *form;
	int		 status;
	const char	*want;
} forms[] = {
	{ "all fields", "name=J%C3%BC+%2B&age=7&size=1.5&tag=a&tag=b&csrf=x",
	    200, "name=J\xc3\xbc + age=7 size=1.5 tag=a tag=b" },
	{ "only what must be", "name=a", 200, "name=a age=-1 size=-1" },
	{ "an empty number", "name=a&age=", 200, "name=a age=-1 size=-1" },
	{ "a required field is missing", "age=7", 422, "name: is missing; " },
	{ "nothing at all", "", 422, "name: is missing; " },
	{ "twice", "name=a&name=b", 422, "name: is there twice; " },
	{ "a file that is text", "name=a&file=x", 400, NULL },
	{ "an unknown name", "name=a&x=1", 400, NULL }
};

static void
test_forms(struct web_test *t)
{
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		tap_int(send(t, "/form", URLENCODED, forms[i].form),
		    forms[i].status, "%s", forms[i].name);
		if (forms[i].want != NULL)
			body_is(t, forms[i].want, "its answer");
	}
	test_get(t, "/form?name=a&utm=x&age=200");
	tap_int(test_status(t), 422, "a query is checked");
	tap_ok(test_has(t, "age: ") && !test_has(t, "utm"),
	    "and its unknown names passed over");
	tap_int(send(t, "/form", "application/json", "{}"), 415,
	    "another type");
	tap_int(send(t, "/form", "Application/X-WWW-Form-URLEncoded; "
	    "charset=UTF-8", "name=a"), 200, "the type's case is none");
}

static void
test_models(struct web_test *t)
{
	send(t, "/model", URLENCODED, "name=a&password=hidden&csrf=hidden");
	tap_ok(!test_has(t, "hidden"), "secrets are not shown again");
	tap_ok(test_has(t, "\"error\":{\"name\":\"is taken by another\"}"),
	    "a mistake that the handler found");
	send(t, "/model", URLENCODED, "name=a&new_pw=hidden&pass=hidden&"
	    "passphrase=hidden&api_token=hidden&Secret=hidden");
	tap_ok(!test_has(t, "hidden"), "whatever they are called");
	send(t, "/model", URLENCODED, "name=much+too+long&age=x");
	tap_ok(test_has(t, "\"value\":{\"name\":\"much too long\","
	    "\"age\":\"x\"}"), "what was typed");
	test_with(t, "Accept", "application/json");
	tap_int(send(t, "/problem", URLENCODED, "age=0"), 422, "for programs");
	tap_ok(test_has(t, "\"errors\":{\"age\":") &&
	    test_has(t, "\"name\":\"is missing\"}"), "field by field");
}

#define PART	"--B\r\nContent-Disposition: form-data; name="

static const struct {
	const char	*name, *body;
	int		 status;
	const char	*want;
} uploads[] = {
	{ "a file", PART "\"name\"\r\n\r\na\r\n" PART "\"file\"; "
	    "filename=\"C:\\\\x\\\\../.y.txt\"\r\nContent-Type: text/x\r\n\r\n"
	    "bytes\r\n--B--\r\n", 200,
	    "name=a age=-1 size=-1 y.txt(text/x,5)=bytes" },
	{ "none was chosen", PART "\"name\"\r\n\r\na\r\n" PART "\"file\"; "
	    "filename=\"\"\r\n\r\n\r\n--B--\r\n", 200,
	    "name=a age=-1 size=-1" },
	{ "too large", PART "\"name\"\r\n\r\na\r\n" PART "\"file\"; "
	    "filename=\"x\"\r\n\r\n12345678901\r\n--B--\r\n", 422,
	    "file: must be at most 10 bytes; " },
	{ "two of them", PART "\"name\"\r\n\r\na\r\n" PART "\"file\"; "
	    "filename=\"x\"\r\n\r\n1\r\n" PART "\"file\"; filename=\"y\""
	    "\r\n\r\n2\r\n--B--\r\n", 422, "file: is there twice; " },
	{ "in another field", PART "\"name\"; filename=\"x\"\r\n\r\na\r\n"
	    "--B--\r\n", 400, NULL },
	{ "not whole", PART "\"name\"\r\n\r\na\r\n--B", 400, NULL }
};

static void
test_uploads(struct web_test *t)
{
	for (size_t i = 0; i < sizeof(uploads) / sizeof(uploads[0]); i++) {
		tap_int(send(t, "/form", "multipart/form-data; boundary=B",
		    uploads[i].body), uploads[i].status, "%s",
		    uploads[i].name);
		if (uploads[i].want != NULL)
			body_is(t, uploads[i].want, "its answer");
	}
	tap_int(send(t, "/form", "multipart/form-data", "x"), 415,
	    "no boundary");
}

static const struct {
	const char	*name, *type, *body;
	int		 status;
} bodies[] = {
	{ "JSON", "application/json", "{\"a\":[1,null]}", 200 },
	{ "a type that ends so", "application/merge-patch+json", "{}", 200 },
	{ "with a parameter", "application/json; charset=utf-8", "[]", 200 },
	{ "malformed", "application/json", "{\"a\":}", 400 },
	{ "empty", "application/json", "", 400 },
	{ "two values", "application/json", "{} {}", 400 },
	{ "another type", "text/plain", "{}", 415 },
	{ "no type", NULL, "{}", 415 }
};

static void
test_json(struct web_test *t)
{
	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++)
		tap_int(send(t, "/json", bodies[i].type, bodies[i].body),
		    bodies[i].status, "%s", bodies[i].name);
	send(t, "/json", "application/json", " [1, \"a\"] ");
	body_is(t, "[1,\"a\"]", "its value");
}

/* A body of n bytes: "name=aaa...". */
static char *
long_body(size_t n)
{
	char *body = malloc(n + 1);

	if (body == NULL)
		exit(1);
	memset(body, 'a', n);
	memcpy(body, "name=", 5);
	body[n] = '\0';
	return body;
}

static void
test_limits(struct web_test *t)
{
	struct web_test *small = test_new(&tight);
	char *body = long_body(4000), *more = long_body(4 << 20);

	tap_int(send(t, "/form", URLENCODED, body), 422, "4000 bytes");
	more[4001] = '\0';
	tap_int(send(t, "/form", URLENCODED, more), 413, "one more");
	tap_int(send(t, "/json", "application/json", more), 413,
	    "one more of JSON");
	tap_int(send(t, "/raw", "text/plain", more), 200,
	    "who reads it counts by itself");
	body_is(t, "4001 0", "all of it");
	more[4001] = 'a';
	tap_int(send(small, "/form", URLENCODED, more), 413,
	    "a body that does not fit into memory");
	tap_int(send(small, "/json", "application/json", more), 413,
	    "nor as JSON");
	tap_int(test_get(small, "/eat"), 500, "a handler that wants too much");
	tap_int(test_get(small, "/"), 200, "the next is fine");
	free(body);
	free(more);
	test_free(small);
}

static void
test_lengths(struct web_test *t)
{
	test_with(t, "Content-Length", "100");
	tap_int(send(t, "/form", URLENCODED, "name=a"), 400,
	    "a body that ends early");
	test_with(t, "Content-Length", "100");
	send(t, "/raw", "text/plain", "12345678");
	body_is(t, "8 -1", "is noticed by who reads it");
	test_with(t, "Content-Length", "3");
	send(t, "/raw", "text/plain", "12345678");
	body_is(t, "3 0", "no more than was said");
	test_with(t, "Content-Length", "x");
	send(t, "/raw", "text/plain", "12345678");
	body_is(t, "0 0", "a length that is none");
	test_get(t, "/raw");
	body_is(t, "0 0", "GET has no body");
}

static void
test_arrival(struct web_test *t)
{
	test_get(t, "/arrived");
	body_is(t, "0", "with a clock that stands still");
}

int
main(void)
{
	struct web_test *t = test_new(&app);

	test_request(t);
	test_base(t);
	test_forms(t);
	test_models(t);
	test_uploads(t);
	test_json(t);
	test_limits(t);
	test_lengths(t);
	test_arrival(t);
	test_free(t);
	return tap_done();
}
