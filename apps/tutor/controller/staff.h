/*
 * staff.h - what the staff of a course does: rows of routes for tutor.c.
 *
 * To add a page: write a handler in a file staff_x.c that begins with
 * tutor_open(&t, w, ROLE_ASSISTANT or ROLE_STAFF), declare it here, and add a
 * row to STAFF_ROUTES.  Paths begin with /c/{course}/staff, so that they never
 * meet those of students.  Views are view/staff_*.html and begin with
 * {{<course_layout}}, filled from tutor_model().
 */
#ifndef TUTOR_CONTROLLER_STAFF_H
#define TUTOR_CONTROLLER_STAFF_H

#include "web/route.h"

/* Each row: { method, path, handler, flags }, and a comma. */
#define STAFF_ROUTES

#endif
