/*
 * chart_scale.h - from numbers to places along an axis, and round ticks.
 *
 * Ticks are multiples of 1, 2 or 5 times a power of ten.  Whatever numbers
 * come, what leaves here is finite: those of no value are left out before,
 * and none is larger than CHART_MOST.
 */
#ifndef LIB_CHART_SCALE_H
#define LIB_CHART_SCALE_H

#include <stdbool.h>
#include <stddef.h>

#define CHART_MOST	1e300

enum { CHART_NUMBER_SIZE = 40 };

struct scale {
	double		 low, high;	/* the ends of the axis */
	double		 step;		/* between ticks */
	int		 exponent;	/* of ten, in the step */
	long long	 first, last;	/* ticks, as multiples of the step */
};

/* Extremes of what was added; `any` says whether there was something. */
struct extent {
	double		 low, high;
	bool		 any;
};

void	extent_add(struct extent *, double);

/* A number that can be drawn: neither too large nor too small. */
double	scale_value(double);

/* An axis that ends at ticks. */
struct scale	scale_round(struct extent);

/* An axis that ends where the numbers do. */
struct scale	scale_exact(struct extent);

/* Where a number stands, from 0 to 1. */
double	scale_at(const struct scale *, double);

/* The number at a tick, and how it is written. */
double	scale_tick(const struct scale *, long long);
void	scale_label(const struct scale *, long long,
	    char out[CHART_NUMBER_SIZE]);

/* A number with at most so many digits, and no zeros at the end. */
void	scale_number(double, int digits, char out[CHART_NUMBER_SIZE]);

/* The whole number below, for what fits into one. */
long long	scale_floor(double);

#endif
