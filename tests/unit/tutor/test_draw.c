/*
 * Questions out of banks: what may be written, who gets what, and that it stays
 * so; then by the test client, from the page to the gradebook.
 */
#include "apps/tutor/model/course_draw.h"

#include <string.h>
#include <unistd.h>

#include "apps/tutor/model/course.h"
#include "apps/tutor/model/problem.h"
#include "tap.h"
#include "tests/unit/tutor/site.h"
#include "web/folder.h"
#include "web/mem.h"
#include "web/test.h"
#include "web/web.h"

static struct mem	mem;

#define QUESTION(name)	"::: text " name "\nASK-" name "\n= yes\n:::\n\n"

static const char bank_text[] =
    "title: Ten\n\nNotes for teachers.\n\n"
    QUESTION("a") QUESTION("b") QUESTION("c") QUESTION("d") QUESTION("e")
    QUESTION("f") QUESTION("g") QUESTION("h") QUESTION("i") QUESTION("j");

static const char page_text[] =
    "title: Draws\n\nBefore.\n\n" QUESTION("own")
    "::: draw warm from=ten count=3 points=2\n:::\n\nBehind.\n";

static const struct site_text files[] = {
	{ "course", "title: Demo\nstaff: teacher\n" },
	{ "roster.csv", "user,name,email,role,section,extra\n"
	    "ann,,,student,,\nbob,,,student,,\ncid,,,student,,\n"
	    "dan,,,student,,\n" },
	{ "bank.ten.md", bank_text },
	{ "10.page.md", page_text },
	{ 0 }
};

static struct page *
read_page(struct problems *ps)
{
	int fd = folder_open(site_path);
	struct course *c;
	struct page *page;

	problems_init(ps, &mem);
	c = course_open(&mem, fd, "demo", ps);
	page = course_page(c, "page", ps);
	course_close(c);
	close(fd);
	return page;
}

/* The names of its questions, with blanks. */
static const char *
names(const struct page *page)
{
	const char *s = "";

	for (size_t i = 0; i < page->nquestions; i++)
		s = mem_printf(&mem, "%s %s", s, page->questions[i]->name);
	return s;
}

static const char *
drawn(struct page *page, const char *user)
{
	static const unsigned char key[32] = "a key";

	return names(page_drawn(&mem, page, key, user));
}

static const struct {
	const char	*name, *page, *bank, *want;
} wrongs[] = {
	{ "as it should be", "::: draw w from=ten count=3\n:::\n", NULL, "" },
	{ "one by itself", "::: draw w from=ten\n:::\n", NULL, "" },
	{ "no name", "::: draw\n:::\n", NULL, "10.page.md:3: a name such as "
	    "\"warm\" goes behind draw" },
	{ "no name of a bank", "::: draw w from=../x\n:::\n", NULL,
	    "10.page.md:3: \"../x\" is no name of a bank" },
	{ "no bank", "::: draw w\n:::\n", NULL,
	    "10.page.md:3: a draw says where from" },
	{ "a bank that is not there", "::: draw w from=two\n:::\n", NULL,
	    "10.page.md:3: there is no file bank.two.md" },
	{ "too many", "::: draw w from=ten count=11\n:::\n", NULL,
	    "10.page.md:3: count=11, but bank.ten.md has 10 questions" },
	{ "none", "::: draw w from=ten count=0\n:::\n", NULL,
	    "10.page.md:3: a draw of no question" },
	{ "another attribute", "::: draw w from=ten tries=3\n:::\n", NULL,
	    "10.page.md:3: \"tries\" is not an attribute of draw" },
	{ "text", "::: draw w from=ten\nText.\n:::\n", NULL,
	    "10.page.md:4: a draw has no text" },
	{ "not closed", "::: draw w from=ten\n\n::: text q\nAsk.\n= a\n:::\n",
	    NULL, "10.page.md:3: this draw is not closed" },
	{ "twice", "::: draw w from=ten\n:::\n::: draw w from=ten\n:::\n",
	    NULL, "10.page.md:5: the name w is there twice" },
	{ "unlike points", "::: draw w from=ten\n:::\n",
	    "\n::: text a\nA?\n= a\n:::\n::: text b points=2\nB?\n= b\n:::\n",
	    "10.page.md:3: questions of bank.ten.md have 1 and 2 points" },
	{ "points for all", "::: draw w from=ten points=3\n:::\n",
	    "\n::: text a\nA?\n= a\n:::\n::: text b points=2\nB?\n= b\n:::\n",
	    "" },
	{ "no head", "::: draw w from=ten\n:::\n",
	    "::: text a\nA?\n= a\n:::\n", "" },
	{ "a mistake in a bank", "::: draw w from=ten\n:::\n",
	    "\n::: text a\nA?\n= a\n:::\n::: txt b\n:::\n",
	    "bank.ten.md:6: \"txt\" is no type of question" },
	{ "a header in a bank", "::: draw w from=ten\n:::\n",
	    "due: 2026-01-01\n\n::: text a\nA?\n= a\n:::\n",
	    "bank.ten.md:1: \"due:\" belongs to the page" },
	{ "a draw in a bank", "::: draw w from=ten\n:::\n",
	    "\n::: text a\nA?\n= a\n:::\n::: draw x from=ten\n:::\n",
	    "bank.ten.md:6: a bank draws from no other bank" },
	{ "files", "::: draw w from=ten\n:::\n",
	    "\n::: code a lang=sh\nA?\n--- test t file=a.in,a.out\n:::\n",
	    "bank.ten.md:4: a question of a bank has no files" },
};

static void
test_wrong(void)
{
	struct problems ps;
	const char *got;

	for (size_t i = 0; i < sizeof(wrongs) / sizeof(wrongs[0]); i++) {
		site_file("10.page.md", mem_printf(&mem, "title: T\n\n%s",
		    wrongs[i].page));
		site_file("bank.ten.md", wrongs[i].bank == NULL ? bank_text :
		    wrongs[i].bank);
		(void)read_page(&ps);
		got = ps.n == 0 ? "" : mem_printf(&mem, "%s:%zu: %s",
		    ps.list[0].file, ps.list[0].line, ps.list[0].what);
		if (!tap_ok(strncmp(got, wrongs[i].want,
		    strlen(wrongs[i].want)) == 0 &&
		    (*got == '\0') == (*wrongs[i].want == '\0'), "%s",
		    wrongs[i].name))
			tap_note("%s", got);
	}
	site_file("10.page.md", page_text);
	site_file("bank.ten.md", bank_text);
}

static void
test_drawn(void)
{
	struct problems ps;
	struct page *page = read_page(&ps), *one;
	static const unsigned char key[32] = "a key";
	size_t unlike = 0, kept = 0;
	const char *before[100];

	tap_int((long long)ps.n, 0, "no mistakes, and the bank is no page");
	tap_is(slice_str(names(page)), slice_str(" own warm.a warm.b warm.c "
	    "warm.d warm.e warm.f warm.g warm.h warm.i warm.j"), "all of it");
	tap_ok(page->points == 7, "the points that one can have");
	one = page_drawn(&mem, page, key, "ann");
	tap_int((long long)one->nquestions, 4, "the own one and three");
	tap_int((long long)one->nparts, 6, "and the text between them");
	tap_ok(one->questions[1]->points == 2, "the points of the draw");
	tap_is(slice_str(drawn(page, "ann")), slice_str(names(one)),
	    "always the same");
	for (size_t i = 0; i < 100; i++) {
		before[i] = drawn(page, mem_printf(&mem, "user%zu", i));
		unlike += strcmp(before[i], names(one)) != 0;
	}
	tap_ok(unlike > 90, "others have others");
	site_file("bank.ten.md", mem_printf(&mem, "%s%s", bank_text,
	    QUESTION("new")));
	page = read_page(&ps);
	for (size_t i = 0; i < 100; i++)
		kept += strcmp(before[i], drawn(page, mem_printf(&mem,
		    "user%zu", i))) == 0;
	tap_ok(kept > 60 && kept < 90, "a new one comes to 3 of 11: %zu",
	    100 - kept);
	site_file("bank.ten.md", bank_text);
	page = page_read(&mem, "10.x.md", "\nText.\n", 7, &ps);
	tap_ok(page_drawn(&mem, page, key, "ann") == page,
	    "a page without draws is itself");
}

/* The letter of the first drawn question that is shown, or is not. */
static char
letter_of(const struct web_test *t, bool shown)
{
	char name[] = "ASK-a";

	for (char c = 'a'; c <= 'j'; c++) {
		name[4] = c;
		if ((strstr(test_body(t), name) != NULL) == shown)
			return c;
	}
	return '?';
}

static int
answer(struct web_test *t, char letter, const char *nonce)
{
	const char *path = mem_printf(&mem, "/c/demo/q/page/warm.%c", letter);

	return test_post(t, path, mem_printf(&mem,
	    "do=submit&nonce=%s&a-warm.%c=yes", nonce, letter));
}

static void
test_answers(struct web_test *t)
{
	char mine, other;

	test_user(t, "ann");
	tap_int(test_get(t, "/c/demo/p/page/"), 200, "the page");
	tap_int(site_count(t, "ASK-"), 4, "has three and the own one");
	tap_ok(test_has(t, "Question 4") && !test_has(t, "Question 5"),
	    "counted by what is there");
	mine = letter_of(t, true);
	other = letter_of(t, false);
	tap_int(answer(t, mine, "aa"), 303, "one of them is answered");
	test_get(t, "/c/demo/p/page/");
	tap_ok(test_has(t, "Right."), "and it was right");
	tap_int(answer(t, other, "ab"), 404, "no other one");
	tap_int(test_get(t, mem_printf(&mem, "/c/demo/q/page/warm.%c",
	    other)), 404, "nor can it be looked at");
	test_get(t, "/c/demo/json/page");
	tap_int(site_count(t, "\"prompt\""), 4, "the same as JSON");
	tap_int(site_count(t, "\"name\":\"warm."), 3, "by their names");
	test_get(t, "/c/demo/scores");
	tap_ok(test_has(t, "2 of 7"), "points of those that one can have");
	test_get(t, "/c/demo/p/page/?print=1");
	tap_int(site_count(t, "ASK-"), 4, "the same on paper");
	test_user(t, "teacher");
	test_get(t, "/c/demo/p/page/?print=1&for=all");
	tap_int(site_count(t, "ASK-"), 16, "and for each of four");
	test_get(t, "/c/demo/staff/gradebook.csv");
	tap_ok(test_has(t, "ann,ann,,2,"), "the gradebook has them");
	tap_int(test_get(t, mem_printf(&mem,
	    "/c/demo/staff/stats/page/warm.%c", mine)), 200, "in numbers");
	tap_ok(test_has(t, "1 student"), "of who had it");
	tap_int(test_get(t, "/c/demo/staff/stats/page"), 200, "all of them");
	tap_int(test_get(t, "/c/demo/staff/grid/page"), 200, "the grid");
}

/* All that were right before count, but never more than are drawn. */
static void
test_changed(struct web_test *t)
{
	char asked[4] = "", nonce[] = "ba";
	size_t n = 0;

	test_user(t, "bob");
	test_get(t, "/c/demo/p/page/");
	for (char c = 'a'; c <= 'j' && n < 3; c++)
		if (test_has(t, mem_printf(&mem, "ASK-%c", c)))
			asked[n++] = c;
	for (size_t i = 0; i < n; i++) {
		nonce[1]++;
		(void)answer(t, asked[i], nonce);
	}
	test_user(t, "teacher");
	test_get(t, "/c/demo/staff/gradebook.csv");
	tap_ok(test_has(t, "bob,bob,,6,"), "three are right");
	site_file("10.page.md", "title: Draws\n\n"
	    "::: draw warm from=ten count=2 points=2\n:::\n");
	test_get(t, "/c/demo/staff/gradebook.csv");
	tap_ok(test_has(t, "bob,bob,,4,"), "of fewer the best count");
	site_file("10.page.md", page_text);
}

int
main(void)
{
	struct web_test *t;

	mem_init(&mem, 0);
	site_make(files);
	test_wrong();
	test_drawn();
	t = test_new(&application);
	test_answers(t);
	test_changed(t);
	test_free(t);
	site_remove();
	mem_release(&mem);
	return tap_done();
}
