#include "base/num.h"

/*
 * Write v to the base given; its length is counted first, so no reversing.
 * Inline, so that the compiler knows the base and does not divide.
 */
static inline size_t
put_digits(char *out, uint64_t v, unsigned base)
{
	size_t n = 1;

	for (uint64_t rest = v / base; rest > 0; rest /= base)
		n++;
	for (size_t i = n; i > 0; i--) {
		out[i - 1] = "0123456789abcdef"[v % base];
		v /= base;
	}
	return n;
}

size_t
num_dec(char out[NUM_DEC_MAX], uint64_t v)
{
	return put_digits(out, v, 10);
}

size_t
num_hex(char out[NUM_HEX_MAX], uint64_t v)
{
	return put_digits(out, v, 16);
}

void
num_pad(char *out, size_t width, uint64_t v)
{
	for (size_t i = width; i > 0; i--) {
		out[i - 1] = (char)('0' + v % 10);
		v /= 10;
	}
}
