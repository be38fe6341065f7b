#include "apps/lib/chart_plot.h"

#include <math.h>
#include <string.h>

#include "apps/lib/chart_words.h"
#include "web/text.h"

enum {
	WIDTH = 480,
	DRAWN = 220,		/* height of what is drawn */
	MARGIN = 8,
	LETTER = 10,		/* width of one, on average */
	GAP = 4,		/* between labels side by side */
	LINE = 22,		/* height of a line of them */
	SLANTED_MIN = 20,	/* slot that a slanted label needs */
	TICK_MAX = 200
};

void
plot_number(struct text *t, double v)
{
	long long hundredths;

	if (v < 0)
		text_addc(t, '-');
	hundredths = (long long)((v < 0 ? -v : v) * 100 + 0.5);
	text_addf(t, "%lld", hundredths / 100);
	if (hundredths % 100 == 0)
		return;
	text_addf(t, hundredths % 10 == 0 ? ".%lld" : ".%02lld",
	    hundredths % 10 == 0 ? hundredths % 100 / 10 : hundredths % 100);
}

double
plot_x(const struct plot *p, double v)
{
	return p->left + scale_at(&p->x, v) * (p->right - p->left);
}

double
plot_y(const struct plot *p, double v)
{
	return p->bottom - scale_at(&p->y, v) * (p->bottom - p->top);
}

double
plot_slot(const struct plot *p)
{
	return (p->right - p->left) / (p->c->n == 0 ? 1 : (double)p->c->n);
}

double
plot_place(const struct plot *p, size_t i)
{
	return p->left + plot_slot(p) * (double)i;
}

bool
plot_value(const struct chart *c, size_t series, size_t i, double *v)
{
	*v = c->series[series].values[i];
	return isfinite(*v);
}

static double
tick_width(const struct scale *s)
{
	char label[CHART_NUMBER_SIZE];
	size_t most = 0, n;

	for (long long i = s->first; i <= s->last; i++) {
		scale_label(s, i, label);
		n = words_length(label);
		most = n > most ? n : most;
	}
	return (double)(most * LETTER);
}

static double
label_width(const struct chart *c)
{
	size_t most = 0, n;

	for (size_t i = 0; i < c->n; i++) {
		n = words_label_length(c, i);
		most = n > most ? n : most;
	}
	return (double)(most * LETTER);
}

/* 1, 2, 5, 10, ...: labels of years and the like stay round. */
static size_t
round_up(double need)
{
	static const size_t factors[] = { 1, 2, 5 };
	size_t power = 1;

	for (;; power *= 10)
		for (size_t i = 0; i < 3; i++)
			if ((double)(factors[i] * power) >= need)
				return factors[i] * power;
}

/* Labels along x: side by side, else slanted, else not all. */
static void
place_labels(struct plot *p, double width)
{
	double slot = plot_slot(p);

	p->every = 1;
	p->slanted = false;
	if (width + GAP <= slot)
		return;
	if (slot >= SLANTED_MIN)
		p->slanted = true;
	else
		p->every = round_up((width + LETTER) / slot);
}

static void
place_all(struct plot *p)
{
	const struct chart *c = p->c;
	double width = p->numeric ? 0 : label_width(c), left;

	left = tick_width(&p->y) + LETTER;
	p->left = left > TICK_MAX ? TICK_MAX : left;
	p->right = WIDTH - MARGIN - LETTER;
	p->top = c->y_label != NULL ? LINE + MARGIN + MARGIN : MARGIN + MARGIN;
	p->bottom = p->top + DRAWN;
	p->every = 1;
	p->slanted = false;
	p->height = p->bottom + LINE + MARGIN;
	if (!p->numeric) {
		place_labels(p, width);
		if (p->slanted) {
			left = width * 0.71 - plot_slot(p) / 2 + MARGIN;
			p->left = left > p->left ? left : p->left;
			p->height = p->bottom + width * 0.71 + LINE;
		}
	}
	if (c->x_label != NULL)
		p->height += LINE;
}

static void
write_point(struct plot *p, const char *command, double x, double y)
{
	text_adds(p->t, command);
	plot_number(p->t, x);
	text_addc(p->t, ' ');
	plot_number(p->t, y);
}

static void
write_text_at(struct plot *p, double x, double y)
{
	text_adds(p->t, "<text x=\"");
	plot_number(p->t, x);
	text_adds(p->t, "\" y=\"");
	plot_number(p->t, y);
	text_adds(p->t, "\">");
}

static void
write_y_axis(struct plot *p)
{
	char label[CHART_NUMBER_SIZE];
	double y;

	text_adds(p->t, "<path class=\"chart-grid\" d=\"");
	for (long long i = p->y.first; i <= p->y.last; i++) {
		y = plot_y(p, scale_tick(&p->y, i));
		write_point(p, "M", p->left, y);
		text_adds(p->t, "H");
		plot_number(p->t, p->right);
	}
	text_adds(p->t, "\"/>\n<g class=\"chart-ticks\" text-anchor=\"end\">");
	for (long long i = p->y.first; i <= p->y.last; i++) {
		y = plot_y(p, scale_tick(&p->y, i));
		scale_label(&p->y, i, label);
		write_text_at(p, p->left - 6, y + 5);
		text_htmls(p->t, label);
		text_adds(p->t, "</text>");
	}
	text_adds(p->t, "</g>\n");
}

/* Slanted, the end of the text stands below its place. */
static void
write_label(struct plot *p, size_t i)
{
	double x = plot_place(p, i) + plot_slot(p) / 2;

	if (p->slanted) {
		text_adds(p->t, "<text transform=\"translate(");
		write_point(p, "", x + 5, p->bottom + 16);
		text_adds(p->t, ") rotate(-45)\">");
	} else {
		write_text_at(p, x, p->bottom + LINE - 4);
	}
	words_short_label(p->t, p->c, i);
	text_adds(p->t, "</text>");
}

static void
write_labels(struct plot *p)
{
	size_t last = p->c->n;
	double half = label_width(p->c) / 2;

	text_addf(p->t, "<g class=\"chart-ticks\" text-anchor=\"%s\">",
	    p->slanted ? "end" : "middle");
	for (size_t i = 0; i < last; i += p->every)
		if (p->slanted || p->every == 1 || plot_place(p, i) + half <=
		    WIDTH - plot_slot(p) / 2)
			write_label(p, i);
	text_adds(p->t, "</g>\n");
}

/* Ticks of a numeric axis, as many as there is room for. */
static void
write_x_ticks(struct plot *p)
{
	double slot = (p->right - p->left) * p->x.step /
	    (p->x.high - p->x.low);
	long long every = (long long)round_up((tick_width(&p->x) + LETTER) /
	    slot);
	char label[CHART_NUMBER_SIZE];

	text_adds(p->t, "<g class=\"chart-ticks\" text-anchor=\"middle\">");
	for (long long i = p->x.first; i <= p->x.last; i++) {
		if (i % every != 0)
			continue;
		scale_label(&p->x, i, label);
		write_text_at(p, plot_x(p, scale_tick(&p->x, i)),
		    p->bottom + LINE - 4);
		text_htmls(p->t, label);
		text_adds(p->t, "</text>");
	}
	text_adds(p->t, "</g>\n");
}

static void
write_axis_names(struct plot *p)
{
	if (p->c->y_label != NULL) {
		text_adds(p->t, "<g class=\"chart-name\">");
		write_text_at(p, 2, LINE - 6);
		text_htmls(p->t, p->c->y_label);
		text_adds(p->t, "</text></g>\n");
	}
	if (p->c->x_label != NULL) {
		text_adds(p->t, "<g class=\"chart-name\""
		    " text-anchor=\"end\">");
		write_text_at(p, p->right, p->height - MARGIN);
		text_htmls(p->t, p->c->x_label);
		text_adds(p->t, "</text></g>\n");
	}
}

/* The hatches stand in for colours where there are none. */
static void
write_patterns(struct plot *p)
{
	static const char *const hatches[CHART_SERIES_MAX] = {
		"", "M0 0V8", "M0 4H8M4 0V8", "M2 2h3v3h-3z",
		"M0 2H8M0 6H8", "M4 0V3M4 5V8"
	};

	text_adds(p->t, "<defs>");
	for (size_t i = 0; i < p->c->nseries && i < CHART_SERIES_MAX; i++) {
		text_adds(p->t, "<pattern id=\"");
		text_htmls(p->t, p->c->id);
		text_addf(p->t, "-fill-%zu\" width=\"8\" height=\"8\""
		    " patternUnits=\"userSpaceOnUse\""
		    " patternTransform=\"rotate(45)\">"
		    "<rect class=\"chart-fill chart-%zu\" width=\"8\""
		    " height=\"8\"/>", i, i);
		if (hatches[i][0] != '\0')
			text_addf(p->t, "<path class=\"chart-hatch\" d=\"%s\""
			    "/>", hatches[i]);
		text_adds(p->t, "</pattern>");
	}
	text_adds(p->t, "</defs>\n");
}

void
plot_begin(struct plot *p)
{
	place_all(p);
	words_begin(p);
	text_adds(p->t, "<svg viewBox=\"0 0 480 ");
	plot_number(p->t, p->height);
	text_adds(p->t, "\" role=\"img\" aria-labelledby=\"");
	text_htmlf(p->t, "%s-title %s-desc\">\n<title id=\"%s-title\">%s"
	    "</title>\n<desc id=\"%s-desc\">", p->c->id, p->c->id, p->c->id,
	    p->c->title, p->c->id);
	words_describe(p);
	text_adds(p->t, "</desc>\n");
	if (!p->lines)
		write_patterns(p);
	write_y_axis(p);
	if (p->numeric)
		write_x_ticks(p);
	else
		write_labels(p);
	write_axis_names(p);
}

void
plot_end(struct plot *p)
{
	double zero = p->y.low > 0 ? p->y.low : p->y.high < 0 ? p->y.high : 0;

	text_adds(p->t, "<path class=\"chart-axis\" d=\"");
	write_point(p, "M", p->left, plot_y(p, zero));
	text_adds(p->t, "H");
	plot_number(p->t, p->right);
	text_adds(p->t, "\"/>\n");
	if (!words_has_data(p->c)) {
		text_adds(p->t, "<g class=\"chart-name\""
		    " text-anchor=\"middle\">");
		write_text_at(p, (p->left + p->right) / 2,
		    (p->top + p->bottom) / 2);
		text_adds(p->t, "No data</text></g>\n");
	}
	text_adds(p->t, "</svg>\n");
	words_end(p);
}
