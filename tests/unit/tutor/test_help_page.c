/*
 * Asking for help, by the test client: who may, what they see, and what the
 * staff does about it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "apps/tutor/model/log.h"
#include "tap.h"
#include "tests/unit/tutor/site.h"
#include "web/json.h"
#include "web/test.h"
#include "web/web.h"

#define HELP	"/c/demo/help"
#define STAFF	"/c/demo/staff/help"

static const char first_text[] =
    "title: First <page>\n\n"
    "::: number bits title=\"The <b>its\"\nHow many bits?\n= 8\n:::\n\n"
    "::: number more\nAnd?\n= 8\n:::\n";

static const struct site_text files[] = {
	{ "course", "title: A course\nzone: UTC\nstaff: teacher\nhelp: on\n" },
	{ "roster.csv", "user,name,email,role,section,extra\n"
	    "helper,Helper,,assistant,,\n"
	    "ann,Ann <i>,,student,monday,\nbob,Bob,,student,,\n"
	    "carl,Carl,,student,,\n" },
	{ "10.first.md", first_text },
	{ "20.later.md", "title: Later\nrelease: 2027-01-01 09:00\n\n"
	    "Text.\n" },
	{ 0 }
};

/* The same but for one line. */
static void
make_course(const char *name, const char *line)
{
	int fd = site_folder(name, NULL);
	char text[200];

	for (const struct site_text *f = files; f->name != NULL; f++)
		site_write(fd, f->name, f->text);
	snprintf(text, sizeof(text), "title: A course\nzone: UTC\n"
	    "staff: teacher\n%s", line);
	site_write(fd, "course", text);
	close(fd);
}

/* Only where a course has it, and for whom. */
static void
test_roles(struct web_test *t)
{
	tap_int(site_get(t, "ann", "/c/quiet/help"), 404, "off");
	tap_int(site_get(t, "ann", "/c/silent/help"), 404, "not said");
	tap_int(site_post(t, "ann", "/c/quiet/help", "do=ask"), 404,
	    "nor can one post");
	tap_int(site_get(t, "teacher", "/c/quiet/staff/help"), 404,
	    "nor look");
	tap_ok(!test_has(t, "/staff/help\""), "and no link leads there");
	site_get(t, "ann", "/c/quiet/p/first/");
	tap_ok(!test_has(t, "Ask for help"), "nor is it offered");
	tap_int(site_get(t, "ann", STAFF), 403, "no student sees the queue");
	tap_int(site_post(t, "ann", STAFF, "do=take&of=1"), 403, "nor takes");
	tap_int(site_get(t, "mallory", HELP), 403, "no stranger asks");
	tap_int(site_post(t, "mallory", HELP, "do=ask"), 403, "nor posts");
	tap_int(site_get(t, NULL, HELP), 303, "who is nobody logs in");
	tap_int(site_get(t, "helper", HELP), 303,
	    "the staff sees its own page");
	tap_int(site_post(t, "helper", HELP, "do=ask"), 303, "asks nobody");
	test_user(t, "ann");
	tap_int(test_send(t, &(struct test_request){ "POST", HELP,
	    "application/x-www-form-urlencoded", "csrf=0&do=ask", 13 }), 403,
	    "nobody without a token");
	site_get(t, "teacher", STAFF);
	tap_ok(test_has(t, "Nobody asks for help"), "nobody is there");
}

static void
test_ask(struct web_test *t)
{
	tap_int(site_get(t, "ann", "/c/demo/p/first/"), 200, "a page");
	tap_ok(test_has(t, "href=\"/c/demo/help/first\"") &&
	    test_has(t, "href=\"/c/demo/help/first/bits\""),
	    "offers it, each question as well");
	tap_int(test_get(t, "/c/demo/help/first/bits"), 200, "a form");
	tap_ok(test_has(t, "First &lt;page&gt;: Question 1: The &lt;b&gt;its"),
	    "about that question");
	test_fill(t, "text", "<script>alert(1)</script>");
	tap_int(test_click(t, "Ask for help"), 303, "ann asks");
	test_follow(t);
	tap_ok(test_has(t, "You are the <strong>next</strong>") &&
	    test_has(t, "data-key=\"waits 1\"") &&
	    test_has(t, "http-equiv=\"refresh\""), "and sees her place");
	tap_ok(!test_has(t, "<script>alert"), "what she wrote is escaped");
	tap_int(site_post(t, "ann", HELP, "do=ask&text=again"), 303,
	    "she asks again");
	test_follow(t);
	tap_ok(test_has(t, "You have asked already") &&
	    !test_has(t, "again</p>"), "and has one place");
	tap_int(site_post(t, "bob", "/c/demo/help/first", "do=ask&text="), 303,
	    "bob asks, without a text");
	test_follow(t);
	tap_ok(test_has(t, "number <strong>2</strong>"), "he is behind her");
	test_get(t, HELP "?state=1");
	tap_ok(test_has(t, "{\"key\":\"waits 2\"}"), "for scripts as well");
}

static void
test_refused(struct web_test *t)
{
	static char form[300] = "do=ask&text=";

	memset(form + strlen(form), 'x', 201);
	tap_int(site_post(t, "carl", HELP, form), 422, "a text too long");
	tap_ok(test_has(t, "xxxxxxxx") && test_has(t, "aria-invalid"),
	    "it is still there");
	tap_int(site_post(t, "carl", HELP "/none", "do=ask"), 404, "no page");
	tap_int(site_post(t, "carl", HELP "/first/none", "do=ask"), 404,
	    "no question");
	tap_int(site_post(t, "carl", HELP "/later", "do=ask"), 403,
	    "a page that is not released");
	tap_int(site_post(t, "carl", HELP, "do=leave"), 303, "leave nothing");
	tap_int(site_post(t, "carl", HELP, "do=dance"), 422, "no such thing");
	tap_int(site_post(t, "helper", STAFF, "do=take"), 422, "take nobody");
	tap_int(site_post(t, "helper", STAFF, "do=take&of=99"), 409,
	    "nobody waits there");
}

static void
test_staff(struct web_test *t)
{
	const char *ann, *bob;

	site_get(t, "helper", STAFF);
	ann = strstr(test_body(t), "Ann &lt;i&gt;");
	bob = strstr(test_body(t), ">Bob<");
	tap_ok(ann != NULL && bob != NULL && ann < bob, "in their order");
	tap_ok(test_has(t, "&lt;script&gt;alert") &&
	    !test_has(t, "<script>alert") && test_has(t, "monday") &&
	    test_has(t, "The &lt;b&gt;its"), "with all about them, escaped");
	tap_int(site_post(t, "helper", STAFF, "do=take&of=1"), 303, "taken");
	tap_int(site_post(t, "teacher", STAFF, "do=take&of=1"), 409,
	    "nobody else takes it");
	tap_ok(test_has(t, "Somebody else") && test_has(t, "Helper goes there"),
	    "and is told who did");
	tap_int(site_post(t, "teacher", STAFF, "do=done&of=1"), 409,
	    "nor ends it");
	site_get(t, "ann", HELP);
	tap_ok(test_has(t, "<strong>Helper</strong> comes to you"),
	    "ann is told who comes");
	site_get(t, "bob", HELP);
	tap_ok(test_has(t, "the <strong>next</strong>"), "bob moves up");
	tap_int(site_post(t, "teacher", STAFF, "do=back&of=1"), 303,
	    "a colleague puts her back");
	site_get(t, "bob", HELP);
	tap_ok(test_has(t, "number <strong>2</strong>"), "into her place");
	site_post(t, "helper", STAFF, "do=take&of=1");
	tap_int(site_post(t, "helper", STAFF, "do=done&of=1"), 303, "done");
	tap_int(site_post(t, "helper", STAFF, "do=done&of=1"), 409, "once");
	site_get(t, "ann", HELP);
	tap_ok(test_has(t, "name=\"text\""), "ann may ask again");
}

/* Partners are there by their names. */
static void
test_partners(struct web_test *t)
{
	static const char group[] = "{\"k\":\"group\",\"page\":\"first\","
	    "\"who\":[\"bob\",\"carl\"],\"by\":\"teacher\"}";
	int all = folder_open(test_folder(t));
	int data = folder_in(all, "tutor", false);
	struct course_data d;
	struct mem m;

	mem_init(&m, 0);
	if (data_open(&d, data, "demo") == -1 || staff_add(&d, 1,
	    json_parse(&m, group, sizeof(group) - 1, NULL)) < 0)
		abort();
	data_close(&d);
	mem_release(&m);
	close(data);
	close(all);
	site_get(t, "helper", STAFF);
	tap_ok(test_has(t, "\"soft\">with Carl<") &&
	    !test_has(t, "\"soft\">with Bob<"), "with whom bob works");
}

static void
test_watching(struct web_test *t)
{
	site_get(t, "teacher", "/c/demo/staff/user/bob");
	test_post(t, "/c/demo/staff/view-as", "user=bob");
	test_get(t, HELP);
	tap_ok(test_has(t, "the <strong>next</strong>") &&
	    !test_has(t, "Leave the queue"), "as bob sees it");
	tap_int(test_post(t, HELP, "do=leave"), 403, "nothing is changed");
	test_get(t, "/c/demo");
	test_post(t, "/c/demo/watch/end", "");
}

static void
test_end(struct web_test *t)
{
	int waits = 0;

	tap_int(site_post(t, "bob", HELP, "do=leave"), 303, "bob leaves");
	site_get(t, "helper", STAFF);
	tap_ok(test_has(t, "Nobody asks for help"), "nobody is left");
	site_post(t, "bob", HELP, "do=ask");
	test_pass(t, 13L * 3600);
	site_get(t, "helper", STAFF);
	tap_ok(test_has(t, "Nobody asks for help"), "the next day, too");
	for (int i = 0; i < 12; i++) {
		waits += site_post(t, "carl", HELP, "do=ask") == 429;
		site_post(t, "carl", HELP, "do=leave");
	}
	tap_ok(waits > 0, "who asks too often is slowed");
}

int
main(void)
{
	struct web_test *t;

	site_make(files);
	make_course("quiet", "help: off\n");
	make_course("silent", "");
	t = test_new(&application);
	test_roles(t);
	test_ask(t);
	test_refused(t);
	test_staff(t);
	test_partners(t);
	test_watching(t);
	test_end(t);
	test_free(t);
	site_remove();
	return tap_done();
}
