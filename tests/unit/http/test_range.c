#include "http/range.h"

#include <stdio.h>
#include <string.h>

#include "tap.h"

#define TOO_LARGE	"18446744073709551616"	/* 2 to the 64th */
#define EIGHT(x)	x "," x "," x "," x "," x "," x "," x "," x

/* Ranges are written "start+len start+len". */
static const struct {
	const char	*name, *value;
	uint64_t	 size;
	int		 result;
	const char	*want;
} rows[] = {
	{ "first bytes", "bytes=0-499", 1000, 1, "0+500" },
	{ "one byte", "bytes=0-0", 1000, 1, "0+1" },
	{ "the last byte", "bytes=999-999", 1000, 1, "999+1" },
	{ "open end", "bytes=500-", 1000, 1, "500+500" },
	{ "suffix", "bytes=-300", 1000, 1, "700+300" },
	{ "suffix larger than the file", "bytes=-5000", 1000, 1, "0+1000" },
	{ "end behind the file", "bytes=900-5000", 1000, 1, "900+100" },
	{ "all of it", "bytes=0-", 1000, 1, "0+1000" },
	{ "unit in any case", "BYTES=0-1", 1000, 1, "0+2" },
	{ "zeros in front", "bytes=000-0009", 1000, 1, "0+10" },
	{ "end too large for a number", "bytes=1-" TOO_LARGE, 1000, 1,
	    "1+999" },
	{ "suffix too large for a number", "bytes=-" TOO_LARGE, 1000, 1,
	    "0+1000" },
	{ "start too large for a number", "bytes=" TOO_LARGE "-", 1000,
	    -416, "" },
	{ "the largest file", "bytes=0-", UINT64_MAX, 1,
	    "0+18446744073709551615" },
	{ "end of the largest file",
	    "bytes=18446744073709551614-18446744073709551615", UINT64_MAX, 1,
	    "18446744073709551614+1" },

	{ "two", "bytes=0-1,5-6", 1000, 2, "0+2 5+2" },
	{ "blanks round commas", "bytes=0-1 ,\t5-6 ", 1000, 2, "0+2 5+2" },
	{ "empty elements", "bytes=,0-1,, ,5-6,", 1000, 2, "0+2 5+2" },
	{ "backwards", "bytes=5-6,0-1", 1000, 2, "5+2 0+2" },
	{ "touching", "bytes=0-4,5-9", 1000, 1, "0+10" },
	{ "almost touching", "bytes=0-4,6-9", 1000, 2, "0+5 6+4" },
	{ "overlapping", "bytes=0-6,4-9", 1000, 1, "0+10" },
	{ "contained", "bytes=0-99,10-19", 1000, 1, "0+100" },
	{ "the same", "bytes=3-4,3-4", 1000, 1, "3+2" },
	{ "touching backwards", "bytes=5-9,0-4", 1000, 2, "5+5 0+5" },
	{ "overlapping backwards", "bytes=4-9,0-6", 1000, 2, "4+6 0+7" },
	{ "a chain", "bytes=0-1,2-3,4-,-3", 10, 1, "0+10" },
	{ "some outside", "bytes=2000-,0-1,-0", 1000, 1, "0+2" },
	{ "together as long as the file", "bytes=500-999,0-499", 1000, 2,
	    "500+500 0+500" },
	{ "together longer than the file", "bytes=500-999,0-500", 1000, 0,
	    "" },
	{ "all of it, backwards and again", "bytes=1-,0-", 1000, 0, "" },
	{ "sixteen", "bytes=" EIGHT("0-0,2-2"), 1000, 16, NULL },
	{ "sixteen that are one", "bytes=" EIGHT("1-1,1-1"), 1000, 1,
	    "1+1" },
	{ "seventeen", "bytes=" EIGHT("0-0,2-2") ",4-4", 1000, 0, "" },
	{ "seventeen, some outside", "bytes=" EIGHT("0-0,2000-") ",4-4",
	    1000, 0, "" },

	{ "behind the end", "bytes=1000-", 1000, -416, "" },
	{ "far behind the end", "bytes=5000-6000", 1000, -416, "" },
	{ "no last bytes", "bytes=-0", 1000, -416, "" },
	{ "all outside", "bytes=1000-,-0,2000-3000", 1000, -416, "" },
	{ "empty file", "bytes=0-", 0, 0, "" },
	{ "empty file, suffix", "bytes=-5", 0, 0, "" },

	{ "another unit", "lines=0-1", 1000, 0, "" },
	{ "no unit", "0-1", 1000, 0, "" },
	{ "no set", "bytes=", 1000, 0, "" },
	{ "only commas", "bytes=,,", 1000, 0, "" },
	{ "only the unit", "bytes", 1000, 0, "" },
	{ "empty", "", 1000, 0, "" },
	{ "blank behind the unit", "bytes =0-1", 1000, 0, "" },
	{ "blank before the unit", " bytes=0-1", 1000, 0, "" },
	{ "end before start", "bytes=2-1", 1000, 0, "" },
	{ "end before start, behind the end", "bytes=2001-2000", 1000, 0,
	    "" },
	{ "one bad among good", "bytes=0-1,x,5-6", 1000, 0, "" },
	{ "one bad among those outside", "bytes=1000-,x", 1000, 0, "" },
	{ "no dash", "bytes=5", 1000, 0, "" },
	{ "only a dash", "bytes=-", 1000, 0, "" },
	{ "two dashes", "bytes=--5", 1000, 0, "" },
	{ "three numbers", "bytes=1-2-3", 1000, 0, "" },
	{ "blank in a range", "bytes=1 -2", 1000, 0, "" },
	{ "sign", "bytes=+1-2", 1000, 0, "" },
	{ "hexadecimal", "bytes=0x1-2", 1000, 0, "" },
	{ "second equals sign", "bytes==0-1", 1000, 0, "" },
};

static void
show(char *out, size_t room, const struct range *r, int n)
{
	size_t at = 0;

	out[0] = '\0';
	for (int i = 0; i < n; i++)
		at += (size_t)snprintf(out + at, room - at, "%s%llu+%llu",
		    i == 0 ? "" : " ", (unsigned long long)r[i].start,
		    (unsigned long long)r[i].len);
}

int
main(void)
{
	char text[1024];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct slice value = guard_copy(slice_str(rows[i].value));
		struct range r[RANGE_MAX];
		int n = range_parse(value, rows[i].size, r);

		tap_int(n, rows[i].result, "%s", rows[i].name);
		show(text, sizeof(text), r, n);
		if (rows[i].want != NULL)
			tap_is(slice_str(text), slice_str(rows[i].want),
			    "%s: ranges", rows[i].name);
		guard_free(value);
	}
	return tap_done();
}
