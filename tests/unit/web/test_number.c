#include "web/number.h"

#include <math.h>

#include "tap.h"
#include "web/mem.h"

static const struct {
	const char	*in;
	size_t		 n;		/* bytes of the number */
	double		 value;
} rows[] = {
	{ "12", 2, 12 }, { "0.5", 3, 0.5 }, { ".5", 2, 0.5 }, { "5.", 2, 5 },
	{ "1e3x", 3, 1000 }, { "2.5E-3", 6, 0.0025 }, { "1e", 1, 1 },
	{ "1e+", 1, 1 }, { "007", 3, 7 }, { "1.2.3", 3, 1.2 },
	{ "", 0, 0 }, { ".", 0, 0 }, { "-1", 0, 0 }, { "e3", 0, 0 },
};

int
main(void)
{
	struct slice in;
	struct mem m;
	size_t n;

	mem_init(&m, 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		in = guard_copy(slice_str(rows[i].in));
		n = number_scan(in.p, in.n);
		tap_int((long long)n, (long long)rows[i].n, "bytes of \"%s\"",
		    rows[i].in);
		tap_ok(n == 0 || number_value(in.p, n) == rows[i].value,
		    "value of \"%s\"", rows[i].in);
		guard_free(in);
	}
	tap_ok(isinf(number_value("1e999", 5)), "too large is infinite");
	tap_is(slice_str(number_text(&m, 1e15, 3)),
	    slice_str("1000000000000000"), "whole ones in full");
	tap_is(slice_str(number_text(&m, 2.0 / 3, 4)), slice_str("0.6667"),
	    "so many digits");
	tap_is(slice_str(number_fixed(&m, -0.001, 2)), slice_str("0.00"),
	    "a zero has no sign");
	mem_release(&m);
	return tap_done();
}
