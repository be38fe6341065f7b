#include "apps/lib/val_number.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "web/number.h"

enum { REAL_DIGITS = 17 };	/* tell all doubles apart */

size_t
val_number_scan(const char *s, size_t n)
{
	size_t i = n > 0 && s[0] == '-' ? 1 : 0;
	size_t whole = number_digits(s + i, n - i), part;

	if (whole == 0)
		return 0;
	/* A zero in front ends the number; what follows is then wrong. */
	i += s[i] == '0' ? 1 : whole;
	if (i < n && s[i] == '.') {
		part = number_digits(s + i + 1, n - i - 1);
		if (part == 0)
			return i;
		i += 1 + part;
	}
	return i + number_exponent(s + i, n - i);
}

/* 1e+06 and 1e-07 as 1e6 and 1e-7. */
static void
shorten_exponent(char *s)
{
	char *e = strchr(s, 'e'), *from;

	if (e == NULL)
		return;
	e++;
	from = e;
	if (*from == '-')
		e++;
	from++;
	while (*from == '0')
		from++;
	memmove(e, from, strlen(from) + 1);
}

/* Whole numbers in full as long as a double counts one by one. */
void
val_number_print(char s[VAL_NUMBER_SIZE], double number)
{
	const double whole_max = 9007199254740992.0;

	if (number > -whole_max && number < whole_max &&
	    (double)(long long)number == number) {
		(void)snprintf(s, VAL_NUMBER_SIZE, "%.0f", number);
		return;
	}
	for (int precision = 1; precision <= REAL_DIGITS; precision++) {
		(void)snprintf(s, VAL_NUMBER_SIZE, "%.*g", precision, number);
		if (strtod(s, NULL) == number)
			break;
	}
	shorten_exponent(s);
}

/* Whole and in range: not by way of a double if it is written as an integer,
 * since that would round large ones. */
bool
val_number_whole(const char *s, long long *whole)
{
	double number;
	char *end;

	errno = 0;
	*whole = strtoll(s, &end, 10);
	if (*end == '\0')
		return errno == 0;
	number = strtod(s, NULL);
	if (!(number >= -0x1p63 && number < 0x1p63))
		return false;
	*whole = (long long)number;
	return (double)*whole == number;
}

long long
val_number_int(const char *s)
{
	long long whole;
	double number;

	if (val_number_whole(s, &whole))
		return whole;
	number = strtod(s, NULL);
	if (number >= 0x1p63)
		return LLONG_MAX;
	return number < -0x1p63 ? LLONG_MIN : (long long)number;
}
