/*
 * staff_hand.h - what is graded by hand.
 */
#ifndef TUTOR_CONTROLLER_STAFF_HAND_H
#define TUTOR_CONTROLLER_STAFF_HAND_H

#include <math.h>
#include <stdbool.h>

#include "apps/tutor/model/grade.h"
#include "apps/tutor/model/page.h"

/* Does nobody but a person tell what answers are worth? */
static inline bool
hand_type(enum question_type type)
{
	return type == Q_ESSAY || type == Q_UPLOAD || type == Q_CHECKOFF;
}

/* Has nobody looked at it yet? */
static inline bool
hand_waits(const struct attempt *a)
{
	return isnan(a->score) && isnan(a->kept);
}

#endif
