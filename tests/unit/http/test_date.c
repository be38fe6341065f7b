#include "http/date.h"

#include <string.h>

#include "tap.h"

#define NOW	1800000000	/* 2027-01-15 08:00:00 */

static const struct {
	int64_t		 t;
	const char	*want;
} formats[] = {
	{ 0, "Thu, 01 Jan 1970 00:00:00 GMT" },
	{ 784111777, "Sun, 06 Nov 1994 08:49:37 GMT" },
	{ 951782400, "Tue, 29 Feb 2000 00:00:00 GMT" },
	{ 1800000000, "Fri, 15 Jan 2027 08:00:00 GMT" },
	{ 2147483648, "Tue, 19 Jan 2038 03:14:08 GMT" },
	{ 4107542399, "Sun, 28 Feb 2100 23:59:59 GMT" },
	{ 4107542400, "Mon, 01 Mar 2100 00:00:00 GMT" },
	{ 253402300799, "Fri, 31 Dec 9999 23:59:59 GMT" },
	{ 253402300800, "Fri, 31 Dec 9999 23:59:59 GMT" },
	{ INT64_MAX, "Fri, 31 Dec 9999 23:59:59 GMT" },
	{ -1, "Thu, 01 Jan 1970 00:00:00 GMT" },
	{ INT64_MIN, "Thu, 01 Jan 1970 00:00:00 GMT" },
};

static const struct {
	const char	*name, *input;
	int		 result;
	int64_t		 want;
} parses[] = {
	{ "IMF-fixdate", "Sun, 06 Nov 1994 08:49:37 GMT", 0, 784111777 },
	{ "RFC 850", "Sunday, 06-Nov-94 08:49:37 GMT", 0, 784111777 },
	{ "asctime", "Sun Nov  6 08:49:37 1994", 0, 784111777 },
	{ "asctime, two digits", "Sun Nov 16 08:49:37 1994", 0, 784975777 },
	{ "asctime, zero in front", "Sun Nov 06 08:49:37 1994", 0,
	    784111777 },
	{ "the wrong day of the week", "Mon, 06 Nov 1994 08:49:37 GMT", 0,
	    784111777 },
	{ "before 1970", "Wed, 31 Dec 1969 23:59:59 GMT", 0, -1 },
	{ "year 0", "Sat, 01 Jan 0000 00:00:00 GMT", 0, -62167219200 },
	{ "year 9999", "Fri, 31 Dec 9999 23:59:59 GMT", 0, 253402300799 },
	{ "leap second", "Sat, 31 Dec 2016 23:59:60 GMT", 0, 1483228800 },
	{ "leap day", "Tue, 29 Feb 2000 00:00:00 GMT", 0, 951782400 },
	{ "no leap day in 2100", "Mon, 29 Feb 2100 00:00:00 GMT", -1, 0 },
	{ "no leap day in 1999", "Mon, 29 Feb 1999 00:00:00 GMT", -1, 0 },
	{ "31 April", "Mon, 31 Apr 2000 00:00:00 GMT", -1, 0 },
	{ "31 December", "Sun, 31 Dec 2000 00:00:00 GMT", 0, 978220800 },
	{ "day 0", "Mon, 00 Apr 2000 00:00:00 GMT", -1, 0 },
	{ "day 32", "Mon, 32 Jan 2000 00:00:00 GMT", -1, 0 },
	{ "hour 24", "Sun, 06 Nov 1994 24:00:00 GMT", -1, 0 },
	{ "minute 60", "Sun, 06 Nov 1994 08:60:00 GMT", -1, 0 },
	{ "second 61", "Sun, 06 Nov 1994 08:49:61 GMT", -1, 0 },
	{ "lower case", "sun, 06 nov 1994 08:49:37 gmt", -1, 0 },
	{ "no such month", "Sun, 06 Nox 1994 08:49:37 GMT", -1, 0 },
	{ "no such day", "Sux, 06 Nov 1994 08:49:37 GMT", -1, 0 },
	{ "another zone", "Sun, 06 Nov 1994 08:49:37 UTC", -1, 0 },
	{ "an offset", "Sun, 06 Nov 1994 08:49:37 +0000", -1, 0 },
	{ "one digit for a day", "Sun, 6 Nov 1994 08:49:37 GMT", -1, 0 },
	{ "a blank for a digit", "Sun, 06 Nov 1994  8:49:37 GMT", -1, 0 },
	{ "a sign for a digit", "Sun, +6 Nov 1994 08:49:37 GMT", -1, 0 },
	{ "a long year", "Sun, 06 Nov 19940 08:49:37 GMT", -1, 0 },
	{ "a short name in RFC 850", "Sun, 06-Nov-94 08:49:37 GMT", -1, 0 },
	{ "a long name in IMF", "Sunday, 06 Nov 1994 08:49:37 GMT", -1, 0 },
	{ "a long year in RFC 850", "Sunday, 06-Nov-1994 08:49:37 GMT",
	    -1, 0 },
	{ "blank in front", " Sun, 06 Nov 1994 08:49:37 GMT", -1, 0 },
	{ "blank behind", "Sun, 06 Nov 1994 08:49:37 GMT ", -1, 0 },
	{ "two dates", "Sun, 06 Nov 1994 08:49:37 GMT, "
	    "Sun, 06 Nov 1994 08:49:37 GMT", -1, 0 },
	{ "a number", "784111777", -1, 0 },
	{ "empty", "", -1, 0 },
};

/* Two digits of a year, as seen in 2027-01-15 (2077 is 50 years ahead). */
static const struct {
	const char	*input;
	int64_t		 now;
	const char	*want;
} centuries[] = {
	{ "Monday, 01-Jan-00 00:00:00 GMT", NOW, "01 Jan 2000" },
	{ "Monday, 01-Jan-27 00:00:00 GMT", NOW, "01 Jan 2027" },
	{ "Monday, 31-Dec-76 00:00:00 GMT", NOW, "31 Dec 2076" },
	{ "Monday, 15-Jan-77 00:00:00 GMT", NOW, "15 Jan 2077" },
	{ "Monday, 16-Jan-77 00:00:00 GMT", NOW, "16 Jan 1977" },
	{ "Monday, 01-Feb-77 00:00:00 GMT", NOW, "01 Feb 1977" },
	{ "Monday, 01-Jan-78 00:00:00 GMT", NOW, "01 Jan 1978" },
	{ "Monday, 01-Jan-99 00:00:00 GMT", NOW, "01 Jan 1999" },
	{ "Monday, 01-Jan-05 00:00:00 GMT", 4086720000, "01 Jan 2105" },
	{ "Monday, 29-Feb-76 00:00:00 GMT", NOW, "29 Feb 2076" },
	{ "Monday, 01-Jan-70 00:00:00 GMT", 0, "01 Jan 1970" },
};

static void
test_format(void)
{
	char got[DATE_LEN + 1];

	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		date_format(got, formats[i].t);
		tap_is(slice_str(got), slice_str(formats[i].want),
		    "format %lld", (long long)formats[i].t);
	}
}

static void
test_parse(void)
{
	for (size_t i = 0; i < sizeof(parses) / sizeof(parses[0]); i++) {
		struct slice in = guard_copy(slice_str(parses[i].input));
		int64_t t = 0;

		tap_int(date_parse(in, NOW, &t), parses[i].result,
		    "parse: %s", parses[i].name);
		tap_int(t, parses[i].want, "parse: %s: time", parses[i].name);
		guard_free(in);
	}
}

/* Every date cut short is none; nothing is read behind its end. */
static void
test_cut(void)
{
	for (size_t i = 0; i < 3; i++) {
		struct slice whole = slice_str(parses[i].input);
		int taken = 0;

		for (size_t n = 0; n < whole.n; n++) {
			struct slice in = guard_copy(slice_of(whole.p, n));
			int64_t t;

			taken += date_parse(in, NOW, &t) == 0;
			guard_free(in);
		}
		tap_int(taken, 0, "cut: %s", parses[i].name);
	}
}

static void
test_century(void)
{
	for (size_t i = 0; i < sizeof(centuries) / sizeof(centuries[0]); i++) {
		char got[DATE_LEN + 1];
		int64_t t = 0;
		struct slice day;

		date_parse(slice_str(centuries[i].input), centuries[i].now,
		    &t);
		date_format(got, t);
		day = slice_of(got + 5, 11);
		tap_is(day, slice_str(centuries[i].want), "century: %s",
		    centuries[i].input);
	}
}

static int
month_days(int64_t year, int month)
{
	static const int days[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

/* Count through 1600 years before and 8030 after 1970, day by day. */
static void
test_calendar(void)
{
	int64_t days = date_days(370, 1, 1);
	int wrong = 0;

	tap_int(date_days(1970, 1, 1), 0, "calendar: the first day");
	tap_int(days, -584388, "calendar: a day long before");
	for (int64_t y = 370; y < 10000; y++)
		for (int m = 1; m <= 12; m++)
			for (int d = 1; d <= month_days(y, m); d++) {
				int64_t year;
				int month, day;

				date_civil(days, &year, &month, &day);
				wrong += year != y || month != m || day != d;
				wrong += date_days(y, m, d) != days;
				days++;
			}
	tap_int(wrong, 0, "calendar: every day there and back");
}

/* What is written can be read, at times that look like nothing special. */
static void
test_round_trip(void)
{
	char text[DATE_LEN + 1];
	int wrong = 0;
	int64_t got;

	for (int64_t t = 0; t < 253402300800; t += 1234567891 / 97) {
		date_format(text, t);
		wrong += date_parse(slice_str(text), NOW, &got) == -1 ||
		    got != t || strlen(text) != DATE_LEN;
	}
	tap_int(wrong, 0, "round trip");
}

int
main(void)
{
	test_format();
	test_parse();
	test_cut();
	test_century();
	test_calendar();
	test_round_trip();
	return tap_done();
}
