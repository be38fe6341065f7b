/*
 * command_check.c - tutor check COURSE: every mistake of a course, file:line.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "apps/tutor/controller/commands.h"
#include "apps/tutor/controller/context.h"
#include "apps/tutor/model/group.h"
#include "apps/tutor/model/mark.h"

/* As they stand in the files, whoever found them; of a line as they were. */
static int
by_place(const void *a, const void *b)
{
	const struct problem *p = *(const struct problem *const *)a;
	const struct problem *q = *(const struct problem *const *)b;
	int files = strcmp(p->file, q->file);

	if (files != 0)
		return files;
	if (p->line != q->line)
		return p->line < q->line ? -1 : 1;
	return p < q ? -1 : p > q;
}

/*
 * A bank is read by all pages that draw from it, and pages of one name are
 * looked at as often as there are such.
 */
static bool
was_told(const struct problem *const *list, size_t i)
{
	for (size_t k = i; k-- > 0;) {
		if (list[k]->line != list[i]->line ||
		    strcmp(list[k]->file, list[i]->file) != 0)
			return false;
		if (strcmp(list[k]->what, list[i]->what) == 0)
			return true;
	}
	return false;
}

static void
tell(struct mem *m, const char *course, const struct problems *ps)
{
	const struct problem **list = mem_array(m, ps->n, sizeof(*list)), *p;

	for (size_t i = 0; i < ps->n; i++)
		list[i] = &ps->list[i];
	if (ps->n > 0)
		qsort(list, ps->n, sizeof(*list), by_place);
	for (size_t i = 0; i < ps->n; i++) {
		p = list[i];
		if (was_told(list, i))
			continue;
		printf("%s/%s:", course, p->file);
		if (p->line > 0)
			printf("%zu:", p->line);
		printf(" %s%s\n", p->warning ? "warning: " : "", p->what);
	}
}

/* Questions that have answers, and those of them that are gone. */
struct asked_names {
	struct mem	*mem;
	struct course	*course;
	struct problems	*problems;
	struct val	*seen;		/* object: "page question" */
	const struct page **pages;	/* as the course has them; or NULL */
};

static const struct page *
page_of(const struct asked_names *a, const char *name)
{
	for (size_t i = 0; i < a->course->npages; i++)
		if (strcmp(a->course->pages[i].name, name) == 0)
			return a->pages[i];
	return NULL;
}

/* A group goes on when groups: is taken away; it may be a mistake. */
static void
look_at_group(struct asked_names *a, const struct page *page)
{
	const char *key;

	if (page == NULL || group_most(page) > 0)
		return;
	key = mem_printf(a->mem, "groups %s", page->name);
	if (val_get(a->seen, key) != NULL)
		return;
	val_setb(a->seen, key, true);
	problem_warn(a->problems, page->file, 0, "groups have worked on this "
	    "page, but it has no line groups:; those that were made on it "
	    "alone are still together");
}

static void
look_at_state(struct asked_names *a, const struct user_state *state)
{
	const struct question_state *qs;
	const struct page *page;
	const char *key;

	for (size_t i = 0; i < state->nquestions; i++) {
		qs = &state->questions[i];
		if (state->user[0] == '+')
			look_at_group(a, page_of(a, qs->page));
		key = mem_printf(a->mem, "%s %s", qs->page, qs->question);
		if (qs->nattempts == 0 || val_get(a->seen, key) != NULL)
			continue;
		val_setb(a->seen, key, true);
		page = page_of(a, qs->page);
		if (page != NULL && page_question(page, qs->question) != NULL)
			continue;
		problem_warn(a->problems, page == NULL ? qs->page : page->file,
		    0, "the question %s is gone, but there are answers to "
		    "it: names are for ever", qs->question);
	}
}

/* Where nobody answered yet there is nothing to look at, and none is made. */
static void
look_at_logs(struct asked_names *a, struct web *w)
{
	const char *const *users;
	struct user_state state;
	struct course_data data;
	size_t n;

	if (web_data(w) == -1 ||
	    data_open(&data, web_data(w), a->course->name) == -1)
		return;
	if (log_users(&data, a->mem, &users, &n) == -1)
		n = 0;
	for (size_t i = 0; i < n; i++) {
		state_init(&state, a->mem, users[i]);
		if (log_fold(&data, &state) == 0)
			look_at_state(a, &state);
	}
	data_close(&data);
}

static void
check_pages(struct web *w, struct course *course, struct problems *ps)
{
	struct asked_names a = { .mem = web_mem(w), .course = course,
	    .problems = ps };
	struct problems unused;
	const struct page *page;
	struct members members;

	problems_init(&unused, a.mem);
	a.seen = val_object(a.mem);
	a.pages = mem_array(a.mem, course->npages, sizeof(*a.pages));
	for (size_t i = 0; i < course->npages; i++) {
		page = course_page(course, course->pages[i].name, &unused);
		a.pages[i] = page;
		for (size_t k = 0; page != NULL && k < page->nquestions; k++)
			mark_check(page->questions[k],
			    page->questions[k]->file, ps);
	}
	members_read(&members, a.mem, course, -1, ps);
	look_at_logs(&a, w);
}

static int
check(struct web *w, int courses, const char *name)
{
	struct problems problems;
	struct course *course;
	size_t pages;

	problems_init(&problems, web_mem(w));
	course = course_open(web_mem(w), courses, name, &problems);
	if (course == NULL) {
		fprintf(stderr, "tutor: course %s: %s\n", name,
		    errno == ENOENT ? "there is none of that name" :
		    strerror(errno));
		return COMMAND_FAILED;
	}
	course_check(course, &problems);
	check_pages(w, course, &problems);
	pages = course->npages;
	course_close(course);
	tell(web_mem(w), name, &problems);
	if (problems.errors > 0)
		return COMMAND_FAILED;
	printf("%s: %s, no mistakes\n", name,
	    text_count(web_mem(w), (long long)pages, "page", NULL));
	return COMMAND_FINE;
}

int
command_check(struct web *w, int argc, char **argv)
{
	int status = COMMAND_FINE, fd;

	if (argc < 2)
		return COMMAND_USAGE;
	fd = tutor_courses();
	if (fd == -1) {
		perror("tutor: the folder of courses");
		return COMMAND_FAILED;
	}
	for (int i = 1; i < argc; i++)
		if (check(w, fd, argv[i]) != COMMAND_FINE)
			status = COMMAND_FAILED;
	(void)close(fd);	/* a folder: nothing to lose */
	return status;
}
