/*
 * num.h - numbers to text without printf.
 *
 * For the lines that are written with every request: heads, chunk sizes, log
 * lines.  Nothing here writes a NUL.  (Text to number: slice_to_u64().)
 */
#ifndef BASE_NUM_H
#define BASE_NUM_H

#include <stddef.h>
#include <stdint.h>

enum { NUM_DEC_MAX = 20, NUM_HEX_MAX = 16 };

/* Decimal digits of v, no zeros in front; returns how many, 1 to 20. */
size_t	num_dec(char out[NUM_DEC_MAX], uint64_t v);

/* Lower-case hexadecimal digits of v; returns how many, 1 to 16. */
size_t	num_hex(char out[NUM_HEX_MAX], uint64_t v);

/* The last `width` decimal digits of v, with zeros in front. */
void	num_pad(char *out, size_t width, uint64_t v);

#endif
