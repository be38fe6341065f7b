/*
 * An answer that is sent when the login has ended: it is not saved, but it is
 * not lost, and one finds back to the question.
 */
#include "tap.h"
#include "tests/unit/tutor/site.h"
#include "web/web.h"

static const char long_answer[] =
    "csrf=00&do=submit&nonce=0123&variant=0&"
    "a-words=%0AMy+%3C/textarea%3E%3Cscript%3E+answer";

static const struct site_text files[] = {
	{ "course", "title: A course\nzone: UTC\nstaff: teacher\n" },
	{ "roster.csv", "user,name\nann,Ann\n" },
	{ "10.first.md", "title: First\n\n"
	    "::: essay words points=3\nSay it.\n:::\n"
	    "::: essay tokens\nWhich?\n:::\n" },
	{ 0 }
};

static void
test_ended(struct web_test *t)
{
	test_user(t, "ann");
	tap_int(test_get(t, "/c/demo/p/first/"), 200, "the page");
	test_forget(t);
	test_with(t, "Origin", "http://localhost");
	tap_int(test_post(t, "/c/demo/q/first/words", long_answer), 403,
	    "an answer behind the end of the login");
	tap_ok(test_has(t, "NOT saved"), "is not saved, which is said");
	tap_ok(test_has(t, "readonly>\n\nMy &lt;/textarea&gt;&lt;script&gt; "
	    "answer</textarea>"), "it is there, and nothing but text");
	tap_ok(!test_has(t, "0123") && !test_has(t, "A course"),
	    "with nothing that was not typed");
	tap_int(test_link(t, "Log in, and go back to the page"), 200,
	    "a link to the login");
	tap_ok(test_has(t, "name=\"to\" value=\"/c/demo/p/first/#q-words\""),
	    "that leads back to the question");
}

/* What is called like a secret is an answer all the same. */
static void
test_secret(struct web_test *t)
{
	test_forget(t);
	test_with(t, "Origin", "http://localhost");
	tap_int(test_post(t, "/c/demo/q/first/tokens", "csrf=00&"
	    "do=submit&nonce=0123&a-tokens=MINE&a-tokens=OTHER"), 403,
	    "an answer to what is called tokens");
	tap_ok(test_has(t, "MINE</textarea>") &&
	    test_has(t, "OTHER</textarea>"), "is given back");
	tap_int(test_post(t, "/account", "csrf=00&password_old=HIDDEN"), 403,
	    "a password");
	tap_ok(!test_has(t, "HIDDEN"), "is not");
}

static void
test_anew(struct web_test *t)
{
	test_user(t, "ann");
	test_with(t, "Origin", "http://localhost");
	tap_int(test_post(t, "/c/demo/q/first/words", long_answer), 403,
	    "a form of the login before");
	tap_ok(test_has(t, "NOT saved") && test_has(t, "My &lt;/textarea") &&
	    test_has(t, "an earlier login") &&
	    test_has(t, "/c/demo/p/first/#q-words"), "the same");
	tap_int(test_get(t, "/c/demo/q/first/words"), 200, "its history");
	tap_ok(!test_has(t, "My &lt;"), "nothing was kept");
}

static void
test_others(struct web_test *t)
{
	test_forget(t);
	tap_int(test_post(t, "/c/demo/q/first/words", long_answer), 403,
	    "a form whose place is not told");
	tap_ok(!test_has(t, "answer</textarea>"), "is not shown");
	test_with(t, "Origin", "http://evil.example");
	test_post(t, "/c/demo/q/first/words", long_answer);
	tap_ok(test_status(t) == 403 && !test_has(t, "answer</textarea>"),
	    "nor one of another site");
	test_with(t, "Origin", "http://localhost");
	test_with(t, "Accept", "application/json");
	tap_int(test_post(t, "/c/demo/q/first/words", long_answer), 403,
	    "a draft");
	tap_ok(test_has(t, "\"status\":403"), "is refused in JSON");
}

int
main(void)
{
	struct web_test *t;

	site_make(files);
	t = test_new(&application);
	test_ended(t);
	test_secret(t);
	test_anew(t);
	test_others(t);
	test_free(t);
	site_remove();
	return tap_done();
}
