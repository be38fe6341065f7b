/*
 * What teachers write by mistake: each is told, by its line and with what
 * would be right.  And what is no mistake, though it is like one.
 */
#include <stdlib.h>
#include <string.h>

#include "apps/tutor/model/mark.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/problem.h"
#include "tap.h"
#include "web/mem.h"

static struct mem mem;

/* Behind "title: T\n\n": the first line of a row is line 3. */
struct row {
	const char	*in;
	const char	*want;		/* the first mistake; NULL: none */
};

static const struct row rows[] = {
	/* hint and why */
	{ "::: number q\nhint afer 2: a\n= 8\n:::\n", "4: \"hint afer 2: a\": "
	    "a hint is written hint: text, or hint after 2: text; or begin the "
	    "line with \\" },
	{ "::: number q\n= 8\nhint afer 2: a\n:::\n", "5: \"hint afer 2: a\": "
	    "a hint is written hint: text, or hint after 2: text; or begin the "
	    "line with \\" },
	{ "::: number q\nHint: a\n= 8\n:::\n", "4: \"Hint: a\": a hint is "
	    "written hint: text, or hint after 2: text; or begin the line with "
	    "\\" },
	{ "::: number q\nhint : a\n= 8\n:::\n", "4: \"hint : a\": a hint is "
	    "written hint: text, or hint after 2: text; or begin the line with "
	    "\\" },
	{ "::: number q\nhint 2: a\n= 8\n:::\n", "4: \"hint 2: a\": a hint is "
	    "written hint: text, or hint after 2: text; or begin the line with "
	    "\\" },
	{ "::: number q\nhint think\n= 8\n:::\n", "4: \"hint think\": a hint "
	    "is written hint: text, or hint after 2: text; or begin the line "
	    "with \\" },
	{ "::: number q\n  hint: a\n= 8\n:::\n", "4: \"  hint: a\": a hint is "
	    "written hint: text, or hint after 2: text; or begin the line with "
	    "\\" },
	{ "::: number q\n= 8\nhint after two: a\n:::\n", "5: a number of tries "
	    "is missing: hint after 2: text" },
	{ "::: number q tries=1\n= 8\nhint after 2: a\n:::\n", "3: q has a "
	    "hint after 2 tries, but tries=1: nobody can see it" },
	{ "::: number q\nWhy: a\n= 8\n:::\n", "4: \"Why: a\": an explanation "
	    "is written why: text; or begin the line with \\" },
	{ "::: number q\nwhy : a\n= 8\n:::\n", "4: \"why : a\": an explanation "
	    "is written why: text; or begin the line with \\" },
	{ "::: number q\nexplanation: a\n= 8\n:::\n", "4: \"explanation: a\": "
	    "an explanation is written why: text; or begin the line with \\" },
	{ "::: number q\nWhy is it so?\nhints help: yes\nThe hint: a\n= 8\n"
	    ":::\n", NULL },
	{ "::: number q\n\\Hint: a\n\\hint : a\n\\Why: a\n= 8\n:::\n", NULL },

	/* let */
	{ "::: number q\nlet a=2..9\n= 8\n:::\n", "4: \"let a=2..9\": a value "
	    "is written let a = 2..9; or begin the line with \\" },
	{ "::: number q\nlet a: 2..9\n= 8\n:::\n", "4: \"let a: 2..9\": a "
	    "value is written let a = 2..9; or begin the line with \\" },
	{ "::: number q\nLet a = 2..9\n= 8\n:::\n", "4: \"Let a = 2..9\": a "
	    "value is written let a = 2..9; or begin the line with \\" },
	{ "::: number q\na = 2..9\n= 8\n:::\n", "4: \"a = 2..9\": a value is "
	    "written let a = 2..9; or begin the line with \\" },
	{ "::: number q\nlet a = 2-9\n= {a}\n:::\n", "4: let a = 2-9: a "
	    "range is written 2..9" },
	{ "::: number q\nlet a = 2 to 9\n= {a}\n:::\n", "4: let a = 2 to 9: "
	    "a range is written 2..9" },
	{ "::: number q\nlet a = 2..9\n= a+1\n:::\n", "5: \"a+1\": there is no "
	    "a here; a value of let stands in braces: {a}" },
	{ "::: number q\nlet us see.\nLet f: A to B be.\nset out...\n= 8\n"
	    ":::\n", NULL },
	{ "::: number q\n\\a = 2..9\n\\let a=2\n= 8\n:::\n", NULL },

	/* = and ~ */
	{ "::: number q\n=8\n:::\n", "4: \"=8\": a blank goes behind =, as in "
	    "= 8; or begin the line with \\" },
	{ "::: number q\n= 8\n~4 : a\n:::\n", "5: \"~4 : a\": a blank goes "
	    "behind ~, as in ~ 4 : That is half of it.; or begin the line with "
	    "\\" },
	{ "::: number q\n= 8\n  ~ 4 : a\n:::\n", "5: \"  ~ 4 : a\": = and ~ "
	    "stand at the start of a line, without blanks before them; or "
	    "begin the line with \\" },
	{ "::: number q\n== 8\n:::\n", "4: \"== 8\": one = is written before "
	    "an answer: = 8; or begin the line with \\" },
	{ "::: number q\nanswer: 8\n= 8\n:::\n", "4: \"answer: 8\": an answer "
	    "is written = 8; or begin the line with \\" },
	{ "::: number q\n= 8: a\n:::\n", "4: \"8: a\": : stands where a number "
	    "or a name should; feedback stands behind \" : \", with a blank on "
	    "both sides" },
	{ "::: number q\n= 8 +/- 1\n:::\n", "4: \"8 +/- 1\": / stands where a "
	    "number or a name should; a tolerance is written +- 1" },
	{ "::: number q\n= 3-5\n:::\n", "4: \"3-5\" is a difference: a range "
	    "is written 3..5" },
	{ "::: number q\n= 3.5 cm\n:::\n", "4: \"3.5 cm\": there is no cm "
	    "here; a unit is written = 3 unit cm" },
	{ "::: number q\n= 7 (50%)\n= 8\n:::\n", "4: \"(50%)\": a share is "
	    "written 50%, without a blank or ( )" },
	{ "::: text q\n= a 50 %\n= b\n:::\n", "4: \"%\": a share is written "
	    "50%, without a blank or ( )" },
	{ "::: text q\n= a\n~ b: c\n:::\n", "5: all of this is the answer: "
	    "feedback stands behind \" : \", with a blank on both sides (if a "
	    "colon is meant: /a: b/)" },
	{ "::: text q\nA title\n=======\n=> so\n~~not~~\n= /a: b/\n= c:d\n"
	    ":::\n", NULL },
	{ "::: order q\n= for (;;)\n    a = 1..2\n    = b\n= c\n:::\n", NULL },
	{ "::: number q\n= 9-5\n= 1-1\n:::\n", NULL },
	{ "::: text q\n\\=8\n\\~4\n\\  = 8\n= a\n:::\n", NULL },

	/* options */
	{ "::: choose q\n(*) A\n(x) B\n( ) C\n:::\n", "4: \"(*) A\": an option "
	    "begins with ( ) or (x) and a blank, as in (x) Canberra; or begin "
	    "the line with \\" },
	{ "::: choose q\n- ( ) A\n(x) B\n( ) C\n:::\n", "4: \"- ( ) A\": an "
	    "option begins with ( ) or (x) and a blank, as in (x) Canberra; or "
	    "begin the line with \\" },
	{ "::: choose q\n(x) A\n( ) B\n  ( ) C\n:::\n", "6: \"  ( ) C\": an "
	    "option begins with ( ) or (x) and a blank, as in (x) Canberra; or "
	    "begin the line with \\" },
	{ "::: choose q\n( )A\n(x) B\n( ) C\n:::\n", "4: \"( )A\": an option "
	    "begins with ( ) or (x) and a blank, as in (x) Canberra; or begin "
	    "the line with \\" },
	{ "::: choose q\n(40) A\n(x) B\n( ) C\n:::\n", "4: \"(40) A\": an "
	    "option begins with ( ) or (x) and a blank, as in (x) Canberra; or "
	    "begin the line with \\" },
	{ "::: tick q\n[] A\n[x] B\n[ ] C\n:::\n", "4: \"[] A\": an option "
	    "begins with [ ] or [x] and a blank, as in [x] Canberra; or begin "
	    "the line with \\" },
	{ "::: tick q\n[50%] A\n[x] B\n[ ] C\n:::\n", "4: \"[50%] A\": an "
	    "option begins with [ ] or [x] and a blank, as in [x] Canberra; or "
	    "begin the line with \\" },
	{ "::: choose q\n(a) one, (b) two\n(1) is first\n(x) A\n  (x)y\n"
	    "( ) B\n:::\n", NULL },
	{ "::: tick q\n[x](y)\n[x]: z\n- a\n[x] A\n[ ] B\n:::\n", NULL },

	/* rubrics */
	{ "::: essay q rubric\na\n:::\n", "3: the rubric of q has no line: "
	    "5 names a case" },
	{ "::: upload q rubric\na\n:::\n", "3: the rubric of q has no line: "
	    "5 names a case" },
	{ "::: essay q rubric\n5: a\n5 b\n:::\n", "4: \"5: a\": a line of the "
	    "rubric has points and a text: 5 names a case; or begin the line "
	    "with \\" },
	{ "::: essay q rubric\n5 p. a\n- 5 b\n:::\n", "5: \"- 5 b\": a line of "
	    "the rubric has points and a text: 5 names a case; or begin the "
	    "line with \\" },
	{ "::: essay q points=10\na\n5 b\n5 c\n:::\n", "5: this is like the "
	    "first line of a rubric: add the word rubric to line 3" },
	{ "::: essay q points=10\n5 b\n4 c\n:::\n", NULL },
	{ "::: essay q points=10\n10 lines\n:::\n", NULL },
	{ "::: essay q rubric\n- a\n* b\n5 c\n:::\n", NULL },

	/* formulas */
	{ "::: formula q\n= 3*x^2\n:::\n", "4: \"3*x^2\": there is no x here; "
	    "add vars=x to line 3" },
	{ "::: formula q vars=x, y\n= x*y\n:::\n", "3: \"vars=x,\": "
	    "attributes are parted by blanks, as in points=2 tries=3; a "
	    "list has commas without blanks, as in vars=x,y" },

	/* the first line */
	{ "::: number q points = 2\n= 8\n:::\n", "3: \"points =\": no blanks "
	    "go round =: points=value" },
	{ "::: number q points= 2\n= 8\n:::\n", "3: points takes a number such "
	    "as 2 or 0.5, not \"\"" },
	{ "::: number q Points=2\n= 8\n:::\n", "3: \"Points=2\": attributes "
	    "have small letters, as in points=2" },
	{ "::: number q points:2\n= 8\n:::\n", "3: \"points:\": a = goes "
	    "behind its name: points=value" },
	{ "::: number q points=2, tries=3\n= 8\n:::\n", "3: \"points=2,\": "
	    "attributes are parted by blanks, as in points=2 tries=3; "
	    "a list has commas without blanks, as in vars=x,y" },
	{ "::: number q title='a b'\n= 8\n:::\n", "3: a value with blanks "
	    "stands in \"double quotes\"" },
	{ "::: number q\npoints: 2\n= 8\n:::\n", "4: \"points: 2\": an "
	    "attribute goes into the first line of the question: points=...; "
	    "or begin the line with \\" },
	{ "::: number q\npoints: many\ntitle: a\n= 8\n:::\n", NULL },

	/* ::: */
	{ ":: number q\n", "3: \":: number q\": a question begins with ::: at "
	    "the start of a line; or begin the line with \\" },
	{ " ::: number q\n", "3: \" ::: number q\": a question begins with ::: "
	    "at the start of a line; or begin the line with \\" },
	{ ":::: number q\n:::\n", "3: a question begins and ends with three "
	    "colons: ::: number q1" },
	{ "::: text q\n= a\n::\n:::\n", "5: \"::\": a question begins and ends "
	    "with ::: at the start of a line; or begin the line with \\" },
	{ ":: a list\n :: b\n\\:: number q\n::\n", NULL },

	/* sections */
	{ "::: code q\n---starter\nx\n--- test a\nout: b\n:::\n", "4: "
	    "\"---starter\": a section begins with --- and a blank: --- "
	    "starter, --- solution or --- test small; or begin the line with "
	    "\\" },
	{ "::: code q\n--- test a\nout: b\n-- test b\nout: b\n:::\n", "6: "
	    "\"-- test b\": a section begins with --- and a blank: --- "
	    "starter, --- solution or --- test small; or begin the line with "
	    "\\" },
	{ "::: code q\nin: a\nout: b\n:::\n", "4: \"in: a\": a test begins "
	    "with a line --- test small; or begin the line with \\" },
	{ "::: code q\n--- test a\ninput: a\nout: b\n:::\n", "5: \"input: a\": "
	    "a test has in: text, out: text and args: text; or begin the line "
	    "with \\" },
	{ "::: code q\n--- test a\nin: a\nOut: b\n:::\n", "4: test a has no "
	    "output: out: text, or file=NAME.in,NAME.out" },
	{ "::: code q\n--- test a\nout: b\nin : a\n:::\n", "6: this line "
	    "belongs to the text above it: in: out: and args: are small, at "
	    "the start of a line, without a blank before the colon" },
	{ "::: code q\n--- test a\nout: b\nhint: a\n:::\n", "6: \"hint: a\": "
	    "hint: and why: go above the first line ---; or begin the line "
	    "with \\" },
	{ "::: text q\n--- solution\n= a\n:::\n", "4: \"--- solution\": only "
	    "code has sections such as --- test; or begin the line with \\" },
	{ "::: code q\n--- test a\nin: a\nout: Input: b\nOut: c\n--i;\n"
	    "-- tester\n:::\n", NULL },

	/* heads */
	{ "due: 2026-03-01 10:00\n\na\n", "3: the header \"due:\" stands below "
	    "the empty line that ends the headers: put it above" },
	{ "a\ndue: tomorrow\n", NULL },
	{ "```\ndue: tomorrow\n```\n", NULL },
};

/* That mistake if the page has it, else the first; "": it has none. */
static const char *
mistake(const char *text, const char *want)
{
	const char *told = "", *one;
	struct problems problems;
	struct page *page;

	problems_init(&problems, &mem);
	page = page_read(&mem, "10.a.md", text, strlen(text), &problems);
	for (size_t i = 0; i < page->nquestions; i++)
		mark_check(page->questions[i], "10.a.md", &problems);
	for (size_t i = 0; i < problems.n; i++) {
		one = mem_printf(&mem, "%zu: %s", problems.list[i].line,
		    problems.list[i].what);
		if (i == 0 || strcmp(one, want) == 0)
			told = one;
	}
	return told;
}

static void
test_rows(void)
{
	const char *got, *want;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		mem_init(&mem, 0);
		want = rows[i].want == NULL ? "" : rows[i].want;
		got = mistake(mem_printf(&mem, "title: T\n\n%s", rows[i].in),
		    want);
		tap_is(slice_str(got), slice_str(want), "%s", rows[i].in);
		mem_release(&mem);
	}
}

int
main(void)
{
	test_rows();
	return tap_done();
}
