/*
 * question.h - a question as a view shows it: form, result, what may be done.
 *
 * What was sent a moment ago and has not become an attempt (a check, an answer
 * that cannot be read) comes as an outcome; all else is read from the log.
 */
#ifndef TUTOR_CONTROLLER_QUESTION_H
#define TUTOR_CONTROLLER_QUESTION_H

#include "apps/tutor/controller/context.h"
#include "apps/tutor/model/submit.h"
#include "apps/tutor/model/variant.h"

/* What a request wanted of one question, and what came of it. */
struct outcome {
	const struct question	*question;
	const struct submit	*submit;
	const struct submitted	*result;
};

/* On paper there is no form; a key has the right answers. */
enum asked_as { ASKED_FORM, ASKED_PAPER, ASKED_KEY };

/* What the questions of a page have in common. */
struct asked {
	struct tutor		*t;
	const struct place_page	*place;
	struct user_state	*state;		/* of t->shown */
	const struct outcome	*outcome;	/* or NULL */
	bool			 feedback;	/* scores may be told */
	int			 late_left;	/* days of the budget */
	enum asked_as		 as;
	const char		*group_wrong;	/* why partners are not found */
};

/* Fill what does not depend on a form. */
void	question_submit(struct submit *, struct tutor *,
	    const struct place_page *, const struct question *);

/*
 * The course's late days and what is left of them for this page; credit for
 * the time of each attempt is put into the state.
 */
void	question_prepare(struct asked *);

/* Its values for t->shown. */
void	question_variant(struct variant *, struct tutor *, const struct page *,
	    const struct question *, int number);

/* The form's name of an answer: also the ids of its controls begin so. */
const char *question_field(struct mem *, const struct question *);

/* Add a question to a list of models. */
void	question_model(struct val *list, const struct asked *,
	    const struct question *);

/* Score, message, receipt and time of an attempt. */
void	question_attempt(struct val *model, const struct asked *,
	    const struct question *, const struct attempt *);

/* A code question's tests and output, from the record of its grade. */
void	question_report(struct val *model, const struct asked *,
	    const struct attempt *);

#endif
