#include "cgi/head.h"

#include <stdio.h>
#include <string.h>

#include "tap.h"

struct row {
	const char	*name, *in;
	const char	*want;		/* as show() writes it */
};

/* A parsed head as one line: kind, status, reason... {name=value}... */
static struct slice
show(const struct cgi_head *h, ssize_t n)
{
	static const char *const kinds[] = { "document", "local", "redirect" };
	static char text[8192];
	size_t len;

	if (n <= 0)
		return n == 0 ? SLICE("more") : n == -502 ?
		    slice_str(h->error) : SLICE("another status");
	len = (size_t)snprintf(text, sizeof(text), "%s %d%s%.*s",
	    kinds[h->kind], h->status, h->reason.n > 0 ? " " : "",
	    (int)h->reason.n, h->reason.p == NULL ? "" : h->reason.p);
	if (h->length != -1)
		len += (size_t)snprintf(text + len, sizeof(text) - len,
		    " length %lld", (long long)h->length);
	if (h->location.n > 0)
		len += (size_t)snprintf(text + len, sizeof(text) - len,
		    " to %.*s", (int)h->location.n, h->location.p);
	for (size_t i = 0; i < h->nfields; i++)
		len += (size_t)snprintf(text + len, sizeof(text) - len,
		    " {%.*s=%.*s}", (int)h->fields[i].name.n,
		    h->fields[i].name.p, (int)h->fields[i].value.n,
		    h->fields[i].value.p);
	return slice_of(text, len);
}

#define NO_COLON	"a line without a colon"
#define NO_KIND		"no Content-Type, Location or Status"
#define BAD_NAME	"a field name that is none"
#define BAD_STATUS	"a Status that is not three digits of 200 to 599"
#define BAD_LENGTH	"a Content-Length that is no number"
#define CONTROL		"a control byte in a value"
#define FOLDED		"a line that begins with a blank"
#define EMPTY		"an empty line where the head should begin"

static const struct row rows[] = {
	{ "a document", "Content-Type: text/html\n\n",
	    "document 200 {Content-Type=text/html}" },
	{ "with CRLF", "Content-Type: text/html\r\n\r\n",
	    "document 200 {Content-Type=text/html}" },
	{ "line ends mixed", "Content-Type: a/b\r\nX: 1\n\r\n",
	    "document 200 {Content-Type=a/b} {X=1}" },
	{ "mixed the other way", "Content-Type: a/b\nX: 1\r\n\n",
	    "document 200 {Content-Type=a/b} {X=1}" },
	{ "no blanks", "Content-Type:a/b\n\n",
	    "document 200 {Content-Type=a/b}" },
	{ "blanks and tabs", "Content-Type: \t a/b \t \n\n",
	    "document 200 {Content-Type=a/b}" },
	{ "an empty value", "Content-Type: a/b\nX:\n\n",
	    "document 200 {Content-Type=a/b} {X=}" },
	{ "a colon in the value", "Content-Type: a/b\nX: a:b\n\n",
	    "document 200 {Content-Type=a/b} {X=a:b}" },
	{ "eight-bit value", "Content-Type: a/b\nX: \xc3\xa4\n\n",
	    "document 200 {Content-Type=a/b} {X=\xc3\xa4}" },
	{ "date and server are kept",
	    "Content-Type: a/b\nDate: d\nServer: s\n\n",
	    "document 200 {Content-Type=a/b} {Date=d} {Server=s}" },
	{ "repeated cookies", "Status: 200\nSet-Cookie: a\nSet-Cookie: b\n\n",
	    "document 200 {Set-Cookie=a} {Set-Cookie=b}" },
	{ "the first of two types",
	    "Content-Type: a/b\ncontent-type: text/html\n\n",
	    "document 200 {Content-Type=a/b}" },

	{ "hop-by-hop", "Status: 200\nConnection: close\nKeep-Alive: 1\n"
	    "TE: x\nTrailer: x\nTransfer-Encoding: chunked\nUpgrade: x\n"
	    "Proxy-Connection: x\nX: y\n\n", "document 200 {X=y}" },
	{ "in any case", "Status: 200\ntransfer-ENCODING: chunked\n\n",
	    "document 200" },

	{ "status", "Status: 404\n\n", "document 404" },
	{ "status with reason", "Status: 404 Not Here\n\n",
	    "document 404 Not Here" },
	{ "any case", "sTATUS: 599\n\n", "document 599" },
	{ "blanks before the reason", "Status: 200   OK \n\n",
	    "document 200 OK" },
	{ "twice alike", "Status: 200 OK\nStatus: 200\n\n",
	    "document 200 OK" },
	{ "twice", "Status: 200\nStatus: 404\n\n", "two different Statuses" },
	{ "interim", "Status: 100 Continue\n\n", BAD_STATUS },
	{ "over 599", "Status: 600\n\n", BAD_STATUS },
	{ "two digits", "Status: 20\n\n", BAD_STATUS },
	{ "four digits", "Status: 2000\n\n", BAD_STATUS },
	{ "no blank", "Status: 200OK\n\n", BAD_STATUS },
	{ "a sign", "Status: +20\n\n", BAD_STATUS },
	{ "nothing", "Status:\n\n", BAD_STATUS },
	{ "words", "Status: OK\n\n", BAD_STATUS },

	{ "status line", "HTTP/1.1 200 OK\r\nContent-Type: a/b\r\n\r\n",
	    "document 200 OK {Content-Type=a/b}" },
	{ "status line alone", "HTTP/1.0 404 Not Found\n\n",
	    "document 404 Not Found" },
	{ "without reason", "HTTP/1.0 204\n\n", "document 204" },
	{ "a colon in the reason", "HTTP/1.0 500 Oh: no\n\n",
	    "document 500 Oh: no" },
	{ "with the same Status", "HTTP/1.1 302 X\nStatus: 302\n\n",
	    "document 302 X" },
	{ "with another Status", "HTTP/1.1 200 OK\nStatus: 404\n\n",
	    "two different Statuses" },
	{ "not at the top", "Status: 200\nHTTP/1.1 200 OK\n\n", NO_COLON },
	{ "interim status line", "HTTP/1.1 100 Continue\n\n", BAD_STATUS },
	{ "status line without code", "HTTP/1.1 \n\n", BAD_STATUS },
	{ "half a status line", "HTTP/1.1\n\n", NO_COLON },
	{ "control byte in it", "HTTP/1.1 200 O\rK\n\n",
	    "a control byte in the status line" },

	{ "length", "Status: 200\nContent-Length: 0\n\n",
	    "document 200 length 0" },
	{ "largest length",
	    "Status: 200\nContent-Length: 9223372036854775807\n\n",
	    "document 200 length 9223372036854775807" },
	{ "larger", "Status: 200\nContent-Length: 9223372036854775808\n\n",
	    BAD_LENGTH },
	{ "much larger",
	    "Status: 200\nContent-Length: 99999999999999999999999\n\n",
	    BAD_LENGTH },
	{ "negative", "Status: 200\nContent-Length: -1\n\n", BAD_LENGTH },
	{ "no length", "Status: 200\nContent-Length:\n\n", BAD_LENGTH },
	{ "list of lengths", "Status: 200\nContent-Length: 5, 5\n\n",
	    BAD_LENGTH },
	{ "length in hex", "Status: 200\nContent-Length: 0x5\n\n", BAD_LENGTH },
	{ "twice alike",
	    "Status: 200\nContent-Length: 5\ncontent-length: 05\n\n",
	    "document 200 length 5" },
	{ "two lengths",
	    "Status: 200\nContent-Length: 5\nContent-Length: 6\n\n",
	    "two different Content-Lengths" },
	{ "a length alone", "Content-Length: 5\n\n", NO_KIND },

	{ "local redirect", "Location: /a/b?c\n\n", "local 302 to /a/b?c" },
	{ "local, any case, CRLF", "location:/a\r\n\r\n", "local 302 to /a" },
	{ "local, said twice", "Location: /a\nLocation: /a\n\n",
	    "local 302 to /a" },
	{ "two slashes are a path", "Location: //a\n\n", "local 302 to //a" },
	{ "a fragment is the client's", "Location: /a#b\n\n",
	    "redirect 302 {Location=/a#b}" },
	{ "path and type", "Location: /a\nContent-Type: a/b\n\n",
	    "redirect 302 {Location=/a} {Content-Type=a/b}" },
	{ "path and cookie", "Set-Cookie: a\nLocation: /a\n\n",
	    "redirect 302 {Set-Cookie=a} {Location=/a}" },
	{ "path and status", "Location: /a\nStatus: 303 See\n\n",
	    "redirect 303 See {Location=/a}" },
	{ "path and length", "Location: /a\nContent-Length: 0\n\n",
	    "redirect 302 length 0 {Location=/a}" },
	{ "path and what is taken out", "Location: /a\nConnection: close\n\n",
	    "redirect 302 {Location=/a}" },
	{ "path and status line", "HTTP/1.1 302 Found\nLocation: /a\n\n",
	    "redirect 302 Found {Location=/a}" },
	{ "client redirect", "Location: http://a/b\n\n",
	    "redirect 302 {Location=http://a/b}" },
	{ "client redirect with document",
	    "Status: 301 Moved\nLocation: http://a/\nContent-Type: a/b\n\n",
	    "redirect 301 Moved {Location=http://a/} {Content-Type=a/b}" },
	{ "created", "Status: 201\nLocation: /new\n\n",
	    "redirect 201 {Location=/new}" },
	{ "relative", "Location: b.html\n\n",
	    "redirect 302 {Location=b.html}" },
	{ "an empty one", "Location:\n\n", "an empty Location" },
	{ "two of them", "Location: /a\nLocation: /b\n\n",
	    "two different Locations" },

	{ "a page without a head", "<html>\n<body>\n\n", NO_COLON },
	{ "a page with a colon", "<p>Note: x</p>\n\n", BAD_NAME },
	{ "a later line without colon", "Status: 200\nnonsense\n\n", NO_COLON },
	{ "an empty head", "\n", EMPTY },
	{ "an empty head with CRLF", "\r\nStatus: 200\r\n\r\n", EMPTY },
	{ "nothing that says what it is", "X: y\n\n", NO_KIND },
	{ "a blank before the colon", "Content-Type : a/b\n\n", BAD_NAME },
	{ "no name", ": a/b\n\n", BAD_NAME },
	{ "a folded line", "Status: 200\nX: a\n b\n\n", FOLDED },
	{ "a folded line with a tab", "Status: 200\nX: a\n\tb: c\n\n", FOLDED },
	{ "a blank first", " Status: 200\n\n", FOLDED },
	{ "a lone CR", "Status: 200\nX: a\rY: b\n\n", CONTROL },
	{ "two CR", "Status: 200\r\r\n\r\n", CONTROL },
	{ "CR CR LF is no empty line", "Status: 200\n\r\r\n", NO_COLON },
	{ "CR in a name", "Status: 200\nX\r: a\n\n", BAD_NAME },
	{ "delete", "Status: 200\nX: \x7f\n\n", CONTROL },
	{ "escape", "Status: 200\nX: \x1b[2J\n\n", CONTROL },
	{ "tab inside is allowed", "Status: 200\nX: a\tb\n\n",
	    "document 200 {X=a\tb}" },

	{ "not ended", "Content-Type: text/html\n", "more" },
	{ "not ended, with CR", "Content-Type: text/html\r\n\r", "more" },
	{ "nothing yet", "", "more" },
};

enum { NROWS = sizeof(rows) / sizeof(rows[0]) };

/*
 * Every start of the input, ending at a guard page: it needs more, until the
 * one that has the whole result.
 */
static bool
same_when_split(struct slice in, struct slice want, ssize_t want_n)
{
	static char copy[8192];
	bool same = true;

	want.p = memcpy(copy, want.p, want.n);
	for (size_t n = 0; n <= in.n; n++) {
		struct slice start = guard_copy(slice_of(in.p, n));
		struct cgi_head h;
		ssize_t got = cgi_head_parse(&h, start);

		if (got != 0 && !slice_eq(show(&h, got), want))
			same = false;
		if (got != 0 && got != want_n)
			same = false;
		if (want_n > 0 && (got != 0) != (n >= (size_t)want_n))
			same = false;
		guard_free(start);
	}
	return same;
}

static void
test_rows(void)
{
	static struct cgi_head h;

	for (size_t i = 0; i < NROWS; i++) {
		struct slice in = slice_str(rows[i].in);
		ssize_t n = cgi_head_parse(&h, in);

		tap_is(show(&h, n), slice_str(rows[i].want), "%s",
		    rows[i].name);
		tap_ok(same_when_split(in, show(&h, n), n), "%s: split",
		    rows[i].name);
	}
}

static void
test_length(void)
{
	static struct cgi_head h;
	struct slice nul = SLICE("Status: 200\nX: a\0b\n\n");

	tap_int(cgi_head_parse(&h, SLICE("Status: 200\r\n\r\nbody\n\n")), 15,
	    "the length is that of the head");
	tap_int(cgi_head_parse(&h, SLICE("Status: 200\n\n\n")), 13,
	    "one empty line ends it");
	tap_int(cgi_head_parse(&h, nul), -502, "a NUL is refused");
	tap_is(slice_str(h.error), SLICE(CONTROL), "as a control byte");
}

static void
test_fields(void)
{
	static char text[CGI_MAX_FIELDS * 8 + 64];
	static struct cgi_head h;

	for (int extra = 0; extra < 2; extra++) {
		size_t len = 0;

		for (int i = 0; i < CGI_MAX_FIELDS + extra; i++)
			len += (size_t)snprintf(text + len, sizeof(text) - len,
			    "X: %d\n", i);
		len += (size_t)snprintf(text + len, sizeof(text) - len,
		    "Status: 200\nContent-Length: 1\n\n");
		tap_int(cgi_head_parse(&h, slice_of(text, len)),
		    extra == 0 ? (ssize_t)len : -502,
		    "%d over the limit of fields", extra);
	}
	tap_is(slice_str(h.error), SLICE("too many fields"), "the reason");
	tap_int((long long)h.nfields, 0, "a refused head has no fields");
}

/* A head of exactly n bytes. */
static struct slice
sized(char *text, size_t n)
{
	static const char start[] = "Status: 200\nX: ";

	memset(text, 'x', n);
	memcpy(text, start, sizeof(start) - 1);
	memcpy(text + n - 2, "\n\n", 2);
	return slice_of(text, n);
}

static void
test_size(void)
{
	static char text[CGI_MAX_HEAD + 64];
	static struct cgi_head h;
	struct slice in = sized(text, CGI_MAX_HEAD);

	tap_int(cgi_head_parse(&h, in), CGI_MAX_HEAD, "the largest head");
	in.n--;
	tap_int(cgi_head_parse(&h, in), 0, "a byte less needs more");
	in = sized(text, CGI_MAX_HEAD + 1);
	tap_int(cgi_head_parse(&h, in), -502, "a byte more is too large");
	tap_is(slice_str(h.error), SLICE("a head of over 16 KB"), "the reason");
	in.n = CGI_MAX_HEAD;
	tap_int(cgi_head_parse(&h, in), -502, "known before it has ended");
}

int
main(void)
{
	test_rows();
	test_length();
	test_fields();
	test_size();
	return tap_done();
}
