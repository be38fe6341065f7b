#include "http/range.h"

#include <stdbool.h>

/* Decimal digits; a number too large for us is larger than any file, too. */
static bool
read_number(struct slice s, uint64_t *v)
{
	if (s.n == 0)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_digit(s.p[i]))
			return false;
	if (slice_to_u64(s, v) == -1)
		*v = UINT64_MAX;
	return true;
}

/* "-500": the last 500 bytes; fewer are there, then all of them. */
static bool
read_suffix(struct slice digits, uint64_t size, struct range *r)
{
	if (!read_number(digits, &r->len))
		return false;
	if (r->len > size)
		r->len = size;
	r->start = size - r->len;
	return true;
}

/* One range, cut to the size; len is 0 when it lies outside. */
static bool
read_range(struct slice s, uint64_t size, struct range *r)
{
	size_t dash = slice_find(s, '-');
	uint64_t last = UINT64_MAX;

	if (dash == s.n)
		return false;
	if (dash == 0)
		return read_suffix(slice_skip(s, 1), size, r);
	if (!read_number(slice_of(s.p, dash), &r->start))
		return false;
	if (dash + 1 < s.n && !read_number(slice_skip(s, dash + 1), &last))
		return false;
	if (last < r->start)
		return false;
	if (r->start >= size)
		r->len = 0;
	else
		r->len = (last < size ? last + 1 : size) - r->start;
	return true;
}

/* Does b begin within a or right behind it? */
static bool
follows(const struct range *a, const struct range *b)
{
	return b->start >= a->start && b->start - a->start <= a->len;
}

static size_t
add_range(struct range *r, size_t n, struct range next)
{
	struct range *prev = n == 0 ? NULL : &r[n - 1];

	if (prev == NULL || !follows(prev, &next)) {
		r[n] = next;
		return n + 1;
	}
	if (next.start - prev->start + next.len > prev->len)
		prev->len = next.start - prev->start + next.len;
	return n;
}

/* More than the file holds: the ranges overlap in a way that only costs. */
static bool
too_long(const struct range *r, size_t n, uint64_t size)
{
	for (size_t i = 0; i < n; i++) {
		if (r[i].len > size)
			return true;
		size -= r[i].len;
	}
	return false;
}

int
range_parse(struct slice value, uint64_t size, struct range r[RANGE_MAX])
{
	size_t asked = 0, n = 0;
	struct slice unit, s;
	struct range next;

	if (!slice_cut(&value, '=', &unit) || !slice_caseeqs(unit, "bytes"))
		return 0;
	while (slice_cut(&value, ',', &s)) {
		s = slice_trim(s);
		if (s.n == 0)
			continue;	/* RFC 9110, 5.6.1.2 */
		asked++;
		if (asked > RANGE_MAX || !read_range(s, size, &next))
			return 0;
		if (next.len > 0)
			n = add_range(r, n, next);
	}
	if (asked == 0 || size == 0 || too_long(r, n, size))
		return 0;
	return n == 0 ? -416 : (int)n;
}
