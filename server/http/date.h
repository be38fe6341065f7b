/*
 * date.h - HTTP dates (RFC 9110, 5.6.7).
 *
 * Pure: no clock, no locale, no time zone; times are seconds since 1970 UTC.
 */
#ifndef HTTP_DATE_H
#define HTTP_DATE_H

#include <stdint.h>

#include "base/slice.h"

enum { DATE_LEN = 29 };			/* "Sun, 06 Nov 1994 08:49:37 GMT" */

/* Write the IMF-fixdate of t (years 1970 to 9999) and a NUL. */
void	date_format(char out[DATE_LEN + 1], int64_t t);

/*
 * Read any of the three formats (IMF-fixdate, RFC 850, asctime).  0, or -1.
 * `now` settles the century of a two-digit year: more than 50 years ahead is
 * in the past.  The day of the week is checked for its form, not its truth.
 */
int	date_parse(struct slice, int64_t now, int64_t *t);

/* Days since 1970-01-01 of a civil date, and back (proleptic Gregorian). */
int64_t	date_days(int64_t year, int month, int day);
void	date_civil(int64_t days, int64_t *year, int *month, int *day);

#endif
