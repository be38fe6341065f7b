#include "apps/tutor/model/csv.h"

#include <string.h>

#include "tap.h"
#include "web/mem.h"
#include "web/text.h"

static struct mem	mem;

/* Rows in a line: cells between bars, the line of the file before them. */
static const char *
dump(const char *s, size_t n)
{
	struct csv_row row;
	struct csv c;
	struct text t;
	int r;

	text_init(&t, &mem);
	csv_init(&c, &mem, s, n);
	while ((r = csv_next(&c, &row)) == 1) {
		text_addf(&t, "%zu", row.line);
		for (size_t i = 0; i < row.n; i++)
			text_addf(&t, "|%s", row.cells[i]);
		text_adds(&t, "| ");
	}
	if (r == -1)
		text_addf(&t, "! %zu", c.line);
	return t.p;
}

static const struct {
	const char	*name, *in, *want;
} rows[] = {
	{ "nothing", "", "" },
	{ "a cell", "a", "1|a| " },
	{ "a row", "a,b,c\n", "1|a|b|c| " },
	{ "rows", "a,b\nc,d\n", "1|a|b| 2|c|d| " },
	{ "CRLF", "a,b\r\nc,d\r\n", "1|a|b| 2|c|d| " },
	{ "a CR alone at the end", "a\r", "1|a| " },
	{ "a CR inside", "a\rb\n", "1|a\rb| " },
	{ "a mark of byte order", "\xef\xbb\xbf" "a,b\n", "1|a|b| " },
	{ "empty cells", ",\n,,\n", "1||| 2|||| " },
	{ "an empty line", "a\n\nb\n", "1|a| 2|| 3|b| " },
	{ "blanks stay", " a , b \n", "1| a | b | " },
	{ "quotes", "\"a\",\"b c\"\n", "1|a|b c| " },
	{ "empty quotes", "\"\",\"\"\n", "1||| " },
	{ "a comma in quotes", "\"a,b\",c\n", "1|a,b|c| " },
	{ "quotes in quotes", "\"a \"\"b\"\"\"\n", "1|a \"b\"| " },
	{ "a line end in quotes", "\"a\nb\",c\nd\n", "1|a\nb|c| 3|d| " },
	{ "CRLF in quotes", "\"a\r\nb\"\r\nc\r\n", "1|a\r\nb| 3|c| " },
	{ "quotes in a bare cell", "a\"b\",c\n", "1|a\"b\"|c| " },
	{ "UTF-8", "\xc3\xa9,\xe2\x82\xac\n", "1|\xc3\xa9|\xe2\x82\xac| " },
	{ "not closed", "a\n\"b\nc", "1|a| ! 3" },
	{ "not closed at the end", "\"", "! 1" },
	{ "behind a quote", "\"a\"b,c\n", "! 1" },
	{ "a blank behind a quote", "\"a\" ,c\n", "! 1" },
	{ "a CR behind a quote", "\"a\"\rb\n", "! 1" },
};

static void
test_read(void)
{
	struct slice s;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		s = guard_copy(slice_str(rows[i].in));
		tap_is(slice_str(dump(s.p, s.n)), slice_str(rows[i].want),
		    "%s", rows[i].name);
		guard_free(s);
	}
}

static const struct {
	const char	*cell, *want, *spreadsheet;
} cells[] = {
	{ "", "", "" }, { "a", "a", "a" }, { "a b", "a b", "a b" },
	{ "a,b", "\"a,b\"", "\"a,b\"" }, { "a\"b", "\"a\"\"b\"", "\"a\"\"b\"" },
	{ "a\nb", "\"a\nb\"", "\"a\nb\"" }, { "a\rb", "\"a\rb\"", "\"a\rb\"" },
	{ "=1+1", "=1+1", "'=1+1" }, { "+1", "+1", "'+1" },
	{ "-1", "-1", "'-1" }, { "@a", "@a", "'@a" }, { "\ta", "\ta", "'\ta" },
	{ "\ra", "\"\ra\"", "\"'\ra\"" }, { "a=b", "a=b", "a=b" },
	{ "=A1,\"x\"", "\"=A1,\"\"x\"\"\"", "\"'=A1,\"\"x\"\"\"" },
	{ "'a", "'a", "'a" },
};

static void
test_write(void)
{
	struct text t;

	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		text_init(&t, &mem);
		csv_cell(&t, cells[i].cell, true, false);
		tap_is(slice_str(t.p), slice_str(cells[i].want),
		    "write row %zu", i);
		text_clear(&t);
		csv_cell(&t, cells[i].cell, false, true);
		tap_is(slice_str(t.p), slice_str(mem_printf(&mem, ",%s",
		    cells[i].spreadsheet)), "for spreadsheets");
	}
}

/* What is written is read as it was. */
static void
test_round(void)
{
	enum { N = sizeof(cells) / sizeof(cells[0]) };
	struct csv_row row;
	struct csv c;
	struct text t;
	size_t same = 0;

	text_init(&t, &mem);
	for (size_t k = 0; k < 2; k++) {
		for (size_t i = 0; i < N; i++)
			csv_cell(&t, cells[i].cell, i == 0, false);
		csv_end(&t);
	}
	csv_init(&c, &mem, t.p, t.n);
	tap_int(csv_next(&c, &row), 1, "a row is read again");
	for (size_t i = 0; i < row.n && i < N; i++)
		same += strcmp(row.cells[i], cells[i].cell) == 0;
	tap_ok(same == N && row.n == N, "all cells are as they were");
	tap_ok(csv_next(&c, &row) == 1 && row.n == N, "the second row");
	tap_int(csv_next(&c, &row), 0, "and no third");
	tap_ok(t.n > 2 && strcmp(t.p + t.n - 2, "\r\n") == 0, "CRLF");
}

int
main(void)
{
	mem_init(&mem, 0);
	test_read();
	test_write();
	test_round();
	mem_release(&mem);
	return tap_done();
}
