/*
 * variant_choose.c - one of the values of a let.
 *
 *	2..9   0.5..2 step 0.5   1, 3, 5   w*h   each with "not 4, w" behind
 *	a | b | c
 */
#include <math.h>
#include <string.h>

#include "apps/tutor/model/page.h"
#include "apps/tutor/model/seed.h"
#include "apps/tutor/model/variant.h"
#include "apps/tutor/model/variant_value.h"
#include "web/mem.h"
#include "web/number.h"

enum { CHOICES_MAX = 100000, LIST_MAX = 200 };

static const double near = 1e-9;	/* so near is the same */

/* Bytes of the let's line. */
struct part {
	const char	*p;
	size_t		 n;
};

struct chooser {
	struct mem	*mem;
	const struct variant *v;
	const char	*what;		/* is wrong */
	struct part	 values, step, not;
	double		 refused[LIST_MAX];	/* values of `not` */
	size_t		 nrefused;
	unsigned long long seed;
};

static struct part
trim(const char *p, size_t n)
{
	while (n > 0 && (*p == ' ' || *p == '\t')) {
		p++;
		n--;
	}
	while (n > 0 && (p[n - 1] == ' ' || p[n - 1] == '\t'))
		n--;
	return (struct part){ p, n };
}

/* What is behind " word " is cut off; without the word it is empty. */
static struct part
cut_word(struct part *all, const char *word)
{
	size_t n = strlen(word);
	struct part rest = { NULL, 0 };

	for (size_t i = 1; i + n < all->n; i++)
		if (all->p[i - 1] == ' ' && all->p[i + n] == ' ' &&
		    memcmp(all->p + i, word, n) == 0) {
			rest = trim(all->p + i + n, all->n - i - n);
			*all = trim(all->p, i);
			break;
		}
	return rest;
}

/* The next of a list, cut off: to a separator that is in no parentheses. */
static struct part
cut_item(struct part *all, char separator)
{
	struct part item;
	size_t i = 0;
	int depth = 0;

	for (; i < all->n; i++) {
		if (all->p[i] == separator && depth == 0)
			break;
		depth += (all->p[i] == '(') - (all->p[i] == ')');
	}
	item = trim(all->p, i);
	i += i < all->n;
	all->p += i;
	all->n -= i;
	return item;
}

static bool
value_of(struct chooser *c, struct part s, double *value)
{
	struct variant_value v;

	if (!variant_value(c->mem, c->v, s.p, s.n, &v)) {
		if (c->what == NULL)
			c->what = mem_printf(c->mem, "\"%.*s\": %s",
			    (int)(s.n < 40 ? s.n : 40), s.p, v.what);
		return false;
	}
	*value = v.value;
	return true;
}

static bool
refused_read(struct chooser *c)
{
	struct part rest = c->not;

	while (rest.n > 0) {
		if (c->nrefused == LIST_MAX) {
			c->what = "too many values behind not";
			return false;
		}
		if (!value_of(c, cut_item(&rest, ','),
		    &c->refused[c->nrefused]))
			return false;
		c->nrefused++;
	}
	return true;
}

static bool
is_refused(const struct chooser *c, double value)
{
	for (size_t i = 0; i < c->nrefused; i++)
		if (fabs(value - c->refused[i]) <=
		    near * (1 + fabs(value)))
			return true;
	return false;
}

/* The k-th value of lo, lo + step, ... that is not refused. */
static const char *
pick(struct chooser *c, double lo, double step, size_t count)
{
	size_t left = 0, k;

	for (size_t i = 0; i < count; i++)
		left += !is_refused(c, lo + step * (double)i);
	if (left == 0) {
		c->what = "no value is left";
		return NULL;
	}
	k = seed_below(&c->seed, left);
	for (size_t i = 0; ; i++)
		if (!is_refused(c, lo + step * (double)i) && k-- == 0)
			return number_text(c->mem, lo + step * (double)i,
			    VARIANT_DIGITS);
}

static const char *
choose_range(struct chooser *c, size_t dots)
{
	struct part lower = trim(c->values.p, dots);
	struct part upper = trim(c->values.p + dots + 2,
	    c->values.n - dots - 2);
	double lo, hi, step = 1, count;

	if (lower.n == 0 || upper.n == 0) {
		c->what = "a range has two ends: 2..9";
		return NULL;
	}
	if (!value_of(c, lower, &lo) || !value_of(c, upper, &hi) ||
	    (c->step.p != NULL && !value_of(c, c->step, &step)))
		return NULL;
	count = step > 0 ? floor((hi - lo) / step + near) + 1 : 0;
	if (!(step > 0))
		c->what = "a step is more than 0";
	else if (!(count >= 1))
		c->what = "the range ends before it begins";
	else if (count > CHOICES_MAX)
		c->what = "the range has more than 100000 values: "
		    "give a larger step";
	if (c->what != NULL)
		return NULL;
	return pick(c, lo, step, (size_t)count);
}

/* A number that is written out stays as it is written: 1.50. */
static const char *
item_text(struct chooser *c, struct part item, double value)
{
	if (number_scan(item.p, item.n) == item.n)
		return mem_dup(c->mem, item.p, item.n);
	return number_text(c->mem, value, VARIANT_DIGITS);
}

static const char *
choose_item(struct chooser *c)
{
	struct part rest = c->values, item;
	const char *list[LIST_MAX];
	size_t n = 0;
	double value;

	while (rest.n > 0) {
		item = cut_item(&rest, ',');
		if (!value_of(c, item, &value))
			return NULL;
		if (is_refused(c, value))
			continue;
		if (n == LIST_MAX) {
			c->what = "the list is too long";
			return NULL;
		}
		list[n++] = item_text(c, item, value);
	}
	if (n == 0) {
		c->what = "no value is left";
		return NULL;
	}
	return list[seed_below(&c->seed, n)];
}

static const char *
choose_word(struct chooser *c)
{
	struct part rest = c->values, item;
	const char *list[LIST_MAX];
	size_t n = 0;

	for (;;) {
		bool last = memchr(rest.p, '|', rest.n) == NULL;

		item = cut_item(&rest, '|');
		if (item.n == 0)
			c->what = "there is nothing beside a |";
		else if (n == LIST_MAX)
			c->what = "the list is too long";
		if (c->what != NULL)
			return NULL;
		list[n++] = mem_dup(c->mem, item.p, item.n);
		if (last)
			break;
	}
	return list[seed_below(&c->seed, n)];
}

/* Lets do not change when one is added before them. */
static unsigned long long
seed_of(unsigned long long seed, const char *name)
{
	for (; *name != '\0'; name++)
		seed = (seed ^ (unsigned char)*name) * 0x100000001b3;
	return seed;
}

static size_t
dots_at(struct part s)
{
	for (size_t i = 0; i + 1 < s.n; i++)
		if (s.p[i] == '.' && s.p[i + 1] == '.')
			return i;
	return s.n;
}

const char *
variant_choose(struct mem *m, const struct variant *v, const struct let *let,
    const char **what)
{
	struct chooser *c = mem_alloc(m, sizeof(*c));
	const char *value = NULL;
	size_t dots;

	c->mem = m;
	c->v = v;
	c->seed = seed_of(v->seed, let->name);
	c->values = trim(let->values, strlen(let->values));
	if (c->values.n > 0 && memchr(c->values.p, '|', c->values.n) != NULL) {
		value = choose_word(c);
	} else {
		c->not = cut_word(&c->values, "not");
		c->step = cut_word(&c->values, "step");
		dots = dots_at(c->values);
		if (c->values.n == 0)
			c->what = "there are no values: 2..9, or 1, 3, 5, or "
			    "a | b";
		else if (c->step.p != NULL && dots == c->values.n)
			c->what = "a step needs a range: 2..9 step 0.5";
		else if (refused_read(c))
			value = dots < c->values.n ? choose_range(c, dots) :
			    choose_item(c);
	}
	*what = c->what;
	return value;
}
