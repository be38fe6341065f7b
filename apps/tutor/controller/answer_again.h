/*
 * answer_again.h - an answer that was not taken, or maybe not kept.
 *
 * It is on the page that tells so: to read, to copy, and hidden in a form with
 * a button that sends it once more.
 */
#ifndef TUTOR_CONTROLLER_ANSWER_AGAIN_H
#define TUTOR_CONTROLLER_ANSWER_AGAIN_H

#include "apps/tutor/controller/question.h"

/* The view "late" or "unsaved" of a->outcome, answered with that status. */
int	answer_again(struct asked *, const char *view, int status);

#endif
