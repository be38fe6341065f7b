#include "apps/lib/shell.h"

#include <sys/stat.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "apps/lib/compose.h"
#include "apps/lib/memport.h"
#include "apps/lib/put.h"
#include "apps/lib/record.h"
#include "base/slice.h"
#include "http/status.h"

#define DATA_DIR_DEFAULT "var/data"

enum { MEMORY_MAX = 1 << 30 };	/* bytes; bodies are held in memory here */

static const char usage[] =
    "usage: %s METHOD /path[?query] [option ...] [name=value ...]\n"
    "       %s --replay FILE [option ...]\n"
    "       %s --routes | --check | --help\n"
    "\n"
    "  -u USER         ask as this user, without a password\n"
    "  -i              show the head of the answer, too\n"
    "  -H 'NAME: V'    a field of the request's head\n"
    "  -t TYPE         the media type of the body\n"
    "  -b BODY         the body; @FILE: from a file, @-: standard input\n"
    "  --time T        as if it were T, 2026-02-09T21:59:59 (UTC)\n"
    "  --record DIR    write the request down, secrets masked\n"
    "  name=value      a field of a form (GET: of the query)\n"
    "  name=@FILE      an upload\n"
    "\n"
    "Data are in the folder DATA_DIR (var/data).\n";

/* The answer as it comes, the head cut off or not. */
struct output {
	struct text	 head;		/* what came until it is whole */
	bool		 head_done;
	bool		 with_head;
	bool		 failed;	/* nobody took it */
};

/* Lines end as they do on a terminal. */
static int
put_head(struct output *out, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (out->head.p[i] != '\r')
			out->head.p[kept++] = out->head.p[i];
	return put_all(STDOUT_FILENO, out->head.p, kept);
}

static int
take_bytes(struct output *out, const char *bytes, size_t n)
{
	const char *end;
	size_t head;

	if (out->head_done)
		return put_all(STDOUT_FILENO, bytes, n);
	text_add(&out->head, bytes, n);
	end = strstr(out->head.p, "\r\n\r\n");
	if (end == NULL)
		return 0;
	out->head_done = true;
	head = (size_t)(end - out->head.p) + 4;
	bytes = mem_dup(out->head.mem, out->head.p + head, out->head.n - head);
	n = out->head.n - head;
	if (out->with_head && put_head(out, head) == -1)
		return -1;
	return put_all(STDOUT_FILENO, bytes, n);
}

static int
take_output(void *arg, const char *bytes, size_t n)
{
	struct output *out = arg;
	int status = take_bytes(out, bytes, n);

	if (status == -1 && !out->failed)
		perror("standard output");
	if (status == -1)
		out->failed = true;
	return status;
}

static int
tell(const struct shell_words *words, const char *what)
{
	fprintf(stderr, "%s: %s\n", words->program, what);
	return -1;
}

/* "name=value", or an upload "name=@file". */
static int
add_field(const struct shell_words *words, struct compose *c,
    const char *field)
{
	size_t n = strcspn(field, "=");
	const char *name = mem_dup(c->out.mem, field, n);
	const char *value = field + n + 1, *slash;
	struct compose_file file = { .field = name };

	if (value[0] != '@') {
		compose_field(c, name, value);
		return 0;
	}
	file.bytes = shell_load(words, c->out.mem, value + 1, &file.n);
	if (file.bytes == NULL)
		return -1;
	slash = strrchr(value, '/');
	file.name = slash == NULL ? value + 1 : slash + 1;
	compose_file(c, &file);
	return 0;
}

static bool
has_upload(const struct shell_words *words)
{
	for (size_t i = 0; i < words->nfields; i++)
		if (strstr(words->fields[i], "=@") ==
		    strchr(words->fields[i], '='))
			return true;
	return false;
}

static int
set_form(struct memport *p, const struct shell_words *words)
{
	struct compose c;

	compose_init(&c, p->mem, has_upload(words));
	for (size_t i = 0; i < words->nfields; i++)
		if (add_field(words, &c, words->fields[i]) == -1)
			return -1;
	compose_end(&c);
	memport_body(p, words->type == NULL ? c.type : words->type, c.out.p,
	    c.out.n);
	return 0;
}

/* Fields of a GET go behind what the query has. */
static int
set_query(struct memport *p, const struct shell_words *words)
{
	const char *given = p->port.env(p->port.arg, "QUERY_STRING");
	struct compose c;

	if (has_upload(words))
		return tell(words, "a GET carries no uploads");
	compose_init(&c, p->mem, false);
	text_adds(&c.out, given == NULL ? "" : given);
	for (size_t i = 0; i < words->nfields; i++)
		if (add_field(words, &c, words->fields[i]) == -1)
			return -1;
	memport_set(p, "QUERY_STRING", c.out.p);
	return 0;
}

static int
set_body(struct memport *p, const struct shell_words *words)
{
	const char *body = words->body;
	size_t n;

	if (words->nfields > 0)
		return tell(words, "either -b or fields, not both");
	if (body[0] == '@')
		body = shell_load(words, p->mem, body + 1, &n);
	else
		n = strlen(body);
	if (body == NULL)
		return -1;
	memport_body(p, words->type == NULL ?
	    "application/x-www-form-urlencoded" : words->type, body, n);
	return 0;
}

static int
set_content(struct memport *p, const struct shell_words *words)
{
	const char *method = p->port.env(p->port.arg, "REQUEST_METHOD");
	bool looks = strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;

	if (words->body != NULL)
		return set_body(p, words);
	if (words->nfields > 0)
		return looks ? set_query(p, words) : set_form(p, words);
	memport_body(p, looks ? NULL : words->type, "", 0);
	return 0;
}

static void
set_headers(struct memport *p, const struct shell_words *words)
{
	struct slice name, value;

	for (size_t i = 0; i < words->nheaders; i++) {
		value = slice_str(words->headers[i]);
		(void)slice_cut(&value, ':', &name);	/* there is one */
		value = slice_trim(value);
		name = slice_trim(name);
		memport_header(p, mem_dup(p->mem, name.p, name.n),
		    mem_dup(p->mem, value.p, value.n));
	}
}

static void
set_defaults(struct memport *p)
{
	const char *folder = getenv("DATA_DIR");

	p->outside = true;
	p->port.trusted = true;
	if (folder == NULL || *folder == '\0')
		memport_set(p, "DATA_DIR", DATA_DIR_DEFAULT);
}

static int
set_request(struct memport *p, const struct shell_words *words, char **argv)
{
	memport_target(p, argv[0], argv[1]);
	memport_set(p, "HTTP_HOST", "localhost");
	memport_set(p, "SERVER_NAME", "localhost");
	memport_set(p, "SERVER_PORT", "80");
	memport_set(p, "SERVER_PROTOCOL", "HTTP/1.1");
	memport_set(p, "REMOTE_ADDR", "127.0.0.1");
	set_headers(p, words);
	return set_content(p, words);
}

static int
set_replay(struct memport *p, const struct shell_words *words, char **argv)
{
	size_t n;
	const char *text = shell_load(words, p->mem, argv[1], &n);

	if (text == NULL)
		return -1;
	if (record_read(p, text, n) == -1)
		return tell(words, "that is no recorded request");
	set_headers(p, words);
	if (words->body != NULL || words->nfields > 0)
		return tell(words, "a replay has its own body");
	return 0;
}

/* Two words, METHOD /path or --replay FILE, and what goes with them. */
static int
run(struct mem *m, const struct web_app *app, char **argv)
{
	struct shell_words words = { .program = app->name };
	struct output out = { .head_done = false };
	struct memport p;
	int status;

	text_init(&out.head, m);
	memport_init(&p, m, take_output, &out);
	set_defaults(&p);
	if (shell_take_words(&words, m, argv + 2) == -1)
		return SHELL_USAGE;
	status = argv[0][0] == '-' ? set_replay(&p, &words, argv) :
	    set_request(&p, &words, argv);
	if (status == -1)
		return SHELL_USAGE;
	out.with_head = words.with_head;
	p.port.user = words.user;
	p.port.now_ms = words.now_ms;
	status = record_serve(app, &p.port, words.record);
	if (status == -1)
		return SHELL_FAILED;	/* what broke was told */
	if (status < 400)
		return out.failed ? SHELL_FAILED : SHELL_FINE;
	fprintf(stderr, "%s: %d %s\n", app->name, status,
	    status_reason(status));
	return SHELL_FAILED;
}

static int
run_request(const struct web_app *app, char **argv)
{
	struct mem m;
	int status;

	mem_init(&m, MEMORY_MAX);
	status = run(&m, app, argv);
	mem_release(&m);
	return status;
}

static int
no_output(void *arg, const char *bytes, size_t n)
{
	(void)arg;
	(void)bytes;
	(void)n;
	return 0;
}

static int
run_check(struct web *w, int argc, char **argv)
{
	int mistakes = shell_check(w);

	(void)argc;
	(void)argv;
	if (mistakes == 0)
		printf("%s: all is well\n", w->app->name);
	return mistakes == 0 ? SHELL_FINE : SHELL_FAILED;
}

/* What needs the data folder and an arena, but answers nobody. */
static int
run_command(const struct web_app *app, int argc, char **argv)
{
	int (*command)(struct web *, int, char **) = app->command;
	struct memport p;
	struct mem m;
	struct web w;
	int status;

	if (strcmp(argv[0], "--check") == 0)
		command = run_check;
	if (command == NULL)
		return -1;
	mem_init(&m, 0);
	memport_init(&p, &m, no_output, NULL);
	set_defaults(&p);
	/* In a new clone no server ran yet that made it. */
	if (command != run_check && getenv("DATA_DIR") == NULL)
		(void)mkdir("var", 0777);
	web_init(&w, app, &p.port);
	status = command(&w, argc, argv);
	web_release(&w);
	mem_release(&m);
	return status;
}

static int
print_usage(FILE *to, const struct web_app *app)
{
	fprintf(to, usage, app->name, app->name, app->name);
	if (app->command != NULL)
		fprintf(to, "\nIt has words of its own: %s help\n", app->name);
	return to == stdout ? SHELL_FINE : SHELL_USAGE;
}

static bool
is_method(const char *word)
{
	return *word != '\0' &&
	    word[strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-")] == '\0' &&
	    word[0] != '-';
}

int
web_shell(int argc, char **argv, const struct web_app *app)
{
	int status;

	if (argc < 2)
		return print_usage(stderr, app);
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
		return print_usage(stdout, app);
	if (argc > 2 && ((is_method(argv[1]) && argv[2][0] == '/') ||
	    strcmp(argv[1], "--replay") == 0))
		return run_request(app, argv + 1);
	if (strcmp(argv[1], "--routes") == 0) {
		shell_routes(app);
		return SHELL_FINE;
	}
	status = run_command(app, argc - 1, argv + 1);
	return status == -1 ? print_usage(stderr, app) : status;
}
