#include "apps/tutor/model/similar.h"

#include <stdio.h>
#include <string.h>

#include "tap.h"
#include "web/mem.h"

#define LOOP \
	"int main(void) {\n" \
	"\tint i, sum = 0;\n" \
	"\tfor (i = 0; i < 10; i++)\n" \
	"\t\tsum += i * i;\n" \
	"\tprintf(\"%d\\n\", sum);\n" \
	"\treturn 0;\n" \
	"}\n"
#define RENAMED \
	"/* mine! */ int main ( void )\n{\n" \
	"  int k, total = 0; // a sum\n" \
	"  for (k = 0; k < 10; k++) total += k * k;\n" \
	"  printf(\"sum %d\\n\", total); return 0; }\n"
#define OTHER \
	"#!/bin/sh\nwhile read line\ndo\n\tcase $line in\n" \
	"\t*a*) echo yes;;\n\t*) echo no;;\n\tesac\ndone\n"
#define ESSAY \
	"The first bytes of the file tell which format it has, so that " \
	"nobody has to believe its name.\n"

static const struct {
	const char	*name;
	bool		 code;
	const char	*a, *b, *given;
	bool		 found;
} rows[] = {
	{ "a copy", true, LOOP, LOOP, "", true },
	{ "a copy with other names", true, LOOP, RENAMED, "", true },
	{ "something else", true, LOOP, OTHER, "", false },
	{ "what was given to all", true, LOOP, RENAMED, LOOP, false },
	{ "empty ones", true, "", "", "", false },
	{ "one is too short", true, "int x;", "int x;", "", false },
	{ "a sentence", false, "I found this. " ESSAY, ESSAY "Well.", "",
	    true },
	{ "a sentence in capitals", false, ESSAY,
	    "THE FIRST BYTES, of the file: tell WHICH format.", "", true },
	{ "other words", false, ESSAY,
	    "Something that was written by somebody who thought first.", "",
	    false },
};

static void
test_pairs(void)
{
	struct similar_pair *pairs;
	struct similar_text texts[2];
	struct mem m;
	struct similar s = { .mem = &m, .texts = texts, .n = 2 };
	size_t n;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		mem_init(&m, 0);
		s.code = rows[i].code;
		texts[0] = (struct similar_text){ rows[i].a,
		    strlen(rows[i].a) };
		texts[1] = (struct similar_text){ rows[i].b,
		    strlen(rows[i].b) };
		s.given = (struct similar_text){ rows[i].given,
		    strlen(rows[i].given) };
		n = similar_find(&s, &pairs, 10);
		tap_int((long long)n, rows[i].found, "%s", rows[i].name);
		if (n == 1)
			tap_ok(pairs[0].a == 0 && pairs[0].b == 1 &&
			    pairs[0].share > .3 && pairs[0].share <= 1,
			    "%s: a share", rows[i].name);
		mem_release(&m);
	}
}

/* What everybody has is what was taught. */
static void
test_common(void)
{
	struct similar_text texts[40];
	struct similar_pair *pairs;
	struct mem m;
	struct similar s = { .mem = &m, .texts = texts, .n = 40 };

	mem_init(&m, 0);
	for (size_t i = 0; i < 40; i++)
		texts[i] = (struct similar_text){ ESSAY, strlen(ESSAY) };
	tap_int((long long)similar_find(&s, &pairs, 10), 0,
	    "what all have does not count");
	for (size_t i = 3; i < 40; i++)
		texts[i] = (struct similar_text){ "", 0 };
	tap_int((long long)similar_find(&s, &pairs, 10), 3,
	    "what three have does");
	tap_int((long long)similar_find(&s, &pairs, 2), 2,
	    "no more pairs than wanted");
	mem_release(&m);
}

static void
test_lines(void)
{
	struct similar_text texts[2] = {
		{ "Mine alone.\n" ESSAY "Also mine.\n", 0 },
		{ ESSAY, strlen(ESSAY) }
	};
	struct mem m;
	struct similar s = { .mem = &m, .texts = texts, .n = 2 };
	const bool *lines;
	size_t n;

	mem_init(&m, 0);
	texts[0].n = strlen(texts[0].p);
	lines = similar_lines(&s, 0, 1, &n);
	tap_ok(n == 4 && !lines[0] && lines[1] && !lines[2] && !lines[3],
	    "the line in both");
	mem_release(&m);
}

/* A comment that is not closed, a quote at the end, bytes of any kind. */
static void
test_odd(void)
{
	static const char *const odd[] = { "/*", "/*/", "\"", "'\\", "#", "//",
		"\"\\\n", "\xff\xfe", "/* \n\n" };
	struct similar_text texts[2];
	struct similar_pair *pairs;
	struct slice guard;
	struct mem m;
	struct similar s = { .mem = &m, .code = true, .texts = texts,
	    .n = 2 };
	size_t n;

	mem_init(&m, 0);
	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
		guard = guard_copy((struct slice){ odd[i], strlen(odd[i]) });
		texts[0] = texts[1] = (struct similar_text){ guard.p,
		    guard.n };
		tap_int((long long)similar_find(&s, &pairs, 1), 0,
		    "odd text %zu", i);
		(void)similar_lines(&s, 0, 1, &n);
		guard_free(guard);
	}
	mem_release(&m);
}

int
main(void)
{
	test_pairs();
	test_common();
	test_lines();
	test_odd();
	return tap_done();
}
