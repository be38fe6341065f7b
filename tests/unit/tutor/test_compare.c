/* Outputs that are right or not, and how a difference is shown. */
#include <string.h>

#include "apps/tutor/model/compare.h"
#include "apps/tutor/model/difference.h"
#include "tap.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/val.h"

static const struct row {
	const char	*kind, *want, *got;
	bool		 right;
} rows[] = {
	{ "exact", "a b\n", "a b\n", true },
	{ "exact", "", "", true },
	{ "exact", "a\n", "a", false },
	{ "exact", "a\n", "a \n", false },
	{ "exact", "a", "ab", false },
	{ "exact", "", "\n", false },

	{ "lines", "a\nb\n", "a  \nb\t\r\n\n\n", true },
	{ "lines", "a\n", "a", true },
	{ "lines", "", " \n\n", true },
	{ "lines", "a\n\nb\n", "a\nb\n", false },
	{ "lines", " a\n", "a\n", false },
	{ "lines", "a\n", "", false },
	{ "lines", "a\n", "a\nb\n", false },
	{ "lines", "a\nb\n", "a b\n", false },

	{ "tokens", "a b\nc\n", "a\n\tb c", true },
	{ "tokens", "a b", "ab", false },
	{ "tokens", "a", "a a", false },
	{ "tokens", "a a", "a", false },
	{ "tokens", "A", "a", false },
	{ "tokens", "", "\v\f\r ", true },
	{ "tokens", "1.0", "1", false },

	{ "float", "1.0 x\n", "1 x", true },
	{ "float", "1.0", "1.0000005", true },
	{ "float", "1.0", "1.00001", false },
	{ "float", "0", "0.0000009", true },
	{ "float", "1e9", "1000000500", true },
	{ "float", "1e9", "1000002000", false },
	{ "float", "-1", "1", false },
	{ "float", "0", "nan", false },
	{ "float", "nan", "nan", false },
	{ "float", "inf", "inf", true },
	{ "float", "inf", "-inf", false },
	{ "float", "1e308", "inf", false },
	{ "float", "inf", "1e308", false },
	{ "float", "a1", "a1", true },
	{ "float", "1", "1x", false },
	{ "float", "1", "", false },
	{ "float", "x", "1", false },

	{ "unordered", "a\nb\n", "b\na\n", true },
	{ "unordered", "a\na\nb\n", "a\nb\nb\n", false },
	{ "unordered", "a\nb\n", "b\n", false },
	{ "unordered", "a\n", "b\na\n", false },
	{ "unordered", "a \nb\n", "b\t\na", true },
	{ "unordered", "", "", true },
	{ "unordered", "ab\na\n", "a\nab\n", true },

	{ "regex", "[0-9]+ ms\nok\n", "12 ms\nok\n", true },
	{ "regex", "[0-9]+\n", "12 ms\n", false },
	{ "regex", "a|b\n", "b\n", true },
	{ "regex", "a|b\n", "xb\n", false },
	{ "regex", "a\n\nb\n", "a\n\nb\n", true },
	{ "regex", "a\n\nb\n", "a\nx\nb\n", false },
	{ "regex", "(a)\\1\n", "aa\n", false },
	{ "regex", "a\n", "a\nb\n", false },
	{ "regex", "\\\\1", "\\1", true },
};

static struct piece
piece(const char *s)
{
	return (struct piece){ s, strlen(s) };
}

static struct slice
slice(const char *s)
{
	return (struct slice){ s, strlen(s) };
}

static bool
compare(struct mem *mem, const struct row *row, struct difference *where)
{
	int kind = compare_find(row->kind);
	struct compare how = { COMPARE_EXACT, COMPARE_TOLERANCE, mem };
	struct slice want = guard_copy(slice(row->want));
	struct slice got = guard_copy(slice(row->got));
	bool right;

	if (kind == -1)
		return false;
	how.kind = (enum compare_kind)kind;
	right = compare_output(&how, (struct piece){ want.p, want.n },
	    (struct piece){ got.p, got.n }, where);
	guard_free(want);
	guard_free(got);
	how.kind = (enum compare_kind)kind;
	return right == compare_output(&how, piece(row->want), piece(row->got),
	    where) && right;
}

static void
test_rows(void)
{
	struct difference where;
	struct mem mem;

	mem_init(&mem, 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		tap_ok(compare(&mem, &rows[i], &where) == rows[i].right,
		    "row %zu, %s", i, rows[i].kind);
	tap_int(compare_find("nearly"), -1, "no such kind");
	mem_release(&mem);
}

#define LONG	"0123456789012345678901234567890123456789" \
		"0123456789012345678901234567890123456789" \
		"0123456789012345678901234567890123456789"

static const struct shown {
	const char	*kind, *want, *got, *text;
} shown[] = {
	{ "exact", "a b\n", "a  b\n",
	    "Line 1, expected: a·b\nLine 1, printed:  a··b\n" },
	{ "exact", "a\n", "a",
	    "Line 1, expected: a↵\nLine 1, printed:  a\n" },
	{ "exact", "a\nb\n", "a\n",
	    "Line 2, expected: b\nLine 2, printed:  nothing more\n" },
	{ "lines", "x\n\ty\n", "x\n        y\n",
	    "Line 2, expected: →y\nLine 2, printed:  ········y\n" },
	{ "tokens", "one two\nthree", "one\ntwo four\n",
	    "Line 2, expected: three\nLine 2, printed:  two·four\n" },
	{ "tokens", "a b c", "a b",
	    "Line 1, expected: a·b·c\nLine 1, printed:  a·b\n" },
	{ "unordered", "a\nb\nc\n", "c\nd\na\n",
	    "Line 2, expected: b\nLine 2, printed:  d\n" },
	{ "lines", "é\n", "è\n",
	    "Line 1, expected: é\nLine 1, printed:  è\n" },
	{ "lines", "a\n", "\033[2J\302\240\342\200\256\377\n",
	    "Line 1, expected: a\n"
	    "Line 1, printed:  <U+001B>[2J<U+00A0><U+202E><FF>\n" },
	{ "lines", LONG "a", LONG "b" LONG,
	    "Line 1, expected: …0123456789012345678901234567890123456789a\n"
	    "Line 1, printed:  …0123456789012345678901234567890123456789b"
	    "0123456789012345678901234567890123456789"
	    "012345678901234567890123456789012345678…\n" },
};

static void
test_shown(void)
{
	struct difference where;
	struct mem mem;
	struct text t;
	struct val *v;
	struct row row;

	mem_init(&mem, 0);
	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++) {
		text_init(&t, &mem);
		row.kind = shown[i].kind;
		row.want = shown[i].want;
		row.got = shown[i].got;
		if (compare(&mem, &row, &where))
			tap_ok(false, "%s differs", row.want);
		v = val_object(&mem);
		difference_val(v, &where);
		difference_text(&t, v);
		tap_is(slice(t.p), slice(shown[i].text), "shows row %zu", i);
	}
	mem_release(&mem);
}

static void
test_html(void)
{
	struct row row = { "lines", "a<b\n", "a<i>\n", false };
	struct difference where;
	struct mem mem;
	struct text t;
	struct val *v;

	mem_init(&mem, 0);
	text_init(&t, &mem);
	v = val_object(&mem);
	(void)compare(&mem, &row, &where);
	difference_val(v, &where);
	difference_html(&t, v);
	tap_is(slice(t.p), slice("<dl class=\"difference\">\n"
	    "<div><dt>Line 1, expected</dt> <dd><code>a&lt;<mark>b</mark>"
	    "</code></dd></div>\n"
	    "<div><dt>Line 1, printed</dt> <dd><code>a&lt;<mark>i&gt;</mark>"
	    "</code></dd></div>\n</dl>\n"), "HTML is escaped");
	mem_release(&mem);
}

static void
test_patterns(void)
{
	struct mem mem;
	size_t line;

	mem_init(&mem, 0);
	tap_ok(compare_pattern_wrong(&mem, piece("a+\n\n[b]\n"), &line) == NULL,
	    "patterns that are");
	tap_ok(compare_pattern_wrong(&mem, piece("a\n(\n"), &line) != NULL &&
	    line == 2, "one that is none");
	tap_ok(compare_pattern_wrong(&mem, piece("(a)\\1"), &line) != NULL &&
	    line == 1, "one that refers back");
	tap_ok(compare_pattern_wrong(&mem, piece("a\n\\d+"), &line) != NULL &&
	    line == 2, "a letter that libraries read otherwise");
	tap_ok(compare_pattern_wrong(&mem, piece("\\bx\\b\\s\\.\\\\d"),
	    &line) == NULL, "signs that all know");
	tap_ok(compare_pattern_wrong(&mem, piece("(a{100}){1,100}"), &line) !=
	    NULL, "one that grows in itself");
	tap_ok(compare_pattern_wrong(&mem,
	    piece("(((((((((((((((a+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)"), &line) !=
	    NULL, "one that doubles at each level");
	tap_ok(compare_pattern_wrong(&mem, piece("[]a[:digit:]+]+ (a|b)+ c+ "
	    "d+ e+ f+ g+ h+ i+ j+ k+ l+ m+ n+ [^]]"), &line) == NULL,
	    "one that repeats many things once");
	tap_ok(compare_pattern_wrong(&mem, piece("[0-9]{4}-[0-9]{2}"), &line)
	    == NULL, "one that repeats a little");
	mem_release(&mem);
}

/* A megabyte of the worst for each kind takes no time to speak of. */
static void
test_large(void)
{
	struct compare how = { COMPARE_EXACT, COMPARE_TOLERANCE, NULL };
	struct difference where;
	struct piece a = { NULL, 1 << 20 }, b = { NULL, 1 << 20 };
	struct mem mem;
	char *p, *q;

	mem_init(&mem, 512 << 20);
	a.p = p = mem_alloc(&mem, a.n);
	b.p = q = mem_alloc(&mem, b.n);
	how.mem = &mem;
	memset(p, '1', a.n);
	memset(q, '1', b.n);
	for (size_t i = 9; i < a.n; i += 10)
		p[i] = q[i] = '\n';
	q[b.n - 2] = '2';
	for (int kind = 0; kind < COMPARE_KINDS; kind++) {
		how.kind = (enum compare_kind)kind;
		tap_ok(!compare_output(&how, a, b, &where),
		    "a large output, kind %d", kind);
	}
	mem_release(&mem);
}

int
main(void)
{
	test_rows();
	test_shown();
	test_html();
	test_patterns();
	test_large();
	return tap_done();
}
