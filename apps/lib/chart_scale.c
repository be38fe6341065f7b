#include "apps/lib/chart_scale.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INTERVALS = 5 };

/* A range this small beside its numbers has no digits left to tell apart. */
#define SAME	1e-9

static double
magnitude(double v)
{
	return v < 0 ? -v : v;
}

double
scale_value(double v)
{
	if (magnitude(v) < 1 / CHART_MOST)
		return 0;
	if (magnitude(v) > CHART_MOST)
		return v < 0 ? -CHART_MOST : CHART_MOST;
	return v;
}

void
extent_add(struct extent *e, double v)
{
	if (!isfinite(v))
		return;
	v = scale_value(v);
	if (!e->any || v < e->low)
		e->low = v;
	if (!e->any || v > e->high)
		e->high = v;
	e->any = true;
}

long long
scale_floor(double v)
{
	long long n = (long long)v;

	return (double)n > v ? n - 1 : n;
}

static double
power(int digit, int exponent)
{
	char text[32];

	(void)snprintf(text, sizeof(text), "%de%d", digit, exponent);
	return strtod(text, NULL);
}

/* The first 1, 2 or 5 with zeros that is not below `raw`. */
static void
choose_step(struct scale *s, double raw)
{
	static const int digits[] = { 1, 2, 5, 10 };
	char text[32];
	double mantissa;
	size_t i = 0;

	(void)snprintf(text, sizeof(text), "%.9e", raw);
	s->exponent = (int)strtol(strchr(text, 'e') + 1, NULL, 10);
	mantissa = raw / power(1, s->exponent);
	while (i < 3 && mantissa > digits[i] * (1 + SAME))
		i++;
	s->step = power(digits[i], s->exponent);
	if (i == 3)
		s->exponent++;
}

/* Room round a single number. */
static struct extent
widened(struct extent e)
{
	double most = magnitude(e.low) > magnitude(e.high) ?
	    magnitude(e.low) : magnitude(e.high);

	if (!e.any || most == 0)
		return (struct extent){ 0, 1, true };
	if (e.high - e.low > most * SAME)
		return e;
	return (struct extent){ e.low - most / 2, e.high + most / 2, true };
}

struct scale
scale_exact(struct extent e)
{
	struct scale s;

	e = widened(e);
	s.low = e.low;
	s.high = e.high;
	choose_step(&s, e.high / INTERVALS - e.low / INTERVALS);
	s.first = -scale_floor(SAME - e.low / s.step);
	s.last = scale_floor(e.high / s.step + SAME);
	return s;
}

struct scale
scale_round(struct extent e)
{
	struct scale s = scale_exact(e);

	e = widened(e);
	s.first = scale_floor(e.low / s.step + SAME);
	s.last = -scale_floor(SAME - e.high / s.step);
	s.low = scale_tick(&s, s.first);
	s.high = scale_tick(&s, s.last);
	return s;
}

double
scale_at(const struct scale *s, double v)
{
	double at = (scale_value(v) - s->low) / (s->high - s->low);

	return at < 0 ? 0 : at > 1 ? 1 : at;
}

double
scale_tick(const struct scale *s, long long i)
{
	return (double)i * s->step;
}

/* "1.5e-07" is written "1.5e-7". */
static void
write_scientific(double v, int digits, char out[CHART_NUMBER_SIZE])
{
	char text[CHART_NUMBER_SIZE], *e;

	(void)snprintf(text, sizeof(text), "%.*e", digits, v);
	e = strchr(text, 'e');
	(void)snprintf(out, CHART_NUMBER_SIZE, "%.*se%ld", (int)(e - text),
	    text, strtol(e + 1, NULL, 10));
}

/* The power of ten just below; 0 for 0. */
static int
exponent_of(double v)
{
	char text[CHART_NUMBER_SIZE];

	if (v == 0)
		return 0;
	(void)snprintf(text, sizeof(text), "%.9e", v);
	return (int)strtol(strchr(text, 'e') + 1, NULL, 10);
}

void
scale_label(const struct scale *s, long long i, char out[CHART_NUMBER_SIZE])
{
	static const char *const prefixes[] = { "", "k", "M", "G", "T" };
	double v = scale_tick(s, i);
	int low = exponent_of(s->low), high = exponent_of(s->high);
	int most = s->low != 0 && (s->high == 0 || low > high) ? low : high;
	int third = most < 4 ? 0 : most / 3;
	int digits = 3 * third - s->exponent;

	if (i == 0)
		(void)snprintf(out, CHART_NUMBER_SIZE, "0");
	else if (most >= 15 || most < -3)
		write_scientific(v, exponent_of(v) > s->exponent ?
		    exponent_of(v) - s->exponent : 0, out);
	else
		(void)snprintf(out, CHART_NUMBER_SIZE, "%.*f%s",
		    digits < 0 ? 0 : digits, v / power(1, 3 * third),
		    prefixes[third]);
}

void
scale_number(double v, int digits, char out[CHART_NUMBER_SIZE])
{
	char *e;

	(void)snprintf(out, CHART_NUMBER_SIZE, "%.*g", digits, v);
	e = strchr(out, 'e');
	if (e != NULL)
		(void)snprintf(e, CHART_NUMBER_SIZE - (size_t)(e - out),
		    "e%ld", strtol(e + 1, NULL, 10));
}
