#include "apps/tutor/model/when.h"

#include <stdlib.h>
#include <string.h>

#include "tap.h"
#include "web/mem.h"
#include "web/text.h"

static struct mem	mem;

static const char DATE[] = "a date looks like 2026-02-09 22:00";
static const char YEAR[] = "a year is 1970 to 2199";
static const char DAY[] = "there is no such day in the calendar";
static const char CLOCK[] = "there is no such time: 00:00 to 23:59";
static const char SKIPPED[] =
    "the clocks skip this time on that day: take one an hour later";
static const char TWICE[] =
    "the clocks show this time twice on that day: the first is taken";

static const char NY[] = "America/New_York";

static const struct {
	const char	*text, *zone;
	int		 result;
	long long	 seconds;
	const char	*what;		/* NULL: nothing */
} dates[] = {
	{ "2026-02-09 22:00", "UTC", 0, 1770674400, NULL },
	{ "2026-02-09T22:00", "UTC", 0, 1770674400, NULL },
	{ "2026-02-09 22:00:01", "UTC", 0, 1770674401, NULL },
	{ "2026-02-09 ", "UTC", 0, 1770595200, NULL },
	{ "2026-02-09  22:00 ", "UTC", 0, 1770674400, NULL },
	{ "1970-01-01", "UTC", 0, 0, NULL },
	{ "2000-02-29", "UTC", 0, 951782400, NULL },
	{ "2024-02-29 12:34:56", "UTC", 0, 1709210096, NULL },
	{ "2199-12-31 23:59:59", "UTC", 0, 7258118399, NULL },
	{ "2026-02-09 22:00", NY, 0, 1770692400, NULL },
	{ "2026-07-09 22:00", NY, 0, 1783648800, NULL },
	{ "2026-03-08 01:59", NY, 0, 1772953140, NULL },
	{ "2026-03-08 02:00", NY, -1, 0, SKIPPED },
	{ "2026-03-08 02:59:59", NY, -1, 0, SKIPPED },
	{ "2026-03-08 03:00", NY, 0, 1772953200, NULL },
	{ "2026-11-01 00:59:59", NY, 0, 1793509199, NULL },
	{ "2026-11-01 01:00", NY, 1, 1793509200, TWICE },
	{ "2026-11-01 01:59:59", NY, 1, 1793512799, TWICE },
	{ "2026-11-01 02:00", NY, 0, 1793516400, NULL },
	/* A name that could also be a rule, which does not say when. */
	{ "2026-02-09 22:00", "EST5EDT", 0, 1770692400, NULL },
	{ "2026-07-09 22:00", "EST5EDT", 0, 1783648800, NULL },
	/* Half an hour is moved there. */
	{ "2026-10-04 02:15", "Australia/Lord_Howe", -1, 0, SKIPPED },
	{ "2026-04-05 01:45", "Australia/Lord_Howe", 1, 1775313900, TWICE },
	/* A day that never was. */
	{ "2011-12-30 12:00", "Pacific/Apia", -1, 0, SKIPPED },
	{ "2011-12-31 12:00", "Pacific/Apia", 0, 1325282400, NULL },
	{ "2026-02-09 12:00", "Asia/Kathmandu", 0, 1770617700, NULL },
	{ "", "UTC", -1, 0, DATE },
	{ "tomorrow", "UTC", -1, 0, DATE },
	{ "2026-2-9", "UTC", -1, 0, DATE },
	{ "2026-02", "UTC", -1, 0, DATE },
	{ "2026/02/09", "UTC", -1, 0, DATE },
	{ "2026-02-09 22", "UTC", -1, 0, DATE },
	{ "2026-02-09 22:0", "UTC", -1, 0, DATE },
	{ "2026-02-09 22:00:0", "UTC", -1, 0, DATE },
	{ "2026-02-09 22:00 EST", "UTC", -1, 0, DATE },
	{ "2026-02-09 10:00pm", "UTC", -1, 0, DATE },
	{ "2026-02-09x", "UTC", -1, 0, DATE },
	{ "-026-02-09", "UTC", -1, 0, DATE },
	{ "1969-12-31", "UTC", -1, 0, YEAR },
	{ "2200-01-01", "UTC", -1, 0, YEAR },
	{ "2026-13-01", "UTC", -1, 0, DAY },
	{ "2026-00-01", "UTC", -1, 0, DAY },
	{ "2026-02-29", "UTC", -1, 0, DAY },
	{ "2100-02-29", "UTC", -1, 0, DAY },
	{ "2026-04-31", "UTC", -1, 0, DAY },
	{ "2026-04-00", "UTC", -1, 0, DAY },
	{ "2026-02-09 24:00", "UTC", -1, 0, CLOCK },
	{ "2026-02-09 23:60", "UTC", -1, 0, CLOCK },
	{ "2026-02-09 23:59:60", "UTC", -1, 0, CLOCK },
};

static void
test_dates(void)
{
	const char *what;
	long long ms;
	int r;

	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++) {
		ms = 0;
		r = when_read(dates[i].text, dates[i].zone, &ms, &what);
		tap_ok(r == dates[i].result && (r == -1 ||
		    ms == dates[i].seconds * 1000), "\"%s\" %s: %d %lld",
		    dates[i].text, dates[i].zone, r, ms);
		if (dates[i].what != NULL)
			tap_is(slice_str(what), slice_str(dates[i].what),
			    "what is said of it");
	}
}

static const struct {
	const char	*zone;
	bool		 ok;
} zones[] = {
	{ "UTC", true }, { "America/New_York", true }, { "Europe/Oslo", true },
	{ "Etc/GMT+5", true }, { "", false }, { "America", false },
	{ "America/Nowhere", false }, { "../../../etc/passwd", false },
	{ "America/../UTC", false }, { "/usr/share/zoneinfo/UTC", false },
	{ "zone.tab", false }, { "tzdata.zi", false }, { "EST5EDT,M3", false },
	{ ":UTC", false },
};

static void
test_zones(void)
{
	for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++)
		tap_int(when_zone_ok(zones[i].zone), zones[i].ok,
		    "the zone \"%s\"", zones[i].zone);
}

/* Whatever TZ was, it is so again. */
static void
test_restored(void)
{
	const char *what;
	long long ms;

	(void)setenv("TZ", "XYZ3", 1);
	(void)when_read("2026-02-09", NY, &ms, &what);
	tap_is(slice_str(getenv("TZ")), slice_str("XYZ3"), "TZ is restored");
	(void)unsetenv("TZ");
	(void)when_read("2026-02-09", NY, &ms, &what);
	tap_ok(getenv("TZ") == NULL, "TZ is away again");
}

static const struct {
	const char	*text;
	long long	 ms;		/* -1: none */
} durations[] = {
	{ "5m", 300000 }, { "24h", 86400000 }, { "3d", 259200000 },
	{ "2w", 1209600000 }, { "90s", 90000 }, { "500ms", 500 },
	{ "1h30m", 5400000 }, { "1d12h", 129600000 }, { "0m", 0 },
	{ "999999w", 604799395200000 }, { "", -1 }, { "5", -1 }, { "m", -1 },
	{ "5 m", -1 }, { "-5m", -1 }, { "1.5h", -1 }, { "5M", -1 },
	{ "5mm", -1 }, { "1000000s", -1 }, { "1h30", -1 }, { "5minutes", -1 },
	{ "1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s", -1 },
};

static void
test_durations(void)
{
	long long ms;

	for (size_t i = 0; i < sizeof(durations) / sizeof(durations[0]); i++) {
		ms = -1;
		(void)when_duration(durations[i].text, &ms);
		tap_int(ms, durations[i].ms, "duration \"%s\"",
		    durations[i].text);
	}
}

static const char *
written(long long ms, const char *zone)
{
	struct text t;

	text_init(&t, &mem);
	if (zone == NULL)
		when_iso(&t, ms);
	else
		when_write(&t, ms, zone);
	return t.p;
}

static const char *
relative(long long seconds)
{
	struct text t;

	text_init(&t, &mem);
	when_relative(&t, 1000000000000 + seconds * 1000, 1000000000000);
	return t.p;
}

static void
test_written(void)
{
	tap_is(slice_str(written(1770692400000, NY)),
	    slice_str("Mon 9 February 2026, 22:00 EST"), "a time in winter");
	tap_is(slice_str(written(1783648800000, NY)),
	    slice_str("Thu 9 July 2026, 22:00 EDT"), "a time in summer");
	tap_is(slice_str(written(1770692400000, "UTC")),
	    slice_str("Tue 10 February 2026, 03:00 UTC"), "a time in UTC");
	tap_is(slice_str(written(0, "UTC")),
	    slice_str("Thu 1 January 1970, 00:00 UTC"), "the first");
	tap_is(slice_str(written(1770692400999, NULL)),
	    slice_str("2026-02-10T03:00:00Z"), "for machines");
}

static void
test_relative(void)
{
	static const struct {
		long long	 seconds;
		const char	*want;
	} list[] = {
		{ 0, "now" }, { 59, "now" }, { -59, "now" },
		{ 60, "in 1 minute" }, { 119, "in 1 minute" },
		{ -300, "5 minutes ago" }, { 3600, "in 1 hour" },
		{ 3601, "in 60 minutes" }, { 7199, "in 119 minutes" },
		{ 7200, "in 2 hours" }, { 86400, "in 1 day" },
		{ 172799, "in 47 hours" }, { -172800, "2 days ago" },
		{ 86400 * 30, "in 30 days" },
	};

	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		tap_is(slice_str(relative(list[i].seconds)),
		    slice_str(list[i].want), "in %lld s", list[i].seconds);
}

static const struct {
	const char	*text;
	int		 result, kind;
	long long	 ms;
	const char	*what;
} heads[] = {
	{ "2026-02-09 22:00", 0, WHEN_AT, 1770674400000, NULL },
	{ "3d after first view", 0, WHEN_AFTER_VIEW, 259200000, NULL },
	{ "3d  after  first view", 0, WHEN_AFTER_VIEW, 259200000, NULL },
	{ "2d after due", 0, WHEN_AFTER_DUE, 172800000, NULL },
	{ "soon", -1, WHEN_NONE, 0, DATE },
	{ "3d", -1, WHEN_NONE, 0, DATE },
	{ "3x after due", -1, WHEN_NONE, 0, "a while is a number and one of "
	    "s m h d w, as in 3d after first view" },
	{ "3d after lock", -1, WHEN_NONE, 0,
	    "a while is after first view, or after due" },
	{ "3d after first", -1, WHEN_NONE, 0,
	    "a while is after first view, or after due" },
};

static void
test_heads(void)
{
	struct when_head h;
	const char *what;
	int r;

	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		r = when_head(&h, heads[i].text, "UTC", &what);
		tap_ok(r == heads[i].result && (int)h.kind == heads[i].kind &&
		    (r == -1 || h.ms == heads[i].ms), "head \"%s\"",
		    heads[i].text);
		if (heads[i].what != NULL)
			tap_is(slice_str(what), slice_str(heads[i].what),
			    "what is said of it");
	}
}

#define NO	WHEN_NONE
#define AT	WHEN_AT
#define VIEW	WHEN_AFTER_VIEW
#define AFTER	WHEN_AFTER_DUE

static const struct {
	const char	*name;
	struct when_page page;
	struct extension ext[3];
	struct when_student student;	/* its extensions are those */
	struct {
		long long release, due, lock, timed_ms;
	}		 want;
} dues[] = {
	{ "nothing", { .grace_ms = 5 }, { { 0, false } }, { .first_view = 9 },
	    { 0, 0, 0, 0 } },
	{ "as on the page", { { AT, 10 }, { AT, 20 }, { AT, 30 }, 0, 5 },
	    { { 0, false } }, { 0 }, { 10, 20, 30, 0 } },
	{ "an extension", { { NO, 0 }, { AT, 20 }, { AT, 30 }, 0, 0 },
	    { { 25, false } }, { .nextensions = 1 }, { 0, 25, 30, 0 } },
	{ "one that is earlier", { { NO, 0 }, { AT, 20 }, { AT, 30 }, 0, 0 },
	    { { 15, false } }, { .nextensions = 1 }, { 0, 20, 30, 0 } },
	{ "the latest", { { NO, 0 }, { AT, 20 }, { NO, 0 }, 0, 0 },
	    { { 25, false }, { 28, false }, { 22, false } },
	    { .nextensions = 3 }, { 0, 28, 0, 0 } },
	{ "one past the lock", { { NO, 0 }, { AT, 20 }, { AT, 30 }, 0, 0 },
	    { { 40, false } }, { .nextensions = 1 }, { 0, 40, 40, 0 } },
	{ "replaced", { { NO, 0 }, { AT, 20 }, { AT, 30 }, 0, 0 },
	    { { 25, false }, { 15, true } }, { .nextensions = 2 },
	    { 0, 15, 30, 0 } },
	{ "replaced and extended", { { NO, 0 }, { AT, 20 }, { NO, 0 }, 0, 0 },
	    { { 15, true }, { 17, false }, { 16, false } },
	    { .nextensions = 3 }, { 0, 17, 0, 0 } },
	{ "never due, extended", { { NO, 0 }, { NO, 0 }, { AT, 30 }, 0, 0 },
	    { { 15, false } }, { .nextensions = 1 }, { 0, 0, 30, 0 } },
	{ "never due, replaced", { { NO, 0 }, { NO, 0 }, { AT, 30 }, 0, 0 },
	    { { 15, true } }, { .nextensions = 1 }, { 0, 15, 30, 0 } },
	{ "lock after due", { { NO, 0 }, { AT, 20 }, { AFTER, 7 }, 0, 0 },
	    { { 25, false } }, { .nextensions = 1 }, { 0, 25, 32, 0 } },
	{ "lock after no due", { { NO, 0 }, { NO, 0 }, { AFTER, 7 }, 0, 0 },
	    { { 0, false } }, { 0 }, { 0, 0, 0, 0 } },
	{ "not viewed yet", { { NO, 0 }, { VIEW, 20 }, { VIEW, 30 }, 0, 0 },
	    { { 0, false } }, { 0 }, { 0, 0, 0, 0 } },
	{ "after the view", { { NO, 0 }, { VIEW, 20 }, { AFTER, 30 }, 0, 0 },
	    { { 0, false } }, { .first_view = 100 }, { 0, 120, 150, 0 } },
	{ "an exam to come", { { AT, 10 }, { AT, 900 }, { AT, 950 }, 60, 5 },
	    { { 0, false } }, { 0 }, { 10, 900, 950, 60 } },
	{ "an exam", { { AT, 10 }, { AT, 900 }, { AT, 950 }, 60, 5 },
	    { { 0, false } }, { .first_view = 100 }, { 10, 160, 165, 60 } },
	{ "extra time", { { AT, 10 }, { AT, 900 }, { AT, 950 }, 60, 5 },
	    { { 0, false } }, { .first_view = 100, .extra = 50 },
	    { 10, 190, 195, 90 } },
	{ "an exam at the end", { { AT, 10 }, { AT, 900 }, { AT, 950 }, 60, 5 },
	    { { 0, false } }, { .first_view = 890 }, { 10, 900, 950, 60 } },
	{ "an exam without dates", { { NO, 0 }, { NO, 0 }, { NO, 0 }, 60, 5 },
	    { { 0, false } }, { .first_view = 100 }, { 0, 160, 165, 60 } },
	{ "extra time, no exam", { { NO, 0 }, { AT, 20 }, { NO, 0 }, 0, 0 },
	    { { 0, false } }, { .extra = 50 }, { 0, 20, 0, 0 } },
};

static void
test_dues(void)
{
	struct when_student s;
	struct due d;

	for (size_t i = 0; i < sizeof(dues) / sizeof(dues[0]); i++) {
		s = dues[i].student;
		s.extensions = dues[i].ext;
		when_due(&d, &dues[i].page, &s);
		tap_ok(d.release == dues[i].want.release &&
		    d.due == dues[i].want.due && d.lock == dues[i].want.lock &&
		    d.timed_ms == dues[i].want.timed_ms,
		    "due: %s: %lld %lld %lld %lld", dues[i].name, d.release,
		    d.due, d.lock, d.timed_ms);
	}
}

int
main(void)
{
	mem_init(&mem, 0);
	test_dates();
	test_zones();
	test_restored();
	test_durations();
	test_written();
	test_relative();
	test_heads();
	test_dues();
	mem_release(&mem);
	return tap_done();
}
