/*
 * What nobody may do to the tutor: each line of its security list as a group
 * of rows, by the test client.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tap.h"
#include "tests/unit/tutor/site.h"
#include "web/test.h"
#include "web/web.h"

static const char course_text[] =
    "title: A course\nzone: UTC\nstaff: teacher\nregister: open\n";

static const char roster_text[] =
    "user,name,email,role,section,extra\n"
    "ann,<b>Ann</b>,ann@example.org,student,,\n"
    "carl,=1+1,,student,,\n"
    "out,Out,,none,,\n"
    "helper,Helper,,assistant,,\n";

static const char first_text[] =
    "title: First\n\nText.\n\n"
    "::: number bits tries=1\nHow many?\n= 4711 : SECRET\n"
    "hint after 1: SECRET\nwhy: SECRET\n:::\n\n"
    "::: text word tries=1\nWhich?\n= SECRET\n= /SECRET+/\n:::\n\n"
    "::: essay words points=5 rubric\nSay it.\n5 SECRET\n:::\n\n"
    "::: upload paper accept=.txt max=1K\nHand it in.\n:::\n\n"
    "::: code echo lang=sh\nWrite it.\n--- starter\ntrue\n"
    "--- solution\necho SECRET\n--- test one points=1 hidden\n"
    "in: SECRET\nout: SECRET\n:::\n";

static const char later_text[] =
    "title: Later\nrelease: 2026-02-01 09:00\n\nSECRET\n\n"
    "::: text hi\nSECRET?\n= SECRET\n:::\n";

static const char exam_text[] =
    "title: Exam\ntimed: 30m\npassword: opensesame\nfeedback: lock\n\n"
    "SECRET\n\n::: text hi tries=1\nSECRET?\n= hi\n:::\n";

/* The clock of the test client stands at 2026-01-05 09:00. */
static const char quiz_text[] =
    "title: Quiz\ntimed: 30m\nlock: 2026-01-05 12:00\nfeedback: lock\n\n"
    "::: text hi tries=1\nHello?\n= hello\nwhy: SECRET\n:::\n";

static const char files_text[] =
    "title: Files\n\n::: code echo lang=sh\nWrite it.\n--- solution\ntrue\n"
    "--- test one hidden file=a.in,a.out\n:::\n";

static void
make_files(int fd)
{
	static const char *const names[] = { "page.md~", "page.md.bak",
	    "#page.md#", "PAGE.MD", "notes.md", "_draft.txt", ".secret",
	    "a.in", "a.out", "a.in~", "a.out.orig" };

	site_write(fd, "page.md", files_text);
	site_write(fd, "note.txt", "a note\n");
	site_write(fd, "draw.svg", "<svg onload=\"alert(1)\"/>");
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		site_write(fd, names[i], "SECRET");
}

static const struct site_text files[] = {
	{ "course", course_text },
	{ "roster.csv", roster_text },
	{ "10.first.md", first_text },
	{ "30.later.md", later_text },
	{ "40.exam.md", exam_text },
	{ "50.quiz.md", quiz_text },
	{ 0 }
};

static void
make_course(void)
{
	int page;

	site_make(files);
	page = site_folder("demo", "20.files");
	make_files(page);
	if (symlinkat("/etc/passwd", page, "link.txt") == -1)
		abort();
	close(page);
}

/* An answer to a question of the first page. */
static int
send_answer(struct web_test *t, const char *name, const char *form)
{
	char path[80];

	snprintf(path, sizeof(path), "/c/demo/q/first/%s", name);
	test_get(t, "/c/demo/p/first/");
	return test_post(t, path, form);
}

/* The staff's pages: who may see them, and who may do it. */
static const struct {
	const char	*method, *path;
	bool		 assistant;
} staff_routes[] = {
	{ "GET", "", true },
	{ "GET", "/log", true },
	{ "GET", "/roster", true },
	{ "GET", "/roster.csv", true },
	{ "GET", "/user/ann", true },
	{ "POST", "/override", false },
	{ "POST", "/view-as", true },
	{ "GET", "/extensions", true },
	{ "POST", "/extensions", false },
	{ "POST", "/extensions/1/revoke", false },
	{ "POST", "/exempt", false },
	{ "GET", "/news", true },
	{ "POST", "/news", false },
	{ "GET", "/gradebook", true },
	{ "GET", "/gradebook.csv", true },
	{ "GET", "/grid/first", true },
	{ "GET", "/stats/first", true },
	{ "GET", "/stats/first/bits", true },
	{ "GET", "/grading", true },
	{ "GET", "/grading/first/words", true },
	{ "POST", "/grading/first/words", true },
	{ "GET", "/file/first/paper/ab/1", true },
	{ "POST", "/publish", false },
	{ "GET", "/checkoff/first/bits", true },
	{ "POST", "/checkoff/first/bits", true },
	{ "GET", "/regrade", false },
	{ "POST", "/regrade", false },
	{ "GET", "/similar/first/words", true },
	{ "GET", "/similar/first/words/ann/carl", true },
};

static int
ask_staff(struct web_test *t, size_t i)
{
	char path[120];

	snprintf(path, sizeof(path), "/c/demo/staff%s", staff_routes[i].path);
	test_get(t, "/");
	return strcmp(staff_routes[i].method, "GET") == 0 ?
	    test_get(t, path) : test_post(t, path, "x=");
}

static void
test_staff_routes(void)
{
	static const char *const students[] = { "ann", "out", "nobody" };
	struct web_test *t = test_new(&application);
	char what[120];

	for (size_t i = 0; i < sizeof(staff_routes) / sizeof(staff_routes[0]);
	    i++) {
		for (size_t k = 0; k < 3; k++) {
			test_user(t, students[k]);
			snprintf(what, sizeof(what), "%s %s by %s",
			    staff_routes[i].method, staff_routes[i].path,
			    students[k]);
			tap_int(ask_staff(t, i), 403, "%s", what);
		}
		test_user(t, "helper");
		snprintf(what, sizeof(what), "%s %s by an assistant",
		    staff_routes[i].method, staff_routes[i].path);
		tap_ok((ask_staff(t, i) != 403) == staff_routes[i].assistant,
		    "%s", what);
	}
	test_user(t, NULL);
	tap_int(test_get(t, "/c/demo/staff"), 303, "strangers log in first");
	test_free(t);
}

/* Nothing of a page is told before its release, nor of an exam. */
static void
test_closed(void)
{
	static const char *const paths[] = { "/c/demo", "/c/demo/p/%s/",
	    "/c/demo/json/%s", "/c/demo/q/%s/hi", "/c/demo/q/%s/hi/progress",
	    "/c/demo/u/%s/hi/1", "/c/demo/p/%s/note.txt", "/c/demo/dates.ics",
	    "/c/demo/scores" };
	static const char *const pages[] = { "later", "exam" };
	struct web_test *t = test_new(&application);
	char path[80];

	test_user(t, "ann");
	for (size_t i = 0; i < 2 * sizeof(paths) / sizeof(paths[0]); i++) {
		snprintf(path, sizeof(path), paths[i / 2], pages[i % 2]);
		test_get(t, path);
		tap_ok(!test_has(t, "SECRET"), "%s", path);
		test_head(t, path);
		tap_ok(test_size(t) == 0, "and by HEAD");
	}
	tap_int(test_post(t, "/c/demo/q/exam/hi/preview", "text=x"), 403,
	    "no preview");
	tap_int(test_post(t, "/c/demo/begin/later", "password="), 403,
	    "what is not released does not begin");
	for (int i = 0; i < 11; i++) {
		test_get(t, "/c/demo/p/exam/");
		test_post(t, "/c/demo/begin/exam", "password=guess");
	}
	tap_int(test_status(t), 429, "the word of an exam is hard to guess");
	tap_int(test_post(t, "/c/demo/begin/exam", "password=opensesame"),
	    429, "even with luck");
	test_free(t);
}

/* Who ends an exam early has nothing to tell to others. */
static void
test_early(void)
{
	struct web_test *t = test_new(&application);

	test_user(t, "ann");
	test_get(t, "/c/demo/p/quiz/");
	tap_int(test_post(t, "/c/demo/begin/quiz", "password="), 303, "begun");
	test_get(t, "/c/demo/p/quiz/");
	tap_int(test_post(t, "/c/demo/q/quiz/hi", "do=submit&a-hi=hello"), 303,
	    "answered");
	test_pass(t, 3600);
	test_user(t, "ann");
	test_get(t, "/c/demo/p/quiz/");
	tap_ok(test_has(t, "time is over") && !test_has(t, "SECRET"),
	    "after one's own end nothing is told");
	tap_int(test_post(t, "/c/demo/q/quiz/hi", "do=solution"), 409,
	    "nor shown");
	test_pass(t, 2 * 3600 + 60);
	test_user(t, "ann");
	test_get(t, "/c/demo/p/quiz/");
	tap_ok(test_has(t, "SECRET"), "but after that of all");
	test_free(t);
}

/* What is right is told by nothing that a student may ask for. */
static void
test_solutions(void)
{
	static const char *const paths[] = { "/c/demo/p/first/",
	    "/c/demo/json/first", "/c/demo/q/first/bits",
	    "/c/demo/q/first/word", "/c/demo/q/first/words",
	    "/c/demo/q/first/echo", "/c/demo/q/first/echo/progress",
	    "/c/demo/scores" };
	struct web_test *t = test_new(&application);

	test_user(t, "ann");
	tap_int(send_answer(t, "words", "do=submit&a-words=x"), 303, "essay");
	tap_int(send_answer(t, "echo", "do=submit&a-echo=cat"), 303, "code");
	tap_int(send_answer(t, "bits", "do=check&a-bits=4711"), 409,
	    "a check where there is none");
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		tap_int(test_get(t, paths[i]), 200, "%s", paths[i]);
		tap_ok(!test_has(t, "SECRET") && !test_has(t, "4711"),
		    "tells no solution");
	}
	tap_int(send_answer(t, "word", "do=solution"), 409,
	    "nor by asking before the tries are used");
	tap_int(send_answer(t, "bits", "do=hint"), 409, "nor a hint");
	test_free(t);
}

static const struct {
	const char	*path;
	int		 status;
} paths[] = {
	{ "/c/demo/p/files/note.txt", 200 },
	{ "/c/demo/p/files/page.md", 404 },
	{ "/c/demo/p/files/page.md~", 404 },
	{ "/c/demo/p/files/page.md.bak", 404 },
	{ "/c/demo/p/files/%23page.md%23", 404 },
	{ "/c/demo/p/files/PAGE.MD", 404 },
	{ "/c/demo/p/files/notes.md", 404 },
	{ "/c/demo/p/files/_draft.txt", 404 },
	{ "/c/demo/p/files/.secret", 404 },
	{ "/c/demo/p/files/a.in", 404 },
	{ "/c/demo/p/files/a.out", 404 },
	{ "/c/demo/p/files/a.in~", 404 },
	{ "/c/demo/p/files/a.out.orig", 404 },
	{ "/c/demo/p/files/link.txt", 404 },
	{ "/c/demo/p/files/..%2f10.first.md", 404 },
	{ "/c/demo/p/files/%2e%2e/course", 404 },
	{ "/c/demo/p/10.first.md/", 404 },
	{ "/c/demo/p/20.files/", 404 },
	{ "/c/demo/p/..%2ffirst/", 404 },
	{ "/c/..", 404 },
	{ "/c/.", 404 },
	{ "/c/%2e%2e", 404 },
	{ "/c/..%2fdemo", 404 },
	{ "/c/demo%2f", 404 },
	{ "/c/.hidden", 404 },
	{ "/c/demo/q/first/..", 404 },
	{ "/c/demo/q/first/bits%0a", 404 },
	{ "/c/demo/u/first/paper/1", 404 },
	{ "/c/demo/u/first/paper/99999999999999999999", 404 },
	{ "/c/demo/u/first/paper/-1", 404 },
};

static void
test_paths(void)
{
	struct web_test *t = test_new(&application);

	test_user(t, "ann");
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		test_get(t, paths[i].path);
		tap_ok(!test_has(t, "SECRET"), "no secret");
		tap_ok(test_status(t) == paths[i].status ||
		    (paths[i].status != 200 && (test_status(t) == 400 ||
		    test_status(t) == 404)), "%s: %d", paths[i].path,
		    test_status(t));
	}
	tap_int(test_get(t, "/c/demo/p/files/draw.svg"), 200, "SVG");
	tap_ok(strncmp(test_header(t, "Content-Disposition"), "attachment",
	    10) == 0, "is only to be saved");
	tap_ok(strstr(test_header(t, "Content-Security-Policy"), "sandbox") !=
	    NULL, "and has no rights");
	test_get(t, "/c/a%0d%0aX-Evil:1/p/b");
	tap_ok(test_header(t, "X-Evil") == NULL || *test_header(t, "X-Evil") ==
	    '\0', "no field comes from a path");
	test_free(t);
}

/* The code of a name, as staff see it on their page of people. */
static void
code_of(struct web_test *t, const char *user, char code[13])
{
	char from[80];
	const char *p;

	test_user(t, "teacher");
	test_get(t, "/c/demo/staff/roster");
	snprintf(from, sizeof(from), "<td>%s</td>", user);
	p = strstr(test_body(t), from);
	p = p == NULL ? NULL : strstr(p, "code <code>");
	snprintf(code, 13, "%s", p == NULL ? "" : p + strlen("code <code>"));
}

/* Who took a free name is not whom a roster means by it later. */
static void
test_meant(struct web_test *t)
{
	char code[13], form[80];

	test_forget(t);
	tap_int(site_register(t, "zoe", ""), 303, "somebody takes a name");
	test_get(t, "/c/demo");
	test_post(t, "/c/demo/join", "");
	tap_int(test_get(t, "/c/demo/p/first/"), 200, "and joins the course");
	site_file("roster.csv", "user,name,extra\nzoe,The real one,50\n");
	tap_int(test_get(t, "/c/demo/p/first/"), 403,
	    "a roster means somebody by it");
	tap_int(test_get(t, "/c/demo"), 403, "the course is closed to both");
	tap_ok(test_has(t, "made without the code") &&
	    !test_has(t, "The real one"), "which is said");
	tap_int(test_post(t, "/c/demo/join", ""), 403, "joining does nothing");
	tap_int(test_post(t, "/account/prove", "code=0123-4567-89ab"), 422,
	    "any code is none");
	code_of(t, "zoe", code);
	tap_ok(test_has(t, "not proved") && code[0] != '\0',
	    "the staff sees it, and the code");
	site_log_in(t, "zoe", "hunter22");
	test_get(t, "/c/demo");
	snprintf(form, sizeof(form), "to=/c/demo&code=%s", code);
	tap_int(test_post(t, "/account/prove", form), 303, "the right code");
	tap_int(test_get(t, "/c/demo/p/first/"), 200, "opens it");
	site_file("roster.csv", roster_text);
}

/* Names that mean somebody are not for strangers. */
static void
test_names(void)
{
	struct web_test *t = test_new(&application);

	tap_int(site_register(t, "teacher", ""), 422, "the name of a teacher");
	tap_int(site_register(t, "helper", ""), 422, "of an assistant");
	tap_int(site_register(t, "ann", ""), 422, "of a student");
	tap_int(site_register(t, "out", ""), 422, "of who is kept out");
	site_file("roster.csv", "user,name\nann,\"Ann\nhelper,Helper\n");
	tap_int(site_register(t, "helper", ""), 422,
	    "a name in a roster that cannot be read");
	site_file("roster.csv", "ann,Ann\nhelper,Helper\n");
	tap_int(site_register(t, "helper", ""), 422,
	    "or that names no columns");
	site_file("roster.csv", roster_text);
	tap_int(site_register(t, "boss", ""), 303, "a name that is free");
	site_file("course", "title: C\nzone: UTC\nregister: open\n"
	    "staff: teacher, boss\n");
	tap_int(test_get(t, "/c/demo/staff"), 403,
	    "is no key to what it becomes later");
	tap_ok(test_has(t, "tutor user prove boss"), "but by the shell");
	tap_int(test_post(t, "/c/demo/staff/override", "x="), 403,
	    "and does nothing either");
	tap_int(test_get(t, "/c/demo/p/later/"), 403, "nor sees what comes");
	site_file("course", course_text);
	test_meant(t);
	test_user(t, "out");
	test_get(t, "/c/demo");
	tap_ok(!test_has(t, "First"), "who is kept out sees no pages");
	test_post(t, "/c/demo/join", "");
	tap_int(test_get(t, "/c/demo/p/first/"), 403, "nor can join");
	test_free(t);
}

static void
test_markup(void)
{
	struct web_test *t = test_new(&application);

	test_user(t, "ann");
	tap_int(send_answer(t, "words", "do=submit&a-words="
	    "%3C/textarea%3E%3Cscript%3Ealert(1)%3C/script%3E"
	    "[x](javascript:alert(1))"), 303, "an answer with markup");
	test_get(t, "/c/demo/p/first/");
	tap_ok(!test_has(t, "<script>alert"), "is harmless on the page");
	test_get(t, "/c/demo/q/first/words");
	tap_ok(!test_has(t, "<script>alert"), "in the history");
	tap_int(send_answer(t, "bits", "do=submit&a-bits="
	    "[x](javascript:alert(1))%3Cimg%20src=x%20onerror=alert(1)%3E"),
	    422, "one that cannot be read");
	tap_ok(!test_has(t, "<img") && !test_has(t, "href=\"javascript:"),
	    "nor in what is said of it");
	test_post(t, "/c/demo/q/first/words/preview",
	    "text=[x](javascript:alert(1))%3Cscript%3E<a onclick=x>");
	tap_ok(!test_has(t, "<script") && !test_has(t, "<a onclick") &&
	    !test_has(t, "javascript:alert(1)\\\""), "nor in a preview");
	test_user(t, "teacher");
	test_get(t, "/c/demo/staff/grading/first/words");
	tap_ok(test_has(t, "&lt;script&gt;") && !test_has(t, "<script>alert") &&
	    !test_has(t, "href=\"javascript:"), "nor for who grades it");
	test_get(t, "/c/demo/staff/roster");
	tap_ok(test_has(t, "&lt;b&gt;Ann") && !test_has(t, "<b>Ann"),
	    "nor are names");
	test_get(t, "/c/demo/staff/roster.csv?spreadsheet=1");
	tap_ok(test_has(t, "'=1+1"), "formulas are defused in tables");
	test_free(t);
}

static int
upload(struct web_test *t, const char *action, const char *name, size_t size)
{
	static char bytes[8000], content[5000];
	struct test_request r = { .method = "POST",
	    .path = "/c/demo/q/first/paper",
	    .type = "multipart/form-data; boundary=B", .body = bytes };
	const char *token;

	memset(content, 'x', size);
	content[size] = '\0';
	test_get(t, "/c/demo/p/first/");
	token = strstr(test_body(t), "name=\"csrf\" value=\"");
	if (token == NULL)
		return -1;
	token += strlen("name=\"csrf\" value=\"");
	snprintf(bytes, sizeof(bytes), "--B\r\nContent-Disposition: form-data; "
	    "name=\"do\"\r\n\r\n%s\r\n--B\r\nContent-Disposition: form-data; "
	    "name=\"csrf\"\r\n\r\n%.*s\r\n--B\r\nContent-Disposition: "
	    "form-data; name=\"a-paper\"; filename=\"%s\"\r\n\r\n%s\r\n"
	    "--B--\r\n", action, (int)strcspn(token, "\""), token, name,
	    content);
	r.size = strlen(bytes);
	return test_send(t, &r);
}

static void
test_uploads(void)
{
	struct web_test *t = test_new(&application);

	test_user(t, "ann");
	tap_int(upload(t, "submit", "a.html", 10), 422, "not accept=");
	tap_int(upload(t, "submit", "a.txt.html", 10), 422, "by its end");
	tap_int(upload(t, "submit", "txt", 10), 422, "without an ending");
	tap_int(upload(t, "submit", "a.txt", 1025), 422, "more than max=");
	tap_int(upload(t, "submit", "a.txt", 0), 422, "empty");
	tap_int(upload(t, "save", "a.txt", 10), 409, "kept, but not counted");
	tap_int(upload(t, "draft", "a.txt", 10), 409, "nor as a draft");
	tap_int(upload(t, "submit", "../<b>.txt", 1024), 303, "what is taken");
	test_get(t, "/c/demo/q/first/paper");
	tap_ok(!test_has(t, "<b>") && !test_has(t, "../"), "has a plain name");
	tap_int(test_get(t, "/c/demo/u/first/words/2"), 404,
	    "and is of its question");
	test_user(t, "carl");
	test_get(t, "/c/demo/q/first/paper");
	tap_ok(!test_has(t, ".txt"), "others do not see it");
	for (int i = 1; i < 6; i++) {
		char path[60];

		snprintf(path, sizeof(path), "/c/demo/u/first/paper/%d", i);
		tap_int(test_get(t, path), 404, "nor get it");
	}
	test_free(t);
}

/* The glasses of a student: to look, and not to touch. */
static void
test_watching(void)
{
	struct web_test *t = test_new(&application);

	test_user(t, "ann");
	test_with(t, "Cookie", "tutor_watch=demo:carl");
	test_get(t, "/c/demo/staff");
	test_user(t, "teacher");
	test_get(t, "/c/demo/staff/roster");
	tap_int(test_post(t, "/c/demo/staff/view-as", "user=helper"), 404,
	    "nobody looks as one of the staff");
	test_get(t, "/c/demo/staff/roster");
	tap_int(test_post(t, "/c/demo/staff/view-as", "user=ann"), 303,
	    "who looks as a student");
	tap_int(test_get(t, "/c/demo/p/later/"), 403, "sees what they see");
	tap_int(send_answer(t, "bits", "do=submit&a-bits=1"), 403,
	    "answers nothing");
	tap_int(send_answer(t, "bits", "do=draft&a-bits=1"), 403,
	    "keeps nothing");
	tap_int(test_post(t, "/c/demo/begin/exam", "password=opensesame"), 403,
	    "begins no exam");
	tap_int(test_post(t, "/c/demo/staff/override", "x="), 403,
	    "and is no teacher meanwhile");
	test_user(t, "ann");
	test_get(t, "/c/demo/p/exam/");
	tap_ok(test_has(t, "password"), "the exam has not begun");
	test_free(t);
}

static void
test_passwords(void)
{
	struct web_test *t = test_new(&application);
	char old[300];

	site_register(t, "dora", "");
	snprintf(old, sizeof(old), "session=%s", test_cookie(t, "session") ==
	    NULL ? "" : test_cookie(t, "session"));
	test_get(t, "/account");
	tap_int(test_post(t, "/account", "password_old=hunter22&"
	    "password=hunter33&password_again=hunter33"), 303, "changed");
	test_forget(t);
	test_with(t, "Cookie", old);
	tap_int(test_get(t, "/account"), 303, "older sessions have ended");
	for (int i = 0; i < 12; i++) {
		test_with(t, ":REMOTE_ADDR", "192.0.2.1");
		test_get(t, "/login");
		test_with(t, ":REMOTE_ADDR", "192.0.2.1");
		test_post(t, "/login", "user=dora+192.0.2.9&password=x");
		test_with(t, ":REMOTE_ADDR", "192.0.2.1");
		test_post(t, "/login", "user=at+192.0.2.9&password=x");
	}
	test_with(t, ":REMOTE_ADDR", "192.0.2.9");
	test_get(t, "/login");
	test_with(t, ":REMOTE_ADDR", "192.0.2.9");
	tap_int(test_post(t, "/login", "user=dora&password=hunter33"), 303,
	    "nobody is locked out by a name that looks like a key");
	test_forget(t);
	for (int i = 0; i < 11; i++)
		site_log_in(t, "dora", "guess");
	tap_int(site_log_in(t, "dora", "hunter33"), 429, "guessing is slow");
	test_free(t);
}

/* An answer is of any size, and its log of none. */
static void
test_sizes(void)
{
	static char form[400 * 1024];
	struct web_test *t = test_new(&application);
	size_t n;
	int last = 0;

	test_user(t, "ann");
	n = (size_t)snprintf(form, sizeof(form), "do=submit&a-words=");
	memset(form + n, 'x', 300 * 1024);
	tap_int(send_answer(t, "words", form), 422, "too much for one answer");
	n = (size_t)snprintf(form, sizeof(form), "do=submit&a-bits=");
	memset(form + n, '9', 200 * 1024);
	tap_ok(send_answer(t, "bits", form) != 500, "a long number");
	memset(form + n, '(', 200 * 1024);
	tap_ok(send_answer(t, "bits", form) != 500, "a deep one");
	for (int i = 0; i < 60 && last != 429; i++)
		last = send_answer(t, "words", "do=save&a-words=x");
	tap_int(last, 429, "nobody sends all the time");
	test_free(t);
}

int
main(void)
{
	make_course();
	test_staff_routes();
	test_closed();
	test_early();
	test_solutions();
	test_paths();
	test_names();
	test_markup();
	test_uploads();
	test_watching();
	test_passwords();
	test_sizes();
	site_remove();
	return tap_done();
}
