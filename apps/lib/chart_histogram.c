#include "web/chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "apps/lib/chart_plot.h"
#include "web/mem.h"
#include "web/text.h"

enum {
	BINS_MAX = 200,
	BINS_CHOSEN_MAX = 60,
	BINS_FEW = 10,		/* for fewer values than FEW */
	FEW = 20,
	DIGITS = 5		/* in the names of the ranges */
};

static int
compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Those that are numbers, sorted. */
static double *
sorted_values(struct mem *m, const double *values, size_t *n)
{
	double *sorted = mem_array(m, *n, sizeof(*sorted));
	size_t count = 0;

	for (size_t i = 0; i < *n; i++)
		if (isfinite(values[i]))
			sorted[count++] = scale_value(values[i]);
	if (count > 0)
		qsort(sorted, count, sizeof(*sorted), compare);
	*n = count;
	return sorted;
}

/* By Newton; the C library's is in another one. */
static double
cube_root(double v)
{
	double root = v;

	for (int i = 0; i < 80; i++)
		root = (2 * root + v / (root * root)) / 3;
	return root;
}

/* Freedman and Diaconis: a range is 2 quartile distances / cube root of n. */
static size_t
choose_bins(const struct scale *x, const double *sorted, size_t n)
{
	double middle, bins;

	if (n < FEW)
		return BINS_FEW;
	middle = sorted[n - 1 - n / 4] - sorted[n / 4];
	if (middle <= 0)
		return BINS_FEW;
	bins = (x->high / 2 - x->low / 2) / middle *
	    cube_root((double)n);
	return bins > BINS_CHOSEN_MAX - 1 ? BINS_CHOSEN_MAX :
	    (size_t)scale_floor(bins) + 1;
}

/* Each range holds its lower end; the last one both. */
static double *
count_bins(struct mem *m, const struct scale *x, const double *sorted,
    const size_t sizes[2])
{
	size_t n = sizes[0], bins = sizes[1], bin;
	double *counts = mem_array(m, bins, sizeof(*counts));

	for (size_t i = 0; i < n; i++) {
		bin = (size_t)scale_floor(scale_at(x, sorted[i]) *
		    (double)bins);
		counts[bin < bins ? bin : bins - 1]++;
	}
	return counts;
}

static const char *
range_name(struct mem *m, double low, double high)
{
	char from[CHART_NUMBER_SIZE], to[CHART_NUMBER_SIZE];

	scale_number(low, DIGITS, from);
	scale_number(high, DIGITS, to);
	return mem_printf(m, "%s to %s", from, to);
}

static const char **
name_bins(struct mem *m, const struct scale *x, size_t bins)
{
	const char **names = mem_array(m, bins, sizeof(*names));
	double width = x->high / (double)bins - x->low / (double)bins;

	for (size_t i = 0; i < bins; i++)
		names[i] = range_name(m, x->low + width * (double)i,
		    i + 1 == bins ? x->high : x->low + width * (double)(i + 1));
	return names;
}

void
chart_histogram(struct text *t, struct mem *m, const struct chart *chart,
    const double *values, size_t n, size_t bins)
{
	struct chart c = *chart;
	double *sorted = sorted_values(m, values, &n);
	struct extent x = { 0, 0, false }, y = { 0, 0, true };
	struct plot p = { .t = t, .c = &c, .kind = "Histogram",
	    .numeric = true };
	struct chart_series series = { "Count", NULL };
	size_t sizes[2];

	if (n > 0) {
		extent_add(&x, sorted[0]);
		extent_add(&x, sorted[n - 1]);
	}
	if (c.low < c.high) {
		extent_add(&x, c.low);
		extent_add(&x, c.high);
	}
	p.x = scale_exact(x);
	if (bins == 0 && n > 0)
		bins = choose_bins(&p.x, sorted, n);
	sizes[0] = n;
	sizes[1] = n == 0 ? 0 : bins > BINS_MAX ? BINS_MAX : bins;
	series.values = count_bins(m, &p.x, sorted, sizes);
	c.labels = name_bins(m, &p.x, sizes[1]);
	c.n = sizes[1];
	c.series = &series;
	c.nseries = 1;
	c.stacked = false;
	for (size_t i = 0; i < c.n; i++)
		extent_add(&y, series.values[i]);
	p.y = scale_round(y);
	plot_bars(&p);
}
