/*
 * history.h - the page of one question's answers, and what is done on it.
 */
#ifndef TUTOR_CONTROLLER_HISTORY_H
#define TUTOR_CONTROLLER_HISTORY_H

#include "apps/tutor/controller/question.h"

/* What all handlers of a question's history begin with. */
struct look {
	struct tutor		 t;
	struct user_state	 state;
	struct place_page	 place;
	const struct question	*q;
	const struct question_state *qs;	/* or NULL */
	struct asked		 a;
};

/* 0, or a status; end with tutor_close(&l->t, status) in any case. */
int	look_open(struct look *, struct web *);

/* The page; 422: with what was typed and what is wrong with it. */
int	history_show(struct look *, int status);

#endif
