#include "http/reply.h"

#include <string.h>

#include "tap.h"

#define DATE	"Sun, 06 Nov 1994 08:49:37 GMT"
#define OWN	"Date: " DATE "\r\nServer: s\r\n"

static const struct {
	const char	*name;
	int		 status;
	int64_t		 length;
	bool		 close, no_body;	/* as given */
	int		 minor;
	bool		 head;
	const char	*want;			/* after the status line */
	bool		 chunked, closes, bodyless;
} framings[] = {
	{ "length known", 200, 12, false, false, 1, false,
	    "Content-Length: 12\r\n", false, false, false },
	{ "an empty body", 200, 0, false, false, 1, false,
	    "Content-Length: 0\r\n", false, false, false },
	{ "a large body", 200, INT64_MAX, false, false, 1, false,
	    "Content-Length: 9223372036854775807\r\n", false, false, false },
	{ "length unknown", 200, -1, false, false, 1, false,
	    "Transfer-Encoding: chunked\r\n", true, false, false },
	{ "length unknown for 1.0", 200, -1, false, false, 0, false,
	    "Connection: close\r\n", false, true, false },
	{ "length unknown for what was never parsed", 400, -1, false, false,
	    -1, false, "Connection: close\r\n", false, true, false },
	{ "1.0 that stays", 200, 5, false, false, 0, false,
	    "Content-Length: 5\r\nConnection: keep-alive\r\n",
	    false, false, false },
	{ "must close", 200, 5, true, false, 1, false,
	    "Content-Length: 5\r\nConnection: close\r\n", false, true, false },
	{ "must close, unknown", 200, -1, true, false, 1, false,
	    "Transfer-Encoding: chunked\r\nConnection: close\r\n",
	    true, true, false },
	{ "1.0 must close", 200, 5, true, false, 0, false,
	    "Content-Length: 5\r\nConnection: close\r\n", false, true, false },
	{ "HEAD", 200, 12, false, false, 1, true,
	    "Content-Length: 12\r\n", false, false, true },
	{ "HEAD, unknown", 200, -1, false, false, 1, true,
	    "", false, false, true },
	{ "HEAD, unknown, 1.0", 200, -1, false, false, 0, true,
	    "Connection: keep-alive\r\n", false, false, true },
	{ "304", 304, -1, false, false, 1, false, "", false, false, true },
	{ "304 with a length", 304, 9, false, false, 1, false,
	    "Content-Length: 9\r\n", false, false, true },
	{ "204", 204, 7, false, false, 1, false, "", false, false, true },
	{ "204 to HEAD", 204, 7, false, false, 1, true,
	    "", false, false, true },
	{ "no body, said by the caller", 200, -1, false, true, 1, false,
	    "Content-Length: 0\r\n", false, false, true },
};

static struct reply_ctx
context(int minor, bool head)
{
	return (struct reply_ctx){ .minor = minor, .head = head,
	    .date = DATE, .server = "s" };
}

static struct slice
after_line(struct slice s)
{
	return slice_skip(s, slice_find(s, '\n') + 1);
}

static void
test_framing(void)
{
	char mem[256], got[512], want[512];
	struct buf out, expected;

	for (size_t i = 0; i < sizeof(framings) / sizeof(framings[0]); i++) {
		struct reply_ctx ctx = context(framings[i].minor,
		    framings[i].head);
		struct reply r;

		reply_init(&r, framings[i].status, mem, sizeof(mem));
		r.length = framings[i].length;
		r.close = framings[i].close;
		r.no_body = framings[i].no_body;
		buf_init(&out, got, sizeof(got));
		buf_init(&expected, want, sizeof(want));
		buf_adds(&expected, OWN);
		buf_adds(&expected, framings[i].want);
		buf_adds(&expected, "\r\n");
		reply_head(&r, &ctx, &out);
		tap_is(after_line(buf_slice(&out)), buf_slice(&expected), "%s",
		    framings[i].name);
		tap_ok(r.chunked == framings[i].chunked &&
		    r.close == framings[i].closes &&
		    r.no_body == framings[i].bodyless, "%s: derived",
		    framings[i].name);
	}
}

static const struct {
	const char	*name, *field;
	struct slice	 value;
	int		 want;
} adds[] = {
	{ "plain", "X-A", SLICE_INIT("b"), 0 },
	{ "empty value", "X-A", SLICE_INIT(""), 0 },
	{ "tab and high bytes", "X-A", SLICE_INIT("a\tb\xff\x80"), 0 },
	{ "CR", "X-A", SLICE_INIT("a\rb"), -1 },
	{ "LF", "X-A", SLICE_INIT("a\nb"), -1 },
	{ "a second field", "X-A", SLICE_INIT("a\r\nSet-Cookie: b"), -1 },
	{ "NUL", "X-A", SLICE_INIT("a\0b"), -1 },
	{ "DEL", "X-A", SLICE_INIT("a\x7f"), -1 },
	{ "empty name", "", SLICE_INIT("b"), -1 },
	{ "blank in the name", "X A", SLICE_INIT("b"), -1 },
	{ "colon in the name", "X:A", SLICE_INIT("b"), -1 },
	{ "line end in the name", "X\r\nA", SLICE_INIT("b"), -1 },
	{ "Content-Length", "content-LENGTH", SLICE_INIT("1"), -1 },
	{ "Transfer-Encoding", "Transfer-Encoding", SLICE_INIT("x"), -1 },
	{ "Connection", "Connection", SLICE_INIT("close"), -1 },
	{ "just fits", "Name", SLICE_INIT("123456789012345678901234"), 0 },
	{ "does not fit", "Name", SLICE_INIT("1234567890123456789012345"), -1 },
};

static void
test_add(void)
{
	char mem[32];
	struct reply r;

	for (size_t i = 0; i < sizeof(adds) / sizeof(adds[0]); i++) {
		size_t want = adds[i].want == -1 ? 0 :
		    strlen(adds[i].field) + adds[i].value.n + 4;

		reply_init(&r, 200, mem, sizeof(mem));
		tap_int(reply_add(&r, adds[i].field, adds[i].value),
		    adds[i].want, "add: %s", adds[i].name);
		tap_int((long long)buf_len(&r.fields), (long long)want,
		    "add: %s: length", adds[i].name);
	}
	reply_init(&r, 200, NULL, 0);
	tap_int(reply_add(&r, "A", SLICE("b")), -1, "add: no storage");
}

static void
test_addf(void)
{
	char mem[32];
	struct reply r;

	reply_init(&r, 200, mem, sizeof(mem));
	tap_int(reply_addf(&r, "Age", "%d s", 42), 0, "addf: plain");
	tap_is(buf_slice(&r.fields), SLICE("Age: 42 s\r\n"), "addf: written");
	tap_int(reply_addf(&r, "Age", "%s", "a\r\nB: c"), -1, "addf: CRLF");
	tap_int(reply_addf(&r, "Age", "%c", 0), -1, "addf: NUL");
	tap_int(reply_addf(&r, "A B", "%d", 1), -1, "addf: bad name");
	tap_int(reply_addf(&r, "Connection", "%d", 1), -1, "addf: framing");
	tap_int(reply_addf(&r, "A", "%s", "1234567890123456789"), -1,
	    "addf: full");
	tap_is(buf_slice(&r.fields), SLICE("Age: 42 s\r\n"),
	    "addf: what failed left nothing");
	tap_int(reply_addf(&r, "B", "%s", "1234567890123456"), 0,
	    "addf: just fits");
	tap_int(reply_addf(&r, "C", "%d", 1), -1, "addf: no byte is left");
	tap_int((long long)buf_len(&r.fields), 32, "addf: full to the brim");
	reply_init(&r, 200, mem, sizeof(mem));
	tap_int(reply_addf(&r, "A", "%s", ""), 0, "addf: empty value");
	tap_is(buf_slice(&r.fields), SLICE("A: \r\n"), "addf: written");
	reply_init(&r, 200, NULL, 0);
	tap_int(reply_addf(&r, "A", "b"), -1, "addf: no storage");
}

static void
test_has(void)
{
	char mem[64];
	struct reply r;

	reply_init(&r, 200, mem, sizeof(mem));
	tap_ok(!reply_has(&r, "A"), "has: nothing yet");
	reply_add(&r, "Abc", SLICE("Def: x"));
	reply_add(&r, "Ghi", SLICE(""));
	tap_ok(reply_has(&r, "Abc"), "has: the first");
	tap_ok(reply_has(&r, "gHI"), "has: any case");
	tap_ok(!reply_has(&r, "Ab"), "has: not half a name");
	tap_ok(!reply_has(&r, "Abcd"), "has: not more than a name");
	tap_ok(!reply_has(&r, "Def"), "has: not in a value");
	tap_ok(!reply_has(&r, ""), "has: not the empty name");
}

static void
test_head(void)
{
	struct reply_ctx ctx = context(1, false);
	char mem[256], got[512];
	struct buf out;
	struct reply r;

	reply_init(&r, 404, mem, sizeof(mem));
	r.length = 3;
	reply_add(&r, "date", SLICE("then"));
	reply_add(&r, "X", SLICE("y"));
	ctx.server = NULL;
	buf_init(&out, got, sizeof(got));
	buf_adds(&out, "before");
	tap_int(reply_head(&r, &ctx, &out), 0, "head: written");
	tap_is(buf_slice(&out), SLICE("beforeHTTP/1.1 404 Not Found\r\n"
	    "Content-Length: 3\r\ndate: then\r\nX: y\r\n\r\n"),
	    "head: a given Date stays, no Server, in order");

	reply_init(&r, 200, mem, sizeof(mem));
	r.length = 0;
	tap_int(reply_addf(&r, "SERVER", "%d", 7), 0, "head: a Server");
	tap_int(reply_add_lines(&r, SLICE("A: b\r\nC: d\r\n")), 0, "lines");
	buf_clear(&out);
	ctx.server = "s";
	tap_int(reply_head(&r, &ctx, &out), 0, "head: written");
	tap_is(buf_slice(&out), SLICE("HTTP/1.1 200 OK\r\nDate: " DATE
	    "\r\nContent-Length: 0\r\nSERVER: 7\r\nA: b\r\nC: d\r\n\r\n"),
	    "head: a given Server stays, lines as they are");
	reply_init(&r, 200, mem, 3);
	tap_int(reply_add_lines(&r, SLICE("A: b\r\n")), -1, "lines: no room");

	reply_init(&r, 103, mem, sizeof(mem));
	r.length = 0;
	r.close = true;
	reply_add(&r, "Link", SLICE("</a>"));
	buf_clear(&out);
	reply_head(&r, &ctx, &out);
	tap_is(buf_slice(&out),
	    SLICE("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"),
	    "head: an interim answer has only its fields");

	reply_init(&r, 200, mem, sizeof(mem));
	r.raw = true;
	buf_clear(&out);
	tap_int(reply_head(&r, &ctx, &out), 0, "head: raw");
	tap_ok(buf_len(&out) == 0 && r.close && !r.chunked,
	    "head: raw writes nothing and closes");
}

static const struct {
	const char	*name;
	int		 status;
	const char	*reason, *want;
} lines[] = {
	{ "of the table", 404, NULL, "HTTP/1.1 404 Not Found\r\n" },
	{ "given", 404, "Lost it", "HTTP/1.1 404 Lost it\r\n" },
	{ "empty", 404, "", "HTTP/1.1 404 \r\n" },
	{ "of a stranger", 299, NULL, "HTTP/1.1 299 Unknown\r\n" },
	{ "of the smallest status", 100, NULL, "HTTP/1.1 100 Continue\r\n" },
	{ "of the largest status", 999, NULL, "HTTP/1.1 999 Unknown\r\n" },
	{ "that would end the line", 404, "a\r\nB: c",
	    "HTTP/1.1 404 Not Found\r\n" },
	{ "of too small a status", 99, NULL, "" },
	{ "of too large a status", 1000, NULL, "" },
	{ "of no status", -1, NULL, "" },
};

static void
test_status_line(void)
{
	struct reply_ctx ctx = context(1, false);
	char mem[16], got[512];
	struct buf out;
	struct reply r;

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		size_t n = strlen(lines[i].want);

		reply_init(&r, lines[i].status, mem, sizeof(mem));
		r.reason = lines[i].reason;
		buf_init(&out, got, sizeof(got));
		tap_int(reply_head(&r, &ctx, &out), n == 0 ? -1 : 0,
		    "reason %s: result", lines[i].name);
		tap_is(slice_of(got, n == 0 ? buf_len(&out) : n),
		    slice_str(lines[i].want), "reason %s", lines[i].name);
	}
}

/* The head of a row with an own reason and Server, written to cap bytes. */
static size_t
head_in(char *got, size_t cap, size_t row, const char *text)
{
	struct reply_ctx ctx = context(framings[row].minor,
	    framings[row].head);
	char mem[16];
	struct buf out;
	struct reply r;

	reply_init(&r, framings[row].status, mem, sizeof(mem));
	r.length = framings[row].length;
	r.close = framings[row].close;
	r.reason = ctx.server = text;
	buf_init(&out, got, cap);
	buf_addc(&out, '!');
	if (reply_head(&r, &ctx, &out) == -1)
		return buf_len(&out) == 1 ? 0 : SIZE_MAX;
	return buf_len(&out);
}

/*
 * Whatever the room, the head is whole or not there, also when one piece is
 * too long and all that follow would fit.
 */
static void
test_head_room(void)
{
	static const char *const texts[] = {
		"", "longer than all that comes behind it, whatever that is,"
		" even a length of many digits and the end of a connection,"
		" together with the date, which is long as well"
	};
	char got[1024];

	for (size_t i = 0; i < 2 * sizeof(framings) / sizeof(framings[0]);
	    i++) {
		const char *text = texts[i % 2];
		size_t whole = head_in(got, sizeof(got), i / 2, text);
		int wrong = 0;

		for (size_t cap = 1; cap < whole; cap++)
			wrong += head_in(got, cap, i / 2, text) != 0;
		tap_ok(whole > 40 && wrong == 0, "room: %s",
		    framings[i / 2].name);
	}
}

static void
test_chunk(void)
{
	static const struct {
		uint64_t	 n;
		const char	*want;
	} rows[] = {
		{ 1, "1\r\n" }, { 15, "f\r\n" }, { 16, "10\r\n" },
		{ 500, "1f4\r\n" }, { UINT64_MAX, "ffffffffffffffff\r\n" },
	};
	char got[CHUNK_LINE_MAX];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		tap_is(slice_of(got, reply_chunk(got, rows[i].n)),
		    slice_str(rows[i].want), "chunk line %zu", i);
}

int
main(void)
{
	test_framing();
	test_add();
	test_addf();
	test_has();
	test_head();
	test_status_line();
	test_head_room();
	test_chunk();
	return tap_done();
}
