#include "http/body.h"

#include <stdio.h>

#include "tap.h"

#define CL	"Content-Length: "
#define TE	"Transfer-Encoding: "
#define CRLF	"\r\n"
#define WAIT	"Expect: 100-continue" CRLF

struct row {
	const char	*name;
	int		minor;
	const char	*fields;
	int		want;
	enum body_kind	kind;
	uint64_t	length;
	bool		expect;
};

static const struct row rows[] = {
	{ "no body", 1, "", 0, BODY_NONE, 0, false },
	{ "length", 1, CL "5" CRLF, 0, BODY_COUNTED, 5, false },
	{ "length in 1.0", 0, CL "5" CRLF, 0, BODY_COUNTED, 5, false },
	{ "length 0", 1, CL "0" CRLF, 0, BODY_COUNTED, 0, false },
	{ "any case", 1, "cONTENT-lENGTH:5" CRLF, 0, BODY_COUNTED, 5, false },
	{ "leading zeros", 1, CL "0005" CRLF, 0, BODY_COUNTED, 5, false },
	{ "blanks round it", 1, CL " \t5\t " CRLF, 0, BODY_COUNTED, 5,
	    false },
	{ "largest", 1, CL "18446744073709551615" CRLF, 0, BODY_COUNTED,
	    UINT64_MAX, false },
	{ "overflow", 1, CL "18446744073709551616" CRLF, -400, 0, 0, false },
	{ "far overflow", 1, CL "99999999999999999999999" CRLF, -400, 0, 0,
	    false },
	{ "twice, alike", 1, CL "5" CRLF CL "5" CRLF, 0, BODY_COUNTED, 5,
	    false },
	{ "twice, different", 1, CL "5" CRLF CL "6" CRLF, -400, 0, 0, false },
	{ "twice, one empty", 1, CL "5" CRLF CL CRLF, -400, 0, 0, false },
	{ "list, alike", 1, CL "5, 5" CRLF, 0, BODY_COUNTED, 5, false },
	{ "list, different", 1, CL "5,6" CRLF, -400, 0, 0, false },
	{ "list, empty last", 1, CL "5," CRLF, -400, 0, 0, false },
	{ "list, empty first", 1, CL ",5" CRLF, -400, 0, 0, false },
	{ "list, empty middle", 1, CL "5,,5" CRLF, -400, 0, 0, false },
	{ "plus", 1, CL "+5" CRLF, -400, 0, 0, false },
	{ "minus", 1, CL "-5" CRLF, -400, 0, 0, false },
	{ "minus zero", 1, CL "-0" CRLF, -400, 0, 0, false },
	{ "hexadecimal", 1, CL "0x5" CRLF, -400, 0, 0, false },
	{ "hex digit", 1, CL "5a" CRLF, -400, 0, 0, false },
	{ "fraction", 1, CL "5.0" CRLF, -400, 0, 0, false },
	{ "exponent", 1, CL "1e1" CRLF, -400, 0, 0, false },
	{ "underscore", 1, CL "1_0" CRLF, -400, 0, 0, false },
	{ "blank inside", 1, CL "5 5" CRLF, -400, 0, 0, false },
	{ "quoted", 1, CL "\"5\"" CRLF, -400, 0, 0, false },
	{ "parameter", 1, CL "5;a" CRLF, -400, 0, 0, false },
	{ "empty", 1, CL CRLF, -400, 0, 0, false },
	{ "other digits", 1, CL "\xd9\xa5" CRLF, -400, 0, 0, false },

	{ "chunked", 1, TE "chunked" CRLF, 0, BODY_CHUNKED, 0, false },
	{ "chunked, any case", 1, TE "ChunKed" CRLF, 0, BODY_CHUNKED, 0,
	    false },
	{ "chunked, blanks round it", 1, TE "\t chunked \t" CRLF, 0,
	    BODY_CHUNKED, 0, false },
	{ "chunked in 1.0", 0, TE "chunked" CRLF, -400, 0, 0, false },
	{ "identity in 1.0", 0, TE "identity" CRLF, -400, 0, 0, false },
	{ "with length", 1, TE "chunked" CRLF CL "5" CRLF, -400, 0, 0,
	    false },
	{ "with length first", 1, CL "5" CRLF TE "chunked" CRLF, -400, 0, 0,
	    false },
	{ "with length 0", 1, TE "chunked" CRLF CL "0" CRLF, -400, 0, 0,
	    false },
	{ "with a bad length", 1, TE "chunked" CRLF CL "x" CRLF, -400, 0, 0,
	    false },
	{ "other coding with length", 1, TE "gzip" CRLF CL "5" CRLF, -400, 0,
	    0, false },
	{ "chunked twice in a list", 1, TE "chunked, chunked" CRLF, -400, 0,
	    0, false },
	{ "chunked in two fields", 1, TE "chunked" CRLF TE "chunked" CRLF,
	    -400, 0, 0, false },
	{ "chunked not last", 1, TE "chunked, gzip" CRLF, -400, 0, 0, false },
	{ "chunked in the first field", 1, TE "chunked" CRLF TE "gzip" CRLF,
	    -400, 0, 0, false },
	{ "coding before chunked", 1, TE "gzip, chunked" CRLF, -501, 0, 0,
	    false },
	{ "coding in a field before", 1, TE "gzip" CRLF TE "chunked" CRLF,
	    -501, 0, 0, false },
	{ "other coding", 1, TE "gzip" CRLF, -501, 0, 0, false },
	{ "coding with a parameter", 1, TE "x;a=b, chunked" CRLF, -501, 0, 0,
	    false },
	{ "identity", 1, TE "identity" CRLF, -501, 0, 0, false },
	{ "identity and chunked", 1, TE "identity, chunked" CRLF, -501, 0, 0,
	    false },
	{ "xchunked", 1, TE "xchunked" CRLF, -501, 0, 0, false },
	{ "chunkedx", 1, TE "chunkedx" CRLF, -501, 0, 0, false },
	{ "chunked with a parameter", 1, TE "chunked;a=b" CRLF, -400, 0, 0,
	    false },
	{ "chunked with an empty parameter", 1, TE "chunked;" CRLF, -400, 0,
	    0, false },
	{ "chunked quoted", 1, TE "\"chunked\"" CRLF, -400, 0, 0, false },
	{ "chunked with a blank inside", 1, TE "chun ked" CRLF, -400, 0, 0,
	    false },
	{ "two words", 1, TE "x chunked" CRLF, -400, 0, 0, false },
	{ "chunked with 8-bit blank", 1, TE "\xa0" "chunked" CRLF, -400, 0, 0,
	    false },
	{ "empty first", 1, TE ", chunked" CRLF, -400, 0, 0, false },
	{ "empty last", 1, TE "chunked," CRLF, -400, 0, 0, false },
	{ "empty coding", 1, TE CRLF, -400, 0, 0, false },
	{ "empty, then chunked", 1, TE CRLF TE "chunked" CRLF, -400, 0, 0,
	    false },
	{ "unclosed quote", 1, TE "gzip;a=\"b, chunked" CRLF, -501, 0, 0,
	    false },
	{ "coding hidden in quotes", 1, TE "gzip;a=\"b, chunked\"" CRLF, -400,
	    0, 0, false },
	{ "underscore is another field", 1, "Transfer_Encoding: x" CRLF, 0,
	    BODY_NONE, 0, false },

	{ "expect with length", 1, CL "5" CRLF WAIT, 0, BODY_COUNTED, 5,
	    true },
	{ "expect with chunked", 1, WAIT TE "chunked" CRLF, 0, BODY_CHUNKED,
	    0, true },
	{ "expect, any case", 1, CL "5" CRLF "eXPECT:100-Continue" CRLF, 0,
	    BODY_COUNTED, 5, true },
	{ "expect twice", 1, CL "5" CRLF WAIT WAIT, 0, BODY_COUNTED, 5,
	    true },
	{ "expect, empty body", 1, CL "0" CRLF WAIT, 0, BODY_COUNTED, 0,
	    false },
	{ "expect, no body", 1, WAIT, 0, BODY_NONE, 0, false },
	{ "expect in 1.0", 0, CL "5" CRLF WAIT, 0, BODY_COUNTED, 5, false },
	{ "other expectation", 1, "Expect: x" CRLF, -417, 0, 0, false },
	{ "expectation in a list", 1, "Expect: 100-continue, x" CRLF, -417, 0,
	    0, false },
	{ "expectation in a second field", 1, WAIT "Expect: x" CRLF, -417, 0,
	    0, false },
	{ "expectation with a parameter", 1, "Expect: 100-continue;a" CRLF,
	    -417, 0, 0, false },
	{ "bad length beats expectation", 1, CL "x" CRLF "Expect: x" CRLF,
	    -400, 0, 0, false },
};

static void
test_row(const struct row *r)
{
	struct body_framing f;
	char text[512];
	struct head h;
	int n;

	n = snprintf(text, sizeof(text), "PUT / HTTP/1.%d\r\n%s\r\n",
	    r->minor, r->fields);
	if (!tap_int(head_parse(&h, slice_of(text, (size_t)n)), 0,
	    "%s: head", r->name))
		return;
	tap_int(body_framing(&h, &f), r->want, "%s", r->name);
	tap_ok(r->want == 0 || !f.expect, "%s: no 100 on error", r->name);
	if (r->want != 0)
		return;
	tap_int(f.kind, r->kind, "%s: kind", r->name);
	tap_ok(f.length == r->length, "%s: length", r->name);
	tap_int(f.expect, r->expect, "%s: expect", r->name);
}

/* An empty slice may point nowhere. */
static void
test_null_value(void)
{
	static const char *const names[] = {
		"Content-Length", "Transfer-Encoding",
	};
	struct body_framing f;
	struct head h;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		h.minor = 1;
		head_clear(&h);
		(void)head_add(&h, slice_str(names[i]), slice_of(NULL, 0));
		tap_int(body_framing(&h, &f), -400, "%s of NULL", names[i]);
	}
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		test_row(&rows[i]);
	test_null_value();
	return tap_done();
}
