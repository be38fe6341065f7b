#include "apps/tutor/model/quantity.h"

#include <math.h>
#include <string.h>

#include "web/mem.h"
#include "web/number.h"

static const char not_number[] =
    "This is not a number. Write for example 3.5, -2, 1/3 or 1e3.";

struct reader {
	const char	*p, *end;
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static void
blanks(struct reader *r)
{
	while (r->p < r->end && memchr(" \t\r\n", *r->p, 4) != NULL)
		r->p++;
}

static bool
at(const struct reader *r, size_t i, const char *set)
{
	return r->end - r->p > (ptrdiff_t)i && r->p[i] != '\0' &&
	    strchr(set, r->p[i]) != NULL;
}

static bool
take_sign(struct reader *r)
{
	bool minus = at(r, 0, "-");

	r->p += minus || at(r, 0, "+");
	blanks(r);
	return minus;
}

/* "1,000", "2,5", "1 000": what is behind a number that is none. */
static const char *
not_alone(const struct reader *r)
{
	struct reader next = *r;

	if (at(r, 0, ","))
		return "A comma can be read in two ways. Write 1000 without "
		    "it, and 2.5 with a point.";
	if (at(r, 0, ".'_"))
		return not_number;
	blanks(&next);
	if (next.p > r->p && at(&next, 0, "0123456789"))
		return "A blank stands inside the number. Write 1000, and 2.5 "
		    "for two and a half.";
	return NULL;
}

static const char *
number(struct reader *r, double *value)
{
	size_t n = number_scan(r->p, (size_t)(r->end - r->p));

	if (n == 0)
		return at(r, 0, ",") ? "Write a point in decimal numbers: "
		    "0.5 instead of 0,5." : not_number;
	*value = number_value(r->p, n);
	r->p += n;
	return not_alone(r);
}

/* *10^4, x 10^-3 */
static const char *
power_of_ten(struct reader *r, double *value)
{
	struct reader next = *r;
	double exponent;
	const char *wrong;
	bool minus;

	blanks(&next);
	if (!at(&next, 0, "*xX"))
		return NULL;
	next.p++;
	blanks(&next);
	if (next.end - next.p < 3 || memcmp(next.p, "10^", 3) != 0)
		return NULL;
	next.p += 3;
	blanks(&next);
	minus = take_sign(&next);
	wrong = number(&next, &exponent);
	if (wrong != NULL)
		return wrong;
	*value *= pow(10, minus ? -exponent : exponent);
	*r = next;
	return NULL;
}

static const char *
fraction(struct reader *r, double *value)
{
	struct reader next = *r;
	double below;
	const char *wrong;

	blanks(&next);
	if (!at(&next, 0, "/"))
		return NULL;
	next.p++;
	blanks(&next);
	if (!at(&next, 0, "0123456789."))
		return NULL;
	wrong = number(&next, &below);
	if (wrong != NULL)
		return wrong;
	if (below == 0)
		return "Nothing can be divided by zero.";
	*value /= below;
	*r = next;
	return NULL;
}

/* Signs that are not of ASCII to those that are. */
static const char *
plain(struct mem *m, const char *s, size_t *n, bool unit)
{
	static const struct {
		const char	*from, *to;
		bool		 unit;		/* in units only */
	} signs[] = {
		{ "\xe2\x88\x92", "-", false }, { "\xe2\x80\x93", "-", false },
		{ "\xc3\x97", "*", false }, { "\xe2\x8b\x85", "*", false },
		{ "\xc2\xb7", "*", false }, { "\xc2\xa0", " ", false },
		{ "\xe2\x80\xaf", " ", false },
		{ "\xc2\xb2", "2", true }, { "\xc2\xb3", "3", true },
		{ "\xc2\xb9", "1", true }, { "\xe2\x81\xbb", "-", true },
		{ "\xc2\xb5", "u", true }, { "\xce\xbc", "u", true },
		{ "\xe2\x84\xa6", "\xce\xa9", true },
	};
	char *copy = mem_dup(m, s, *n);
	size_t used = 0, length, i;

	for (size_t from = 0; from < *n; from += length) {
		for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
			length = strlen(signs[i].from);
			if ((unit || !signs[i].unit) && *n - from >= length &&
			    memcmp(s + from, signs[i].from, length) == 0)
				break;
		}
		if (i == sizeof(signs) / sizeof(signs[0])) {
			length = 1;
			copy[used++] = s[from];
			continue;
		}
		length = strlen(signs[i].from);
		for (const char *c = signs[i].to; *c != '\0'; c++)
			copy[used++] = *c;
	}
	copy[used] = '\0';
	*n = used;
	return copy;
}

const char *
unit_plain(struct mem *m, const char *s, size_t n)
{
	const char *from = plain(m, s, &n, true);
	char *out = mem_alloc(m, n + 1), *to = out;

	for (size_t i = 0; i < n; i++)
		if (strchr(" \t\r\n^*", from[i]) == NULL)
			*to++ = from[i];
	return out;
}

static const char *
value_read(struct reader *r, struct quantity *q)
{
	const char *start, *wrong;
	bool minus = take_sign(r);

	start = r->p;
	wrong = number(r, &q->value);
	if (wrong != NULL)
		return wrong;
	q->calculated = memchr(start, 'e', (size_t)(r->p - start)) != NULL ||
	    memchr(start, 'E', (size_t)(r->p - start)) != NULL;
	start = r->p;
	wrong = power_of_ten(r, &q->value);
	if (wrong == NULL)
		wrong = fraction(r, &q->value);
	q->calculated = q->calculated || r->p > start;
	if (minus)
		q->value = -q->value;
	return wrong;
}

const char *
quantity_read(struct quantity *q, struct mem *m, const char *s, size_t n)
{
	struct reader r;
	const char *wrong;

	*q = (struct quantity){ .unit = "" };
	if (n > QUANTITY_MAX)
		return not_number;
	r.p = plain(m, s, &n, false);
	r.end = r.p + n;
	blanks(&r);
	wrong = value_read(&r, q);
	if (wrong != NULL)
		return wrong;
	if (!isfinite(q->value))
		return "This number is too large.";
	blanks(&r);
	if (at(&r, 0, "+-*^(),.;:=<>") || (at(&r, 0, "/") && r.p + 1 < r.end &&
	    is_digit(r.p[1])))
		return not_number;
	q->unit = unit_plain(m, r.p, (size_t)(r.end - r.p));
	return NULL;
}
