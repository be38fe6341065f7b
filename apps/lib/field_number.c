#include "apps/lib/field_number.h"

#include <limits.h>

static bool
take_minus(struct slice *s)
{
	if (s->n == 0 || s->p[0] != '-')
		return false;
	*s = slice_skip(*s, 1);
	return true;
}

static bool
all_digits(struct slice s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_digit(s.p[i]))
			return false;
	return true;
}

/* Counts below zero, where there is room for one more number. */
static int
read_digits(struct slice s, bool negative, long long *out)
{
	long long v = 0;
	int digit;

	if (!all_digits(s))
		return -1;
	for (size_t i = 0; i < s.n; i++) {
		digit = s.p[i] - '0';
		if (v < (LLONG_MIN + digit) / 10)
			return -1;
		v = v * 10 - digit;
	}
	if (!negative && v == LLONG_MIN)
		return -1;
	*out = negative ? v : -v;
	return 0;
}

int
field_number_int(struct slice s, long long *out)
{
	bool negative = take_minus(&s);

	return s.n == 0 ? -1 : read_digits(s, negative, out);
}

static bool
all_zeros(struct slice s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '0')
			return false;
	return true;
}

int
field_number_real(struct slice s, struct bounds *b)
{
	bool negative = take_minus(&s);
	struct slice whole = slice_of(s.p, slice_find(s, '.'));
	struct slice fraction = slice_skip(s, whole.n + 1);

	/* There are digits behind a point; without one there is a number. */
	if (fraction.n == 0 && (whole.n == 0 || whole.n < s.n))
		return -1;
	if (!all_digits(fraction) ||
	    read_digits(whole, negative, &b->floor) == -1)
		return -1;
	b->ceil = b->floor;
	if (all_zeros(fraction))
		return 0;
	if (b->floor == (negative ? LLONG_MIN : LLONG_MAX))
		return -1;
	if (negative)
		b->floor--;
	else
		b->ceil++;
	return 0;
}
