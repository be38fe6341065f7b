/*
 * Comments on single lines, by the test client: what a grader types is kept
 * until it is right, and what students see of it, and when.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tap.h"
#include "tests/unit/tutor/site.h"
#include "web/test.h"
#include "web/web.h"

#define GRADING	"/c/demo/staff/grading/first/words"

static const char roster_text[] =
    "user,name,email,role,section,extra\n"
    "helper,Helper,,assistant,,\n"
    "ann,Ann,,student,,\nbob,Bob,,student,,\n";

static const char page_text[] =
    "title: First\n\n"
    "::: essay words points=10 rubric\nSay it.\n4 is long\n6 is good\n:::\n\n"
    "::: upload paper points=3\nHand it in.\n:::\n\n"
    "::: number bits\nHow many?\n= 8\n:::\n";

static const struct site_text files[] = {
	{ "course", "title: A course\nzone: UTC\nstaff: teacher\n" },
	{ "roster.csv", roster_text },
	{ "10.first.md", page_text },
	{ 0 }
};

static void
upload(struct web_test *t, const char *bytes)
{
	char body[600];
	const char *csrf;
	int n;

	test_user(t, "ann");
	test_get(t, "/c/demo/p/first/");
	csrf = strstr(test_body(t), "name=\"csrf\" value=\"");
	if (csrf == NULL)
		abort();
	csrf += strlen("name=\"csrf\" value=\"");
	n = snprintf(body, sizeof(body), "--b\r\nContent-Disposition: "
	    "form-data; name=\"csrf\"\r\n\r\n%.*s\r\n--b\r\n"
	    "Content-Disposition: form-data; name=\"do\"\r\n\r\nsubmit\r\n"
	    "--b\r\nContent-Disposition: form-data; name=\"a-paper\"; "
	    "filename=\"a.c\"\r\n\r\n%s\r\n--b--\r\n",
	    (int)strcspn(csrf, "\""), csrf, bytes);
	tap_int(test_send(t, &(struct test_request){ "POST",
	    "/c/demo/q/first/paper", "multipart/form-data; boundary=b", body,
	    (size_t)n }), 303, "a file is handed in");
}

static bool
has_row(struct web_test *t, int i, const char *line, const char *note)
{
	char of_line[100], of_note[200];

	snprintf(of_line, sizeof(of_line), "name=\"line-%d\" value=\"%s\"", i,
	    line);
	snprintf(of_note, sizeof(of_note), "name=\"note-%d\" value=\"%s\"", i,
	    note);
	return test_has(t, of_line) && test_has(t, of_note);
}

static void
test_more(struct web_test *t)
{
	test_user(t, "helper");
	tap_int(test_get(t, GRADING), 200, "a paper");
	tap_ok(test_has(t, "<code>&lt;b&gt;one</code>") &&
	    test_has(t, "<code>three</code>") && has_row(t, 2, "", "") &&
	    !test_has(t, "line-3\"  "), "its lines, and rows that are free");
	tap_int(site_grade(t, GRADING, "do=more&rubric=1&points=x&comment=Hm&"
	    "publish=1&line-1=7&note-1=far&line-2=&note-2=%3Ci%3E"), 200,
	    "a row more");
	tap_ok(has_row(t, 1, "7", "far") && has_row(t, 2, "",
	    "&lt;i&gt;") && has_row(t, 3, "", "") && test_has(t, "Hm") &&
	    test_has(t, "value=\"1\" checked> <strong>6") &&
	    test_has(t, "name=\"publish\" value=\"1\" checked") &&
	    test_has(t, "value=\"x\""), "keeps all that was typed");
	tap_ok(!test_has(t, "class=\"wrong\""), "and complains of nothing");
	tap_int(site_grade(t, GRADING, "do=line-2&line-1=1&note-1=a&line-2=&"
	    "note-2="), 200, "a line is picked");
	tap_ok(has_row(t, 1, "1", "a") && has_row(t, 2, "2", "") &&
	    test_has(t, "autofocus"), "a row that is free takes it");
	tap_int(site_grade(t, GRADING, "do=line-3&line-1=1&note-1=a"), 200,
	    "another");
	tap_ok(has_row(t, 2, "3", ""), "or a new one");
}

static void
test_wrong(struct web_test *t)
{
	static const struct {
		const char	*name, *form, *say;
	} rows[] = {
		{ "a line behind the last", "points=5&line-1=4&note-1=kept",
		    "must be at most 3" },
		{ "line 0", "points=5&line-1=0&note-1=kept", "line-1-wrong" },
		{ "no number", "points=5&line-1=two&note-1=kept",
		    "line-1-wrong" },
		{ "no line", "points=5&line-1=&note-1=kept", "is missing" },
		{ "no grade", "points=&line-1=1&note-1=kept",
		    "points-wrong" }
	};
	char form[1500];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		test_get(t, GRADING);
		tap_int(site_grade(t, GRADING, rows[i].form), 422, "%s",
		    rows[i].name);
		tap_ok(test_has(t, rows[i].say) &&
		    test_has(t, "value=\"kept\""), "it is said, %s",
		    rows[i].name);
	}
	snprintf(form, sizeof(form), "points=5&line-1=1&note-1=%01001d", 0);
	tap_int(site_grade(t, GRADING, form), 422,
	    "a comment that is too long");
	tap_ok(test_has(t, "note-1-wrong"), "it is said");
	test_get(t, GRADING);
	tap_int(site_grade(t, GRADING, "points=5&line-101=1&note-101=x"), 400,
	    "a row that is none");
}

static bool
sees(struct web_test *t, const char *path, const char *text)
{
	test_user(t, "ann");
	test_get(t, path);
	return test_has(t, text);
}

static void
test_told(struct web_test *t)
{
	static const char *const paths[] = { "/c/demo/p/first/",
		"/c/demo/q/first/words", "/c/demo/json/first" };

	test_user(t, "helper");
	test_get(t, GRADING);
	tap_int(site_grade(t, GRADING, "points=5&comment=Fine&line-1=3&"
	    "note-1=**Third**+%3Cscript%3Ealert(1)%3C/script%3E&line-2=1&"
	    "note-2=Begin&line-3=2&note-3="), 303, "graded");
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		tap_ok(!sees(t, paths[i], "Third") &&
		    !sees(t, paths[i], "Begin"), "not told yet: %s", paths[i]);
	test_user(t, "teacher");
	test_get(t, "/c/demo/staff/grading");
	test_post(t, "/c/demo/staff/publish", "page=first&q=words");
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		tap_ok(sees(t, paths[i], "Third") &&
		    !test_has(t, "<script>alert"), "told: %s", paths[i]);
	tap_ok(sees(t, paths[1], "<code>three</code><div class=\"line-said\">"
	    "<span class=\"hide\">Comment on line 3: </span><p><strong>"
	    "Third</strong>") && test_has(t, "<code>&lt;b&gt;one</code>"),
	    "below its line");
	tap_ok(sees(t, paths[2], "\"lines\":[{\"n\":1,\"text\":\"Begin\"},"
	    "{\"n\":3,"), "for programs, too, by the lines");
	test_user(t, "bob");
	test_get(t, "/c/demo/json/first");
	tap_ok(!test_has(t, "Begin"), "others have none of it");
}

/* The address of ann's answer, from the page of the student. */
static const char *
paper_of(struct web_test *t, const char *question)
{
	static char path[200];
	char from[80];
	const char *p;

	test_user(t, "teacher");
	test_get(t, "/c/demo/staff/user/ann");
	snprintf(from, sizeof(from), "/c/demo/staff/grading/first/%s?who=",
	    question);
	p = strstr(test_body(t), from);
	snprintf(path, sizeof(path), "%.*s", p == NULL ? 0 :
	    (int)strcspn(p, "\""), p == NULL ? "" : p);
	return path;
}

static void
test_again(struct web_test *t)
{
	const char *path = paper_of(t, "words");

	tap_int(test_get(t, path), 200, "the paper again");
	tap_ok(has_row(t, 1, "1", "Begin") && has_row(t, 3, "", "") &&
	    test_has(t, "<option value=\"Begin\">"),
	    "begins with the comments of before, which others may pick");
	tap_int(site_grade(t, GRADING, "points=6&line-1=2&note-1=Only"), 303,
	    "another grade");
	tap_ok(sees(t, "/c/demo/q/first/words", "Only") &&
	    !test_has(t, "Begin"), "takes its place");
}

static void
test_clash(struct web_test *t)
{
	char form[300];

	test_get(t, paper_of(t, "words"));
	snprintf(form, sizeof(form), "who=%s&of=%s&seen=1&points=1&line-1=1&"
	    "note-1=mine", site_hidden(t, "who"), site_hidden(t, "of"));
	tap_int(test_post(t, GRADING, form), 409, "who came second");
	tap_ok(has_row(t, 1, "1", "mine") && test_has(t, "<p>mine</p>") &&
	    test_has(t, "<p>Only</p>"), "sees the comments of both");
	site_answer(t, "ann", "first/words", "shorter");
	test_user(t, "teacher");
	test_get(t, GRADING);
	snprintf(form, sizeof(form), "who=%s&of=1&seen=0&points=1&line-1=3&"
	    "note-1=third", site_hidden(t, "who"));
	tap_int(test_post(t, GRADING, form), 409,
	    "a comment on the answer of before");
	tap_ok(has_row(t, 1, "3", "third"), "is not lost");
}

static void
test_uploads(struct web_test *t)
{
	static const char path[] = "/c/demo/staff/grading/first/paper";

	upload(t, "int\r\nmain(void)\r\n{ \"<i>\" }");
	test_user(t, "teacher");
	test_get(t, path);
	tap_ok(test_has(t, "<code>main(void)</code>") &&
	    test_has(t, "&lt;i&gt;"), "a file by its lines");
	tap_int(site_grade(t, path, "points=1&publish=1&line-1=2&"
	    "note-1=Returns+int"), 303, "graded");
	tap_ok(sees(t, "/c/demo/q/first/paper", "Returns int") &&
	    test_has(t, "<code>main(void)</code>"), "seen at its line");
	upload(t, "\001\002 no text \377\376\n");
	test_user(t, "teacher");
	test_get(t, path);
	tap_ok(!test_has(t, "\377"), "what is no UTF-8 is replaced");
	test_user(t, "ann");
	test_get(t, "/c/demo");
	test_post(t, "/c/demo/q/first/bits", "do=submit&a-bits=8");
	test_get(t, paper_of(t, "bits"));
	tap_ok(!test_has(t, "line-1"), "a number has no lines");
	tap_int(site_grade(t, "/c/demo/staff/grading/first/bits",
	    "points=1&line-1=1&note-1=x"), 422, "and no comments at them");
}

int
main(void)
{
	struct web_test *t;

	site_make(files);
	t = test_new(&application);
	site_answer(t, "ann", "first/words", "%3Cb%3Eone%0Atwo%0Athree");
	test_more(t);
	test_wrong(t);
	test_told(t);
	test_again(t);
	test_clash(t);
	test_uploads(t);
	test_free(t);
	site_remove();
	return tap_done();
}
