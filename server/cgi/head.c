#include "cgi/head.h"

#include "http/head.h"

enum { STATUS_OK = 200, STATUS_FOUND = 302 };

struct parse {
	struct cgi_head	*h;
	struct slice	 location;	/* without pointer: none yet */
	bool		 has_type, has_status;
	size_t		 nlines;
	size_t		 nothers;	/* lines other than Location */
};

/* What is done with a field: NULL, or what is wrong with it. */
typedef const char *take_fn(struct parse *, const struct cgi_field *);

static take_fn	take_status, take_length, take_location, take_type, take_out;

static const struct known {
	struct slice	 name;
	take_fn		*take;
} known[] = {
	{ SLICE_INIT("content-type"), take_type },
	{ SLICE_INIT("status"), take_status },
	{ SLICE_INIT("location"), take_location },
	{ SLICE_INIT("content-length"), take_length },
	{ SLICE_INIT("te"), take_out },
	{ SLICE_INIT("trailer"), take_out },
	{ SLICE_INIT("upgrade"), take_out },
	{ SLICE_INIT("connection"), take_out },
	{ SLICE_INIT("keep-alive"), take_out },
	{ SLICE_INIT("proxy-connection"), take_out },
	{ SLICE_INIT("transfer-encoding"), take_out },
};

static const char *
keep(struct parse *p, const struct cgi_field *f)
{
	if (p->h->nfields == CGI_MAX_FIELDS)
		return "too many fields";
	p->h->fields[p->h->nfields++] = *f;
	return NULL;
}

static const char *
take_out(struct parse *p, const struct cgi_field *f)
{
	(void)p;
	(void)f;
	return NULL;
}

/* Browsers disagree on which of two types holds: only the first is sent. */
static const char *
take_type(struct parse *p, const struct cgi_field *f)
{
	if (p->has_type)
		return NULL;
	p->has_type = true;
	return keep(p, f);
}

static const char *
take_location(struct parse *p, const struct cgi_field *f)
{
	if (f->value.n == 0)
		return "an empty Location";
	if (p->location.p != NULL)
		return slice_eq(p->location, f->value) ? NULL :
		    "two different Locations";
	p->location = f->value;
	return keep(p, f);
}

static const char *
take_length(struct parse *p, const struct cgi_field *f)
{
	uint64_t n;

	if (slice_to_u64(f->value, &n) == -1 || n > INT64_MAX)
		return "a Content-Length that is no number";
	if (p->h->length != -1 && p->h->length != (int64_t)n)
		return "two different Content-Lengths";
	p->h->length = (int64_t)n;
	return NULL;
}

/* "404", or "404 Not Found". */
static const char *
take_status(struct parse *p, const struct cgi_field *f)
{
	struct slice code = f->value, reason;
	uint64_t status;

	code.n = slice_find(f->value, ' ');
	reason = slice_trim(slice_skip(f->value, code.n));
	if (code.n != 3 || slice_to_u64(code, &status) == -1 ||
	    status < 200 || status > 599)
		return "a Status that is not three digits of 200 to 599";
	if (p->has_status)
		return p->h->status == (int)status ? NULL :
		    "two different Statuses";
	p->has_status = true;
	p->h->status = (int)status;
	p->h->reason = reason;
	return NULL;
}

static take_fn *
taker(struct slice name)
{
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (slice_caseeq(known[i].name, name))
			return known[i].take;
	return keep;
}

static bool
has_control(struct slice s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if ((c < 0x20 && c != '\t') || c == 0x7f)
			return true;
	}
	return false;
}

static const char *
parse_field(struct parse *p, struct slice line)
{
	struct cgi_field f;
	size_t colon = slice_find(line, ':');

	if (line.p[0] == ' ' || line.p[0] == '\t')
		return "a line that begins with a blank";
	if (colon == line.n)
		return "a line without a colon";
	f.name = slice_of(line.p, colon);
	f.value = slice_trim(slice_skip(line, colon + 1));
	if (!is_token(f.name))
		return "a field name that is none";
	if (has_control(f.value))
		return "a control byte in a value";
	if (!slice_caseeq(f.name, SLICE("location")))
		p->nothers++;
	return taker(f.name)(p, &f);
}

/* "HTTP/1.1 200 OK": how a program begins that takes itself for a server. */
static bool
is_status_line(struct slice s)
{
	return s.n >= 9 && slice_starts(s, SLICE("HTTP/")) &&
	    ascii_digit(s.p[5]) && s.p[6] == '.' && ascii_digit(s.p[7]) &&
	    s.p[8] == ' ';
}

static const char *
parse_line(struct parse *p, struct slice line)
{
	struct cgi_field f = { .name = SLICE("status") };

	if (p->nlines++ > 0 || !is_status_line(line))
		return parse_field(p, line);
	if (has_control(line))
		return "a control byte in the status line";
	p->nothers++;
	f.value = slice_trim(slice_skip(line, 9));
	return take_status(p, &f);
}

/*
 * A path without anything beside it is asked again here.  With a fragment,
 * which only the client can use, it goes to the client.
 */
static bool
is_local(const struct parse *p)
{
	return p->nothers == 0 && p->location.p[0] == '/' &&
	    slice_find(p->location, '#') == p->location.n;
}

/* The empty line: what kind of answer is it? */
static const char *
parse_end(struct parse *p)
{
	if (p->nlines == 0)
		return "an empty line where the head should begin";
	if (p->location.p == NULL)
		return p->has_type || p->has_status ? NULL :
		    "no Content-Type, Location or Status";
	if (!p->has_status)
		p->h->status = STATUS_FOUND;
	p->h->kind = CGI_REDIRECT;
	if (is_local(p)) {
		p->h->kind = CGI_LOCAL;
		p->h->location = p->location;
		p->h->nfields = 0;
	}
	return NULL;
}

/* All but the fields, which are many and need not be cleared. */
static void
clear(struct cgi_head *h)
{
	h->kind = CGI_DOCUMENT;
	h->status = STATUS_OK;
	h->reason = h->location = slice_of(NULL, 0);
	h->length = -1;
	h->nfields = 0;
	h->error = NULL;
}

static ssize_t
refuse(struct cgi_head *h, const char *error)
{
	h->error = error;
	h->nfields = 0;
	return -502;
}

/* The next whole line without its end (LF or CRLF); false: more is needed. */
static bool
next_line(struct slice *in, struct slice *line)
{
	size_t n = slice_find(*in, '\n');

	if (n == in->n)
		return false;
	*line = slice_of(in->p, n);
	*in = slice_skip(*in, n + 1);
	if (n > 0 && line->p[n - 1] == '\r')
		line->n--;
	return true;
}

ssize_t
cgi_head_parse(struct cgi_head *h, struct slice in)
{
	struct parse p = { .h = h };
	struct slice line, rest = in;
	const char *error;

	clear(h);
	if (rest.n > CGI_MAX_HEAD)
		rest.n = CGI_MAX_HEAD;
	while (next_line(&rest, &line)) {
		error = line.n == 0 ? parse_end(&p) : parse_line(&p, line);
		if (error != NULL)
			return refuse(h, error);
		if (line.n == 0)
			return rest.p - in.p;
	}
	return in.n < CGI_MAX_HEAD ? 0 : refuse(h, "a head of over 16 KB");
}
