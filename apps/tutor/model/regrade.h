/*
 * regrade.h - mark again what was answered, by the questions as they are now.
 *
 * A dry run and the real one go the same way, and differ only in what is
 * written: an order in staff.log, whose seq is the batch, and in the log of
 * each student and each group, under its lock, a grade for each attempt whose
 * score or message changes.  One that was broken off is ended by doing it
 * again.  What a person graded stays; what can no longer be read keeps its
 * score; programs are left to the grader, which finds the order in staff.log:
 * a dry run runs none, and tells which they are.
 */
#ifndef TUTOR_MODEL_REGRADE_H
#define TUTOR_MODEL_REGRADE_H

#include <stddef.h>

struct course;
struct course_data;
struct member;
struct members;
struct mem;
struct page;
struct question;
struct staff;

struct regrade {
	struct mem		*mem;
	struct course		*course;
	const struct course_data *data;
	const unsigned char	*key;
	const struct staff	*staff;
	const struct members	*members;
	const char		*page;		/* NULL: all */
	const char		*question;	/* NULL: all of the page */
	const char		*by, *why;	/* of the order */
	long long		 now;		/* ms */
};

/* A student whose score of a question changes. */
struct regrade_change {
	const struct member	*member;
	const struct page	*page;
	const struct question	*question;
	double			 before, after;	/* 0 to 1 */
};

/* Answers that only the grader can mark. */
struct regrade_programs {
	const struct page	*page;
	const struct question	*question;
	size_t			 n;
};

struct regrade_plan {
	struct regrade_change	*list;
	size_t			 n;
	size_t			 questions;	/* that were looked at */
	size_t			 attempts;
	size_t			 changed;	/* attempts: score or message */
	size_t			 by_hand;	/* attempts that stay */
	size_t			 unreadable;	/* now invalid, or lost */
	size_t			 programs;	/* for the grader */
	struct regrade_programs	*waiting;	/* those, by question */
	size_t			 nwaiting;
	size_t			 broken;	/* pages with mistakes */
};

/* What would change; and to do it.  0, or -1 with errno. */
int	regrade_try(struct regrade_plan *, const struct regrade *);
int	regrade_do(struct regrade_plan *, const struct regrade *);

#endif
