/*
 * Comma-separated values.  Whatever the input is, rows that were read are read
 * again when they are written, and lines are counted as they are.
 */
#undef NDEBUG
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "apps/tutor/model/csv.h"
#include "web/mem.h"
#include "web/text.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
check_same(struct mem *m, const struct csv_row *row)
{
	struct csv_row again;
	struct csv c;
	struct text t;

	text_init(&t, m);
	for (size_t i = 0; i < row->n; i++)
		csv_cell(&t, row->cells[i], i == 0, false);
	csv_end(&t);
	csv_init(&c, m, t.p, t.n);
	/* The first cell may begin with what is taken for a byte order mark. */
	if (strncmp(t.p, "\xef\xbb\xbf", 3) == 0)
		return;
	assert(csv_next(&c, &again) == 1 && again.n == row->n);
	for (size_t i = 0; i < row->n; i++)
		assert(strcmp(row->cells[i], again.cells[i]) == 0);
	assert(csv_next(&c, &again) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t lines = 1, line = 0;
	struct csv_row row;
	struct csv c;
	struct mem m;

	for (size_t i = 0; i < size; i++)
		lines += data[i] == '\n';
	mem_init(&m, 0);
	csv_init(&c, &m, (const char *)data, size);
	while (csv_next(&c, &row) == 1) {
		assert(row.n > 0 && row.line > line && row.line <= lines);
		line = row.line;
		check_same(&m, &row);
	}
	mem_release(&m);
	return 0;
}
