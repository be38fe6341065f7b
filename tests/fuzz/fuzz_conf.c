/*
 * Any text is read without harm; errors are told once each, with a line of the
 * text; what is good prints, reads back and prints alike, and routes.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "conf/conf.h"
#include "conf/route.h"

enum { ROOM = 1 << 20 };

struct run {
	struct conf	 conf;
	struct arena	 arena;
	struct slice	 included;	/* what every include gives, once */
	int		 nerrors;
	int		 nlines;
	char		*out;
	size_t		 nout;
};

static int
include(void *arg, const char *pattern, size_t n, const char **path,
    struct slice *text)
{
	struct run *run = arg;

	assert(pattern[0] == '/');
	if (n > 0)
		return pattern[1] == 'e' ? -1 : 0;
	*path = pattern;
	*text = run->included;
	return 1;
}

static void
error(void *arg, struct conf_pos pos, const char *message)
{
	struct run *run = arg;

	run->nerrors++;
	assert(pos.file != NULL);
	assert(pos.line >= 1 && pos.line <= run->nlines);
	assert(message[0] != '\0' && strchr(message, '\n') == NULL);
}

static void
write_out(void *arg, const char *text, size_t n)
{
	struct run *run = arg;

	assert(run->nout + n < ROOM);
	memcpy(run->out + run->nout, text, n);
	run->nout += n;
}

static int
count_lines(struct slice text)
{
	int n = 0;

	for (size_t i = 0; i < text.n; i++)
		n += text.p[i] == '\n';
	return n;
}

static int
read_text(struct run *run, struct slice text, size_t room)
{
	struct conf_input in = {
		.file = "f", .dir = "/d/e", .text = text,
		.include = include, .error = error, .arg = run
	};
	int n;

	run->nlines = 1 + count_lines(text) + count_lines(run->included);
	arena_init(&run->arena, malloc(room), room);
	assert(run->arena.mem != NULL);
	n = conf_parse(&run->conf, &in, &run->arena);
	assert(n == run->nerrors);
	assert(n <= 101);
	return n;
}

static void
check_limits(const struct conf *conf, const struct program_limits *limits)
{
	assert(limits->cap >= 0 && (size_t)limits->cap < conf->ncaps);
	for (int i = 0; i < NCLOCKS; i++)
		assert(limits->clocks[i] >= 0);
}

static void
check_site(const struct conf *conf, const struct site *site)
{
	static struct path path;
	struct route r;

	check_limits(conf, &site->root.limits);
	for (size_t i = 0; i < site->nlocations; i++) {
		const struct location *loc = &site->locations[i];
		char mem[4096];
		struct arena arena;

		assert(loc->prefix[0] == '/');
		check_limits(conf, &loc->limits);
		check_limits(conf, route_limits(loc, "sub/report.sh"));
		(void)route_allowed(loc, NULL);
		arena_init(&arena, mem, sizeof(mem));
		if (path_parse(&path, slice_str("/a//b/x"), &arena) != 0)
			abort();
		route_find(site, &path, &r);
		assert(r.location != NULL && r.next <= path.nsegs);
	}
}

static void
check_good(struct run *first)
{
	struct run second = { .out = malloc(ROOM) };

	for (size_t i = 0; i < first->conf.nsites; i++)
		check_site(&first->conf, &first->conf.sites[i]);
	for (size_t i = 0; i < first->conf.nlistens; i++) {
		const struct conf_stream *s = first->conf.listens[i].stream;

		if (s == NULL)
			continue;
		assert(s->exec.program.path[0] == '/');
		check_limits(&first->conf, &s->limits);
	}
	for (size_t i = 0; i < first->conf.nservices; i++) {
		const struct conf_service *s = &first->conf.services[i];

		assert(s->name[0] != '\0');
		assert(s->command.program.path[0] == '/');
	}
	for (size_t i = 0; i < first->conf.ncaps; i++)
		assert(first->conf.caps[i].key != NULL);
	assert(route_site(&first->conf, SLICE("www.example.org")) != NULL);
	conf_print(&first->conf, write_out, first);
	if (read_text(&second, slice_of(first->out, first->nout), ROOM) == 0) {
		conf_print(&second.conf, write_out, &second);
		assert(first->nout == second.nout);
		assert(memcmp(first->out, second.out, first->nout) == 0);
	} else {
		assert(arena_left(&second.arena) < ROOM / 2);
	}
	free(second.arena.mem);
	free(second.out);
}

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* A NUL cuts the text from what an include gives. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct run run = { .out = malloc(ROOM) }, small = { .nerrors = 0 };
	struct slice text;

	if (size > 4096) {
		free(run.out);
		return 0;
	}
	text = slice_of((const char *)data, slice_find(
	    slice_of((const char *)data, size), '\0'));
	run.included = small.included = slice_skip(
	    slice_of((const char *)data, size), text.n + 1);
	if (read_text(&run, text, ROOM) == 0)
		check_good(&run);
	(void)read_text(&small, text, 40000 + size * 4);
	free(small.arena.mem);
	free(run.arena.mem);
	free(run.out);
	return 0;
}
