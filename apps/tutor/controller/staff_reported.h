/*
 * staff_reported.h - one report before a person who answers it.
 */
#ifndef TUTOR_CONTROLLER_STAFF_REPORTED_H
#define TUTOR_CONTROLLER_STAFF_REPORTED_H

#include "apps/tutor/controller/context.h"
#include "apps/tutor/model/reports.h"

/*
 * With who it was, the newest answer and its score, as far as there still is
 * such a person, page and question.
 */
void	staff_reported(struct val *row, struct tutor *, const struct report *);

#endif
