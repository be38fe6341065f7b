/*
 * command_test.c - tutor test COURSE: does the solution of each code question
 * pass the tests?
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "apps/tutor/controller/commands.h"
#include "apps/tutor/controller/context.h"
#include "apps/tutor/model/box.h"
#include "apps/tutor/model/code_grade.h"
#include "apps/tutor/model/difference.h"

static void
tell_tests(struct mem *m, const struct val *record)
{
	const struct val *tests = val_get(record, "tests"), *test;
	struct text t;

	fputs(val_getstr(record, "compile"), stdout);
	for (size_t i = 0; i < val_size(tests); i++) {
		test = val_at(tests, i);
		if (strcmp(val_getstr(test, "verdict"), "ok") == 0)
			continue;
		printf("  test %s: %s\n", val_getstr(test, "name"),
		    val_getstr(test, "verdict"));
		text_init(&t, m);
		if (val_type(val_get(test, "diff")) == VAL_OBJECT)
			difference_text(&t, val_get(test, "diff"));
		visible_add(&t, (struct piece){ val_getstr(test, "err"),
		    val_size(val_get(test, "err")) }, BOX_SHOWN);
		printf("%s\n", t.p);
	}
}

static int
test_question(struct mem *m, struct course *course, const struct page *page,
    const struct question *q)
{
	/* Of a slot that a grader hardly has. */
	struct code_work work = { .question = q, .answer = q->solution,
	    .n = strlen(q->solution), .course = course, .page = page->name,
	    .slot = BOX_SLOTS_MAX - 1 };
	struct val *record = val_object(m);
	const char *why;

	printf("%s/%s:%zu: %s: ", course->name, q->file, q->line, q->name);
	if (code_grade(record, &work, &why) != CODE_GRADED) {
		printf("%s\n", why);
		return COMMAND_FAILED;
	}
	printf("%s\n", val_getstr(record, "msg"));
	if (val_toreal(val_get(record, "score")) >= 1)
		return COMMAND_FINE;
	tell_tests(m, record);
	return COMMAND_FAILED;
}

static int
test_course(struct mem *m, int courses, const char *name)
{
	struct problems problems;
	struct course *course;
	const struct question *q;
	struct page *page;
	int status = COMMAND_FINE;

	problems_init(&problems, m);
	course = course_open(m, courses, name, &problems);
	if (course == NULL) {
		fprintf(stderr, "tutor: course %s: %s\n", name,
		    strerror(errno));
		return COMMAND_FAILED;
	}
	for (size_t i = 0; i < course->npages; i++) {
		page = course_page(course, course->pages[i].name, &problems);
		for (size_t k = 0; page != NULL && k < page->nquestions; k++) {
			q = page->questions[k];
			if (q->type == Q_CODE && q->solution != NULL &&
			    test_question(m, course, page, q) != COMMAND_FINE)
				status = COMMAND_FAILED;
		}
	}
	course_close(course);
	return status;
}

int
command_test(struct web *w, int argc, char **argv)
{
	int status = COMMAND_FINE, fd;

	if (argc < 2)
		return COMMAND_USAGE;
	fd = tutor_courses();
	if (fd == -1) {
		perror("tutor: the folder of courses");
		return COMMAND_FAILED;
	}
	(void)signal(SIGPIPE, SIG_IGN);
	for (int i = 1; i < argc; i++)
		if (test_course(web_mem(w), fd, argv[i]) != COMMAND_FINE)
			status = COMMAND_FAILED;
	(void)close(fd);	/* a folder: nothing to lose */
	return status;
}
