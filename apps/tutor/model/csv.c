#include "apps/tutor/model/csv.h"

#include <string.h>

#include "apps/tutor/model/grow.h"
#include "web/mem.h"
#include "web/text.h"

void
csv_init(struct csv *c, struct mem *m, const char *s, size_t n)
{
	if (n >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0) {
		s += 3;
		n -= 3;
	}
	*c = (struct csv){ .s = s, .n = n, .line = 1, .mem = m };
}

static void
skip(struct csv *c, size_t n)
{
	c->s += n;
	c->n -= n;
}

/* Is the cell at its end: a comma, a line's end or that of the text? */
static bool
at_end(const struct csv *c)
{
	return c->n == 0 || *c->s == ',' || *c->s == '\n' ||
	    (*c->s == '\r' && (c->n == 1 || c->s[1] == '\n'));
}

/* The bytes before the end of a cell without quotes. */
static size_t
plain(const struct csv *c)
{
	const char *s = c->s;
	size_t n = 0;

	while (n < c->n && s[n] != ',' && s[n] != '\n' && (s[n] != '\r' ||
	    (n + 1 < c->n && s[n + 1] != '\n')))
		n++;
	return n;
}

/* Behind the first quote; NULL: there is no second. */
static const char *
cell_quoted(struct csv *c)
{
	struct text t;

	text_init(&t, c->mem);
	for (; c->n > 0; skip(c, 1)) {
		if (*c->s == '"' && (c->n == 1 || c->s[1] != '"')) {
			skip(c, 1);
			return t.p;
		}
		if (*c->s == '"')
			skip(c, 1);
		if (*c->s == '\n')
			c->line++;
		text_addc(&t, *c->s);
	}
	return NULL;
}

static const char *
cell_read(struct csv *c)
{
	const char *s = c->s;

	if (c->n > 0 && *s == '"') {
		skip(c, 1);
		s = cell_quoted(c);
		return s != NULL && at_end(c) ? s : NULL;
	}
	skip(c, plain(c));
	return mem_dup(c->mem, s, (size_t)(c->s - s));
}

static void
line_end(struct csv *c)
{
	if (c->n > 0 && *c->s == '\r')
		skip(c, 1);
	if (c->n > 0) {
		skip(c, 1);
		c->line++;
	}
}

int
csv_next(struct csv *c, struct csv_row *row)
{
	const char **cells = NULL;

	*row = (struct csv_row){ .line = c->line };
	if (c->n == 0)
		return 0;
	for (;;) {
		cells = grow_list(c->mem, cells, row->n, sizeof(*cells));
		cells[row->n] = cell_read(c);
		if (cells[row->n] == NULL)
			return -1;
		row->n++;
		if (c->n == 0 || *c->s != ',')
			break;
		skip(c, 1);
	}
	line_end(c);
	row->cells = cells;
	return 1;
}

void
csv_cell(struct text *t, const char *s, bool first, bool spreadsheet)
{
	bool formula = spreadsheet && *s != '\0' &&
	    strchr("=+-@\t\r", *s) != NULL;

	if (!first)
		text_addc(t, ',');
	if (s[strcspn(s, ",\"\r\n")] == '\0') {
		text_addf(t, "%s%s", formula ? "'" : "", s);
		return;
	}
	text_adds(t, formula ? "\"'" : "\"");
	for (; *s != '\0'; s++) {
		if (*s == '"')
			text_addc(t, '"');
		text_addc(t, *s);
	}
	text_addc(t, '"');
}

void
csv_end(struct text *t)
{
	text_adds(t, "\r\n");
}
