#include "http/status.h"

#include <stddef.h>

struct entry {
	int		 code;
	const char	*reason;
	const char	*meaning;	/* for a visitor; NULL: see meaning() */
};

/* Sorted by code. */
static const struct entry table[] = {
	{ 100, "Continue", NULL },
	{ 101, "Switching Protocols", NULL },
	{ 103, "Early Hints", NULL },
	{ 200, "OK", NULL },
	{ 201, "Created", NULL },
	{ 202, "Accepted", NULL },
	{ 203, "Non-Authoritative Information", NULL },
	{ 204, "No Content", NULL },
	{ 205, "Reset Content", NULL },
	{ 206, "Partial Content", NULL },
	{ 300, "Multiple Choices", "There is more than one answer here." },
	{ 301, "Moved Permanently", "This page has moved for good." },
	{ 302, "Found", "This page is somewhere else for now." },
	{ 303, "See Other", "The answer is on another page." },
	{ 304, "Not Modified", NULL },
	{ 305, "Use Proxy", NULL },
	{ 307, "Temporary Redirect", "This page is somewhere else for now." },
	{ 308, "Permanent Redirect", "This page has moved for good." },
	{ 400, "Bad Request",
	    "The server could not make sense of what was sent." },
	{ 401, "Unauthorized", "You have to sign in to see this page." },
	{ 402, "Payment Required", "This page has to be paid for." },
	{ 403, "Forbidden", "This page is not open to you." },
	{ 404, "Not Found",
	    "There is nothing at this address; it may be mistyped or out of "
	    "date." },
	{ 405, "Method Not Allowed",
	    "This page cannot be used in the way that was tried." },
	{ 406, "Not Acceptable",
	    "This page does not exist in a form that was asked for." },
	{ 407, "Proxy Authentication Required",
	    "You have to sign in to the proxy first." },
	{ 408, "Request Timeout",
	    "The request took too long to arrive; please try again." },
	{ 409, "Conflict",
	    "Somebody else changed this meanwhile; reload the page and try "
	    "again." },
	{ 410, "Gone", "What was here has been removed for good." },
	{ 411, "Length Required",
	    "The size of what was sent has to be told first." },
	{ 412, "Precondition Failed",
	    "The page has changed since you loaded it; reload it and try "
	    "again." },
	{ 413, "Content Too Large",
	    "What was sent is larger than this server accepts." },
	{ 414, "URI Too Long",
	    "The address is longer than this server reads." },
	{ 415, "Unsupported Media Type",
	    "This kind of file is not accepted here." },
	{ 416, "Range Not Satisfiable",
	    "The part that was asked for lies beyond the end of the file." },
	{ 417, "Expectation Failed",
	    "The server cannot do what the request expects of it." },
	{ 421, "Misdirected Request",
	    "This server does not answer for that address." },
	{ 422, "Unprocessable Content",
	    "What was sent is readable, but cannot be right." },
	{ 423, "Locked", "Somebody else is working on this just now." },
	{ 424, "Failed Dependency",
	    "This failed because something before it failed." },
	{ 425, "Too Early", "This came too early; please try again." },
	{ 426, "Upgrade Required",
	    "This page needs a newer way of connecting." },
	{ 428, "Precondition Required",
	    "A change has to say which version of the page it is for." },
	{ 429, "Too Many Requests",
	    "That was a lot at once; please wait a little and try again." },
	{ 431, "Request Header Fields Too Large",
	    "Your browser sent too much with its request; deleting the "
	    "cookies of this site may help." },
	{ 451, "Unavailable For Legal Reasons",
	    "This page cannot be shown for legal reasons." },
	{ 500, "Internal Server Error",
	    "Something broke on our side; it is not your fault." },
	{ 501, "Not Implemented", "This server cannot do what was asked." },
	{ 502, "Bad Gateway",
	    "The program behind this page gave no proper answer." },
	{ 503, "Service Unavailable",
	    "There is too much to do right now; please try again in a "
	    "moment." },
	{ 504, "Gateway Timeout",
	    "The program behind this page took too long to answer." },
	{ 505, "HTTP Version Not Supported",
	    "This server does not speak that version of HTTP." },
	{ 506, "Variant Also Negotiates", NULL },
	{ 507, "Insufficient Storage",
	    "There is no room left on the server to do this." },
	{ 508, "Loop Detected",
	    "This page leads back to itself, so it was stopped." },
	{ 511, "Network Authentication Required",
	    "You have to sign in to this network first." },
};

static const struct entry *
find(int status)
{
	size_t low = 0, high = sizeof(table) / sizeof(table[0]);

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (table[mid].code == status)
			return &table[mid];
		if (table[mid].code < status)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

const char *
status_reason(int status)
{
	const struct entry *e = find(status);

	return e == NULL ? "Unknown" : e->reason;
}

bool
status_known(int status)
{
	return find(status) != NULL;
}

bool
status_bodyless(int status)
{
	return status < 200 || status == 204 || status == 304;
}

static const char *
meaning(int status)
{
	const struct entry *e = find(status);

	if (e != NULL && e->meaning != NULL)
		return e->meaning;
	if (status < 400)
		return "There is nothing more to see here.";
	return status < 500 ? "The request could not be answered." :
	    "The server could not answer this request.";
}

/* In both schemes every colour keeps a contrast of 7:1 to its page. */
static const char style[] =
    ":root{color-scheme:light dark;--ink:#1d2430;--soft:#4b5462;"
    "--page:#fbfaf8;--line:#dcd8d0;--mark:#982f1b}"
    "@media(prefers-color-scheme:dark){:root{--ink:#e9e6e1;--soft:#aab1bc;"
    "--page:#14181f;--line:#313846;--mark:#ff9a7a}}"
    "*{box-sizing:border-box}"
    "body{margin:0;min-height:100vh;display:grid;place-items:center;"
    "padding:2rem 1.5rem;background:var(--page);color:var(--ink);"
    "font:1.125rem/1.6 system-ui,-apple-system,\"Segoe UI\",Roboto,"
    "sans-serif}"
    "main{width:100%;max-width:34rem}"
    ".code{margin:0;color:var(--mark);font-weight:700;letter-spacing:-.04em;"
    "line-height:1;font-size:clamp(4rem,22vw,7.5rem);"
    "font-variant-numeric:tabular-nums}"
    "h1{margin:1rem 0 .5rem;font-size:1.5rem;line-height:1.25}"
    "p{margin:0;color:var(--soft)}"
    "small{display:block;margin-top:2rem;padding-top:1rem;"
    "border-top:1px solid var(--line);color:var(--soft);font-size:.8125rem}"
    "code{font-family:ui-monospace,Menlo,Consolas,monospace;"
    "overflow-wrap:anywhere}";

static int
put_escaped(struct buf *b, struct slice s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		int err = c == '<' ? buf_adds(b, "&lt;") :
		    c == '>' ? buf_adds(b, "&gt;") :
		    c == '&' ? buf_adds(b, "&amp;") :
		    c == '"' ? buf_adds(b, "&quot;") : buf_addc(b, c);

		if (err == -1)
			return -1;
	}
	return 0;
}

static int
put_request_id(struct buf *b, struct slice id)
{
	if (id.n == 0)
		return 0;
	if (buf_adds(b, "<small>If you report this, quote <code>") == -1 ||
	    put_escaped(b, id) == -1)
		return -1;
	return buf_adds(b, "</code></small>\n");
}

static int
put_page(struct buf *b, int status, struct slice request_id)
{
	const char *reason = status_reason(status);

	if (buf_addf(b, "<!DOCTYPE html>\n<html lang=\"en\">\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width,"
	    "initial-scale=1\">\n"
	    "<title>%d %s</title>\n<style>%s</style>\n<main>\n", status,
	    reason, style) == -1)
		return -1;
	if (buf_addf(b, "<p class=\"code\">%d</p>\n<h1>%s</h1>\n<p>%s</p>\n",
	    status, reason, meaning(status)) == -1)
		return -1;
	if (put_request_id(b, request_id) == -1)
		return -1;
	return buf_adds(b, "</main>\n</html>\n");
}

int
status_page(struct buf *b, int status, struct slice request_id)
{
	size_t len = buf_len(b);

	if (put_page(b, status, request_id) == -1) {
		b->end = b->start + len;
		return -1;
	}
	return 0;
}
