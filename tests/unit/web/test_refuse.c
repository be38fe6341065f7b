/*
 * Forms that are refused before their handler runs: what the application may
 * make of them, and when it is not asked.
 */
#include <string.h>

#include "tap.h"
#include "web/test.h"
#include "web/web.h"

enum { MUCH = 1 << 20 };

static int
do_form(struct web *w)
{
	web_html(w, "done");
	return 200;
}

static int
refused(struct web *w, enum web_refusal why)
{
	static const char *const words[] = { [WEB_NO_LOGIN] = "login",
	    [WEB_NO_COOKIE] = "cookie", [WEB_OLD_FORM] = "old" };
	const struct val *typed = web_typed(w), *one;

	if (web_query(w, "no") != NULL)
		return -1;
	web_html(w, "refused %s:", words[why]);
	for (size_t i = 0; i < val_size(typed); i++) {
		one = val_at(typed, i);
		web_html(w, " %s=%s%s;", val_getstr(one, "name"),
		    val_getstr(one, "value"), val_getstr(one, "file"));
	}
	return 403;
}

static const struct web_route routes[] = {
	{ "GET", "/form", do_form, R_PUBLIC },
	{ "POST", "/form", do_form, R_LOGIN },
	{ "POST", "/open", do_form, R_PUBLIC },
	{ "POST", "/stream", do_form, R_LOGIN | R_STREAM },
	{ 0 }
};

static const struct web_app app = { .name = "refuse", .title = "Refuse",
    .routes = routes, .login = "/login", .refused = refused };
static const struct web_app plain = { .name = "plain", .title = "Plain",
    .routes = routes, .login = "/login" };

static const char form_type[] = "application/x-www-form-urlencoded";

static int
send(struct web_test *t, const char *path, const char *type, const char *body)
{
	struct test_request r = { .method = "POST", .path = path,
	    .type = type, .body = body, .size = strlen(body) };

	return test_send(t, &r);
}

static void
test_ours(struct web_test *t)
{
	test_with(t, "Origin", "http://localhost");
	tap_int(send(t, "/form", form_type, "a=1&a=2&b=%3Cb%3E&csrf=x&pw=y"),
	    403, "nobody is logged in");
	tap_ok(strcmp(test_body(t), "refused login: a=1; a=2; "
	    "b=&lt;b&gt;;") == 0, "what was typed, without secrets");
	test_with(t, "Sec-Fetch-Site", "same-origin");
	tap_int(send(t, "/form", "multipart/form-data; boundary=B",
	    "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n"
	    "--B\r\nContent-Disposition: form-data; name=\"f\"; "
	    "filename=\"n.txt\"\r\n\r\nbytes\r\n--B--\r\n"), 403, "a file");
	tap_ok(test_has(t, "a=1; f=n.txt;"), "has its name only");
	test_with(t, "Origin", "http://localhost");
	tap_int(send(t, "/open", form_type, "a=1"), 403, "no cookie");
	tap_ok(test_has(t, "refused cookie: a=1;"), "is told so");
	test_user(t, "ann");
	test_get(t, "/form");
	test_with(t, "Origin", "http://localhost");
	tap_int(send(t, "/form", form_type, "a=1&csrf=00"), 403,
	    "a token of another login");
	tap_ok(test_has(t, "refused old: a=1;"), "is told so");
	test_with(t, "Origin", "http://localhost");
	tap_int(send(t, "/form?no=1", form_type, "a=1&csrf=00"), 403,
	    "it need not make a page");
	tap_ok(test_has(t, "no longer valid"), "and the usual one is shown");
	test_forget(t);
}

static void
test_others(struct web_test *t)
{
	static char much[MUCH + 3];

	tap_int(send(t, "/form", form_type, "a=1"), 403,
	    "a form of who knows whom");
	tap_ok(!test_has(t, "refused"), "is not shown again");
	test_with(t, "Origin", "http://evil.example");
	send(t, "/form", form_type, "a=1");
	tap_ok(test_status(t) == 403 && !test_has(t, "refused"),
	    "nor one of another site");
	test_with(t, "Sec-Fetch-Site", "cross-site");
	test_with(t, "Origin", "http://localhost");
	send(t, "/form", form_type, "a=1");
	tap_ok(test_status(t) == 403 && !test_has(t, "refused"),
	    "whatever else it says");
	test_with(t, "Origin", "null");
	send(t, "/form", form_type, "a=1");
	tap_ok(test_status(t) == 403 && !test_has(t, "refused"),
	    "nor one of no site");
	memset(much, 'a', MUCH + 2);
	test_with(t, "Origin", "http://localhost");
	send(t, "/form", form_type, much);
	tap_ok(test_status(t) == 403 && !test_has(t, "refused"),
	    "nor one that is too much");
	test_with(t, "Origin", "http://localhost");
	send(t, "/stream", form_type, "a=1");
	tap_ok(test_status(t) == 403 && !test_has(t, "refused"),
	    "nor a stream");
	test_with(t, "Origin", "http://localhost");
	send(t, "/form", "application/json", "{}");
	tap_ok(test_status(t) == 403 && !test_has(t, "refused"),
	    "nor what is no form");
}

static void
test_plain(void)
{
	struct web_test *t = test_new(&plain);

	test_with(t, "Origin", "http://localhost");
	tap_int(send(t, "/form", form_type, "a=1"), 403,
	    "an application without it");
	tap_ok(test_has(t, "Please log in first."), "has the usual page");
	test_free(t);
}

int
main(void)
{
	struct web_test *t = test_new(&app);

	test_ours(t);
	test_others(t);
	test_free(t);
	test_plain();
	return tap_done();
}
