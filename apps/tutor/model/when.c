#include "apps/tutor/model/when.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "web/text.h"

#define ZONES		"/usr/share/zoneinfo"

enum { ZONE_MAX = 64 };			/* bytes of its name */
enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR, WEEK = 7 * DAY };

static const char *const months[] = { "January", "February", "March", "April",
	"May", "June", "July", "August", "September", "October", "November",
	"December" };
static const char *const days[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri",
	"Sat" };

/* Only names below the folder: no "..", no absolute path, no colon. */
static bool
zone_name_ok(const char *zone)
{
	size_t n = strspn(zone, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789_+-/");

	return n > 0 && n <= ZONE_MAX && zone[n] == '\0' && zone[0] != '/';
}

bool
when_zone_ok(const char *zone)
{
	char magic[4] = "";
	struct stat st;
	int dir, fd = -1;
	bool ok;

	if (strcmp(zone, "UTC") == 0)
		return true;
	if (!zone_name_ok(zone))
		return false;
	dir = open(ZONES, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir != -1)
		fd = openat(dir, zone, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	ok = fd != -1 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    read(fd, magic, sizeof(magic)) == (ssize_t)sizeof(magic) &&
	    memcmp(magic, "TZif", sizeof(magic)) == 0;
	if (fd != -1)
		(void)close(fd);
	if (dir != -1)
		(void)close(dir);
	return ok;
}

/*
 * Local times in that zone until zone_leave(), which takes what this gives.
 * Behind a colon stands a file's name: EST5EDT without is also a rule that does
 * not say when summer is, and with musl it never ends.
 */
static char *
zone_enter(const char *zone)
{
	const char *old = getenv("TZ");
	char *kept = old == NULL ? NULL : strdup(old);
	char file[1 + ZONE_MAX + 1] = "UTC0";

	if (strcmp(zone, "UTC") != 0)
		(void)snprintf(file, sizeof(file), ":%s", zone);
	(void)setenv("TZ", file, 1);
	tzset();
	return kept;
}

static void
zone_leave(char *kept)
{
	if (kept == NULL)
		(void)unsetenv("TZ");
	else
		(void)setenv("TZ", kept, 1);
	free(kept);
	tzset();
}

/* Seconds since 1970 as if the fields were UTC. */
static long long
civil(const struct tm *tm)
{
	long long y = tm->tm_year + 1900LL - (tm->tm_mon < 2);
	long long era = y / 400, of_era = y % 400;
	long long of_year = (153 * ((tm->tm_mon + 10) % 12) + 2) / 5 +
	    tm->tm_mday - 1;
	long long day = era * 146097 + of_era * 365 + of_era / 4 -
	    of_era / 100 + of_year - 719468;

	return day * DAY + tm->tm_hour * HOUR + tm->tm_min * MINUTE +
	    tm->tm_sec;
}

/* What the zone's clocks show, as seconds like civil(). */
static long long
local(long long t)
{
	time_t when = (time_t)t;
	struct tm tm;

	return localtime_r(&when, &tm) == NULL ? 0 : civil(&tm);
}

/*
 * When the clocks show `shown`: there are offsets of a day before and a day
 * after to try.  0, 1: twice, -1: never.
 */
static int
resolve(long long shown, long long *t)
{
	long long before = shown - (local(shown - DAY) - (shown - DAY));
	long long after = shown - (local(shown + DAY) - (shown + DAY));
	bool is_before = local(before) == shown;
	bool is_after = local(after) == shown;

	if (!is_before && !is_after)
		return -1;
	*t = is_before && (!is_after || before < after) ? before : after;
	return is_before && is_after && before != after;
}

/* Exactly n digits, and what follows them. */
static int
digits(const char **s, size_t n)
{
	int value = 0;

	for (size_t i = 0; i < n; i++, (*s)++) {
		if (**s < '0' || **s > '9')
			return -1;
		value = 10 * value + (**s - '0');
	}
	return value;
}

static bool
skip(const char **s, const char *one_of)
{
	if (**s == '\0' || strchr(one_of, **s) == NULL)
		return false;
	(*s)++;
	return true;
}

static bool
clock_read(struct tm *tm, const char **s)
{
	if (!skip(s, " T"))
		return true;
	while (**s == ' ')
		(*s)++;
	if (**s == '\0')
		return true;
	tm->tm_hour = digits(s, 2);
	if (tm->tm_hour == -1 || !skip(s, ":"))
		return false;
	tm->tm_min = digits(s, 2);
	if (tm->tm_min == -1)
		return false;
	if (skip(s, ":"))
		tm->tm_sec = digits(s, 2);
	*s += strspn(*s, " ");
	return tm->tm_sec != -1;
}

static bool
fields_read(struct tm *tm, const char *s)
{
	*tm = (struct tm){ 0 };
	tm->tm_year = digits(&s, 4) - 1900;
	if (tm->tm_year == -1901 || !skip(&s, "-"))
		return false;
	tm->tm_mon = digits(&s, 2) - 1;
	if (tm->tm_mon == -2 || !skip(&s, "-"))
		return false;
	tm->tm_mday = digits(&s, 2);
	return tm->tm_mday != -1 && clock_read(tm, &s) && *s == '\0';
}

static bool
day_ok(const struct tm *tm)
{
	static const int lengths[] =
	    { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int y = tm->tm_year + 1900;
	bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;

	return tm->tm_mon >= 0 && tm->tm_mon < 12 && tm->tm_mday >= 1 &&
	    tm->tm_mday <= lengths[tm->tm_mon] + (tm->tm_mon == 1 && leap);
}

/* A sentence of what is wrong with the fields, or NULL. */
static const char *
fields_wrong(const struct tm *tm)
{
	int y = tm->tm_year + 1900;

	if (y < WHEN_YEAR_MIN || y > WHEN_YEAR_MAX)
		return "a year is 1970 to 2199";
	if (!day_ok(tm))
		return "there is no such day in the calendar";
	if (tm->tm_hour > 23 || tm->tm_min > 59 || tm->tm_sec > 59)
		return "there is no such time: 00:00 to 23:59";
	return NULL;
}

int
when_read(const char *text, const char *zone, long long *ms,
    const char **what)
{
	struct tm tm;
	long long t = 0;
	char *kept;
	int r;

	*what = "a date looks like 2026-02-09 22:00";
	if (!fields_read(&tm, text))
		return -1;
	*what = fields_wrong(&tm);
	if (*what != NULL)
		return -1;
	kept = zone_enter(zone);
	r = resolve(civil(&tm), &t);
	zone_leave(kept);
	*ms = t * 1000;
	if (r == -1)
		*what = "the clocks skip this time on that day: "
		    "take one an hour later";
	if (r == 1)
		*what = "the clocks show this time twice on that day: "
		    "the first is taken";
	return r;
}

static const struct unit {
	const char	*name;
	long long	 ms;
	const char	*words;		/* NULL: not for people */
} units[] = {
	{ "ms", 1, NULL },
	{ "s", 1000, NULL },
	{ "m", MINUTE * 1000LL, "minute" },
	{ "h", HOUR * 1000LL, "hour" },
	{ "d", DAY * 1000LL, "day" },
	{ "w", WEEK * 1000LL, NULL },
};

enum { UNITS = sizeof(units) / sizeof(units[0]) };

static const struct unit *
unit_find(const char *s, size_t n)
{
	for (size_t i = 0; i < UNITS; i++)
		if (strlen(units[i].name) == n &&
		    memcmp(units[i].name, s, n) == 0)
			return &units[i];
	return NULL;
}

int
when_duration(const char *s, long long *ms)
{
	const struct unit *unit;
	long long sum = 0;
	size_t n, letters;

	if (*s == '\0' || strlen(s) > 32)
		return -1;
	while (*s != '\0') {
		n = strspn(s, "0123456789");
		letters = strcspn(s + n, "0123456789");
		unit = unit_find(s + n, letters);
		if (n == 0 || n > 6 || unit == NULL)
			return -1;
		sum += strtoll(s, NULL, 10) * unit->ms;
		s += n + letters;
	}
	*ms = sum;
	return 0;
}

void
when_write(struct text *t, long long ms, const char *zone)
{
	time_t when = (time_t)(ms / 1000);
	char *kept = zone_enter(zone), name[16] = "";
	struct tm tm;

	if (localtime_r(&when, &tm) != NULL) {
		(void)strftime(name, sizeof(name), "%Z", &tm);
		text_addf(t, "%s %d %s %d, %02d:%02d %s", days[tm.tm_wday],
		    tm.tm_mday, months[tm.tm_mon], tm.tm_year + 1900,
		    tm.tm_hour, tm.tm_min,
		    strcmp(zone, "UTC") == 0 ? "UTC" : name);
	}
	zone_leave(kept);
}

void
when_iso(struct text *t, long long ms)
{
	time_t when = (time_t)(ms / 1000);
	struct tm tm;

	if (gmtime_r(&when, &tm) != NULL)
		text_addf(t, "%04d-%02d-%02dT%02d:%02d:%02dZ",
		    tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
		    tm.tm_min, tm.tm_sec);
}

/* In the largest unit of which there are two, or in which it is exact. */
void
when_relative(struct text *t, long long ms, long long now_ms)
{
	long long d = ms > now_ms ? ms - now_ms : now_ms - ms;
	const struct unit *u = NULL;

	for (size_t i = 0; i < UNITS; i++)
		if (units[i].words != NULL && (u == NULL ||
		    d >= 2 * units[i].ms || d == units[i].ms))
			u = &units[i];
	d /= u->ms;
	if (d == 0)
		text_adds(t, "now");
	else
		text_addf(t, "%s%s%s", ms > now_ms ? "in " : "",
		    text_count(t->mem, d, u->words, NULL),
		    ms > now_ms ? "" : " ago");
}
