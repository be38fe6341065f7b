#include "apps/tutor/model/stats.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "apps/tutor/model/grow.h"
#include "web/mem.h"

enum { PAIRS_MIN = 3 };

static const double DOUBTFUL = 0.1;

double
stats_mean(const double *values, size_t n, size_t *known)
{
	double sum = 0;
	size_t count = 0;

	for (size_t i = 0; i < n; i++) {
		if (isnan(values[i]))
			continue;
		sum += values[i];
		count++;
	}
	if (known != NULL)
		*known = count;
	return count == 0 ? NAN : sum / (double)count;
}

double
stats_deviation(const double *values, size_t n)
{
	size_t known;
	double mean = stats_mean(values, n, &known), sum = 0;

	for (size_t i = 0; i < n; i++)
		if (!isnan(values[i]))
			sum += (values[i] - mean) * (values[i] - mean);
	return known < 2 ? NAN : sqrt(sum / (double)(known - 1));
}

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Those that are known, in order; how many. */
static size_t
sorted(struct mem *m, const double *values, size_t n, double **to)
{
	size_t known = 0;

	*to = mem_array(m, n, sizeof(**to));
	for (size_t i = 0; i < n; i++)
		if (!isnan(values[i]))
			(*to)[known++] = values[i];
	if (known > 0)
		qsort(*to, known, sizeof(**to), by_value);
	return known;
}

double
stats_median(struct mem *m, const double *values, size_t n)
{
	double *s;
	size_t known = sorted(m, values, n, &s);

	if (known == 0)
		return NAN;
	return (s[(known - 1) / 2] + s[known / 2]) / 2;
}

/* The mean of one side where the other is known, too. */
static double
mean_of_pairs(const double *x, const double *other, size_t n, size_t *known)
{
	double sum = 0;

	*known = 0;
	for (size_t i = 0; i < n; i++) {
		if (isnan(x[i]) || isnan(other[i]))
			continue;
		sum += x[i];
		(*known)++;
	}
	return *known == 0 ? NAN : sum / (double)*known;
}

double
stats_correlation(const double *x, const double *y, size_t n, size_t *known)
{
	double mx = mean_of_pairs(x, y, n, known);
	double my = mean_of_pairs(y, x, n, known);
	double xx = 0, yy = 0, xy = 0;

	for (size_t i = 0; i < n; i++) {
		if (isnan(x[i]) || isnan(y[i]))
			continue;
		xx += (x[i] - mx) * (x[i] - mx);
		yy += (y[i] - my) * (y[i] - my);
		xy += (x[i] - mx) * (y[i] - my);
	}
	/* Sums of what is all the same come out as nearly nothing. */
	if (*known < PAIRS_MIN || xx < 1e-12 || yy < 1e-12)
		return NAN;
	return xy / sqrt(xx * yy);
}

void
stats_item(struct stats_item *item, const double *scores, const double *rests,
    size_t n)
{
	size_t pairs;

	item->difficulty = stats_mean(scores, n, &item->n);
	item->discrimination = stats_correlation(scores, rests, n, &pairs);
	item->doubtful = pairs >= STATS_DOUBT_MIN &&
	    item->discrimination < DOUBTFUL;
}

size_t
stats_steps(struct mem *m, const double *values, size_t n, size_t max,
    double **x, double **share)
{
	double *s;
	size_t known = sorted(m, values, n, &s), places, last;

	places = known < max ? known : max;
	*x = mem_array(m, places, sizeof(**x));
	*share = mem_array(m, places, sizeof(**share));
	for (size_t i = 0; i < places; i++) {
		last = (i + 1) * known / places - 1;
		(*x)[i] = s[last];
		(*share)[i] = (double)(last + 1) / (double)known;
	}
	return places;
}

void
tally_init(struct tally *t, struct mem *m)
{
	*t = (struct tally){ .mem = m };
}

void
tally_add(struct tally *t, const struct tally_entry *e)
{
	t->list = grow_list(t->mem, t->list, t->n, sizeof(*t->list));
	t->list[t->n] = *e;
	t->list[t->n++].text = mem_str(t->mem, e->text);
}

static int
by_text(const void *a, const void *b)
{
	const struct tally_entry *x = a, *y = b;
	int order = strcmp(x->text, y->text);

	return order != 0 ? order : (x->who > y->who) - (x->who < y->who);
}

static int
by_count(const void *a, const void *b)
{
	const struct tally_entry *x = a, *y = b;

	if (x->n != y->n)
		return x->n < y->n ? 1 : -1;
	return strcmp(x->text, y->text);
}

void
tally_count(struct tally *t)
{
	struct tally_entry *to = NULL;
	size_t n = 0, who = 0;

	if (t->n == 0)
		return;
	qsort(t->list, t->n, sizeof(*t->list), by_text);
	for (size_t i = 0; i < t->n; i++) {
		if (to == NULL || strcmp(to->text, t->list[i].text) != 0) {
			to = &t->list[n++];
			*to = t->list[i];
			to->n = 1;
		} else if (t->list[i].who != who)
			to->n++;
		who = t->list[i].who;
	}
	t->n = n;
	qsort(t->list, t->n, sizeof(*t->list), by_count);
}
