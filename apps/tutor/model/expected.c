/*
 * expected.c - what a line of a number question expects.
 */
#include "apps/tutor/model/quantity.h"

#include <complex.h>
#include <math.h>
#include <string.h>

#include "apps/tutor/model/expr.h"
#include "apps/tutor/model/page.h"
#include "web/mem.h"
#include "web/number.h"

static const double rounding = 1e-9;	/* beside a value: no difference */

struct line {
	struct mem	*mem;
	const char	*p;
	size_t		 n;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

static struct line
part(const struct line *l, size_t from, size_t n)
{
	struct line out = { l->mem, l->p + from, n };

	while (out.n > 0 && is_blank(*out.p)) {
		out.p++;
		out.n--;
	}
	while (out.n > 0 && is_blank(out.p[out.n - 1]))
		out.n--;
	return out;
}

/* What is behind a sign or a word, cut off; NULL when it is not there. */
static const char *
cut(struct line *l, const char *sign)
{
	bool word = sign[0] >= 'a' && sign[0] <= 'z';
	size_t n = strlen(sign);
	struct line rest;

	for (size_t i = 1; i + n <= l->n; i++) {
		if (memcmp(l->p + i, sign, n) != 0 || (word &&
		    (!is_blank(l->p[i - 1]) || i + n == l->n ||
		    !is_blank(l->p[i + n]))))
			continue;
		rest = part(l, i + n, l->n - i - n);
		*l = part(l, 0, i);
		return mem_dup(l->mem, rest.p, rest.n);
	}
	return NULL;
}

static bool
is_infinite(struct line l)
{
	return (l.n == 3 && memcmp(l.p, "inf", 3) == 0) ||
	    (l.n == 3 && memcmp(l.p, "\xe2\x88\x9e", 3) == 0);
}

static const char *
value_of(struct line l, double *value)
{
	const struct expr *e;
	const char *what;
	double complex z;
	bool minus = l.n > 0 && *l.p == '-';

	if (is_infinite(part(&l, minus, l.n - minus))) {
		*value = minus ? -INFINITY : INFINITY;
		return NULL;
	}
	e = expr_read(l.mem, l.p, l.n, NULL, &what);
	if (e == NULL)
		return what;
	z = expr_value(e, NULL);
	*value = creal(z);
	if (!isfinite(creal(z)) || cimag(z) != 0)
		return "it has no finite real value";
	return NULL;
}

bool
tolerance_read(const char *s, double value, double *wide)
{
	size_t n = number_scan(s, strlen(s));

	if (n == 0)
		return false;
	*wide = number_value(s, n);
	if (strcmp(s + n, "%") == 0)
		*wide *= fabs(value) / 100;
	else if (s[n] != '\0')
		return false;
	return isfinite(*wide);
}

/* Half a unit of the last of so many digits. */
static bool
significant(const char *s, double value, double *wide)
{
	size_t n = strlen(s);
	double digits;

	if (n == 0 || n > 2 || strspn(s, "0123456789") != n)
		return false;
	digits = number_value(s, n);
	if (digits < 1 || digits > 15)
		return false;
	*wide = value == 0 ? 0 :
	    0.5 * pow(10, floor(log10(fabs(value))) - digits + 1);
	return true;
}

static const char *
spread(struct expected *e, const char *tolerance, const char *sig)
{
	double wide = 0, slack;

	if (sig != NULL && !significant(sig, e->value, &wide))
		return "behind sig goes a number of digits, 1 to 15";
	if (tolerance != NULL && !tolerance_read(tolerance, e->value, &wide))
		return "a tolerance is a number such as 0.1, or 1%";
	slack = rounding * (fabs(e->value) > wide ? fabs(e->value) : wide);
	e->low = e->value - wide - slack;
	e->high = e->value + wide + slack;
	return NULL;
}

/* The comma of (0, 1], which is in no inner parentheses; 0: it is no range. */
static size_t
comma_at(const struct line *l)
{
	int depth = 0;

	if (l->n < 5 || strchr("([", l->p[0]) == NULL ||
	    strchr(")]", l->p[l->n - 1]) == NULL)
		return 0;
	for (size_t i = 0; i < l->n; i++) {
		if (l->p[i] == ',' && depth == 1)
			return i;
		depth += l->p[i] == '(' || l->p[i] == '[';
		depth -= l->p[i] == ')' || l->p[i] == ']';
	}
	return 0;
}

static size_t
dots_at(const struct line *l)
{
	for (size_t i = 1; i + 2 < l->n; i++)
		if (l->p[i] == '.' && l->p[i + 1] == '.')
			return i;
	return 0;
}

static const char *
range(struct expected *e, struct line low, struct line high)
{
	const char *wrong = value_of(low, &e->low);

	if (wrong == NULL)
		wrong = value_of(high, &e->high);
	if (wrong == NULL && !(e->low <= e->high))
		wrong = "the range ends before it begins";
	if (wrong != NULL)
		return wrong;
	e->value = e->low;
	if (isfinite(e->low))
		e->low += (e->open_low ? 1 : -1) * rounding * fabs(e->low);
	if (isfinite(e->high))
		e->high -= (e->open_high ? 1 : -1) * rounding * fabs(e->high);
	return NULL;
}

static const char *
read_value(struct expected *e, struct line *l, const struct question *q)
{
	const char *sig = cut(l, "sig"), *tolerance = cut(l, "+-"), *wrong;
	size_t at;

	if (tolerance == NULL)
		tolerance = cut(l, "\xc2\xb1");
	at = comma_at(l);
	if (at > 0) {
		e->open_low = l->p[0] == '(';
		e->open_high = l->p[l->n - 1] == ')';
		wrong = range(e, part(l, 1, at - 1),
		    part(l, at + 1, l->n - at - 2));
	} else if (dots_at(l) > 0) {
		at = dots_at(l);
		wrong = range(e, part(l, 0, at),
		    part(l, at + 2, l->n - at - 2));
	} else {
		wrong = value_of(*l, &e->value);
		if (wrong == NULL && !isfinite(e->value))
			wrong = "only a range can end at infinity";
		if (tolerance == NULL && sig == NULL) {
			tolerance = question_attr(q, "tolerance");
			sig = tolerance == NULL ? question_attr(q, "sig") :
			    NULL;
		}
		return wrong != NULL ? wrong : spread(e, tolerance, sig);
	}
	if (wrong == NULL && (tolerance != NULL || sig != NULL))
		wrong = "a range has no tolerance";
	return wrong;
}

const char *
expected_read(struct expected *e, struct mem *m, const struct question *q,
    const char *line)
{
	struct line all = { m, line, strlen(line) }, l;

	*e = (struct expected){ .low = 0 };
	l = part(&all, 0, all.n);
	e->unit = cut(&l, "unit");
	e->written = mem_dup(m, l.p, l.n);
	if (l.n == 0)
		return "there is no number";
	return read_value(e, &l, q);
}

bool
expected_holds(const struct expected *e, double value)
{
	return (e->open_low ? value > e->low : value >= e->low) &&
	    (e->open_high ? value < e->high : value <= e->high);
}
