#include "base/slice.h"

#include <string.h>

struct slice
slice_str(const char *s)
{
	return slice_of(s, s == NULL ? 0 : strlen(s));
}

struct slice
slice_of(const char *p, size_t n)
{
	return (struct slice){ p, n };
}

bool
slice_eq(struct slice a, struct slice b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool
slice_eqs(struct slice a, const char *s)
{
	return slice_eq(a, slice_str(s));
}

bool
slice_caseeq(struct slice a, struct slice b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (ascii_lower(a.p[i]) != ascii_lower(b.p[i]))
			return false;
	return true;
}

bool
slice_caseeqs(struct slice a, const char *s)
{
	return slice_caseeq(a, slice_str(s));
}

bool
slice_starts(struct slice s, struct slice prefix)
{
	return s.n >= prefix.n &&
	    slice_eq(slice_of(s.p, prefix.n), prefix);
}

bool
slice_ends(struct slice s, struct slice suffix)
{
	return s.n >= suffix.n &&
	    slice_eq(slice_skip(s, s.n - suffix.n), suffix);
}

size_t
slice_find(struct slice s, char c)
{
	const char *hit = s.n == 0 ? NULL : memchr(s.p, c, s.n);

	return hit == NULL ? s.n : (size_t)(hit - s.p);
}

struct slice
slice_skip(struct slice s, size_t n)
{
	if (n > s.n)
		n = s.n;
	return n == 0 ? s : slice_of(s.p + n, s.n - n);
}

struct slice
slice_trim(struct slice s)
{
	while (s.n > 0 && (s.p[0] == ' ' || s.p[0] == '\t'))
		s = slice_skip(s, 1);
	while (s.n > 0 && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t'))
		s.n--;
	return s;
}

bool
slice_cut(struct slice *s, char sep, struct slice *piece)
{
	size_t n;

	if (s->n == 0)
		return false;
	n = slice_find(*s, sep);
	*piece = slice_of(s->p, n);
	*s = slice_skip(*s, n + 1);
	return true;
}

int
slice_to_u64(struct slice s, uint64_t *out)
{
	uint64_t v = 0;

	if (s.n == 0)
		return -1;
	for (size_t i = 0; i < s.n; i++) {
		uint64_t d = (uint64_t)(unsigned char)s.p[i] - '0';

		if (d > 9 || v > (UINT64_MAX - d) / 10)
			return -1;
		v = v * 10 + d;
	}
	*out = v;
	return 0;
}

int
ascii_hex(char c)
{
	if (ascii_digit(c))
		return c - '0';
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}
