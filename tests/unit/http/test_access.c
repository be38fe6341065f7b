#include "http/access.h"

#include <stdio.h>
#include <string.h>

#include "tap.h"

static const struct access plain = {
	.time = 784111777042,
	.remote = SLICE_INIT("192.0.2.7"),
	.method = SLICE_INIT("GET"), .target = SLICE_INIT("/x?y"),
	.minor = 1, .status = 200, .bytes = 123, .received = 45,
	.host = SLICE_INIT("example.org"),
	.referer = SLICE_INIT("http://r/"), .agent = SLICE_INIT("curl/8"),
	.id = SLICE_INIT("k3J"), .duration_us = 1234, .complete = true,
	.queue_us = 10, .run_us = 1200000, .first_us = 999, .cpu_us = 500,
	.rss_kb = 800, .pid = 77
};

#define C_HEAD	"192.0.2.7 - - [06/Nov/1994:08:49:37 +0000] "
#define C_LINE	"\"GET /x?y HTTP/1.1\" 200 123 \"http://r/\" \"curl/8\" " \
		"1.234ms k3J"
#define C_RUN	" pid=77 queue=0.010ms run=1200.000ms cpu=0.500ms rss=800k "
#define J_TIME	"{\"time\":\"1994-11-06T08:49:37.042Z\","
#define J_LINE	"\"remote\":\"192.0.2.7\",\"user\":\"\",\"method\":\"GET\"," \
		"\"target\":\"/x?y\",\"host\":\"example.org\"," \
		"\"referer\":\"http://r/\",\"agent\":\"curl/8\"," \
		"\"id\":\"k3J\",\"protocol\":\"HTTP/1.1\",\"status\":200," \
		"\"bytes\":123,\"received\":45,\"duration_ms\":1.234," \
		"\"complete\":true"
#define J_RUN	",\"cgi\":{\"pid\":77,\"queue_ms\":0.010," \
		"\"run_ms\":1200.000,\"first_ms\":0.999,\"cpu_ms\":0.500," \
		"\"rss_kb\":800,"

static struct access
with_run(int exit_code, int signal)
{
	struct access a = plain;

	a.cgi = true;
	a.exit_code = exit_code;
	a.signal = signal;
	return a;
}

static struct access
never_parsed(void)
{
	return (struct access){ .time = 784111777042, .minor = -1,
	    .remote = SLICE("::1"), .id = SLICE("k3J"), .status = 400,
	    .complete = true };
}

static void
check(const char *name, struct access a, const char *combined,
    const char *in_json)
{
	char mem[ACCESS_LINE_MAX];
	struct buf b;

	buf_init(&b, mem, sizeof(mem));
	tap_int(access_format(&b, &a, ACCESS_COMBINED), 0, "%s: fits", name);
	tap_is(buf_slice(&b), slice_str(combined), "%s: combined", name);
	buf_clear(&b);
	access_format(&b, &a, ACCESS_JSON);
	tap_is(buf_slice(&b), slice_str(in_json), "%s: json", name);
}

static void
test_lines(void)
{
	struct access a = plain;

	check("a file", a, C_HEAD C_LINE "\n", J_TIME J_LINE "}\n");
	check("a program", with_run(3, 0), C_HEAD C_LINE C_RUN "exit=3\n",
	    J_TIME J_LINE J_RUN "\"exit\":3,\"signal\":null}}\n");
	a = with_run(0, 0);
	a.first_us = -1;
	check("a program without an answer", a,
	    C_HEAD C_LINE C_RUN "exit=0\n", J_TIME J_LINE
	    ",\"cgi\":{\"pid\":77,\"queue_ms\":0.010,\"run_ms\":1200.000,"
	    "\"first_ms\":null,\"cpu_ms\":0.500,\"rss_kb\":800,"
	    "\"exit\":0,\"signal\":null}}\n");
	a = plain;
	check("a killed program", with_run(-1, 9),
	    C_HEAD C_LINE C_RUN "signal=9\n",
	    J_TIME J_LINE J_RUN "\"exit\":null,\"signal\":9}}\n");
	check("a program that still runs", with_run(-1, 0),
	    C_HEAD C_LINE C_RUN "exit=-\n",
	    J_TIME J_LINE J_RUN "\"exit\":null,\"signal\":null}}\n");
	a.complete = false;
	a.status = 0;
	a.bytes = 0;
	a.minor = 0;
	a.user = SLICE("j doe");
	check("cut short", a, "192.0.2.7 - j\\x20doe "
	    "[06/Nov/1994:08:49:37 +0000] \"GET /x?y HTTP/1.0\" - 0 "
	    "\"http://r/\" \"curl/8\" 1.234ms k3J incomplete\n",
	    J_TIME "\"remote\":\"192.0.2.7\",\"user\":\"j doe\","
	    "\"method\":\"GET\",\"target\":\"/x?y\","
	    "\"host\":\"example.org\",\"referer\":\"http://r/\","
	    "\"agent\":\"curl/8\",\"id\":\"k3J\","
	    "\"protocol\":\"HTTP/1.0\",\"status\":0,\"bytes\":0,"
	    "\"received\":45,\"duration_ms\":1.234,\"complete\":false}\n");
	a = with_run(0, 0);
	a.method = SLICE("STREAM");
	a.target = SLICE("/bin/cat");
	a.minor = -1;
	a.status = 0;
	a.unmeasured = true;
	a.referer = a.agent = slice_of(NULL, 0);
	a.host = SLICE("*:7");
	check("a stream", a, C_HEAD "\"STREAM /bin/cat\" - - \"-\" \"-\" "
	    "1.234ms k3J" C_RUN "exit=0\n",
	    J_TIME "\"remote\":\"192.0.2.7\",\"user\":\"\","
	    "\"method\":\"STREAM\",\"target\":\"/bin/cat\","
	    "\"host\":\"*:7\",\"referer\":\"\",\"agent\":\"\","
	    "\"id\":\"k3J\",\"protocol\":\"\",\"status\":0,"
	    "\"bytes\":null,\"received\":null,\"duration_ms\":1.234,"
	    "\"complete\":true"
	    J_RUN "\"exit\":0,\"signal\":null}}\n");
	check("never parsed", never_parsed(), "::1 - - "
	    "[06/Nov/1994:08:49:37 +0000] \"-\" 400 0 \"-\" \"-\" 0.000ms "
	    "k3J\n", J_TIME "\"remote\":\"::1\",\"user\":\"\","
	    "\"method\":\"\",\"target\":\"\",\"host\":\"\",\"referer\":\"\","
	    "\"agent\":\"\",\"id\":\"k3J\",\"protocol\":\"\",\"status\":400,"
	    "\"bytes\":0,\"received\":0,\"duration_ms\":0.000,"
	    "\"complete\":true}\n");
}

static const struct {
	const char	*name;
	struct slice	 value;
	const char	*combined, *json;
} escapes[] = {
	{ "plain", SLICE_INIT("a b~!'"), "a b~!'", "a b~!'" },
	{ "quote", SLICE_INIT("a\"b"), "a\\x22b", "a\\\"b" },
	{ "backslash", SLICE_INIT("\\n"), "\\x5cn", "\\\\n" },
	{ "line ends", SLICE_INIT("\r\nx"), "\\x0d\\x0ax",
	    "\\u000d\\u000ax" },
	{ "NUL", SLICE_INIT("\0"), "\\x00", "\\u0000" },
	{ "escape sequence", SLICE_INIT("\033[2J"), "\\x1b[2J",
	    "\\u001b[2J" },
	{ "DEL", SLICE_INIT("\x7f"), "\\x7f", "\\u007f" },
	{ "the first of two bytes", SLICE_INIT("\xc2\x80"), "\\xc2\\x80",
	    "\xc2\x80" },
	{ "two bytes", SLICE_INIT("\xc3\xa4"), "\\xc3\\xa4", "\xc3\xa4" },
	{ "three bytes", SLICE_INIT("\xe2\x82\xac"), "\\xe2\\x82\\xac",
	    "\xe2\x82\xac" },
	{ "four bytes", SLICE_INIT("\xf0\x9f\x98\x80"),
	    "\\xf0\\x9f\\x98\\x80", "\xf0\x9f\x98\x80" },
	{ "the last character", SLICE_INIT("\xf4\x8f\xbf\xbf"),
	    "\\xf4\\x8f\\xbf\\xbf", "\xf4\x8f\xbf\xbf" },
	{ "latin 1", SLICE_INIT("\xe4x"), "\\xe4x", "\\u00e4x" },
	{ "goes on from nothing", SLICE_INIT("\x80"), "\\x80", "\\u0080" },
	{ "cut off", SLICE_INIT("\xe2\x82"), "\\xe2\\x82", "\\u00e2\\u0082" },
	{ "cut off by a quote", SLICE_INIT("\xe2\x82\""), "\\xe2\\x82\\x22",
	    "\\u00e2\\u0082\\\"" },
	{ "overlong slash", SLICE_INIT("\xc0\xaf"), "\\xc0\\xaf",
	    "\\u00c0\\u00af" },
	{ "overlong in three", SLICE_INIT("\xe0\x9f\xbf"),
	    "\\xe0\\x9f\\xbf", "\\u00e0\\u009f\\u00bf" },
	{ "overlong in four", SLICE_INIT("\xf0\x8f\xbf\xbf"),
	    "\\xf0\\x8f\\xbf\\xbf", "\\u00f0\\u008f\\u00bf\\u00bf" },
	{ "surrogate", SLICE_INIT("\xed\xa0\x80"), "\\xed\\xa0\\x80",
	    "\\u00ed\\u00a0\\u0080" },
	{ "above the last", SLICE_INIT("\xf4\x90\x80\x80"),
	    "\\xf4\\x90\\x80\\x80", "\\u00f4\\u0090\\u0080\\u0080" },
	{ "no lead byte", SLICE_INIT("\xf5\x80\x80\x80"),
	    "\\xf5\\x80\\x80\\x80", "\\u00f5\\u0080\\u0080\\u0080" },
};

/* The agent as it stands in a line. */
static struct slice
agent_in(struct slice line, enum access_format format)
{
	bool in_json = format == ACCESS_JSON;
	const char *before = in_json ? "\"agent\":\"" : " \"-\" \"";
	const char *after = in_json ? "\",\"id\"" : "\" 0.000ms";
	struct slice s = line;
	size_t n = 0;

	while (s.n > 0 && !slice_starts(s, slice_str(before)))
		s = slice_skip(s, 1);
	s = slice_skip(s, strlen(before));
	while (n < s.n && !slice_starts(slice_skip(s, n), slice_str(after)))
		n++;
	return slice_of(s.p, n);
}

static void
test_escapes(void)
{
	char mem[ACCESS_LINE_MAX];
	struct buf b;

	for (size_t i = 0; i < sizeof(escapes) / sizeof(escapes[0]); i++) {
		struct access a = never_parsed();

		a.method = SLICE("GET");
		a.agent = guard_copy(escapes[i].value);
		buf_init(&b, mem, sizeof(mem));
		access_format(&b, &a, ACCESS_COMBINED);
		tap_is(agent_in(buf_slice(&b), ACCESS_COMBINED),
		    slice_str(escapes[i].combined), "escape: combined: %s",
		    escapes[i].name);
		buf_clear(&b);
		access_format(&b, &a, ACCESS_JSON);
		tap_is(agent_in(buf_slice(&b), ACCESS_JSON),
		    slice_str(escapes[i].json), "escape: json: %s",
		    escapes[i].name);
		guard_free(a.agent);
	}
}

/* n plain bytes and one to be escaped: how many stand in the line? */
static size_t
agent_len(size_t n, enum access_format format)
{
	static char text[1000];
	char mem[ACCESS_LINE_MAX];
	struct access a = never_parsed();
	struct buf b;

	memset(text, 'a', sizeof(text));
	text[n] = '"';
	a.agent = slice_of(text, n + 1);
	buf_init(&b, mem, sizeof(mem));
	access_format(&b, &a, format);
	return agent_in(buf_slice(&b), format).n;
}

/* An agent has 500 bytes; an escape is never cut in two. */
static void
test_cut(void)
{
	tap_int((long long)agent_len(496, ACCESS_COMBINED), 500,
	    "cut: combined: all fits");
	tap_int((long long)agent_len(497, ACCESS_COMBINED), 497,
	    "cut: combined: the escape does not fit");
	tap_int((long long)agent_len(498, ACCESS_JSON), 500,
	    "cut: json: all fits");
	tap_int((long long)agent_len(499, ACCESS_JSON), 499,
	    "cut: json: the escape does not fit");
	tap_int((long long)agent_len(500, ACCESS_JSON), 500,
	    "cut: json: no room for an escape");
	tap_int((long long)agent_len(600, ACCESS_JSON), 500,
	    "cut: json: too long");
}

/* The length of a valid UTF-8 character, decoded the long way, or 0. */
static size_t
character(struct slice s)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned lead = (unsigned char)s.p[0];
	size_t n = lead < 0x80 ? 1 : lead >> 5 == 6 ? 2 : lead >> 4 == 14 ? 3 :
	    lead >> 3 == 30 ? 4 : 0;
	uint32_t v = n == 1 ? lead : n == 0 ? 0 : lead & (0x7fu >> n);

	if (n == 0 || s.n < n)
		return 0;
	for (size_t i = 1; i < n; i++) {
		if (((unsigned char)s.p[i] & 0xc0) != 0x80)
			return 0;
		v = v << 6 | ((unsigned char)s.p[i] & 0x3f);
	}
	if (v < least[n] || v > 0x10ffff || (v >= 0xd800 && v < 0xe000))
		return 0;
	return n;
}

/* Take a JSON string (RFC 8259, 7) off the front, with both quotes. */
static bool
take_string(struct slice *s)
{
	*s = slice_skip(*s, 1);
	while (s->n > 0 && s->p[0] != '"') {
		size_t n = character(*s);

		if (n == 0 || (n == 1 && (unsigned char)s->p[0] < 0x20))
			return false;
		if (s->p[0] == '\\') {
			if (s->n < 2 || strchr("\"\\/bfnrtu", s->p[1]) == NULL)
				return false;
			n = s->p[1] == 'u' ? 6 : 2;
			for (size_t i = 2; i < n; i++)
				if (s->n < n || ascii_hex(s->p[i]) == -1)
					return false;
		}
		*s = slice_skip(*s, n);
	}
	if (s->n == 0)
		return false;
	*s = slice_skip(*s, 1);
	return true;
}

static bool
take_number(struct slice *s)
{
	bool zero = s->n > 0 && s->p[0] == '0';
	size_t n = 0;

	while (s->n > 0 && ascii_digit(s->p[0])) {
		*s = slice_skip(*s, 1);
		n++;
	}
	if (n == 0 || (zero && n > 1))
		return false;
	if (s->n == 0 || s->p[0] != '.')
		return true;
	*s = slice_skip(*s, 1);
	for (n = 0; s->n > 0 && ascii_digit(s->p[0]); n++)
		*s = slice_skip(*s, 1);
	return n > 0;
}

/* Take an object, whose values may be objects. */
static bool
take_object(struct slice *s)
{
	static const char *const words[] = { "true", "false", "null" };
	char end = ',';

	*s = slice_skip(*s, 1);
	while (end == ',') {
		bool good = s->n > 0 && s->p[0] == '"' && take_string(s) &&
		    s->n > 1 && s->p[0] == ':';
		size_t i = 0;

		if (!good)
			return false;
		*s = slice_skip(*s, 1);
		while (i < 3 && !slice_starts(*s, slice_str(words[i])))
			i++;
		if (i < 3)
			*s = slice_skip(*s, strlen(words[i]));
		else
			good = s->p[0] == '"' ? take_string(s) :
			    s->p[0] == '{' ? take_object(s) : take_number(s);
		if (!good || s->n == 0)
			return false;
		end = s->p[0];
		*s = slice_skip(*s, 1);
	}
	return end == '}';
}

static bool
is_json_line(struct slice s)
{
	return s.n > 0 && s.p[0] == '{' && take_object(&s) &&
	    slice_eqs(s, "\n");
}

/* The judge of the next tests must be able to say no. */
static void
test_judge(void)
{
	static const char *const good[] = {
		"{\"a\":1,\"b\":0.050,\"c\":null,\"d\":{\"e\":true}}\n",
		"{\"a\":\"\\u00e4\\\"\xc3\xa4\"}\n",
	};
	static const char *const bad[] = {
		"", "{}", "{\"a\":1}", "{\"a\":01}\n", "{\"a\":1.}\n",
		"{\"a\":-}\n", "{\"a\":\"\n\"}\n", "{\"a\":\"\xe4\"}\n",
		"{\"a\":\"\\x41\"}\n", "{\"a\":\"\\u00g0\"}\n",
		"{\"a\":\"\"\"}\n", "{\"a\":1,}\n", "{\"a\":{\"b\":1}\n",
		"{\"a\":\"\xc0\xaf\"}\n", "{\"a\":\"\xed\xa0\x80\"}\n",
		"{\"a\":1}\n\n",
	};

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		tap_ok(is_json_line(slice_str(good[i])), "judge: good %zu", i);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		tap_ok(!is_json_line(slice_str(bad[i])), "judge: bad %zu", i);
}

static bool
is_clean_line(struct slice s)
{
	for (size_t i = 0; i + 1 < s.n; i++)
		if (s.p[i] < 0x20 || s.p[i] > 0x7e)
			return false;
	return s.n > 0 && s.p[s.n - 1] == '\n';
}

static struct access
filled(struct slice s)
{
	return (struct access){ .time = INT64_MAX, .remote = s, .user = s,
	    .method = s, .target = s, .minor = 1, .status = INT32_MAX,
	    .bytes = UINT64_MAX, .received = UINT64_MAX, .host = s,
	    .referer = s, .agent = s, .id = s, .duration_us = INT64_MAX,
	    .cgi = true, .queue_us = INT64_MAX, .run_us = INT64_MAX,
	    .first_us = INT64_MAX, .cpu_us = INT64_MAX,
	    .rss_kb = INT64_MAX, .pid = INT32_MAX, .exit_code = INT32_MAX,
	    .signal = INT32_MAX };
}

/* How many lines of these facts are not what they should be. */
static int
wrong_lines(const struct access *a)
{
	char mem[ACCESS_LINE_MAX];
	struct buf b;
	int wrong = 0;

	buf_init(&b, mem, sizeof(mem));
	wrong += access_format(&b, a, ACCESS_JSON) == -1;
	wrong += !is_json_line(buf_slice(&b));
	buf_clear(&b);
	wrong += access_format(&b, a, ACCESS_COMBINED) == -1;
	wrong += !is_clean_line(buf_slice(&b));
	return wrong;
}

/* The largest values of every kind of byte: the line is whole all the same. */
static void
test_long(void)
{
	static char text[10000];
	struct access a;
	int wrong = 0;

	for (int c = 0; c < 256; c++) {
		memset(text, c, sizeof(text));
		a = filled(slice_of(text, sizeof(text)));
		wrong += wrong_lines(&a);
	}
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = "\xf0\x9f\x98\x80\xe2\x82\xac\xc3\xa4"[i % 9];
	for (size_t cut = 0; cut < 9; cut++) {
		a = filled(slice_of(text + cut, sizeof(text) - cut));
		wrong += wrong_lines(&a);
	}
	tap_int(wrong, 0, "long values of every byte");
}

static void
test_random(void)
{
	uint32_t seed = 12345;
	char text[40];
	int wrong = 0;

	for (int round = 0; round < 20000; round++) {
		struct access a;

		for (size_t i = 0; i < sizeof(text); i++) {
			seed = seed * 1664525 + 1013904223;
			text[i] = (char)(seed >> 24);
			if (round % 2 == 0)
				text[i] = (char)(0x80 | text[i]);
		}
		a = filled(slice_of(text, seed >> 8 & 31));
		a.time = INT64_MIN;
		a.duration_us = a.pid = -5;
		wrong += wrong_lines(&a);
	}
	tap_int(wrong, 0, "any bytes give valid lines");
}

static void
test_room(void)
{
	char mem[ACCESS_LINE_MAX];
	struct buf b;
	size_t whole;
	int wrong = 0;

	buf_init(&b, mem, sizeof(mem));
	access_format(&b, &plain, ACCESS_JSON);
	whole = buf_len(&b);
	for (size_t cap = 0; cap < whole; cap++) {
		buf_init(&b, mem, cap);
		wrong += access_format(&b, &plain, ACCESS_JSON) == 0 ||
		    buf_len(&b) != 0;
	}
	tap_int(wrong, 0, "all or nothing at every size");
}

int
main(void)
{
	test_lines();
	test_escapes();
	test_cut();
	test_judge();
	test_long();
	test_random();
	test_room();
	return tap_done();
}
