/*
 * fuzz_chart.c - whatever the numbers and the names are, a chart is
 * well-formed, and no coordinate is anything but a number.
 *
 * The input: a byte that picks the kind, one that says how many series, 16
 * bytes of names, then numbers of eight bytes.
 */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "web/chart.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/xml.h"

enum { NAME = 16, HEAD = 2 + NAME, NUMBERS_MAX = 600 };

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* Printable: XML has no room for the rest, and who calls sees to it. */
static void
copy_name(char name[NAME + 1], const uint8_t *data)
{
	for (size_t i = 0; i < NAME; i++)
		name[i] = (char)(' ' + data[i] % 95);
	name[NAME] = '\0';
}

static void
draw(struct text *t, const struct chart *c, unsigned kind)
{
	const double *values = c->series[0].values;

	if (kind % 3 == 0)
		chart_bars(t, c);
	else if (kind % 3 == 1)
		chart_line(t, c);
	else
		chart_histogram(t, t->mem, c, values, c->n, kind / 3);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static double values[NUMBERS_MAX];
	struct chart_series series[CHART_SERIES_MAX];
	size_t n = size < HEAD ? 0 : (size - HEAD) / sizeof(double);
	char name[NAME + 1];
	struct chart c = { .id = "a", .title = name, .x_label = name,
	    .y_label = name, .series = series };
	struct mem mem;
	struct text t;
	struct xml x;

	if (size < HEAD || n > NUMBERS_MAX)
		return 0;
	copy_name(name, data + 2);
	memcpy(values, data + HEAD, n * sizeof(double));
	c.nseries = 1 + data[1] % CHART_SERIES_MAX;
	c.n = n / c.nseries;
	c.stacked = (data[1] & 0x80) != 0;
	c.steps = c.stacked;
	c.x = (data[1] & 0x40) != 0 ? values : NULL;
	for (size_t i = 0; i < c.nseries; i++)
		series[i] = (struct chart_series){ name, values + i * c.n };
	mem_init(&mem, 0);
	text_init(&t, &mem);
	draw(&t, &c, data[0]);
	assert(strlen(t.p) == t.n);
	assert(xml_check(&x, t.p, t.n));
	for (const char *p = strchr(t.p, '<'); p != NULL; p = strchr(p, '<')) {
		size_t tag = strcspn(p, ">");

		for (size_t i = 0; i + 4 < tag; i++)
			assert(memcmp(p + i, "\"nan", 4) != 0 &&
			    memcmp(p + i, "\"inf", 4) != 0);
		p += tag;
	}
	mem_release(&mem);
	return 0;
}
