/*
 * tap.h - what the unit tests share: TAP output, and input at a guard page.
 *
 * A test is a program: rows in a table, one ok() a row, `return tap_done();`.
 */
#ifndef UNIT_TAP_H
#define UNIT_TAP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"

/* One test point with its name, printf-like.  Returns `passed`. */
bool	tap_ok(bool passed, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));

/* A test point that shows both strings when they differ. */
bool	tap_is(struct slice got, struct slice want, const char *fmt, ...)
	    __attribute__((format(printf, 3, 4)));
bool	tap_int(long long got, long long want, const char *fmt, ...)
	    __attribute__((format(printf, 3, 4)));

/* A line of comment: "# text". */
void	tap_note(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* The plan; 0 when all passed, else 1. */
int	tap_done(void);

/*
 * A copy of `s` whose last byte is the last of a page, with a page behind it
 * that cannot be touched: reading past the end dies.  Free with guard_free().
 */
struct slice	guard_copy(struct slice);
void		guard_free(struct slice);

#endif
