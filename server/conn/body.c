#include "conn/body.h"

#include <errno.h>
#include <sys/socket.h>

#include "conn/conn.h"
#include "conn/exchange.h"

enum { TURN_READS = 16 };		/* of scratch size, in one turn */

int
conn_need_input(struct conn *c, bool large)
{
	struct pool *p = large ? &c->srv->relays : &c->srv->smalls;
	size_t size = large ? RELAY_SIZE : HEAD_SMALL;
	struct buf old = c->in;
	char *mem;

	if (old.mem != NULL && (c->in_large || !large))
		return 0;
	mem = pool_take(p);
	if (mem == NULL)
		return -1;
	buf_init(&c->in, mem, size);
	if (old.mem != NULL) {
		(void)buf_add(&c->in, buf_slice(&old));	/* fits: larger */
		pool_give(&c->srv->smalls, old.mem);
	}
	c->in_large = large;
	return 0;
}

void
conn_drop_input(struct conn *c)
{
	if (c->in.mem == NULL || buf_len(&c->in) > 0)
		return;
	pool_give(c->in_large ? &c->srv->relays : &c->srv->smalls, c->in.mem);
	buf_init(&c->in, NULL, 0);
	c->in_large = false;
}

/*
 * Decode from the front of `raw`: bytes consumed, or -status; *data is the
 * body in them, at most one piece.
 */
static ssize_t
decode(struct exchange *x, struct slice raw, struct slice *data)
{
	uint64_t left, max = x->route.location->max_body_size;
	ssize_t n;

	if (x->framing.kind == BODY_CHUNKED) {
		n = chunk_parse(&x->chunk, raw, data);
		if (n < 0)
			return n;
		x->body_done = x->chunk.done;
	} else {
		left = x->framing.length - x->received;
		*data = slice_of(raw.p, raw.n < left ? raw.n : (size_t)left);
		n = (ssize_t)data->n;
		x->body_done = data->n == left;
	}
	x->received += data->n;
	return x->received > max ? -413 : n;
}

/* Decode all of raw into the spool: bytes consumed or -status. */
static ssize_t
spool_raw(struct exchange *x, struct slice raw)
{
	struct slice data, rest = raw;
	ssize_t n;
	int r;

	while (rest.n > 0 && !x->body_done) {
		n = decode(x, rest, &data);
		if (n < 0)
			return n;
		r = x->body_drop ? 0 : spool_add(x->srv, &x->spool, data);
		if (r < 0)
			return r;
		rest = slice_skip(rest, (size_t)n);
	}
	return (ssize_t)(raw.n - rest.n);
}

/* How much may be read at once, so that what is too much can be kept. */
static size_t
read_size(const struct exchange *x)
{
	uint64_t left;

	if (x->framing.kind == BODY_CHUNKED)
		return RELAY_SIZE;
	left = x->framing.length - x->received;
	return left < RELAY_SIZE ? (size_t)left : RELAY_SIZE;
}

/* Bytes behind the body belong to the next request. */
static void
keep_rest(struct conn *c, struct slice rest)
{
	if (rest.n == 0)
		return;
	if (conn_need_input(c, rest.n > HEAD_SMALL) == -1 ||
	    buf_add(&c->in, rest) == -1)
		c->x->close = true;	/* it is lost, so no next request */
}

/* One read from the socket: bytes, or an enum body_step as -1 - step. */
static ssize_t
receive(struct conn *c, char *to, size_t n)
{
	ssize_t got;

	while ((got = recv(c->watch.fd, to, n, 0)) == -1)
		if (errno != EINTR)
			break;
	if (got > 0)
		return got;
	if (got == -1 && (errno == EAGAIN || errno == EWOULDBLOCK))
		return -1 - BODY_WAIT;
	return -1 - BODY_GONE;
}

int
body_spool(struct conn *c)
{
	struct exchange *x = c->x;
	struct slice raw;
	ssize_t n;

	for (int i = 0; !x->body_done && i < TURN_READS; i++) {
		if (buf_len(&c->in) > 0) {
			n = spool_raw(x, buf_slice(&c->in));
			if (n < 0)
				return (int)n;
			buf_consume(&c->in, (size_t)n);
			continue;
		}
		conn_drop_input(c);
		n = receive(c, c->srv->scratch, read_size(x));
		if (n < 0)
			return (int)(-1 - n);
		raw = slice_of(c->srv->scratch, (size_t)n);
		n = spool_raw(x, raw);
		if (n < 0)
			return (int)n;
		keep_rest(c, slice_skip(raw, (size_t)n));
	}
	return x->body_done ? BODY_DONE : BODY_WAIT;
}

/* Offer what is pending; true when all of it was taken. */
static bool
offer(struct conn *c)
{
	struct exchange *x = c->x;
	size_t n;

	while (c->pending.n > 0) {
		n = x->handler->body(x, c->pending);
		if (n == 0)
			return false;
		c->pending = slice_skip(c->pending, n);
	}
	buf_consume(&c->in, c->pending_raw);
	c->pending_raw = 0;
	return true;
}

int
body_stream(struct conn *c)
{
	struct exchange *x = c->x;
	int reads = 0;
	ssize_t n;

	for (;;) {
		if (!offer(c))
			return BODY_FULL;
		if (x->body_done)
			return BODY_DONE;
		if (buf_len(&c->in) == 0) {
			if (reads++ == TURN_READS)
				return BODY_WAIT;
			if (conn_need_input(c, true) == -1)
				return -503;
			n = receive(c, buf_tail(&c->in), buf_room(&c->in));
			if (n < 0)
				return (int)(-1 - n);
			buf_commit(&c->in, (size_t)n);
		}
		n = decode(x, buf_slice(&c->in), &c->pending);
		if (n < 0)
			return (int)n;
		c->pending_raw = (size_t)n;
	}
}
