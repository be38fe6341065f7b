/*
 * quantity.h - numbers with units, as students write them, and what a line of
 * a number question expects.
 *
 * Pure.  A student writes 3.5, -2, 1/3, 1e3 or 3*10^4, and a unit behind it.
 * A teacher writes a value (a formula without names) or a range, and
 *	7 +- 0.1   7 +- 1%   3.14159 sig 3   3..5   (0, 1]   9.81 unit m/s^2
 */
#ifndef TUTOR_MODEL_QUANTITY_H
#define TUTOR_MODEL_QUANTITY_H

#include <stdbool.h>
#include <stddef.h>

struct mem;
struct question;

enum { QUANTITY_MAX = 200 };	/* bytes that a student may write */

struct quantity {
	double		 value;
	const char	*unit;		/* as unit_plain() has it; "": none */
	bool		 calculated;	/* not a plain decimal number */
};

/* NULL, or a sentence for the student: why it cannot be read. */
const char *quantity_read(struct quantity *, struct mem *, const char *,
	    size_t n);

struct expected {
	double		 value;		/* of a range: its lower end */
	double		 low, high;	/* infinite: without an end */
	bool		 open_low, open_high;
	const char	*unit;		/* as written; NULL: none */
	const char	*written;	/* without the unit */
};

/*
 * What a line says; tolerance= and sig= of the question hold for those that
 * say nothing of it.  NULL, or what is wrong with it.
 */
const char *expected_read(struct expected *, struct mem *,
	    const struct question *, const char *line);
bool	expected_holds(const struct expected *, double);

/* How wide "0.1" or "1%" is beside a value; false: it is neither. */
bool	tolerance_read(const char *, double value, double *wide);

/* Without what does not tell units apart: cm^2 and cm2 are the same. */
const char *unit_plain(struct mem *, const char *, size_t n);

#endif
