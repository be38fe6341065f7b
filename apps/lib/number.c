#include "web/number.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "web/mem.h"

enum {
	DIGITS_MAX = 100,	/* more do not change a double's value */
	EXPONENT_MAX = 99999
};

size_t
number_digits(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && s[i] >= '0' && s[i] <= '9')
		i++;
	return i;
}

size_t
number_exponent(const char *s, size_t n)
{
	size_t i = 1, more;

	if (n == 0 || (s[0] != 'e' && s[0] != 'E'))
		return 0;
	if (i < n && (s[i] == '+' || s[i] == '-'))
		i++;
	more = number_digits(s + i, n - i);
	return more == 0 ? 0 : i + more;
}

size_t
number_scan(const char *s, size_t n)
{
	size_t whole = number_digits(s, n), i = whole, part = 0;

	if (i < n && s[i] == '.') {
		part = number_digits(s + i + 1, n - i - 1);
		i += 1 + part;
	}
	return whole + part == 0 ? 0 : i + number_exponent(s + i, n - i);
}

static long
exponent_value(const char *s, size_t n)
{
	long value = 0;
	size_t i = 1;

	if (n == 0)
		return 0;
	if (s[i] == '+' || s[i] == '-')
		i++;
	for (; i < n && value < EXPONENT_MAX; i++)
		value = 10 * value + (s[i] - '0');
	return s[1] == '-' ? -value : value;
}

/*
 * strtod(3) gets the digits without their point, which would be that of the
 * locale.
 */
double
number_value(const char *s, size_t n)
{
	char plain[DIGITS_MAX + 32];
	size_t used = 0, i = 0;
	bool behind = false;
	long scale = 0;

	for (; i < n && s[i] != 'e' && s[i] != 'E'; i++) {
		if (s[i] == '.') {
			behind = true;
			continue;
		}
		if (used == DIGITS_MAX) {
			scale += !behind;
			continue;
		}
		if (used > 0 || s[i] != '0')
			plain[used++] = s[i];
		scale -= behind;
	}
	if (used == 0)
		return 0;
	scale += exponent_value(s + i, n - i);
	(void)snprintf(plain + used, sizeof(plain) - used, "e%ld", scale);
	return strtod(plain, NULL);
}

/* What is no digit, sign or exponent is the locale's point. */
static void
point(char *s)
{
	static const char usual[] = "0123456789+-einfa";
	size_t n = strspn(s, usual), odd;

	if (s[n] == '\0')
		return;
	odd = strcspn(s + n, usual);
	s[n] = '.';
	memmove(s + n + 1, s + n + odd, strlen(s + n + odd) + 1);
}

const char *
number_text(struct mem *m, double number, int significant)
{
	const double whole_max = 9007199254740992.0;
	char *s;

	if (number == 0)
		return "0";
	if (fabs(number) < whole_max && floor(number) == number)
		return mem_printf(m, "%.0f", number);
	s = mem_printf(m, "%.*g", significant, number);
	point(s);
	return s;
}

const char *
number_fixed(struct mem *m, double number, int decimals)
{
	char *s = mem_printf(m, "%.*f", decimals, number);

	point(s);
	/* A zero has no sign. */
	return s[0] == '-' && strspn(s, "-0.") == strlen(s) ? s + 1 : s;
}
