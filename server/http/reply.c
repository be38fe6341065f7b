#include "http/reply.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "http/field.h"
#include "http/head.h"
#include "http/status.h"

void
reply_init(struct reply *r, int status, char *mem, size_t n)
{
	*r = (struct reply){ .status = status, .length = REPLY_UNKNOWN };
	buf_init(&r->fields, mem, n);
}

/* Back to what b held when it had `len` bytes. */
static int
take_back(struct buf *b, size_t len)
{
	b->end = b->start + len;
	return -1;
}

static int
put_field(struct buf *b, struct slice name, struct slice value)
{
	char *at = buf_grow(b, name.n + value.n + 4);

	if (at == NULL)
		return -1;
	at = slice_put(slice_put(at, name), SLICE(": "));
	(void)slice_put(slice_put(at, value), SLICE("\r\n"));
	return 0;
}

static int
put_number(struct buf *b, struct slice name, uint64_t v)
{
	char text[NUM_DEC_MAX];

	return put_field(b, name, slice_of(text, num_dec(text, v)));
}

/* Fields that only reply_head() may write: two of one mean two framings. */
static bool
is_framing(struct slice name)
{
	return slice_caseeqs(name, "content-length") ||
	    slice_caseeqs(name, "transfer-encoding") ||
	    slice_caseeqs(name, "connection");
}

static bool
name_ok(struct slice name)
{
	return is_token(name) && !is_framing(name);
}

static void
note_name(struct reply *r, struct slice name)
{
	r->has_date = r->has_date || slice_caseeqs(name, "date");
	r->has_server = r->has_server || slice_caseeqs(name, "server");
}

int
reply_add_field(struct reply *r, struct slice name, struct slice value)
{
	if (!name_ok(name) || !field_value_ok(value) ||
	    put_field(&r->fields, name, value) == -1)
		return -1;
	note_name(r, name);
	return 0;
}

int
reply_add_lines(struct reply *r, struct slice lines)
{
	return buf_add(&r->fields, lines);
}

int
reply_addf(struct reply *r, const char *name, const char *fmt, ...)
{
	struct buf *b = &r->fields;
	size_t len = buf_len(b), room;
	va_list ap;
	int n;

	if (!name_ok(slice_str(name)) || buf_adds(b, name) == -1 ||
	    buf_add(b, SLICE(": ")) == -1)
		return take_back(b, len);
	room = buf_room(b);
	va_start(ap, fmt);
	n = vsnprintf(buf_tail(b), room, fmt, ap);
	va_end(ap);
	if (n < 0 || (size_t)n >= room ||
	    !field_value_ok(slice_of(buf_tail(b), (size_t)n)))
		return take_back(b, len);
	buf_commit(b, (size_t)n);
	note_name(r, slice_str(name));
	return buf_add(b, SLICE("\r\n")) == -1 ? take_back(b, len) : 0;
}

bool
reply_has(const struct reply *r, const char *name)
{
	struct slice rest = buf_slice(&r->fields), want = slice_str(name);
	struct slice line;

	while (slice_cut(&rest, '\n', &line))
		if (line.n > want.n && line.p[want.n] == ':' &&
		    slice_caseeq(slice_of(line.p, want.n), want))
			return true;
	return false;
}

/* A reason may come from a program; what could end the line is left out. */
static struct slice
reason_of(const struct reply *r)
{
	struct slice s = slice_str(r->reason);

	if (r->reason == NULL || !field_value_ok(s))
		s = slice_str(status_reason(r->status));
	return s;
}

static int
put_status_line(const struct reply *r, struct buf *out)
{
	char line[] = "HTTP/1.1 000 ";

	num_pad(line + 9, 3, (uint64_t)r->status);
	if (buf_add(out, slice_of(line, sizeof(line) - 1)) == -1 ||
	    buf_add(out, reason_of(r)) == -1)
		return -1;
	return buf_add(out, SLICE("\r\n"));
}

/*
 * What follows the head, and how its end is told (RFC 9112, 6.3).  Nothing is
 * said of the length of what has none: in a 1xx and a 204 the field is
 * forbidden (RFC 9110, 8.6).
 */
static void
decide_framing(struct reply *r, const struct reply_ctx *ctx)
{
	r->chunked = false;
	if (r->status < 200 || r->status == 204)
		r->length = REPLY_UNKNOWN;
	if (ctx->head || status_bodyless(r->status))
		r->no_body = true;
	else if (r->no_body)
		r->length = 0;
	else if (r->length == REPLY_UNKNOWN && ctx->minor >= 1)
		r->chunked = true;
	else if (r->length == REPLY_UNKNOWN)
		r->close = true;
}

static int
put_framing(const struct reply *r, const struct reply_ctx *ctx,
    struct buf *out)
{
	if (r->chunked &&
	    put_field(out, SLICE("Transfer-Encoding"), SLICE("chunked")) == -1)
		return -1;
	if (r->length != REPLY_UNKNOWN &&
	    put_number(out, SLICE("Content-Length"), (uint64_t)r->length) == -1)
		return -1;
	if (r->close)
		return put_field(out, SLICE("Connection"), SLICE("close"));
	if (ctx->minor < 1)
		return put_field(out, SLICE("Connection"), SLICE("keep-alive"));
	return 0;
}

/* The fields of a final answer; an interim one (1xx) has none of ours. */
static int
put_own_fields(const struct reply *r, const struct reply_ctx *ctx,
    struct buf *out)
{
	if (r->status < 200)
		return 0;
	if (!r->has_date &&
	    put_field(out, SLICE("Date"), slice_str(ctx->date)) == -1)
		return -1;
	if (ctx->server != NULL && !r->has_server &&
	    put_field(out, SLICE("Server"), slice_str(ctx->server)) == -1)
		return -1;
	return put_framing(r, ctx, out);
}

int
reply_head(struct reply *r, const struct reply_ctx *ctx, struct buf *out)
{
	size_t len = buf_len(out);

	if (r->raw) {
		r->chunked = false;
		r->close = true;
		return 0;
	}
	if (r->status < 100 || r->status > 999)
		return -1;
	decide_framing(r, ctx);
	if (put_status_line(r, out) == -1 ||
	    put_own_fields(r, ctx, out) == -1 ||
	    buf_add(out, buf_slice(&r->fields)) == -1 ||
	    buf_add(out, SLICE("\r\n")) == -1)
		return take_back(out, len);
	return 0;
}

size_t
reply_chunk(char out[CHUNK_LINE_MAX], uint64_t n)
{
	size_t len = num_hex(out, n);

	out[len] = '\r';
	out[len + 1] = '\n';
	return len + 2;
}
