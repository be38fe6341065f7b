/*
 * Chunked bodies.  However the input is split, the data, the bytes taken and
 * the end must be the same; what was taken whole is decoded a second time by
 * the simplest reader that can be, which must find the same data.
 */
#undef NDEBUG
#include <assert.h>
#include <string.h>

#include "http/chunk.h"

enum { MAX_INPUT = 16384 };

struct result {
	char	data[MAX_INPUT];
	size_t	n;
	size_t	consumed;
	int	error;
	bool	done;
};

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
check_run(const struct chunk *c, struct slice part, struct slice data,
    ssize_t n)
{
	assert(n > 0 && (size_t)n <= part.n);
	assert(data.n == 0 || (data.p >= part.p &&
	    data.p + data.n == part.p + n));
	assert(c->left == 0 || !c->done);
}

static bool
feed(struct chunk *c, struct slice part, struct result *r)
{
	struct slice data;
	ssize_t n;

	while (part.n > 0 && !c->done) {
		n = chunk_parse(c, part, &data);
		if (n < 0) {
			r->error = (int)n;
			assert(n == -400 || n == -431);
			assert(data.n == 0);
			return false;
		}
		check_run(c, part, data, n);
		if (data.n > 0)
			memcpy(r->data + r->n, data.p, data.n);
		r->n += data.n;
		r->consumed += (size_t)n;
		part = slice_skip(part, (size_t)n);
		assert(c->total == r->n);
	}
	return !c->done;
}

static void
decode(struct result *r, struct slice in, size_t first, size_t step)
{
	struct chunk c;
	bool more;

	r->n = r->consumed = 0;
	r->error = 0;
	chunk_init(&c);
	more = feed(&c, slice_of(in.p, first), r);
	for (size_t at = first; more && at < in.n; at += step)
		more = feed(&c, slice_of(in.p + at,
		    step < in.n - at ? step : in.n - at), r);
	r->done = c.done;
}

static void
check_same(const struct result *a, const struct result *b)
{
	assert(a->error == b->error && a->done == b->done);
	assert(a->n == b->n && memcmp(a->data, b->data, a->n) == 0);
	if (a->error == 0)
		assert(a->consumed == b->consumed);
}

/* For a whole and valid body: by lines, trusting everything. */
static void
check_simple(const struct result *r, struct slice in)
{
	size_t at = 0, size;

	for (;;) {
		for (size = 0; ascii_hex(*in.p) != -1; in = slice_skip(in, 1))
			size = size * 16 + (size_t)ascii_hex(*in.p);
		in = slice_skip(in, slice_find(in, '\n') + 1);
		if (size == 0)
			break;
		assert(size <= r->n - at && size + 2 <= in.n);
		assert(memcmp(r->data + at, in.p, size) == 0);
		at += size;
		in = slice_skip(in, size + 2);
	}
	assert(at == r->n);
	assert(slice_ends(in, SLICE("\r\n")));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct result whole, other;
	struct slice in = slice_of((const char *)data, size);
	size_t sum = 0;

	if (size > MAX_INPUT)
		return 0;
	for (size_t i = 0; i < size; i++)
		sum = sum * 31 + data[i];
	decode(&whole, in, size, 1);
	decode(&other, in, 0, 1);
	check_same(&whole, &other);
	decode(&other, in, sum % (size + 1), 1 + sum % 7);
	check_same(&whole, &other);
	if (whole.done)
		check_simple(&whole, slice_of(in.p, whole.consumed));
	return 0;
}
