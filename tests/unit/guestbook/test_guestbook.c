/*
 * The guestbook, asked by a client in the same process.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tap.h"
#include "web/test.h"
#include "web/web.h"

enum { ENTRIES = 45 };

static void
has(struct web_test *t, const char *text, const char *name)
{
	if (!tap_ok(test_has(t, text), "%s", name))
		tap_note("no \"%s\" in: %.1500s", text, test_body(t));
}

static void
hasnt(struct web_test *t, const char *text, const char *name)
{
	tap_ok(!test_has(t, text), "%s", name);
}

static int
sign(struct web_test *t, const char *name, const char *message)
{
	test_get(t, "/");
	test_fill(t, "name", name);
	test_fill(t, "message", message);
	return test_click(t, "Sign the book");
}

static void
test_signing(void)
{
	struct web_test *t = test_new(&application);

	tap_int(test_get(t, "/"), 200, "an empty book");
	has(t, "Nobody yet.", "says so");
	has(t, "<h2>0 so far</h2>", "counts");
	tap_int(sign(t, "Ann <3", "a & b"), 303, "an entry");
	tap_int(test_follow(t), 200, "sent on to the book");
	has(t, "Thank you, Ann &lt;3!", "thanks");
	has(t, "<strong>Ann &lt;3</strong>", "the name, harmless");
	has(t, "<p class=\"said\">a &amp; b</p>", "the message, harmless");
	has(t, "<time datetime=\"2026-01-05T09:00:00Z\">"
	    " 5 January 2026, 09:00 UTC</time>", "when it was");
	test_get(t, "/");
	hasnt(t, "Thank you", "thanks once");
	test_pass(t, 86400);
	sign(t, "Ben", "a day later");
	test_get(t, "/");
	has(t, "<time datetime=\"2026-01-06T09:00:00Z\">", "time passes");
	test_free(t);
}

static const struct {
	const char	*what, *name, *message, *error;
} mistakes[] = {
	{ "no name", "", "kept", "Your name must not be empty." },
	{ "blanks for a name", "   ", "kept", "Your name must not be empty." },
	{ "no message", "kept", "", "Your message must not be empty." },
	{ "a name too long", "kept-kept-kept-kept-kept-kept-kept-kept-kept-"
	    "kept-kept-kept-kept", "x", "Your name must be at most 60" }
};

static void
test_mistakes(void)
{
	struct web_test *t = test_new(&application);

	for (size_t i = 0; i < sizeof(mistakes) / sizeof(mistakes[0]); i++) {
		tap_int(sign(t, mistakes[i].name, mistakes[i].message), 422,
		    "%s", mistakes[i].what);
		has(t, mistakes[i].error, "says what is wrong");
		has(t, "kept", "keeps what was typed");
		has(t, "aria-invalid=\"true\"", "marks the field");
	}
	test_fill(t, "name", "Ann");
	test_fill(t, "message", "now");
	tap_int(test_click(t, "Sign the book"), 303, "mended on that page");
	test_post(t, "/", "name=a&message=b&extra=c");
	tap_int(test_status(t), 400, "a field that nobody asked for");
	test_forget(t);
	tap_int(test_post(t, "/", "name=a&message=b"), 403, "no token");
	test_free(t);
}

static void
test_throttle(void)
{
	struct web_test *t = test_new(&application);

	for (int i = 0; i < 5; i++)
		sign(t, "Eve", "again");
	tap_int(sign(t, "Eve", "too often"), 429, "the sixth");
	tap_ok(test_header(t, "Retry-After") != NULL, "when to come again");
	test_get(t, "/");
	hasnt(t, "too often", "was not kept");
	test_pass(t, 300);
	tap_int(sign(t, "Eve", "later"), 303, "later it is fine");
	test_free(t);
}

static void
fill(struct web_test *t)
{
	char text[32];

	for (int i = 1; i <= ENTRIES; i++) {
		(void)snprintf(text, sizeof(text), "number %d.", i);
		sign(t, "Ann", text);
		test_pass(t, 60);
	}
}

static void
test_pages(void)
{
	struct web_test *t = test_new(&application);

	fill(t);
	test_get(t, "/");
	has(t, "<h2>45 so far</h2>", "all are counted");
	has(t, "number 45.", "the newest");
	has(t, "number 26.", "the twentieth");
	hasnt(t, "number 25.", "no more than twenty");
	hasnt(t, "Newer entries", "none is newer");
	tap_int(test_link(t, "Older entries"), 200, "older ones");
	has(t, "number 25.", "begin where the first page ended");
	has(t, "Newer entries", "and back");
	tap_int(test_link(t, "Older entries"), 200, "the oldest");
	has(t, "number 1.", "the first of all");
	has(t, "<li value=\"5\" id=\"entry-5\">", "with its number");
	hasnt(t, "Older entries", "none is older");
	test_get(t, "/?page=1000000");
	tap_int(test_status(t), 200, "a page without any");
	tap_int(test_get(t, "/?page=0"), 404, "no page");
	tap_int(test_get(t, "/entries.json?page=3"), 200, "as JSON");
	has(t, "\"message\":\"number 1.\",\"number\":1,", "with members");
	test_free(t);
}

/* A damaged record is passed over, the others are shown. */
static void
test_damage(void)
{
	struct web_test *t = test_new(&application);
	char path[4096];
	FILE *f;

	sign(t, "Ann", "first");
	sign(t, "Ann", "second");
	(void)snprintf(path, sizeof(path), "%s/guestbook/entries",
	    test_folder(t));
	f = fopen(path, "r+");
	if (!tap_ok(f != NULL, "the store is %s", path))
		return;
	(void)fseek(f, 40, SEEK_SET);
	(void)fputc('#', f);
	(void)fclose(f);
	tap_int(test_get(t, "/"), 200, "a damaged book is shown");
	has(t, "second", "with what is whole");
	hasnt(t, "first", "without what is not");
	tap_int(sign(t, "Ann", "third"), 303, "and goes on");
	test_free(t);
}

int
main(void)
{
	test_signing();
	test_mistakes();
	test_throttle();
	test_pages();
	test_damage();
	return tap_done();
}
