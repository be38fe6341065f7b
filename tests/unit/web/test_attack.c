/*
 * Attacks on a request and its answer, each of which once did harm.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "apps/lib/mask.h"
#include "apps/lib/memport.h"
#include "apps/lib/record.h"
#include "apps/lib/request.h"
#include "tap.h"
#include "web/folder.h"
#include "web/replace.h"
#include "web/test.h"
#include "web/web.h"

enum { FILE_SIZE = 100000, BIG_BODY = 20 << 20 };

static const struct web_field fields[] = {
	{ "text", F_TEXT, .min = 3, .max = 100 },
	{ 0 }
};

static int
show_model(struct web *w, struct val *model)
{
	web_raw(w, "", 0);
	return web_json(w, model);
}

static int
search(struct web *w)
{
	(void)web_form(w, fields);
	return show_model(w, web_form_model(w));
}

/* A file, sent when there is nearly no memory left. */
static int
send_late(struct web *w)
{
	int fd = folder_temp(web_data(w));

	if (fd == -1 || ftruncate(fd, FILE_SIZE) == -1)
		return web_broken(w, "a file: %s", strerror(errno));
	while (w->mem.max - w->mem.used > 50000)
		(void)mem_alloc(&w->mem, 20000);
	return web_send(w, fd, "application/octet-stream", NULL);
}

static int
tagged(struct web *w)
{
	int status = web_fresh(w, "one", -1);

	web_html(w, "tagged");
	return status == 0 ? 200 : status;
}

static int
log_in(struct web *w)
{
	return web_see(w, "%s", web_local(w, web_query(w, "to"), "/"));
}

static int
greet(struct web *w)
{
	web_flash(w, "Hello.");
	return web_see(w, "/");
}

static int
inside(struct web *w)
{
	web_html(w, "inside");
	return 200;
}

static int
stream(struct web *w)
{
	int n = 0;

	while (n < 3 && web_event(w, NULL, NULL, "again") == 0)
		n++;
	return 200;
}

/* Begins to answer, and then has too much to say. */
static int
flood(struct web *w)
{
	(void)web_stream(w, 200);
	web_html(w, "begun");
	(void)web_flush(w);
	while (mem_alloc(&w->mem, 1 << 20) != NULL)
		;
	return 200;
}

static int
break_off(struct web *w)
{
	(void)web_stream(w, 200);
	web_html(w, "begun");
	(void)web_flush(w);
	return web_broken(w, "the rest is not there");
}

static int
post(struct web *w)
{
	int status = web_form(w, fields);

	return status == 0 ? 204 : status;
}

static int
json(struct web *w)
{
	struct val *v = web_body_json(w);

	return v == NULL ? web_body_status(w) : 200;
}

static int
page(struct web *w)
{
	return web_render(w, "page", val_object(web_mem(w)));
}

#define VIEW(name, text)	{ name, text, sizeof(text) - 1 }

static const struct web_view views[] = {
	VIEW("page", "{{<frame}}{{$in}}{{> part }}{{/in}}{{/frame}}"),
	VIEW("frame", "<body>{{$in}}{{/in}}</body>"),
	VIEW("part", "<form method=post action=/save>{{{csrf}}}</form>"),
	{ 0 }
};

static const struct web_route routes[] = {
	{ "GET", "/search", search, R_PUBLIC },
	{ "GET", "/late", send_late, R_PUBLIC },
	{ "GET", "/tagged", tagged, R_PUBLIC },
	{ "GET", "/login", log_in, R_PUBLIC },
	{ "GET", "/greet", greet, R_PUBLIC },
	{ "GET", "/page", page, R_PUBLIC },
	{ "POST", "/save", inside, R_PUBLIC },
	{ "GET", "/in/{rest:path}", inside, R_LOGIN },
	{ "GET", "/stream", stream, R_PUBLIC },
	{ "GET", "/flood", flood, R_PUBLIC },
	{ "GET", "/break", break_off, R_PUBLIC },
	{ "POST", "/post", post, R_NO_CSRF },
	{ "POST", "/json", json, R_NO_CSRF },
	{ 0 }
};

static const struct web_app app = {
	.name = "attack", .title = "Attack", .routes = routes,
	.views = views,
	.login = "/login", .max_body = 30 << 20, .max_memory = 64 << 20
};

static void
forms(struct web_test *t)
{
	static const char *const secrets[] = { "p1", "p2", "p3", "p4", "p5" };

	(void)test_get(t, "/search?text=no");
	tap_ok(test_has(t, "\"value\":{\"text\":\"no\"}"),
	    "a form by GET is shown again with what was typed");
	(void)test_get(t, "/search?text=no&new_password=p1&PassWord=p2&pw=p3"
	    "&pass=p4&passphrase=p5&bcc=p6");
	for (size_t i = 0; i < sizeof(secrets) / sizeof(secrets[0]); i++)
		tap_ok(!test_has(t, secrets[i]), "%s was secret", secrets[i]);
	tap_ok(test_has(t, "p6"), "what was not secret is there again");
	tap_int(test_post(t, "/post", "text%00=abc"), 400,
	    "a name is not over at a NUL");
	test_with(t, "Content-Length", "");
	tap_int(test_send(t, &(struct test_request){ .method = "POST",
	    .path = "/post" }), 204,
	    "no length, no type and no body: an empty form");
	test_with(t, "Content-Length", "");
	tap_int(test_send(t, &(struct test_request){ .method = "POST",
	    .path = "/post", .body = "x", .size = 1 }), 415,
	    "no length and no type, but a body: no form");
}

static void
tokens(struct web_test *t)
{
	test_forget(t);
	(void)test_get(t, "/page");
	tap_int(test_post(t, "/save", NULL), 200,
	    "a form in a part of a view has its token");
	test_forget(t);
}

static void
caches(struct web_test *t)
{
	(void)test_get(t, "/greet");
	tap_is(slice_str(test_header(t, "Cache-Control")),
	    SLICE("private, no-cache"), "no cache keeps a cookie for others");
	test_with(t, ":script", "/");
	(void)test_get(t, "/login?to=/elsewhere");
	tap_is(slice_str(test_header(t, "Location")), SLICE("/elsewhere"),
	    "an application at / leads nowhere else");
}

static void
files(struct web_test *t)
{
	tap_int(test_get(t, "/late"), 200, "a file needs no memory");
	tap_int((long long)test_size(t), FILE_SIZE,
	    "and nothing stands behind its head but the file");
}

static void
conditions(struct web_test *t)
{
	static const char *const names[] = {
		"If-Unmodified-Since", "If-Modified-Since"
	};

	for (size_t i = 0; i < 2; i++) {
		test_with(t, names[i], i == 0 ?
		    "Sat, 01 Jan 2000 00:00:00 GMT" :
		    "Mon, 05 Jan 2026 09:00:00 GMT");
		tap_int(test_get(t, "/tagged"), 200,
		    "%s says nothing of what has no date", names[i]);
	}
}

static void
logins(struct web_test *t)
{
	static const struct {
		const char	*path, *back;
	} rows[] = {
		{ "/in/a", "/in/a" },
		{ "/in/a?b=1&c=%20+", "/in/a?b=1&c=%20+" },
		{ "/in/a%3fb%25c%20d", "/in/a%3Fb%25c%20d" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		(void)test_get(t, rows[i].path);
		tap_int(test_follow(t), 303, "%s: to the login", rows[i].path);
		tap_is(slice_str(test_header(t, "Location")),
		    slice_str(rows[i].back), "%s: and back", rows[i].path);
	}
}

static int
take(void *arg, const char *bytes, size_t n)
{
	text_add(arg, bytes, n);
	return 0;
}

/* What the server has to see of a stream that breaks, beside its bytes. */
static void
broken(const char *path)
{
	struct memport p;
	struct mem m;
	struct text got;

	mem_init(&m, 0);
	text_init(&got, &m);
	memport_init(&p, &m, take, &got);
	memport_target(&p, "GET", path);
	tap_int(web_serve(&app, &p.port), -1, "%s: is not whole", path);
	tap_ok(slice_ends(slice_of(got.p, got.n), SLICE("\r\n\r\nbegun")),
	    "%s: says no more", path);
	mem_release(&m);
}

static void
networks(void)
{
	static const struct {
		const char	*address, *want;
	} rows[] = {
		{ "192.0.2.7", "192.0.2.7" },
		{ "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64" },
		{ "2001:db8:1:2::", "2001:db8:1:2::/64" },
		{ "::1", "::/64" },
		{ "::ffff:192.0.2.7", "192.0.2.7" },
		{ "", "" },
		{ "unix", "unix" },
	};
	struct memport p;
	struct web w;
	struct mem m;

	mem_init(&m, 0);
	memport_init(&p, &m, take, NULL);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		memport_set(&p, "REMOTE_ADDR", rows[i].address);
		web_init(&w, &app, &p.port);
		tap_is(slice_str(web_network(&w)), slice_str(rows[i].want),
		    "\"%s\" in a throttle", rows[i].address);
		web_release(&w);
	}
	mem_release(&m);
}

/* To write a request down must not take more memory than the request. */
static void
masks(void)
{
	enum { PAIRS = 100000 };
	struct text body, masked;
	struct mem m;

	mem_init(&m, 8 << 20);
	text_init(&body, &m);
	text_init(&masked, &m);
	for (size_t i = 0; i < PAIRS; i++)
		text_adds(&body, "%61=1&");
	mask_body(&masked, "application/x-www-form-urlencoded", body.p,
	    body.n);
	tap_int((long long)masked.n, (long long)body.n,
	    "many names with escapes are masked in little memory");
	mem_release(&m);
}

/* A record comes from a stranger, who must not choose where it works. */
static void
records(void)
{
	static const char *const rows[] = {
		"DATA_DIR=/elsewhere", "WEB_VIEWS=/elsewhere", "WEB_DEBUG=1"
	};
	const char *text;
	struct memport p;
	struct mem m;

	mem_init(&m, 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		memport_init(&p, &m, take, NULL);
		text = mem_printf(&m, "REQUEST_METHOD=GET\n%s\n\n", rows[i]);
		tap_int(record_read(&p, text, strlen(text)), -1,
		    "%s is in no record", rows[i]);
	}
	mem_release(&m);
}

/* Whose name leads to this machine is not always who sits at it. */
static void
debug(void)
{
	static const struct {
		const char	*host;
		bool		 shown;
	} rows[] = {
		{ "localhost", true }, { "localhost:8080", true },
		{ "127.0.0.1:8080", true }, { "[::1]:8080", true },
		{ "evil.example", false }, { "127.0.0.1.evil.example", false },
		{ "localhost.evil.example:80", false }, { "", false },
	};
	struct memport p;
	struct web w;
	struct mem m;

	mem_init(&m, 0);
	memport_init(&p, &m, take, NULL);
	memport_set(&p, "WEB_DEBUG", "1");
	memport_set(&p, "REMOTE_ADDR", "127.0.0.1");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		memport_set(&p, "HTTP_HOST", rows[i].host);
		web_init(&w, &app, &p.port);
		tap_ok(web_debug_allowed(&w) == rows[i].shown,
		    "a debug page at \"%s\"", rows[i].host);
		web_release(&w);
	}
	mem_release(&m);
}

static void
streams(struct web_test *t)
{
	broken("/flood");
	broken("/break");
	(void)test_head(t, "/stream");
	tap_int((long long)test_size(t), 0, "HEAD of a stream is a head");
	(void)test_get(t, "/stream");
	tap_ok(test_has(t, "data: again\n\ndata: again\n\ndata: again\n\n"),
	    "GET of it is all");
}

static void
memory(struct web_test *t)
{
	struct mem m;
	char *body;

	mem_init(&m, 2 * BIG_BODY);
	body = mem_alloc(&m, BIG_BODY);
	memset(body, 'x', BIG_BODY);
	body[0] = body[BIG_BODY - 1] = '"';
	tap_int(test_send(t, &(struct test_request){ "POST", "/json",
	    "application/json", body, BIG_BODY }), 200,
	    "a body within the limit fits into memory");
	for (size_t i = 0; i + 1 < BIG_BODY; i += 2)
		memcpy(body + i, i == 0 ? "[0" : ",0", 2);
	body[BIG_BODY - 1] = ']';
	tap_int(test_send(t, &(struct test_request){ "POST", "/json",
	    "application/json", body, BIG_BODY }), 413,
	    "JSON that does not fit is the client's, not ours");
	mem_release(&m);
}

/* One that tells the name of what it writes, and dies while it does. */
static void
writer(int dirfd, int told, int wait)
{
	struct replace r;
	char byte;

	if (replace_begin(&r, dirfd) == 0 && replace_add(&r, "x", 1) == 0 &&
	    write(told, r.temp, sizeof(r.temp)) == sizeof(r.temp))
		(void)read(wait, &byte, 1);
	_exit(0);
}

static void
leftovers(struct web_test *t)
{
	int dirfd = folder_open(test_folder(t)), told[2], wait_for[2], status;
	char name[sizeof(((struct replace *)NULL)->temp)] = "";
	pid_t pid;

	if (pipe(told) == -1 || pipe(wait_for) == -1)
		return;
	pid = fork();
	if (pid == 0) {
		(void)close(wait_for[1]);
		writer(dirfd, told[1], wait_for[0]);
	}
	tap_ok(read(told[0], name, sizeof(name)) == sizeof(name) &&
	    replace_tidy(dirfd) == 0 && faccessat(dirfd, name, F_OK, 0) == 0,
	    "what somebody writes is not tidied");
	(void)close(wait_for[1]);
	(void)waitpid(pid, &status, 0);
	tap_ok(replace_tidy(dirfd) == 0 &&
	    faccessat(dirfd, name, F_OK, 0) == -1,
	    "what a dead writer left is");
	(void)close(dirfd);
	(void)close(told[0]);
	(void)close(told[1]);
	(void)close(wait_for[0]);
}

static void
locks(struct web_test *t)
{
	int dirfd = folder_open(test_folder(t)), status = 0;
	int fd = folder_lock(dirfd, "lock", 0), again;
	pid_t pid = fork();

	if (pid == 0) {
		again = folder_lock(dirfd, "lock", 20);
		_exit(again == -1 && errno == ETIMEDOUT ? 7 : 0);
	}
	(void)waitpid(pid, &status, 0);
	tap_int(WEXITSTATUS(status), 7, "a lock is for one at a time");
	tap_int(close(fd), 0, "and is given back");
	fd = folder_lock(dirfd, "lock", 0);
	tap_ok(fd != -1 && close(fd) == 0, "to the next one");
	tap_int(folder_lock(dirfd, "../lock", 0), -1, "no way out");
	(void)close(dirfd);
}

int
main(void)
{
	struct web_test *t = test_new(&app);

	forms(t);
	tokens(t);
	caches(t);
	files(t);
	conditions(t);
	logins(t);
	streams(t);
	memory(t);
	leftovers(t);
	locks(t);
	networks();
	masks();
	records();
	debug();
	test_free(t);
	return tap_done();
}
