/*
 * chart_plot.h - what all charts have: frame, axes, legend, table.
 *
 * Lengths are units of the viewBox.  It is laid out for the letters of a
 * telephone, which are the largest beside the drawing: where they fit, all do.
 */
#ifndef LIB_CHART_PLOT_H
#define LIB_CHART_PLOT_H

#include <stdbool.h>
#include <stddef.h>

#include "apps/lib/chart_scale.h"
#include "web/chart.h"

struct text;

struct plot {
	struct text	*t;
	const struct chart *c;
	const char	*kind;		/* "Bars" */
	struct scale	 y;
	struct scale	 x;		/* when it is numeric */
	bool		 numeric;	/* along x; else n even places */
	bool		 lines;		/* the legend shows lines */
	double		 left, right, top, bottom;	/* of what is drawn */
	double		 height;	/* of the viewBox */
	size_t		 every;		/* how many places have one label */
	bool		 slanted;	/* labels along x */
};

/* The whole chart: bars at their places, or side by side if p->numeric. */
void	plot_bars(struct plot *);

/* Everything in front of the marks; the scales are set. */
void	plot_begin(struct plot *);

/* Everything behind them. */
void	plot_end(struct plot *);

/* Where a number stands. */
double	plot_x(const struct plot *, double);
double	plot_y(const struct plot *, double);

/* Where place i begins, when they are even, and how wide each is. */
double	plot_place(const struct plot *, size_t i);
double	plot_slot(const struct plot *);

/* A coordinate: at most two digits behind the point. */
void	plot_number(struct text *, double);

/* The value at a place; false when there is none. */
bool	plot_value(const struct chart *, size_t series, size_t i, double *);

#endif
