/*
 * Remarks of the staff on wrong answers, by the test client: who may make
 * one, who is told it, and when.
 */
#include <stdio.h>
#include <string.h>

#include "tap.h"
#include "tests/unit/tutor/site.h"
#include "web/test.h"
#include "web/web.h"

/* The clock of the test client stands at 2026-01-05 09:00 UTC. */
#define DAY	(24L * 3600)
#define BITS	"/c/demo/staff/stats/first/bits"

static const char first_text[] =
    "title: First\n\n"
    "::: number bits points=2 check\nHow many bits?\n= 8\n:::\n\n"
    "::: choose city shuffle\nWhich?\n(x) Canberra\n( ) Sydney\n"
    "( ) Perth\n:::\n\n"
    "::: number area\nlet a = 2..9\n{a}?\n= {a}\n:::\n\n"
    "::: essay words\nSay it.\n:::\n";

static const char later_text[] =
    "title: Later\ndue: 2026-01-06 09:00\nfeedback: due\n\n"
    "::: text hi\nHello?\n= hi\n:::\n";

static const struct site_text files[] = {
	{ "course", "title: A course\nzone: UTC\nstaff: teacher\n" },
	{ "roster.csv", "user,name,email,role,section,extra\n"
	    "helper,Helper,,assistant,,\nann,Ann,,student,,\n"
	    "bob,Bob,,student,,\ncarl,Carl,,student,,\n" },
	{ "10.first.md", first_text },
	{ "20.later.md", later_text },
	{ 0 }
};

static bool
told(struct web_test *t, const char *user, const char *path, const char *what)
{
	test_user(t, user);
	test_get(t, path);
	return test_has(t, "From the staff") && test_has(t, what);
}

static void
test_roles(struct web_test *t)
{
	static const char form[] = "answer=4&text=No";

	tap_int(site_post(t, "ann", BITS, form), 403, "no student remarks");
	tap_int(site_post(t, "helper", BITS, form), 403, "nor an assistant");
	tap_int(site_post(t, "mallory", BITS, form), 403, "nor a stranger");
	test_user(t, "teacher");
	tap_int(test_send(t, &(struct test_request){ "POST", BITS,
	    "application/x-www-form-urlencoded", "csrf=0&answer=4&text=No",
	    23 }), 403, "nor anybody without a token");
	test_get(t, BITS);
	tap_ok(!test_has(t, "<article"), "so there is none");
}

static void
test_refused(struct web_test *t)
{
	static const char stats[] = "/c/demo/staff/stats/first/";
	static char form[2100] = "answer=4&text=";
	char path[100];

	tap_int(site_post(t, "teacher", BITS, "answer=4"), 422, "no text");
	tap_int(site_post(t, "teacher", BITS, "answer=4&text=+%0A"), 422,
	    "blanks");
	tap_int(site_post(t, "teacher", BITS, "text=No"), 422, "no answer");
	memset(form + strlen(form), 'x', 2001);
	tap_int(site_post(t, "teacher", BITS, form), 422, "too long");
	snprintf(path, sizeof(path), "%sarea", stats);
	tap_int(site_post(t, "teacher", path, "answer=4&text=No"), 409,
	    "parameters");
	snprintf(path, sizeof(path), "%swords", stats);
	tap_int(site_post(t, "teacher", path, "answer=4&text=No"), 409,
	    "an essay");
	snprintf(path, sizeof(path), "%snone", stats);
	tap_int(site_post(t, "teacher", path, "answer=4&text=No"), 404,
	    "no question");
}

static void
test_told(struct web_test *t)
{
	site_answer(t, "ann", "first/bits", "4");
	site_answer(t, "bob", "first/bits", "8");
	test_user(t, "teacher");
	test_get(t, BITS);
	tap_ok(test_has(t, "Tell who answers this"), "it can be promoted");
	test_fill(t, "text", "That is a *nibble* <script>alert(1)</script>");
	tap_int(test_click(t, "Tell them"), 303, "with a click");
	test_follow(t);
	tap_ok(test_has(t, "<em>nibble</em>") &&
	    test_has(t, "There is a remark") &&
	    !test_has(t, "<script>alert"), "it stands there, harmless");
	tap_ok(test_has(t, "~ 4 : That is a *nibble*"), "and as a line");
	tap_ok(told(t, "ann", "/c/demo/p/first/", "<em>nibble</em>") &&
	    !test_has(t, "<script>alert"), "who answered before is told");
	tap_ok(told(t, "ann", "/c/demo/q/first/bits", "<em>nibble</em>"),
	    "and among all answers");
	tap_ok(!told(t, "bob", "/c/demo/p/first/", ""), "who was right is not");
	tap_ok(test_has(t, "2 of 2"), "and has the points");
	tap_int(site_post(t, "carl", "/c/demo/q/first/bits",
	    "do=check&a-bits=%204"), 200, "carl only checks");
	tap_ok(test_has(t, "<em>nibble</em>"), "and is told");
	tap_ok(!told(t, "carl", "/c/demo/p/first/", ""), "nothing later");
	site_answer(t, "carl", "first/bits", "4");
	tap_ok(told(t, "carl", "/c/demo/p/first/", "<em>nibble</em>") &&
	    test_has(t, "0 of 2"), "who answers it now is told, for no points");
	test_user(t, "helper");
	test_get(t, BITS);
	tap_ok(test_has(t, "<em>nibble</em>") && test_has(t, "2 students ·") &&
	    !test_has(t, "Take it back"), "an assistant reads it");
}

static void
test_change(struct web_test *t)
{
	tap_int(site_post(t, "teacher", BITS, "answer=+4&text=Half+of+it."),
	    303, "another text");
	tap_ok(told(t, "ann", "/c/demo/p/first/", "Half of it.") &&
	    !test_has(t, "nibble"), "is told in its place");
	test_user(t, "teacher");
	test_get(t, BITS);
	tap_int(test_click(t, "Take it back"), 303, "taken back");
	tap_ok(!told(t, "ann", "/c/demo/p/first/", ""), "not told any more");
	test_user(t, "teacher");
	test_get(t, "/c/demo/staff/log");
	tap_ok(test_has(t, "remarked on an answer") &&
	    test_has(t, "took a remark back"), "all of it is in the log");
}

static void
test_option(struct web_test *t)
{
	static const char path[] = "/c/demo/staff/stats/first/city";

	site_answer(t, "ann", "first/city", "1");
	site_answer(t, "bob", "first/city", "2");
	tap_int(site_post(t, "teacher", path, "answer=Sydney&text=Far+off."),
	    303, "an option by its text");
	test_follow(t);
	tap_ok(test_has(t, "( ) Sydney : Far off."), "and its line");
	tap_ok(told(t, "ann", "/c/demo/p/first/", "Far off."), "is told");
	tap_ok(!told(t, "bob", "/c/demo/p/first/", ""), "of another, not");
}

static void
test_gate(struct web_test *t)
{
	site_answer(t, "ann", "later/hi", "ho");
	tap_int(site_post(t, "teacher", "/c/demo/staff/stats/later/hi",
	    "answer=ho&text=Not+that+one."), 303, "a page that tells later");
	tap_ok(!told(t, "ann", "/c/demo/p/later/", "") &&
	    !test_has(t, "Not that"), "nothing is told before");
	tap_ok(!told(t, "ann", "/c/demo/q/later/hi", ""), "nowhere");
	test_pass(t, 2 * DAY);
	tap_ok(told(t, "ann", "/c/demo/p/later/", "Not that one."),
	    "but when scores are");
}

int
main(void)
{
	struct web_test *t;

	site_make(files);
	t = test_new(&application);
	test_roles(t);
	test_refused(t);
	test_told(t);
	test_change(t);
	test_option(t);
	test_gate(t);
	test_free(t);
	site_remove();
	return tap_done();
}
