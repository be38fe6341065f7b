#include "http/date.h"

#include <string.h>

#include "base/num.h"

enum { DAY = 86400 };

/* The parts of a date while it is read; month is 1 to 12. */
struct parts {
	int64_t	year;
	int	month, day, hour, min, sec;
	bool	short_year;		/* two digits: the century is open */
};

static const char *const months[] = {
	"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
	"Nov", "Dec"
};

static const char *const weekdays[] = {	/* 1970-01-01 was a Thursday */
	"Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday",
	"Wednesday"
};

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/*
 * Years are counted from March, so that the leap day comes last, and in eras
 * of 400 years, which all have the same number of days.
 */
int64_t
date_days(int64_t year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = floor_div(y, 400), yoe = y - era * 400;
	int64_t doy = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

void
date_civil(int64_t days, int64_t *year, int *month, int *day)
{
	int64_t z = days + 719468, era = floor_div(z, 146097);
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t m = (5 * doy + 2) / 153;

	*day = (int)(doy - (153 * m + 2) / 5 + 1);
	*month = (int)(m < 10 ? m + 3 : m - 9);
	*year = era * 400 + yoe + (*month <= 2);
}

void
date_format(char out[DATE_LEN + 1], int64_t t)
{
	const int64_t last = date_days(10000, 1, 1) * DAY - 1;
	int64_t year, days, left;
	int month, day;

	t = t < 0 ? 0 : t > last ? last : t;
	days = t / DAY;
	left = t % DAY;
	date_civil(days, &year, &month, &day);
	memcpy(out, "Thu, 01 Jan 1970 00:00:00 GMT", DATE_LEN + 1);
	memcpy(out, weekdays[days % 7], 3);
	num_pad(out + 5, 2, (uint64_t)day);
	memcpy(out + 8, months[month - 1], 3);
	num_pad(out + 12, 4, (uint64_t)year);
	num_pad(out + 17, 2, (uint64_t)left / 3600);
	num_pad(out + 20, 2, (uint64_t)left / 60 % 60);
	num_pad(out + 23, 2, (uint64_t)left % 60);
}

/* Take exactly `width` digits off the front. */
static bool
take_digits(struct slice *s, size_t width, int *v)
{
	uint64_t n;

	if (s->n < width || slice_to_u64(slice_of(s->p, width), &n) == -1)
		return false;
	*v = (int)n;
	*s = slice_skip(*s, width);
	return true;
}

/* The day of asctime(): a blank stands for the digit that is missing. */
static bool
take_padded(struct slice *s, int *v)
{
	if (s->n > 0 && s->p[0] == ' ') {
		*s = slice_skip(*s, 1);
		return take_digits(s, 1, v);
	}
	return take_digits(s, 2, v);
}

static bool
take_text(struct slice *s, struct slice text)
{
	if (!slice_starts(*s, text))
		return false;
	*s = slice_skip(*s, text.n);
	return true;
}

/* width 0: the whole name, else its first letters. */
static bool
take_weekday(struct slice *s, size_t width)
{
	for (size_t i = 0; i < 7; i++) {
		struct slice name = slice_str(weekdays[i]);

		if (width > 0)
			name.n = width;
		if (take_text(s, name))
			return true;
	}
	return false;
}

static bool
take_month(struct slice *s, int *month)
{
	for (int i = 0; i < 12; i++)
		if (take_text(s, slice_str(months[i]))) {
			*month = i + 1;
			return true;
		}
	return false;
}

static bool
take_year(struct slice *s, size_t width, struct parts *p)
{
	int year;

	if (!take_digits(s, width, &year))
		return false;
	p->year = year;
	p->short_year = width == 2;
	return true;
}

/* One part, named by a letter of a form below. */
static bool
take_part(struct slice *s, char part, struct parts *p)
{
	switch (part) {
	case 'w':
		return take_weekday(s, 3);
	case 'W':
		return take_weekday(s, 0);
	case 'd':
		return take_digits(s, 2, &p->day);
	case 'e':
		return take_padded(s, &p->day);
	case 'b':
		return take_month(s, &p->month);
	case 'y':
		return take_year(s, 2, p);
	case 'Y':
		return take_year(s, 4, p);
	case 'h':
		return take_digits(s, 2, &p->hour);
	case 'm':
		return take_digits(s, 2, &p->min);
	case 's':
		return take_digits(s, 2, &p->sec);
	}
	return take_text(s, slice_of(&part, 1));
}

/* IMF-fixdate, RFC 850, asctime.  What names no part stands for itself. */
static const char *const forms[] = {
	"w, d b Y h:m:s GMT", "W, d-b-y h:m:s GMT", "w b e h:m:s Y"
};

static bool
take_form(struct slice s, const char *form, struct parts *p)
{
	for (; *form != '\0'; form++)
		if (!take_part(&s, *form, p))
			return false;
	return s.n == 0;
}

static int64_t
seconds(const struct parts *p)
{
	return date_days(p->year, p->month, p->day) * DAY +
	    p->hour * 3600 + p->min * 60 + p->sec;
}

/* The latest year with these two digits that is not 50 years ahead. */
static void
settle_century(struct parts *p, int64_t now)
{
	int64_t year;
	int month, day;

	date_civil(floor_div(now, DAY), &year, &month, &day);
	p->year += floor_div(year + 50 - p->year, 100) * 100;
	if (p->year == year + 50 &&
	    (p->month > month || (p->month == month && p->day > day)))
		p->year -= 100;
}

static bool
parts_ok(const struct parts *p)
{
	int64_t next = p->month == 12 ? date_days(p->year + 1, 1, 1) :
	    date_days(p->year, p->month + 1, 1);

	return p->day >= 1 &&
	    p->day <= next - date_days(p->year, p->month, 1) &&
	    p->hour < 24 && p->min < 60 && p->sec <= 60;
}

int
date_parse(struct slice s, int64_t now, int64_t *t)
{
	struct parts p = { 0 };
	bool found = false;

	for (size_t i = 0; i < 3 && !found; i++)
		found = take_form(s, forms[i], &p);
	if (!found)
		return -1;
	if (p.short_year)
		settle_century(&p, now);
	if (!parts_ok(&p))
		return -1;
	*t = seconds(&p);
	return 0;
}
