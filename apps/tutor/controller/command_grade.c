/*
 * command_grade.c - tutor grade: the program that grades code answers.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "apps/tutor/controller/commands.h"
#include "apps/tutor/controller/context.h"
#include "apps/tutor/model/grader.h"

enum { SLOTS_MAX = 64 };

/* --once, and -n SLOTS. */
static int
read_words(struct grader_config *c, int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--once") == 0) {
			c->once = true;
		} else if (strcmp(argv[i], "-n") == 0 && i + 1 < argc) {
			c->slots = (int)strtol(argv[++i], NULL, 10);
			if (c->slots < 1 || c->slots > SLOTS_MAX)
				return -1;
		} else {
			return -1;
		}
	}
	return 0;
}

int
command_grade(struct web *w, int argc, char **argv)
{
	struct grader_config c = { .data_fd = web_data(w),
	    .courses_fd = tutor_courses() };

	if (read_words(&c, argc, argv) == -1)
		return COMMAND_USAGE;
	if (c.data_fd == -1 || c.courses_fd == -1) {
		perror(c.data_fd == -1 ? "tutor: the folder of data" :
		    "tutor: the folder of courses");
		return COMMAND_FAILED;
	}
	grader_run(&c);
	(void)close(c.courses_fd);	/* a folder: nothing to lose */
	return COMMAND_FINE;
}
