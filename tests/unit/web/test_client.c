/*
 * The test client itself: forms, buttons, links, cookies, the clock.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "apps/lib/request.h"
#include "tap.h"
#include "web/form.h"
#include "web/test.h"
#include "web/text.h"
#include "web/web.h"

static const char page[] =
    "<!doctype html><!-- <form action=/no><button>Save</button> -->\n"
    "<title>a < b</title><script>\"<form>\"</script>\n"
    "<p><a href='/echo?a=1&amp;b=2'>One &amp; <b>two</b></a>\n"
    "<a\nhref=/echo>  Three\n  four </a> <a name=x>no</a>\n"
    "<a href=\"next\">near</a> <a href=\"?p=2\">page 2</a>\n"
    "<a href=\"https://elsewhere/\">away</a> <a href=\"//far/\">far</a>\n"
    "<form action=/search><input name=q value=old><select name=s>\n"
    "<option>first<option value=2>second</select><button>Search</button>\n"
    "<button type=button>Not this</button></form>\n"
    "<FORM METHOD=Post ACTION=\"/save\">\n"
    "<input type=hidden name=csrf value=token>\n"
    "<input name=text value=\"&lt;&quot;&#39;&#x41;&#252;&x;\">\n"
    "<input type=checkbox name=c1><input type=checkbox name=c2 checked>\n"
    "<input type=checkbox name=many value=x>"
    "<input type=checkbox name=many value=y>\n"
    "<input type=radio name=r value=1 checked>"
    "<input type=radio name=r value=2>\n"
    "<textarea name=area>\nline <b> &amp;\n</textarea>\n"
    "<select name=pick><option value=a>A<option value=b selected>B"
    "<option>C</option></select>\n"
    "<select name=more multiple><option>m<option selected>n</select>\n"
    "<input name=off value=1 disabled><input value=nameless>\n"
    "<input type=submit name=go value=Send>\n"
    "<button name=act value=del>Delete <i>all</i></button></form>\n"
    "<form method=post action=/up enctype=multipart/form-data>\n"
    "<input name=title value='a\"b'><input type=file name=f>\n"
    "<button>Upload</button></form>";

static int
show_page(struct web *w)
{
	web_raw(w, page, sizeof(page) - 1);
	return 200;
}

static int
echo(struct web *w)
{
	char body[4096];
	ssize_t n = web_read(w, body, sizeof(body));

	web_type(w, "text/plain");
	web_rawf(w, "%s %s?%s [%s] ", web_method(w), web_path(w),
	    web_var(w, "QUERY_STRING"), web_var(w, "CONTENT_TYPE"));
	web_raw(w, body, n < 0 ? 0 : (size_t)n);
	return 200;
}

static const struct web_field upload_fields[] = {
	{ .name = "title", .kind = F_LINE },
	{ .name = "f", .kind = F_FILE }, { 0 }
};

static int
upload(struct web *w)
{
	const struct web_file *file;

	if (web_form(w, upload_fields) != 0)
		return 400;
	file = web_upload(w, "f");
	web_rawf(w, "title=%s file=%s:%lld", web_str(w, "title", "-"),
	    file == NULL ? "-" : file->name,
	    file == NULL ? -1 : file->size);
	return 200;
}

static int
cookies(struct web *w)
{
	const char *n = web_query(w, "set");

	if (n != NULL)
		web_add(w, "Set-Cookie", "c=%s; Max-Age=60", n);
	web_add(w, "Set-Cookie", "d=%lld", web_now(w));
	web_rawf(w, "%s", web_var(w, "HTTP_COOKIE"));
	return 200;
}

static int
go(struct web *w)
{
	return web_see(w, "/echo?from=go");
}

static const struct web_route routes[] = {
	{ "GET", "/page", show_page, R_PUBLIC },
	{ "GET", "/dir/page", show_page, R_PUBLIC },
	{ "*", "/echo", echo, R_NO_CSRF | R_STREAM },
	{ "*", "/search", echo, R_NO_CSRF | R_STREAM },
	{ "*", "/save", echo, R_NO_CSRF | R_STREAM },
	{ "*", "/dir/next", echo, R_NO_CSRF | R_STREAM },
	{ "POST", "/up", upload, R_NO_CSRF },
	{ "GET", "/cookies", cookies, R_PUBLIC },
	{ "GET", "/go", go, R_PUBLIC },
	{ 0 }
};

static const struct web_app app = {
	.name = "demo", .title = "Demo", .routes = routes
};

static void
is_body(struct web_test *t, const char *want, const char *name)
{
	tap_is(slice_of(test_body(t), test_size(t)), slice_str(want), "%s",
	    name);
}

#define FORM	"[application/x-www-form-urlencoded] "

static void
test_forms(void)
{
	struct web_test *t = test_new(&app);

	test_get(t, "/page");
	tap_int(test_click(t, "Nothing"), -1, "no such button");
	tap_int(test_click(t, "Not this"), -1, "a button that sends nothing");
	tap_int(test_click(t, "Search"), 200, "a form by GET");
	is_body(t, "GET /search?q=old&s=first [] ", "the first option");

	test_get(t, "/page");
	test_fill(t, "q", "new & old");
	test_fill(t, "s", "second");
	test_click(t, "Search");
	is_body(t, "GET /search?q=new+%26+old&s=2 [] ", "filled");

	test_get(t, "/page");
	tap_int(test_click(t, "Send"), 200, "a form by POST");
	is_body(t, "POST /save? " FORM "csrf=token&"
	    "text=%3C%22%27A%C3%BC%26x%3B&c2=on&r=1&"
	    "area=line+%3Cb%3E+%26%0A&pick=b&more=n&go=Send", "as it stood");

	test_get(t, "/page");
	test_fill(t, "text", "");
	test_fill(t, "c1", "on");
	test_fill(t, "c2", "");
	test_fill(t, "many", "y");
	test_fill(t, "r", "2");
	test_fill(t, "area", "x");
	test_fill(t, "pick", "C");
	test_fill(t, "more", "m");
	tap_int(test_click(t, "Delete all"), 200, "by the text of a button");
	is_body(t, "POST /save? " FORM "csrf=token&text=&c1=on&many=y&r=2&"
	    "area=x&pick=C&more=m&more=n&act=del", "all filled");

	test_get(t, "/page");
	tap_int(test_click(t, "act"), 200, "by the name of a button");
	test_get(t, "/page");
	tap_int(test_click(t, "del"), 200, "by its value");
	test_get(t, "/page");
	test_fill(t, "nothing", "x");
	tap_int(test_click(t, "Send"), -1, "no such field");
	test_get(t, "/page");
	test_fill(t, "pick", "D");
	tap_int(test_click(t, "Send"), -1, "no such choice");
	test_get(t, "/page");
	tap_int(test_click(t, "Send"), 200, "fills are of one page");
	test_free(t);
}

static void
test_uploads(void)
{
	struct web_test *t = test_new(&app);

	test_get(t, "/page");
	test_fill(t, "f", "content");
	tap_int(test_click(t, "Upload"), 200, "a multipart form");
	is_body(t, "title=a\"b file=file.txt:7", "a file");
	test_get(t, "/page");
	tap_int(test_click(t, "Upload"), 200, "without a file");
	is_body(t, "title=a\"b file=-:-1", "is none");
	test_free(t);
}

static void
test_links(void)
{
	struct web_test *t = test_new(&app);

	test_get(t, "/page");
	tap_int(test_link(t, "One & two"), 200, "a link by its text");
	is_body(t, "GET /echo?a=1&b=2 [] ", "with references");
	test_get(t, "/page");
	tap_int(test_link(t, "Three four"), 200, "blanks as one sees them");
	test_get(t, "/page");
	tap_int(test_link(t, "no"), -1, "an anchor is no link");
	tap_int(test_link(t, "away"), -1, "another site");
	tap_int(test_link(t, "far"), -1, "another host");
	test_get(t, "/dir/page?x=1");
	tap_int(test_link(t, "near"), 200, "a relative one");
	is_body(t, "GET /dir/next? [] ", "in its folder");
	test_get(t, "/dir/page?x=1");
	tap_int(test_link(t, "page 2"), 200, "only a query");
	tap_int(test_follow(t), -1, "nowhere to follow to");
	tap_int(test_get(t, "/go"), 303, "a redirect");
	tap_int(test_follow(t), 200, "is followed");
	is_body(t, "GET /echo?from=go [] ", "to its place");
	test_free(t);
}

static void
test_requests(void)
{
	struct web_test *t = test_new(&app);
	struct stat st;
	char folder[256];

	tap_int(test_get(t, "/nothing"), 404, "404");
	tap_int(test_status(t), 404, "kept");
	tap_int(test_head(t, "/page"), 200, "HEAD");
	tap_int((long long)test_size(t), 0, "has no body");
	tap_ok(test_header(t, "content-LENGTH") != NULL, "but a length");
	tap_ok(test_header(t, "X-Nothing") == NULL, "no such field");
	tap_int(test_send(t, &(struct test_request){ .method = "PUT",
	    .path = "/echo?x", .type = "text/x", .body = "a\0b", .size = 3 }),
	    200, "any method");
	tap_is(slice_of(test_body(t), test_size(t)),
	    SLICE("PUT /echo?x [text/x] a\0b"), "and bytes");
	test_post(t, "/echo", "a=1");
	is_body(t, "POST /echo? " FORM "a=1", "a form without a token");
	test_get(t, "/page");
	test_post(t, "/echo", "a=1");
	is_body(t, "POST /echo? " FORM "a=1&csrf=token", "with the page's");
	test_post(t, "/echo", "csrf=mine");
	is_body(t, "POST /echo? " FORM "csrf=mine", "with one's own");
	test_post(t, "/echo", test_header(t, "Content-Type"));
	is_body(t, "POST /echo? " FORM "text/plain&csrf=token",
	    "words of the last answer");
	(void)snprintf(folder, sizeof(folder), "%s", test_folder(t));
	tap_ok(stat(folder, &st) == 0, "a folder");
	test_user(t, "ann");
	test_free(t);
	tap_ok(stat(folder, &st) == -1, "that goes with the client");
}

static void
test_cookies(void)
{
	struct web_test *t = test_new(&app);

	test_get(t, "/cookies?set=1");
	is_body(t, "", "no cookies yet");
	tap_is(slice_str(test_cookie(t, "c")), SLICE("1"), "one is kept");
	test_pass(t, 59);
	test_get(t, "/cookies");
	tap_ok(test_has(t, "c=1; d="), "and sent");
	test_pass(t, 1);
	tap_ok(test_cookie(t, "c") == NULL, "for its time");
	test_get(t, "/cookies");
	tap_ok(!test_has(t, "c="), "not longer");
	test_with(t, "Cookie", "x=y");
	test_get(t, "/cookies");
	is_body(t, "x=y", "by hand");
	test_forget(t);
	test_get(t, "/cookies");
	is_body(t, "", "forgotten");
	test_free(t);
}

int
main(void)
{
	test_forms();
	test_uploads();
	test_links();
	test_requests();
	test_cookies();
	return tap_done();
}
