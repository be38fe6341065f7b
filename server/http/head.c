#include "http/head.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include "http/class.h"
#include "http/field.h"

/*
 * The scanner is a table: the state and the kind of a byte give the next
 * state.  Nothing leads back to SCAN_START, so that a cell left empty means
 * that the byte is refused there.  An LF state waits for the LF after a CR.
 */
enum scan_state {
	SCAN_START, SCAN_START_LF, SCAN_FIRST, SCAN_LINE, SCAN_LINE_LF,
	SCAN_FIELD, SCAN_NAME, SCAN_VALUE, SCAN_VALUE_LF, SCAN_END_LF,
	SCAN_DONE, SCAN_NSTATES
};

enum kind {
	KIND_BAD, KIND_TOKEN, KIND_OTHER, KIND_COLON, KIND_SP, KIND_TAB,
	KIND_CR, KIND_LF, KIND_NKINDS
};

static const uint8_t scan_next[SCAN_NSTATES][KIND_NKINDS] = {
	[SCAN_START] = {
		[KIND_TOKEN] = SCAN_LINE,
		[KIND_CR] = SCAN_START_LF,
	},
	[SCAN_START_LF] = { [KIND_LF] = SCAN_FIRST },
	[SCAN_FIRST] = { [KIND_TOKEN] = SCAN_LINE },
	[SCAN_LINE] = {
		[KIND_TOKEN] = SCAN_LINE,
		[KIND_OTHER] = SCAN_LINE,
		[KIND_COLON] = SCAN_LINE,
		[KIND_SP] = SCAN_LINE,
		[KIND_CR] = SCAN_LINE_LF,
	},
	[SCAN_LINE_LF] = { [KIND_LF] = SCAN_FIELD },
	[SCAN_FIELD] = {
		[KIND_TOKEN] = SCAN_NAME,
		[KIND_CR] = SCAN_END_LF,
	},
	[SCAN_NAME] = {
		[KIND_TOKEN] = SCAN_NAME,
		[KIND_COLON] = SCAN_VALUE,
	},
	[SCAN_VALUE] = {
		[KIND_TOKEN] = SCAN_VALUE,
		[KIND_OTHER] = SCAN_VALUE,
		[KIND_COLON] = SCAN_VALUE,
		[KIND_SP] = SCAN_VALUE,
		[KIND_TAB] = SCAN_VALUE,
		[KIND_CR] = SCAN_VALUE_LF,
	},
	[SCAN_VALUE_LF] = { [KIND_LF] = SCAN_FIELD },
	[SCAN_END_LF] = { [KIND_LF] = SCAN_DONE },
};

static enum kind
kind_of(char c)
{
	switch (c) {
	case ':':
		return KIND_COLON;
	case ' ':
		return KIND_SP;
	case '\t':
		return KIND_TAB;
	case '\r':
		return KIND_CR;
	case '\n':
		return KIND_LF;
	default:
		if (class_has(c, CLASS_TOKEN))
			return KIND_TOKEN;
		return class_has(c, CLASS_WORD) ? KIND_OTHER : KIND_BAD;
	}
}

/* How many bytes leave the scanner where it is: most of them. */
static size_t
still(uint8_t state, struct slice s)
{
	if (state == SCAN_LINE || state == SCAN_VALUE)
		return class_plain(s);
	return state == SCAN_NAME ? class_run(s, CLASS_TOKEN) : 0;
}

ssize_t
head_scan(struct head_scan *s, struct slice in)
{
	uint8_t next;

	while (s->state != SCAN_DONE && s->off < in.n) {
		s->off += (uint32_t)still(s->state, slice_skip(in, s->off));
		if (s->off == in.n)
			break;
		next = scan_next[s->state][kind_of(in.p[s->off])];
		if (next == SCAN_START)
			return -400;
		s->state = next;
		s->off++;
	}
	return s->state == SCAN_DONE ? (ssize_t)s->off : 0;
}

bool
head_scan_has_line(const struct head_scan *s)
{
	return s->state >= SCAN_FIELD;
}

static bool
take_byte(struct slice *in, char c)
{
	if (in->n == 0 || in->p[0] != c)
		return false;
	*in = slice_of(in->p + 1, in->n - 1);
	return true;
}

static bool
take_eol(struct slice *in)
{
	if (in->n < 2 || in->p[0] != '\r' || in->p[1] != '\n')
		return false;
	*in = slice_of(in->p + 2, in->n - 2);
	return true;
}

static struct slice
take_class(struct slice *in, uint8_t set)
{
	struct slice run = slice_of(in->p, class_run(*in, set));

	*in = slice_skip(*in, run.n);
	return run;
}

/* A field value with the blanks round it. */
static struct slice
take_text(struct slice *in)
{
	struct slice text = slice_of(in->p, class_text(*in));

	*in = slice_skip(*in, text.n);
	return text;
}

static int
take_version(struct slice *in, int *minor)
{
	struct slice v = slice_of(in->p, 8);

	if (in->n < v.n || !slice_starts(v, SLICE("HTTP/")) ||
	    !ascii_digit(v.p[5]) || v.p[6] != '.' || !ascii_digit(v.p[7]))
		return -400;
	*in = slice_skip(*in, v.n);
	if (!take_eol(in))
		return -400;
	if (v.p[5] != '1')
		return -505;
	*minor = v.p[7] == '0' ? 0 : 1;
	return 0;
}

static int
take_request_line(struct slice *in, struct head *h)
{
	h->method = take_class(in, CLASS_TOKEN);
	if (h->method.n == 0 || !take_byte(in, ' '))
		return -400;
	h->target = take_class(in, CLASS_WORD);
	if (h->target.n == 0 || !take_byte(in, ' '))
		return -400;
	return take_version(in, &h->minor);
}

static int
take_field(struct slice *in, struct head *h)
{
	struct slice name = take_class(in, CLASS_TOKEN), value;

	if (name.n == 0 || !take_byte(in, ':'))
		return -400;
	value = slice_trim(take_text(in));
	if (!take_eol(in))
		return -400;
	return head_add(h, name, value) ? 0 : -431;
}

static int
take_fields(struct slice *in, struct head *h)
{
	int error = 0;

	while (error == 0 && !take_eol(in))
		error = take_field(in, h);
	if (error == 0 && in->n > 0)
		error = -400;
	if (error != 0)
		head_clear(h);
	return error;
}

int
head_parse(struct head *h, struct slice in)
{
	int error;

	h->method = h->target = slice_of(NULL, 0);
	h->minor = -1;
	head_clear(h);
	(void)take_eol(&in);		/* one empty line is let pass */
	error = take_request_line(&in, h);
	return error != 0 ? error : take_fields(&in, h);
}

const struct field *
head_seek(const struct head *h, const struct field *after, struct slice name)
{
	const struct field *f = after == NULL ? h->fields : after + 1;
	const struct field *end = h->fields + h->nfields;

	for (; f < end; f++)
		if (slice_caseeq(f->name, name))
			return f;
	return NULL;
}

size_t
head_count(const struct head *h, const char *name)
{
	const struct field *f = NULL;
	size_t count = 0;

	while ((f = head_next(h, f, name)) != NULL)
		count++;
	return count;
}

bool
head_has(const struct head *h, const char *name, const char *token)
{
	const struct field *f = NULL;

	while ((f = head_next(h, f, name)) != NULL)
		if (field_list_has(f->value, token))
			return true;
	return false;
}

bool
head_keep_alive(const struct head *h)
{
	if (head_has(h, "connection", "close"))
		return false;
	return h->minor == 1 || head_has(h, "connection", "keep-alive");
}

/* "" or ":" digits, with a number that can be a port. */
static bool
port_ok(struct slice s)
{
	uint64_t port;

	if (s.n == 0)
		return true;
	if (s.p[0] != ':')
		return false;
	s = slice_skip(s, 1);
	return s.n == 0 ||
	    (s.n <= 5 && slice_to_u64(s, &port) == 0 && port <= 65535);
}

/* The inside of the brackets; a zone is nobody's business on the wire. */
static bool
ipv6_ok(struct slice s)
{
	char text[INET6_ADDRSTRLEN];
	struct in6_addr addr;

	if (s.n >= sizeof(text))
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (ascii_hex(s.p[i]) == -1 && s.p[i] != ':' && s.p[i] != '.')
			return false;
		text[i] = s.p[i];
	}
	text[s.n] = '\0';
	return inet_pton(AF_INET6, text, &addr) == 1;
}

static bool
reg_name_ok(struct slice s)
{
	if (s.n == 0)
		return false;
	while (s.n > 0) {
		s = slice_skip(s, class_run(s, CLASS_HOST));
		if (s.n == 0)
			return true;
		if (s.n < 3 || s.p[0] != '%' || ascii_hex(s.p[1]) == -1 ||
		    ascii_hex(s.p[2]) == -1)
			return false;
		s = slice_skip(s, 3);
	}
	return true;
}

struct slice
host_name(struct slice host)
{
	size_t n;

	if (host.n > 0 && host.p[0] == '[') {
		n = slice_find(host, ']');
		return slice_of(host.p, n == host.n ? n : n + 1);
	}
	return slice_of(host.p, slice_find(host, ':'));
}

bool
host_ok(struct slice host)
{
	struct slice name = host_name(host);

	if (!port_ok(slice_skip(host, name.n)))
		return false;
	if (name.n > 2 && name.p[0] == '[' && name.p[name.n - 1] == ']')
		return ipv6_ok(slice_of(name.p + 1, name.n - 2));
	return reg_name_ok(name);
}

int
head_host(const struct head *h, struct slice authority, struct slice *host)
{
	const struct field *f = head_find(h, "host");

	*host = slice_of(NULL, 0);
	if (f == NULL ? h->minor == 1 : head_next(h, f, "host") != NULL)
		return -400;
	if (f != NULL && f->value.n > 0 && !host_ok(f->value))
		return -400;
	if (authority.n > 0 && !host_ok(authority))
		return -400;
	if (authority.n > 0)
		*host = authority;
	else if (f != NULL)
		*host = f->value;
	return 0;
}

bool
is_tchar(char c)
{
	return class_has(c, CLASS_TOKEN);
}

bool
is_token(struct slice s)
{
	return s.n > 0 && class_all(s, CLASS_TOKEN);
}
