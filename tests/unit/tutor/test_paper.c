/*
 * Pages on paper, by the test client: one's own with scores, an exam for
 * everybody, its key.
 */
#include <string.h>

#include "tap.h"
#include "tests/unit/tutor/site.h"
#include "web/mem.h"
#include "web/test.h"
#include "web/text.h"
#include "web/web.h"

static const char course_text[] =
    "title: A course\nzone: UTC\nstaff: teacher\n";

static const char roster_text[] =
    "user,name,email,role,section,extra\n"
    "ann,<b>Ann</b>,,student,mon,\n"
    "bob,Bob,,student,tue,50\n"
    "helper,Helper,,assistant,,\n";

static const char page_text[] =
    "title: Work\n\n# Work\n\nRead this.\n\n"
    "::: number sum points=2\nlet a = 100..999\nlet b = 100..999\n"
    "What is {a} and {b}?\n= {a+b}\nwhy: ADDED\n:::\n\n"
    "::: choose one shuffle\nWhich?\n(x) RIGHT\n( ) left\n( ) up\n:::\n\n"
    "::: essay say points=3 rubric lines=4\nSay.\n3 WELL\n:::\n";

static const char exam_text[] =
    "title: Exam\ntimed: 60m\nrelease: 2030-01-01\n\n"
    "::: text q\nSay.\n= SECRET\n:::\n";

#define PAPER	"/c/demo/p/week/?print=1"

static const struct site_text files[] = {
	{ "course", course_text },
	{ "roster.csv", roster_text },
	{ "10.week.md", page_text },
	{ "20.exam.md", exam_text },
	{ 0 }
};

/* The text from "What is" to its end, of paper or form no. i. */
static const char *
numbers(const struct web_test *t, struct mem *m, size_t i)
{
	const char *s = strstr(test_body(t), "What is ");

	for (; s != NULL && i > 0; i--)
		s = strstr(s + 1, "What is ");
	return s == NULL ? "-" : mem_dup(m, s, strcspn(s, "?"));
}

static void
test_own(struct web_test *t)
{
	test_user(t, "ann");
	tap_int(test_get(t, PAPER), 200, "one's own page");
	tap_ok(test_has(t, "&lt;b&gt;Ann&lt;/b&gt;"), "the name is on top");
	tap_ok(!test_has(t, "<form") && !test_has(t, "<button") &&
	    !test_has(t, "<input"), "nothing to be pressed or typed in");
	tap_ok(test_has(t, "write wide empty"), "a place to write");
	test_get(t, "/c/demo/p/week/");
	test_post(t, "/c/demo/q/week/one", "do=submit&nonce=aa&a-one=0");
	test_get(t, "/c/demo/p/week/");
	test_post(t, "/c/demo/q/week/say", "do=submit&nonce=ab&a-say=MINE");
	test_get(t, PAPER);
	tap_ok(test_has(t, "✕</span> RIGHT"), "what was chosen");
	tap_ok(test_has(t, "<strong>Right.</strong> 1 of 1"), "its score");
	tap_ok(test_has(t, ">MINE</code></pre>"), "what was written");
	tap_ok(!test_has(t, "ADDED") && !test_has(t, "WELL"),
	    "no answers that were not shown");
}

static void
test_refused(struct web_test *t)
{
	static const char *const paths[] = {
		PAPER "&key=1", PAPER "&for=all", PAPER "&for=ann",
		PAPER "&for=bob&key=1", "/c/demo/p/exam/?print=1"
	};

	test_user(t, "ann");
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		tap_int(test_get(t, paths[i]), 403, "not for students: %s",
		    paths[i]);
		tap_ok(!test_has(t, "ADDED") && !test_has(t, "SECRET") &&
		    !test_has(t, "Bob"), "and nothing is told");
	}
	test_user(t, "teacher");
	test_get(t, "/c/demo/staff/user/ann");
	test_post(t, "/c/demo/staff/view-as", "user=ann");
	tap_int(test_get(t, PAPER "&key=1"), 403, "nor for who looks as one");
	tap_int(test_get(t, PAPER), 200, "who sees that one's own");
	tap_ok(test_has(t, "✕</span> RIGHT"), "with the answers");
	test_get(t, "/c/demo");
	test_post(t, "/c/demo/watch/end", "");
	test_user(t, "mallory");
	tap_int(test_get(t, PAPER), 403, "nor for others");
}

static void
test_all(struct web_test *t, struct mem *m)
{
	const char *first, *second;

	test_user(t, "helper");
	tap_int(test_get(t, PAPER "&for=all"), 200, "one for each");
	tap_int(site_count(t, "<article class=\"sheet"), 2,
	    "as many as students");
	tap_ok(test_has(t, ">&lt;b&gt;Ann&lt;/b&gt;<") &&
	    test_has(t, ">Bob<"), "with their names");
	tap_ok(!test_has(t, "✕") && !test_has(t, "MINE") &&
	    !test_has(t, "ADDED"), "without answers");
	first = numbers(t, m, 0);
	second = numbers(t, m, 1);
	tap_ok(strcmp(first, second) != 0, "with numbers of their own");
	test_user(t, "ann");
	test_get(t, "/c/demo/p/week/");
	tap_is(slice_str(numbers(t, m, 0)), slice_str(first),
	    "those of the screen");
	test_user(t, "helper");
	test_get(t, PAPER "&for=all&section=tue");
	tap_int(site_count(t, "<article class=\"sheet"), 1,
	    "of one section");
	tap_is(slice_str(numbers(t, m, 0)), slice_str(second), "the same");
	test_get(t, PAPER "&for=bob");
	tap_is(slice_str(numbers(t, m, 0)), slice_str(second), "of one");
	tap_int(test_get(t, PAPER "&for=nobody"), 404, "of nobody");
	test_get(t, "/c/demo/p/exam/?print=1&for=all");
	tap_ok(test_has(t, "60 minutes") && test_has(t, "90 minutes"),
	    "everybody's time");
}

static void
test_key(struct web_test *t)
{
	test_user(t, "helper");
	test_get(t, PAPER "&key=1");
	tap_ok(test_has(t, "Answers: Helper"), "a key says that it is one");
	tap_ok(test_has(t, "ADDED") && test_has(t, "WELL"),
	    "reasons and rubrics");
	test_get(t, PAPER "&key=1&for=all");
	tap_int(site_count(t, "Answers: "), 2, "a key for each");
	tap_int(site_count(t, "ADDED"), 2, "with the answers");
}

/* More sheets than one arena holds. */
static void
test_class(struct web_test *t, struct mem *m)
{
	enum { STUDENTS = 120, QUESTIONS = 40 };
	struct text text;

	text_init(&text, m);
	text_adds(&text, "title: Long\n\n");
	for (int i = 0; i < QUESTIONS; i++)
		text_addf(&text, "::: choose q%d\nlet a = 2..99\nWhat of "
		    "$\\frac{{a}}{x}^2$?\n(x) {a}\n( ) none\n:::\n\n", i);
	site_file("30.long.md", text.p);
	text_clear(&text);
	text_adds(&text, roster_text);
	for (int i = 0; i < STUDENTS; i++)
		text_addf(&text, "s%d,Student %d,,student,,\n", i, i);
	site_file("roster.csv", text.p);
	test_user(t, "teacher");
	tap_int(test_get(t, "/c/demo/p/long/?print=1&for=all"), 200,
	    "a whole class");
	tap_int(site_count(t, "<article class=\"sheet"), 2 + STUDENTS,
	    "a sheet for each");
	tap_int(site_count(t, "</html>"), 1, "and one end");
}

int
main(void)
{
	struct web_test *t;
	struct mem m;

	site_make(files);
	mem_init(&m, 0);
	t = test_new(&application);
	test_own(t);
	test_refused(t);
	test_all(t, &m);
	test_key(t);
	test_class(t, &m);
	test_free(t);
	mem_release(&m);
	site_remove();
	return tap_done();
}
