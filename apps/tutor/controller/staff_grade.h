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
	struct notes		 notes;		/* at them: typed, or kept */
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

/* The seat of the next one that waits, or NULL.  0, or a status. */
int	staff_grade_next(struct paper *, const char *behind, const char **seat);

/* The form, answered with that status; 409: with what clashes. */
int	staff_grade_show(struct paper *, int status);

/* The newest record that the form shows a grade of. */
long long staff_grade_seen(const struct paper *);

/* Was there another answer or grade since the form was shown? */
bool	staff_grade_is_stale(const struct paper *);

/*
 * Write the grade of the form down, under the lock: who answered or graded
 * meanwhile must not be passed over.  0, or the status of an error page; 409
 * without one: it is stale.
 */
int	staff_grade_record(struct paper *);

/* The record of the grade that was given by hand before, or NULL. */
const struct val *paper_before(const struct paper *);

#endif
