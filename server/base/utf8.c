#include "base/utf8.h"

#include <stdbool.h>

static bool
in_range(char c, unsigned low, unsigned high)
{
	return (unsigned char)c >= low && (unsigned char)c <= high;
}

/* The range of the second byte rules out what must not be written so. */
size_t
utf8_len(struct slice s)
{
	unsigned lead = (unsigned char)s.p[0];
	unsigned low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
	unsigned high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
	size_t n = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;

	if (lead < 0x80)
		return 1;
	if (lead < 0xc2 || lead > 0xf4 || s.n < n ||
	    !in_range(s.p[1], low, high))
		return 0;
	for (size_t i = 2; i < n; i++)
		if (!in_range(s.p[i], 0x80, 0xbf))
			return 0;
	return n;
}
