#include "web/field.h"

#include <assert.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>

#include "apps/lib/field_number.h"
#include "base/slice.h"
#include "base/utf8.h"
#include "http/date.h"
#include "web/mem.h"
#include "web/text.h"

#define NO_VALUE	"must not be empty"

/* Returns as field_check(); the value is not empty, and trimmed as said. */
typedef const char *check_fn(struct mem *, const struct web_field *,
	    struct slice, const char **);

static check_fn check_text, check_line, check_int, check_real, check_name,
    check_hex, check_date, check_bool, check_oneof, check_file;

static const struct kind {
	check_fn	*check;
	long long	 min, max;	/* its own limits */
	bool		 trimmed;
	const char	*missing;	/* what to say when it is required */
} kinds[F_KINDS] = {
	[F_TEXT] = { check_text, 0, FIELD_TEXT_MAX, false, NO_VALUE },
	[F_LINE] = { check_line, 0, FIELD_LINE_MAX, true, NO_VALUE },
	[F_INT] = { check_int, LLONG_MIN, LLONG_MAX, true, NO_VALUE },
	[F_REAL] = { check_real, LLONG_MIN, LLONG_MAX, true, NO_VALUE },
	[F_NAME] = { check_name, 0, FIELD_NAME_MAX, true, NO_VALUE },
	[F_HEX] = { check_hex, 0, FIELD_HEX_MAX, true, NO_VALUE },
	[F_DATE] = { check_date, 0, 0, true, NO_VALUE },
	[F_BOOL] = { check_bool, 0, 0, true, "must be ticked" },
	[F_ONEOF] = { check_oneof, 0, 0, false, "must be chosen" },
	[F_FILE] = { check_file, 0, FIELD_FILE_MAX, false, "must be chosen" }
};

static long long
lowest(const struct web_field *f)
{
	return f->min == 0 && f->max == 0 ? kinds[f->kind].min : f->min;
}

static long long
highest(const struct web_field *f)
{
	return (f->min == 0 && f->max == 0) || f->max < f->min ?
	    kinds[f->kind].max : f->max;
}

/* Is n within the limits?  NULL, or what is wrong; `unit` is "bytes". */
static const char *
check_size(struct mem *m, const struct web_field *f, size_t n,
    const char *unit)
{
	long long min = lowest(f), max = highest(f);

	if (min > 0 && n < (unsigned long long)min)
		return mem_printf(m, "must be at least %lld %s", min, unit);
	if (max < 0 || n > (unsigned long long)max)
		return mem_printf(m, "must be at most %lld %s", max, unit);
	return NULL;
}

static bool
is_in(char c, const char *set)
{
	return c != '\0' && strchr(set, c) != NULL;
}

static bool
all_in(struct slice s, const char *set)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_in(s.p[i], set))
			return false;
	return true;
}

/* Those below a blank, DEL, and "\xc2\x80" to "\xc2\x9f". */
static bool
is_control(struct slice character)
{
	unsigned char c = (unsigned char)character.p[0];

	return c < ' ' || c == 0x7f ||
	    (c == 0xc2 && (unsigned char)character.p[1] < 0xa0);
}

/* NULL when it is UTF-8 without control characters but those allowed. */
static const char *
check_chars(struct slice s, const char *allowed)
{
	size_t n;

	for (; s.n > 0; s = slice_skip(s, n)) {
		n = utf8_len(s);
		if (n == 0)
			return "must be text in UTF-8";
		if (is_control(s) && !is_in(s.p[0], allowed))
			return "must not hold control characters";
	}
	return NULL;
}

/* CRLF and CR become LF. */
static struct slice
end_lines(struct mem *m, struct slice s)
{
	char *out = mem_alloc(m, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '\r') {
			out[n++] = s.p[i];
			continue;
		}
		out[n++] = '\n';
		if (i + 1 < s.n && s.p[i + 1] == '\n')
			i++;
	}
	return slice_of(out, n);
}

static const char *
check_text(struct mem *m, const struct web_field *f, struct slice s,
    const char **clean)
{
	const char *wrong;

	s = end_lines(m, s);
	*clean = s.p;
	wrong = check_size(m, f, s.n, "bytes");
	if (wrong == NULL)
		wrong = check_chars(s, "\n\t");
	if (wrong == NULL && f->required && all_in(s, " \t\n"))
		wrong = NO_VALUE;
	return wrong;
}

static const char *
check_line(struct mem *m, const struct web_field *f, struct slice s,
    const char **clean)
{
	const char *wrong;

	*clean = mem_dup(m, s.p, s.n);
	if (slice_find(s, '\n') < s.n || slice_find(s, '\r') < s.n)
		return "must be one line";
	wrong = check_size(m, f, s.n, "bytes");
	return wrong != NULL ? wrong : check_chars(s, "");
}

/* "must be a whole number from 1 to 5", naming only limits that exist. */
static const char *
number_wanted(struct mem *m, const struct web_field *f, const char *what)
{
	long long min = lowest(f), max = highest(f);

	if (min == LLONG_MIN && max == LLONG_MAX)
		return mem_printf(m, "must be %s", what);
	if (max == LLONG_MAX)
		return mem_printf(m, "must be %s, at least %lld", what, min);
	if (min == LLONG_MIN)
		return mem_printf(m, "must be %s, at most %lld", what, max);
	return mem_printf(m, "must be %s from %lld to %lld", what, min, max);
}

static const char *
check_int(struct mem *m, const struct web_field *f, struct slice s,
    const char **clean)
{
	long long v;

	if (field_number_int(s, &v) == -1 || v < lowest(f) || v > highest(f))
		return number_wanted(m, f, "a whole number");
	*clean = mem_printf(m, "%lld", v);
	return NULL;
}

static const char *
check_real(struct mem *m, const struct web_field *f, struct slice s,
    const char **clean)
{
	struct bounds b;

	if (field_number_real(s, &b) == -1 || b.floor < lowest(f) ||
	    b.ceil > highest(f))
		return number_wanted(m, f, "a number");
	*clean = mem_dup(m, s.p, s.n);
	return NULL;
}

static const char *
check_name(struct mem *m, const struct web_field *f, struct slice s,
    const char **clean)
{
	if (is_in(s.p[0], "_.-") ||
	    !all_in(s, "abcdefghijklmnopqrstuvwxyz0123456789_.-"))
		return "must be small letters, digits, '_', '.' and '-', "
		    "with a letter or digit first";
	*clean = mem_dup(m, s.p, s.n);
	return check_size(m, f, s.n, "bytes");
}

static const char *
check_hex(struct mem *m, const struct web_field *f, struct slice s,
    const char **clean)
{
	char *out = mem_dup(m, s.p, s.n);

	if (!all_in(s, "0123456789abcdefABCDEF"))
		return "must be hexadecimal digits, 0 to 9 and a to f";
	for (size_t i = 0; i < s.n; i++)
		out[i] = ascii_lower(s.p[i]);
	*clean = out;
	return check_size(m, f, s.n, "digits");
}

/* The number of `n` digits at an offset, or -1. */
static int
digits_at(struct slice s, size_t at, size_t n)
{
	uint64_t v;

	if (slice_to_u64(slice_of(s.p + at, n), &v) == -1)
		return -1;
	return (int)v;
}

/* A day that is not there comes back from the calendar as another. */
static bool
date_exists(int year, int month, int day)
{
	int64_t same_year;
	int same_month, same_day;

	date_civil(date_days(year, month, day), &same_year, &same_month,
	    &same_day);
	return same_year == year && same_month == month && same_day == day;
}

static bool
is_date(struct slice s)
{
	int year, month, day;

	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-')
		return false;
	year = digits_at(s, 0, 4);
	month = digits_at(s, 5, 2);
	day = digits_at(s, 8, 2);
	return year > 0 && month > 0 && day > 0 &&
	    date_exists(year, month, day);
}

static const char *
check_date(struct mem *m, const struct web_field *f, struct slice s,
    const char **clean)
{
	(void)f;	/* a date has no limits */
	if (!is_date(s))
		return "must be a date that exists, written like 2026-02-28";
	*clean = mem_dup(m, s.p, s.n);
	return NULL;
}

static bool
is_one_of(struct slice s, const char *list)
{
	struct slice rest = slice_str(list), piece;

	while (slice_cut(&rest, '|', &piece))
		if (slice_eq(piece, s))
			return true;
	return false;
}

static const char *
check_bool(struct mem *m, const struct web_field *f, struct slice s,
    const char **clean)
{
	(void)m;
	(void)f;
	if (!is_one_of(s, "on|1|true|yes"))
		return "must be \"on\", or left out";
	*clean = "1";
	return NULL;
}

static const char *
check_oneof(struct mem *m, const struct web_field *f, struct slice s,
    const char **clean)
{
	struct slice rest = slice_str(f->oneof), piece;
	const char *separator = " ";
	struct text wrong;

	if (is_one_of(s, f->oneof)) {
		*clean = mem_dup(m, s.p, s.n);
		return NULL;
	}
	text_init(&wrong, m);
	text_adds(&wrong, "must be one of");
	while (slice_cut(&rest, '|', &piece)) {
		text_adds(&wrong, separator);
		text_add(&wrong, piece.p, piece.n);
		separator = ", ";
	}
	return wrong.p;
}

static const char *
check_file(struct mem *m, const struct web_field *f, struct slice s,
    const char **clean)
{
	*clean = s.p;
	return check_size(m, f, s.n, "bytes");
}

const char *
field_check(struct mem *m, const struct web_field *f, const char *value,
    size_t n, const char **clean)
{
	struct slice s = slice_of(value, n);
	const struct kind *kind;

	assert((unsigned)f->kind < F_KINDS);
	kind = &kinds[f->kind];
	if (kind->trimmed)
		s = slice_trim(s);
	*clean = "";
	if (s.n == 0)
		return f->required ? kind->missing : NULL;
	return kind->check(m, f, s, clean);
}

const struct web_field *
field_find(const struct web_field *table, const char *name)
{
	for (; table->name != NULL; table++)
		if (strcmp(table->name, name) == 0)
			return table;
	return NULL;
}
