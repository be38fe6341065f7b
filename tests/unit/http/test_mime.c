#include "http/mime.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tap.h"

#define OTHER	"application/octet-stream"

static char storage[65536];

static int
read_text(struct mime *m, const char *text, size_t room)
{
	struct slice s = guard_copy(slice_str(text));
	struct arena a;
	int result;

	arena_init(&a, storage, room);
	result = mime_read(m, s, &a);
	guard_free(s);			/* nothing may point into it */
	return result;
}

static const char sample[] =
    "# a comment\n"
    "\n"
    "text/html\t\thtml HTM\n"
    "application/json json # and a comment behind\n"
    "image/png png\r\n"
    "  text/css   css  \n"
    "application/no-ending\n"
    "application/gzip gz\n"
    "application/x-first x\n"
    "application/x-second x X y\n"
    "application/x-last tar.gz z";

static const struct {
	const char	*name, *want;
} lookups[] = {
	{ "index.html", "text/html; charset=utf-8" },
	{ "INDEX.HTML", "text/html; charset=utf-8" },
	{ "a.htm", "text/html; charset=utf-8" },
	{ "a.css", "text/css; charset=utf-8" },
	{ "a.json", "application/json" },
	{ "a.png", "image/png" },
	{ "a/b.c/d.png", "image/png" },
	{ "a.tar.gz", "application/gzip" },
	{ ".png", "image/png" },
	{ "a.x", "application/x-first" },
	{ "a.y", "application/x-second" },
	{ "a.z", "application/x-last" },
	{ "a.pn", OTHER },
	{ "a.pngx", OTHER },
	{ "png", OTHER },
	{ "a.png/b", OTHER },
	{ "a.png/", OTHER },
	{ "a.", OTHER },
	{ ".", OTHER },
	{ "a.comment", OTHER },
	{ "a.\xff", OTHER },
	{ "", OTHER },
};

static const struct {
	const char	*name, *text;
	int		 want;
} bad[] = {
	{ "empty", "", 0 },
	{ "only line ends", "\n\n", 0 },
	{ "no slash", "text html\n", 1 },
	{ "nothing behind the slash", "\ntext/ html\n", 2 },
	{ "nothing before the slash", "# x\n\n/html html\n", 3 },
	{ "two slashes", "a/b/c x\n", 1 },
	{ "another server's form", "types {\n\ta/b c;\n}\n", 1 },
	{ "a parameter", "text/html;charset=x html\n", 1 },
	{ "an ending with its dot", "a/b x\na/b .y\n", 2 },
	{ "an ending with a slash", "a/b x/y\n", 1 },
};

static void
test_lookup(void)
{
	struct mime m;

	tap_int(read_text(&m, sample, sizeof(storage)), 0, "read");
	tap_int((long long)m.ntypes, 10, "endings");
	for (size_t i = 0; i < sizeof(lookups) / sizeof(lookups[0]); i++) {
		struct slice name = guard_copy(slice_str(lookups[i].name));

		tap_is(slice_str(mime_type(&m, name)),
		    slice_str(lookups[i].want), "type of \"%s\"",
		    lookups[i].name);
		guard_free(name);
	}
}

static void
test_bad(void)
{
	struct mime m;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		tap_int(read_text(&m, bad[i].text, sizeof(storage)),
		    bad[i].want, "line of: %s", bad[i].name);
	m = (struct mime){ 0 };
	tap_is(slice_str(mime_type(&m, SLICE("a.html"))), SLICE(OTHER),
	    "an empty table");
}

/* Too little room is told, whatever it is. */
static void
test_room(void)
{
	struct mime m;
	size_t enough = 0;
	int wrong = 0;

	for (size_t room = 1; room < 1024; room++) {
		int result = read_text(&m, sample, room);

		if (enough == 0 && result == 0)
			enough = room;
		wrong += result != (enough > 0 ? 0 : -1);
	}
	tap_int(wrong, 0, "too little room is told");
	tap_ok(enough > 300 && enough < 800, "room: both happened");
}

/* Endings in the worst order, each found again. */
static void
test_many(void)
{
	static char text[32768];
	char name[32];
	struct mime m;
	size_t n = 0;
	int missing = 0;

	for (int i = 999; i >= 0; i--)
		n += (size_t)snprintf(text + n, sizeof(text) - n,
		    "x/t%d e%d\n", i, i);
	tap_int(read_text(&m, text, sizeof(storage)), 0, "many: read");
	for (int i = 0; i < 1000; i++) {
		snprintf(name, sizeof(name), "f.e%d", i);
		missing += strtol(mime_type(&m, slice_str(name)) + 3, NULL,
		    10) != i;
	}
	tap_int(missing, 0, "many: each is found");
}

/* The file that comes with the server (tests run in the top folder). */
static void
test_shipped(void)
{
	static const char *const names[][2] = {
		{ "a.html", "text/html; charset=utf-8" },
		{ "a.js", "text/javascript; charset=utf-8" },
		{ "a.mjs", "text/javascript; charset=utf-8" },
		{ "a.json", "application/json" },
		{ "a.wasm", "application/wasm" },
		{ "a.svg", "image/svg+xml" },
		{ "a.woff2", "font/woff2" },
		{ "a.mp4", "video/mp4" },
		{ "a.ogg", "audio/ogg" },
	};
	static char text[16384];
	FILE *f = fopen("etc/mime.types", "r");
	struct mime m;

	if (!tap_ok(f != NULL, "shipped: opened"))
		return;
	text[fread(text, 1, sizeof(text) - 1, f)] = '\0';
	fclose(f);
	tap_int(read_text(&m, text, sizeof(storage)), 0, "shipped: read");
	tap_ok(m.ntypes > 100, "shipped: not cut short");
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		tap_is(slice_str(mime_type(&m, slice_str(names[i][0]))),
		    slice_str(names[i][1]), "shipped: %s", names[i][0]);
}

int
main(void)
{
	test_lookup();
	test_bad();
	test_room();
	test_many();
	test_shipped();
	return tap_done();
}
