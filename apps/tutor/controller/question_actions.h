/*
 * question_actions.h - what may still be done with a question.
 *
 * Only what the view offers: the model decides once more when it is asked for
 * (submit.h).  No state of the question means that nothing was done yet.
 */
#ifndef TUTOR_CONTROLLER_QUESTION_ACTIONS_H
#define TUTOR_CONTROLLER_QUESTION_ACTIONS_H

#include "apps/tutor/controller/question.h"

/* Why no answer is taken, for people; NULL: it is. */
const char *question_closed(const struct asked *, const struct question *,
	    const struct question_state *);

/* Add buttons, tries, hints, solution and variant to the model. */
void	question_actions(struct val *model, const struct asked *,
	    const struct question *, const struct question_state *);

#endif
