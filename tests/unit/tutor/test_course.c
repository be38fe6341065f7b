#include "apps/tutor/model/course.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "apps/tutor/model/problem.h"
#include "apps/tutor/model/when.h"
#include "tap.h"
#include "web/folder.h"
#include "web/mem.h"
#include "web/text.h"

static struct mem	mem;
static struct problems	problems;
static char		top[] = "/tmp/course-XXXXXX";
static int		courses = -1;

/* Write courses/c/path, where path may have one folder. */
static void
put(const char *c, const char *path, const char *s)
{
	int dir = folder_in(courses, c, true), in = dir;
	const char *slash = strchr(path, '/');

	if (slash != NULL) {
		in = folder_in(dir, mem_dup(&mem, path,
		    (size_t)(slash - path)), true);
		path = slash + 1;
		(void)close(dir);
	}
	if (folder_save(in, path, s, strlen(s)) == -1)
		perror(path);
	(void)close(in);
}

static struct course *
open_it(const char *name)
{
	problems_init(&problems, &mem);
	return course_open(&mem, courses, name, &problems);
}

/* All that was told, in one line. */
static const char *
told(void)
{
	const struct problem *p;
	struct text t;

	text_init(&t, &mem);
	for (size_t i = 0; i < problems.n; i++) {
		p = &problems.list[i];
		text_addf(&t, "%s%s:%zu: %s%s", i == 0 ? "" : "; ", p->file,
		    p->line, p->warning ? "(warning) " : "", p->what);
	}
	return t.p;
}

/* The file course: what it says, or what is wrong with it. */
static const struct {
	const char	*in, *want;
} files[] = {
	{ "title: T\n", "" },
	{ "", "" },
	{ "\xef\xbb\xbf# a remark\r\n\r\ntitle: T\r\n", "" },
	{ "zzz\n", "course:1: a line is \"key: value\", as in "
	    "\"title: Demo\"" },
	{ "title T\n", "course:1: \"title T\": did you mean \"title: ...\"? "
	    "(small letters, a colon at once behind them)" },
	{ "titles: T\n", "course:1: \"titles\" is not a line of the file "
	    "course: did you mean \"title\"?" },
	{ "title: T\n\ntitle: U\n",
	    "course:3: title is there twice: take one away" },
	{ "zone: Mars/Base\n", "course:1: there is no zone \"Mars/Base\": UTC, "
	    "or one such as America/New_York" },
	{ "staff: ann, b o b\n", "course:1: \"b o b\" is no name of a "
	    "user, as in staff: ann, bob" },
	{ "staff: ann,\n", "course:1: \"\" is no name of a user, as in staff: "
	    "ann, bob" },
	{ "register: maybe\n", "course:1: register takes one of: open roster, "
	    "not \"maybe\"" },
	{ "grace: long\n", "course:1: grace takes a time such as 2s, 90m, 24h "
	    "or 3d, not \"long\"" },
	{ "late: 80%\n", "course:1: late: \"80%\" is no step, or one of more "
	    "than 8: 80% 24h, 50% 3d" },
	{ "late: 80% 24h 3\n", "course:1: late: \"80% 24h 3\" is no step, or "
	    "one of more than 8: 80% 24h, 50% 3d" },
	{ "late: 80% 3d, 50% 24h\n", "course:1: late: each step is later and "
	    "gives less than the one before" },
	{ "weights: week* 60%\n", "course:1: the weights are 60%, not 100%" },
	{ "weights: week* 60\n", "course:1: \"week* 60\" is no weight: "
	    "week* 60%, exam* 40%, drop 1 of week*" },
	{ "weights: a 100%, drop 1 of b\n", "course:1: \"drop 1 of b\" is no "
	    "weight: week* 60%, exam* 40%, drop 1 of week*" },
	{ "weights: a 50%, a 50%\n", "course:1: \"a 50%\" is no weight: "
	    "week* 60%, exam* 40%, drop 1 of week*" },
	{ "a\xff\n", "course:1: this line is not UTF-8: save the file as "
	    "UTF-8; course:1: a line is \"key: value\", as in "
	    "\"title: Demo\"" },
};

static void
test_files(void)
{
	struct course *c;
	const char *want;

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		put("file", "course", files[i].in);
		c = open_it("file");
		want = files[i].want;
		tap_is(slice_str(told()), slice_str(want), "course: row %zu",
		    i);
		course_close(c);
	}
}

static void
test_facts(void)
{
	struct course *c;

	put("facts", "course", "title: A course\nzone: America/New_York\n"
	    "staff: ann, bob\nlate: 80% 24h, 50% 3d\ngrace: 5m\n"
	    "late-days: 4d\nregister: open\n"
	    "weights: week* 60%, exam* 40%, drop 2 of week*\n");
	c = open_it("facts");
	tap_int((long long)problems.n, 0, "facts: nothing wrong");
	tap_is(slice_str(c->title), slice_str("A course"), "title");
	tap_is(slice_str(c->name), slice_str("facts"), "name");
	tap_is(slice_str(c->zone), slice_str("America/New_York"), "zone");
	tap_ok(c->nstaff == 2 && strcmp(c->staff[1], "bob") == 0, "staff");
	tap_ok(c->nlate == 2 && c->late[0].credit == 0.8 &&
	    c->late[1].within_ms == 259200000, "late");
	tap_int(c->grace_ms, 300000, "grace");
	tap_int(c->late_budget_ms, 4 * 86400000LL, "late days");
	tap_ok(c->open, "open");
	tap_ok(c->nweights == 2 && c->weights[0].share == 0.6 &&
	    c->weights[0].drop == 2 && c->weights[1].drop == 0, "weights");
	tap_ok(course_weight(c, "week9") == &c->weights[0] &&
	    course_weight(c, "exam") == &c->weights[1] &&
	    course_weight(c, "intro") == NULL, "the weight of a page");
	tap_ok(!c->npages && c->dirfd != -1, "no pages");
	course_close(c);
	tap_int(c->dirfd, -1, "closed");
	course_close(c);
	course_close(NULL);
}

static void
test_defaults(void)
{
	struct course *c;

	put("bare", "course", "");
	c = open_it("bare");
	tap_ok(strcmp(c->title, "bare") == 0 && strcmp(c->zone, "UTC") == 0 &&
	    !c->open && c->nstaff == 0 && c->nlate == 0 && c->nweights == 0,
	    "a course of which nothing is said");
	course_close(c);
}

static int
error_of(const char *name)
{
	struct course *c;

	errno = 0;
	c = open_it(name);
	course_close(c);
	return c == NULL ? errno : 0;
}

static void
test_none(void)
{
	(void)close(folder_in(courses, "empty", true));
	tap_int(error_of("nothing"), ENOENT, "no such course");
	tap_int(error_of("empty"), ENOENT, "a folder without its file");
	tap_int(error_of(".."), ENOENT, "..");
	tap_int(error_of("."), ENOENT, ".");
	tap_int(error_of(""), ENOENT, "\"\"");
	tap_int(error_of("facts/../facts"), ENOENT, "a path");
	tap_int(error_of("Facts"), ENOENT, "capitals");
	(void)symlinkat("facts", courses, "link");
	tap_ok(error_of("link") != 0, "a link");
}

static void
test_names(void)
{
	const char *const *names;
	size_t n;
	bool ok;

	ok = course_names(&mem, courses, &names, &n) == 0;
	tap_ok(ok && n >= 3, "courses are found");
	for (size_t i = 0; ok && i < n; i++)
		ok = strcmp(names[i], "empty") != 0 &&
		    (i == 0 || strcmp(names[i - 1], names[i]) < 0);
	tap_ok(ok, "sorted, and only those that are one");
	tap_int(course_names(&mem, -1, &names, &n), -1, "no folder");
}

static void
test_pages(void)
{
	struct course *c;
	struct page *p;
	struct text t;

	put("pages", "course", "");
	put("pages", "20.b.md", "title: B\n\n");
	put("pages", "3.a/page.md", "title: A\n\n::: essay q\n:::\n");
	put("pages", "3.a/x.png", "png");
	put("pages", "100.c.md", "\n");
	put("pages", "100.d.md", "\n");
	put("pages", "40.empty/x.png", "png");
	put("pages", "roster.csv", "user\n");
	put("pages", "notes.txt", "\n");
	c = open_it("pages");
	text_init(&t, &mem);
	for (size_t i = 0; i < c->npages; i++)
		text_addf(&t, "%ld %s %s%s; ", c->pages[i].number,
		    c->pages[i].name, c->pages[i].file,
		    c->pages[i].folder ? " folder" : "");
	tap_is(slice_str(t.p), slice_str("3 a 3.a/page.md folder; "
	    "20 b 20.b.md; 100 c 100.c.md; 100 d 100.d.md; "), "pages");
	tap_is(slice_str(told()), slice_str("40.empty:0: (warning) there is "
	    "no page in this folder: it would be the file page.md"),
	    "a folder without a page");
	p = course_page(c, "a", &problems);
	tap_ok(p != NULL && p->number == 3 && p->nquestions == 1 &&
	    strcmp(p->title, "A") == 0, "a page in a folder");
	p = course_page(c, "b", &problems);
	tap_ok(p != NULL && strcmp(p->title, "B") == 0, "a page in a file");
	errno = 0;
	tap_ok(course_page(c, "z", &problems) == NULL && errno == ENOENT,
	    "no such page");
	course_close(c);
}

static int
file_error(struct course *c, const char *page, const char *file)
{
	int fd;

	errno = 0;
	fd = course_file(c, page, file);
	if (fd == -1)
		return errno;
	(void)close(fd);
	return 0;
}

static void
test_beside(void)
{
	struct course *c = open_it("pages");

	tap_int(file_error(c, "a", "x.png"), 0, "a file beside a page");
	tap_int(file_error(c, "a", "page.md"), ENOENT, "the page itself");
	tap_int(file_error(c, "a", "y.png"), ENOENT, "no such file");
	tap_int(file_error(c, "a", "../course"), ENOENT, "a path");
	tap_int(file_error(c, "a", ".."), ENOENT, "..");
	tap_int(file_error(c, "a", ""), ENOENT, "\"\"");
	tap_int(file_error(c, "a", ".x"), ENOENT, "a hidden file");
	tap_int(file_error(c, "b", "course"), ENOENT, "a page without folder");
	tap_int(file_error(c, "z", "x.png"), ENOENT, "no such page");
	course_close(c);
}

static void
test_public(void)
{
	struct course *c;
	struct page *p;

	put("public", "course", "");
	put("public", "1.a/page.md", "\n::: code q\n--- test t file=i,o\n"
	    "--- test u show file=i2,\nout: x\n:::\n");
	c = open_it("public");
	p = course_page(c, "a", &problems);
	tap_ok(course_file_public(p, "x.png"), "a picture is public");
	tap_ok(!course_file_public(p, "i") && !course_file_public(p, "o") &&
	    !course_file_public(p, "i2"), "files of tests are not");
	tap_ok(!course_file_public(p, "_x") && !course_file_public(p, ".x") &&
	    !course_file_public(p, "page.md") && !course_file_public(p, "a/b"),
	    "nor what is hidden");
	course_close(c);
}

/* Heads with dates: the whole of what is told. */
static const struct {
	const char	*in, *want;
} dates[] = {
	{ "release: 2026-02-02 09:00\ndue: 2026-02-09 22:00\n"
	    "lock: 2026-02-10\n", "" },
	{ "due: 3d after first view\nlock: 2d after due\ntimed: 90m\n", "" },
	{ "due: 2026-02-09\nlock: 2026-02-09\n", "" },
	{ "due: soon\n", "1.a.md:1: due: a date looks like 2026-02-09 22:00" },
	{ "title: T\ndue: 2026-03-08 02:30\n", "1.a.md:2: due: the clocks skip "
	    "this time on that day: take one an hour later" },
	{ "due: 2026-11-01 01:30\n", "1.a.md:1: (warning) due: the clocks show "
	    "this time twice on that day: the first is taken" },
	{ "release: 2026-02-10\ndue: 2026-02-09\nlock: 2026-02-08\n",
	    "1.a.md:2: due: this is not later than release:; "
	    "1.a.md:3: lock: this is before due:; "
	    "1.a.md:3: lock: this is not later than release:" },
	{ "release: 1d after first view\n",
	    "1.a.md:1: release: this has to be a date" },
	{ "due: 1d after due\n",
	    "1.a.md:1: due: a while is after first view here" },
	{ "lock: 1d after due\n",
	    "1.a.md:1: lock: there is no due: that it could be after" },
	{ "due: x\nlock: 1d after due\n",
	    "1.a.md:1: due: a date looks like 2026-02-09 22:00" },
	{ "timed: 5s\n", "1.a.md:1: timed: an exam lasts a minute at least" },
};

static void
test_dates(void)
{
	struct when_page w;
	struct course *c;
	struct page *p;

	put("dates", "course", "zone: America/New_York\ngrace: 5m\n");
	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++) {
		put("dates", "1.a.md", dates[i].in);
		c = open_it("dates");
		(void)course_page(c, "a", &problems);
		tap_is(slice_str(told()), slice_str(dates[i].want),
		    "dates: row %zu", i);
		course_close(c);
	}
	put("dates", "1.a.md", "release: 2026-02-02 09:00\n"
	    "due: 3d after first view\nlock: 2026-02-10\ntimed: 2h\n");
	c = open_it("dates");
	p = course_page(c, "a", &problems);
	course_dates(c, p, &w, NULL);
	tap_ok(w.release.kind == WHEN_AT && w.release.ms == 1770040800000 &&
	    w.due.kind == WHEN_AFTER_VIEW && w.due.ms == 259200000 &&
	    w.lock.kind == WHEN_AT && w.timed_ms == 7200000 &&
	    w.grace_ms == 300000, "dates in the course's zone");
	course_close(c);
}

static void
test_check(void)
{
	struct course *c;

	put("check", "course", "weights: week* 60%, exam* 40%\n");
	put("check", "1.week1.md", "\n::: code q\n--- test a file=i,o\n:::\n");
	put("check", "2.week2/page.md",
	    "\n::: code q\n--- test a file=i,o\n:::\n");
	put("check", "2.week2/i", "x");
	put("check", "3.intro.md", "\n= a\n::: chose q\n:::\n");
	put("check", "4.intro/page.md", "\n");
	put("check", "week5.md", "\n");
	put("check", "x/page.md", "\n");
	c = open_it("check");
	course_check(c, &problems);
	tap_is(slice_str(told()), slice_str(
	    "week5.md:0: (warning) this is no page: its name is not a number, "
	    "a dot, a name of a-z 0-9 _ - and .md, as in 10.week1.md; "
	    "x:0: (warning) this is no page: its name is not a number, "
	    "a dot, a name of a-z 0-9 _ - and .md, as in 10.week1.md; "
	    "4.intro/page.md:0: 3.intro.md is a page of that name too: rename "
	    "one; "
	    "1.week1.md:3: files beside a page need a folder: put this page "
	    "into 1.week1/page.md and i beside it; "
	    "1.week1.md:3: files beside a page need a folder: put this page "
	    "into 1.week1/page.md and o beside it; "
	    "2.week2/page.md:3: there is no file o beside the page; "
	    "3.intro.md:3: \"chose\" is no type of question: did you mean "
	    "\"choose\"?; "
	    "course:0: (warning) the weight of \"exam*\" is that of no page; "
	    "3.intro.md:0: (warning) no weight in the file course takes this "
	    "page: its points do not count; "
	    "4.intro/page.md:0: (warning) no weight in the file course takes "
	    "this page: its points do not count"), "a course of mistakes");
	course_close(c);
}

static void
test_check_more(void)
{
	struct course *c = open_it("bare");
	char *large = mem_alloc(&mem, PAGE_MAX + 2);

	course_check(c, &problems);
	tap_is(slice_str(told()), slice_str("course:0: (warning) the course "
	    "has no page: write 10.week1.md"), "a course without pages");
	course_close(c);
	memset(large, 'a', PAGE_MAX + 1);
	put("large", "course", "");
	put("large", "1.a.md", large);
	c = open_it("large");
	course_check(c, &problems);
	tap_is(slice_str(told()), slice_str("1.a.md:0: the page has more than "
	    "512 kilobytes"), "a large page");
	(void)unlinkat(c->dirfd, "1.a.md", 0);
	course_check(c, &problems);
	tap_ok(problems.n == 2 && strcmp(problems.list[1].what,
	    "the page cannot be read") == 0, "a page that went away");
	course_close(c);
}

static void
test_staff_max(void)
{
	struct course *c;
	struct text t;

	text_init(&t, &mem);
	text_adds(&t, "staff: s");
	for (int i = 0; i < STAFF_MAX; i++)
		text_addf(&t, ", s%d", i);
	put("file", "course", t.p);
	c = open_it("file");
	tap_is(slice_str(told()), slice_str("course:1: more than 64 staff: "
	    "give the others the role in roster.csv"), "much staff");
	course_close(c);
}

int
main(void)
{
	mem_init(&mem, 0);
	if (mkdtemp(top) == NULL)
		return 1;
	courses = folder_open(top);
	test_files();
	test_facts();
	test_defaults();
	test_none();
	test_names();
	test_pages();
	test_beside();
	test_public();
	test_dates();
	test_check();
	test_check_more();
	test_staff_max();
	(void)close(courses);
	if (strncmp(top, "/tmp/course-", 12) == 0)
		tap_ok(system(mem_printf(&mem, "rm -r %s", top)) == 0,
		    "cleaned up");
	mem_release(&mem);
	return tap_done();
}
