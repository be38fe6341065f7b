/*
 * Reports of students by the test client: told, answered by several, read, and
 * shown also when question or student are gone.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "apps/tutor/model/log.h"
#include "tap.h"
#include "tests/unit/tutor/site.h"
#include "web/json.h"
#include "web/mem.h"
#include "web/test.h"
#include "web/web.h"

#define INBOX	"/c/demo/staff/reports"

static const char roster_text[] =
    "user,name,email,role,section,extra\n"
    "helper,Helper,,assistant,tuesday,\n"
    "ann,Ann <i>,,student,monday,\nbob,Bob,,student,tuesday,\n";

static const char fewer_text[] =
    "user,name,email,role,section,extra\n"
    "helper,Helper,,assistant,tuesday,\n"
    "ann,Ann <i>,,student,monday,\n";

static const char first_text[] =
    "title: First\n\n"
    "::: number bits points=2\nHow many?\n= 8\n:::\n\n"
    "::: choose city\nWhich?\n(x) Canberra\n( ) Sydney\n:::\n\n"
    "::: essay words points=10\nSay it.\n:::\n";

static const char second_text[] =
    "title: Second\n\n::: text hi\nHello?\n= hi\n:::\n";

static const char other_text[] =
    "title: Second\n\n::: text ho\nHello?\n= hi\n:::\n";

static const struct site_text files[] = {
	{ "course", "title: A course\nzone: UTC\nstaff: teacher\n" },
	{ "roster.csv", roster_text },
	{ "10.first.md", first_text },
	{ "20.second.md", second_text },
	{ 0 }
};

static int
report(struct web_test *t, const char *user, const char *place,
    const char *form)
{
	char path[80];

	snprintf(path, sizeof(path), "/c/demo/q/%s/report", place);
	return site_post(t, user, path, form);
}

/* The form of the report of that seq, as its page has it now. */
static int
reply(struct web_test *t, const char *user, const char *seq,
    const char *rest)
{
	char path[80], form[400], from[100];
	const char *seen;

	snprintf(path, sizeof(path), INBOX "?report=%s", seq);
	site_get(t, user, path);
	snprintf(from, sizeof(from), "name=\"seen\" value=\"");
	seen = strstr(test_body(t), from);
	seen = seen == NULL ? "0" : seen + strlen(from);
	snprintf(form, sizeof(form), "of=%s&seen=%.*s&%s", seq,
	    (int)strcspn(seen, "\""), seen, rest);
	return test_post(t, INBOX, form);
}

static void
test_telling(struct web_test *t)
{
	char form[2500];

	tap_int(report(t, "ann", "first/bits", "about=grade&text=Again"), 422,
	    "no grade, no other look at it");
	tap_ok(test_has(t, "only when there") && test_has(t, "\nAgain<") &&
	    test_has(t, "value=\"grade\" checked"), "nothing typed is lost");
	tap_int(report(t, "ann", "first/bits", "about=love&text=x"), 422,
	    "of a third kind");
	snprintf(form, sizeof(form), "about=problem&text=%02001d", 0);
	tap_int(report(t, "ann", "first/bits", form), 422, "too long");
	tap_ok(test_has(t, "0000</textarea>") && test_has(t, "text-wrong"),
	    "it is there to be shortened");
	tap_int(report(t, "ann", "first/bits", "about=problem&text="), 422,
	    "no words");
	tap_int(report(t, "ann", "first/bits",
	    "text=%3Cscript%3Ealert(1)%3C/script%3E"), 303,
	    "a problem, by default");
	site_answer(t, "ann", "first/bits", "7");
	tap_int(report(t, "ann", "first/bits",
	    "about=grade&text=Why+not+7%3F"), 303, "another look");
	site_answer(t, "ann", "first/bits", "8");
	site_answer(t, "bob", "first/city", "1");
	tap_int(report(t, "bob", "first/city", "text=Odd"), 303,
	    "of another section");
	tap_int(report(t, "bob", "second/hi", "text=Gone"), 303,
	    "on another page");
	tap_int(report(t, "mallory", "first/bits", "text=x"), 403,
	    "a stranger");
}

static void
test_reading(struct web_test *t)
{
	static const char *const nobody[] = { "ann", "bob", "mallory" };

	for (size_t i = 0; i < sizeof(nobody) / sizeof(nobody[0]); i++) {
		tap_int(site_get(t, nobody[i], INBOX), 403, "not for %s",
		    nobody[i]);
		tap_int(site_post(t, nobody[i], INBOX,
		    "of=1&seen=1&text=x&do=close"), 403,
		    "nor to answer, for %s", nobody[i]);
	}
	tap_int(site_get(t, "helper", INBOX), 200, "assistants read them");
	tap_ok(test_has(t, "Open: 4") && test_has(t, "Closed: 0") &&
	    test_has(t, "&lt;script&gt;alert(1)") &&
	    !test_has(t, "<script>alert") && test_has(t, "Ann &lt;i&gt;"),
	    "all that are open, escaped");
	tap_ok(strstr(test_body(t), "Gone") < strstr(test_body(t), "Odd") &&
	    strstr(test_body(t), "Odd") < strstr(test_body(t), "not 7"),
	    "the newest first");
	tap_ok(test_has(t, "2 of 2") && test_has(t, "<code>8</code>") &&
	    test_has(t, "came after the report") &&
	    test_has(t, "<code>Sydney</code>"), "with the newest answer");
	tap_ok(test_has(t, "/staff/grading/first/bits?who=") &&
	    test_has(t, "/staff/user/ann") &&
	    !test_has(t, "regrade?place=first+bits"), "and the ways on");
	site_get(t, "teacher", INBOX);
	tap_ok(test_has(t, "regrade?place=first+bits"),
	    "for the teacher also to a regrade");
	site_get(t, "teacher", "/c/demo/staff");
	tap_ok(test_has(t, "open: 4") && test_has(t, "class=\"count\">4"),
	    "counted on other pages");
}

static void
test_filter(struct web_test *t)
{
	site_get(t, "helper", INBOX "?section=tuesday");
	tap_ok(test_has(t, "Odd") && !test_has(t, "not 7") &&
	    test_has(t, "Open: 2"), "of one section");
	site_get(t, "helper", INBOX "?section=tuesday&page=second");
	tap_ok(!test_has(t, "Odd") && test_has(t, "Gone") &&
	    test_has(t, "section=tuesday&amp;page=second"),
	    "and of one page, which forms keep");
	site_get(t, "helper", INBOX "?state=closed");
	tap_ok(test_has(t, "Nothing here"), "none is closed");
	site_get(t, "helper", INBOX "?before=3");
	tap_ok(!test_has(t, "Odd") && !test_has(t, "Gone") &&
	    test_has(t, "not 7"), "older ones");
	tap_int(site_get(t, "helper", INBOX "?report=99"), 404,
	    "none of these");
	tap_int(site_get(t, "helper", INBOX
	    "?section=%22%3E%3Cb%3E&page=%3Ci%3E"), 200, "no such section");
	tap_ok(!test_has(t, "<b>"), "is escaped");
}

static void
test_replies(struct web_test *t)
{
	tap_int(reply(t, "helper", "2", "text=&do=open"), 422,
	    "nothing to say");
	tap_ok(test_has(t, "is missing"), "is told");
	tap_int(reply(t, "helper", "2", "text=x&do=burn"), 422,
	    "nothing to do");
	tap_int(reply(t, "helper", "9", "text=x&do=open"), 404,
	    "to nothing");
	tap_int(reply(t, "helper", "2", "text=**Yes**+"
	    "%3Cscript%3Ealert(2)%3C/script%3E&do=open"), 303, "an answer");
	tap_int(site_post(t, "teacher", INBOX,
	    "of=2&seen=2&text=No%3Cb%3E&do=close"), 409, "two at once");
	tap_ok(test_has(t, "Meanwhile") && test_has(t, "<strong>Yes") &&
	    test_has(t, "\nNo&lt;b&gt;</textarea>"),
	    "the second sees the first, and has the words yet");
	tap_int(reply(t, "teacher", "2", "text=Done&do=close"), 303,
	    "once more");
	site_get(t, "teacher", INBOX);
	tap_ok(!test_has(t, "not 7") && test_has(t, "Closed: 1"),
	    "it is closed");
	site_get(t, "teacher", INBOX "?state=closed");
	tap_ok(test_has(t, "not 7") && test_has(t, "Not read yet") &&
	    !test_has(t, "<script>alert"), "and stands among those");
	site_get(t, "teacher", "/c/demo/staff/log");
	tap_ok(test_has(t, "answered a report"), "the log has it");
}

static void
test_news(struct web_test *t)
{
	site_get(t, "bob", "/c/demo");
	tap_ok(!test_has(t, "has answered") && test_has(t, "/c/demo/reports"),
	    "no news for bob");
	site_get(t, "bob", "/c/demo/q/first/bits");
	tap_ok(!test_has(t, "Yes"), "who reads no other's");
	site_get(t, "ann", "/c/demo");
	tap_ok(test_has(t, "has answered"), "ann is told");
	site_post(t, "teacher", "/c/demo/staff/view-as", "user=ann");
	test_get(t, "/c/demo/q/first/bits");
	tap_ok(test_has(t, "Yes"), "the teacher looks with ann's eyes");
	test_get(t, "/c/demo");
	test_post(t, "/c/demo/watch/end", "");
	site_get(t, "ann", "/c/demo");
	tap_ok(test_has(t, "has answered"), "which is not ann's reading");
	site_get(t, "ann", "/c/demo/q/first/bits");
	tap_ok(test_has(t, "<strong>Yes") && test_has(t, "Done") &&
	    test_has(t, "New.") && !test_has(t, "<script>alert"),
	    "there it is");
	site_get(t, "ann", "/c/demo");
	tap_ok(!test_has(t, "has answered"), "and is no news any more");
	site_get(t, "teacher", INBOX "?state=closed");
	tap_ok(!test_has(t, "Not read yet"), "the staff sees that");
	site_get(t, "teacher", "/c/demo/staff/log");
	tap_ok(!test_has(t, ">read<"), "the log is not full of it");
}

static void
test_again(struct web_test *t)
{
	tap_int(reply(t, "teacher", "2", "text=&do=close"), 422,
	    "closed already");
	tap_int(reply(t, "teacher", "2", "text=&do=open"), 303,
	    "opened again");
	site_get(t, "ann", "/c/demo");
	tap_ok(!test_has(t, "has answered"), "without a word, no news");
	site_get(t, "ann", "/c/demo/reports");
	tap_ok(test_has(t, "opened it again") && test_has(t, "Yes") &&
	    !test_has(t, "Odd"), "all of ann's in one place");
}

/* The question and the student are gone; what was said is not. */
static void
test_gone(struct web_test *t)
{
	site_file("20.second.md", other_text);
	tap_int(reply(t, "teacher", "4", "text=Taken+out&do=close"), 303,
	    "an answer to what is gone");
	site_get(t, "bob", "/c/demo");
	tap_ok(test_has(t, "has answered"), "bob is told");
	site_get(t, "bob", "/c/demo/reports");
	tap_ok(test_has(t, "Taken out") && !test_has(t, "/q/second/hi"),
	    "and reads it");
	site_get(t, "bob", "/c/demo");
	tap_ok(!test_has(t, "has answered"), "once");
	site_file("roster.csv", fewer_text);
	tap_int(site_get(t, "teacher", INBOX), 200, "without bob");
	tap_ok(test_has(t, "does not take part") && test_has(t, "Odd") &&
	    test_has(t, "<code>Sydney</code>"), "bob's report is there");
	site_get(t, "teacher", INBOX "?state=closed");
	tap_ok(test_has(t, "Gone") && test_has(t, "no longer in the course"),
	    "and that on what is gone");
	site_file("roster.csv", roster_text);
}

/* What no form of ours has written. */
static void
test_hostile(struct web_test *t)
{
	static const char *const records[] = {
		("{\"k\":\"report\",\"by\":\"../ann\","
		    "\"page\":\"../x\",\"q\":\"<b>\","
		    "\"text\":\"<img src=x>\"}"),
		"{\"k\":\"report\"}",
		"{\"k\":\"reply\",\"of\":1e9,\"text\":\"lost\"}",
		"{\"k\":\"reply\",\"of\":1,\"by\":[],\"text\":7}"
	};
	int all = folder_open(test_folder(t));
	int folder = folder_in(all, "tutor", false);
	struct course_data data;
	struct mem m;

	mem_init(&m, 0);
	tap_int(data_open(&data, folder, "demo"), 0, "the data");
	for (size_t i = 0; i < sizeof(records) / sizeof(records[0]); i++)
		staff_add(&data, 1, json_parse(&m, records[i],
		    strlen(records[i]), NULL));
	data_close(&data);
	close(folder);
	close(all);
	mem_release(&m);
	tap_int(site_get(t, "teacher", INBOX), 200, "the inbox");
	tap_ok(test_has(t, "&lt;img") && !test_has(t, "<img") &&
	    test_has(t, "../ann") && !test_has(t, "lost"),
	    "shows what can be shown");
	tap_int(site_get(t, "ann", "/c/demo/reports"), 200, "ann's own");
}

static void
test_limits(struct web_test *t)
{
	int status = 303, n = 0;
	char text[40];

	while (status == 303 && n < 10) {
		status = report(t, "ann", "first/words", "text=Once+more");
		n++;
	}
	tap_ok(status == 429 && n == 5, "six in an hour");
	test_pass(t, 3600);
	for (int k = 0; k < 6; k++)
		for (int i = 0; i < 6; i++) {
			snprintf(text, sizeof(text), "text=More+%d+%d", k, i);
			report(t, k % 2 == 0 ? "ann" : "bob", "first/words",
			    text);
			test_pass(t, 700);
		}
	site_get(t, "teacher", INBOX);
	tap_ok(test_has(t, "Older ones"), "a page does not have all");
	test_link(t, "Older ones");
	tap_ok(test_has(t, "Odd") && !test_has(t, "Older ones"),
	    "the next has the others");
}

int
main(void)
{
	struct web_test *t;

	site_make(files);
	t = test_new(&application);
	test_telling(t);
	test_reading(t);
	test_filter(t);
	test_replies(t);
	test_news(t);
	test_again(t);
	test_gone(t);
	test_hostile(t);
	test_limits(t);
	test_free(t);
	site_remove();
	return tap_done();
}
