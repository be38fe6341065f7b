#include "http/status.h"

#include <stdio.h>
#include <string.h>

#include "tap.h"

static const struct {
	int		 status;
	bool		 known, bodyless;
	const char	*reason;
} rows[] = {
	{ 100, true, true, "Continue" },
	{ 103, true, true, "Early Hints" },
	{ 199, false, true, "Unknown" },
	{ 200, true, false, "OK" },
	{ 204, true, true, "No Content" },
	{ 205, true, false, "Reset Content" },
	{ 206, true, false, "Partial Content" },
	{ 304, true, true, "Not Modified" },
	{ 306, false, false, "Unknown" },
	{ 404, true, false, "Not Found" },
	{ 413, true, false, "Content Too Large" },
	{ 418, false, false, "Unknown" },
	{ 431, true, false, "Request Header Fields Too Large" },
	{ 500, true, false, "Internal Server Error" },
	{ 511, true, false, "Network Authentication Required" },
	{ 512, false, false, "Unknown" },
	{ 999, false, false, "Unknown" },
	{ -1, false, true, "Unknown" },
};

static bool
holds(struct slice s, const char *part)
{
	for (; s.n >= strlen(part); s = slice_skip(s, 1))
		if (slice_starts(s, slice_str(part)))
			return true;
	return false;
}

static void
test_table(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int status = rows[i].status;

		tap_is(slice_str(status_reason(status)),
		    slice_str(rows[i].reason), "reason of %d", status);
		tap_ok(status_known(status) == rows[i].known, "known: %d",
		    status);
		tap_ok(status_bodyless(status) == rows[i].bodyless,
		    "without a body: %d", status);
	}
}

/* The search needs a sorted table: every known code is found. */
static void
test_every_code_found(void)
{
	int count = 0;

	for (int status = 0; status < 1000; status++)
		count += status_known(status);
	tap_int(count, 56, "codes in the table");
}

static void
test_every_error_has_its_own_sentence(void)
{
	char mem[4096];
	struct buf b;
	int dull = 0;

	for (int status = 400; status < 600; status++) {
		buf_init(&b, mem, sizeof(mem));
		if (!status_known(status) || status == 506)
			continue;
		if (status_page(&b, status, SLICE("x")) == -1 ||
		    holds(buf_slice(&b), "could not be answered.") ||
		    holds(buf_slice(&b), "could not answer this request."))
			dull++;
	}
	tap_int(dull, 0, "errors without a sentence of their own");
}

static void
test_page(void)
{
	char mem[8192];
	struct buf b;
	struct slice s;

	buf_init(&b, mem, sizeof(mem));
	tap_int(status_page(&b, 404, SLICE("Ab3<&>\"x")), 0, "page of 404");
	s = buf_slice(&b);
	tap_ok(slice_starts(s, SLICE("<!DOCTYPE html>\n")), "is HTML 5");
	tap_ok(holds(s, "<title>404 Not Found</title>"), "has a title");
	tap_ok(holds(s, "<p>There is nothing at this address"), "says why");
	tap_ok(holds(s, "<code>Ab3&lt;&amp;&gt;&quot;x</code>"),
	    "has the request id, escaped");
	tap_ok(holds(s, "color-scheme:light dark"), "has both schemes");
	tap_ok(!holds(s, "http:") && !holds(s, "url("), "fetches nothing");
	tap_ok(slice_ends(s, SLICE("</html>\n")), "is whole");
	tap_ok(s.n < 2048, "is small");

	buf_clear(&b);
	tap_int(status_page(&b, 599, SLICE("")), 0, "page of a stranger");
	s = buf_slice(&b);
	tap_ok(holds(s, "<h1>Unknown</h1>"), "has a heading");
	tap_ok(!holds(s, "<code>"), "no request id, no line for it");
}

/* Whatever the room, the page is whole or not there. */
static void
test_page_room(void)
{
	char mem[4096];
	struct buf b;
	size_t whole;
	int bad = 0;

	buf_init(&b, mem, sizeof(mem));
	status_page(&b, 503, SLICE("id<"));
	whole = buf_len(&b);
	for (size_t cap = 1; cap < whole + 3; cap++) {
		buf_init(&b, mem, cap);
		buf_addc(&b, '!');
		if (status_page(&b, 503, SLICE("id<")) == 0)
			bad += buf_len(&b) != whole + 1;
		else
			bad += buf_len(&b) != 1 || cap > whole + 1;
	}
	tap_int(bad, 0, "all or nothing at every size");
}

int
main(int argc, char **argv)
{
	char mem[8192];
	struct buf b;

	if (argc > 1 && strcmp(argv[1], "show") == 0) {
		buf_init(&b, mem, sizeof(mem));
		status_page(&b, 404, SLICE("k3Jx9Qp2"));
		fwrite(mem, 1, buf_len(&b), stdout);
		return 0;
	}
	test_table();
	test_every_code_found();
	test_every_error_has_its_own_sentence();
	test_page();
	test_page_room();
	return tap_done();
}
