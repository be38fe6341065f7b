#include "web/chart.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apps/lib/chart_scale.h"
#include "tap.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/xml.h"

enum { MANY = 500, WIDTH = 480, LETTER = 10 };

#define D(...)	(const double[]){ __VA_ARGS__ }, \
	sizeof((const double[]){ __VA_ARGS__ }) / sizeof(double)

/* Ticks of an axis, blanks between them. */
static const struct {
	const char	*name;
	double		 low, high;
	const char	*round, *exact;
} axes[] = {
	{ "to ten", 0, 10, "0 2 4 6 8 10", "0 2 4 6 8 10" },
	{ "to nine", 0, 9, "0 2 4 6 8 10", "0 2 4 6 8" },
	{ "by fives", 0, 21, "0 5 10 15 20 25", "0 5 10 15 20" },
	{ "below zero", -7, 4, "-10 -5 0 5", "-5 0" },
	{ "only below", -30, -12, "-30 -25 -20 -15 -10", "-30 -25 -20 -15" },
	{ "tenths", 0, 0.3, "0 0.1 0.2 0.3", "0 0.1 0.2 0.3" },
	{ "hundredths", 0.11, 0.19, "0.10 0.12 0.14 0.16 0.18 0.20",
	    "0.12 0.14 0.16 0.18" },
	{ "years", 2019, 2024, "2019 2020 2021 2022 2023 2024",
	    "2019 2020 2021 2022 2023 2024" },
	{ "thousands", 0, 250000, "0 50k 100k 150k 200k 250k",
	    "0 50k 100k 150k 200k 250k" },
	{ "halves of thousands", 9000, 11000, "9.0k 9.5k 10.0k 10.5k 11.0k",
	    "9.0k 9.5k 10.0k 10.5k 11.0k" },
	{ "millions", 0, 3e6, "0 1M 2M 3M", "0 1M 2M 3M" },
	{ "tiny", 0, 3e-7, "0 1e-7 2e-7 3e-7", "0 1e-7 2e-7 3e-7" },
	{ "huge", 0, 3e20, "0 1e20 2e20 3e20", "0 1e20 2e20 3e20" },
	{ "nothing", 0, 0, "0 0.2 0.4 0.6 0.8 1.0",
	    "0 0.2 0.4 0.6 0.8 1.0" },
	{ "one number", 7, 7, "2 4 6 8 10 12", "4 6 8 10" },
	{ "one below zero", -7, -7, "-12 -10 -8 -6 -4 -2", "-10 -8 -6 -4" },
	{ "too large", -INFINITY, 1e308, "-1.0e300 -5e299 0 5e299 1.0e300",
	    NULL },
};

static void
check_ticks(const char *name, const struct scale *s, const char *want)
{
	char text[256], label[CHART_NUMBER_SIZE];
	size_t at = 0;

	text[0] = '\0';
	for (long long i = s->first; i <= s->last && at < 200; i++) {
		scale_label(s, i, label);
		at += (size_t)snprintf(text + at, sizeof(text) - at, "%s%s",
		    i == s->first ? "" : " ", label);
	}
	tap_is(slice_str(text), slice_str(want), "%s", name);
}

static void
check_axes(void)
{
	struct extent e;
	struct scale s;

	for (size_t i = 0; i < sizeof(axes) / sizeof(axes[0]); i++) {
		e = (struct extent){ 0, 0, false };
		extent_add(&e, isfinite(axes[i].low) ? axes[i].low : -1e308);
		extent_add(&e, axes[i].high);
		s = scale_round(e);
		check_ticks(axes[i].name, &s, axes[i].round);
		s = scale_exact(e);
		if (axes[i].exact != NULL)
			check_ticks(axes[i].name, &s, axes[i].exact);
	}
}

static const struct {
	double		 number;
	const char	*want;
} numbers[] = {
	{ 0, "0" }, { 1, "1" }, { -2.5, "-2.5" }, { 0.1 + 0.2, "0.3" },
	{ 123456789012345, "123456789012345" }, { 1e20, "1e20" },
	{ 1.5e-7, "1.5e-7" }, { -1e300, "-1e300" }, { 1e-5, "1e-5" },
};

/* A place is on its axis, even that of a number beyond its ends. */
static void
check_places(void)
{
	struct extent e = { 0, 10, true };
	struct scale s = scale_exact(e);

	tap_ok(scale_at(&s, 5) == 0.5, "in the middle");
	tap_ok(scale_at(&s, -1) == 0 && scale_at(&s, -INFINITY) == 0,
	    "not before the axis");
	tap_ok(scale_at(&s, 11) == 1 && scale_at(&s, INFINITY) == 1,
	    "not behind it");
	tap_int(scale_floor(-0.5), -1, "the whole number below");
}

static size_t
count(const char *text, const char *piece)
{
	size_t n = 0;

	for (text = strstr(text, piece); text != NULL;
	    text = strstr(text + 1, piece))
		n++;
	return n;
}

/* The number of an attribute that comes next. */
static double
attribute(const char *at, const char *name)
{
	const char *found = strstr(at, name);

	return found == NULL ? NAN : strtod(found + strlen(name), NULL);
}

/* Each id once, and each that is named is there. */
static bool
ids_fit(const char *text)
{
	char id[64];

	for (const char *p = strstr(text, " id=\""); p != NULL;
	    p = strstr(p + 1, " id=\"")) {
		(void)snprintf(id, sizeof(id), "%.*s",
		    (int)strcspn(p + 5, "\"") + 6, p);
		if (count(text, id) != 1)
			return false;
	}
	for (const char *p = strstr(text, "url(#"); p != NULL;
	    p = strstr(p + 1, "url(#")) {
		(void)snprintf(id, sizeof(id), " id=\"%.*s\"",
		    (int)strcspn(p + 5, ")"), p + 5);
		if (count(text, id) != 1)
			return false;
	}
	return true;
}

static bool
bars_inside(const char *text)
{
	double height = attribute(text, "viewBox=\"0 0 480 ");
	const char *p = strstr(text, "</pattern></defs>");

	p = p == NULL ? text : p;
	for (p = strstr(p, "<rect x="); p != NULL;
	    p = strstr(p + 1, "<rect x=")) {
		double x = attribute(p, " x=\""), y = attribute(p, " y=\"");
		double w = attribute(p, "width=\"");
		double h = attribute(p, "height=\"");

		if (!(x >= 0 && y >= 0 && w > 0 && h >= 0 &&
		    x + w <= WIDTH && y + h <= height))
			return false;
	}
	return true;
}

static size_t
characters(const char *p)
{
	size_t n = 0;

	for (; *p != '<'; p++)
		n += ((unsigned char)*p & 0xc0) != 0x80;
	return n;
}

/* Labels that are centred at their places do not touch. */
static bool
labels_apart(const char *text)
{
	double end = 0, x, half;
	const char *p = strstr(text, "text-anchor=\"middle\"");
	const char *last = p == NULL ? NULL : strstr(p, "</g>");

	if (p == NULL)
		return true;
	for (p = strstr(p, "<text x"); p != NULL && p < last;
	    p = strstr(p + 1, "<text x")) {
		x = attribute(p, "x=\"");
		half = (double)characters(strchr(p, '>') + 1) * LETTER / 2.0;
		if (x - half < end)
			return false;
		end = x + half;
	}
	return true;
}

static void
check_text(const char *name, const struct text *t, size_t n)
{
	struct xml x;

	tap_ok(xml_check(&x, t->p, t->n), "%s: well-formed", name);
	tap_ok(ids_fit(t->p), "%s: ids", name);
	tap_ok(strstr(t->p, "nan") == NULL && strstr(t->p, "inf") == NULL,
	    "%s: no coordinate that is no number", name);
	tap_ok(strstr(t->p, "style=") == NULL, "%s: no style inline", name);
	tap_ok(bars_inside(t->p), "%s: bars inside", name);
	tap_ok(labels_apart(t->p), "%s: labels apart", name);
	tap_int((long long)count(t->p, "<th scope=\"row\">"), (long long)n,
	    "%s: rows of the table", name);
}

/* Drawn in all ways: what must always hold. */
static const struct {
	const char	*name;
	const double	*values;
	size_t		 n;
	size_t		 bars;		/* of one series */
} sets[] = {
	{ "some", D(1, 2, 3, 4), 4 },
	{ "below zero", D(-1, 2, -3), 3 },
	{ "only below zero", D(-1, -2), 2 },
	{ "with gaps", D(1, NAN, 3, INFINITY, 5), 3 },
	{ "one", D(42), 1 },
	{ "one zero", D(0), 1 },
	{ "all equal", D(5, 5, 5), 3 },
	{ "nothing that is a number", D(NAN, -INFINITY), 0 },
	{ "none", NULL, 0, 0 },
	{ "huge", D(1.7e308, -1.7e308, 1), 3 },
	{ "tiny", D(5e-324, 1e-310), 2 },
	{ "far apart", D(1e-200, 1e200), 2 },
	{ "far from zero", D(1e15, 1e15 + 1), 2 },
	{ "fractions", D(0.1, 0.2, 0.30000000000000004), 3 },
};

static void
check_set(size_t i)
{
	struct chart_series series[2] = { { "one <&\"'>", NULL },
	    { "two", NULL } };
	struct chart c = { .id = "set-1", .title = "A <title> & \"more\"",
	    .x_label = "<x>", .y_label = "<y>", .series = series,
	    .nseries = 1, .n = sets[i].n };
	const char *name = sets[i].name;
	struct mem mem;
	struct text t;

	series[0].values = series[1].values = sets[i].values;
	mem_init(&mem, 0);
	text_init(&t, &mem);
	chart_bars(&t, &c);
	check_text(name, &t, c.n);
	tap_int((long long)count(t.p, "<rect x="), (long long)sets[i].bars,
	    "%s: bars", name);
	tap_ok((strstr(t.p, "No data") != NULL) == (sets[i].bars == 0),
	    "%s: says when there is nothing", name);
	c.nseries = 2;
	for (int way = 0; way < 4; way++) {
		text_clear(&t);
		c.stacked = way == 1;
		c.steps = way == 2;
		c.x = way == 3 ? sets[i].values : NULL;
		if (way < 2)
			chart_bars(&t, &c);
		else
			chart_line(&t, &c);
		check_text(name, &t, c.n);
	}
	text_clear(&t);
	chart_histogram(&t, &mem, &c, sets[i].values, sets[i].n, 0);
	check_text(name, &t, count(t.p, "<rect x="));
	mem_release(&mem);
}

static const char *
line_path(const struct text *t)
{
	const char *p = strstr(t->p, "<path class=\"chart-line chart-0\"");

	return p == NULL ? "" : strstr(p, " d=\"");
}

static void
check_gaps(void)
{
	const double values[] = { 1, 2, NAN, 4, NAN, 6 };
	struct chart_series series = { "one", values };
	struct chart c = { .id = "a", .title = "", .series = &series,
	    .nseries = 1, .n = 6 };
	struct mem mem;
	struct text t;
	struct slice d;

	mem_init(&mem, 0);
	text_init(&t, &mem);
	chart_line(&t, &c);
	d.p = line_path(&t);
	d.n = strcspn(d.p, "/");
	tap_is(slice_of(d.p, d.n), SLICE(" d=\"M56.83 236h0L130.5 192"
	    "M277.83 104h0M425.17 16h0\""), "a gap where there is no value");
	text_clear(&t);
	c.steps = true;
	c.n = 2;
	chart_line(&t, &c);
	d.p = line_path(&t);
	d.n = strcspn(d.p, "/");
	tap_is(slice_of(d.p, d.n), SLICE(" d=\"M145.5 236h0H356.5V16\""),
	    "stairs");
	mem_release(&mem);
}

/* Heights of the bars of the second series at two places. */
static void
check_stacks(void)
{
	const double one[] = { 10, -10 }, two[] = { 10, 10 };
	struct chart_series series[] = { { "a", one }, { "b", two } };
	struct chart c = { .id = "a", .title = "", .series = series,
	    .nseries = 2, .n = 2, .stacked = true };
	struct mem mem;
	struct text t;
	const char *second;

	mem_init(&mem, 0);
	text_init(&t, &mem);
	chart_bars(&t, &c);
	second = strstr(t.p, "<g class=\"chart-bar chart-1\"");
	second = second == NULL ? "" : strstr(second, "<rect");
	tap_ok(attribute(second, " y=\"") == 16, "on the first one");
	tap_ok(fabs(attribute(second, "height=\"") - 73.33) < 0.01,
	    "as high as its value");
	second = strstr(second + 1, "<rect");
	tap_ok(fabs(attribute(second, " y=\"") - 89.33) < 0.01,
	    "on zero, where the first one is below it");
	mem_release(&mem);
}

static void
check_many(void)
{
	static double values[MANY], x[MANY];
	static char names[MANY][8];
	static const char *labels[MANY];
	struct chart_series series = { "one", values };
	struct chart c = { .id = "many", .title = "Many", .labels = labels,
	    .series = &series, .nseries = 1, .n = MANY };
	struct mem mem;
	struct text t;

	for (size_t i = 0; i < MANY; i++) {
		values[i] = (double)(i * i % 97);
		x[i] = 1e6 + (double)i * 1000;
		(void)snprintf(names[i], sizeof(names[i]), "%zu", 1600 + i);
		labels[i] = names[i];
	}
	mem_init(&mem, 0);
	text_init(&t, &mem);
	chart_bars(&t, &c);
	check_text("many bars", &t, MANY);
	tap_ok(strstr(t.p, ">1600</text>") != NULL && strstr(t.p,
	    ">1700</text>") != NULL && strstr(t.p, ">1601</text>") == NULL,
	    "many bars: only some labels");
	tap_ok(t.n < 120 * MANY, "many bars: %zu bytes", t.n);
	text_clear(&t);
	c.x = x;
	chart_line(&t, &c);
	check_text("many points", &t, MANY);
	text_clear(&t);
	c.n = 12;
	labels[3] = "Übersicht über alles, was war";
	chart_bars(&t, &c);
	check_text("long labels", &t, 12);
	tap_ok(strstr(t.p, "rotate(-45)\">Übersicht über…</text>") != NULL,
	    "long labels: slanted and cut");
	mem_release(&mem);
}

/* Bars begin at zero, lines where the values do; names are escaped. */
static void
check_zero_and_names(void)
{
	const double values[] = { 50, 52 };
	const char *const labels[] = { "<b>", "a & \"b\"" };
	struct chart_series series = { "<i>", values };
	struct chart c = { .id = "z", .title = "<u>", .labels = labels,
	    .series = &series, .nseries = 1, .n = 2 };
	struct mem mem;
	struct text t;

	mem_init(&mem, 0);
	text_init(&t, &mem);
	chart_bars(&t, &c);
	check_text("names", &t, 2);
	tap_ok(strstr(t.p, ">0</text>") != NULL, "bars begin at zero");
	tap_int((long long)count(t.p, "&lt;b&gt;"), 3,
	    "a name at the axis, in the table and in the description");
	tap_ok(count(t.p, "<b>") + count(t.p, "<i>") + count(t.p, "<u>") == 0,
	    "none of them is markup");
	text_clear(&t);
	chart_line(&t, &c);
	tap_ok(strstr(t.p, ">0</text>") == NULL, "a line does not");
	mem_release(&mem);
}

static void
check_histogram(void)
{
	const double values[] = { 0, 1, 1.5, 2, 9, 10, NAN, 10 };
	struct chart c = { .id = "h", .title = "H" };
	struct mem mem;
	struct text t;

	mem_init(&mem, 0);
	text_init(&t, &mem);
	chart_histogram(&t, &mem, &c, values, 8, 5);
	check_text("a histogram", &t, 5);
	tap_ok(strstr(t.p, "<th scope=\"row\">0 to 2</th><td>3</td>") != NULL,
	    "the lower end belongs to a range");
	tap_ok(strstr(t.p, "<th scope=\"row\">2 to 4</th><td>1</td>") != NULL,
	    "the upper one to the next");
	tap_ok(strstr(t.p, "<th scope=\"row\">8 to 10</th><td>3</td>") != NULL,
	    "the greatest is in the last range");
	text_clear(&t);
	chart_histogram(&t, &mem, &c, values, 8, 0);
	tap_int((long long)count(t.p, "<rect x="), 10, "ten for a few values");
	text_clear(&t);
	c.high = 20;
	chart_histogram(&t, &mem, &c, values, 8, 2);
	tap_ok(strstr(t.p, "<th scope=\"row\">10 to 20</th><td>2</td>") != NULL,
	    "the axis goes to where it is told");
	text_clear(&t);
	c.high = 5;
	chart_histogram(&t, &mem, &c, values, 8, 2);
	tap_ok(strstr(t.p, "<th scope=\"row\">5 to 10</th><td>3</td>") != NULL,
	    "and on to the greatest value");
	mem_release(&mem);
}

int
main(void)
{
	char text[CHART_NUMBER_SIZE];

	check_axes();
	check_places();
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		scale_number(numbers[i].number, 15, text);
		tap_is(slice_str(text), slice_str(numbers[i].want), "%s",
		    numbers[i].want);
	}
	for (size_t i = 0; i < sizeof(sets) / sizeof(sets[0]); i++)
		check_set(i);
	check_gaps();
	check_stacks();
	check_many();
	check_zero_and_names();
	check_histogram();
	return tap_done();
}
