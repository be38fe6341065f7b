#include "http/chunk.h"

#include <string.h>

#include "tap.h"

#define CRLF	"\r\n"
#define END	"0\r\n\r\n"

enum { UNFINISHED = 1 };

struct row {
	const char	*name;
	struct slice	in;
	int		want;		/* 0, UNFINISHED or -status */
	const char	*data;		/* given out before the end */
	size_t		rest;		/* bytes of `in` behind the body */
};

static const struct row rows[] = {
	{ "empty body", SLICE_INIT(END), 0, "", 0 },
	{ "one chunk", SLICE_INIT("3\r\nabc\r\n" END), 0, "abc", 0 },
	{ "two chunks", SLICE_INIT("3\r\nabc\r\n2\r\nde\r\n" END), 0,
	    "abcde", 0 },
	{ "data is never syntax", SLICE_INIT("5\r\n0\r\n\r\n\r\n" END), 0,
	    "0\r\n\r\n", 0 },
	{ "NUL in the data", SLICE_INIT("1\r\n\0\r\n" END), 0, NULL, 0 },
	{ "hex in lower case", SLICE_INIT("a\r\n0123456789\r\n" END), 0,
	    "0123456789", 0 },
	{ "hex in upper case", SLICE_INIT("A\r\n0123456789\r\n" END), 0,
	    "0123456789", 0 },
	{ "leading zeros", SLICE_INIT("003\r\nabc\r\n000\r\n\r\n"), 0, "abc",
	    0 },
	{ "16 digits", SLICE_INIT("0000000000000001\r\na\r\n" END), 0, "a",
	    0 },
	{ "17 digits", SLICE_INIT("00000000000000001\r\na\r\n" END), -400,
	    "", 0 },
	{ "17 zeros", SLICE_INIT("00000000000000000\r\n\r\n"), -400, "", 0 },
	{ "largest size", SLICE_INIT("ffffffffffffffff\r\nabc"), UNFINISHED,
	    "abc", 0 },
	{ "overflow", SLICE_INIT("10000000000000000\r\n"), -400, "", 0 },
	{ "what stands behind is left",
	    SLICE_INIT("1\r\na\r\n" END "GET /"), 0, "a", 5 },
	{ "unfinished data", SLICE_INIT("5\r\nabc"), UNFINISHED, "abc", 0 },
	{ "unfinished end", SLICE_INIT("1\r\na\r\n0\r\n"), UNFINISHED, "a",
	    0 },

	{ "no size", SLICE_INIT(CRLF "abc"), -400, "", 0 },
	{ "no second size", SLICE_INIT("1\r\na\r\n\r\n"), -400, "a", 0 },
	{ "no second size, extension", SLICE_INIT("1\r\na\r\n;a\r\n"), -400,
	    "a", 0 },
	{ "16 digits twice", SLICE_INIT("0000000000000001\r\na\r\n"
	    "0000000000000000\r\n\r\n"), 0, "a", 0 },
	{ "no size, extension", SLICE_INIT(";a\r\n"), -400, "", 0 },
	{ "0x", SLICE_INIT("0x3\r\nabc\r\n" END), -400, "", 0 },
	{ "plus", SLICE_INIT("+3\r\nabc\r\n" END), -400, "", 0 },
	{ "minus", SLICE_INIT("-1\r\nabc\r\n" END), -400, "", 0 },
	{ "h", SLICE_INIT("3h\r\nabc\r\n" END), -400, "", 0 },
	{ "underscore", SLICE_INIT("1_0\r\nabc\r\n" END), -400, "", 0 },
	{ "comma", SLICE_INIT("3,3\r\nabc\r\n" END), -400, "", 0 },
	{ "blank before the size", SLICE_INIT(" 3\r\nabc\r\n" END), -400, "",
	    0 },
	{ "tab before the size", SLICE_INIT("\t3\r\nabc\r\n" END), -400, "",
	    0 },
	{ "blank after the size", SLICE_INIT("3 \r\nabc\r\n" END), -400, "",
	    0 },
	{ "tab after the size", SLICE_INIT("3\t\r\nabc\r\n" END), -400, "",
	    0 },
	{ "blank before the extension", SLICE_INIT("3 ;a\r\nabc\r\n" END),
	    -400, "", 0 },
	{ "blank in the size", SLICE_INIT("1 0\r\n"), -400, "", 0 },
	{ "vertical tab after the size", SLICE_INIT("3\v\r\nabc\r\n" END),
	    -400, "", 0 },
	{ "NUL after the size", SLICE_INIT("3\0\r\nabc\r\n" END), -400, "",
	    0 },
	{ "8-bit byte after the size", SLICE_INIT("3\x85\r\nabc\r\n" END),
	    -400, "", 0 },
	{ "empty line before the size", SLICE_INIT("\r\n3\r\nabc\r\n" END),
	    -400, "", 0 },
	{ "size ends in LF", SLICE_INIT("3\nabc\r\n" END), -400, "", 0 },
	{ "size ends in CR", SLICE_INIT("3\rabc\r\n" END), -400, "", 0 },
	{ "size ends in CR CR LF", SLICE_INIT("3\r\r\nabc\r\n" END), -400,
	    "", 0 },
	{ "last size ends in LF", SLICE_INIT("0\n\r\n"), -400, "", 0 },

	{ "data ends in LF", SLICE_INIT("3\r\nabc\n" END), -400, "abc", 0 },
	{ "data ends in CR", SLICE_INIT("3\r\nabc\r" END), -400, "abc", 0 },
	{ "data ends in LF CR", SLICE_INIT("3\r\nabc\n\r" END), -400, "abc",
	    0 },
	{ "data too long", SLICE_INIT("3\r\nabcd\r\n" END), -400, "abc", 0 },
	{ "data too short", SLICE_INIT("4\r\nabc\r\n" END), -400, "abc\r",
	    0 },
	{ "nothing after the data", SLICE_INIT("3\r\nabc" END), -400, "abc",
	    0 },

	{ "extension", SLICE_INIT("1;a\r\nx\r\n" END), 0, "x", 0 },
	{ "extension with a value", SLICE_INIT("1;a=b;c=d\r\nx\r\n" END), 0,
	    "x", 0 },
	{ "extension of the last chunk", SLICE_INIT("0;a=b\r\n\r\n"), 0, "",
	    0 },
	{ "blanks in the extension", SLICE_INIT("1; a = b\r\nx\r\n" END), 0,
	    "x", 0 },
	{ "quoted value", SLICE_INIT("1;a=\"b;c\"\r\nx\r\n" END), 0, "x",
	    0 },
	{ "quoted quote", SLICE_INIT("1;a=\"\\\"\\\\\"\r\nx\r\n" END), 0,
	    "x", 0 },
	{ "unclosed quote", SLICE_INIT("1;a=\"b\r\nx\r\n" END), -400, "",
	    0 },
	{ "CRLF in quotes", SLICE_INIT("1;a=\"\r\n\"\r\nx\r\n" END), -400,
	    "", 0 },
	{ "escaped CR in quotes", SLICE_INIT("1;a=\"\\\r\n"), -400, "", 0 },
	{ "escaped NUL in quotes", SLICE_INIT("1;a=\"\\\0\"\r\n"), -400, "",
	    0 },
	{ "NUL in quotes", SLICE_INIT("1;a=\"\0\"\r\n"), -400, "", 0 },
	{ "escaped last quote", SLICE_INIT("1;a=\"\\\"\r\n"), -400, "", 0 },
	{ "LF in the extension", SLICE_INIT("1;a\nx\r\n" END), -400, "", 0 },
	{ "CR in the extension", SLICE_INIT("1;a\rb\r\nx\r\n" END), -400, "",
	    0 },
	{ "LF smuggled in the extension",
	    SLICE_INIT("1;\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n"), -400, "",
	    0 },
	{ "NUL in the extension", SLICE_INIT("1;\0\r\nx\r\n" END), -400, "",
	    0 },
	{ "tab in the extension", SLICE_INIT("1;\ta\r\nx\r\n" END), -400, "",
	    0 },
	{ "DEL in the extension", SLICE_INIT("1;a\x7f\r\nx\r\n" END), -400,
	    "", 0 },

	{ "trailer", SLICE_INIT("0\r\nA: b\r\n\r\n"), 0, "", 0 },
	{ "trailer of two", SLICE_INIT("0\r\nA: b\r\nC:\td\r\n\r\nx"), 0, "",
	    1 },
	{ "trailer with an empty value", SLICE_INIT("0\r\nA:\r\n\r\n"), 0,
	    "", 0 },
	{ "framing in the trailer is thrown away",
	    SLICE_INIT("0\r\nContent-Length: 5\r\n\r\nabcde"), 0, "", 5 },
	{ "trailer folded", SLICE_INIT("0\r\nA: b\r\n c\r\n\r\n"), -400, "",
	    0 },
	{ "trailer folded at once", SLICE_INIT("0\r\n A: b\r\n\r\n"), -400,
	    "", 0 },
	{ "trailer, blank before the colon",
	    SLICE_INIT("0\r\nA : b\r\n\r\n"), -400, "", 0 },
	{ "trailer without colon", SLICE_INIT("0\r\nA\r\n\r\n"), -400, "",
	    0 },
	{ "trailer without name", SLICE_INIT("0\r\n: b\r\n\r\n"), -400, "",
	    0 },
	{ "trailer ends in LF", SLICE_INIT("0\r\nA: b\n\r\n"), -400, "", 0 },
	{ "trailer ends in CR", SLICE_INIT("0\r\nA: b\rC: d\r\n\r\n"), -400,
	    "", 0 },
	{ "trailer with NUL", SLICE_INIT("0\r\nA: \0\r\n\r\n"), -400, "",
	    0 },
	{ "request in place of a trailer",
	    SLICE_INIT("0\r\nGET / HTTP/1.1\r\n\r\n"), -400, "", 0 },
	{ "last line ends in LF", SLICE_INIT("0\r\n\n"), -400, "", 0 },
	{ "last line ends in CR CR", SLICE_INIT("0\r\n\r\r\n"), -400, "",
	    0 },
	{ "last line ends in CR and a letter", SLICE_INIT("0\r\n\rG"), -400,
	    "", 0 },
};

struct result {
	int		end;		/* as the rows want it */
	char		data[256];
	size_t		n;
	size_t		consumed;
};

/* Decode one part; false when there is no more to decode after it. */
static bool
feed(struct chunk *c, struct slice part, struct result *r)
{
	struct slice data;
	ssize_t n;

	while (part.n > 0 && !c->done) {
		n = chunk_parse(c, part, &data);
		if (n <= 0) {
			r->end = n == 0 ? -1 : (int)n;
			return false;
		}
		if (data.n > 0)
			memcpy(r->data + r->n, data.p, data.n);
		r->n += data.n;
		r->consumed += (size_t)n;
		part = slice_skip(part, (size_t)n);
	}
	r->end = c->done ? 0 : UNFINISHED;
	return !c->done;
}

/* Does the input, given in pieces of `step` after a first one, do as told? */
static bool
decodes(const struct row *row, struct slice in, size_t first, size_t step)
{
	struct slice want = row->data == NULL ? SLICE("\0") :
	    slice_str(row->data);
	struct result r = { .end = UNFINISHED };
	struct chunk c;
	bool more;

	chunk_init(&c);
	more = feed(&c, slice_of(in.p, first), &r);
	for (size_t at = first; more && at < in.n; at += step)
		more = feed(&c, slice_of(in.p + at,
		    step < in.n - at ? step : in.n - at), &r);
	return r.end == row->want &&
	    slice_eq(slice_of(r.data, r.n), want) && c.total == want.n &&
	    (r.end != 0 || r.consumed == in.n - row->rest);
}

static void
test_rows(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct slice in = guard_copy(rows[i].in);
		bool passed = true;

		for (size_t at = 0; at <= in.n; at++)
			passed = passed && decodes(&rows[i], in, at, in.n);
		tap_ok(passed, "%s", rows[i].name);
		tap_ok(decodes(&rows[i], in, 0, 1), "%s, by bytes",
		    rows[i].name);
		guard_free(in);
	}
}

/* `left` is for whoever moves data without looking: true in data only. */
static void
test_left(void)
{
	static const char text[] = "0a\r\n0123456789\r\n" END;
	struct slice data;
	struct chunk c;
	bool right = true;

	chunk_init(&c);
	for (size_t i = 0; i < sizeof(text) - 1; i++) {
		uint64_t want = i >= 3 && i < 14 ? 13 - i : 0;

		chunk_parse(&c, slice_of(text + i, 1), &data);
		right = right && c.left == want;
	}
	tap_ok(right, "left counts down in the data and is 0 elsewhere");
	tap_ok(c.done, "done");
	tap_int(chunk_parse(&c, SLICE("x"), &data), 0, "done takes no more");
	chunk_init(&c);
	tap_int(chunk_parse(&c, slice_of(NULL, 0), &data), 0, "nothing in");
}

/* `head`, then n times 'a', then `tail`: 0 when all of it is taken. */
static int
long_line(const char *head, size_t n, const char *tail)
{
	static char text[CHUNK_MAX_TRAILER + 64];
	size_t len = strlen(head);
	struct slice in, data;
	struct chunk c;
	ssize_t r = 0;

	memcpy(text, head, len);
	memset(text + len, 'a', n);
	memcpy(text + len + n, tail, strlen(tail));
	len += n + strlen(tail);
	chunk_init(&c);
	for (in = slice_of(text, len); r >= 0 && in.n > 0 && !c.done;) {
		r = chunk_parse(&c, in, &data);
		in = slice_skip(in, r < 0 ? 0 : (size_t)r);
	}
	return r < 0 ? (int)r : in.n == 0 ? 0 : -1;
}

static void
test_limits(void)
{
	tap_int(long_line("1;", CHUNK_MAX_LINE - 4, "\r\n"), 0,
	    "longest line");
	tap_int(long_line("1\r\nx\r\n1;", CHUNK_MAX_LINE - 4, "\r\n"), 0,
	    "longest second line");
	tap_int(long_line("1\r\nx\r\n1;", CHUNK_MAX_LINE - 3, "\r\n"), -400,
	    "second line too long");
	tap_int(long_line("1;", CHUNK_MAX_LINE - 3, "\r\n"), -400,
	    "line too long");
	tap_int(long_line("1;", CHUNK_MAX_LINE, ""), -400,
	    "line too long, refused before its end");
	tap_int(long_line("0\r\nA:", CHUNK_MAX_TRAILER - 6, "\r\n\r\n"), 0,
	    "longest trailer");
	tap_int(long_line("0\r\nA:", CHUNK_MAX_TRAILER - 5, "\r\n\r\n"), -431,
	    "trailer too long");
	tap_int(long_line("0\r\nA:b\r\nA:", CHUNK_MAX_TRAILER - 6,
	    "\r\n\r\n"), -431, "trailer too long by two fields");
}

/* The bound is one of each line, not of all lines together. */
static void
test_many_chunks(void)
{
	struct slice one = SLICE("1;abcdefghijklmnopqrstuvwxyz\r\nx\r\n");
	struct slice in, data;
	struct chunk c;
	ssize_t n = 0;

	chunk_init(&c);
	for (int i = 0; i < 1000 && n >= 0; i++)
		for (in = one; in.n > 0 && n >= 0;) {
			n = chunk_parse(&c, in, &data);
			in = slice_skip(in, n < 0 ? 0 : (size_t)n);
		}
	tap_int((long long)c.total, 1000, "a thousand chunks");
}

int
main(void)
{
	test_rows();
	test_left();
	test_limits();
	test_many_chunks();
	return tap_done();
}
