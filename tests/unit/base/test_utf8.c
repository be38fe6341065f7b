#include "base/utf8.h"

#include "tap.h"

static const struct {
	const char	*name;
	struct slice	 in;
	size_t		 want;
} rows[] = {
	{ "ASCII", SLICE_INIT("ab"), 1 },
	{ "NUL", SLICE_INIT("\0"), 1 },
	{ "DEL", SLICE_INIT("\x7f"), 1 },
	{ "the first of two bytes", SLICE_INIT("\xc2\x80x"), 2 },
	{ "the last of two bytes", SLICE_INIT("\xdf\xbf"), 2 },
	{ "the first of three bytes", SLICE_INIT("\xe0\xa0\x80"), 3 },
	{ "before the surrogates", SLICE_INIT("\xed\x9f\xbf"), 3 },
	{ "behind the surrogates", SLICE_INIT("\xee\x80\x80"), 3 },
	{ "the first of four bytes", SLICE_INIT("\xf0\x90\x80\x80"), 4 },
	{ "the last of all", SLICE_INIT("\xf4\x8f\xbf\xbf"), 4 },
	{ "a stray byte", SLICE_INIT("\x80"), 0 },
	{ "overlong, two", SLICE_INIT("\xc1\xbf"), 0 },
	{ "overlong, three", SLICE_INIT("\xe0\x9f\xbf"), 0 },
	{ "overlong, four", SLICE_INIT("\xf0\x8f\xbf\xbf"), 0 },
	{ "the first surrogate", SLICE_INIT("\xed\xa0\x80"), 0 },
	{ "above U+10FFFF", SLICE_INIT("\xf4\x90\x80\x80"), 0 },
	{ "a lead that is none", SLICE_INIT("\xf5\x80\x80\x80"), 0 },
	{ "0xff", SLICE_INIT("\xff"), 0 },
	{ "cut after the first", SLICE_INIT("\xc3"), 0 },
	{ "cut after the second", SLICE_INIT("\xe2\x82"), 0 },
	{ "cut after the third", SLICE_INIT("\xf0\x9f\x98"), 0 },
	{ "a third that is none", SLICE_INIT("\xe2\x82x"), 0 },
	{ "a fourth that is none", SLICE_INIT("\xf0\x9f\x98\xc0"), 0 }
};

int
main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct slice in = guard_copy(rows[i].in);

		tap_int((long long)utf8_len(in), (long long)rows[i].want, "%s",
		    rows[i].name);
		guard_free(in);
	}
	return tap_done();
}
