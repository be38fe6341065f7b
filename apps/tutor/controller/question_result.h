/*
 * question_result.h - what came of an answer.  Private to question*.c.
 */
#ifndef TUTOR_CONTROLLER_QUESTION_RESULT_H
#define TUTOR_CONTROLLER_QUESTION_RESULT_H

#include "apps/tutor/controller/question.h"

/* Of the last attempt, of the outcome if it is this question's, and in all. */
void	question_result(struct val *model, const struct asked *,
	    const struct question *, const struct question_state *);

#endif
