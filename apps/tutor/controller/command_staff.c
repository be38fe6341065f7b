/*
 * command_staff.c - tutor grades COURSE, tutor regrade COURSE: what the staff's
 * pages do, for the shell.
 */
#include "apps/tutor/controller/command_staff.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "apps/tutor/controller/commands.h"
#include "apps/tutor/controller/staff_page.h"
#include "apps/tutor/model/grades_csv.h"
#include "apps/tutor/model/group.h"
#include "apps/tutor/model/regrade.h"

static int
say(const char *course, const char *what)
{
	fprintf(stderr, "tutor: %s %s: %s\n", what, course, strerror(errno));
	return -1;
}

int
command_open(struct tutor *t, struct web *w, const char *course)
{
	const struct val *records;

	*t = (struct tutor){ .web = w, .mem = web_mem(w), .courses = -1,
	    .data = { -1, -1 }, .role = ROLE_STAFF };
	problems_init(&t->problems, t->mem);
	t->courses = tutor_courses();
	if (t->courses == -1)
		return say(course, "the folder of courses, for");
	t->course = course_open(t->mem, t->courses, course, &t->problems);
	if (t->course == NULL)
		return say(course, "course");
	if (web_data(w) == -1 || data_open(&t->data, web_data(w),
	    t->course->name) == -1 || tutor_key(&t->data, t->key) == -1)
		return say(course, "data of");
	records = staff_read(&t->data, t->mem);
	if (records == NULL)
		return say(course, "staff.log of");
	staff_fold(&t->staff, t->mem, records);
	group_pages(&t->staff, t->course);
	members_read(&t->members, t->mem, t->course, t->data.dirfd,
	    &t->problems);
	return 0;
}

/* The submissions of one student, at once on their way. */
static int
print_one(void *arg, const struct member *m, struct user_state *state)
{
	struct text text;

	grades_csv_rows(&text, arg, m, state);
	(void)fwrite(text.p, 1, text.n, stdout);	/* fflush() tells */
	return 0;
}

static int
print_grades(struct tutor *t, struct grades_csv *csv, bool all)
{
	struct each each = staff_each(t);
	struct text text;
	struct results r;
	struct gradebook g;

	if (staff_results(t, &r, all ? NULL : &g) != 0)
		return say(t->course->name, "gradebook of");
	text_init(&text, t->mem);
	csv->out = &text;
	csv->results = &r;
	if (all)
		grades_csv_long(csv);
	else
		grades_csv(csv, &g);
	(void)fwrite(text.p, 1, text.n, stdout);
	if (all && each_student(&each, print_one, csv) != 0)
		return say(t->course->name, "logs of");
	return fflush(stdout) == EOF ? say(t->course->name, "output of") : 0;
}

int
command_grades(struct web *w, int argc, char **argv)
{
	struct grades_csv csv = { .section = NULL };
	const char *course = NULL;
	struct tutor t;
	bool all = false;
	int result;

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--long") == 0)
			all = true;
		else if (strcmp(argv[i], "--spreadsheet") == 0)
			csv.spreadsheet = true;
		else if (course == NULL && argv[i][0] != '-')
			course = argv[i];
		else
			return COMMAND_USAGE;
	}
	if (course == NULL)
		return COMMAND_USAGE;
	result = command_open(&t, w, course);
	if (result == 0)
		result = print_grades(&t, &csv, all);
	(void)tutor_close(&t, 0);
	return result == 0 ? COMMAND_FINE : COMMAND_FAILED;
}

static void
print_plan(const struct tutor *t, const struct regrade_plan *p)
{
	const struct regrade_change *c;

	for (size_t i = 0; i < p->n; i++) {
		c = &p->list[i];
		printf("%s %s %s: %s -> %s of %s\n", c->member->user,
		    c->page->name, c->question->name,
		    tutor_points(t->mem, c->before * c->question->points),
		    tutor_points(t->mem, c->after * c->question->points),
		    tutor_points(t->mem, c->question->points));
	}
	printf("answers: %zu, with another score or message: %zu, scores "
	    "that change: %zu\n", p->attempts, p->changed, p->n);
	if (p->by_hand > 0)
		printf("graded by people, and left: %zu\n", p->by_hand);
	if (p->unreadable > 0)
		printf("no longer taken, and left: %zu\n", p->unreadable);
	if (p->programs > 0)
		printf("programs for the grader: %zu\n", p->programs);
	for (size_t i = 0; i < p->nwaiting; i++)
		printf("not run here: %s %s, %s\n", p->waiting[i].page->name,
		    p->waiting[i].question->name, text_count(t->mem,
		    (long long)p->waiting[i].n, "program", NULL));
	if (p->broken > 0)
		printf("pages with mistakes, left out: %zu\n", p->broken);
}

/* Are page and question there?  0, or -1, and it was said. */
static int
check_place(struct tutor *t, const struct regrade *r)
{
	const struct page *page;

	if (r->page == NULL)
		return 0;
	page = course_page(t->course, r->page, &t->problems);
	if (page == NULL || (r->question != NULL &&
	    page_question(page, r->question) == NULL)) {
		fprintf(stderr, "tutor: %s has no %s %s\n", t->course->name,
		    r->page, r->question == NULL ? "" : r->question);
		return -1;
	}
	return 0;
}

static int
run(struct tutor *t, struct regrade *r, bool dry)
{
	struct regrade_plan plan;
	int result = check_place(t, r);

	r->mem = t->mem;
	r->course = t->course;
	r->data = &t->data;
	r->key = t->key;
	r->staff = &t->staff;
	r->members = &t->members;
	r->now = web_now(t->web);
	if (result == 0)
		result = dry ? regrade_try(&plan, r) : regrade_do(&plan, r);
	else
		return -1;
	if (result == -1)
		return say(t->course->name, "regrade of");
	print_plan(t, &plan);
	return 0;
}

int
command_regrade(struct web *w, int argc, char **argv)
{
	struct regrade r = { .by = "shell", .why = "tutor regrade" };
	const char *words[3] = { NULL };
	struct tutor t;
	size_t n = 0;
	bool dry = false;
	int result;

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "-n") == 0)
			dry = true;
		else if (n < 3 && argv[i][0] != '-')
			words[n++] = argv[i];
		else
			return COMMAND_USAGE;
	}
	if (n == 0)
		return COMMAND_USAGE;
	r.page = words[1];
	r.question = words[2];
	result = command_open(&t, w, words[0]);
	if (result == 0)
		result = run(&t, &r, dry);
	(void)tutor_close(&t, 0);
	return result == 0 ? COMMAND_FINE : COMMAND_FAILED;
}
