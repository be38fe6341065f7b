/*
 * The staff's pages, by the test client: over a small course in a temporary
 * folder, as teacher, assistant, student, stranger and nobody.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "apps/tutor/model/csv.h"
#include "apps/tutor/model/users.h"
#include "tap.h"
#include "tests/unit/tutor/site.h"
#include "web/folder.h"
#include "web/test.h"
#include "web/web.h"

/* The clock of the test client stands at 2026-01-05 09:00 UTC. */
#define DAY	(24L * 3600)
#define GRADING	"/c/demo/staff/grading/first/words"

static const char course_text[] =
    "title: A course\nzone: UTC\nstaff: teacher\n";

/* Names as people have them, and as nobody should. */
static const char roster_text[] =
    "user,name,email,role,section,extra\n"
    "helper,Helper,,assistant,,\n"
    "ann,\"Ann, the \"\"first\"\"\",ann@example.org,student,monday,\n"
    "bob,=1+1,,student,tuesday,25\n"
    "carl,Carl <b>,,student,monday,\n"
    "dora,\"Dora\nTwo\",,student,monday,\n";

static const char first_text[] =
    "title: First\ndue: 2026-01-06 09:00\nlock: 2026-01-06 09:00\n\n"
    "::: number bits points=2\nHow many bits?\n= 8\n~ 4 : Half.\n:::\n\n"
    "::: choose city\nWhich?\n(x) Canberra\n( ) Sydney\n:::\n\n"
    "::: essay words points=10 rubric\nSay it.\n4 is long\n6 is good\n:::\n\n"
    "::: upload paper points=3\nHand it in.\n:::\n\n"
    "::: checkoff show points=2\nShow it.\n:::\n\n"
    "::: code echo lang=sh points=2\nEcho.\n--- test a show\nin: x\n"
    "out: x\n:::\n";

static const char mended_text[] =
    "title: First\ndue: 2026-01-06 09:00\nlock: 2026-01-06 09:00\n\n"
    "::: number bits points=2\nHow many bits?\n= 8\n= 4 50%\n:::\n\n"
    "::: choose city\nWhich?\n(x) Canberra\n( ) Sydney\n:::\n\n"
    "::: essay words points=10 rubric\nSay it.\n4 is long\n6 is good\n:::\n\n"
    "::: upload paper points=3\nHand it in.\n:::\n\n"
    "::: checkoff show points=2\nShow it.\n:::\n\n"
    "::: code echo lang=sh points=2\nEcho.\n--- test a show\nin: x\n"
    "out: x\n:::\n";

static const char second_text[] =
    "title: Second\n\n::: text hi\nHello?\n= hi\n:::\n";

static const struct site_text files[] = {
	{ "course", course_text },
	{ "roster.csv", roster_text },
	{ "10.first.md", first_text },
	{ "20.second.md", second_text },
	{ 0 }
};

static int
staff_post(struct web_test *t, const char *path, const char *form)
{
	test_user(t, "teacher");
	test_get(t, "/c/demo/staff/extensions");
	return test_post(t, path, form);
}

static int
staff_get(struct web_test *t, const char *path)
{
	test_user(t, "teacher");
	return test_get(t, path);
}

static const struct {
	const char	*path;
	int		 assistant;
} pages[] = {
	{ "", 200 }, { "/log", 200 }, { "/roster", 200 },
	{ "/roster.csv", 200 }, { "/user/ann", 200 }, { "/extensions", 200 },
	{ "/news", 200 }, { "/gradebook", 200 }, { "/gradebook.csv", 200 },
	{ "/gradebook.csv?long=1", 200 }, { "/grid/first", 200 },
	{ "/stats/first", 200 }, { "/stats/first/bits", 200 },
	{ "/stats/first/echo", 200 }, { "/grading", 200 },
	{ "/grading/first/words", 200 }, { "/checkoff/first/show", 200 },
	{ "/regrade", 403 }, { "/regrade?place=first", 403 },
	{ "/similar/first/words", 200 }
};

static const char *const posts[] = { "/override", "/view-as",
	"/extensions", "/exempt", "/news", "/grading/first/words", "/publish",
	"/checkoff/first/show", "/regrade" };

static void
test_roles(struct web_test *t)
{
	static const char form[] = "who=ann&csrf=0";
	char path[100];

	for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		snprintf(path, sizeof(path), "/c/demo/staff%s", pages[i].path);
		tap_int(staff_get(t, path), 200, "teacher: %s", path);
		test_user(t, "helper");
		tap_int(test_get(t, path), pages[i].assistant,
		    "assistant: %s", path);
		test_user(t, "ann");
		tap_int(test_get(t, path), 403, "student: %s", path);
		test_user(t, "mallory");
		tap_int(test_get(t, path), 403, "stranger: %s", path);
		test_user(t, NULL);
		tap_int(test_get(t, path), 303, "nobody: %s", path);
	}
	for (size_t i = 0; i < sizeof(posts) / sizeof(posts[0]); i++) {
		snprintf(path, sizeof(path), "/c/demo/staff%s", posts[i]);
		test_user(t, "ann");
		test_get(t, "/c/demo");
		tap_int(test_post(t, path, "who=ann&place=first+bits&points=2"
		    "&why=please"), 403, "student posts %s", path);
		test_user(t, "teacher");
		tap_int(test_send(t, &(struct test_request){ "POST", path,
		    "application/x-www-form-urlencoded", form,
		    sizeof(form) - 1 }), 403, "without a token: %s", path);
	}
}

static void
test_missing(struct web_test *t)
{
	static const char *const none[] = { "/grid/none", "/stats/none",
		"/stats/first/none", "/grading/first/none", "/user/nobody",
		"/grading/first/words?who=0123456789abcdef",
		"/similar/first/bits", "/similar/first/words/ann/nobody",
		"/checkoff/first/bits", "/regrade?place=first+none",
		"/file/first/paper/0123456789abcdef/3" };
	char path[100];

	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
		snprintf(path, sizeof(path), "/c/demo/staff%s", none[i]);
		tap_int(staff_get(t, path), 404, "%s", path);
	}
}

/* The extension of the section, which was granted second, is taken back. */
static void
test_revoke(struct web_test *t)
{
	staff_get(t, "/c/demo/staff/extensions");
	tap_ok(test_has(t, "/staff/extensions/2/revoke") &&
	    !test_has(t, "Taken back"), "each can be taken back");
	tap_int(staff_post(t, "/c/demo/staff/extensions/2/revoke", ""), 422,
	    "with a reason");
	tap_int(staff_post(t, "/c/demo/staff/extensions/99/revoke",
	    "revoke_why=x"), 409, "not what nobody granted");
	test_user(t, "helper");
	tap_int(test_post(t, "/c/demo/staff/extensions/2/revoke",
	    "revoke_why=x"), 403, "not by assistants");
	tap_int(staff_post(t, "/c/demo/staff/extensions/2/revoke",
	    "revoke_why=a+mistake"), 303, "one is");
	tap_int(staff_post(t, "/c/demo/staff/extensions/2/revoke",
	    "revoke_why=again"), 409, "once");
	staff_get(t, "/c/demo/staff/extensions");
	tap_ok(test_has(t, "<strong>Taken back</strong> by teacher") &&
	    test_has(t, "a mistake") && test_has(t, "until") &&
	    !test_has(t, "/staff/extensions/2/revoke"),
	    "the list has both, and who and why");
	test_user(t, "bob");
	test_get(t, "/c/demo/p/first/");
	tap_ok(test_has(t, "2026-01-06T09:00:00Z"), "the date is the page's");
	test_user(t, "ann");
	test_get(t, "/c/demo/p/first/");
	tap_ok(test_has(t, "2026-01-07T09:00:00Z"), "others keep theirs");
}

static void
test_extensions(struct web_test *t)
{
	test_user(t, "ann");
	test_get(t, "/c/demo/p/first/");
	tap_ok(test_has(t, "2026-01-06T09:00:00Z"), "due as the page says");
	tap_int(staff_post(t, "/c/demo/staff/extensions",
	    "who=ann+nobody&page=first&due=2026-01-08+09:00&why=ill"), 422,
	    "one name is wrong");
	tap_ok(test_has(t, "nobody") && test_has(t, "ann nobody") &&
	    test_has(t, "value=\"ill\""), "what was typed is there");
	tap_ok(!test_has(t, "until"), "nothing was granted");
	tap_int(staff_post(t, "/c/demo/staff/extensions",
	    "who=ann&page=nix*&due=2026-01-08+09:00&why=ill"), 422,
	    "no such page");
	tap_int(staff_post(t, "/c/demo/staff/extensions",
	    "who=ann&page=first&due=soon&why=ill"), 422, "no date");
	tap_int(staff_post(t, "/c/demo/staff/extensions",
	    "who=ann&page=second&due=%2B2d&why=ill"), 422,
	    "more time where there is no date");
	tap_int(staff_post(t, "/c/demo/staff/extensions",
	    "who=ann&page=first&due=2026-01-08+09:00"), 422, "no reason");
	tap_int(staff_post(t, "/c/demo/staff/extensions",
	    "who=ann,+@tuesday&page=fir*&due=2026-01-08T10:00&why=ill"), 303,
	    "two at once");
	test_user(t, "ann");
	test_get(t, "/c/demo/p/first/");
	tap_ok(test_has(t, "2026-01-08T10:00:00Z"), "due has moved");
	test_user(t, "bob");
	test_get(t, "/c/demo/p/first/");
	tap_ok(test_has(t, "2026-01-08T10:00:00Z"), "for the section, too");
	test_user(t, "carl");
	test_get(t, "/c/demo/p/first/");
	tap_ok(test_has(t, "2026-01-06T09:00:00Z"), "not for others");
	staff_post(t, "/c/demo/staff/extensions",
	    "who=ann&page=first&due=%2B1d&replace=1&why=back");
	test_user(t, "ann");
	test_get(t, "/c/demo/p/first/");
	tap_ok(test_has(t, "2026-01-07T09:00:00Z"),
	    "a while after the date, in place of the later one");
	staff_get(t, "/c/demo/staff/log");
	tap_ok(test_has(t, "@tuesday") && test_has(t, "back"),
	    "all is in the log");
	test_revoke(t);
}

/* Who has no account, with the code to make one; a name that was taken. */
static void
test_roster(struct web_test *t)
{
	struct account helper = { .user = "helper", .name = "Some",
	    .email = "", .unproved = true };
	int all = folder_open(test_folder(t));
	int data = folder_in(all, "tutor", false);

	staff_get(t, "/c/demo/staff/roster");
	tap_ok(test_has(t, "Without an account: 6.") &&
	    test_has(t, "none yet: code <code>"), "codes for the teacher");
	test_user(t, "helper");
	test_get(t, "/c/demo/staff/roster");
	tap_ok(test_has(t, "none yet") && !test_has(t, "code <code>"),
	    "but not for assistants");
	tap_int(account_create(data, &helper, 1), 0, "helper registers");
	staff_get(t, "/c/demo/staff/roster");
	tap_ok(test_has(t, "Without an account: 5.") &&
	    test_has(t, "not proved"), "without a code");
	tap_int(account_prove(data, "helper", 2), 0, "it is proved");
	staff_get(t, "/c/demo/staff/roster");
	tap_ok(!test_has(t, "not proved"), "and that is seen");
	close(data);
	close(all);
}

static void
test_exempt(struct web_test *t)
{
	tap_int(staff_post(t, "/c/demo/staff/exempt",
	    "exempt_who=carl&exempt_page=second&exempt_why=away"), 303,
	    "exempt");
	staff_get(t, "/c/demo/staff/user/carl");
	tap_ok(test_has(t, "exempt"), "it is so");
	staff_post(t, "/c/demo/staff/exempt", "exempt_who=carl&"
	    "exempt_page=second&off=1&exempt_why=here");
	staff_get(t, "/c/demo/staff/user/carl");
	tap_ok(!test_has(t, "exempt"), "and no longer");
}

static void
test_view_as(struct web_test *t)
{
	test_user(t, "teacher");
	test_get(t, "/c/demo/staff/user/ann");
	tap_int(test_post(t, "/c/demo/staff/view-as", "user=ann"), 303,
	    "look as ann");
	test_get(t, "/c/demo");
	tap_ok(test_has(t, "watch/end"), "and see that one does");
	tap_int(test_get(t, "/c/demo/staff/gradebook"), 403,
	    "no staff's page meanwhile");
	test_get(t, "/c/demo");
	tap_int(test_post(t, "/c/demo/q/first/bits",
	    "do=submit&a-bits=8"), 403, "nothing is written");
	test_get(t, "/c/demo");
	test_post(t, "/c/demo/watch/end", "");
	staff_get(t, "/c/demo/staff/log");
	tap_ok(test_has(t, "looked at the course as"),
	    "the log has it, by the real name");
	test_get(t, "/c/demo/staff/extensions");
	tap_int(test_post(t, "/c/demo/staff/view-as", "user=helper"), 404,
	    "staff cannot be looked at so");
}

static void
test_override(struct web_test *t)
{
	tap_int(staff_post(t, "/c/demo/staff/override",
	    "who=carl&place=first+bits&points=3&why=x"), 422,
	    "more than there is");
	tap_int(staff_post(t, "/c/demo/staff/override",
	    "who=carl&place=first+bits&points=1.5&why=x"), 303, "a score");
	staff_get(t, "/c/demo/staff/user/carl");
	tap_ok(test_has(t, "1.5 of 2, set by the staff"), "it counts");
	staff_post(t, "/c/demo/staff/override",
	    "who=carl&place=first+bits&points=&why=x");
	staff_get(t, "/c/demo/staff/user/carl");
	tap_ok(!test_has(t, "set by the staff"), "and is taken back");
}

static void
test_checkoff(struct web_test *t)
{
	test_user(t, "helper");
	test_get(t, "/c/demo/staff/checkoff/first/show");
	tap_int(test_post(t, "/c/demo/staff/checkoff/first/show",
	    "who=bob"), 303, "an assistant ticks");
	test_get(t, "/c/demo/staff/checkoff/first/show");
	tap_ok(test_has(t, "✓ yes"), "it is seen");
	staff_get(t, "/c/demo/staff/user/bob");
	tap_ok(test_has(t, "2 of 2"), "and counts");
}

static void
test_grading(struct web_test *t)
{
	site_answer(t, "ann", "first/words", "%3Cb%3EMy+words");
	site_answer(t, "bob", "first/words", "Other+words");
	test_user(t, "helper");
	test_get(t, "/c/demo/staff/grading/first/words?anonymous=1");
	tap_ok(!test_has(t, "(ann)") && !test_has(t, "(bob)") &&
	    !test_has(t, "value=\"ann\"") && test_has(t, "waiting: 2"),
	    "without names");
	tap_ok(!test_has(t, "<b>My"), "what students write is escaped");
	tap_int(site_grade(t, GRADING, "comment=Hm"), 422, "no grade");
	tap_ok(test_has(t, "Hm"), "the comment is still there");
	tap_int(site_grade(t, GRADING, "points=11"), 422, "too many points");
	tap_int(site_grade(t, GRADING, "rubric=1&comment=Good&anonymous=1"),
	    303, "a box of the rubric");
	test_follow(t);
	tap_ok(test_has(t, "waiting: 1") && test_has(t, "Seat "),
	    "the next one, without names again");
	tap_int(site_grade(t, GRADING, "rubric=0&points=2.5"), 303,
	    "points count more");
	test_follow(t);
	tap_ok(test_has(t, "Nothing waits here"), "all are done");
	test_user(t, "ann");
	test_get(t, "/c/demo/scores");
	tap_ok(!test_has(t, "6 of 10") && !test_has(t, "2.5 of 10"),
	    "not told yet");
	test_user(t, "helper");
	test_get(t, "/c/demo/staff/grading");
	tap_int(test_post(t, "/c/demo/staff/publish",
	    "page=first&q=words"), 403, "assistants do not publish");
	tap_int(staff_post(t, "/c/demo/staff/publish",
	    "page=first&q=words"), 303, "published");
	test_user(t, "ann");
	test_get(t, "/c/demo/scores");
	tap_ok(test_has(t, "6 of 10") != test_has(t, "2.5 of 10"), "told");
}

/* Two who grade the same answer, and one who is faster. */
static void
test_clash(struct web_test *t)
{
	char form[300], who[80];

	site_answer(t, "carl", "first/words", "Late+words");
	staff_get(t, "/c/demo/staff/grading/first/words");
	snprintf(who, sizeof(who), "%s", site_hidden(t, "who"));
	snprintf(form, sizeof(form), "who=%s&of=%s&seen=0&points=1", who,
	    site_hidden(t, "of"));
	tap_int(test_post(t, "/c/demo/staff/grading/first/words", form), 303,
	    "the first");
	tap_int(test_post(t, "/c/demo/staff/grading/first/words", form), 303,
	    "a second click is the same grade");
	snprintf(form, sizeof(form), "who=%s&of=%s&seen=0&points=2", who,
	    site_hidden(t, "of"));
	test_get(t, "/c/demo/staff/grading/first/words");
	tap_int(test_post(t, "/c/demo/staff/grading/first/words", form), 409,
	    "the second sees that there is one");
	tap_ok(test_has(t, "Meanwhile"), "and why");
}

static void
test_numbers(struct web_test *t)
{
	site_answer(t, "ann", "first/bits", "4");
	site_answer(t, "ann", "first/bits", "8");
	site_answer(t, "bob", "first/bits", "4");
	site_answer(t, "bob", "first/city", "1");
	staff_get(t, "/c/demo/staff/grid/first");
	tap_ok(test_has(t, "did-right") && test_has(t, "did-wrong") &&
	    test_has(t, "did-none"), "the grid");
	staff_get(t, "/c/demo/staff/grid/first?section=monday");
	tap_ok(test_has(t, "/user/ann") && !test_has(t, "/user/bob"),
	    "of one section");
	staff_get(t, "/c/demo/staff/gradebook?section=tuesday");
	tap_ok(test_has(t, "1 student; points"), "one student is one");
	staff_get(t, "/c/demo/staff/stats/first/bits");
	tap_ok(test_has(t, "2 students sent 3 answers") &&
	    test_has(t, "<svg") && test_has(t, "<code>4</code>"),
	    "a question in numbers");
	staff_get(t, "/c/demo/staff/stats/first/city");
	tap_ok(test_has(t, "<code>sydney</code>"), "options have their text");
	staff_get(t, "/c/demo/staff/stats/first");
	tap_ok(test_has(t, "2 students began") && test_has(t, "<svg"),
	    "a page in numbers");
}

/* What was downloaded, read again: the cell of a row, by the user. */
static const char *
cell(struct web_test *t, struct mem *m, const char *user, size_t column)
{
	struct csv csv;
	struct csv_row row;

	csv_init(&csv, m, test_body(t), test_size(t));
	while (csv_next(&csv, &row) == 1)
		if (row.n > column && strcmp(row.cells[0], user) == 0)
			return row.cells[column];
	return "(none)";
}

static void
test_csv(struct web_test *t)
{
	struct mem m;

	mem_init(&m, 0);
	staff_get(t, "/c/demo/staff/gradebook.csv");
	tap_ok(strcmp(cell(t, &m, "ann", 1), "Ann, the \"first\"") == 0,
	    "comma and quotes come back");
	tap_ok(strcmp(cell(t, &m, "bob", 1), "=1+1") == 0,
	    "the plain form says what is");
	tap_ok(strcmp(cell(t, &m, "dora", 1), "Dora\nTwo") == 0,
	    "a line end in a name does");
	tap_ok(strcmp(cell(t, &m, "helper", 1), "(none)") == 0,
	    "students only");
	tap_ok(strstr(test_header(t, "Content-Disposition"),
	    "attachment") != NULL, "an attachment");
	staff_get(t, "/c/demo/staff/gradebook.csv?spreadsheet=1");
	tap_ok(strcmp(cell(t, &m, "bob", 1), "'=1+1") == 0,
	    "no formula for spreadsheets");
	staff_get(t, "/c/demo/staff/gradebook.csv?long=1&section=tuesday");
	tap_ok(strcmp(cell(t, &m, "bob", 15), "4") == 0 &&
	    strcmp(cell(t, &m, "ann", 15), "(none)") == 0,
	    "every submission of a section");
	staff_get(t, "/c/demo/staff/roster.csv");
	tap_ok(strcmp(cell(t, &m, "ann", 1), "Ann, the \"first\"") == 0 &&
	    strcmp(cell(t, &m, "bob", 5), "25") == 0, "the roster");
	staff_get(t, "/c/demo/staff/gradebook");
	tap_ok(test_has(t, "Carl &lt;b&gt;"), "names are escaped");
	mem_release(&m);
}

static void
test_regrade(struct web_test *t)
{
	site_file("10.first.md", mended_text);
	staff_get(t, "/c/demo/staff/user/bob");
	tap_ok(!test_has(t, "1 of 2"), "as it was marked");
	staff_get(t, "/c/demo/staff/regrade?place=first+bits");
	tap_ok(test_has(t, "Scores of students that change: 1.") &&
	    test_has(t, "another score or message: 2."),
	    "a dry run tells what would be");
	staff_get(t, "/c/demo/staff/user/bob");
	tap_ok(!test_has(t, "1 of 2"), "and changes nothing");
	tap_int(staff_post(t, "/c/demo/staff/regrade",
	    "place=first+bits"), 422, "a reason is needed");
	tap_int(staff_post(t, "/c/demo/staff/regrade",
	    "place=first+bits&why=mended"), 303, "done");
	test_follow(t);
	tap_ok(test_has(t, "2 answers have another grade, the score of 1"),
	    "just what the dry run said");
	staff_get(t, "/c/demo/staff/user/bob");
	tap_ok(test_has(t, "1 of 2"), "the score is another one");
	staff_get(t, "/c/demo/staff/regrade?place=first+bits");
	tap_ok(test_has(t, "there is nothing to be done"), "once is enough");
	staff_get(t, "/c/demo/staff/regrade?place=*");
	tap_ok(test_has(t, "Graded by people, and left: 3."),
	    "what people graded stays");
}

static void
test_similar(struct web_test *t)
{
	static const char copy[] = "while+read+line%0Ado%0A+case+$line+in%0A"
	    "+*a*)+echo+yes;;%0A+*)+echo+no;;%0A+esac%0Adone";

	site_answer(t, "ann", "first/echo", copy);
	site_answer(t, "bob", "first/echo", copy);
	staff_get(t, "/c/demo/staff/similar/first/echo");
	tap_ok(test_has(t, "similar/first/echo/ann/bob") &&
	    test_has(t, "100 %"), "a pair");
	tap_int(staff_get(t, "/c/demo/staff/similar/first/echo/ann/bob"), 200,
	    "side by side");
	tap_ok(test_has(t, "<mark>while read line</mark>"), "marked");
}

static void
test_news(struct web_test *t)
{
	tap_int(staff_post(t, "/c/demo/staff/news",
	    "text=No+class+%3Cscript%3E+**today**"), 303, "announce");
	test_user(t, "ann");
	test_get(t, "/c/demo");
	tap_ok(test_has(t, "<strong>today</strong>") &&
	    !test_has(t, "<script> "), "students read it");
}

int
main(void)
{
	struct web_test *t;

	site_make(files);
	t = test_new(&application);
	test_roles(t);
	test_missing(t);
	test_roster(t);
	test_extensions(t);
	test_exempt(t);
	test_view_as(t);
	test_override(t);
	test_checkoff(t);
	test_grading(t);
	test_numbers(t);
	test_clash(t);
	test_csv(t);
	test_regrade(t);
	test_similar(t);
	test_news(t);
	test_free(t);
	site_remove();
	return tap_done();
}
