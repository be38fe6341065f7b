#include "base/slice.h"

#include "tap.h"

static void
test_compare(void)
{
	struct slice none = slice_of(NULL, 0);

	tap_int((long long)slice_str("abc").n, 3, "length of a string");
	tap_int((long long)slice_str(NULL).n, 0, "NULL is empty");
	tap_int((long long)SLICE("a\0b").n, 3, "literal with NUL");
	tap_ok(slice_eq(SLICE("ab"), SLICE("ab")), "equal");
	tap_ok(!slice_eq(SLICE("ab"), SLICE("aB")), "case counts");
	tap_ok(!slice_eq(SLICE("ab"), SLICE("abc")), "length counts");
	tap_ok(!slice_eq(SLICE("a\0b"), SLICE("a\0c")), "no end at NUL");
	tap_ok(slice_eq(none, SLICE("")), "NULL equals empty");
	tap_ok(slice_eqs(SLICE("ab"), "ab"), "equals a string");
	tap_ok(!slice_eqs(SLICE("ab\0"), "ab"), "NUL is a byte");
	tap_ok(slice_caseeq(SLICE("aZ-9"), SLICE("Az-9")), "any case");
	tap_ok(!slice_caseeq(SLICE("@"), SLICE("`")), "@ is no letter");
	tap_ok(!slice_caseeq(SLICE("["), SLICE("{")), "[ is no letter");
	tap_ok(!slice_caseeq(SLICE("\xc9"), SLICE("\xe9")), "ASCII only");
	tap_ok(slice_caseeqs(SLICE("Host"), "hOST"), "any case, a string");
	tap_ok(!slice_caseeqs(SLICE("Hos"), "host"), "shorter");
}

static void
test_ends(void)
{
	tap_ok(slice_starts(SLICE("abc"), SLICE("ab")), "starts");
	tap_ok(slice_starts(SLICE("abc"), SLICE("")), "starts with nothing");
	tap_ok(!slice_starts(SLICE("a"), SLICE("ab")), "prefix too long");
	tap_ok(!slice_starts(SLICE("abc"), SLICE("b")), "starts otherwise");
	tap_ok(slice_ends(SLICE("abc"), SLICE("bc")), "ends");
	tap_ok(slice_ends(SLICE("abc"), SLICE("")), "ends with nothing");
	tap_ok(!slice_ends(SLICE("c"), SLICE("bc")), "suffix too long");
	tap_ok(!slice_ends(SLICE("abc"), SLICE("b")), "ends otherwise");
}

static void
test_find(void)
{
	tap_int((long long)slice_find(SLICE("abcb"), 'b'), 1, "first one");
	tap_int((long long)slice_find(SLICE("abc"), 'x'), 3, "none");
	tap_int((long long)slice_find(SLICE("a\0b"), 'b'), 2, "behind NUL");
	tap_int((long long)slice_find(slice_of(NULL, 0), 'x'), 0, "in NULL");
	tap_is(slice_skip(SLICE("abc"), 2), SLICE("c"), "skip");
	tap_is(slice_skip(SLICE("abc"), 9), SLICE(""), "skip too many");
	tap_is(slice_skip(slice_of(NULL, 0), 1), SLICE(""), "skip NULL");
	tap_is(slice_trim(SLICE(" \ta b\t ")), SLICE("a b"), "trim");
	tap_is(slice_trim(SLICE(" \t ")), SLICE(""), "trim blanks");
	tap_is(slice_trim(SLICE("\va\r\n")), SLICE("\va\r\n"),
	    "trim blanks and tabs only");
}

static void
test_cut(void)
{
	struct slice s = SLICE("a,,b,"), piece;

	tap_ok(slice_cut(&s, ',', &piece), "first piece");
	tap_is(piece, SLICE("a"), "is a");
	tap_ok(slice_cut(&s, ',', &piece), "second piece");
	tap_is(piece, SLICE(""), "is empty");
	tap_ok(slice_cut(&s, ',', &piece), "third piece");
	tap_is(piece, SLICE("b"), "is b");
	tap_ok(!slice_cut(&s, ',', &piece), "no empty last piece");
}

static const struct {
	const char	*text;
	int		want;
	uint64_t	value;
} numbers[] = {
	{ "0", 0, 0 }, { "7", 0, 7 }, { "007", 0, 7 },
	{ "18446744073709551615", 0, UINT64_MAX },
	{ "18446744073709551616", -1, 0 }, { "18446744073709551620", -1, 0 },
	{ "99999999999999999999", -1, 0 }, { "100000000000000000000", -1, 0 },
	{ "", -1, 0 }, { "+1", -1, 0 }, { "-1", -1, 0 }, { " 1", -1, 0 },
	{ "1 ", -1, 0 }, { "0x1", -1, 0 }, { "1a", -1, 0 }, { "/", -1, 0 },
	{ ":", -1, 0 }, { "\xb1", -1, 0 },
};

static void
test_numbers(void)
{
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		struct slice in = guard_copy(slice_str(numbers[i].text));
		uint64_t value = 0;

		tap_int(slice_to_u64(in, &value), numbers[i].want,
		    "number \"%s\"", numbers[i].text);
		tap_ok(value == numbers[i].value, "value of \"%s\"",
		    numbers[i].text);
		guard_free(in);
	}
}

static int
hex_value(int c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static void
test_ascii(void)
{
	int hex = -1, alpha = -1, digit = -1, lower = -1;

	for (int c = 0; c < 256; c++) {
		bool up = c >= 'A' && c <= 'Z';

		if (ascii_hex((char)c) != hex_value(c))
			hex = c;
		if (ascii_alpha((char)c) != (up || (c >= 'a' && c <= 'z')))
			alpha = c;
		if (ascii_digit((char)c) != (c >= '0' && c <= '9'))
			digit = c;
		if (ascii_lower((char)c) != (char)(up ? c + 32 : c))
			lower = c;
	}
	tap_int(hex, -1, "hex digits: all 256 bytes");
	tap_int(alpha, -1, "letters: all 256 bytes");
	tap_int(digit, -1, "digits: all 256 bytes");
	tap_int(lower, -1, "lower case: all 256 bytes");
}

int
main(void)
{
	test_compare();
	test_ends();
	test_find();
	test_cut();
	test_numbers();
	test_ascii();
	return tap_done();
}
