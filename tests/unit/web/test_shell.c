/*
 * The command line: each form of it in this process, output and all.
 */
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "apps/lib/request.h"
#include "apps/lib/test_client.h"
#include "tap.h"
#include "web/json.h"
#include "web/web.h"

enum { ARGS_MAX = 16, OUTPUT_MAX = 65536 };

static int
echo(struct web *w)
{
	const char *user = web_user(w), *agent = web_header(w, "User-Agent");

	web_type(w, "text/plain; charset=utf-8");
	web_rawf(w, "%s %s q=%s user=%s agent=%s now=%lld\n", web_method(w),
	    web_path(w), web_var(w, "QUERY_STRING"), user == NULL ? "-" : user,
	    agent == NULL ? "-" : agent, web_now(w) / 1000);
	return 200;
}

static const struct web_field fields[] = {
	{ .name = "name", .kind = F_LINE, .required = 1 },
	{ .name = "note", .kind = F_TEXT },
	{ .name = "password", .kind = F_LINE },
	{ .name = "file", .kind = F_FILE, .max = 1000 },
	{ 0 }
};

static int
take_form(struct web *w)
{
	const struct web_file *file;
	char bytes[64] = "";
	int status = web_form(w, fields);

	if (status != 0)
		return web_fail(w, status, NULL);
	web_type(w, "text/plain");
	web_rawf(w, "name=%s note=%s password=%s", web_str(w, "name", "-"),
	    web_str(w, "note", "-"), web_str(w, "password", "-"));
	file = web_upload(w, "file");
	if (file != NULL && read(file->fd, bytes, sizeof(bytes) - 1) != -1)
		web_rawf(w, " file=%s:%lld:%s", file->name, file->size, bytes);
	web_rawf(w, "\n");
	return 200;
}

static int
take_json(struct web *w)
{
	struct val *v = web_body_json(w);

	if (v == NULL)
		return web_fail(w, web_body_status(w), NULL);
	return web_json(w, v);
}

static int
stream(struct web *w)
{
	if (web_stream(w, 200) == -1)
		return 200;
	web_rawf(w, "one\n");
	(void)web_flush(w);	/* the end tells */
	web_rawf(w, "two\n");
	return 200;
}

static int
say_secret(struct web *w)
{
	web_rawf(w, "for %s", web_user(w));
	return 200;
}

static int
command(struct web *w, int argc, char **argv)
{
	if (strcmp(argv[0], "grade") != 0)
		return -1;
	printf("%s of %d words, data %s\n", argv[0], argc,
	    web_data(w) == -1 ? "no" : "yes");
	return argc == 2 ? 0 : 3;
}

static int
check(struct web *w)
{
	(void)w;
	return 0;
}

static const struct web_route routes[] = {
	{ "GET", "/echo", echo, R_PUBLIC },
	{ "GET", "/echo/{rest:path}", echo, R_PUBLIC },
	{ "POST", "/form", take_form, R_PUBLIC },
	{ "PUT", "/json", take_json, R_NO_CSRF },
	{ "GET", "/stream", stream, R_STREAM | R_NO_CSRF },
	{ "GET", "/secret", say_secret, R_LOGIN },
	{ "GET", "/login", echo, R_PUBLIC },
	{ 0 }
};

static const char good_view[] = "<p>{{x}}</p>";
static const char bad_view[] = "<p>\n{{#x}}</p>";
static const struct web_view views[] = {
	{ "good", good_view, sizeof(good_view) - 1 }, { 0 }
};
static const struct web_view bad_views[] = {
	{ "bad", bad_view, sizeof(bad_view) - 1 }, { 0 }
};
static const struct web_route bad_routes[] = {
	{ "GET", "/a/{b:nothing}", echo, R_PUBLIC },
	{ "GE T", "/b", echo, R_PUBLIC },
	{ "GET", "/c", NULL, R_PUBLIC },
	{ "GET", "/d", echo, R_PUBLIC },
	{ "GET", "/d", echo, R_PUBLIC },
	{ "GET", "/e", echo, R_LOGIN },
	{ 0 }
};

static const struct web_app app = {
	.name = "demo", .title = "Demo", .routes = routes, .views = views,
	.login = "/login", .command = command, .check = check
};
static const struct web_app bad_app = {
	.name = "Demo", .title = "Demo", .routes = bad_routes,
	.views = bad_views
};

static struct mem mem;
static const char *folder;
static char out[OUTPUT_MAX], err[OUTPUT_MAX];

static int
redirect(int fd, const char *name)
{
	int saved = dup(fd);
	int to = open(mem_printf(&mem, "%s/%s", folder, name),
	    O_RDWR | O_CREAT | O_TRUNC, 0600);

	if (saved == -1 || to == -1 || dup2(to, fd) == -1)
		abort();
	(void)close(to);
	return saved;
}

static void
restore(int fd, int saved, char *text)
{
	ssize_t n = pread(fd, text, OUTPUT_MAX - 1, 0);

	if (n == -1 || dup2(saved, fd) == -1)
		abort();
	text[n] = '\0';
	(void)close(saved);
}

/* Words with one blank between; a blank in one is written as '_'. */
static int
run_app(const struct web_app *which, const char *line)
{
	char *argv[ARGS_MAX] = { mem_str(&mem, "demo") };
	char *words = mem_str(&mem, line), *space;
	int argc = 1, status, saved_out, saved_err;

	while (*words != '\0') {
		argv[argc++] = words;
		space = strchr(words, ' ');
		words += strcspn(words, " ");
		if (space != NULL)
			*words++ = '\0';
		for (char *p = argv[argc - 1]; *p != '\0'; p++)
			if (*p == '_')
				*p = ' ';
	}
	fflush(stdout);
	saved_out = redirect(STDOUT_FILENO, "out");
	saved_err = redirect(STDERR_FILENO, "err");
	status = web_shell(argc, argv, which);
	fflush(stdout);
	restore(STDOUT_FILENO, saved_out, out);
	restore(STDERR_FILENO, saved_err, err);
	return status;
}

static int
run(const char *line)
{
	return run_app(&app, line);
}

static void
is_output(const char *want, const char *line)
{
	tap_is(slice_str(out), slice_str(want), "%s: output", line);
}

static void
write_file(const char *name, const char *text)
{
	FILE *f = fopen(mem_printf(&mem, "%s/%s", folder, name), "w");

	if (f == NULL || fputs(text, f) == EOF || fclose(f) == EOF)
		abort();
}

static void
test_requests(void)
{
	static const struct {
		const char	*line;
		int		 status;
		const char	*want;
	} rows[] = {
		{ "GET /echo --time 2026-02-09T21:59:59", 0,
		  "GET /echo q= user=- agent=- now=1770674399\n" },
		{ "GET /echo?a=1#x --time 2026-02-09T21:59:59Z", 0,
		  "GET /echo q=a=1 user=- agent=- now=1770674399\n" },
		{ "GET /echo/%C3%BC%41 --time 1970-01-01T00:00:01", 0,
		  "GET /echo/\xc3\xbc" "A q= user=- agent=- now=1\n" },
		{ "GET /echo a=1 -u ann b=x_y --time 1970-01-01T00:00:01", 0,
		  "GET /echo q=a=1&b=x+y user=ann agent=- now=1\n" },
		{ "GET /echo?c=2 a=1 --time 1970-01-01T00:00:01 "
		  "-H User-Agent:_me_", 0,
		  "GET /echo q=c=2&a=1 user=- agent=me now=1\n" },
		{ "GET /echo -uann --time=1970-01-01T00:00:01 -- -u=x", 0,
		  "GET /echo q=-u=x user=ann agent=- now=1\n" },
		{ "HEAD /echo", 0, "" },
		{ "POST /form name=Ann note=a&b%20c", 0,
		  "name=Ann note=a&b%20c password=-\n" },
		{ "POST /form -b name=Ann&note=a%20b", 0,
		  "name=Ann note=a b password=-\n" },
		{ "PUT /json -t application/json -b {\"a\":[1,2]}", 0,
		  "{\"a\":[1,2]}" },
		{ "GET /stream", 0, "one\ntwo\n" },
		{ "GET /secret -u ann", 0, "for ann" }
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		tap_int(run(rows[i].line), rows[i].status, "%s", rows[i].line);
		is_output(rows[i].want, rows[i].line);
		tap_is(slice_str(err), slice_str(""), "%s: no error",
		    rows[i].line);
	}
}

/* The exit status when standard output takes nothing. */
static int
run_full(void)
{
	char demo[] = "demo", get[] = "GET", path[] = "/echo";
	char *argv[] = { demo, get, path, NULL };
	int saved, saved_err, full = open("/dev/full", O_WRONLY), status;

	fflush(stdout);
	saved = dup(STDOUT_FILENO);
	saved_err = redirect(STDERR_FILENO, "err");
	if (full == -1 || dup2(full, STDOUT_FILENO) == -1)
		abort();
	status = web_shell(3, argv, &app);
	(void)dup2(saved, STDOUT_FILENO);
	(void)close(saved);
	(void)close(full);
	restore(STDERR_FILENO, saved_err, err);
	return status;
}

static void
test_heads(void)
{
	tap_int(run("GET /echo -i"), 0, "-i");
	tap_ok(strncmp(out, "Status: 200 OK\n", 15) == 0, "the head first");
	tap_ok(strstr(out, "\n\nGET /echo") != NULL, "then the body");
	tap_ok(strchr(out, '\r') == NULL, "lines as on a terminal");
	tap_int(run("HEAD /echo -i"), 0, "HEAD -i");
	tap_ok(strstr(out, "GET") == NULL, "no body");
	tap_int(run("GET /nothing"), 1, "404");
	tap_ok(strstr(out, "<h1>") != NULL, "the page of the error");
	tap_is(slice_str(err), SLICE("demo: 404 Not Found\n"), "and a word");
	tap_ok(run_full() == 1, "a full disk is a failure, too");
	tap_int(run("GET /secret -i"), 0, "who is nobody");
	tap_ok(strstr(out, "Location: /login") != NULL, "is sent to log in");
}

static void
test_bodies(void)
{
	const char *line;

	write_file("up.txt", "three\n");
	write_file("body.txt", "name=Bob&note=from+a+file");
	line = mem_printf(&mem, "POST /form name=Ann file=@%s/up.txt", folder);
	tap_int(run(line), 0, "an upload");
	is_output("name=Ann note=- password=- file=up.txt:6:three\n\n",
	    "an upload");
	line = mem_printf(&mem, "POST /form -b @%s/body.txt", folder);
	tap_int(run(line), 0, "a body from a file");
	is_output("name=Bob note=from a file password=-\n", "from a file");
	tap_int(run("POST /form name="), 1, "a form that is refused");
	tap_ok(strstr(err, "422") != NULL, "and why");
}

static void
test_usage(void)
{
	static const struct {
		const char *line, *want;
	} rows[] = {
		{ "", "usage: demo METHOD /path" },
		{ "GET", "usage:" },
		{ "get /echo", "usage:" },
		{ "--nothing", "usage:" },
		{ "GET /echo -x", "-x: no such option" },
		{ "GET /echo -ix", "-ix: no such option" },
		{ "GET /echo --timex", "--timex: no such option" },
		{ "GET /echo word", "word: not a field" },
		{ "GET /echo =x", "=x: not a field" },
		{ "GET /echo -u", "-u: needs a value" },
		{ "GET /echo -H name", "name: not a field like" },
		{ "GET /echo --time 2026-02-30T00:00:00", "not a time" },
		{ "GET /echo --time 2026-02-09", "not a time" },
		{ "GET /echo --time 2026-02-09T24:00:00", "not a time" },
		{ "GET /echo --time 2026-02-09T21:59:59+01", "not a time" },
		{ "GET /echo a=@/nowhere", "no uploads" },
		{ "POST /form a=@/nowhere", "/nowhere: " },
		{ "POST /form a=@/tmp", "/tmp: " },
		{ "POST /form -b x a=b", "either -b or fields" },
		{ "--replay", "usage:" },
		{ "--replay /nowhere", "/nowhere: " },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		tap_int(run(rows[i].line), 2, "usage: %s", rows[i].line);
		tap_ok(strstr(err, rows[i].want) != NULL, "%s: says %s",
		    rows[i].line, rows[i].want);
		is_output("", rows[i].line);
	}
	tap_int(run("--help"), 0, "--help");
	tap_ok(strncmp(out, "usage: demo METHOD", 18) == 0, "on stdout");
}

static void
test_tables(void)
{
	tap_int(run("--routes"), 0, "--routes");
	is_output("GET     /echo\nGET     /echo/{rest:path}\n"
	    "POST    /form\nPUT     /json no-csrf\n"
	    "GET     /stream no-csrf stream\nGET     /secret login\n"
	    "GET     /login\n", "--routes");
	tap_int(run("--check"), 0, "--check");
	is_output("demo: all is well\n", "--check");
	tap_int(chmod(mem_printf(&mem, "%s/data/demo", folder), 0755), 0,
	    "a folder for all to read");
	tap_int(run("--check"), 1, "is a mistake");
	tap_ok(strstr(err, "the rights 0755") != NULL, "that is told");
	(void)chmod(mem_printf(&mem, "%s/data/demo", folder), 0700);
	tap_int(run_app(&bad_app, "--check"), 1, "a bad application");
	tap_ok(strstr(err, "the name may be") != NULL, "its name");
	tap_ok(strstr(err, "route GET /a/{b:nothing}: ") != NULL, "a pattern");
	tap_ok(strstr(err, "route GE T /b: it has no method") != NULL,
	    "a method");
	tap_ok(strstr(err, "/c: it has no handler") != NULL, "a handler");
	tap_ok(strstr(err, "/d: it is there twice") != NULL, "a second one");
	tap_ok(strstr(err, "/e wants a login") != NULL, "a login without page");
	tap_ok(strstr(err, "view bad, line 2: ") != NULL, "a view");
	tap_int(run("grade x"), 0, "the application's own word");
	is_output("grade of 2 words, data yes\n", "grade");
	tap_int(run("grade"), 3, "and its own status");
}

/* All of the one record, and its name. */
static const char *
the_record(const char **name)
{
	static char text[OUTPUT_MAX];
	glob_t found;
	FILE *f;
	size_t n;

	text[0] = '\0';
	*name = "";
	if (glob(mem_printf(&mem, "%s/rec/*.txt", folder), 0, NULL, &found)
	    == 0 && found.gl_pathc == 1) {
		*name = mem_str(&mem, found.gl_pathv[0]);
		f = fopen(*name, "r");
		if (f == NULL)
			abort();
		n = fread(text, 1, sizeof(text) - 1, f);
		text[n] = '\0';
		(void)fclose(f);
		(void)unlink(*name);
	}
	globfree(&found);
	return text;
}

static const char *
record(const char *line)
{
	const char *text, *name;

	(void)run(mem_printf(&mem, "%s --record %s/rec", line, folder));
	text = the_record(&name);
	if (*name != '\0')
		write_file("played.txt", text);
	return text;
}

static int
replay(const char *more)
{
	return run(mem_printf(&mem, "--replay %s/played.txt%s", folder, more));
}

static void
test_records(void)
{
	const char *text, *name;
	struct stat st;

	text = record("POST /form name=Ann password=geheim "
	    "-H Cookie:_demo=abc -H X-CSRF-Token:_1234 -H X-One:_uno");
	tap_ok(strstr(text, "REQUEST_METHOD=POST\n") != NULL, "a method");
	tap_ok(strstr(text, "PATH_INFO=/form\n") != NULL, "a path");
	tap_ok(strstr(text, "HTTP_X_ONE=uno\n") != NULL, "a field");
	tap_ok(strstr(text, "HTTP_COOKIE=***\n") != NULL, "no cookie");
	tap_ok(strstr(text, "HTTP_X_CSRF_TOKEN=***\n") != NULL, "no token");
	tap_ok(strstr(text, "\n\nname=Ann&password=***") != NULL, "the body");
	tap_ok(strstr(text, "geheim") == NULL, "no password");
	tap_ok(strstr(text, "DATA_DIR") == NULL, "nothing of the machine");
	tap_int(replay(""), 0, "played again");
	is_output("name=Ann note=- password=***\n", "played again");

	write_file("up.txt", "line\n--x\n");
	text = record(mem_printf(&mem, "POST /form name=Ann password=geheim "
	    "file=@%s/up.txt", folder));
	tap_ok(strstr(text, "geheim") == NULL, "no password in a multipart");
	tap_int(replay(""), 0, "played again");
	is_output("name=Ann note=- password=*** file=up.txt:9:line\n--x\n\n",
	    "multipart again");

	text = record("PUT /json -t application/json "
	    "-b {\"a\":{\"password\":\"x\\\"y\",\"b\":1},\"tok\\u0065n\":[1]}");
	tap_ok(strstr(text, "{\"a\":{\"password\":\"***\",\"b\":1},"
	    "\"tok\\u0065n\":\"***\"}") != NULL, "JSON");
	tap_int(replay(" -i"), 0, "played again");
	tap_ok(strstr(out, "application/json") != NULL, "JSON again");

	text = record("GET /echo/a%0Ab%5Cn?token=1&x=2");
	tap_ok(strstr(text, "PATH_INFO=/echo/a\\nb\\\\n\n") != NULL,
	    "a line feed in a path");
	tap_ok(strstr(text, "QUERY_STRING=token=***&x=2\n") != NULL,
	    "no secret in the query");
	(void)record("GET /echo/b%5Cn?token=1&x=2");
	tap_int(replay(" -u ann --time 1970-01-01T00:00:01"), 0, "again");
	is_output("GET /echo/b\\n q=token=***&x=2 user=ann agent=- now=1\n",
	    "again");

	(void)run(mem_printf(&mem, "GET /echo --record %s/rec", folder));
	tap_int(stat(mem_printf(&mem, "%s/rec", folder), &st), 0, "the folder");
	tap_int(st.st_mode & 0777, 0700, "is the owner's");
	(void)the_record(&name);
	tap_int(run("GET /echo --record /dev/null/x"), 0, "no place for it");
	tap_ok(strstr(err, "no record in /dev/null/x: ") != NULL, "is told");
	write_file("played.txt", "nothing of that kind\n");
	tap_int(replay(""), 2, "no record");
}

/* The environment as the CGI port reads it. */
static void
test_cgi(void)
{
	char name[] = "demo", *argv[] = { name, NULL };
	const char *record_name, *text;
	int status, saved_out, saved_in;

	write_file("in", "name=Ann&password=geheim&csrf=x and more");
	saved_in = dup(STDIN_FILENO);
	(void)close(STDIN_FILENO);
	if (open(mem_printf(&mem, "%s/in", folder), O_RDONLY) != 0)
		abort();
	setenv("GATEWAY_INTERFACE", "CGI/1.1", 1);
	setenv("REQUEST_METHOD", "POST", 1);
	setenv("PATH_INFO", "/form", 1);
	setenv("CONTENT_TYPE", "application/x-www-form-urlencoded", 1);
	setenv("CONTENT_LENGTH", "31", 1);
	setenv("UNIQUE_ID", "abc-1_2", 1);
	setenv("WEB_RECORD", mem_printf(&mem, "%s/rec", folder), 1);
	fflush(stdout);
	saved_out = redirect(STDOUT_FILENO, "out");
	status = web_main(1, argv, &app);
	restore(STDOUT_FILENO, saved_out, out);
	unsetenv("GATEWAY_INTERFACE");
	if (dup2(saved_in, STDIN_FILENO) == -1)
		abort();
	(void)close(saved_in);
	tap_int(status, 0, "CGI: the status goes to the client");
	tap_ok(strncmp(out, "Status: 403 ", 12) == 0, "CGI: a wrong token");
	text = the_record(&record_name);
	tap_ok(strstr(record_name, "-abc-1_2.txt") != NULL,
	    "CGI: the record has the server's id: %s", record_name);
	tap_ok(strstr(text, "\n\nname=Ann&password=***&csrf=***") != NULL &&
	    strstr(text, "more") == NULL, "CGI: the body and no more");
}

int
main(void)
{
	mem_init(&mem, 0);
	folder = test_make_folder(&mem);
	if (setenv("DATA_DIR", mem_printf(&mem, "%s/data", folder), 1) == -1)
		abort();
	test_requests();
	test_heads();
	test_bodies();
	test_usage();
	test_tables();
	test_records();
	test_cgi();
	test_remove_folder(folder);
	mem_release(&mem);
	return tap_done();
}
