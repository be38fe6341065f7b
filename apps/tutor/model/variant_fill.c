/*
 * variant_fill.c - the values of a variant put into text.
 */
#include "apps/tutor/model/variant.h"

#include <string.h>

#include "apps/tutor/model/problem.h"
#include "apps/tutor/model/variant_value.h"
#include "web/mem.h"
#include "web/number.h"
#include "web/text.h"

enum { BRACES_MAX = 200, DECIMALS_MAX = 10 };

struct fill {
	struct mem	*mem;
	const struct variant *v;
	struct text	 out;
	const char	*p, *end;
	bool		 formula;	/* negative values in parentheses */
	const char	*odd;		/* the first braces that cannot be
					   read, and why */
	const char	*no_math;	/* no formula begins before here */
};

/* Bytes to the brace that closes the one at p; 0: none is near. */
static size_t
braces(const struct fill *f)
{
	size_t n = (size_t)(f->end - f->p);

	if (n > BRACES_MAX)
		n = BRACES_MAX;
	for (size_t i = 1; i < n; i++) {
		if (f->p[i] == '}')
			return i + 1;
		if (f->p[i] == '{' || f->p[i] == '\n')
			break;
	}
	return 0;
}

static void
put(struct fill *f, const char *value)
{
	bool inner = f->formula && strpbrk(value, "-+eE") != NULL;

	text_adds(&f->out, inner ? "(" : "");
	text_adds(&f->out, value);
	text_adds(&f->out, inner ? ")" : "");
}

/* The digits behind the colon of {w:2}, cut off; -1: none. */
static int
decimals_cut(const char *s, size_t *n)
{
	size_t at = *n;
	int decimals = 0;

	while (at > 0 && s[at - 1] >= '0' && s[at - 1] <= '9')
		at--;
	if (at == 0 || at == *n || *n - at > 2 || s[at - 1] != ':')
		return -1;
	for (size_t i = at; i < *n; i++)
		decimals = 10 * decimals + (s[i] - '0');
	*n = at - 1;
	return decimals > DECIMALS_MAX ? DECIMALS_MAX : decimals;
}

/* What stands in braces; false: it is none of ours, and stays. */
static bool
expression(struct fill *f, const char *s, size_t n)
{
	int decimals = decimals_cut(s, &n);
	size_t i = variant_find(f->v, s, n);
	struct variant_value value;

	if (i < f->v->n && decimals == -1) {
		put(f, f->v->values[i]);
		return true;
	}
	if (!variant_value(f->mem, f->v, s, n, &value)) {
		if (f->odd == NULL && n > 0 && s[0] != '_')
			f->odd = mem_printf(f->mem, "{%.*s}: %s", (int)n, s,
			    value.what);
		return false;
	}
	if (!value.named)
		return false;
	put(f, decimals == -1 ?
	    number_text(f->mem, value.value, VARIANT_DIGITS) :
	    number_fixed(f->mem, value.value, decimals));
	return true;
}

static void
copy(struct fill *f, size_t n)
{
	text_add(&f->out, f->p, n);
	f->p += n;
}

/* n bytes of code or TeX, in which only {name} is replaced. */
static void
names_only(struct fill *f, size_t n, bool tex)
{
	const char *stop = f->p + n;
	size_t length, i;

	while (f->p < stop) {
		length = *f->p == '{' ? braces(f) : 0;
		i = length < 2 ? f->v->n :
		    variant_find(f->v, f->p + 1, length - 2);
		if (i == f->v->n) {
			copy(f, 1);
			continue;
		}
		/* TeX keeps them: \frac{w}{h}, x^{w}. */
		text_addf(&f->out, tex ? "{%s}" : "%s", f->v->values[i]);
		f->p += length;
	}
}

static size_t
run(const struct fill *f, const char *p, char c)
{
	size_t n = 0;

	while (p + n < f->end && p[n] == c)
		n++;
	return n;
}

static void
code(struct fill *f)
{
	size_t ticks = run(f, f->p, '`'), more;
	const char *p = f->p + ticks;

	while (p < f->end) {
		more = run(f, p, '`');
		if (more == ticks) {
			names_only(f, (size_t)(p - f->p) + ticks, false);
			return;
		}
		p += more > 0 ? more : 1;
	}
	copy(f, ticks);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

/* Behind the dollars that close those at p, in this paragraph; or NULL. */
static const char *
math_end(struct fill *f, size_t dollars)
{
	const char *p = f->p + dollars;

	if (p == f->end || (dollars == 1 && is_blank(*p)))
		return NULL;
	for (; p < f->end && strncmp(p, "\n\n", 2) != 0; p++) {
		if (*p == '\\' && p + 1 < f->end)
			p++;
		else if (*p == '$' && run(f, p, '$') >= dollars &&
		    (dollars == 2 || (!is_blank(p[-1]) &&
		    (p[1] < '0' || p[1] > '9'))))
			return p + dollars;
	}
	/* Nor does what begins between here and there. */
	f->no_math = p;
	return NULL;
}

static void
math(struct fill *f)
{
	size_t dollars = run(f, f->p, '$') > 1 ? 2 : 1;
	const char *stop = NULL;

	if (f->no_math == NULL || f->p >= f->no_math)
		stop = math_end(f, dollars);
	if (stop == NULL)
		copy(f, dollars);
	else
		names_only(f, (size_t)(stop - f->p), true);
}

static void
step(struct fill *f)
{
	size_t n;

	if (*f->p == '\\' && f->p + 1 < f->end) {
		if (f->p[1] == '{' || f->p[1] == '}')
			f->p++;
		else
			copy(f, 1);
		copy(f, 1);
		return;
	}
	n = *f->p == '{' ? braces(f) : 0;
	if (n > 0 && expression(f, f->p + 1, n - 2))
		f->p += n;
	else if (*f->p == '`' && !f->formula)
		code(f);
	else if (*f->p == '$' && !f->formula)
		math(f);
	else
		copy(f, 1);
}

static void
fill(struct fill *f, struct mem *m, const struct variant *v, const char *s)
{
	f->mem = m;
	f->v = v;
	f->p = s;
	f->end = s + strlen(s);
	text_init(&f->out, m);
	while (f->p < f->end)
		step(f);
}

const char *
variant_fill(struct mem *m, const struct variant *v, const char *text)
{
	struct fill f = { .formula = false };

	if (text == NULL || v == NULL || v->n == 0)
		return text;
	fill(&f, m, v, text);
	return f.out.p;
}

const char *
variant_formula(struct mem *m, const struct variant *v, const char *text)
{
	struct fill f = { .formula = true };

	if (text == NULL || v == NULL || v->n == 0)
		return text;
	fill(&f, m, v, text);
	return f.out.p;
}

const char *
variant_odd(struct mem *m, const struct variant *v, const char *text)
{
	struct fill f = { .formula = false };

	if (text == NULL || v == NULL || v->n == 0)
		return NULL;
	fill(&f, m, v, text);
	return f.odd;
}
