#include "http/field.h"

#include "tap.h"

/* The elements of a list, each with a '|' behind it. */
static const struct {
	const char	*list, *want;
} lists[] = {
	{ "", "" },
	{ "a", "a|" },
	{ "a,b", "a|b|" },
	{ " a , b\t,\tc ", "a|b|c|" },
	{ ",", "" },
	{ " , ,\t", "" },
	{ ",a,,b,", "a|b|" },
	{ "a b, c", "a b|c|" },
	{ "\"a,b\",c", "\"a,b\"|c|" },
	{ "x=\"a\\\",b\", c", "x=\"a\\\",b\"|c|" },
	{ "x=\"\\\\\", c", "x=\"\\\\\"|c|" },
	{ "a\\,b", "a\\|b|" },
	{ "\"a,b", "\"a,b|" },
	{ "\"a,b\\", "\"a,b\\|" },
	{ "a;q=\"1,2\";b,c", "a;q=\"1,2\";b|c|" },
};

static void
test_next(void)
{
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		struct slice in = guard_copy(slice_str(lists[i].list));
		struct slice rest = in, want = slice_str(lists[i].want);
		struct slice element, piece;
		bool same = true;

		while (same && field_next(&rest, &element))
			same = slice_cut(&want, '|', &piece) &&
			    slice_eq(element, piece);
		tap_ok(same && want.n == 0, "elements of %s",
		    lists[i].list);
		guard_free(in);
	}
}

static void
test_has(void)
{
	tap_ok(field_list_has(SLICE("a, Close"), "close"), "has, any case");
	tap_ok(!field_list_has(SLICE("closed"), "close"), "no prefix");
	tap_ok(!field_list_has(SLICE("\"a, close, b\""), "close"),
	    "not inside quotes");
	tap_ok(!field_list_has(SLICE(""), "close"), "not in nothing");
	tap_ok(!field_list_has(slice_of(NULL, 0), "close"), "not in NULL");
}

static const struct {
	const char	*list, *coding;
	int		want;
} weights[] = {
	{ "gzip", "gzip", 1000 },
	{ "GZip", "gzip", 1000 },
	{ "br, gzip", "gzip", 1000 },
	{ "br", "gzip", 0 },
	{ "", "gzip", 0 },
	{ "", "identity", 1000 },
	{ "gzip", "identity", 1000 },
	{ "gzip;q=0", "gzip", 0 },
	{ "gzip;q=0.5", "gzip", 500 },
	{ "gzip;q=0.123", "gzip", 123 },
	{ "gzip;q=0.05", "gzip", 50 },
	{ "gzip;q=1", "gzip", 1000 },
	{ "gzip;q=1.", "gzip", 1000 },
	{ "gzip;q=0.", "gzip", 0 },
	{ "gzip;q=1.000", "gzip", 1000 },
	{ "gzip ; Q=0.5", "gzip", 500 },
	{ "gzip;a=b;q=0.5", "gzip", 500 },
	{ "gzip;a=\"x;q=1\";q=0.5", "gzip", 500 },
	{ "*", "gzip", 1000 },
	{ "*;q=0.3", "gzip", 300 },
	{ "*;q=0", "identity", 0 },
	{ "gzip;q=0.2, *;q=0.3", "gzip", 200 },
	{ "*;q=0.3, gzip;q=0", "gzip", 0 },
	{ "*;q=0.3, *;q=0.8", "gzip", 300 },
	{ "identity;q=0", "identity", 0 },
	{ "gzip;q=0.2, gzip", "gzip", 200 },
	{ "gzip;q=", "gzip", 0 },
	{ "gzip;q", "gzip", 0 },
	{ "gzip;q=2", "gzip", 0 },
	{ "gzip;q=1.001", "gzip", 0 },
	{ "gzip;q=1.5", "gzip", 0 },
	{ "gzip;q=0.1234", "gzip", 0 },
	{ "gzip;q=-1", "gzip", 0 },
	{ "gzip;q=+1", "gzip", 0 },
	{ "gzip;q=.5", "gzip", 0 },
	{ "gzip;q=00.5", "gzip", 0 },
	{ "gzip;q=0,5", "gzip", 0 },
	{ "gzip;q=0.5x", "gzip", 0 },
	{ "gzip;q=0.x", "gzip", 0 },
	{ "gzip;q= 1", "gzip", 0 },
	{ "gzip;q=\"1\"", "gzip", 0 },
	{ "gzipped", "gzip", 0 },
};

static void
test_quality(void)
{
	for (size_t i = 0; i < sizeof(weights) / sizeof(weights[0]); i++) {
		struct slice in = guard_copy(slice_str(weights[i].list));

		tap_int(field_quality(in, weights[i].coding),
		    weights[i].want, "%s in \"%s\"", weights[i].coding,
		    weights[i].list);
		guard_free(in);
	}
}

static void
test_value(void)
{
	int wrong = -1;

	for (int i = 0; i < 256; i++) {
		char text[] = { 'a', (char)i, 'b' };
		bool want = i == '\t' || (i >= 0x20 && i != 0x7f);

		if (field_value_ok(slice_of(text, sizeof(text))) != want)
			wrong = i;
	}
	tap_int(wrong, -1, "a value with each of 256 bytes");
	tap_ok(field_value_ok(slice_of(NULL, 0)), "empty value");
}

int
main(void)
{
	test_next();
	test_has();
	test_quality();
	test_value();
	return tap_done();
}
