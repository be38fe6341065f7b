#include "apps/tutor/model/expr.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "apps/tutor/model/expr_tree.h"

enum { WHOLE_MAX = 1024 };	/* powers that are multiplied out */

static double complex
log10_value(double complex z)
{
	return clog(z) / log(10);
}

static double complex
log2_value(double complex z)
{
	return clog(z) / log(2);
}

static double complex
abs_value(double complex z)
{
	return cabs(z);
}

static const struct expr_function functions[] = {
	{ "sin", csin, "sin" }, { "cos", ccos, "cos" }, { "tan", ctan, "tan" },
	{ "asin", casin, "arcsin" }, { "acos", cacos, "arccos" },
	{ "atan", catan, "arctan" }, { "arcsin", casin, "arcsin" },
	{ "arccos", cacos, "arccos" }, { "arctan", catan, "arctan" },
	{ "sinh", csinh, "sinh" }, { "cosh", ccosh, "cosh" },
	{ "tanh", ctanh, "tanh" }, { "exp", cexp, "exp" },
	{ "ln", clog, "ln" }, { "log", log10_value, "log" },
	{ "log10", log10_value, "log" }, { "log2", log2_value, "log" },
	{ "sqrt", csqrt, NULL },
	{ "abs", abs_value, NULL },
};

static const struct {
	const char	*name;
	double		 real, imaginary;
} constants[] = {
	{ "pi", 3.14159265358979323846, 0 },
	{ "e", 2.71828182845904523536, 0 },
	{ "i", 0, 1 },
};

/* CMPLX, which not every compiler has. */
static double complex
complex_of(double real, double imaginary)
{
	const double parts[2] = { real, imaginary };
	double complex z;

	memcpy(&z, parts, sizeof(z));
	return z;
}

const struct expr_function *
expr_function(size_t i)
{
	return i < sizeof(functions) / sizeof(functions[0]) ?
	    &functions[i] : NULL;
}

const char *
expr_constant(size_t i, double complex *value)
{
	if (i >= sizeof(constants) / sizeof(constants[0]))
		return NULL;
	*value = complex_of(constants[i].real, constants[i].imaginary);
	return constants[i].name;
}

/*
 * Roots and logarithms jump where the imaginary part changes its sign, so that
 * of a real number must not be a negative zero.
 */
static double complex
tidy(double complex z)
{
	return cimag(z) == 0 ? complex_of(creal(z), 0.0) : z;
}

/* Multiplied out: exact for small numbers, and 0^0 is 1. */
static double complex
whole_power(double complex base, int exponent)
{
	double complex z = 1;

	for (int n = abs(exponent); n > 0; n >>= 1) {
		if ((n & 1) != 0)
			z *= base;
		base *= base;
	}
	return exponent < 0 ? 1 / z : z;
}

static double complex
power(double complex a, double complex b)
{
	double real = creal(b);

	if (cimag(b) == 0 && fabs(real) <= WHOLE_MAX && floor(real) == real)
		return whole_power(a, (int)real);
	if (a == 0)
		return real > 0 ? 0 : NAN;
	if (cimag(a) == 0 && cimag(b) == 0 && creal(a) > 0)
		return pow(creal(a), real);
	return cpow(a, b);
}

static double complex
calculate(const struct expr *e, const double complex *values)
{
	double complex a = e->a == NULL ? 0 : expr_value(e->a, values);
	double complex b = e->b == NULL ? 0 : expr_value(e->b, values);

	switch (e->kind) {
	case EXPR_NUMBER:
		return e->number;
	case EXPR_NAME:
		return values[e->index];
	case EXPR_CONSTANT:
		(void)expr_constant(e->index, &a);
		return a;
	case EXPR_CALL:
		return functions[e->index].value(a);
	case EXPR_NEGATE:
		return -a;
	case EXPR_ADD:
		return a + b;
	case EXPR_SUBTRACT:
		return a - b;
	case EXPR_MULTIPLY:
		return a * b;
	case EXPR_DIVIDE:
		return a / b;
	case EXPR_POWER:
		return power(a, b);
	}
	return NAN;
}

double complex
expr_value(const struct expr *e, const double complex *values)
{
	return tidy(calculate(e, values));
}

bool
expr_has_names(const struct expr *e)
{
	return e->kind == EXPR_NAME ||
	    (e->a != NULL && expr_has_names(e->a)) ||
	    (e->b != NULL && expr_has_names(e->b));
}
