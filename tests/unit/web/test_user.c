/*
 * Sessions, login, forged requests, flash messages and throttling, asked by a
 * test client of a small application.
 */
#include "web/user.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "apps/lib/request.h"
#include "tap.h"
#include "web/hash.h"
#include "web/test.h"
#include "web/web.h"

static int
show_home(struct web *w)
{
	const char *user = web_user(w), *flash = web_flash_take(w);

	web_html(w, "<p>user=%s</p><p>flash=%s</p>",
	    user == NULL ? "-" : user, flash == NULL ? "-" : flash);
	return 200;
}

static int
show_form(struct web *w)
{
	web_html(w, "<form method=\"post\" action=\"/note\">"
	    "<input type=hidden name=csrf value=\"%s\">"
	    "<input name=text><button>Save</button></form>", web_csrf(w));
	return 200;
}

static const struct web_field login_fields[] = {
	{ .name = "user", .kind = F_NAME, .required = 1 }, { 0 }
};

static int
log_in(struct web *w)
{
	int status = web_form(w, login_fields);

	if (status != 0)
		return web_fail(w, status, NULL);
	if (web_login(w, web_str(w, "user", "")) == -1)
		return web_fail(w, 507, NULL);
	web_flash(w, "Welcome, %s.", web_str(w, "user", ""));
	return web_see(w, "/");
}

static int
log_out(struct web *w)
{
	web_logout(w);
	return web_see(w, "/");
}

static int
log_out_and_in(struct web *w)
{
	web_logout(w);
	return show_form(w);
}

static int
log_out_all(struct web *w)
{
	return web_logout_all(w, web_arg(w, "user")) == 0 ? 200 : 500;
}

static const struct web_field note_fields[] = {
	{ .name = "text", .kind = F_LINE }, { 0 }
};

static int
take_note(struct web *w)
{
	int status = web_form(w, note_fields);

	if (status != 0)
		return web_fail(w, status, NULL);
	web_html(w, "noted=%s", web_str(w, "text", ""));
	return 200;
}

/* Reads nothing: the check must not depend on the handler. */
static int
do_bare(struct web *w)
{
	web_html(w, "did it");
	return 200;
}

static int
say_twice(struct web *w)
{
	web_flash(w, "one; <b>");
	web_flash(w, "t\xc3\xbco, \"%d\"", 2);
	return web_see(w, "/");
}

static int
say_much(struct web *w)
{
	char much[4096];

	memset(much, 'x', sizeof(much));
	much[998] = '\xc3';		/* its second half is cut off */
	much[999] = '\xbc';
	much[sizeof(much) - 1] = '\0';
	web_flash(w, "%s%s", "y", much);
	return web_see(w, "/");
}

static int
slow_down(struct web *w)
{
	int wait = web_throttle(w, "key", 3, 60);

	if (wait != 0)
		return web_throttled(w, wait);
	return 200;
}

static int
sweep(struct web *w)
{
	web_html(w, "removed=%d", web_sweep(w));
	return 200;
}

static const struct web_route routes[] = {
	{ "GET", "/", show_home, R_PUBLIC },
	{ "GET", "/form", show_form, R_PUBLIC },
	{ "POST", "/login", log_in, R_PUBLIC },
	{ "POST", "/logout", log_out, R_PUBLIC },
	{ "POST", "/again", log_out_and_in, R_PUBLIC },
	{ "POST", "/logout/{user}", log_out_all, R_PUBLIC },
	{ "POST", "/note", take_note, R_PUBLIC },
	{ "*", "/bare", do_bare, R_PUBLIC },
	{ "POST", "/open", do_bare, R_NO_CSRF },
	{ "POST", "/stream", do_bare, R_STREAM },
	{ "GET", "/private", do_bare, R_LOGIN },
	{ "GET", "/twice", say_twice, R_PUBLIC },
	{ "GET", "/much", say_much, R_PUBLIC },
	{ "GET", "/slow", slow_down, R_PUBLIC },
	{ "GET", "/sweep", sweep, R_PUBLIC },
	{ 0 }
};

static const struct web_app app = {
	.name = "demo", .title = "Demo", .routes = routes, .max_body = 10000
};

static void
is_user(struct web_test *t, const char *user, const char *name)
{
	char want[64];

	(void)snprintf(want, sizeof(want), "user=%s<", user);
	test_get(t, "/");
	tap_ok(test_has(t, want), "%s", name);
}

/* A cookie by hand. */
static void
with_id(struct web_test *t, const char *id)
{
	char cookie[256];

	(void)snprintf(cookie, sizeof(cookie), "demo=%s", id);
	test_with(t, "Cookie", cookie);
}

static char *
copy(const char *s)
{
	size_t n = strlen(s == NULL ? "" : s) + 1;
	char *p = malloc(n);

	if (p == NULL)
		abort();
	memcpy(p, s == NULL ? "" : s, n);
	return p;
}

static void
test_sessions(void)
{
	struct web_test *t = test_new(&app);
	char *before, *inside, *again;
	struct stat st;
	char path[512], hash[SHA256_HEX + 1];

	is_user(t, "-", "a visitor is nobody");
	tap_ok(test_cookie(t, "demo") == NULL, "and gets no cookie");
	tap_int(test_get(t, "/private"), 403, "nor what needs a login");
	test_get(t, "/form");
	before = copy(test_cookie(t, "demo"));
	tap_int((long long)strlen(before), 64, "a form gives a cookie");
	(void)snprintf(path, sizeof(path), "%s/demo/sess", test_folder(t));
	tap_ok(stat(path, &st) == -1, "without a file");

	tap_int(test_post(t, "/login", "user=ann"), 303, "log in");
	inside = copy(test_cookie(t, "demo"));
	tap_ok(strcmp(before, inside) != 0, "login: a new number");
	is_user(t, "ann", "who logged in is known");
	tap_int(test_get(t, "/private"), 200, "and gets what needs a login");
	with_id(t, before);
	is_user(t, "-", "fixation: the number of before is worth nothing");

	sha256_hex(inside, strlen(inside), hash);
	(void)snprintf(path, sizeof(path), "%s/demo/sess/%.2s/%s",
	    test_folder(t), hash, hash);
	tap_ok(stat(path, &st) == 0 && (st.st_mode & 0777) == 0600,
	    "the file is named by the hash, for its owner only");
	(void)snprintf(path, sizeof(path), "%s/demo/sess/%.2s/%s",
	    test_folder(t), inside, inside);
	tap_ok(stat(path, &st) == -1, "and not by the number");

	test_get(t, "/form");
	tap_int(test_post(t, "/login", "user=bob"), 303, "log in as another");
	again = copy(test_cookie(t, "demo"));
	tap_ok(strcmp(again, inside) != 0, "again a new number");
	with_id(t, inside);
	is_user(t, "-", "and the session before is over");

	test_get(t, "/form");
	tap_int(test_post(t, "/logout", ""), 303, "log out");
	tap_ok(test_cookie(t, "demo") == NULL, "the cookie is gone");
	is_user(t, "-", "nobody again");
	with_id(t, again);
	is_user(t, "-", "the number is not good any more");
	test_get(t, "/form");
	tap_ok(test_cookie(t, "demo") != NULL &&
	    strcmp(test_cookie(t, "demo"), again) != 0,
	    "logout: a new number, too");
	test_user(t, "ann");
	test_post(t, "/again", "");
	tap_ok(strspn(test_header(t, "Set-Cookie") + strlen("demo="),
	    "0123456789abcdef") == 64, "one Set-Cookie of a name, the last");
	free(before);
	free(inside);
	free(again);
	test_free(t);
}

static void
test_unknown_ids(void)
{
	static const struct {
		const char *name, *id;
	} rows[] = {
		{ "a well-formed one", "0123456789abcdef0123456789abcdef"
		    "0123456789abcdef0123456789abcdef" },
		{ "capitals", "0123456789ABCDEF0123456789ABCDEF"
		    "0123456789ABCDEF0123456789ABCDEF" },
		{ "a short one", "0123" },
		{ "an empty one", "" },
		{ "a path", "../../../../../../../../../../../../../../../../"
		    "../../../../etc/" }
	};
	struct web_test *t = test_new(&app);

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		test_forget(t);
		with_id(t, rows[i].id);
		is_user(t, "-", rows[i].name);
		with_id(t, rows[i].id);
		test_get(t, "/form");
		tap_int(test_header(t, "Set-Cookie") == NULL, i == 0,
		    "%s: for a form, another if it cannot be ours",
		    rows[i].name);
		test_with(t, "Cookie", "");
		with_id(t, rows[i].id);
		test_post(t, "/login", "user=eve");
		tap_ok(test_cookie(t, "demo") == NULL ||
		    strcmp(test_cookie(t, "demo"), rows[i].id) != 0,
		    "%s is never adopted", rows[i].name);
		with_id(t, rows[i].id);
		is_user(t, "-", rows[i].name);
	}
	test_free(t);
}

static void
test_clock(void)
{
	struct web_test *t = test_new(&app);
	int hours;

	test_user(t, "ann");
	test_pass(t, SESSION_IDLE - 1);
	is_user(t, "ann", "just not idle for too long");
	test_pass(t, SESSION_IDLE - 1);
	is_user(t, "ann", "each request counts");
	test_pass(t, SESSION_IDLE);
	is_user(t, "-", "idle for too long");
	test_pass(t, -2 * SESSION_IDLE);
	is_user(t, "-", "and removed, whatever the clock says then");

	test_user(t, "ann");
	for (hours = 0; hours + 10 < SESSION_WHOLE / 3600; hours += 10) {
		test_pass(t, 36000);
		test_get(t, "/");
		if (!test_has(t, "user=ann<"))
			break;
	}
	is_user(t, "ann", "fourteen days of use");
	test_pass(t, 36000);
	is_user(t, "-", "but not longer");

	test_user(t, "ann");
	test_pass(t, 60);
	is_user(t, "ann", "one minute later");
	test_pass(t, SESSION_IDLE - 60);
	is_user(t, "-", "what is less than a step is not written");
	test_free(t);
}

static int
files_in(const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	char path[1024];
	int n = 0;

	if (dir == NULL)
		return 0;
	while ((entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		(void)snprintf(path, sizeof(path), "%s/%s", folder,
		    entry->d_name);
		n += strlen(entry->d_name) == 2 ? files_in(path) : 1;
	}
	(void)closedir(dir);
	return n;
}

static void
test_all_and_sweep(void)
{
	struct web_test *t = test_new(&app);
	char sess[512];
	char *ann;
	int removed = 0, i;

	(void)snprintf(sess, sizeof(sess), "%s/demo/sess", test_folder(t));
	for (i = 0; i < 3; i++) {
		test_forget(t);
		test_user(t, "ann");
	}
	ann = copy(test_cookie(t, "demo"));
	test_forget(t);
	test_user(t, "bob");
	tap_int(files_in(sess), 4, "four sessions");
	tap_int(test_post(t, "/logout/ann", ""), 200, "end all of one");
	tap_int(files_in(sess), 1, "one is left");
	is_user(t, "bob", "that of the other");
	with_id(t, ann);
	is_user(t, "-", "hers is over");
	tap_int(test_post(t, "/logout/bob", ""), 200, "end one's own");
	tap_ok(test_cookie(t, "demo") == NULL, "also here");
	tap_int(files_in(sess), 0, "nothing is left");

	for (i = 0; i < 20; i++) {
		test_forget(t);
		test_user(t, "ann");
	}
	tap_int(files_in(sess), 20, "twenty sessions");
	test_pass(t, SESSION_IDLE - 1);
	test_get(t, "/sweep");
	tap_ok(test_has(t, "removed=0"), "nothing to sweep yet");
	test_pass(t, 1);
	for (i = 0; i < 5000 && files_in(sess) > 0; i++) {
		test_get(t, "/sweep");
		removed += (int)strtol(test_body(t) + 8, NULL, 10);
	}
	tap_int(files_in(sess), 0, "swept");
	tap_int(removed, 20, "and counted");
	free(ann);
	test_free(t);
}

static void
test_cookies(void)
{
	struct web_test *t = test_new(&app);
	char *id;

	test_get(t, "/form");
	tap_ok(strstr(test_header(t, "Set-Cookie"),
	    "; Path=/; HttpOnly; SameSite=Lax") != NULL, "flags by http");
	tap_ok(strstr(test_header(t, "Set-Cookie"), "Secure") == NULL,
	    "and not Secure");
	test_forget(t);
	test_with(t, ":scheme", "https");
	test_get(t, "/form");
	tap_ok(strncmp(test_header(t, "Set-Cookie"), "__Host-demo=", 12) == 0 &&
	    strstr(test_header(t, "Set-Cookie"),
	    "; Path=/; Secure; HttpOnly; SameSite=Lax") != NULL,
	    "by https with __Host-, Secure");
	test_with(t, ":scheme", "https");
	test_user(t, "ann");
	test_get(t, "/");
	tap_ok(test_has(t, "user=ann<"), "logged in by https");
	is_user(t, "-", "by http that is nothing");
	id = copy(test_cookie(t, "__Host-demo"));
	test_with(t, ":scheme", "https");
	with_id(t, id);
	is_user(t, "-", "and a cookie without the prefix neither");
	free(id);
	test_free(t);
}

/* By hand: the path of the cookie is that of the program. */
static void
test_cookie_path(void)
{
	struct web_test *t = test_new(&app);

	test_with(t, ":script", "/cgi bin/demo");
	test_get(t, "/form");
	tap_ok(strstr(test_header(t, "Set-Cookie"),
	    "; Path=/cgi%20bin/demo; HttpOnly") != NULL,
	    "the path is that of the program");
	test_with(t, ":script", "/cgi bin/demo");
	test_with(t, ":scheme", "https");
	test_get(t, "/form");
	tap_ok(strstr(test_header(t, "Set-Cookie"), "; Path=/; Secure") != NULL,
	    "with __Host- it is /");
	test_free(t);
}

static int
post_as(struct web_test *t, const char *type, const char *body)
{
	return test_send(t, &(struct test_request){ .method = "POST",
	    .path = "/note", .type = type, .body = body,
	    .size = strlen(body) });
}

static void
test_sites(void)
{
	static const struct {
		const char	*header, *value;
		int		 status;
	} rows[] = {
		{ "Sec-Fetch-Site", "same-origin", 200 },
		{ "Sec-Fetch-Site", "none", 200 },
		{ "Sec-Fetch-Site", "same-site", 403 },
		{ "Sec-Fetch-Site", "cross-site", 403 },
		{ "Sec-Fetch-Site", "", 403 },
		{ "Origin", "http://localhost", 200 },
		{ "Origin", "HTTP://LocalHost", 200 },
		{ "Origin", "https://localhost", 403 },
		{ "Origin", "http://localhost:80", 403 },
		{ "Origin", "http://localhost.evil", 403 },
		{ "Origin", "http://evil", 403 },
		{ "Origin", "null", 403 },
		{ "Origin", "", 403 }
	};
	struct web_test *t = test_new(&app);

	test_get(t, "/form");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		test_with(t, rows[i].header, rows[i].value);
		tap_int(test_post(t, "/note", "text=x"), rows[i].status,
		    "%s: %s", rows[i].header, rows[i].value);
	}
	test_with(t, "Sec-Fetch-Site", "cross-site");
	tap_int(test_post(t, "/open", ""), 200, "R_NO_CSRF takes all");
	test_with(t, "Sec-Fetch-Site", "cross-site");
	tap_int(test_get(t, "/bare"), 200, "a GET may come from anywhere");
	test_free(t);
}

static void
test_tokens(void)
{
	static const char form[] = "application/x-www-form-urlencoded";
	struct web_test *t = test_new(&app), *other = test_new(&app);
	struct test_request bare = { .method = "POST", .path = "/bare" };
	char body[512], token[128], wrong[128];

	test_get(t, "/form");
	(void)snprintf(token, sizeof(token), "%.64s",
	    strstr(test_body(t), "value=\"") + 7);
	(void)snprintf(wrong, sizeof(wrong), "%s", token);
	wrong[63] = wrong[63] == '0' ? '1' : '0';
	(void)snprintf(body, sizeof(body), "text=hello&csrf=%s", token);
	tap_int(post_as(t, form, body), 200, "the right token");
	tap_ok(test_has(t, "noted=hello"), "and the form is read");
	tap_int(post_as(t, form, "text=hello"), 403, "no token");
	tap_ok(!test_has(t, "noted"), "and the handler did not run");
	tap_int(post_as(t, form, "text=hello&csrf="), 403, "an empty token");
	(void)snprintf(body, sizeof(body), "csrf=%s", wrong);
	tap_int(post_as(t, form, body), 403, "a wrong token");
	(void)snprintf(body, sizeof(body), "csrf=%s&csrf=%s", wrong, token);
	tap_int(post_as(t, form, body), 403, "the first one counts");
	(void)snprintf(body, sizeof(body), "csrf=%s", token);
	tap_int(post_as(t, "text/plain", body), 403, "in no form");
	tap_int(post_as(t, NULL, body), 403, "in a body without a type");

	test_with(t, "X-CSRF-Token", token);
	tap_int(post_as(t, form, "text=hello"), 200, "in the head");
	test_with(t, "X-CSRF-Token", wrong);
	tap_int(post_as(t, form, body), 403, "a wrong one in the head counts");

	tap_int(test_send(t, &bare), 403, "no body, no token");
	bare.method = "DELETE";
	tap_int(test_send(t, &bare), 403, "another method");
	test_with(t, "X-CSRF-Token", token);
	tap_int(test_send(t, &bare), 200, "that with the field");
	tap_int(test_post(t, "/bare", NULL), 200,
	    "a form for a handler that reads none");
	tap_int(test_post(t, "/stream", NULL), 403,
	    "a stream's form is not read for it");
	test_with(t, "X-CSRF-Token", token);
	tap_int(test_post(t, "/stream", NULL), 200, "it needs the field");

	(void)snprintf(body, sizeof(body), "text=x&csrf=%s", token);
	tap_int(post_as(other, form, body), 403, "no cookie");
	test_get(other, "/form");
	tap_int(post_as(other, form, body), 403, "another visitor's token");

	test_user(t, "ann");
	(void)snprintf(body, sizeof(body), "text=x&csrf=%s", token);
	tap_int(post_as(t, form, body), 403, "the token of before the login");
	tap_int(test_post(t, "/note", "text=x"), 200, "that of the session");
	test_free(other);
	test_free(t);
}

/* A whole request that was caught, sent again after the logout. */
static void
test_replay(void)
{
	struct web_test *t = test_new(&app);
	char cookie[256], token[128];

	test_user(t, "ann");
	test_get(t, "/form");
	(void)snprintf(cookie, sizeof(cookie), "demo=%s",
	    test_cookie(t, "demo"));
	(void)snprintf(token, sizeof(token), "%.64s",
	    strstr(test_body(t), "value=\"") + 7);
	test_with(t, "Cookie", cookie);
	tap_int(test_get(t, "/private"), 200, "with the cookie");
	test_user(t, NULL);
	test_with(t, "Cookie", cookie);
	tap_int(test_get(t, "/private"), 403, "after the logout");
	test_with(t, "Cookie", cookie);
	test_with(t, "X-CSRF-Token", token);
	test_post(t, "/note", "text=x&csrf=");
	test_with(t, "Cookie", cookie);
	is_user(t, "-", "nobody comes back");
	test_free(t);
}

static void
test_limits(void)
{
	struct web_test *t = test_new(&app);
	char body[20000];

	test_get(t, "/form");
	memset(body, 'x', sizeof(body));
	memcpy(body, "text=", 5);
	body[sizeof(body) - 1] = '\0';
	tap_int(test_post(t, "/note", body), 413, "a form that is too large");
	tap_int(post_as(t, "multipart/form-data", "x"), 415,
	    "a form that cannot be read");
	test_forget(t);
	tap_int(test_post(t, "/note", body), 403, "nothing is read for nobody");
	test_free(t);
}

static void
test_flash(void)
{
	struct web_test *t = test_new(&app);
	char cookie[4096], *dot;

	test_get(t, "/form");
	test_post(t, "/login", "user=ann");
	test_follow(t);
	tap_ok(test_has(t, "flash=Welcome, ann.<"), "shown on the next page");
	test_get(t, "/");
	tap_ok(test_has(t, "flash=-<"), "once");

	test_get(t, "/twice");
	(void)snprintf(cookie, sizeof(cookie), "demo_flash=%s",
	    test_cookie(t, "demo_flash"));
	test_get(t, "/");
	tap_ok(test_has(t, "flash=one; &lt;b&gt;\nt\xc3\xbco, &quot;2&quot;<"),
	    "two lines, any character");

	test_with(t, "Cookie", cookie);
	test_get(t, "/");
	tap_ok(test_has(t, "flash=one"), "the cookie by hand");
	dot = strrchr(cookie, '.');
	dot[1] = 'X';
	test_with(t, "Cookie", cookie);
	test_get(t, "/");
	tap_ok(test_has(t, "flash=-<"), "a forged text");
	tap_ok(strstr(test_header(t, "Set-Cookie"), "demo_flash=;") != NULL,
	    "is cleared away");
	test_with(t, "Cookie", "demo_flash=1.2");
	test_get(t, "/");
	tap_ok(test_has(t, "flash=-<"), "half a cookie");
	test_with(t, "Cookie", "demo_flash=99999999999999999999.."
	    "Send%20money");
	test_get(t, "/");
	tap_ok(test_has(t, "flash=-<"), "without a signature");

	test_get(t, "/twice");
	(void)snprintf(cookie, sizeof(cookie), "demo_flash=%s",
	    test_cookie(t, "demo_flash"));
	test_pass(t, 601);
	test_with(t, "Cookie", cookie);
	test_get(t, "/");
	tap_ok(test_has(t, "flash=-<"), "an old one");

	test_get(t, "/much");
	test_get(t, "/");
	tap_ok(test_has(t, "flash=yxxx") && test_has(t, "xxx</p>"),
	    "a long one is cut between characters");
	test_free(t);
}

static void
test_throttling(void)
{
	struct web_test *t = test_new(&app);

	for (int i = 0; i < 3; i++)
		tap_int(test_get(t, "/slow"), 200, "time %d", i + 1);
	tap_int(test_get(t, "/slow"), 429, "too often");
	tap_ok(test_header(t, "Retry-After") != NULL &&
	    test_header(t, "Retry-After")[0] > '0', "Retry-After");
	test_pass(t, 60);
	tap_int(test_get(t, "/slow"), 200, "a minute later");
	test_free(t);
}

/* Something of the wrong kind stands where our own should be. */
static void
put_in_the_way(struct web_test *t, const char *name, bool folder)
{
	char path[512];
	FILE *f;

	(void)snprintf(path, sizeof(path), "%s/demo", test_folder(t));
	(void)mkdir(path, 0700);	/* is there already, perhaps */
	(void)snprintf(path, sizeof(path), "%s/demo/%s", test_folder(t), name);
	if (folder) {
		if (mkdir(path, 0700) == -1)
			abort();
		return;
	}
	f = fopen(path, "w");
	if (f == NULL || fclose(f) == EOF)
		abort();
}

static void
test_failures(void)
{
	struct web_test *t = test_new(&app);
	char *id;

	test_get(t, "/form");
	id = copy(test_cookie(t, "demo"));
	put_in_the_way(t, "sess", false);
	tap_int(test_post(t, "/login", "user=ann"), 507, "no room to log in");
	tap_is(slice_str(test_cookie(t, "demo")), slice_str(id),
	    "all is as it was");
	is_user(t, "-", "nobody is logged in");
	put_in_the_way(t, "throttle", true);
	tap_int(test_get(t, "/slow"), 429, "what is not counted must wait");
	free(id);
	test_free(t);

	t = test_new(&app);
	put_in_the_way(t, "key", true);
	tap_int(test_get(t, "/form"), 500, "no key, no token");
	tap_int(test_get(t, "/twice"), 500, "nor a message");
	tap_int(test_get(t, "/"), 200, "but what needs none");
	test_free(t);
}

int
main(void)
{
	test_failures();
	test_sessions();
	test_unknown_ids();
	test_clock();
	test_all_and_sweep();
	test_cookies();
	test_cookie_path();
	test_sites();
	test_tokens();
	test_replay();
	test_limits();
	test_flash();
	test_throttling();
	return tap_done();
}
