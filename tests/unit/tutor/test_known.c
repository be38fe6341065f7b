/* What a teacher may write is in the manual and in the sample course. */
#include "apps/tutor/model/page_known.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "apps/tutor/model/course.h"
#include "apps/tutor/model/problem.h"
#include "tap.h"
#include "web/folder.h"
#include "web/mem.h"

static struct mem	mem;

/* Has this part of the manual an item of that name? */
static bool
stands(const char *from, const char *name)
{
	return strstr(from, mem_printf(&mem, "\n.It Ic %s\n", name)) != NULL ||
	    strstr(from, mem_printf(&mem, "\n.It Ic %s Ns =", name)) != NULL ||
	    strstr(from, mem_printf(&mem, "\n.It Ic %s :", name)) != NULL;
}

/* The section of that title, cut out. */
static const char *
section(const char *page, const char *title)
{
	const char *s = strstr(page, mem_printf(&mem, "\n.Ss %s\n", title));
	const char *end = s == NULL ? NULL : strstr(s + 1, "\n.S");

	if (s == NULL)
		return "";
	while (end != NULL && end[3] != 's' && end[3] != 'h')
		end = strstr(end + 1, "\n.S");	/* .Sx is no heading */
	return end == NULL ? s : mem_dup(&mem, s, (size_t)(end - s) + 1);
}

static void
test_row(const char *page, const struct known *k)
{
	const char *type, *all = section(page, "Attributes of all questions");

	if ((k->at & AT_PAGE) != 0)
		tap_ok(stands(section(page, "Headers"), k->name),
		    "the manual has the header %s", k->name);
	if ((k->at & AT_COURSE) != 0)
		tap_ok(stands(section(page, "The file course"), k->name),
		    "the manual has the line %s", k->name);
	if ((k->at & AT_TEST) != 0)
		tap_ok(stands(section(page, "code"), k->name),
		    "the manual has %s of tests", k->name);
	if ((k->at & AT_DRAW) != 0)
		tap_ok(stands(section(page, "Banks"), k->name),
		    "the manual has %s of draw", k->name);
	for (int i = 0; i < Q_TYPES; i++) {
		type = question_type_name((enum question_type)i);
		if ((k->at & 1u << i) != 0)
			tap_ok(stands(all, k->name) ||
			    stands(section(page, type), k->name),
			    "the manual has %s of %s", k->name, type);
	}
}

/* Each word of a choice stands behind its name. */
static void
test_words(const char *page, const struct known *k)
{
	const char *w = k->words;
	size_t n;

	for (; w != NULL && *w != '\0'; w += n) {
		w += strspn(w, " ");
		n = strcspn(w, " ");
		tap_ok(strstr(page, mem_dup(&mem, w, n)) != NULL,
		    "the manual has %.*s of %s", (int)n, w, k->name);
	}
}

static void
test_manual(void)
{
	int dir = open("apps/tutor", O_RDONLY | O_DIRECTORY);
	const char *page = NULL;
	size_t n;

	if (dir != -1)
		page = folder_load(dir, "tutor.7", &mem, 1 << 20, &n);
	tap_ok(page != NULL, "the manual is read");
	for (size_t i = 0; page != NULL && known_at(i) != NULL; i++) {
		test_row(page, known_at(i));
		test_words(page, known_at(i));
	}
	if (dir != -1)
		(void)close(dir);
}

static bool
has_let(const struct question *q)
{
	return q->nlets > 0;
}

static bool
has_hint(const struct question *q)
{
	return q->nhints > 0;
}

static bool
has_why(const struct question *q)
{
	return q->why != NULL;
}

static bool
has_files(const struct question *q)
{
	return q->ntests > 0 && q->tests[q->ntests - 1].in_file != NULL;
}

typedef bool question_fn(const struct question *);

static bool
course_has(struct course *c, struct problems *ps, question_fn *fn, int type)
{
	const struct page *p;

	for (size_t i = 0; i < c->npages; i++) {
		p = course_page(c, c->pages[i].name, ps);
		for (size_t k = 0; p != NULL && k < p->nquestions; k++)
			if (fn != NULL ? fn(p->questions[k]) :
			    (int)p->questions[k]->type == type)
				return true;
	}
	return false;
}

static void
test_demo(void)
{
	int dir = open("apps/tutor/courses", O_RDONLY | O_DIRECTORY);
	struct problems ps;
	struct course *c;

	problems_init(&ps, &mem);
	c = course_open(&mem, dir, "demo", &ps);
	tap_ok(c != NULL, "the course to begin with is opened");
	if (c == NULL)
		return;
	course_check(c, &ps);
	for (size_t i = 0; i < ps.n; i++)
		tap_note("%s:%zu: %s", ps.list[i].file, ps.list[i].line,
		    ps.list[i].what);
	tap_int((long long)ps.n, 0, "nothing is wrong with it");
	for (int i = 0; i < Q_TYPES; i++)
		tap_ok(course_has(c, &ps, NULL, i), "it shows %s",
		    question_type_name((enum question_type)i));
	tap_ok(course_has(c, &ps, has_let, 0), "it shows parameters");
	tap_ok(course_has(c, &ps, has_hint, 0), "it shows hints");
	tap_ok(course_has(c, &ps, has_why, 0), "it shows why");
	tap_ok(course_has(c, &ps, has_files, 0), "it shows files of tests");
	course_close(c);
	(void)close(dir);
}

static void
test_numbers(void)
{
	static const struct {
		const char	*text;
		double		 number, share;		/* -1: none */
		long long	 size;
	} list[] = {
		{ "1", 1, 1, 1 }, { "0", 0, 0, -1 }, { "0.5", 0.5, 0.5, -1 },
		{ "1.5", 1.5, -1, 1 }, { "25%", -1, 0.25, -1 },
		{ "100%", -1, 1, -1 }, { "101%", -1, -1, -1 },
		{ "64K", -1, -1, 65536 }, { "2M", -1, -1, 2097152 },
		{ "1.5K", -1, -1, 1536 }, { "1G", -1, -1, 1073741824 },
		{ "2MB", -1, -1, -1 }, { "K", -1, -1, -1 }, { "", -1, -1, -1 },
		{ "-1", -1, -1, -1 }, { "1e3", -1, -1, -1 },
		{ ".5", -1, -1, -1 }, { "5.", -1, -1, -1 },
		{ "1.2.3", -1, -1, -1 }, { "1,5", -1, -1, -1 },
		{ "1 ", -1, -1, -1 }, { "0x10", -1, -1, -1 },
		{ "inf", -1, -1, -1 }, { "1234567890", -1, -1, -1 },
	};
	double number, share;
	long long size;

	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		number = share = -1;
		size = -1;
		(void)known_number(list[i].text, &number);
		(void)known_share(list[i].text, &share);
		if (known_size(list[i].text, &size) == -1)
			size = -1;
		tap_ok(number == list[i].number && share == list[i].share &&
		    size == list[i].size, "the number \"%s\": %g %g %lld",
		    list[i].text, number, share, size);
	}
}

int
main(void)
{
	mem_init(&mem, 0);
	test_manual();
	test_demo();
	test_numbers();
	mem_release(&mem);
	return tap_done();
}
