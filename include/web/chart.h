/*
 * chart.h - charts as inline SVG, each with its data as a table beside.
 *
 * Made by the server, without scripts.  Colours and patterns come from the
 * stylesheet by class (chart, chart-bar, chart-line, chart-axis, chart-0 to
 * chart-5), so that a strict content security policy holds and dark pages look
 * right; series are told apart by pattern or dash as well as by colour.  The
 * SVG has role="img", a title and a description; the table (in <details>) has
 * the same numbers for who cannot see it.
 */
#ifndef WEB_CHART_H
#define WEB_CHART_H

#include <stdbool.h>
#include <stddef.h>

struct text;

enum { CHART_SERIES_MAX = 6 };

struct chart_series {
	const char	*name;
	const double	*values;	/* n of the chart; NaN: no value */
};

struct chart {
	const char	*id;		/* unique in the page: [a-z0-9-]+ */
	const char	*title;
	const char	*x_label, *y_label;	/* NULL: none */
	const char *const *labels;	/* of the n places along x */
	size_t		 n;
	const struct chart_series *series;
	size_t		 nseries;	/* 1 to CHART_SERIES_MAX */
	bool		 stacked;	/* bars: on each other */
	bool		 steps;		/* line: as stairs */
	const double	*x;		/* line: places along x; NULL: even */
	double		 low, high;	/* histogram: the least its axis has,
					   where low < high */
};

void	chart_bars(struct text *, const struct chart *);
void	chart_line(struct text *, const struct chart *);

/*
 * Bars of how many of n values fall in each of `bins` equal ranges between
 * their extremes, or from low to high of the chart if that is wider; bins 0:
 * chosen by Freedman and Diaconis, 10 ranges for fewer than 20 values.  labels,
 * series and x of the chart are not used.
 */
struct mem;
void	chart_histogram(struct text *, struct mem *, const struct chart *,
	    const double *values, size_t n, size_t bins);

#endif
