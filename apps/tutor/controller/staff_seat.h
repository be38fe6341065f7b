/*
 * staff_seat.h - names for those whose answers are graded without a name.
 *
 * An HMAC of log and question by the course's key (partners, whose log is one,
 * have one): it does not tell who it is, differs with the question, and in its
 * order nobody is always first.
 */
#ifndef TUTOR_CONTROLLER_STAFF_SEAT_H
#define TUTOR_CONTROLLER_STAFF_SEAT_H

#include "apps/tutor/controller/context.h"

enum { SEAT_DIGITS = 16 };

const char *seat_of(const struct tutor *, const char *page,
	    const char *question, const char *user);

/* Whose it is, or NULL. */
const struct member *seat_find(const struct tutor *, const char *page,
	    const char *question, const char *seat);

#endif
