/*
 * Partners by the test client: they find each other on the page, share what
 * they hand in, and the staff puts them together.
 */
#include <stdio.h>
#include <string.h>

#include "tap.h"
#include "tests/unit/tutor/site.h"
#include "web/test.h"
#include "web/web.h"

#define PAGE	"/c/demo/p/first/"
#define GROUP	"/c/demo/group/first"
#define STAFF	"/c/demo/staff/groups"

static const char course_text[] =
    "title: A course\nzone: UTC\nstaff: teacher\n";

static const char roster_text[] =
    "user,name,email,role,section,extra\n"
    "helper,Helper,,assistant,,\n"
    "ann,Ann <b>,,student,monday,\n"
    "bob,Bob,,student,tuesday,\n"
    "carl,Carl,,student,monday,\n"
    "dora,Dora,,student,monday,\n"
    "eve,Eve,,student,tuesday,\n";

static const char first_text[] =
    "title: First\ngroups: 2\ndue: 2026-01-06 09:00\n"
    "lock: 2026-01-20 09:00\n\n"
    "::: number bits points=2 tries=3\nHow many bits?\n= 8\n:::\n\n"
    "::: number free\nHow many?\n= 8\n:::\n\n"
    "::: essay words points=10\nSay it.\n:::\n\n"
    "::: upload paper points=3\nHand it in.\n:::\n";

static const char second_text[] =
    "title: Second\ngroups: 3\n\n::: text hi\nHello?\n= hi\n:::\n";

static const char third_text[] =
    "title: Third\ngroups: 2\ndue: 2026-01-19 09:00\n"
    "lock: 2026-01-20 09:00\n\n"
    "::: text hi\nHello?\n= hi\n:::\n";

static const char alone_text[] =
    "title: Alone\n\n::: text hi\nHello?\n= hi\n:::\n";

static const struct site_text files[] = {
	{ "course", course_text },
	{ "roster.csv", roster_text },
	{ "10.first.md", first_text },
	{ "20.second.md", second_text },
	{ "25.third.md", third_text },
	{ "30.alone.md", alone_text },
	{ 0 }
};

/* A form of a page that the user has just seen. */
static int
post(struct web_test *t, const char *user, const char *path, const char *form)
{
	site_get(t, user, PAGE);
	return test_post(t, path, form);
}

static int
answer(struct web_test *t, const char *user, const char *question,
    const char *value)
{
	char path[80], form[200];

	snprintf(path, sizeof(path), "/c/demo/q/first/%s", question);
	snprintf(form, sizeof(form), "do=submit&a-%s=%s", question, value);
	return post(t, user, path, form);
}

static void
test_box(struct web_test *t)
{
	site_get(t, "ann", "/c/demo/p/alone/");
	tap_ok(!test_has(t, "Your group"), "no box on other pages");
	tap_int(site_get(t, "ann", PAGE), 200, "a page with groups");
	tap_ok(test_has(t, "Your group") && test_has(t, "you work alone"),
	    "says how it is");
	site_get(t, "teacher", PAGE);
	tap_ok(test_has(t, "/staff/groups?page=first") &&
	    !test_has(t, "Invite a classmate"), "the staff has no partners");
	tap_int(post(t, "teacher", GROUP, "do=invite&who=ann"), 403,
	    "and finds none");
	tap_int(post(t, "ann", "/c/demo/group/alone", "do=invite&who=bob"),
	    404, "there are none on other pages");
	tap_int(post(t, "mallory", GROUP, "do=invite&who=ann"), 403,
	    "a stranger");
	tap_int(post(t, "ann", GROUP, "do=join&who=bob"), 422, "no such act");
	site_get(t, "ann", PAGE);
	tap_int(test_send(t, &(struct test_request){ "POST", GROUP,
	    "application/x-www-form-urlencoded", "do=leave", 8 }), 403,
	    "without a token");
}

/* What is said of a name tells nothing about it. */
static void
test_names(struct web_test *t)
{
	static const char *const names[] = { "bob", "nobody", "teacher" };
	char form[60];
	char text[3][200];
	const char *at;

	for (int i = 0; i < 3; i++) {
		snprintf(form, sizeof(form), "do=invite&who=%s", names[i]);
		tap_int(post(t, "eve", GROUP, form), 303, "%s", names[i]);
		test_follow(t);
		at = strstr(test_body(t), "Written down");
		snprintf(text[i], sizeof(text[i]), "%.40s", at == NULL ? "-" :
		    at);
		snprintf(form, sizeof(form), "<span>%s</span>", names[i]);
		tap_ok(test_has(t, form), "%s is listed", names[i]);
	}
	tap_ok(strncmp(text[0], text[1], 16) == 0 && strncmp(text[0], text[2],
	    16) == 0 && text[0][0] == 'W', "the same words");
	tap_int(post(t, "eve", GROUP, "do=invite&who=%2B1"), 422, "+1");
	tap_int(post(t, "eve", GROUP, "do=invite&who=eve"), 409, "himself");
	tap_int(post(t, "bob", GROUP, "do=decline&who=eve"), 303, "bob: no");
	site_get(t, "eve", PAGE);
	tap_ok(test_has(t, "<span>bob</span>"), "eve does not learn it");
	site_get(t, "bob", PAGE);
	tap_ok(!test_has(t, "wants to work"), "and bob is left alone");
}

static void
test_join(struct web_test *t)
{
	tap_int(answer(t, "bob", "free", "7"), 303, "bob works alone first");
	tap_int(post(t, "bob", GROUP, "do=accept&who=ann"), 409,
	    "nobody joins uninvited");
	tap_int(post(t, "ann", GROUP, "do=invite&who=bob"), 303, "invite");
	site_get(t, "bob", PAGE);
	tap_ok(test_has(t, "Ann &lt;b&gt;</strong> wants to work with you") &&
	    test_has(t, "no longer counts"), "bob is asked, and warned");
	tap_int(post(t, "bob", GROUP, "do=accept&who=ann&seen=0"), 409,
	    "he has to say that he knows it");
	tap_int(post(t, "carl", GROUP, "do=accept&who=ann&seen=0"), 409,
	    "nobody else can say yes");
	tap_int(post(t, "bob", GROUP, "do=accept&who=ann&seen=0&agree=1"),
	    303, "yes");
	test_follow(t);
	tap_ok(test_has(t, "You work together") && test_has(t, "(group "),
	    "they are partners");
	tap_ok(!test_has(t, "Your answer, and how"),
	    "what he did alone is not there");
	tap_ok(test_has(t, "name=\"group\"") && !test_has(t,
	    "name=\"group\" value=\"0\""), "forms say whose they are");
	tap_int(post(t, "bob", "/c/demo/q/first/free",
	    "do=submit&a-free=1357&group=0"), 409, "a form of before");
	tap_ok(test_has(t, "Meanwhile your group") && test_has(t, "1357"),
	    "is not counted, and what he typed is there");
	tap_int(post(t, "ann", GROUP, "do=invite&who=carl"), 409, "full");
	site_get(t, "ann", PAGE);
	tap_ok(test_has(t, "Leave the group"), "nothing is handed in yet");
	tap_int(post(t, "ann", GROUP, "do=leave"), 303, "ann leaves");
	tap_int(post(t, "ann", GROUP, "do=leave"), 409, "once");
	site_get(t, "bob", PAGE);
	tap_ok(test_has(t, "nobody else in it"), "bob is there alone");
	tap_int(post(t, "bob", GROUP, "do=invite&who=ann"), 303, "again");
	site_get(t, "ann", PAGE);
	test_click(t, "Work with Bob");
	tap_int(test_status(t), 303, "by the button");
}

/* A file that somebody hands in. */
static void
hand_in(struct web_test *t, const char *user)
{
	char bytes[600];
	const char *token;
	int n;

	site_get(t, user, PAGE);
	token = strstr(test_body(t), "name=\"csrf\" value=\"");
	n = snprintf(bytes, sizeof(bytes),
	    "--B\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n"
	    "%.*s\r\n--B\r\nContent-Disposition: form-data; name=\"do\"\r\n"
	    "\r\nsubmit\r\n--B\r\nContent-Disposition: form-data; "
	    "name=\"a-paper\"; filename=\"a.txt\"\r\n\r\nour secret\r\n"
	    "--B--\r\n", token == NULL ? 0 : (int)strcspn(token + 19, "\""),
	    token == NULL ? "" : token + 19);
	tap_int(test_send(t, &(struct test_request){ "POST",
	    "/c/demo/q/first/paper", "multipart/form-data; boundary=B", bytes,
	    (size_t)n }), 303, "%s hands in a file", user);
}

static void
test_work(struct web_test *t)
{
	tap_int(answer(t, "ann", "bits", "4"), 303, "ann answers");
	site_get(t, "bob", PAGE);
	tap_ok(test_has(t, "Handed in by Ann &lt;b&gt; for your group") &&
	    test_has(t, "2 tries left"), "bob sees it");
	tap_ok(!test_has(t, "Leave the group"), "now nobody leaves");
	tap_int(post(t, "bob", GROUP, "do=leave"), 409, "by no form");
	answer(t, "bob", "bits", "5");
	answer(t, "ann", "bits", "8");
	answer(t, "bob", "bits", "8");
	tap_ok(test_has(t, "All tries are used"), "three tries together");
	site_get(t, "bob", "/c/demo/q/first/bits");
	tap_ok(test_has(t, "Handed in by you") && test_has(t, "Answer 3") &&
	    test_has(t, "%2B"), "the history is of both, and the receipt");
	hand_in(t, "ann");
	tap_int(site_get(t, "bob", "/c/demo/u/first/paper/4"), 200,
	    "bob may read the file");
	tap_ok(strcmp(test_body(t), "our secret") == 0, "it is that");
	tap_int(site_get(t, "carl", "/c/demo/u/first/paper/4"), 404,
	    "carl not");
	tap_int(site_get(t, "eve", "/c/demo/u/first/paper/4"), 404, "eve not");
	tap_int(answer(t, "ann", "words", "Together"), 303, "an essay");
	site_get(t, "bob", "/c/demo/scores");
	tap_ok(test_has(t, "2 of 2") || test_has(t, ">2<"), "bob's scores");
	site_get(t, "bob", "/c/demo/json/first");
	tap_ok(test_has(t, "\"group\":[\"ann\",\"bob\"]"), "as JSON");
	site_get(t, "carl", "/c/demo/json/first");
	tap_ok(!test_has(t, "\"ann\""), "carl's has nothing of it");
}

static int
count_of(struct web_test *t, const char *words)
{
	const char *s = test_body(t);
	int n = 0;

	for (s = strstr(s, words); s != NULL; s = strstr(s + 1, words))
		n++;
	return n;
}

/* Once where answers are looked at, twice where students are. */
static void
test_staff_sees(struct web_test *t)
{
	site_get(t, "teacher", "/c/demo/staff/gradebook.csv");
	tap_ok(test_has(t, "ann,Ann <b>,monday,2,") &&
	    test_has(t, "bob,Bob,tuesday,2,"), "the gradebook has both");
	site_get(t, "teacher", "/c/demo/staff/grading/first/words");
	tap_ok(test_has(t, "Ann &lt;b&gt;, Bob (group g") &&
	    test_has(t, "waiting: 1<"), "one paper to grade, of both");
	test_fill(t, "points", "7");
	test_fill(t, "publish", "1");
	test_click(t, "Save and go on to the next");
	tap_int(test_status(t), 303, "it is graded");
	site_get(t, "ann", PAGE);
	tap_ok(test_has(t, "7 of 10"), "for ann");
	site_get(t, "bob", PAGE);
	tap_ok(test_has(t, "7 of 10"), "and for bob");
	site_get(t, "teacher", "/c/demo/staff/grading/first/words");
	tap_ok(test_has(t, "Nothing waits"), "nothing is left");
	site_get(t, "teacher", "/c/demo/staff/similar/first/words");
	tap_ok(test_has(t, "newest answers of 1 ") || test_has(t, "of one "),
	    "nobody copied from a partner");
	site_get(t, "teacher", "/c/demo/staff/grid/first");
	tap_int(count_of(t, "tries:</span> 3<"), 2, "the grid has both");
	site_get(t, "teacher", "/c/demo/staff/log");
	tap_ok(test_has(t, "put into a group") && test_has(t, "ann bob"),
	    "the log says it");
	tap_int(site_get(t, "teacher", "/c/demo/staff/regrade?place=first"),
	    200, "a regrade is looked at");
	tap_int(site_get(t, "teacher", "/c/demo/staff/user/bob"), 200, "bob");
	tap_ok(test_has(t, "</a>: Ann &lt;b&gt;, Bob."), "with his group");
}

/* Who has used tries alone gets no new ones by a group. */
static void
test_spent(struct web_test *t)
{
	answer(t, "carl", "bits", "3");
	tap_int(post(t, "carl", GROUP, "do=invite&who=dora&agree=1"), 409,
	    "who has used a try invites nobody");
	tap_int(post(t, "dora", GROUP, "do=invite&who=carl"), 303, "invited");
	tap_int(post(t, "carl", GROUP, "do=accept&who=dora&seen=0&agree=1"),
	    409, "nor says yes");
	tap_int(post(t, "dora", GROUP, "do=invite&who=eve"), 303, "eve");
	answer(t, "dora", "bits", "3");
	tap_int(post(t, "eve", GROUP, "do=accept&who=dora&seen=0&agree=1"),
	    409, "when the other one has since");
}

static int
staff_post(struct web_test *t, const char *path, const char *form)
{
	site_get(t, "teacher", STAFF "?page=first");
	return test_post(t, path, form);
}

static void
test_staff_makes(struct web_test *t)
{
	tap_int(site_get(t, "helper", STAFF), 200, "an assistant looks");
	tap_ok(!test_has(t, "Put them there") && test_has(t, "Ann &lt;b&gt;"),
	    "and changes nothing");
	tap_int(site_get(t, "ann", STAFF), 403, "a student does not");
	tap_int(site_get(t, "teacher", STAFF "?page=first&section=monday"), 200,
	    "one section");
	tap_ok(test_has(t, "students without: 2"), "carl and dora");
	tap_int(staff_post(t, STAFF, "page=first&shown=first&pick=carl&"
	    "who=dora&into=new&name=Club"), 303, "together");
	site_get(t, "carl", PAGE);
	tap_ok(test_has(t, "(group Club)") && test_has(t, "Dora"),
	    "whatever they did alone");
	tap_int(staff_post(t, STAFF, "page=first&who=eve&into=%3DClub"), 422,
	    "no third one");
	tap_ok(test_has(t, "would have 3 members") && test_has(t, "eve"),
	    "which is said");
	tap_int(staff_post(t, STAFF, "page=alone&who=eve&into=new"), 422,
	    "not on a page without groups");
	tap_int(staff_post(t, STAFF, "page=*&who=eve&into=new"), 422,
	    "nor by a pattern that has one");
	tap_int(staff_post(t, STAFF, "page=first&who=&into=new"), 422,
	    "nobody");
	tap_int(staff_post(t, STAFF, "page=first&who=teacher&into=new"), 422,
	    "no staff");
	tap_int(staff_post(t, STAFF, "page=second&who=carl+eve&into=new"), 303,
	    "another page");
	tap_int(staff_post(t, STAFF, "page=f*&shown=first&who=eve&into=new&"
	    "name=Club"), 422, "by a pattern, of the same name");
	site_get(t, "teacher", STAFF "?page=first");
	test_click(t, "Dissolve group Club");
	tap_int(test_status(t), 303, "dissolved");
	site_get(t, "carl", PAGE);
	tap_ok(test_has(t, "you work alone"), "carl is alone");
	tap_int(site_get(t, "carl", "/c/demo/p/second/"), 200, "but");
	tap_ok(test_has(t, "Eve") && !test_has(t, "you work alone"),
	    "not on the other page");
	test_user(t, "ann");
	test_get(t, PAGE);
	tap_int(test_post(t, STAFF, "page=first&who=eve&into=new"), 403,
	    "a student makes none there");
	test_user(t, "helper");
	test_get(t, PAGE);
	tap_int(test_post(t, STAFF, "page=first&who=eve&into=new"), 403,
	    "nor an assistant");
}

static int
send_csv(struct web_test *t, const char *csv)
{
	char bytes[1000];
	const char *token;
	int n;

	site_get(t, "teacher", STAFF "?page=first");
	token = strstr(test_body(t), "name=\"csrf\" value=\"");
	n = snprintf(bytes, sizeof(bytes),
	    "--B\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n"
	    "%.*s\r\n--B\r\nContent-Disposition: form-data; name=\"page\"\r\n"
	    "\r\nfirst\r\n--B\r\nContent-Disposition: form-data; "
	    "name=\"csv\"; filename=\"a.csv\"\r\n\r\n%s\r\n--B--\r\n",
	    token == NULL ? 0 : (int)strcspn(token + 19, "\""),
	    token == NULL ? "" : token + 19, csv);
	return test_send(t, &(struct test_request){ "POST", STAFF ".csv",
	    "multipart/form-data; boundary=B", bytes, (size_t)n });
}

static void
test_csv(struct web_test *t)
{
	char all[500];

	tap_int(send_csv(t, "group,user\nX,carl\nX,dora\n"), 303, "a file");
	tap_int(site_get(t, "teacher", STAFF ".csv?page=first"), 200,
	    "and back");
	tap_ok(test_has(t, "\r\nX,carl\r\nX,dora\r\n,eve\r\n"),
	    "as it was");
	snprintf(all, sizeof(all), "%s", test_body(t));
	tap_int(send_csv(t, all), 303, "what came can be sent");
	site_get(t, "teacher", STAFF "?page=first");
	tap_ok(test_has(t, "Moved: 0."), "and changes nothing");
	tap_int(send_csv(t, "user;group\nX,carl\n"), 422, "other columns");
	tap_int(send_csv(t, "group,user\nX,carl\nY,nobody\n"), 422,
	    "somebody else");
	tap_ok(test_has(t, "line 3") && test_has(t, "nobody"), "with the line");
	tap_int(send_csv(t, "group,user\nX,\"carl\n"), 422, "an open quote");
	tap_int(send_csv(t, "group,user\nX,carl\nX,eve\nX,dora\n"), 422,
	    "too many");
	tap_int(send_csv(t, "group,user\n,carl\nX,eve\n"), 303,
	    "one goes, one comes");
	site_get(t, "dora", PAGE);
	tap_ok(test_has(t, "Eve"), "dora works with eve");
}

/* What is handed in behind an invitation is not lost by a late yes. */
static void
test_late_yes(struct web_test *t)
{
	static const char group[] = "/c/demo/group/second";

	staff_post(t, STAFF, "page=second&who=carl+eve&into=alone");
	tap_int(post(t, "dora", group, "do=invite&who=eve"), 303, "invite");
	test_pass(t, 1);
	tap_int(post(t, "dora", "/c/demo/q/second/hi", "do=submit&a-hi=hi"),
	    303, "and work alone");
	test_pass(t, 1);
	tap_int(post(t, "eve", group, "do=accept&who=dora&seen=0"), 409,
	    "a yes that comes after it");
	tap_ok(test_has(t, "Ask for a new invitation"), "and why not");
	tap_int(post(t, "dora", group, "do=invite&who=eve"), 409,
	    "once more: she has to say that she knows it");
	tap_int(post(t, "dora", group, "do=invite&who=eve&agree=1"), 303,
	    "she does");
	tap_int(post(t, "eve", group, "do=accept&who=dora&seen=0"), 303,
	    "now they work together");
	tap_int(post(t, "eve", group, "do=leave"), 303, "and alone again");
	tap_int(post(t, "dora", group, "do=leave"), 303, "both");
}

/* Who has more time finds no partner who has none any more. */
static void
test_locked(struct web_test *t)
{
	static const char group[] = "/c/demo/group/third";

	tap_int(post(t, "eve", group, "do=invite&who=dora"), 303, "invite");
	tap_int(staff_post(t, "/c/demo/staff/extensions", "who=dora&"
	    "page=third&due=2026-02-06+09%3A00&why=ill"), 303,
	    "more time for dora");
	test_pass(t, 16 * 86400LL);
	tap_int(post(t, "dora", group, "do=accept&who=eve&seen=0"), 409,
	    "eve's lock date is past");
	tap_ok(test_has(t, "For who invited you this page is locked"), "why");
}

/* As a student sees it: no forms. */
static void
test_watch(struct web_test *t)
{
	site_get(t, "teacher", "/c/demo/staff/user/ann");
	test_post(t, "/c/demo/staff/view-as", "user=ann");
	tap_int(test_get(t, PAGE), 200, "as ann sees it");
	tap_ok(test_has(t, "Your group") && !test_has(t, "Invite a classmate"),
	    "without forms");
	tap_int(test_post(t, GROUP, "do=leave"), 403, "nothing is done");
}

int
main(void)
{
	struct web_test *t;

	site_make(files);
	t = test_new(&application);
	test_box(t);
	test_names(t);
	test_join(t);
	test_work(t);
	test_staff_sees(t);
	test_spent(t);
	test_staff_makes(t);
	test_csv(t);
	test_late_yes(t);
	test_locked(t);
	test_watch(t);
	test_free(t);
	site_remove();
	return tap_done();
}
