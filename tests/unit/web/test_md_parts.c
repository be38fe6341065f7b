/*
 * The parts of Markdown that have a life of their own: tables of characters,
 * the map, the cost of hostile text.
 */
#include <string.h>
#include <time.h>

#include "apps/lib/md_entities.h"
#include "apps/lib/md_map.h"
#include "apps/lib/md_unicode.h"
#include "md_rows.h"

static const struct {
	const char	*name, *want;
} entities[] = {
	{ "AElig", "\303\206" }, { "zwnj", "\342\200\214" }, { "amp", "&" },
	{ "AMP", "&" }, { "Tab", "\t" }, { "NewLine", "\n" },
	{ "CounterClockwiseContourIntegral", "\342\210\263" },
	{ "gt", ">" }, { "gtrsim", "\342\211\263" }, { "Zscr",
	    "\360\235\222\265" }, { "ngE", "\342\211\247\314\270" },
	{ "am", "" }, { "ampp", "" }, { "aaaa", "" }, { "zzzz", "" },
	{ "a", "" }, { "", "" }, { "1a", "" }, { "AELIG", "" }
};

static void
check_entities(void)
{
	for (size_t i = 0; i < sizeof(entities) / sizeof(entities[0]); i++)
		tap_is(md_entity_find(slice_str(entities[i].name)),
		    slice_str(entities[i].want), "&%s;", entities[i].name);
}

static const struct {
	const char	*name, *in, *want;
} folds[] = {
	{ "ASCII", "aBc-Z[", "abc-z[" },
	{ "Latin", "\303\200\303\236\304\200\304\201", "\303\240\303\276"
	    "\304\201\304\201" },
	{ "Greek, with the last sigma", "\316\243\317\202",
	    "\317\203\317\203" },
	{ "sharp s", "\303\237\341\272\236", "ssss" },
	{ "a ligature", "\357\254\203", "ffi" },
	{ "Cyrillic", "\320\226", "\320\266" },
	{ "Deseret", "\360\220\220\200", "\360\220\220\250" },
	{ "what has no case", "\344\270\255\360\237\230\200",
	    "\344\270\255\360\237\230\200" }
};

static void
check_folds(void)
{
	struct mem mem;
	struct text t;

	mem_init(&mem, 0);
	text_init(&t, &mem);
	for (size_t i = 0; i < sizeof(folds) / sizeof(folds[0]); i++) {
		text_clear(&t);
		md_unicode_fold(&t, slice_str(folds[i].in));
		tap_is(slice_of(t.p, t.n), slice_str(folds[i].want), "fold %s",
		    folds[i].name);
	}
	mem_release(&mem);
}

static void
check_classes(void)
{
	tap_ok(md_unicode_punct('!') && md_unicode_punct('~') &&
	    md_unicode_punct('$') && !md_unicode_punct('a') &&
	    !md_unicode_punct(' ') && !md_unicode_punct('0') &&
	    !md_unicode_punct(0x7f), "punctuation of ASCII");
	tap_ok(md_unicode_punct(0xa1) && md_unicode_punct(0x20ac) &&
	    md_unicode_punct(0x3001) && md_unicode_punct(0x1f600) &&
	    !md_unicode_punct(0xe9) && !md_unicode_punct(0x4e2d) &&
	    !md_unicode_punct(0x10ffff), "and beyond");
	tap_ok(md_unicode_space(' ') && md_unicode_space('\f') &&
	    md_unicode_space(0xa0) && md_unicode_space(0x3000) &&
	    !md_unicode_space(0x200b) && !md_unicode_space('\v'), "blanks");
	tap_int(md_unicode_first(SLICE("\360\237\230\200a")), 0x1f600,
	    "the first character");
	tap_int(md_unicode_last(SLICE("a\342\202\254")), 0x20ac,
	    "the last character");
	tap_int(md_unicode_last(SLICE("")), '\n', "none is a line's end");
}

/* Keys that begin alike, each put in twice, found again by their values. */
static void
check_map(void)
{
	enum { COUNT = 500 };
	static char values[COUNT];
	struct md_map map = { NULL };
	struct mem mem;
	char key[COUNT];
	bool fine = true;
	void **place;

	mem_init(&mem, 0);
	memset(key, 'k', sizeof(key));
	tap_ok(md_map_get(&map, SLICE("k")) == NULL, "an empty map");
	for (size_t i = 0; i < COUNT; i++) {
		place = md_map_at(&map, &mem, slice_of(key, i * 7 % COUNT));
		fine = fine && *place == NULL;
		*place = &values[i];
	}
	for (size_t i = 0; i < COUNT; i++)
		fine = fine && *md_map_at(&map, &mem,
		    slice_of(key, i * 7 % COUNT)) == &values[i] &&
		    md_map_get(&map, slice_of(key, i * 7 % COUNT)) ==
		    &values[i];
	tap_ok(fine, "%d keys", COUNT);
	tap_ok(md_map_get(&map, SLICE("kk\1")) == NULL &&
	    md_map_get(&map, SLICE("l")) == NULL, "others are not there");
	mem_release(&mem);
}

/* Text made of a beginning and of a piece again and again. */
static const struct {
	const char	*begin, *piece, *end;
} hostile[] = {
	{ "", "[", "" }, { "", "]", "" }, { "", "![", "a](b)" },
	{ "", "*a **a ", "" }, { "", "*a_ ", "" }, { "", "x*x_ ", "" },
	{ "", "`a``b```", "" }, { "", "[a](b", "" }, { "", "[a](<b", "" },
	{ "", "[a](b \"c", "" }, { "", "![[]()", "" }, { "", "[a][", "" },
	{ "a", "<!--", "" }, { "a", "<?", "" }, { "a", "<![CDATA[", "" },
	{ "a", "<!A", "" }, { "a", "<a b=\"", "" }, { "a<a", " b", "" },
	{ "", "<a@b", "" }, { "", ">", "" }, { "", "> - ", "" },
	{ "", "- ", "a" }, { "- - - - a", "\n", "" }, { "", "-\n", "" },
	{ "", "    a\n\n", "" }, { "", "[a]: b\n", "" },
	{ "", "[a]: b \"c\n", "" }, { "[a]: bcdefgh\n\n", "[a]", "" },
	{ "", "[a]: b\n=\n", "" }, { "a|b\n-|-\n", "a\n", "" },
	{ "", "a|b\n-|-\n", "" }, { "", "$a ", "`b`" }, { "", "$$a ", "" },
	{ "", "a $$\n$$\n", "" }, { "", "# a\n", "" }, { "", "# ", "" },
	{ "", "&a", ";" }, { "", "\\", "" }, { "", "a \n", "" }
};

static double
seconds(const char *in, size_t n, size_t *out_bytes)
{
	clock_t begin = clock();
	struct mem mem;
	struct text out;

	mem_init(&mem, 0);
	text_init(&out, &mem);
	md_html(&out, in, n, MD_TABLES | MD_MATH | MD_HEADING_IDS);
	*out_bytes = out.n;
	mem_release(&mem);
	return (double)(clock() - begin) / CLOCKS_PER_SEC;
}

/*
 * None of these takes a tenth of a second where time is a multiple of the
 * bytes; sanitizers and busy machines get two.  What is not, takes a minute.
 */
static void
check_hostile(void)
{
	enum { BYTES = 100000 };
	struct mem mem;
	struct text in;
	size_t bytes;
	double took;

	mem_init(&mem, 0);
	text_init(&in, &mem);
	for (size_t i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++) {
		text_clear(&in);
		text_adds(&in, hostile[i].begin);
		while (in.n < BYTES)
			text_adds(&in, hostile[i].piece);
		text_adds(&in, hostile[i].end);
		took = seconds(in.p, in.n, &bytes);
		tap_ok(took < 2 && bytes < 40 * in.n,
		    "hostile text %zu: %zu bytes", i, bytes);
	}
	mem_release(&mem);
}

/* A wide table and a long reference do not multiply. */
static void
check_expansion(void)
{
	enum { COUNT = 20000 };
	struct mem mem;
	struct text in;
	size_t bytes;

	mem_init(&mem, 0);
	text_init(&in, &mem);
	for (size_t i = 0; i < COUNT; i++)
		text_adds(&in, "|a");
	text_adds(&in, "\n");
	for (size_t i = 0; i < COUNT; i++)
		text_adds(&in, "|-");
	for (size_t i = 0; i < COUNT; i++)
		text_adds(&in, "\n|b");
	(void)seconds(in.p, in.n, &bytes);
	tap_ok(bytes < 20 * in.n, "cells that lack: %zu bytes", bytes);
	text_clear(&in);
	text_adds(&in, "[a]: ");
	for (size_t i = 0; i < COUNT; i++)
		text_adds(&in, "x");
	text_adds(&in, "\n\n");
	for (size_t i = 0; i < COUNT; i++)
		text_adds(&in, "[a]");
	(void)seconds(in.p, in.n, &bytes);
	tap_ok(bytes < 20 * in.n, "a long reference: %zu bytes", bytes);
	mem_release(&mem);
}

static void
add_times(struct text *t, size_t n, const char *piece)
{
	for (size_t i = 0; i < n; i++)
		text_adds(t, piece);
}

/* Blanks behind a wide row are not looked through for each of its cells. */
static void
check_wide_rows(void)
{
	enum { CELLS = 40000 };
	struct mem mem;
	struct text in;
	size_t bytes;

	mem_init(&mem, 0);
	text_init(&in, &mem);
	add_times(&in, CELLS, "|a");
	add_times(&in, CELLS, "  ");
	add_times(&in, 1, "\n");
	add_times(&in, CELLS, "|-");
	add_times(&in, CELLS, "  ");
	tap_ok(seconds(in.p, in.n, &bytes) < 2, "blanks behind wide rows");
	tap_ok(bytes > CELLS * 9, "which are a table: %zu bytes", bytes);
	mem_release(&mem);
}

int
main(void)
{
	check_entities();
	check_folds();
	check_classes();
	check_map();
	check_hostile();
	check_expansion();
	check_wide_rows();
	return tap_done();
}
