/*
 * A student's way through the tutor, by the test client: over a small course
 * in a temporary folder.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tap.h"
#include "tests/unit/tutor/site.h"
#include "web/folder.h"
#include "web/hash.h"
#include "web/test.h"
#include "web/web.h"

/* The clock of the test client stands at 2026-01-05 09:00 UTC. */
#define DAY	(24L * 3600)

static const char course_text[] =
    "title: A course\nzone: UTC\nstaff: teacher\nregister: open\n"
    "grace: 5m\nlate: 80% 24h, 50% 3d\n";

static const char roster_text[] =
    "user,name,email,role,section,extra\n"
    "ann,Ann,ann@example.org,student,,\n"
    "carl,Carl,,student,,\n";

static const char first_text[] =
    "title: First\ndue: 2026-01-06 09:00\nlock: 2026-01-20 09:00\n\n"
    "Text with $x^2$ and <script>alert(1)</script>.\n\n"
    "::: number bits points=2 tries=3\nHow many bits?\n= 8\n"
    "~ 4 : That is half of one.\n"
    "hint after 1: Think of a byte.\nwhy: It is so.\n:::\n\n"
    "::: choose city tries=2 check\nWhich?\n(x) Canberra\n( ) Sydney : No.\n"
    ":::\n\n"
    "::: tick primes\nWhich?\n[x] 2\n[ ] 4\n[x] 5\n:::\n\n"
    "::: essay words points=3\nSay it.\n:::\n\n"
    "::: upload paper points=3 accept=.txt\nHand it in.\n:::\n\n"
    "::: number sum variants=2 tries=1\nlet a = 2..9\nlet b = 2..9\n"
    "{a} and {b}?\n= {a+b}\n:::\n";

static const char later_text[] =
    "title: Later\nrelease: 2026-02-01 09:00\n\n"
    "::: text hi\nHello?\n= hi\n:::\n";

static const char exam_text[] =
    "title: Exam\ntimed: 30m\npassword: open\nfeedback: lock\n\n"
    "::: text hi tries=1\nHello?\n= hi\n:::\n";

static const char broken_text[] =
    "title: Broken\n\n::: numbr hi\n= 1\n:::\n";

/* It can be read, but whatever is answered would be wrong. */
static const char unmarked_text[] =
    "title: Unmarked\n\n::: number hi\nHow many?\n:::\n";

static const struct site_text files[] = {
	{ "course", course_text },
	{ "roster.csv", roster_text },
	{ "10.first.md", first_text },
	{ "30.later.md", later_text },
	{ "40.exam.md", exam_text },
	{ "50.broken.md", broken_text },
	{ "60.unmarked.md", unmarked_text },
	{ 0 }
};

static void
make_course(void)
{
	int page, budget;

	site_make(files);
	page = site_folder("demo", "20.files");
	site_write(page, "page.md", "title: Files\n\nSome.\n");
	site_write(page, "note.txt", "a note\n");
	site_write(page, "evil.html", "<script>alert(1)</script>");
	site_write(page, ".secret", "x");
	close(page);
	budget = site_folder("budget", NULL);
	site_write(budget, "course", "title: B\nzone: UTC\nregister: open\n"
	    "late: 80% 24h, 50% 3d\nlate-days: 2d\n");
	site_write(budget, "roster.csv", roster_text);
	site_write(budget, "10.first.md", first_text);
	site_write(budget, "announcements.md", "No *lecture* today.\n");
	close(budget);
}

/* Between two texts of the last answer; "" when they are not there. */
static const char *
between(struct web_test *t, const char *from, const char *to)
{
	static char found[8192];
	const char *a = strstr(test_body(t), from), *b;

	found[0] = '\0';
	if (a == NULL)
		return found;
	a += strlen(from);
	b = strstr(a, to);
	if (b == NULL || (size_t)(b - a) >= sizeof(found))
		return found;
	memcpy(found, a, (size_t)(b - a));
	found[b - a] = '\0';
	return found;
}

/* One question of the page. */
static const char *
question(struct web_test *t, const char *name)
{
	char from[80];

	snprintf(from, sizeof(from), "id=\"q-%s\"", name);
	return between(t, from, "</section>");
}

static bool
says(struct web_test *t, const char *name, const char *what)
{
	return strstr(question(t, name), what) != NULL;
}

static const char *
nonce_of(struct web_test *t, const char *name)
{
	static char nonce[80];
	const char *p = strstr(question(t, name), "name=\"nonce\" value=\"");

	nonce[0] = '\0';
	if (p != NULL)
		snprintf(nonce, sizeof(nonce), "%.*s",
		    (int)strcspn(p + 20, "\""), p + 20);
	return nonce;
}

/* Send an answer by the form of a question on the last page. */
static int
send_answer(struct web_test *t, const char *name, const char *rest)
{
	char path[80], form[600];

	snprintf(path, sizeof(path), "/c/demo/q/first/%s", name);
	snprintf(form, sizeof(form), "nonce=%s&%s", nonce_of(t, name), rest);
	return test_post(t, path, form);
}

static void
see_page(struct web_test *t)
{
	tap_int(test_get(t, "/c/demo/p/first/"), 200, "the page");
}

/* The code of a name, of the key in the data: as `tutor user invite` has it. */
static void
code_of(struct web_test *t, const char *user, char code[13])
{
	unsigned char mac[SHA256_SIZE];
	char text[80];
	struct mem m;
	size_t n;
	int all = folder_open(test_folder(t)), fd = folder_in(all, "tutor",
	    false);
	const char *key;

	mem_init(&m, 0);
	key = folder_load(fd, "key", &m, 32, &n);
	if (key == NULL)
		abort();
	snprintf(text, sizeof(text), "invite\n%s", user);
	hmac_sha256(key, n, text, strlen(text), mac);
	hex_write(code, mac, 6);
	mem_release(&m);
	close(fd);
	close(all);
}

static void
test_register(void)
{
	struct web_test *t = test_new(&application);
	char code[13];

	tap_int(test_get(t, "/"), 200, "the courses are public");
	tap_ok(test_has(t, "A course"), "and named");
	tap_int(test_get(t, "/c/demo"), 303, "a course needs a login");
	tap_ok(strstr(test_header(t, "Location"), "/login?to=") != NULL,
	    "which is where one is sent");
	tap_int(site_register(t, "Bad Name", ""), 422, "a bad name");
	tap_int(site_register(t, "ann", ""), 422, "a name on the roster");
	tap_ok(test_has(t, "needs it"), "needs a code");
	tap_int(site_register(t, "ann", "0000-0000-0000"), 422, "a wrong code");
	tap_int(site_register(t, "teacher", ""), 422, "so do names of staff");
	tap_int(site_register(t, "dora", ""), 303, "others register");
	test_follow(t);
	tap_ok(test_has(t, "Welcome, Some One!"), "are welcome");
	tap_int(test_get(t, "/c/demo/p/first/"), 403, "and join first");
	tap_int(test_get(t, "/c/demo"), 200, "the course's page");
	tap_int(test_click(t, "Join the course"), 303, "has a button for it");
	tap_int(test_get(t, "/c/demo/p/first/"), 200, "then they read");
	tap_int(test_get(t, "/c/demo/staff"), 403, "but not what is staff's");
	test_forget(t);
	code_of(t, "ann", code);
	tap_int(site_register(t, "ann", code), 303, "with the code");
	tap_int(test_get(t, "/c/demo/p/first/"), 200, "one is in the course");
	test_forget(t);
	tap_int(site_register(t, "dora", ""), 422, "the name is taken");
	tap_ok(test_has(t, "is taken"), "and it says so");
	test_free(t);
}

static void
test_login(void)
{
	struct web_test *t = test_new(&application);

	site_register(t, "dora", "");
	tap_int(test_click(t, "Log out"), -1, "nothing to click on");
	test_get(t, "/");
	tap_int(test_click(t, "Log out"), 303, "out");
	tap_int(site_log_in(t, "dora", "hunter23"), 422, "a wrong password");
	tap_ok(test_has(t, "do not belong together"), "is told as one");
	tap_int(site_log_in(t, "nobody", "hunter22"), 422,
	    "as is an unknown name");
	tap_int(site_log_in(t, "dora", "hunter22"), 303, "the right one");
	tap_ok(strcmp(test_header(t, "Location"), "/c/demo") == 0,
	    "leads back to where one was");
	test_get(t, "/account");
	test_post(t, "/account", "password_old=hunter22&password=hunter33&"
	    "password_again=hunter34");
	tap_int(test_status(t), 422, "two passwords that differ");
	test_post(t, "/account", "password_old=hunter23&password=hunter33&"
	    "password_again=hunter33");
	tap_int(test_status(t), 422, "a wrong old one");
	test_post(t, "/account", "password_old=hunter22&password=hunter33&"
	    "password_again=hunter33");
	tap_int(test_status(t), 303, "a new password");
	tap_int(test_get(t, "/account"), 200, "one stays logged in");
	test_forget(t);
	tap_int(site_log_in(t, "dora", "hunter22"), 422, "the old one is gone");
	tap_int(site_log_in(t, "dora", "hunter33"), 303,
	    "the new one is right");
	test_get(t, "/login?to=https://elsewhere.example/");
	tap_ok(strcmp(test_header(t, "Location"), "/") == 0,
	    "nobody is sent elsewhere");
	test_forget(t);
	for (int i = 0; i < 12; i++)
		site_log_in(t, "dora", "guess");
	tap_int(test_status(t), 429, "guessing is slow");
	test_free(t);
}

static void
test_read(void)
{
	struct web_test *t = test_new(&application);

	test_user(t, "ann");
	tap_int(test_get(t, "/c/demo"), 200, "the course");
	tap_ok(test_has(t, "Tue 6 January 2026, 09:00 UTC"), "due when");
	tap_ok(test_has(t, "datetime=\"2026-01-06T09:00:00Z\""), "exactly");
	tap_ok(test_has(t, "opens <time"), "what is not open yet");
	tap_int(test_get(t, "/c/demo/p/first"), 303, "pages end in a slash");
	see_page(t);
	tap_ok(test_has(t, "<math"), "mathematics");
	tap_ok(!test_has(t, "<script>alert"), "no HTML of the page's");
	tap_int(test_get(t, "/c/demo/p/later/"), 403, "not released yet");
	tap_ok(!test_has(t, "Hello?"), "and not shown");
	tap_int(test_post(t, "/c/demo/q/later/hi", "do=submit&a-hi=hi"), 403,
	    "nor answered");
	tap_int(test_get(t, "/c/demo/json/later"), 403, "nor as JSON");
	tap_int(test_get(t, "/c/demo/p/broken/"), 503, "a broken page");
	tap_ok(test_has(t, "being repaired") && !test_has(t, "numbr"),
	    "does not show what is wrong");
	tap_int(test_get(t, "/c/demo/p/unmarked/"), 503, "no right answer");
	tap_int(test_post(t, "/c/demo/q/unmarked/hi", "do=submit&a-hi=1"),
	    403, "and none is taken");
	tap_int(test_get(t, "/c/demo/p/none/"), 404, "no page");
	tap_int(test_get(t, "/c/none"), 404, "no course");
	tap_int(test_get(t, "/c/demo/dates.ics"), 200, "a calendar");
	tap_ok(test_has(t, "DTSTART:20260106T090000Z\r\n"), "has the date");
	tap_int(test_get(t, "/c/demo/json/first"), 200, "JSON");
	tap_ok(test_has(t, "\"due\":\"2026-01-06T09:00:00Z\""), "has it, too");
	test_user(t, "teacher");
	tap_int(test_get(t, "/c/demo/p/broken/"), 200, "the staff sees");
	tap_ok(test_has(t, "50.broken.md:3"), "file and line");
	test_get(t, "/c/demo/p/unmarked/");
	tap_ok(test_has(t, "60.unmarked.md:3") &&
	    test_has(t, "no right answer"), "what only the type knows");
	tap_int(test_get(t, "/c/demo/p/later/"), 200, "and what is to come");
	test_free(t);
}

static void
test_files(void)
{
	struct web_test *t = test_new(&application);

	test_user(t, "ann");
	tap_int(test_get(t, "/c/demo/p/files/note.txt"), 200, "a file");
	tap_ok(strncmp(test_header(t, "Content-Type"), "text/plain", 10) == 0,
	    "as what it is");
	tap_int(test_get(t, "/c/demo/p/files/evil.html"), 200, "HTML");
	tap_ok(strncmp(test_header(t, "Content-Disposition"), "attachment",
	    10) == 0, "is only to be saved");
	tap_int(test_get(t, "/c/demo/p/files/.secret"), 404, "a dot");
	tap_int(test_get(t, "/c/demo/p/files/page.md"), 404, "the page itself");
	tap_int(test_get(t, "/c/demo/p/files/%2e%2e/roster.csv"), 404, "up");
	tap_int(test_get(t, "/c/demo/p/files/../roster.csv"), 404, "up, plain");
	test_free(t);
}

static void
test_answers(void)
{
	struct web_test *t = test_new(&application);
	char nonce[80], form[200];

	test_user(t, "ann");
	see_page(t);
	tap_ok(says(t, "bits", "3 tries left"), "three tries");
	tap_ok(!says(t, "bits", "Show a hint"), "no hint yet");
	tap_int(send_answer(t, "bits", "do=hint"), 409, "none by force");
	see_page(t);
	tap_int(send_answer(t, "bits", "do=submit&a-bits=many"), 422,
	    "what cannot be read");
	tap_ok(says(t, "bits", "It has cost no try"), "is free");
	tap_ok(says(t, "bits", "3 tries left"), "truly");
	tap_ok(says(t, "bits", "value=\"many\""), "and still there");
	tap_int(send_answer(t, "bits", "do=submit&a-bits=4"), 303, "wrong");
	test_follow(t);
	tap_ok(says(t, "bits", "Not right."), "is said");
	tap_ok(says(t, "bits", "That is half of one."), "with the reason");
	tap_ok(says(t, "bits", "2 tries left"), "two are left");
	tap_ok(says(t, "bits", "R1 demo ann first bits"), "a receipt");
	test_pass(t, 5);
	tap_int(send_answer(t, "bits", "do=hint&a-bits=55"), 303,
	    "a hint now");
	test_follow(t);
	tap_ok(says(t, "bits", "value=\"55\""), "keeps what was typed");
	tap_ok(says(t, "bits", "Think of a byte."), "is shown");
	snprintf(nonce, sizeof(nonce), "%s", nonce_of(t, "bits"));
	snprintf(form, sizeof(form), "do=submit&a-bits=7&nonce=%s", nonce);
	tap_int(test_post(t, "/c/demo/q/first/bits", form), 303, "wrong again");
	tap_int(test_post(t, "/c/demo/q/first/bits", form), 303,
	    "a double click");
	test_follow(t);
	tap_ok(says(t, "bits", "last try"), "counts once");
	tap_ok(test_has(t, "it counts once") || test_has(t, "counts\nonce"),
	    "and is told");
	tap_int(send_answer(t, "bits", "do=submit&a-bits=8"), 303, "right");
	test_follow(t);
	tap_ok(says(t, "bits", "Right.") && says(t, "bits", "2 of 2"),
	    "is said with its points");
	tap_ok(says(t, "bits", "It is so."), "with the explanation");
	tap_ok(says(t, "bits", "no tries left"), "no tries are left");
	tap_int(test_post(t, "/c/demo/q/first/bits",
	    "do=submit&a-bits=8&nonce=ab"), 409, "so none is taken");
	tap_ok(says(t, "bits", "All tries are used"), "and it says why");
	tap_int(test_get(t, "/c/demo/q/first/bits"), 200, "the history");
	tap_ok(test_has(t, "Answer 3") && !test_has(t, "Answer 4"),
	    "has three answers");
	tap_ok(test_has(t, "this one counts"), "and what counts");
	test_fill(t, "text", "It is <b>9</b>.");
	tap_int(test_click(t, "Tell them"), 303, "the staff is told");
	test_follow(t);
	tap_ok(test_has(t, "The staff has been told."), "so it says");
	test_user(t, "teacher");
	test_get(t, "/c/demo");
	tap_ok(test_has(t, "staff/reports\">1</a>"), "the staff sees it");
	test_get(t, "/c/demo/staff/log");
	tap_ok(test_has(t, "It is &lt;b&gt;9&lt;/b&gt;."), "in the log");
	test_free(t);
}

static void
test_kinds(void)
{
	struct web_test *t = test_new(&application);

	test_user(t, "ann");
	see_page(t);
	tap_int(send_answer(t, "city", "do=check&a-city=1"), 200, "a check");
	tap_ok(says(t, "city", "That is not right.") &&
	    says(t, "city", "nothing is handed in"), "tells");
	tap_ok(says(t, "city", "2 tries left"), "and takes no try");
	tap_int(send_answer(t, "primes", "do=check&a-primes=0"), 409,
	    "where it was not offered it is none");
	see_page(t);
	tap_int(send_answer(t, "primes", "do=submit&a-primes=0&a-primes=2"),
	    303, "several values");
	test_follow(t);
	tap_ok(says(t, "primes", "Right."), "are right");
	tap_int(send_answer(t, "words", "do=submit&a-words=So+%3Cb%3Eit."),
	    303, "an essay");
	test_follow(t);
	tap_ok(says(t, "words", "A person will mark it."), "waits");
	tap_int(test_get(t, "/c/demo/q/first/words"), 200, "its history");
	tap_ok(test_has(t, "So &lt;b&gt;it."), "has it, made harmless");
	see_page(t);
	tap_int(send_answer(t, "words", "do=dance"), 422, "an unknown wish");
	see_page(t);
	tap_int(send_answer(t, "words", "do=save&other=1"), 400,
	    "an unknown field");
	tap_int(test_get(t, "/c/demo/scores"), 200, "the scores");
	tap_ok(test_has(t, "<td>1 of 1"), "have the point");
	test_free(t);
}

static void
test_drafts(void)
{
	struct web_test *t = test_new(&application);

	test_user(t, "ann");
	see_page(t);
	test_with(t, "Accept", "application/json");
	tap_int(send_answer(t, "words", "do=draft&a-words=Half+a+se"), 200,
	    "a draft");
	tap_ok(test_has(t, "\"result\":\"saved\""), "is kept");
	see_page(t);
	tap_ok(says(t, "words", "Half a se") &&
	    says(t, "words", "draft of yours"), "comes back");
	tap_ok(!says(t, "words", "Handed in"), "and is not handed in");
	tap_int(send_answer(t, "words", "do=save&a-words=Half"), 303, "saved");
	test_follow(t);
	tap_ok(says(t, "words", "This is saved"), "comes back as that");
	tap_int(send_answer(t, "words", "do=submit&a-words=Whole"), 303,
	    "handed in");
	test_follow(t);
	tap_ok(!says(t, "words", "draft of yours") &&
	    !says(t, "words", "This is saved"), "the draft is gone");
	tap_int(test_post(t, "/c/demo/q/first/words/preview",
	    "text=**bold**+<b>"), 200, "a preview");
	tap_ok(test_has(t, "strong") && !test_has(t, "<b>"), "is Markdown");
	test_free(t);
}

/* A script that has gone wild, or a finger on a key. */
static void
test_too_often(void)
{
	struct web_test *t = test_new(&application);

	test_user(t, "ann");
	see_page(t);
	for (int i = 0; i < 60 && test_status(t) != 429; i++)
		test_post(t, "/c/demo/q/first/words", "do=submit&nonce=a&"
		    "a-words=So+%3Cb%3Eit");
	tap_int(test_status(t), 429, "too often");
	tap_ok(test_has(t, "NOT saved") && test_has(t, "So &lt;b&gt;it"),
	    "and what was typed is not lost");
	tap_ok(test_header(t, "Retry-After") != NULL, "it says when again");
	test_pass(t, 120);
	tap_int(test_click(t, "Send it again"), 303, "then it is taken");
	test_free(t);
}

static void
test_variants(void)
{
	struct web_test *t = test_new(&application);

	test_user(t, "ann");
	see_page(t);
	tap_int(send_answer(t, "sum", "do=submit&variant=0&a-sum=1"), 303,
	    "wrong, the only try");
	test_follow(t);
	tap_ok(says(t, "sum", "no tries left"), "is used");
	tap_int(send_answer(t, "sum", "do=variant&variant=0"), 303,
	    "other numbers");
	test_follow(t);
	tap_ok(says(t, "sum", "last try"), "bring a new try");
	tap_int(send_answer(t, "sum", "do=submit&variant=0&a-sum=3"), 409,
	    "the form of the old numbers");
	tap_ok(says(t, "sum", "nothing was counted"), "is not counted");
	test_free(t);
}

static void
test_upload_answer(void)
{
	struct web_test *t = test_new(&application);
	static const char body[] =
	    "--B\r\nContent-Disposition: form-data; name=\"do\"\r\n\r\n"
	    "submit\r\n--B\r\nContent-Disposition: form-data; "
	    "name=\"csrf\"\r\n\r\n%s\r\n--B\r\nContent-Disposition: "
	    "form-data; name=\"a-paper\"; filename=\"%s\"\r\n\r\n"
	    "<script>alert(1)</script>\r\n--B--\r\n";
	char bytes[2000];
	struct test_request r = { .method = "POST",
	    .path = "/c/demo/q/first/paper",
	    .type = "multipart/form-data; boundary=B", .body = bytes };
	char token[100];

	test_user(t, "ann");
	see_page(t);
	snprintf(token, sizeof(token), "%s",
	    between(t, "name=\"csrf\" value=\"", "\""));
	snprintf(bytes, sizeof(bytes), body, token, "x.html");
	r.size = strlen(bytes);
	tap_int(test_send(t, &r), 422, "a file of a kind that is not taken");
	snprintf(bytes, sizeof(bytes), body, token, "x.txt");
	r.size = strlen(bytes);
	tap_int(test_send(t, &r), 303, "one that is");
	test_follow(t);
	tap_ok(says(t, "paper", "Handed in"), "is handed in");
	test_get(t, "/c/demo/q/first/paper");
	tap_int(test_link(t, "x.txt"), 200, "and can be had back");
	tap_ok(strncmp(test_header(t, "Content-Disposition"), "attachment",
	    10) == 0, "to be saved only");
	test_user(t, "carl");
	tap_int(test_get(t, "/c/demo/u/first/paper/2"), 404,
	    "not by somebody else");
	test_free(t);
}

static void
test_late(void)
{
	struct web_test *t = test_new(&application);

	test_pass(t, DAY + 3600);
	test_user(t, "ann");
	see_page(t);
	tap_ok(says(t, "bits", "gets 80 %"), "late, and it says so before");
	tap_int(send_answer(t, "bits", "do=submit&a-bits=8"), 303, "right");
	test_follow(t);
	tap_ok(says(t, "bits", "gets 80 % of that"), "but late");
	tap_int(test_get(t, "/c/demo/scores"), 200, "the scores");
	tap_ok(test_has(t, "1.6 of 2"), "count it so");
	test_pass(t, 20 * DAY);
	test_user(t, "ann");
	see_page(t);
	tap_ok(says(t, "city", "locked"), "locked");
	tap_int(test_post(t, "/c/demo/q/first/city", "do=submit&a-city=0"),
	    409, "and answers are no longer taken");
	test_free(t);
}

static void
test_late_days(void)
{
	static const char path[] = "/c/budget/q/first/bits";
	struct web_test *t = test_new(&application);

	test_pass(t, DAY + 3600);
	test_user(t, "ann");
	test_get(t, "/c/budget");
	tap_ok(test_has(t, "No <em>lecture</em> today."), "an announcement");
	test_get(t, "/c/budget/p/first/");
	tap_ok(says(t, "bits", "Use 1 late day of the 2"), "days to spend");
	tap_int(test_post(t, path, "do=submit&nonce=a1&a-bits=8"), 409,
	    "nobody spends them unasked");
	tap_ok(test_has(t, "Nothing is handed in yet."), "and it says so");
	tap_int(test_click(t, "Take 80 % instead"), 303, "less credit");
	test_follow(t);
	tap_ok(says(t, "bits", "gets 80 % of that"), "is less");
	tap_int(test_post(t, path, "do=submit&nonce=a2&a-bits=8"), 409,
	    "asked again");
	tap_int(test_click(t, "Use 1 late day"), 303, "a day");
	test_follow(t);
	tap_ok(says(t, "bits", "Late days used: 1"), "is used");
	tap_ok(says(t, "bits", "<strong>2</strong> of 2"), "for full credit");
	tap_ok(!says(t, "bits", "late day of the"), "this page has it now");
	tap_int(test_post(t, path, "do=submit&nonce=a2&agreed=1&a-bits=8"),
	    303, "the form once more");
	tap_int(test_post(t, "/c/budget/q/first/words",
	    "do=submit&nonce=a3&a-words=So"), 303, "others on it cost none");
	test_free(t);
}

static void
test_exam(void)
{
	struct web_test *t = test_new(&application);

	test_user(t, "ann");
	tap_int(test_get(t, "/c/demo/p/exam/"), 200, "an exam");
	tap_ok(test_has(t, "30 minutes") && !test_has(t, "Hello?"),
	    "is not shown before it begins");
	tap_int(test_post(t, "/c/demo/q/exam/hi", "do=submit&a-hi=hi"), 403,
	    "nor answered");
	test_get(t, "/c/demo/p/exam/");
	tap_int(test_post(t, "/c/demo/begin/exam", "password=shut"), 422,
	    "a wrong word");
	tap_int(test_post(t, "/c/demo/begin/exam", "password=open"), 303,
	    "the right one");
	test_follow(t);
	tap_ok(test_has(t, "Hello?"), "opens it");
	tap_int(test_post(t, "/c/demo/q/exam/hi", "do=submit&a-hi=hi"), 303,
	    "an answer");
	test_follow(t);
	tap_ok(says(t, "hi", "told later") && !says(t, "hi", "Right."),
	    "says nothing of its worth yet");
	test_get(t, "/c/demo/q/exam/hi");
	tap_ok(!test_has(t, "Right.") && !test_has(t, "Worth"),
	    "nor does the history");
	test_get(t, "/c/demo/json/exam");
	tap_ok(!test_has(t, "\"score\""), "nor the JSON");
	test_get(t, "/c/demo/scores");
	tap_ok(!test_has(t, "<strong>1 of 1"), "nor the scores");
	test_pass(t, 3600);
	test_get(t, "/c/demo/p/exam/");
	tap_ok(says(t, "hi", "Right."), "after its end it does");
	test_free(t);
}

static void
test_strangers(void)
{
	struct web_test *t = test_new(&application);

	test_user(t, "ann");
	see_page(t);
	test_with(t, "Sec-Fetch-Site", "cross-site");
	tap_int(send_answer(t, "bits", "do=submit&a-bits=8"), 403,
	    "a form of another site");
	tap_int(test_post(t, "/c/demo/q/first/bits",
	    "csrf=00&do=submit&a-bits=8"), 403, "a form without its token");
	see_page(t);
	tap_ok(says(t, "bits", "3 tries left"), "nothing came of it");
	test_with(t, "Cookie", "tutor_watch=demo:carl");
	tap_int(test_get(t, "/c/demo/p/first/"), 303, "no cookie of ours");
	test_free(t);
}

/* As a browser would after the staff's button was pressed. */
static void
watch_with(struct web_test *t, const char *who)
{
	char cookies[300];

	snprintf(cookies, sizeof(cookies), "tutor=%s; tutor_watch=demo:%s",
	    test_cookie(t, "tutor"), who);
	test_with(t, "Cookie", cookies);
}

static void
test_watch(void)
{
	struct web_test *t = test_new(&application);

	test_user(t, "ann");
	see_page(t);
	tap_int(send_answer(t, "bits", "do=submit&a-bits=4"), 303, "hers");
	watch_with(t, "carl");
	tap_int(test_get(t, "/c/demo/p/first/"), 200, "her cookie");
	tap_ok(says(t, "bits", "2 tries left") && !test_has(t, "class=\"watch"),
	    "opens nothing to a student");
	test_user(t, "teacher");
	watch_with(t, "ann");
	tap_int(test_get(t, "/c/demo/p/first/"), 200, "the staff looks");
	tap_ok(test_has(t, "You see this course as Ann does") &&
	    says(t, "bits", "2 tries left"), "with her eyes");
	tap_ok(!says(t, "bits", "value=\"submit\""), "and cannot answer");
	watch_with(t, "ann");
	tap_int(test_post(t, "/c/demo/q/first/bits",
	    "do=submit&a-bits=8"), 403, "not by force either");
	watch_with(t, "ann");
	tap_int(test_get(t, "/c/demo/p/later/"), 403,
	    "nor see what is to come");
	watch_with(t, "teacher");
	tap_int(test_get(t, "/c/demo/p/later/"), 200, "the staff is none");
	watch_with(t, "ann");
	test_get(t, "/c/demo");
	watch_with(t, "ann");
	tap_int(test_click(t, "End that"), 303, "it ends");
	tap_ok(strstr(test_header(t, "Set-Cookie"), "tutor_watch=;") != NULL,
	    "with its cookie");
	test_free(t);
}

int
main(void)
{
	make_course();
	test_register();
	test_login();
	test_read();
	test_files();
	test_answers();
	test_kinds();
	test_drafts();
	test_too_often();
	test_variants();
	test_upload_answer();
	test_late();
	test_late_days();
	test_exam();
	test_strangers();
	test_watch();
	site_remove();
	return tap_done();
}
