#include "apps/lib/chart_words.h"

#include <math.h>

#include "apps/lib/chart_plot.h"
#include "web/chart.h"
#include "web/text.h"

enum { LABEL_MAX = 16, DIGITS = 15 };

static bool
begins_char(char c)
{
	return ((unsigned char)c & 0xc0) != 0x80;
}

size_t
words_length(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += begins_char(*s);
	return n;
}

/* Without labels, places are called by their number along x. */
static const char *
label_of(const struct chart *c, size_t i, char number[CHART_NUMBER_SIZE])
{
	if (c->labels != NULL)
		return c->labels[i] == NULL ? "" : c->labels[i];
	if (c->x != NULL && !isfinite(c->x[i]))
		return "–";
	scale_number(c->x != NULL ? c->x[i] : (double)i + 1,
	    DIGITS, number);
	return number;
}

void
words_label(struct text *t, const struct chart *c, size_t i)
{
	char number[CHART_NUMBER_SIZE];

	text_htmls(t, label_of(c, i, number));
}

size_t
words_label_length(const struct chart *c, size_t i)
{
	char number[CHART_NUMBER_SIZE];
	size_t n = words_length(label_of(c, i, number));

	return n > LABEL_MAX ? LABEL_MAX : n;
}

void
words_short_label(struct text *t, const struct chart *c, size_t i)
{
	char number[CHART_NUMBER_SIZE];
	const char *s = label_of(c, i, number);
	size_t n = 0, seen;

	if (words_length(s) <= LABEL_MAX) {
		text_htmls(t, s);
		return;
	}
	/* To the character that the dots stand for. */
	for (seen = 1; seen < LABEL_MAX || !begins_char(s[n]); n++)
		seen += begins_char(s[n + 1]);
	while (n > 0 && s[n - 1] == ' ')
		n--;
	text_html(t, s, n);
	text_adds(t, "…");
}

bool
words_has_data(const struct chart *c)
{
	double v;

	for (size_t s = 0; s < c->nseries; s++)
		for (size_t i = 0; i < c->n; i++)
			if (plot_value(c, s, i, &v))
				return true;
	return false;
}

static void
write_key(struct plot *p, size_t series)
{
	text_adds(p->t, "<li><svg class=\"chart-key\" viewBox=\"0 0 24 14\""
	    " aria-hidden=\"true\">");
	if (p->lines)
		text_addf(p->t, "<path class=\"chart-line chart-%zu\""
		    " d=\"M1 7H23\"/>", series);
	else
		text_htmlf(p->t, "<rect class=\"chart-bar chart-%zu\" x=\"1\""
		    " y=\"1\" width=\"22\" height=\"12\""
		    " fill=\"url(#%s-fill-%zu)\"/>", series, p->c->id, series);
	text_htmlf(p->t, "</svg>%s</li>\n", p->c->series[series].name);
}

void
words_begin(struct plot *p)
{
	text_htmlf(p->t, "<figure class=\"chart\" id=\"%s\">\n"
	    "<figcaption>%s</figcaption>\n", p->c->id, p->c->title);
	if (p->c->nseries < 2)
		return;
	text_adds(p->t, "<ul class=\"chart-legend\">\n");
	for (size_t i = 0; i < p->c->nseries; i++)
		write_key(p, i);
	text_adds(p->t, "</ul>\n");
}

static void
write_number(struct text *t, double v)
{
	char number[CHART_NUMBER_SIZE];

	scale_number(v, DIGITS, number);
	text_adds(t, number);
}

static void
describe_series(struct plot *p, size_t series)
{
	const struct chart *c = p->c;
	size_t least = 0, most = 0, count = 0;
	const double *values = c->series[series].values;
	double v;

	for (size_t i = 0; i < c->n; i++) {
		if (!plot_value(c, series, i, &v))
			continue;
		if (count == 0 || v < values[least])
			least = i;
		if (count == 0 || v > values[most])
			most = i;
		count++;
	}
	text_htmlf(p->t, " %s: ", c->series[series].name);
	if (count == 0) {
		text_adds(p->t, "no values.");
		return;
	}
	text_adds(p->t, "least ");
	write_number(p->t, values[least]);
	text_adds(p->t, " (");
	words_label(p->t, c, least);
	text_adds(p->t, "), greatest ");
	write_number(p->t, values[most]);
	text_adds(p->t, " (");
	words_label(p->t, c, most);
	text_adds(p->t, ").");
}

void
words_describe(struct plot *p)
{
	text_addf(p->t, "%s: %zu %s, %zu series.", p->kind, p->c->n,
	    p->c->n == 1 ? "place" : "places", p->c->nseries);
	for (size_t i = 0; i < p->c->nseries; i++)
		describe_series(p, i);
}

static void
write_row(struct text *t, const struct chart *c, size_t i)
{
	double v;

	text_adds(t, "<tr><th scope=\"row\">");
	words_label(t, c, i);
	text_adds(t, "</th>");
	for (size_t s = 0; s < c->nseries; s++) {
		text_adds(t, "<td>");
		if (plot_value(c, s, i, &v))
			write_number(t, v);
		else
			text_adds(t, "–");
		text_adds(t, "</td>");
	}
	text_adds(t, "</tr>\n");
}

void
words_end(struct plot *p)
{
	const struct chart *c = p->c;

	text_adds(p->t, "<details>\n<summary>The numbers as a table</summary>"
	    "\n<div class=\"chart-table\" tabindex=\"0\">\n<table>\n"
	    "<thead><tr><th scope=\"col\">");
	text_htmls(p->t, c->x_label != NULL ? c->x_label : "");
	text_adds(p->t, "</th>");
	for (size_t i = 0; i < c->nseries; i++)
		text_htmlf(p->t, "<th scope=\"col\">%s</th>",
		    c->series[i].name);
	text_adds(p->t, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < c->n; i++)
		write_row(p->t, c, i);
	text_adds(p->t, "</tbody>\n</table>\n</div>\n</details>\n</figure>\n");
}
