#include "http/head.h"

#include <stdio.h>
#include <string.h>

#include "tap.h"

#define GET	"GET / HTTP/1.1\r\n"
#define HOST	"Host: a\r\n"

/* What head_scan() and head_parse() together say: 0, or -status. */
struct row {
	const char	*name;
	struct slice	in;
	int		want;
};

static const struct row rows[] = {
	{ "plain", SLICE_INIT(GET HOST "\r\n"), 0 },
	{ "no fields", SLICE_INIT(GET "\r\n"), 0 },
	{ "HTTP/1.0", SLICE_INIT("GET / HTTP/1.0\r\n\r\n"), 0 },
	{ "one empty line first", SLICE_INIT("\r\n" GET HOST "\r\n"), 0 },
	{ "two empty lines first", SLICE_INIT("\r\n\r\n" GET "\r\n"), -400 },
	{ "bare LF first", SLICE_INIT("\n" GET "\r\n"), -400 },
	{ "CR alone first", SLICE_INIT("\r" GET "\r\n"), -400 },
	{ "blank before the method", SLICE_INIT(" " GET "\r\n"), -400 },
	{ "tab before the method", SLICE_INIT("\t" GET "\r\n"), -400 },
	{ "any token is a method", SLICE_INIT("!#$%&'*+-.^_`|~09aZ / "
	    "HTTP/1.1\r\n\r\n"), 0 },
	{ "method with a slash", SLICE_INIT("G/T / HTTP/1.1\r\n\r\n"), -400 },
	{ "method with a colon", SLICE_INIT("GET: / HTTP/1.1\r\n\r\n"), -400 },
	{ "method in quotes", SLICE_INIT("\"GET\" / HTTP/1.1\r\n\r\n"), -400 },
	{ "method of 8-bit bytes", SLICE_INIT("G\xc9T / HTTP/1.1\r\n\r\n"),
	    -400 },
	{ "TLS client hello", SLICE_INIT("\x16\x03\x01\x02"), -400 },
	{ "no target", SLICE_INIT("GET HTTP/1.1\r\n\r\n"), -400 },
	{ "empty target", SLICE_INIT("GET  HTTP/1.1\r\n\r\n"), -400 },
	{ "two blanks before the target",
	    SLICE_INIT("GET  / HTTP/1.1\r\n\r\n"), -400 },
	{ "two blanks after the target",
	    SLICE_INIT("GET /  HTTP/1.1\r\n\r\n"), -400 },
	{ "blank in the target", SLICE_INIT("GET /a b HTTP/1.1\r\n\r\n"),
	    -400 },
	{ "tab for a blank", SLICE_INIT("GET\t/\tHTTP/1.1\r\n\r\n"), -400 },
	{ "tab in the target", SLICE_INIT("GET /a\tb HTTP/1.1\r\n\r\n"),
	    -400 },
	{ "vertical tab for a blank",
	    SLICE_INIT("GET\v/ HTTP/1.1\r\n\r\n"), -400 },
	{ "form feed in the target",
	    SLICE_INIT("GET /\f HTTP/1.1\r\n\r\n"), -400 },
	{ "NUL in the target", SLICE_INIT("GET /\0 HTTP/1.1\r\n\r\n"), -400 },
	{ "DEL in the target", SLICE_INIT("GET /\x7f HTTP/1.1\r\n\r\n"),
	    -400 },
	{ "8-bit target is for the path to judge",
	    SLICE_INIT("GET /\xc3\xa9 HTTP/1.1\r\n\r\n"), 0 },
	{ "HTTP/0.9 request", SLICE_INIT("GET /\r\n\r\n"), -400 },
	{ "blank after the version", SLICE_INIT("GET / HTTP/1.1 \r\n\r\n"),
	    -400 },
	{ "word after the version", SLICE_INIT("GET / HTTP/1.1 x\r\n\r\n"),
	    -400 },
	{ "HTTP/1.9", SLICE_INIT("GET / HTTP/1.9\r\n\r\n"), 0 },
	{ "HTTP/1.10", SLICE_INIT("GET / HTTP/1.10\r\n\r\n"), -400 },
	{ "HTTP/01.1", SLICE_INIT("GET / HTTP/01.1\r\n\r\n"), -400 },
	{ "HTTP/1.", SLICE_INIT("GET / HTTP/1.\r\n\r\n"), -400 },
	{ "HTTP/1", SLICE_INIT("GET / HTTP/1\r\n\r\n"), -400 },
	{ "HTTP/1,1", SLICE_INIT("GET / HTTP/1,1\r\n\r\n"), -400 },
	{ "HTTP/+1.1", SLICE_INIT("GET / HTTP/+1.1\r\n\r\n"), -400 },
	{ "HTTP/x.1", SLICE_INIT("GET / HTTP/x.1\r\n\r\n"), -400 },
	{ "HTTP/1.x", SLICE_INIT("GET / HTTP/1.x\r\n\r\n"), -400 },
	{ "http/1.1", SLICE_INIT("GET / http/1.1\r\n\r\n"), -400 },
	{ "HTTPS/1.1", SLICE_INIT("GET / HTTPS/1.1\r\n\r\n"), -400 },
	{ "HTP/1.1", SLICE_INIT("GET / HTP/1.1\r\n\r\n"), -400 },
	{ "HTTP/0.9 by name", SLICE_INIT("GET / HTTP/0.9\r\n\r\n"), -505 },
	{ "HTTP/2.0", SLICE_INIT("GET / HTTP/2.0\r\n\r\n"), -505 },
	{ "HTTP/3.1", SLICE_INIT("GET / HTTP/3.1\r\n\r\n"), -505 },
	{ "preface of HTTP/2", SLICE_INIT("PRI * HTTP/2.0\r\n\r\n"), -505 },
	{ "request line ends in LF", SLICE_INIT("GET / HTTP/1.1\n\r\n"),
	    -400 },
	{ "request line ends in CR", SLICE_INIT("GET / HTTP/1.1\rA: b\r\n"),
	    -400 },
	{ "request line ends in CR CR LF",
	    SLICE_INIT("GET / HTTP/1.1\r\r\n\r\n"), -400 },
	{ "field ends in LF", SLICE_INIT(GET "A: b\nC: d\r\n\r\n"), -400 },
	{ "field ends in CR", SLICE_INIT(GET "A: b\rC: d\r\n\r\n"), -400 },
	{ "field ends in CR CR LF", SLICE_INIT(GET "A: b\r\r\n\r\n"), -400 },
	{ "head ends in LF", SLICE_INIT(GET "A: b\r\n\n"), -400 },
	{ "head ends in LF LF", SLICE_INIT("GET / HTTP/1.1\n\n"), -400 },
	{ "head ends in CR CR", SLICE_INIT(GET "A: b\r\n\r\r"), -400 },
	{ "head ends in CR and a letter", SLICE_INIT(GET "\rx"), -400 },
	{ "folded by a blank", SLICE_INIT(GET "A: b\r\n c\r\n\r\n"), -400 },
	{ "folded by a tab", SLICE_INIT(GET "A: b\r\n\tc\r\n\r\n"), -400 },
	{ "fold before the first field", SLICE_INIT(GET " A: b\r\n\r\n"),
	    -400 },
	{ "line of a blank", SLICE_INIT(GET "A: b\r\n \r\n\r\n"), -400 },
	{ "blank before the colon", SLICE_INIT(GET "A : b\r\n\r\n"), -400 },
	{ "tab before the colon", SLICE_INIT(GET "A\t: b\r\n\r\n"), -400 },
	{ "no colon", SLICE_INIT(GET "Abc\r\n\r\n"), -400 },
	{ "no name", SLICE_INIT(GET ": b\r\n\r\n"), -400 },
	{ "blank in the name", SLICE_INIT(GET "A b: c\r\n\r\n"), -400 },
	{ "NUL in the name", SLICE_INIT(GET "A\0: b\r\n\r\n"), -400 },
	{ "8-bit byte in the name", SLICE_INIT(GET "A\xe9: b\r\n\r\n"),
	    -400 },
	{ "parenthesis in the name", SLICE_INIT(GET "A(: b\r\n\r\n"), -400 },
	{ "slash in the name", SLICE_INIT(GET "A/b: c\r\n\r\n"), -400 },
	{ "NUL in the value", SLICE_INIT(GET "A: b\0c\r\n\r\n"), -400 },
	{ "NUL far inside a value",
	    SLICE_INIT(GET "A: 0123456789abcdef0123\0 456\r\n\r\n"), -400 },
	{ "escape byte in the value", SLICE_INIT(GET "A: b\x1b[\r\n\r\n"),
	    -400 },
	{ "vertical tab in the value",
	    SLICE_INIT(GET "Transfer-Encoding: \vchunked\r\n\r\n"), -400 },
	{ "form feed in the value", SLICE_INIT(GET "A: \f\r\n\r\n"), -400 },
	{ "backspace in the value", SLICE_INIT(GET "A: \b\r\n\r\n"), -400 },
	{ "DEL in the value", SLICE_INIT(GET "A: b\x7f\r\n\r\n"), -400 },
	{ "DEL far inside a value",
	    SLICE_INIT(GET "A: 0123456789abcdef0123\x7f 456\r\n\r\n"), -400 },
	{ "tab in the value", SLICE_INIT(GET "A: b\tc\r\n\r\n"), 0 },
	{ "8-bit value", SLICE_INIT(GET "A: \x80\xff\r\n\r\n"), 0 },
	{ "empty value", SLICE_INIT(GET "A:\r\n\r\n"), 0 },
	{ "value of blanks", SLICE_INIT(GET "A: \t \r\n\r\n"), 0 },
	{ "colons in the value", SLICE_INIT(GET "A::b:c\r\n\r\n"), 0 },
	{ "body bytes are not looked at", SLICE_INIT(GET "\r\n\0\n\r"), 0 },
};

/* Scan with the input arriving in two parts, then parse. */
static int
split_result(struct slice in, size_t at, struct head *h)
{
	struct head_scan scan = { 0 };
	ssize_t n = head_scan(&scan, slice_of(in.p, at));

	if (n == 0)
		n = head_scan(&scan, in);
	if (n < 0)
		return (int)n;
	return n == 0 ? -1 : head_parse(h, slice_of(in.p, (size_t)n));
}

static int
byte_by_byte(struct slice in, struct head *h)
{
	struct head_scan scan = { 0 };
	ssize_t n = 0;

	for (size_t i = 1; i <= in.n && n == 0; i++)
		n = head_scan(&scan, slice_of(in.p, i));
	if (n < 0)
		return (int)n;
	return n == 0 ? -1 : head_parse(h, slice_of(in.p, (size_t)n));
}

static void
test_rows(void)
{
	struct head h;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct row *r = &rows[i];
		struct slice in = guard_copy(r->in);
		int got = split_result(in, 0, &h);

		for (size_t at = 1; at <= in.n && got == r->want; at++)
			got = split_result(in, at, &h);
		tap_int(got, r->want, "%s", r->name);
		tap_int(byte_by_byte(in, &h), r->want, "%s, by bytes",
		    r->name);
		guard_free(in);
	}
}

/* head_parse() relies on nothing that head_scan() has checked. */
static void
test_parse_alone(void)
{
	struct head h;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]) - 1; i++) {
		struct slice in = guard_copy(rows[i].in);

		tap_int(head_parse(&h, in), rows[i].want, "%s, parse alone",
		    rows[i].name);
		guard_free(in);
	}
}

static void
test_incomplete(void)
{
	static const char text[] = GET HOST "Long: 0123456789abcdef\r\n\r\n";
	struct slice all = SLICE_INIT(text);
	bool zero = true, refused = true;
	struct head h;

	for (size_t n = 0; n < all.n; n++) {
		struct slice part = guard_copy(slice_of(text, n));
		struct head_scan scan = { 0 };

		zero = zero && head_scan(&scan, part) == 0 && scan.off == n;
		refused = refused && head_parse(&h, part) == -400 &&
		    h.nfields == 0;
		guard_free(part);
	}
	tap_ok(zero, "scan wants more for every part of a head");
	tap_ok(refused, "parse refuses every part of a head");
	tap_int(head_parse(&h, SLICE(GET "\r\nx")), -400,
	    "parse refuses what stands behind the head");
}

static void
test_scan(void)
{
	struct head_scan s = { 0 };
	struct slice two = SLICE("\r\n" GET "\r\n" GET "\r\n");

	tap_int(head_scan(&s, two), 20, "length counts the empty line first");
	tap_int(head_scan(&s, two), 20, "asked again it says the same");
	s = (struct head_scan){ 0 };
	tap_int(head_scan(&s, SLICE("GET / HTTP/1.1\r")), 0, "no line yet");
	tap_ok(!head_scan_has_line(&s), "has no line before the LF");
	tap_int(head_scan(&s, SLICE(GET)), 0, "line, no head yet");
	tap_ok(head_scan_has_line(&s), "has a line after the LF");
	s = (struct head_scan){ 0 };
	tap_int(head_scan(&s, SLICE(GET "A : b")), -400, "refused");
	tap_int(head_scan(&s, SLICE(GET "A : b\r\n\r\n")), -400,
	    "stays refused");
	tap_ok(head_scan_has_line(&s), "a refused head keeps its line");
	s = (struct head_scan){ 0 };
	tap_int(head_scan(&s, slice_of(NULL, 0)), 0, "nothing has arrived");
}

static void
test_parsed(void)
{
	struct slice in = SLICE("\r\nPOST /a?b HTTP/1.1\r\nHost:x\r\n"
	    "A-b: \t two  words \t\r\nEmpty:\r\n\r\n");
	struct head h;

	tap_int(head_parse(&h, in), 0, "parse");
	tap_is(h.method, SLICE("POST"), "method");
	tap_is(h.target, SLICE("/a?b"), "target");
	tap_int(h.minor, 1, "minor");
	tap_int((long long)h.nfields, 3, "fields");
	tap_is(h.fields[0].name, SLICE("Host"), "name");
	tap_is(h.fields[0].value, SLICE("x"), "value without blanks");
	tap_is(h.fields[1].name, SLICE("A-b"), "name as sent");
	tap_is(h.fields[1].value, SLICE("two  words"), "value trimmed");
	tap_is(h.fields[2].value, SLICE(""), "empty value");
	tap_int(head_parse(&h, SLICE("GET / HTTP/1.0\r\n\r\n")), 0, "1.0");
	tap_int(h.minor, 0, "minor of 1.0");
	tap_int(head_parse(&h, SLICE("GET / HTTP/1.7\r\n\r\n")), 0, "1.7");
	tap_int(h.minor, 1, "1.7 counts as 1.1");
}

static void
test_kept_for_the_log(void)
{
	struct head h;

	head_parse(&h, SLICE("GET /x HTTP/1.1\r\nA: b\r\nC : d\r\n\r\n"));
	tap_is(h.method, SLICE("GET"), "bad field: method kept");
	tap_is(h.target, SLICE("/x"), "bad field: target kept");
	tap_int((long long)h.nfields, 0, "bad field: no fields");
	head_parse(&h, SLICE("GET /x HTTP/2.0\r\nA: b\r\n\r\n"));
	tap_is(h.target, SLICE("/x"), "bad version: target kept");
	tap_int(h.minor, -1, "bad version: none");
	head_parse(&h, SLICE("\x16\x03\x01"));
	tap_int((long long)(h.method.n + h.target.n), 0, "nothing to keep");
	tap_int(head_parse(&h, slice_of(NULL, 0)), -400, "empty input");
}

/* A head with n fields. */
static int
parse_fields(struct head *h, int n)
{
	static char text[4096];
	size_t len = (size_t)snprintf(text, sizeof(text), GET);

	for (int i = 0; i < n; i++)
		len += (size_t)snprintf(text + len, sizeof(text) - len,
		    "F%d: %d\r\n", i, i);
	len += (size_t)snprintf(text + len, sizeof(text) - len, "\r\n");
	return head_parse(h, slice_of(text, len));
}

static void
test_limits(void)
{
	struct head h;

	tap_int(parse_fields(&h, HEAD_MAX_FIELDS), 0, "as many as allowed");
	tap_int((long long)h.nfields, HEAD_MAX_FIELDS, "all are there");
	tap_int(parse_fields(&h, HEAD_MAX_FIELDS + 1), -431, "one more");
	tap_int((long long)h.nfields, 0, "none is there");
}

/* Names of one length and first letter share a mark; case changes nothing. */
static void
test_marks(void)
{
	static const char *const there[] = { "Host", "hoax", "X", "accept" };
	char name[] = "a-name-that-has-some-more-letters-than-there-are-bits-"
	    "in-a-word";
	struct head h;

	head_clear(&h);
	for (size_t i = 0; i < sizeof(there) / sizeof(there[0]); i++)
		tap_ok(head_add(&h, slice_str(there[i]), SLICE("v")), "added");
	for (size_t i = 0; i < sizeof(there) / sizeof(there[0]); i++)
		tap_ok(head_find(&h, there[i]) == &h.fields[i], "find %s",
		    there[i]);
	tap_ok(head_find(&h, "HOST") == &h.fields[0], "find in any case");
	tap_ok(head_find(&h, "hose") == NULL, "the same mark, not there");
	tap_ok(head_find(&h, "range") == NULL, "another mark");
	for (size_t n = 1; n < sizeof(name); n++) {
		head_clear(&h);
		(void)head_add(&h, slice_of(name, n), SLICE(""));
		name[n - 1] = name[n - 1] == '-' ? '-' :
		    (char)(name[n - 1] & ~0x20);
		tap_ok(head_seek(&h, NULL, slice_of(name, n)) != NULL &&
		    h.marks == head_mark(slice_of(name, n)), "%zu bytes", n);
	}
	head_clear(&h);
	for (size_t i = 0; i < HEAD_MAX_FIELDS; i++)
		(void)head_add(&h, SLICE("A"), SLICE(""));
	tap_ok(!head_add(&h, SLICE("A"), SLICE("")), "too many");
}

static void
test_find(void)
{
	struct head h;
	const struct field *f;

	head_parse(&h, SLICE(GET "A: 1\r\nB: x, Y\r\na: 2\r\nb: z\r\n"
	    "AA: 3\r\nConnection: x\r\n\r\n"));
	f = head_find(&h, "a");
	tap_ok(f == &h.fields[0], "find the first, any case");
	f = head_next(&h, f, "a");
	tap_ok(f == &h.fields[2], "the next one");
	tap_ok(head_next(&h, f, "a") == NULL, "no more");
	tap_ok(head_find(&h, "c") == NULL, "none");
	tap_int((long long)head_count(&h, "A"), 2, "count");
	tap_int((long long)head_count(&h, "c"), 0, "count none");
	tap_ok(head_has(&h, "b", "y"), "list has, any case");
	tap_ok(head_has(&h, "B", "Z"), "list in a second field has");
	tap_ok(!head_has(&h, "b", "x, Y"), "list has elements only");
	tap_ok(!head_has(&h, "c", "y"), "no list");
}

static void
test_keep_alive(void)
{
	static const struct {
		const char	*name;
		struct slice	in;
		bool		want;
	} keeps[] = {
		{ "1.1", SLICE_INIT(GET "\r\n"), true },
		{ "1.1 close", SLICE_INIT(GET "Connection: close\r\n\r\n"),
		    false },
		{ "1.1 Close in a list",
		    SLICE_INIT(GET "Connection: te, Close\r\n\r\n"), false },
		{ "1.1 closed", SLICE_INIT(GET "Connection: closed\r\n\r\n"),
		    true },
		{ "1.0", SLICE_INIT("GET / HTTP/1.0\r\n\r\n"), false },
		{ "1.0 keep-alive", SLICE_INIT("GET / HTTP/1.0\r\n"
		    "Connection: Keep-Alive\r\n\r\n"), true },
		{ "1.0 keep-alive and close", SLICE_INIT("GET / HTTP/1.0\r\n"
		    "Connection: keep-alive\r\nConnection: close\r\n\r\n"),
		    false },
	};
	struct head h;

	for (size_t i = 0; i < sizeof(keeps) / sizeof(keeps[0]); i++) {
		head_parse(&h, keeps[i].in);
		tap_ok(head_keep_alive(&h) == keeps[i].want, "keep: %s",
		    keeps[i].name);
	}
}

static const struct {
	const char	*host;
	bool		ok;
} hosts[] = {
	{ "a", true }, { "example.org", true }, { "example.org:8080", true },
	{ "EXAMPLE.org.", true }, { "a_b-c~d", true }, { "a%20b", true },
	{ "a%20", true }, { "%20", true },
	{ "127.0.0.1:80", true }, { "a:", true }, { "a:0", true },
	{ "a:65535", true }, { "a:65536", false }, { "a:000080", false },
	{ "a:99999999999999999999", false }, { "a:+80", false },
	{ "a:80x", false }, { "a:-1", false }, { "a:80:80", false },
	{ "[::1]", true }, { "[::1]:80", true }, { "[2001:DB8::7]:", true },
	{ "[::ffff:1.2.3.4]", true }, { "[::1]80", false }, { "[]", false },
	{ "[", false }, { "[::1", false }, { "::1", false },
	{ "[1.2.3.4]", false }, { "[::g]", false }, { "[::1%25lo]", false },
	{ "[v1.x]", false }, { "[::1]x:80", false }, { "[:::]", false },
	{ "[1:2:3:4:5:6:7:8:9]", false },
	{ "[1111:2222:3333:4444:5555:6666:123.123.123.123]", true },
	{ "[1111:2222:3333:4444:5555:6666:0123.123.123.123]", false },
	{ "[0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000]", false },
	{ ":80", false }, { ":", false }, { "", false },
	{ "a b", false }, { "a\tb", false }, { "a,b", false },
	{ "a, a", false }, { "user@a", false }, { "u:p@a", false },
	{ "a/b", false }, { "a?b", false }, { "a#b", false },
	{ "a\\b", false }, { "http://a", false }, { "a%2", false },
	{ "a%", false }, { "a%zz", false }, { "a\xc3\xa9", false },
	{ "<a>", false }, { "a\"b", false }, { "a|b", false },
};

static void
test_host_ok(void)
{
	for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++) {
		struct slice in = guard_copy(slice_str(hosts[i].host));

		tap_ok(host_ok(in) == hosts[i].ok, "host \"%s\"",
		    hosts[i].host);
		guard_free(in);
	}
	tap_ok(!host_ok(SLICE("a\0b")), "host with NUL");
	tap_ok(!host_ok(SLICE("[::1\0]")), "literal with NUL");
}

static void
test_host_name(void)
{
	tap_is(host_name(SLICE("a:80")), SLICE("a"), "name before the port");
	tap_is(host_name(SLICE("a")), SLICE("a"), "name alone");
	tap_is(host_name(SLICE("[::1]:80")), SLICE("[::1]"), "literal");
	tap_is(host_name(SLICE("[::1]")), SLICE("[::1]"), "literal alone");
	tap_is(host_name(SLICE("")), SLICE(""), "no name");
}

static const struct {
	const char	*name;
	struct slice	in;
	const char	*authority;
	int		want;
	const char	*host;
} asked[] = {
	{ "one", SLICE_INIT(GET "Host: a:1\r\n\r\n"), "", 0, "a:1" },
	{ "none in 1.1", SLICE_INIT(GET "\r\n"), "", -400, "" },
	{ "none in 1.0", SLICE_INIT("GET / HTTP/1.0\r\n\r\n"), "", 0,
	    "" },
	{ "empty", SLICE_INIT(GET "Host:\r\n\r\n"), "", 0, "" },
	{ "two alike", SLICE_INIT(GET HOST HOST "\r\n"), "", -400,
	    "" },
	{ "two in 1.0", SLICE_INIT("GET / HTTP/1.0\r\n" HOST
	    "hOST: b\r\n\r\n"), "", -400, "" },
	{ "list", SLICE_INIT(GET "Host: a, b\r\n\r\n"), "", -400,
	    "" },
	{ "list without a blank", SLICE_INIT(GET "Host: a,b\r\n\r\n"),
	    "", -400, "" },
	{ "blank inside", SLICE_INIT(GET "Host: a b\r\n\r\n"), "",
	    -400, "" },
	{ "user", SLICE_INIT(GET "Host: u@a\r\n\r\n"), "", -400, "" },
	{ "bad in 1.0", SLICE_INIT("GET / HTTP/1.0\r\n"
	    "Host: a/b\r\n\r\n"), "", -400, "" },
	{ "authority wins", SLICE_INIT(GET HOST "\r\n"), "b:2", 0,
	    "b:2" },
	{ "authority, no Host", SLICE_INIT(GET "\r\n"), "b", -400,
	    "" },
	{ "authority, no Host in 1.0",
	    SLICE_INIT("GET / HTTP/1.0\r\n\r\n"), "b", 0, "b" },
	{ "authority, bad Host", SLICE_INIT(GET "Host: @\r\n\r\n"),
	    "b", -400, "" },
	{ "bad authority", SLICE_INIT(GET HOST "\r\n"), "u@b", -400,
	    "" },
};

static void
test_head_host(void)
{
	struct slice host;
	struct head h;

	for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
		head_parse(&h, asked[i].in);
		tap_int(head_host(&h, slice_str(asked[i].authority), &host),
		    asked[i].want, "Host: %s", asked[i].name);
		tap_is(host, slice_str(asked[i].host), "Host: %s, value",
		    asked[i].name);
	}
}

static void
test_token(void)
{
	static const char tchars[] = "!#$%&'*+-.^_`|~0123456789"
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
	bool same = true;

	for (int i = 0; i < 256; i++)
		same = same && is_tchar((char)i) ==
		    (i != 0 && strchr(tchars, i) != NULL);
	tap_ok(same, "tchar is what RFC 9110 lists, of all 256 bytes");
	tap_ok(is_token(SLICE("abc")), "token");
	tap_ok(!is_token(SLICE("a c")), "no token with a blank");
	tap_ok(!is_token(SLICE("")), "no empty token");
}

int
main(void)
{
	test_rows();
	test_parse_alone();
	test_incomplete();
	test_scan();
	test_parsed();
	test_kept_for_the_log();
	test_limits();
	test_marks();
	test_find();
	test_keep_alive();
	test_host_ok();
	test_host_name();
	test_head_host();
	test_token();
	return tap_done();
}
