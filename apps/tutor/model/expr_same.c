/*
 * expr_same.c - do two formulas have the same values?
 */
#include "apps/tutor/model/expr.h"

#include <assert.h>
#include <math.h>

#include "apps/tutor/model/expr_tree.h"
#include "apps/tutor/model/seed.h"

static const double tiny = 1e-9;	/* of the largest: near a zero */

void
expr_point(const struct expr_compare *c, int i, double complex *values)
{
	unsigned long long seed = c->seed + (unsigned long long)i;

	/* The first number of neighbouring seeds is not alike. */
	for (size_t k = 0; k < c->n; k++)
		values[k] = c->low[k] +
		    (c->high[k] - c->low[k]) * seed_share(&seed);
}

static bool
finite_value(double complex z)
{
	return isfinite(creal(z)) && isfinite(cimag(z));
}

static bool
alike(const struct expr_compare *c, double complex a, double complex b)
{
	double larger = cabs(a) > cabs(b) ? cabs(a) : cabs(b);

	return finite_value(b) &&
	    cabs(a - b) <= c->relative * larger + c->absolute;
}

int
expr_same(const struct expr_compare *c)
{
	double complex values[EXPR_NAMES_MAX], solution[EXPR_POINTS];
	double largest = 0;
	int good = 0, same = 1;

	assert(c->n <= EXPR_NAMES_MAX);
	for (int i = 0; i < EXPR_POINTS; i++) {
		expr_point(c, i, values);
		solution[i] = expr_value(c->solution, values);
		if (finite_value(solution[i]) && cabs(solution[i]) > largest)
			largest = cabs(solution[i]);
	}
	for (int i = 0; i < EXPR_POINTS; i++) {
		if (!finite_value(solution[i]) || (largest > c->absolute &&
		    cabs(solution[i]) <= tiny * largest))
			continue;
		good++;
		expr_point(c, i, values);
		if (!alike(c, solution[i], expr_value(c->answer, values)))
			same = 0;
	}
	return good < EXPR_POINTS_GOOD ? -1 : same;
}
