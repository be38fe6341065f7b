/*
 * staff_grade.h - one answer before a person who grades it.
 */
#ifndef TUTOR_CONTROLLER_STAFF_GRADE_H
#define TUTOR_CONTROLLER_STAFF_GRADE_H

#include "apps/tutor/controller/lined.h"

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
	struct val		*used;		/* comments of all, counted */
	struct lined		 lined;		/* the answer by lines */
	struct notes	 notes;		/* at them: typed, or kept */
	bool			 again;		/* show what was typed */
	bool			 asked_more;	/* rows; nothing is wrong yet */
	bool			 clash;		/* another grade came first */
};

/* The lines of the answer. */
void	paper_lines(struct paper *);

/* Add the answer to a model: lined, text, html or file. */
void	paper_answer(struct val *, const struct paper *);

/* Add the rubric, with what is checked now or was before. */
void	paper_rubric(struct val *, const struct paper *, const struct val *);

/* The record of the grade that was given by hand before, or NULL. */
const struct val *paper_before(const struct paper *);

#endif
