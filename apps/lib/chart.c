#include "web/chart.h"

#include "apps/lib/chart_plot.h"
#include "web/text.h"

static struct chart
checked(const struct chart *c)
{
	struct chart copy = *c;

	if (copy.nseries > CHART_SERIES_MAX)
		copy.nseries = CHART_SERIES_MAX;
	return copy;
}

/* The ends of the bars that stand on each other at place i. */
static void
extend_stack(struct extent *e, const struct chart *c, size_t i)
{
	double above = 0, below = 0, v;

	for (size_t s = 0; s < c->nseries; s++) {
		if (!plot_value(c, s, i, &v))
			continue;
		if (v < 0)
			below = scale_value(below + scale_value(v));
		else
			above = scale_value(above + scale_value(v));
	}
	extent_add(e, below);
	extent_add(e, above);
}

static struct extent
extent_of(const struct chart *c, bool stacked)
{
	struct extent e = { 0, 0, false };

	for (size_t i = 0; i < c->n; i++) {
		if (stacked)
			extend_stack(&e, c, i);
		for (size_t s = 0; s < c->nseries && !stacked; s++)
			extent_add(&e, c->series[s].values[i]);
	}
	return e;
}

struct bar {
	double	 x, width;
	double	 from, to;	/* values */
};

static void
write_bar(const struct plot *p, const struct bar *b)
{
	double y0 = plot_y(p, b->from), y1 = plot_y(p, b->to);

	text_adds(p->t, "<rect x=\"");
	plot_number(p->t, b->x);
	text_adds(p->t, "\" y=\"");
	plot_number(p->t, y0 < y1 ? y0 : y1);
	text_adds(p->t, "\" width=\"");
	plot_number(p->t, b->width);
	text_adds(p->t, "\" height=\"");
	plot_number(p->t, y0 < y1 ? y1 - y0 : y0 - y1);
	text_adds(p->t, "\"/>");
}

/* What stands below this series at its place, on its side of zero. */
static double
stack_below(const struct chart *c, size_t series, size_t i)
{
	double sum = 0, own, v;

	(void)plot_value(c, series, i, &own);
	for (size_t s = 0; s < series; s++)
		if (plot_value(c, s, i, &v) && (v < 0) == (own < 0))
			sum = scale_value(sum + scale_value(v));
	return sum;
}

static void
write_bars_of(const struct plot *p, size_t series)
{
	const struct chart *c = p->c;
	size_t beside = c->stacked ? 1 : c->nseries;
	double slot = plot_slot(p), v;
	double width = p->numeric ? slot : slot * 0.8 / (double)beside;
	double gap = p->numeric ? 0 : slot * 0.1;
	struct bar b;

	for (size_t i = 0; i < c->n; i++) {
		if (!plot_value(c, series, i, &v))
			continue;
		b.x = plot_place(p, i) + gap +
		    (c->stacked ? 0 : width * (double)series);
		b.width = width;
		b.from = c->stacked ? stack_below(c, series, i) : 0;
		b.to = b.from + scale_value(v);
		write_bar(p, &b);
	}
}

void
plot_bars(struct plot *p)
{
	plot_begin(p);
	for (size_t s = 0; s < p->c->nseries; s++) {
		text_htmlf(p->t, "<g class=\"chart-bar chart-%zu\""
		    " fill=\"url(#%s-fill-%zu)\">", s, p->c->id, s);
		write_bars_of(p, s);
		text_adds(p->t, "</g>\n");
	}
	plot_end(p);
}

void
chart_bars(struct text *t, const struct chart *chart)
{
	struct chart c = checked(chart);
	struct extent e = extent_of(&c, c.stacked);
	struct plot p = { .t = t, .c = &c, .kind = c.stacked ?
	    "Stacked bars" : "Bars" };

	extent_add(&e, 0);
	p.y = scale_round(e);
	plot_bars(&p);
}

static double
place_of(const struct plot *p, size_t i)
{
	if (p->numeric)
		return plot_x(p, p->c->x[i]);
	return plot_place(p, i) + plot_slot(p) / 2;
}

static bool
has_point(const struct plot *p, size_t series, size_t i, double *v)
{
	struct extent e = { 0, 0, false };

	if (p->numeric)
		extent_add(&e, p->c->x[i]);
	return plot_value(p->c, series, i, v) && (!p->numeric || e.any);
}

/* A line with a gap where there is no value; a point alone is a dot. */
static void
write_line_of(const struct plot *p, size_t series)
{
	bool drawn = false;
	double v;

	text_addf(p->t, "<path class=\"chart-line chart-%zu\" fill=\"none\""
	    " d=\"", series);
	for (size_t i = 0; i < p->c->n; i++) {
		if (!has_point(p, series, i, &v)) {
			drawn = false;
			continue;
		}
		text_adds(p->t, !drawn ? "M" : p->c->steps ? "H" : "L");
		plot_number(p->t, place_of(p, i));
		text_adds(p->t, drawn && p->c->steps ? "V" : " ");
		plot_number(p->t, plot_y(p, v));
		if (!drawn)
			text_adds(p->t, "h0");
		drawn = true;
	}
	text_adds(p->t, "\"/>");
}

/* Thick dots of no length, where they do not hide the line. */
static void
write_dots_of(const struct plot *p, size_t series)
{
	double v;

	text_addf(p->t, "<path class=\"chart-dot chart-%zu\" fill=\"none\""
	    " d=\"", series);
	for (size_t i = 0; i < p->c->n; i++) {
		if (!has_point(p, series, i, &v))
			continue;
		text_addc(p->t, 'M');
		plot_number(p->t, place_of(p, i));
		text_addc(p->t, ' ');
		plot_number(p->t, plot_y(p, v));
		text_adds(p->t, "h0");
	}
	text_adds(p->t, "\"/>");
}

enum { DOTS_MAX = 40 };

void
chart_line(struct text *t, const struct chart *chart)
{
	struct chart c = checked(chart);
	struct plot p = { .t = t, .c = &c, .kind = c.steps ? "Steps" : "Line",
	    .lines = true, .numeric = c.x != NULL };
	struct extent x = { 0, 0, false };

	for (size_t i = 0; c.x != NULL && i < c.n; i++)
		extent_add(&x, c.x[i]);
	p.x = scale_exact(x);
	p.y = scale_round(extent_of(&c, false));
	plot_begin(&p);
	for (size_t s = 0; s < c.nseries; s++) {
		write_line_of(&p, s);
		if (c.n <= DOTS_MAX && !c.steps)
			write_dots_of(&p, s);
		text_adds(t, "\n");
	}
	plot_end(&p);
}
