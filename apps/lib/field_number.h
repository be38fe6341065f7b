/*
 * field_number.h - decimal numbers, read exactly.
 *
 * Pure.  Without floating point, so that neither rounding nor the locale has a
 * say in whether a number is within its limits.
 */
#ifndef APPS_LIB_FIELD_NUMBER_H
#define APPS_LIB_FIELD_NUMBER_H

#include "base/slice.h"

/* The whole numbers next to a number; equal when it is one itself. */
struct bounds {
	long long	floor, ceil;
};

/* "-12".  0, or -1: something else, or it does not fit. */
int	field_number_int(struct slice, long long *);

/* "-12.50", ".5", "12".  0, or -1: something else, or it does not fit. */
int	field_number_real(struct slice, struct bounds *);

#endif
