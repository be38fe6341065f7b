/*
 * fuzz_range.c - what a client says about parts and versions of a file.
 *
 * The input: one byte that picks the size and the entity tag, then lines,
 * "name: value".  Each is a field of the head; its value is read as a range
 * and as a date, too.
 */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "http/date.h"
#include "http/precond.h"
#include "http/range.h"

#define NOW	1800000000

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const uint64_t sizes[] = {
	0, 1, 10, 1000, 1000000, UINT64_MAX / 2, UINT64_MAX - 1, UINT64_MAX
};

static const char *const tags[] = { "", "\"\"", "\"a\"", "W/\"a\"" };

static void
check_ranges(struct slice value, uint64_t size)
{
	struct range r[RANGE_MAX];
	int n = range_parse(value, size, r);
	uint64_t left = size;

	assert(n == -416 || (n >= 0 && n <= RANGE_MAX));
	assert(n == 0 || size > 0);
	for (int i = 0; i < n; i++) {
		assert(r[i].len > 0 && r[i].len <= left);
		assert(r[i].start < size && r[i].len <= size - r[i].start);
		left -= r[i].len;
		/* What could be one range is one. */
		assert(i == 0 || r[i].start < r[i - 1].start ||
		    r[i].start - r[i - 1].start > r[i - 1].len);
	}
}

/* A date that can be read is written as one that reads the same. */
static void
check_date(struct slice value)
{
	char text[DATE_LEN + 1];
	int64_t t, again;

	if (date_parse(value, NOW, &t) == -1)
		return;
	assert(value.n >= 24 && value.n <= 33);
	assert(t >= date_days(0, 1, 1) * 86400 && t <= 253402300800);
	date_format(text, t);
	assert(strlen(text) == DATE_LEN);
	assert(date_parse(slice_of(text, DATE_LEN), NOW, &again) == 0);
	assert(again == t || t < 0 || t == 253402300800);
}

static void
read_head(struct head *h, struct slice text)
{
	struct slice line;

	head_clear(h);
	while (slice_cut(&text, '\n', &line)) {
		size_t colon = slice_find(line, ':');

		if (!head_add(h, slice_of(line.p, colon),
		    slice_trim(slice_skip(line, colon + 1))))
			return;
	}
}

static void
check_precond(const struct head *h, const struct validators *v)
{
	int status = precond_check(h, v);

	assert(status == 200 || status == 304 || status == 412);
	if (head_find(h, "if-match") == NULL &&
	    head_find(h, "if-unmodified-since") == NULL)
		assert(status != 412);
	if (head_find(h, "if-none-match") == NULL &&
	    head_find(h, "if-modified-since") == NULL)
		assert(status != 304);
	if (head_count(h, "if-range") != 1)
		assert(precond_range(h, v) == (head_count(h, "if-range") == 0));
	else if (precond_range(h, v))
		assert(head_find(h, "if-range")->value.n > 1 &&
		    !slice_starts(head_find(h, "if-range")->value,
		    SLICE("W/")));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct head h;
	struct validators v = { .mtime = 784111777, .now = NOW };
	unsigned pick = n == 0 ? 0 : data[0];

	if (n == 0)
		return 0;
	v.etag = slice_str(tags[pick >> 3 & 3]);
	read_head(&h, slice_of((const char *)data + 1, n - 1));
	for (size_t i = 0; i < h.nfields; i++) {
		check_ranges(h.fields[i].value, sizes[pick & 7]);
		check_date(h.fields[i].value);
	}
	check_precond(&h, &v);
	return 0;
}
