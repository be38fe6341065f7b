/*
 * val_number.h - the text of numbers, as JSON has them (RFC 8259, section 6).
 *
 * Pure.  Reading and printing take the decimal point to be a dot, as it is in
 * each program that does not call setlocale() for LC_NUMERIC.
 */
#ifndef APPS_LIB_VAL_NUMBER_H
#define APPS_LIB_VAL_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

enum { VAL_NUMBER_SIZE = 40 };	/* "-1.7976931348623157e+308" and more */

/* Bytes of the number that s begins with; 0: none. */
size_t		val_number_scan(const char *s, size_t n);

/* The shortest text that reads back as the same; it is finite. */
void		val_number_print(char s[VAL_NUMBER_SIZE], double);

/* Whether a number is whole and fits, however it is written: 1e3 is. */
bool		val_number_whole(const char *s, long long *whole);

/* Without its fraction; the nearest there is if it does not fit. */
long long	val_number_int(const char *s);

#endif
