/*
 * number.h - decimal numbers as text, with a point whatever the locale says.
 *
 * Pure.  Digits with a point in, before or behind them, and an exponent: 12,
 * 0.5, .5, 5., 1e3, 2.5E-3.  No sign: that is the reader's.
 */
#ifndef WEB_NUMBER_H
#define WEB_NUMBER_H

#include <stddef.h>

struct mem;

/* Bytes of digits that n bytes begin with; of an exponent, "e-3": 0: none. */
size_t	number_digits(const char *, size_t n);
size_t	number_exponent(const char *, size_t n);

/* Bytes of the number that n bytes begin with; 0: none. */
size_t	number_scan(const char *, size_t n);

/* The value of what number_scan() found; too large: infinite. */
double	number_value(const char *, size_t n);

/*
 * A number to so many significant digits without zeros behind, or to so many
 * decimals.  Whole ones are printed in full as long as doubles count one by
 * one.
 */
const char *number_text(struct mem *, double, int digits);
const char *number_fixed(struct mem *, double, int decimals);

#endif
