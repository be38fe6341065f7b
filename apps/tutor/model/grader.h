/*
 * grader.h - tutor grade: the program that grades code answers.
 *
 * Runs until SIGTERM.  One process a job, so that nothing of one can harm
 * another; as many at once as there are slots.  What is killed is done again:
 * a submission is graded when its grade is in the log, and never twice, which
 * is looked at under the log's lock.  Without a box, or without the language,
 * answers are kept and wait.
 *
 * Started as root it runs boxes as users of their own, and writes as who owns
 * the data.
 */
#ifndef TUTOR_MODEL_GRADER_H
#define TUTOR_MODEL_GRADER_H

#include <stdbool.h>

struct mem;

enum { GRADER_SLOTS = 2 };

struct grader_config {
	int	data_fd, courses_fd;	/* no box may show these folders */
	int	slots;			/* 0: GRADER_SLOTS */
	bool	once;			/* end when no job is left: for tests */
};

/* Until SIGTERM.  What goes wrong is said on standard error. */
void	grader_run(const struct grader_config *);

/*
 * Does a grader run that can grade?  If not, *why is a sentence for staff, in
 * the arena.  For the pages.
 */
bool	grader_works(int data_fd, struct mem *, long long now_ms,
	    const char **why);

#endif
