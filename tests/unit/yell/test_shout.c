/*
 * Text in capitals, whole and in pieces; the raw socket's lines; the page.
 */
#include "apps/yell/shout.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "apps/yell/raw.h"
#include "tap.h"
#include "web/test.h"
#include "web/web.h"

static const struct {
	const char	*name, *input, *want;
	bool		 letters;	/* needs a locale that knows more */
} rows[] = {
	{ "nothing", "", "", false },
	{ "ASCII", "az AZ 09 {|}~", "AZ AZ 09 {|}~", false },
	{ "lines", "a\nb\r\n\tc", "A\nB\r\n\tC", false },
	{ "what is no character", "\xff" "a\xc3(\x80",
	    "\xff" "A\xc3(\x80", false },
	{ "half a character at the end", "a\xc3", "A\xc3", false },
	{ "other letters", "gr\xc3\xbc\xc3\xa9", "GR\xc3\x9c\xc3\x89", true },
	{ "other alphabets", "\xce\xb1 \xd0\xb6", "\xce\x91 \xd0\x96", true },
	{ "no capital", "\xe6\xbc\xa2 \xf0\x9f\x93\xa3",
	    "\xe6\xbc\xa2 \xf0\x9f\x93\xa3", false }
};

/* Is there a locale that knows capitals beyond ASCII? */
static bool
knows_letters(void)
{
	struct mem m;
	struct text t;
	bool knows;

	mem_init(&m, 0);
	text_init(&t, &m);
	shout(&t, "\xc3\xbc", 2);
	knows = t.n == 2 && memcmp(t.p, "\xc3\x9c", 2) == 0;
	mem_release(&m);
	return knows;
}

static void
test_rows(void)
{
	struct mem m;
	struct text t;
	struct slice in;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (rows[i].letters && !knows_letters())
			continue;
		in = guard_copy(slice_str(rows[i].input));
		mem_init(&m, 0);
		text_init(&t, &m);
		shout(&t, in.p, in.n);
		tap_is(slice_of(t.p, t.n), slice_str(rows[i].want), "%s",
		    rows[i].name);
		mem_release(&m);
		guard_free(in);
	}
}

static void
test_nul(void)
{
	struct mem m;
	struct text t;

	mem_init(&m, 0);
	text_init(&t, &m);
	shout(&t, "a\0b", 3);
	tap_is(slice_of(t.p, t.n), slice_of("A\0B", 3), "a NUL stays");
	mem_release(&m);
}

/* Through two pipes; what is small fits into them. */
static void
raw_is(const char *input, size_t n, const char *want, const char *name)
{
	char got[8192];
	int in[2], out[2];
	ssize_t size;

	if (pipe(in) == -1 || pipe(out) == -1 ||
	    write(in[1], input, n) != (ssize_t)n) {
		tap_ok(false, "pipes");
		return;
	}
	(void)close(in[1]);
	tap_int(raw_yell(in[0], out[1]), 0, "%s: ends well", name);
	(void)close(out[1]);
	size = read(out[0], got, sizeof(got));
	tap_is(slice_of(got, size < 0 ? 0 : (size_t)size), slice_str(want),
	    "%s", name);
	(void)close(in[0]);
	(void)close(out[0]);
}

static void
test_raw(void)
{
	static char lines[6000], loud[sizeof(lines) + 1];

	memset(lines, 'x', sizeof(lines));
	memset(loud, 'X', sizeof(lines));
	lines[4500] = loud[4500] = '\n';
	raw_is("", 0, "", "nothing");
	raw_is("one\ntwo\n", 8, "ONE\nTWO\n", "lines");
	raw_is("no end", 6, "NO END", "no newline at the end");
	raw_is(lines, sizeof(lines), loud, "lines longer than the buffer");
}

static void
test_page(void)
{
	struct web_test *t = test_new(&application);

	test_get(t, "/");
	test_fill(t, "text", "say <it>");
	tap_int(test_click(t, "Yell it"), 200, "the form");
	tap_ok(test_has(t, "SAY &lt;IT&gt;</pre>"), "is answered in capitals");
	tap_ok(test_has(t, "say &lt;it&gt;</textarea>"), "and shown again");
	tap_int(test_post(t, "/", "any body"), 200, "a body");
	tap_is(slice_of(test_body(t), test_size(t)), slice_str("ANY BODY"),
	    "is answered, without a token");
	test_free(t);
}

int
main(void)
{
	shout_locale();
	test_rows();
	test_nul();
	test_raw();
	test_page();
	return tap_done();
}
