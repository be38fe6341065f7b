#include "web/field.h"

#include <limits.h>
#include <string.h>

#include "tap.h"
#include "web/mem.h"

#define CONTROL	"must not hold control characters"
#define UTF8	"must be text in UTF-8"
#define EMPTY	"must not be empty"
#define NAME	"must be small letters, digits, '_', '.' and '-', with a " \
		"letter or digit first"
#define HEX	"must be hexadecimal digits, 0 to 9 and a to f"
#define DATE	"must be a date that exists, written like 2026-02-28"
#define INT	"must be a whole number"
#define REAL	"must be a number"
#define ON	"must be \"on\", or left out"

/* Rows for one field after the other. */
static const struct row {
	const char	*in;
	const char	*clean;		/* NULL: refused, and `wrong` says so */
	const char	*wrong;
} text_rows[] = {
	{ "", "", NULL },
	{ "abc", "abc", NULL },
	{ " a ", " a ", NULL },
	{ "a\nb\tc\n", "a\nb\tc\n", NULL },
	{ "a\r\nb\rc\r\n", "a\nb\nc\n", NULL },
	{ "\r\r\n\n", "\n\n\n", NULL },
	{ "\r", "\n", NULL },
	{ "1234567890", "1234567890", NULL },
	{ "12345678\r\n9", "12345678\n9", NULL },
	{ "12345678901", NULL, "must be at most 10 bytes" },
	{ "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80",
	    "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", NULL },
	{ "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80" "ab", NULL,
	    "must be at most 10 bytes" },
	{ "\xc2\xa0", "\xc2\xa0", NULL },
	{ "\xef\xbf\xbd", "\xef\xbf\xbd", NULL },
	{ "a\x01", NULL, CONTROL },
	{ "\x1b[0m", NULL, CONTROL },
	{ "\x08", NULL, CONTROL },
	{ "\v", NULL, CONTROL },
	{ "\x7f", NULL, CONTROL },
	{ "\xc2\x80", NULL, CONTROL },
	{ "\xc2\x9f", NULL, CONTROL },
	{ "\xff", NULL, UTF8 },
	{ "\xc3", NULL, UTF8 },
	{ "\xc0\x80", NULL, UTF8 },
	{ "\xed\xa0\x80", NULL, UTF8 },
	{ "\xf4\x90\x80\x80", NULL, UTF8 },
}, text_required_rows[] = {
	{ "a", "a", NULL },
	{ " a\n", " a\n", NULL },
	{ "", NULL, EMPTY },
	{ " ", NULL, EMPTY },
	{ "\r\n \t\n", NULL, EMPTY },
}, line_rows[] = {
	{ "", "", NULL },
	{ " ", "", NULL },
	{ "abc", "abc", NULL },
	{ "12345", "12345", NULL },
	{ " \t a b \t ", "a b", NULL },
	{ "ab", NULL, "must be at least 3 bytes" },
	{ " ab ", NULL, "must be at least 3 bytes" },
	{ "123456", NULL, "must be at most 5 bytes" },
	{ " 12345 ", "12345", NULL },
	{ "a\nb", NULL, "must be one line" },
	{ "abc\n", NULL, "must be one line" },
	{ "a\rb", NULL, "must be one line" },
	{ "a\tb", NULL, CONTROL },
	{ "a\x01" "b", NULL, CONTROL },
	{ "ab\xff", NULL, UTF8 },
	{ "\xc3\xa9\xc3\xa9", "\xc3\xa9\xc3\xa9", NULL },
}, line_required_rows[] = {
	{ "x", "x", NULL },
	{ "", NULL, EMPTY },
	{ " \t ", NULL, EMPTY },
}, int_rows[] = {
	{ "", "", NULL },
	{ "  ", "", NULL },
	{ "1", "1", NULL },
	{ "5", "5", NULL },
	{ " 3 ", "3", NULL },
	{ "003", "3", NULL },
	{ "0", NULL, INT " from 1 to 5" },
	{ "6", NULL, INT " from 1 to 5" },
	{ "-1", NULL, INT " from 1 to 5" },
	{ "1.5", NULL, INT " from 1 to 5" },
	{ "1.", NULL, INT " from 1 to 5" },
	{ "1e0", NULL, INT " from 1 to 5" },
	{ "0x1", NULL, INT " from 1 to 5" },
	{ "+1", NULL, INT " from 1 to 5" },
	{ "one", NULL, INT " from 1 to 5" },
	{ "1 2", NULL, INT " from 1 to 5" },
	{ "1\n", NULL, INT " from 1 to 5" },
	{ "18446744073709551617", NULL, INT " from 1 to 5" },
	{ "\xd9\xa1", NULL, INT " from 1 to 5" },
}, int_any_rows[] = {
	{ "0", "0", NULL },
	{ "-0", "0", NULL },
	{ "-17", "-17", NULL },
	{ "000000000000000000000000000000", "0", NULL },
	{ "9223372036854775807", "9223372036854775807", NULL },
	{ "-9223372036854775807", "-9223372036854775807", NULL },
	{ "-9223372036854775808", "-9223372036854775808", NULL },
	{ "9223372036854775808", NULL, INT },
	{ "-9223372036854775809", NULL, INT },
	{ "9223372036854775810", NULL, INT },
	{ "92233720368547758070", NULL, INT },
	{ "99999999999999999999999999", NULL, INT },
	{ "-99999999999999999999999999", NULL, INT },
	{ "-", NULL, INT },
	{ "--1", NULL, INT },
	{ "- 1", NULL, INT },
}, int_low_rows[] = {
	{ "2", "2", NULL },
	{ "9223372036854775807", "9223372036854775807", NULL },
	{ "1", NULL, INT ", at least 2" },
}, int_high_rows[] = {
	{ "0", "0", NULL },
	{ "-9223372036854775808", "-9223372036854775808", NULL },
	{ "1", NULL, INT ", at most 0" },
}, int_negative_rows[] = {
	{ "-5", "-5", NULL },
	{ "-3", "-3", NULL },
	{ "-2", NULL, INT " from -5 to -3" },
	{ "-6", NULL, INT " from -5 to -3" },
}, real_rows[] = {
	{ "", "", NULL },
	{ "0", "0", NULL },
	{ " 1.50 ", "1.50", NULL },
	{ ".5", ".5", NULL },
	{ "-.5", "-.5", NULL },
	{ "2", "2", NULL },
	{ "2.000", "2.000", NULL },
	{ "2.0000000000000000000000000000001", NULL, REAL " from -1 to 2" },
	{ "1.9999999999999999999999999999999",
	    "1.9999999999999999999999999999999", NULL },
	{ "-1", "-1", NULL },
	{ "-1.0", "-1.0", NULL },
	{ "-1.01", NULL, REAL " from -1 to 2" },
	{ "-0.99", "-0.99", NULL },
	{ "3", NULL, REAL " from -1 to 2" },
	{ "-2", NULL, REAL " from -1 to 2" },
	{ "1.", NULL, REAL " from -1 to 2" },
	{ ".", NULL, REAL " from -1 to 2" },
	{ "-", NULL, REAL " from -1 to 2" },
	{ "-.", NULL, REAL " from -1 to 2" },
	{ "1.-5", NULL, REAL " from -1 to 2" },
	{ "1.5.1", NULL, REAL " from -1 to 2" },
	{ "1,5", NULL, REAL " from -1 to 2" },
	{ "+1", NULL, REAL " from -1 to 2" },
	{ "1e0", NULL, REAL " from -1 to 2" },
	{ "0x1p0", NULL, REAL " from -1 to 2" },
	{ "nan", NULL, REAL " from -1 to 2" },
	{ "inf", NULL, REAL " from -1 to 2" },
}, real_any_rows[] = {
	{ "9223372036854775807", "9223372036854775807", NULL },
	{ "9223372036854775807.0", "9223372036854775807.0", NULL },
	{ "9223372036854775807.1", NULL, REAL },
	{ "9223372036854775806.9", "9223372036854775806.9", NULL },
	{ "-9223372036854775808", "-9223372036854775808", NULL },
	{ "-9223372036854775808.5", NULL, REAL },
	{ "9223372036854775808", NULL, REAL },
	{ "-9223372036854775809", NULL, REAL },
}, name_rows[] = {
	{ "", "", NULL },
	{ "ann", "ann", NULL },
	{ " ann ", "ann", NULL },
	{ "9a_b.c-d", "9a_b.c-d", NULL },
	{ "Ann", NULL, NAME },
	{ "_a", NULL, NAME },
	{ ".", NULL, NAME },
	{ "..", NULL, NAME },
	{ "-a", NULL, NAME },
	{ "a b", NULL, NAME },
	{ "a/b", NULL, NAME },
	{ "a\n", NULL, NAME },
	{ "\xc3\xa9", NULL, NAME },
	{ "a\xc3\xa9", NULL, NAME },
	{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	    NULL },
	{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	    NULL, "must be at most 64 bytes" },
}, hex_rows[] = {
	{ "", "", NULL },
	{ "0123abcd", "0123abcd", NULL },
	{ "ABCDEF", "abcdef", NULL },
	{ " 00ff ", "00ff", NULL },
	{ "00f", NULL, "must be at least 4 digits" },
	{ "012345678", NULL, "must be at most 8 digits" },
	{ "0x1234", NULL, HEX },
	{ "abcg", NULL, HEX },
	{ "ab cd", NULL, HEX },
	{ "-abc", NULL, HEX },
}, date_rows[] = {
	{ "", "", NULL },
	{ "2026-02-28", "2026-02-28", NULL },
	{ " 2026-02-28 ", "2026-02-28", NULL },
	{ "0001-01-01", "0001-01-01", NULL },
	{ "9999-12-31", "9999-12-31", NULL },
	{ "2024-02-29", "2024-02-29", NULL },
	{ "2000-02-29", "2000-02-29", NULL },
	{ "1900-02-29", NULL, DATE },
	{ "2100-02-29", NULL, DATE },
	{ "2023-02-29", NULL, DATE },
	{ "2024-02-30", NULL, DATE },
	{ "2026-01-31", "2026-01-31", NULL },
	{ "2026-03-31", "2026-03-31", NULL },
	{ "2026-04-30", "2026-04-30", NULL },
	{ "2026-04-31", NULL, DATE },
	{ "2026-06-31", NULL, DATE },
	{ "2026-09-31", NULL, DATE },
	{ "2026-11-31", NULL, DATE },
	{ "2026-12-31", "2026-12-31", NULL },
	{ "2026-12-32", NULL, DATE },
	{ "2026-01-00", NULL, DATE },
	{ "2026-00-01", NULL, DATE },
	{ "2026-13-01", NULL, DATE },
	{ "2026-99-99", NULL, DATE },
	{ "0000-01-01", NULL, DATE },
	{ "2026-2-28", NULL, DATE },
	{ "2026-02-8", NULL, DATE },
	{ "26-02-28", NULL, DATE },
	{ "02026-02-28", NULL, DATE },
	{ "2026/02/28", NULL, DATE },
	{ "28.02.2026", NULL, DATE },
	{ "2026-02-28T00:00", NULL, DATE },
	{ "2026-02--1", NULL, DATE },
	{ "-026-02-01", NULL, DATE },
	{ "2026-+2-01", NULL, DATE },
	{ "2026- 2-01", NULL, DATE },
}, bool_rows[] = {
	{ "", "", NULL },
	{ "on", "1", NULL },
	{ "1", "1", NULL },
	{ "true", "1", NULL },
	{ "yes", "1", NULL },
	{ "off", NULL, ON },
	{ "0", NULL, ON },
	{ "ON", NULL, ON },
	{ "on|1", NULL, ON },
	{ "2", NULL, ON },
}, bool_required_rows[] = {
	{ "on", "1", NULL },
	{ "", NULL, "must be ticked" },
}, oneof_rows[] = {
	{ "", "", NULL },
	{ "check", "check", NULL },
	{ "submit", "submit", NULL },
	{ "save", "save", NULL },
	{ "sav", NULL, "must be one of check, submit, save" },
	{ "Save", NULL, "must be one of check, submit, save" },
	{ " save", NULL, "must be one of check, submit, save" },
	{ "submit|save", NULL, "must be one of check, submit, save" },
	{ "|", NULL, "must be one of check, submit, save" },
}, oneof_required_rows[] = {
	{ "x", "x", NULL },
	{ "", NULL, "must be chosen" },
	{ "y", NULL, "must be one of x" },
}, file_rows[] = {
	{ "", "", NULL },
	{ "\x01\xff\r\n", "\x01\xff\r\n", NULL },
	{ "a", NULL, "must be at least 2 bytes" },
	{ "12345", NULL, "must be at most 4 bytes" },
}, file_required_rows[] = {
	{ "a", "a", NULL },
	{ "", NULL, "must be chosen" },
};

#define ROWS(r)	r, sizeof(r) / sizeof(r[0])

static const struct group {
	struct web_field	 field;
	const struct row	*rows;
	size_t			 n;
} groups[] = {
	{ { "text", F_TEXT, 0, 10, NULL, 0, 0 }, ROWS(text_rows) },
	{ { "text, required", F_TEXT, 0, 0, NULL, 1, 0 },
	    ROWS(text_required_rows) },
	{ { "line", F_LINE, 3, 5, NULL, 0, 0 }, ROWS(line_rows) },
	{ { "line, required", F_LINE, 0, 0, NULL, 1, 0 },
	    ROWS(line_required_rows) },
	{ { "int", F_INT, 1, 5, NULL, 0, 0 }, ROWS(int_rows) },
	{ { "int, any", F_INT, 0, 0, NULL, 0, 0 }, ROWS(int_any_rows) },
	{ { "int, low", F_INT, 2, 0, NULL, 0, 0 }, ROWS(int_low_rows) },
	{ { "int, high", F_INT, LLONG_MIN, 0, NULL, 0, 0 },
	    ROWS(int_high_rows) },
	{ { "int, negative", F_INT, -5, -3, NULL, 0, 0 },
	    ROWS(int_negative_rows) },
	{ { "real", F_REAL, -1, 2, NULL, 0, 0 }, ROWS(real_rows) },
	{ { "real, any", F_REAL, 0, 0, NULL, 0, 0 }, ROWS(real_any_rows) },
	{ { "name", F_NAME, 0, 0, NULL, 0, 0 }, ROWS(name_rows) },
	{ { "hex", F_HEX, 4, 8, NULL, 0, 0 }, ROWS(hex_rows) },
	{ { "date", F_DATE, 0, 0, NULL, 0, 0 }, ROWS(date_rows) },
	{ { "bool", F_BOOL, 0, 0, NULL, 0, 0 }, ROWS(bool_rows) },
	{ { "bool, required", F_BOOL, 0, 0, NULL, 1, 0 },
	    ROWS(bool_required_rows) },
	{ { "oneof", F_ONEOF, 0, 0, "check|submit|save", 0, 0 },
	    ROWS(oneof_rows) },
	{ { "oneof, required", F_ONEOF, 0, 0, "x", 1, 0 },
	    ROWS(oneof_required_rows) },
	{ { "file", F_FILE, 2, 4, NULL, 0, 0 }, ROWS(file_rows) },
	{ { "file, required", F_FILE, 0, 0, NULL, 1, 0 },
	    ROWS(file_required_rows) },
};

static void
check_row(struct mem *m, const struct web_field *f, const struct row *r,
    size_t i)
{
	struct slice in = guard_copy(slice_str(r->in));
	const char *clean = NULL, *wrong;

	wrong = field_check(m, f, in.p, in.n, &clean);
	tap_is(slice_str(wrong), slice_str(r->wrong), "%s %zu", f->name, i);
	if (wrong == NULL && f->kind != F_FILE)
		tap_is(slice_str(clean), slice_str(r->clean),
		    "%s %zu: cleaned", f->name, i);
	guard_free(in);
}

/* A NUL would hide the rest from whoever reads a C string. */
static void
check_nul(struct mem *m)
{
	static const char *const values[F_KINDS] = {
		[F_TEXT] = "a", [F_LINE] = "a", [F_INT] = "1",
		[F_REAL] = "1.5", [F_NAME] = "a", [F_HEX] = "a",
		[F_DATE] = "2026-02-28", [F_BOOL] = "on", [F_ONEOF] = "x"
	};
	struct web_field f = { "f", F_TEXT, 0, 0, "x|y", 0, 0 };
	const char *clean;
	char in[16];
	size_t n;

	for (int kind = 0; kind < F_FILE; kind++) {
		f.kind = (enum web_kind)kind;
		n = strlen(values[kind]);
		memcpy(in, values[kind], n + 1);
		tap_ok(field_check(m, &f, in, n, &clean) == NULL,
		    "kind %d without a NUL", kind);
		tap_ok(field_check(m, &f, in, n + 1, &clean) != NULL,
		    "kind %d, a NUL behind", kind);
		memmove(in + 1, in, n);
		in[0] = '\0';
		tap_ok(field_check(m, &f, in, n + 1, &clean) != NULL,
		    "kind %d, a NUL in front", kind);
		tap_ok(field_check(m, &f, in, 1, &clean) != NULL,
		    "kind %d, a NUL alone", kind);
	}
}

static void
check_default(struct mem *m, enum web_kind kind, size_t max)
{
	struct web_field f = { "f", kind, 0, 0, NULL, 0, 0 };
	char *in = mem_alloc(m, max + 1);
	const char *clean;

	memset(in, 'a', max + 1);
	tap_ok(field_check(m, &f, in, max, &clean) == NULL,
	    "kind %d: %zu bytes", (int)kind, max);
	tap_ok(field_check(m, &f, in, max + 1, &clean) != NULL,
	    "kind %d: %zu bytes are too many", (int)kind, max + 1);
	f.min = 2;
	tap_ok(field_check(m, &f, in, max, &clean) == NULL,
	    "kind %d: a lower limit leaves the upper one", (int)kind);
	tap_ok(field_check(m, &f, in, max + 1, &clean) != NULL,
	    "kind %d: and so it holds", (int)kind);
	tap_ok(field_check(m, &f, in, 1, &clean) != NULL,
	    "kind %d: as does the lower", (int)kind);
}

/* The size is known while the content is somewhere else. */
static void
check_spooled(struct mem *m)
{
	static const struct web_field f = { "f", F_FILE, 0, 0, NULL, 1, 0 };
	const char *clean = "x";

	tap_ok(field_check(m, &f, NULL, FIELD_FILE_MAX, &clean) == NULL,
	    "a file without its content");
	tap_ok(clean == NULL, "stays where it is");
	tap_is(slice_str(field_check(m, &f, NULL, FIELD_FILE_MAX + 1,
	    &clean)), SLICE("must be at most 67108864 bytes"), "too large");
	tap_is(slice_str(field_check(m, &f, NULL, 0, &clean)),
	    SLICE("must be chosen"), "no file");
}

static void
check_find(void)
{
	static const struct web_field table[] = {
		{ "a", F_LINE, 0, 0, NULL, 0, 0 },
		{ "ab", F_INT, 0, 0, NULL, 0, 0 },
		{ NULL, F_TEXT, 0, 0, NULL, 0, 0 }
	};

	tap_ok(field_find(table, "a") == &table[0], "first");
	tap_ok(field_find(table, "ab") == &table[1], "second");
	tap_ok(field_find(table, "b") == NULL, "none");
	tap_ok(field_find(table, "") == NULL, "no name");
}

int
main(void)
{
	struct mem m;

	mem_init(&m, 0);
	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++)
		for (size_t j = 0; j < groups[i].n; j++)
			check_row(&m, &groups[i].field, &groups[i].rows[j],
			    j);
	check_nul(&m);
	check_default(&m, F_TEXT, FIELD_TEXT_MAX);
	check_default(&m, F_LINE, FIELD_LINE_MAX);
	check_default(&m, F_NAME, FIELD_NAME_MAX);
	check_default(&m, F_HEX, FIELD_HEX_MAX);
	check_spooled(&m);
	check_find();
	mem_release(&m);
	return tap_done();
}
