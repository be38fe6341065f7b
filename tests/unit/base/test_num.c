#include "base/num.h"

#include <inttypes.h>
#include <stdio.h>

#include "tap.h"

static const uint64_t numbers[] = {
	0, 1, 9, 10, 15, 16, 99, 100, 255, 256, 999, 1000, 4096, 65535,
	1234567890, UINT32_MAX, (uint64_t)UINT32_MAX + 1,
	9999999999999999999u, 10000000000000000000u, UINT64_MAX
};

static const struct {
	const char	*name;
	size_t		 width;
	uint64_t	 v;
	const char	*want;
} pads[] = {
	{ "nothing", 0, 5, "" },
	{ "zeros in front", 4, 7, "0007" },
	{ "zero", 2, 0, "00" },
	{ "exact", 3, 999, "999" },
	{ "only the last digits", 2, 1994, "94" },
	{ "wider than any number", 24, UINT64_MAX, "000018446744073709551615" },
};

int
main(void)
{
	char got[32], want[32];

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		snprintf(want, sizeof(want), "%" PRIu64, numbers[i]);
		tap_is(slice_of(got, num_dec(got, numbers[i])),
		    slice_str(want), "decimal %s", want);
		snprintf(want, sizeof(want), "%" PRIx64, numbers[i]);
		tap_is(slice_of(got, num_hex(got, numbers[i])),
		    slice_str(want), "hexadecimal %s", want);
	}
	for (size_t i = 0; i < sizeof(pads) / sizeof(pads[0]); i++) {
		num_pad(got, pads[i].width, pads[i].v);
		tap_is(slice_of(got, pads[i].width), slice_str(pads[i].want),
		    "pad: %s", pads[i].name);
	}
	return tap_done();
}
