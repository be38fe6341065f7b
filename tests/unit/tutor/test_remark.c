/* Remarks: which answers are alike, which remark holds, lines for the file. */
#include "apps/tutor/model/remark.h"

#include <math.h>
#include <string.h>

#include "apps/tutor/model/answer_words.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/problem.h"
#include "apps/tutor/model/staff.h"
#include "tap.h"
#include "web/json.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/val.h"

static struct mem mem;

static void
same(const char *got, const char *want, const char *name, const char *of)
{
	tap_is(slice_str(got == NULL ? "none" : got),
	    slice_str(want == NULL ? "none" : want), "%s %s", name, of);
}

static const char page_text[] =
    "title: A\n\n"
    "::: number n\nHow many?\n= 8\n~ 4 : Half.\nwhy: So.\n:::\n\n"
    "::: text t\nSay.\n= yes\n= maybe 40%\n:::\n\n"
    "::: choose c shuffle\nWhich?\n(x) Canberra\n( ) Sydney\n"
    "(50%) a \\: b\n( ) Perth : West.\n:::\n\n"
    "::: tick k shuffle\nWhich?\n[x] one\n[ ] two\n[x] three\n:::\n\n"
    "::: number v\nlet a = 2..9\n{a}?\n= {a}\n:::\n\n"
    "::: essay e\nWrite.\n:::\n\n"
    "::: formula f vars=x\nWhat?\n= 2*x\n:::\n\n"
    "::: order o\nSort.\n= a\n= b\n:::\n\n"
    "::: blanks b\n{_x_} and {_y_}.\n\n= x = a\n= y = b\n:::\n\n"
    "::: tick s\nWhich?\n[x] a + b\n[ ] c\n[x] a\n[ ] b + c\n:::\n";

static const struct page *
read_page(void)
{
	struct problems ps;
	const struct page *page;

	problems_init(&ps, &mem);
	page = page_read(&mem, "10.p.md", page_text, sizeof(page_text) - 1,
	    &ps);
	for (size_t i = 0; i < ps.n; i++)
		tap_note("%zu: %s", ps.list[i].line, ps.list[i].what);
	return page;
}

static struct val *
json(const char *s)
{
	return json_parse(&mem, s, strlen(s), NULL);
}

static const struct {
	const char	*question, *a, *b;
	bool		 alike;
} pairs[] = {
	{ "n", "\"4\"", "\" 4 \"", true },
	{ "n", "\"4\"", "\"5\"", false },
	{ "t", "\"Two  Words\"", "\"two words\"", true },
	{ "t", "\"twowords\"", "\"two words\"", false },
	{ "c", "\"1\"", "\"1\"", true },
	{ "c", "\"1\"", "\"2\"", false },
	{ "k", "[\"0\",\"2\"]", "[\"2\",\"0\"]", true },
	{ "k", "[\"0\",\"1\"]", "[\"0\",\"2\"]", false },
	{ "o", "[\"0\",\"1\"]", "[\"1\",\"0\"]", false },
	{ "b", "[\"A \",\"b\"]", "[\"a\",\"b\"]", true },
	{ "b", "[\"a; b\",\"c\"]", "[\"a\",\"b; c\"]", false },
	{ "s", "[\"0\",\"1\"]", "[\"2\",\"3\"]", false }
};

static void
test_alike(const struct page *page)
{
	const struct question *q;

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		q = page_question(page, pairs[i].question);
		tap_ok((strcmp(answer_alike(&mem, q, json(pairs[i].a)),
		    answer_alike(&mem, q, json(pairs[i].b))) == 0) ==
		    pairs[i].alike, "%s: %s and %s", pairs[i].question,
		    pairs[i].a, pairs[i].b);
	}
	q = page_question(page, "c");
	same(answer_alike(&mem, q, json("\"1\"")), "sydney", "an option",
	    "by its text");
}

#define REMARK(seq, page, q, answer, rest) "{\"seq\":" seq \
	",\"k\":\"remark\",\"page\":\"" page "\",\"q\":\"" q \
	"\",\"answer\":\"" answer "\"," rest "},"

static const char log_text[] = "["
    REMARK("1", "p", "n", "4", "\"text\":\"first\"")
    REMARK("2", "p", "n", "4", "\"text\":\"second\"")
    REMARK("3", "p", "n", "5", "\"text\":\"gone\"")
    REMARK("4", "p", "n", "5", "\"off\":true")
    REMARK("5", "p", "t", "4", "\"text\":\"another question\"")
    REMARK("6", "o", "n", "6", "\"text\":\"another page\"")
    REMARK("7", "p", "c", "sydney", "\"text\":\"no\"")
    REMARK("8", "p", "v", "4", "\"text\":\"of other numbers\"")
    REMARK("9", "p", "k", "one + two", "\"text\":\"ticks\"")
    REMARK("10", "p", "n", "7", "\"off\":true")
    REMARK("11", "p", "n", "7", "\"text\":\"back again\"")
    "{\"seq\":12,\"k\":\"announce\",\"text\":\"x\"}]";

static const struct {
	const char	*question, *answer, *text;
} found[] = {
	{ "n", "\"4\"", "second" }, { "n", "\" 4\"", "second" },
	{ "n", "\"5\"", NULL }, { "n", "\"6\"", NULL },
	{ "n", "\"7\"", "back again" }, { "n", "\"8\"", NULL },
	{ "t", "\"4\"", "another question" },
	{ "c", "\"1\"", "no" }, { "c", "\"2\"", NULL },
	{ "v", "\"4\"", NULL },
	{ "k", "[\"1\",\"0\"]", "ticks" }, { "k", "[\"0\"]", NULL },
	{ "n", "null", NULL }
};

static void
test_fold(const struct page *page)
{
	const struct question *q;
	const struct val *r;
	struct staff staff;
	struct text t;

	staff_fold(&staff, &mem, json(log_text));
	for (size_t i = 0; i < sizeof(found) / sizeof(found[0]); i++) {
		q = page_question(page, found[i].question);
		r = remark_for(staff.remarks, "p", q, json(found[i].answer));
		same(r == NULL ? NULL : val_getstr(r, "text"), found[i].text,
		    found[i].question, found[i].answer);
	}
	tap_int((long long)val_size(remark_list(staff.remarks, "p", "n")), 2,
	    "those that hold");
	q = page_question(page, "t");
	text_init(&t, &mem);
	for (int i = 0; i < ANSWER_PART_MAX + 1; i++)
		text_addc(&t, 'a');
	tap_ok(!answer_whole(q, val_str(&mem, t.p)), "an answer that is cut");
	tap_ok(answer_whole(q, val_string(&mem, t.p, ANSWER_PART_MAX)),
	    "and one that is not");
}

static void
test_whom(const struct page *page)
{
	tap_ok(remark_on(0) && remark_on(.5) && !remark_on(1) &&
	    !remark_on((double)NAN), "who is wrong is told, nobody else");
	tap_ok(remark_may(page_question(page, "n")) &&
	    !remark_may(page_question(page, "v")) &&
	    !remark_may(page_question(page, "e")),
	    "not with parameters, not what people mark");
}

static const struct {
	const char	*question, *answer, *remark, *line;	/* NULL: none */
} lines[] = {
	{ "n", "\"5\"", "No.", "~ 5 : No." },
	{ "n", "\"4\"", "No.", NULL },		/* it has one */
	{ "n", "\"8\"", "No.", NULL },		/* it is right */
	{ "n", "\"five\"", "No.", NULL },	/* no number */
	{ "t", "\"No way\"", "Why : not?", "~ No way : Why \\: not?" },
	{ "t", "\"a : b\"", "No.", "~ a \\: b : No." },
	{ "t", "\"maybe\"", "No.", NULL },
	{ "t", "\"/y.*/\"", "No.", NULL },	/* would be a pattern */
	{ "t", "\"/.*/\"", "No.", NULL },	/* and one of all answers */
	{ "t", "\" /.*/ \"", "No.", NULL },
	{ "t", "\"x\\n:::\"", "No.", NULL },
	{ "t", "\"50%\"", "No.", "~ 50% : No." },
	{ "t", "\"= yes\"", "No.", "~ = yes : No." },
	{ "t", "\"no\"", "One.\nTwo.", NULL },
	{ "t", "\"no\"", "", NULL },
	{ "c", "\"1\"", "No.", "( ) Sydney : No." },
	{ "c", "\"2\"", "No.", "(50%) a \\: b : No." },
	{ "c", "\"3\"", "Far.", "( ) Perth : Far." },
	{ "c", "\"0\"", "No.", NULL },
	{ "c", "\"9\"", "No.", NULL },
	{ "k", "[\"0\"]", "No.", NULL },
	{ "v", "\"5\"", "No.", NULL },
	{ "f", "\"3*x\"", "No.", "~ 3*x : No." },
	{ "f", "\"2x\"", "No.", NULL }
};

static void
test_lines(const struct page *page)
{
	struct text t;
	struct remark_line l = { .text = &t };
	bool made;

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		text_init(&t, &mem);
		made = remark_line(&l, page_question(page, lines[i].question),
		    json(lines[i].answer), lines[i].remark);
		same(made ? t.p : NULL, lines[i].line, lines[i].question,
		    lines[i].answer);
	}
}

int
main(void)
{
	const struct page *page;

	mem_init(&mem, 0);
	page = read_page();
	test_alike(page);
	test_fold(page);
	test_whom(page);
	test_lines(page);
	mem_release(&mem);
	return tap_done();
}
