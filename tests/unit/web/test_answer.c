/*
 * Answers: heads that cannot be torn, errors, files, streams, debug pages.
 */
#include "web/answer.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tap.h"
#include "web/folder.h"
#include "web/test.h"
#include "web/web.h"

/* The query says what to do, so that a test is one line. */
static int
set_field(struct web *w)
{
	web_set(w, web_query(w, "name"), "%s", web_query(w, "value"));
	web_raw(w, "body", 4);
	return 200;
}

static int
set_twice(struct web *w)
{
	web_set(w, "X-One", "first");
	web_set(w, "x-one", "second");
	web_add(w, "X-Many", "a");
	web_add(w, "X-Many", "b");
	web_type(w, "text/plain");
	return 200;
}

static int
set_many(struct web *w)
{
	for (int i = 0; i < 40; i++)
		web_add(w, "X-Many", "%d", i);
	return 200;
}

static int
give_status(struct web *w)
{
	if (web_query(w, "text") != NULL)
		web_html(w, "%s", web_query(w, "text"));
	return (int)web_argi(w, "status");
}

static int
give_negative(struct web *w)
{
	(void)w;
	return -1;
}

static int
fail(struct web *w)
{
	web_html(w, "half a page");
	web_set(w, "ETag", "\"x\"");
	web_set(w, "X-Mine", "x");
	web_set(w, "Retry-After", "5");
	web_add(w, "Set-Cookie", "a=b");
	return web_fail(w, (int)web_argi(w, "status"), "Not <%s>.", "today");
}

static int
broken(struct web *w)
{
	return web_broken(w, "the %s is full\nof <lines>", "disk");
}

static int
html(struct web *w)
{
	web_html(w, "<p title=\"%s\">%d%%</p>", web_query(w, "s"), 5);
	web_rawf(w, "%s", "<br>");
	return 200;
}

static int
json(struct web *w)
{
	struct val *v = val_object(web_mem(w));

	val_set(v, "a", "</script>");
	return web_json(w, v);
}

static int
see(struct web *w)
{
	return web_see(w, "/list?q=%s", "a");
}

static int
local(struct web *w)
{
	web_rawf(w, "%s", web_local(w, web_query(w, "to"), "no"));
	return 200;
}

static int
send_file(struct web *w)
{
	int fd;

	if (folder_save(web_data(w), "file", "0123456789", 10) == -1)
		return 507;
	fd = folder_read(web_data(w), "file");
	return web_send(w, fd, "text/plain", web_query(w, "as"));
}

static int
send_folder(struct web *w)
{
	return web_send(w, dup(web_data(w)), "text/plain", NULL);
}

static int
fresh(struct web *w)
{
	int status = web_fresh(w, "v1", 1700000000);

	if (status != 0)
		return status;
	web_raw(w, "body", 4);
	return 200;
}

static int
stream(struct web *w)
{
	web_type(w, "text/plain");
	web_raw(w, "one ", 4);
	if (web_stream(w, 202) == -1)
		return 500;
	web_set(w, "X-Late", "x");
	web_raw(w, "two ", 4);
	(void)web_flush(w);
	web_raw(w, "three", 5);
	return 500;
}

static int
stream_fails(struct web *w)
{
	web_raw(w, "part", 4);
	(void)web_stream(w, 200);
	return web_fail(w, 500, "too late");
}

static int
events(struct web *w)
{
	(void)web_event(w, NULL, NULL, NULL);
	(void)web_event(w, "na\nme", "7\r\nid: 8", "one\ntwo\r\nthree\rfour");
	(void)web_event(w, NULL, NULL, "");
	return 200;
}

static int
fill_memory(struct web *w)
{
	for (;;)
		web_raw(w, "0123456789012345678901234567890123456789", 40);
	return 200;
}

static const struct web_route routes[] = {
	{ "GET", "/set", set_field, R_PUBLIC },
	{ "GET", "/twice", set_twice, R_PUBLIC },
	{ "GET", "/many", set_many, R_PUBLIC },
	{ "GET", "/status/{status:int}", give_status, R_PUBLIC },
	{ "GET", "/negative", give_negative, R_PUBLIC },
	{ "*", "/fail/{status:int}", fail, R_NO_CSRF },
	{ "GET", "/broken", broken, R_PUBLIC },
	{ "GET", "/html", html, R_PUBLIC },
	{ "GET", "/json", json, R_PUBLIC },
	{ "POST", "/see", see, R_NO_CSRF },
	{ "GET", "/local", local, R_PUBLIC },
	{ "GET", "/file", send_file, R_PUBLIC },
	{ "GET", "/folder", send_folder, R_PUBLIC },
	{ "GET", "/fresh", fresh, R_PUBLIC },
	{ "GET", "/stream", stream, R_PUBLIC },
	{ "GET", "/stream/fails", stream_fails, R_PUBLIC },
	{ "GET", "/events", events, R_PUBLIC },
	{ "GET", "/full", fill_memory, R_PUBLIC },
	{ 0 }
};

static const struct web_app app = {
	.name = "demo", .title = "Demo", .routes = routes,
	.max_memory = 1 << 20
};

static void
body_is(struct web_test *t, const char *want, const char *name)
{
	tap_is(slice_of(test_body(t), test_size(t)), slice_str(want), "%s",
	    name);
}

static void
field_is(struct web_test *t, const char *field, const char *want)
{
	const char *value = test_header(t, field);

	tap_is(slice_str(value == NULL ? "(none)" : value), slice_str(want),
	    "%s", field);
}

static const struct {
	const char	*name, *query;
	int		 status;
} fields[] = {
	{ "a field", "name=X-A&value=b%20c", 200 },
	{ "UTF-8", "name=X-A&value=%C3%BC", 200 },
	{ "LF in a value", "name=X-A&value=b%0ASet-Cookie:%20c=d", 500 },
	{ "CR in a value", "name=X-A&value=b%0D", 500 },
	{ "a control byte", "name=X-A&value=%01", 500 },
	{ "DEL", "name=X-A&value=%7F", 500 },
	{ "LF in a name", "name=X-A:%20b%0AX-B&value=c", 500 },
	{ "a blank in a name", "name=X%20A&value=c", 500 },
	{ "no name", "name=&value=c", 500 }
};

static void
test_fields(struct web_test *t)
{
	char path[128];

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		(void)snprintf(path, sizeof(path), "/set?%s",
		    fields[i].query);
		tap_int(test_get(t, path), fields[i].status, "%s",
		    fields[i].name);
		tap_ok(test_header(t, "Set-Cookie") == NULL &&
		    test_header(t, "X-B") == NULL, "no field of a stranger");
	}
	test_get(t, "/twice");
	field_is(t, "X-One", "second");
	field_is(t, "X-Many", "a");
	field_is(t, "Content-Type", "text/plain");
	tap_int(test_get(t, "/many"), 500, "more fields than there is room");
}

static const struct {
	const char	*path;
	int		 status;
} statuses[] = {
	{ "/status/200", 200 }, { "/status/204", 204 }, { "/status/599", 599 },
	{ "/status/0", 500 }, { "/status/42", 500 }, { "/status/101", 500 },
	{ "/status/600", 500 }, { "/status/999999", 500 }, { "/negative", 500 },
	{ "/status/404", 404 }, { "/nothing", 404 }
};

static void
test_statuses(struct web_test *t)
{
	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++)
		tap_int(test_get(t, statuses[i].path), statuses[i].status,
		    "%s", statuses[i].path);
	test_get(t, "/status/404");
	tap_ok(test_has(t, "<h1>Not Found</h1>"), "an error gets a page");
	test_get(t, "/status/404?text=mine");
	body_is(t, "mine", "unless it has one");
	test_get(t, "/status/204?text=x");
	body_is(t, "", "204 has no body");
	tap_ok(test_header(t, "Content-Type") == NULL, "and no type");
	field_is(t, "Content-Length", "(none)");
}

static void
test_methods(struct web_test *t)
{
	struct test_request options = { .method = "OPTIONS" };

	tap_int(test_head(t, "/html?s=x"), 200, "HEAD");
	body_is(t, "", "has no body");
	field_is(t, "Content-Length", "23");
	options.path = "/html";
	tap_int(test_send(t, &options), 204, "OPTIONS");
	field_is(t, "Allow", "GET, HEAD");
	options.path = "/nothing";
	tap_int(test_send(t, &options), 404, "OPTIONS of nothing");
	tap_int(test_post(t, "/html", ""), 405, "POST to a page");
	field_is(t, "Allow", "GET, HEAD");
	options.path = "/html";
	options.method = "BREW";
	tap_int(test_send(t, &options), 405, "a method for other pages");
}

static void
test_errors(struct web_test *t)
{
	tap_int(test_get(t, "/fail/403"), 403, "an error");
	tap_ok(test_has(t, "<p>Not &lt;today&gt;.</p>"), "in words");
	tap_ok(!test_has(t, "half a page"), "without what was written");
	field_is(t, "ETag", "(none)");
	field_is(t, "X-Mine", "(none)");
	field_is(t, "Retry-After", "5");
	tap_ok(test_cookie(t, "a") != NULL, "cookies stay");
	test_with(t, "Accept", "application/json");
	tap_int(test_get(t, "/fail/409"), 409, "for a program");
	field_is(t, "Content-Type", "application/problem+json");
	body_is(t, "{\"status\":409,\"title\":\"Conflict\","
	    "\"detail\":\"Not \\u003ctoday\\u003e.\"}", "as RFC 9457 says");
	test_with(t, "Accept", "text/html, application/json;q=0.9");
	test_get(t, "/fail/409");
	field_is(t, "Content-Type", "text/html; charset=utf-8");
	tap_int(test_get(t, "/broken"), 500, "a mistake of ours");
	tap_ok(!test_has(t, "disk"), "tells strangers nothing");
}

static void
test_bodies(struct web_test *t)
{
	test_get(t, "/html?s=%22%3E%3Cb%3E%26%27");
	body_is(t, "<p title=\"&quot;&gt;&lt;b&gt;&amp;&#39;\">5%</p><br>",
	    "what is printed is harmless");
	field_is(t, "Content-Type", "text/html; charset=utf-8");
	field_is(t, "X-Content-Type-Options", "nosniff");
	field_is(t, "Referrer-Policy", "same-origin");
	field_is(t, "Cache-Control", "no-cache");
	tap_ok(test_header(t, "Content-Security-Policy") != NULL &&
	    strstr(test_header(t, "Content-Security-Policy"), "unsafe") == NULL,
	    "a policy without inline scripts");
	test_get(t, "/json");
	field_is(t, "Content-Type", "application/json");
	tap_ok(!test_has(t, "</script>"), "JSON is harmless in a page");
	test_with(t, ":script", "/a b");
	tap_int(test_post(t, "/see", ""), 303, "sent on");
	field_is(t, "Location", "/a%20b/list?q=a");
}

static const struct {
	const char	*to, *want;
} places[] = {
	{ "/", "/" }, { "/list?a=b%23c", "/list?a=b#c" }, { "", "no" },
	{ "list", "no" }, { "//elsewhere", "no" }, { "/\\elsewhere", "no" },
	{ "\\\\elsewhere", "no" }, { "https://elsewhere", "no" },
	{ "javascript:alert(1)", "no" }, { "/%09/elsewhere", "no" },
	{ "/%0A/elsewhere", "no" }, { "/a\\b", "no" }, { "%20/a", "no" },
	{ "/a//b", "/a//b" }, { "/a%7Fb", "no" }
};

static void
test_places(struct web_test *t)
{
	char path[128];

	test_get(t, "/local");
	body_is(t, "no", "no place is none");
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		(void)snprintf(path, sizeof(path), "/local?to=%s",
		    places[i].to);
		test_get(t, path);
		body_is(t, places[i].want, places[i].to);
	}
}

static const struct {
	const char	*field, *value;
	int		 status;
	const char	*body;
} conditions[] = {
	{ "Range", "bytes=2-4", 206, "234" },
	{ "Range", "bytes=-3", 206, "789" },
	{ "Range", "bytes=7-100", 206, "789" },
	{ "Range", "bytes=0-1,5-6", 200, "0123456789" },
	{ "Range", "lines=1-2", 200, "0123456789" },
	{ "Range", "bytes=5-2", 200, "0123456789" },
	{ "If-None-Match", "*", 304, "" },
	{ "If-None-Match", "\"other\"", 200, "0123456789" },
	{ "If-Match", "*", 200, "0123456789" },
	{ "If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT", 200,
	    "0123456789" }
};

static void
test_files(struct web_test *t)
{
	tap_int(test_get(t, "/file"), 200, "a file");
	body_is(t, "0123456789", "its bytes");
	field_is(t, "Accept-Ranges", "bytes");
	field_is(t, "Content-Security-Policy", "default-src 'none'; sandbox");
	for (size_t i = 0; i < sizeof(conditions) / sizeof(conditions[0]);
	    i++) {
		test_with(t, conditions[i].field, conditions[i].value);
		tap_int(test_get(t, "/file"), conditions[i].status, "%s: %s",
		    conditions[i].field, conditions[i].value);
		body_is(t, conditions[i].body, "and its bytes");
	}
	test_with(t, "Range", "bytes=10-");
	tap_int(test_get(t, "/file"), 416, "behind its end");
	field_is(t, "Content-Range", "bytes */10");
	test_with(t, "If-Match", "\"other\"");
	tap_int(test_get(t, "/file"), 412, "another one was expected");
	test_with(t, "Range", "bytes=2-4");
	test_with(t, "If-Range", "\"other\"");
	tap_int(test_get(t, "/file"), 200, "a part of another one");
	tap_int(test_head(t, "/file"), 200, "HEAD of a file");
	field_is(t, "Content-Length", "10");
	body_is(t, "", "sends none of it");
	test_get(t, "/file?as=%C3%BC%22%0D%0AX:%20y/.html");
	field_is(t, "Content-Disposition", "attachment; filename="
	    "\"_____X: y_.html\"; filename*=UTF-8''"
	    "%C3%BC%22%0D%0AX%3A%20y%2F.html");
	tap_int(test_get(t, "/folder"), 500, "a folder is no file");
}

static void
test_fresh(struct web_test *t)
{
	tap_int(test_get(t, "/fresh"), 200, "for the first time");
	field_is(t, "ETag", "\"v1\"");
	field_is(t, "Last-Modified", "Tue, 14 Nov 2023 22:13:20 GMT");
	test_with(t, "If-None-Match", "W/\"v1\", \"v0\"");
	tap_int(test_get(t, "/fresh"), 304, "the client has it");
	field_is(t, "ETag", "\"v1\"");
	body_is(t, "", "and gets no other");
	test_with(t, "If-Modified-Since", "Tue, 14 Nov 2023 22:13:20 GMT");
	tap_int(test_get(t, "/fresh"), 304, "by its date");
	test_with(t, "If-Match", "\"v0\"");
	tap_int(test_get(t, "/fresh"), 412, "the client wants another");
}

static void
test_streams(struct web_test *t)
{
	tap_int(test_get(t, "/stream"), 202, "the status that was sent");
	body_is(t, "one two three", "all pieces");
	field_is(t, "X-Late", "(none)");
	field_is(t, "Content-Length", "(none)");
	tap_int(test_get(t, "/stream/fails"), 200, "too late for an error");
	body_is(t, "part", "and for its page");
	test_get(t, "/events");
	field_is(t, "Content-Type", "text/event-stream");
	field_is(t, "Cache-Control", "no-store");
	body_is(t, ":\n\nevent: na\nid: 7\ndata: one\ndata: two\n"
	    "data: three\ndata: four\n\ndata: \n\n", "events");
}

static void
test_memory(struct web_test *t)
{
	tap_int(test_get(t, "/full"), 500, "an answer without an end");
	tap_ok(test_has(t, "did not fit into memory"), "says so");
	tap_int(test_get(t, "/html?s=x"), 200, "the next is fine");
}

static void
debug(struct web_test *t, const char *address, const char *field)
{
	test_with(t, ":WEB_DEBUG", "1");
	if (address != NULL)
		test_with(t, ":REMOTE_ADDR", address);
	if (field != NULL)
		test_with(t, field, "10.0.0.1");
	test_with(t, "Cookie", "session=hidden-1");
	test_with(t, "Authorization", "Basic hidden-2");
	test_get(t, "/broken?password=hidden-3&seen=this");
}

static void
test_debug(struct web_test *t)
{
	test_get(t, "/broken");
	tap_ok(!test_has(t, "class=\"debug\""), "no debug page by itself");
	debug(t, NULL, NULL);
	if (!tap_ok(test_has(t, "class=\"debug\""), "where it is wanted"))
		tap_note("%.300s", test_body(t));
	tap_ok(test_has(t, "disk is full"), "says what is wrong");
	tap_ok(test_has(t, "of &lt;lines&gt;"), "harmless");
	tap_ok(test_has(t, "this"), "shows what was asked");
	tap_ok(!test_has(t, "hidden"), "masks secrets");
	debug(t, "10.0.0.7", NULL);
	tap_ok(!test_has(t, "class=\"debug\""), "not to another machine");
	debug(t, "::1", NULL);
	tap_ok(test_has(t, "class=\"debug\""), "by IPv6, too");
	debug(t, NULL, "X-Forwarded-For");
	tap_ok(!test_has(t, "class=\"debug\""), "not behind a proxy");
	debug(t, NULL, "Forwarded");
	tap_ok(!test_has(t, "class=\"debug\""), "whatever it says");
	debug(t, NULL, "Via");
	tap_ok(!test_has(t, "class=\"debug\""), "of itself");
}

int
main(void)
{
	struct web_test *t = test_new(&app);

	test_fields(t);
	test_statuses(t);
	test_methods(t);
	test_errors(t);
	test_bodies(t);
	test_places(t);
	test_files(t);
	test_fresh(t);
	test_streams(t);
	test_memory(t);
	test_debug(t);
	test_free(t);
	return tap_done();
}
