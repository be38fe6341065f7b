/*
 * paper.h - a page to be printed: what a student did, an exam, its key.
 */
#ifndef TUTOR_CONTROLLER_PAPER_H
#define TUTOR_CONTROLLER_PAPER_H

#include "apps/tutor/controller/question.h"

/*
 * The page for whom it is shown to, with answers and scores.  For the staff by
 * the query: for=USER or for=all, empty, with the values of each student;
 * key=1, with the right answers.
 */
int	paper_show(struct asked *);

#endif
