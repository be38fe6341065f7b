/*
 * staff_grade.h - one answer before a person who grades it.
 */
#ifndef TUTOR_CONTROLLER_STAFF_GRADE_H
#define TUTOR_CONTROLLER_STAFF_GRADE_H

#include "apps/tutor/controller/context.h"

struct paper {
	struct tutor		*t;
	const struct page	*page;
	const struct question	*q;
	bool			 nameless;	/* the grader wants no names */
	const struct member	*member;	/* whose it is; NULL: none */
	const char		*seat;
	struct user_state	 state;
	const struct question_state *qs;
	const struct attempt	*at;		/* that is graded */
	size_t			 waiting;	/* of all students */
};

/* Add the answer to a model: text, html or file. */
void	paper_answer(struct val *, const struct paper *);

/* Add the rubric, with what was checked before or typed. */
void	paper_rubric(struct val *, const struct paper *, const struct val *);

/* The record of the grade that was given by hand before, or NULL. */
const struct val *paper_before(const struct paper *);

#endif
