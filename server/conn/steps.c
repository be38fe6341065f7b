#include "conn/steps.h"

#include <assert.h>
#include <errno.h>
#include <sys/socket.h>

#include "base/log.h"
#include "conn/body.h"
#include "conn/exchange.h"
#include "conn/output.h"
#include "conn/request.h"

enum {
	TURN_FILLS = 32,		/* calls of fill() in one turn */
	DROP_MAX = 65536,		/* bytes of an unwanted body */
	RATE_WINDOW = 30		/* s, over which min_body_rate counts */
};

enum got { GOT_BYTES, GOT_NOTHING, GOT_END, GOT_ERROR };

/* Read once into c->in, which has room. */
static enum got
receive(struct conn *c)
{
	ssize_t n;

	c->readable = false;
	do
		n = recv(c->watch.fd, buf_tail(&c->in), buf_room(&c->in), 0);
	while (n == -1 && errno == EINTR);
	if (n > 0) {
		buf_commit(&c->in, (size_t)n);
		return GOT_BYTES;
	}
	if (n == -1 && (errno == EAGAIN || errno == EWOULDBLOCK))
		return GOT_NOTHING;
	return n == 0 ? GOT_END : GOT_ERROR;
}

/* The first byte of a request: its clocks begin here. */
static void
note_arrival(struct conn *c)
{
	if (c->began_us != 0)
		return;
	c->arrived = loop_wall(c->srv->loop);
	c->began_us = loop_us();
}

enum conn_state
step_idle(struct conn *c)
{
	enum got got;

	if (buf_len(&c->in) > 0)
		return CONN_HEAD;
	if (!c->readable) {	/* after an answer: no need to try */
		conn_drop_input(c);
		return CONN_IDLE;
	}
	if (conn_need_input(c, false) == -1)
		return CONN_CLOSED;
	got = receive(c);
	if (got == GOT_BYTES)
		return CONN_HEAD;
	conn_drop_input(c);
	return got == GOT_NOTHING ? CONN_IDLE : CONN_CLOSED;
}

/* Large buffers are few: the head that is half-sent the longest goes. */
static int
make_room(struct conn *c)
{
	struct list_node *slowest = list_first(&c->srv->halves);

	if (conn_need_input(c, true) == 0)
		return 0;
	if (slowest == NULL)
		return -1;
	log_warn("too many large half-sent requests: the slowest is dropped");
	conn_abort(list_entry(slowest, struct conn, half));
	return conn_need_input(c, true);
}

static enum conn_state	begin_request(struct conn *, size_t);

/* The head is not complete: room for more, or refuse it. */
static enum conn_state
grow_head(struct conn *c)
{
	size_t max = c->srv->max_header < RELAY_SIZE ? c->srv->max_header :
	    RELAY_SIZE;

	if (buf_len(&c->in) >= max)
		return step_refuse(c, head_scan_has_line(&c->scan) ? 431 :
		    414);
	if (buf_room(&c->in) > 0)
		return CONN_HEAD;
	if (c->in_large || make_room(c) == -1)
		return step_refuse(c, 503);
	if (!list_linked(&c->half))
		list_push_back(&c->srv->halves, &c->half);
	return CONN_HEAD;
}

enum conn_state
step_head(struct conn *c)
{
	enum conn_state next;
	enum got got;
	ssize_t n;

	for (;;) {
		if (buf_len(&c->in) > 0)
			note_arrival(c);
		n = head_scan(&c->scan, buf_slice(&c->in));
		if (n < 0)
			return step_refuse(c, (int)-n);
		if (n > 0)
			return begin_request(c, (size_t)n);
		if (conn_need_input(c, false) == -1)
			return CONN_CLOSED;
		next = grow_head(c);
		if (next != CONN_HEAD)
			return next;
		got = receive(c);
		if (got == GOT_BYTES)
			continue;
		conn_drop_input(c);
		return got == GOT_NOTHING ? CONN_HEAD : CONN_CLOSED;
	}
}

/* Make an exchange of the first n bytes; false: no memory is left for it. */
static bool
open_exchange(struct conn *c, size_t n)
{
	assert(c->x == NULL);
	c->x = request_begin(c, n);
	if (list_linked(&c->half))
		list_remove(&c->half);
	c->scan = (struct head_scan){ 0 };
	c->began_us = 0;
	if (c->x == NULL)
		log_warn("no memory for another request: connection closed");
	return c->x != NULL;
}

enum conn_state
step_refuse(struct conn *c, int status)
{
	note_arrival(c);
	if (!open_exchange(c, buf_len(&c->in)))
		return CONN_CLOSED;
	(void)head_parse(&c->x->head, buf_slice(&c->x->head_mem)); /* to log */
	sock_ip_text(&c->x->client, c->x->client_text);
	c->x->close = true;
	c->must_linger = true;
	exchange_fail(c->x, status);
	return CONN_FLUSH;
}

static void
stop_handler(struct exchange *x)
{
	if (!x->started)
		return;
	x->started = false;
	x->handler->stop(x);
}

enum conn_state
step_fail(struct conn *c, int status)
{
	struct exchange *x = c->x;

	stop_handler(x);
	if (x->framing.kind != BODY_NONE && !x->body_done)
		c->must_linger = true;
	x->first = x->nparts = 0;
	exchange_fail(x, status);
	return CONN_FLUSH;
}

static enum conn_state
start_handler(struct conn *c)
{
	struct exchange *x = c->x;
	int r = x->handler->start(x);

	if (r < 0)
		return step_fail(c, -r);
	x->started = true;
	return CONN_HANDLE;
}

/* A small body that nobody wants is read, so that the connection can stay. */
static bool
is_worth_reading(const struct exchange *x)
{
	return x->framing.kind == BODY_COUNTED && !x->framing.expect &&
	    x->framing.length <= DROP_MAX;
}

static bool
body_too_large(const struct exchange *x)
{
	return x->framing.kind == BODY_COUNTED &&
	    x->framing.length > x->route.location->max_body_size;
}

/* The client holds its body back until it is told to go on. */
static bool
send_continue(struct conn *c)
{
	static const char text[] = "HTTP/1.1 100 Continue\r\n\r\n";
	ssize_t n;

	if (!c->x->framing.expect || buf_len(&c->in) > 0)
		return true;
	/* It need not be sent (RFC 9110, 10.1.1), should the socket be full. */
	n = send(c->watch.fd, text, sizeof(text) - 1, MSG_NOSIGNAL);
	return n == (ssize_t)sizeof(text) - 1 ||
	    (n == -1 && (errno == EAGAIN || errno == EWOULDBLOCK));
}

/* Route, then get the body, or start the handler at once. */
static enum conn_state
dispatch(struct conn *c)
{
	struct exchange *x = c->x;
	int want;

	if (!request_pick(x))
		return CONN_FLUSH;
	want = x->handler->wants(x);
	if (want < 0)
		return step_fail(c, -want);
	x->body_drop = want == WANT_NONE && is_worth_reading(x);
	if (x->body_done || (want == WANT_NONE && !x->body_drop))
		return start_handler(c);
	if (body_too_large(x))
		return step_fail(c, 413);
	if (!send_continue(c))
		return CONN_CLOSED;
	c->rate_from = loop_now(c->srv->loop);
	c->rate_bytes = 0;
	x->streaming = want == WANT_STREAM;
	return x->streaming ? start_handler(c) : CONN_BODY;
}

static enum conn_state
begin_request(struct conn *c, size_t n)
{
	int r;

	if (!open_exchange(c, n))
		return CONN_CLOSED;
	r = request_parse(c->x);
	if (c->x->site != NULL)
		c->site = c->x->site;
	if (r == 0)
		return dispatch(c);
	c->x->close = true;
	c->must_linger = true;
	if (r == -405)
		(void)reply_add(exchange_reply(c->x, 405), "Allow",
		    SLICE("GET, HEAD, POST, OPTIONS"));
	exchange_fail(c->x, -r);
	return CONN_FLUSH;
}

/* Has the body come slower than min_body_rate over its window? */
static bool
too_slow(struct conn *c)
{
	int64_t now = loop_now(c->srv->loop);
	uint64_t got = c->x->received - c->rate_bytes;

	if (got > 0)
		c->progress = true;
	if (now - c->rate_from < RATE_WINDOW * 1000)
		return false;
	c->rate_from = now;
	c->rate_bytes = c->x->received;
	return got < (uint64_t)RATE_WINDOW *
	    c->x->route.location->min_body_rate;
}

enum conn_state
step_body(struct conn *c)
{
	uint64_t before = c->x->received;
	int r = body_spool(c);

	if (r < 0)
		return step_fail(c, -r);
	if (r == BODY_GONE)
		return CONN_CLOSED;
	if (r == BODY_DONE)
		return start_handler(c);
	c->progress = c->x->received > before;
	return too_slow(c) ? step_fail(c, 408) : CONN_BODY;
}

/* Feed a streamed body; the state to go to, CONN_HANDLE when all is well. */
static enum conn_state
feed(struct conn *c)
{
	struct exchange *x = c->x;
	uint64_t before = x->received;
	int r = body_stream(c);

	c->progress = c->progress || x->received > before;
	c->body_full = r == BODY_FULL;
	if (r < 0 && !x->committed)
		return step_fail(c, -r);
	if (r < 0 || r == BODY_GONE)
		return CONN_CLOSED;
	if (r == BODY_DONE) {
		x->streaming = false;
		x->handler->body_end(x);
	} else if (r == BODY_WAIT && too_slow(c)) {
		return x->committed ? CONN_CLOSED : step_fail(c, 408);
	}
	return CONN_HANDLE;
}

bool
conn_is_streaming(const struct conn *c)
{
	return c->x->started && c->x->streaming;
}

/* What was decoded of the body and not taken is no part of a request. */
static void
drop_pending(struct conn *c)
{
	buf_consume(&c->in, c->pending_raw);
	c->pending = slice_of(NULL, 0);
	c->pending_raw = 0;
	c->body_full = false;
}

/* What fill() returned: the state to go to, CONN_HANDLE to go on. */
static enum conn_state
after_fill(struct conn *c, int fill)
{
	struct exchange *x = c->x;
	int r;

	switch (fill) {
	case FILL_MORE:
	case FILL_WAIT:
		return CONN_HANDLE;
	case FILL_END:
		exchange_end(x);
		return CONN_FLUSH;
	case FILL_BROKEN:
		x->broken = x->ended = true;
		return CONN_FLUSH;
	case FILL_REROUTE:
		stop_handler(x);
		drop_pending(c);
		r = request_reroute(x);
		return r < 0 ? step_fail(c, -r) : dispatch(c);
	default:
		assert(fill < 0 && !x->committed);
		return step_fail(c, -fill);
	}
}

/* Write the parts; CONN_HANDLE when they are out or must wait. */
static enum conn_state
write_parts(struct conn *c)
{
	bool progress;
	enum output o = output_flush(c->x, c->watch.fd, &progress);

	c->progress = c->progress || progress;
	c->blocked = o == OUTPUT_BLOCKED;
	return o == OUTPUT_BROKEN ? CONN_CLOSED : CONN_HANDLE;
}

enum conn_state
step_handle(struct conn *c)
{
	enum conn_state next = CONN_HANDLE;
	int fill;

	if (conn_is_streaming(c))
		next = feed(c);
	for (int i = 0; next == CONN_HANDLE; i++) {
		if (!c->x->head_waits)
			next = write_parts(c);
		if (next != CONN_HANDLE || c->blocked)
			return next;
		if (i == TURN_FILLS) {
			c->blocked = true;	/* it is others' turn */
			return CONN_HANDLE;
		}
		fill = c->x->handler->fill(c->x);
		c->x->head_waits = false;	/* what it added is borrowed */
		next = after_fill(c, fill);
		if (fill == FILL_WAIT)
			return write_parts(c);
	}
	return next;
}

/* Is a close all that tells the client where the answer ends? */
static bool
ends_with_close(const struct exchange *x)
{
	return x->committed && (x->head.minor == 0 || x->reply.raw);
}

void
conn_drop_exchange(struct conn *c, bool complete)
{
	struct exchange *x = c->x;

	if (x == NULL)
		return;
	stop_handler(x);
	drop_pending(c);
	c->x = NULL;
	c->blocked = false;
	if (!complete && ends_with_close(x))
		sock_reset_on_close(c->watch.fd);
	request_end(x, complete);
}

/* The answer is out: on to the next request, or to the end. */
static enum conn_state
finish(struct conn *c)
{
	struct exchange *x = c->x;
	bool broken = x->broken, close = x->close;
	bool unread = x->framing.kind != BODY_NONE && !x->body_done;

	conn_drop_exchange(c, !broken);
	c->requests++;
	if (broken)
		return CONN_CLOSED;
	if (!close)
		return c->eof && buf_len(&c->in) == 0 ? CONN_CLOSED :
		    CONN_IDLE;
	/*
	 * The last bytes have waited for it (output.c).  A close alone would
	 * drop them, should there be something that nobody has read.
	 */
	(void)shutdown(c->watch.fd, SHUT_WR);
	if (c->must_linger || unread || buf_len(&c->in) > 0)
		return CONN_LINGER;
	return CONN_CLOSED;
}

enum conn_state
step_flush(struct conn *c)
{
	if (write_parts(c) == CONN_CLOSED)
		return CONN_CLOSED;
	return c->blocked ? CONN_FLUSH : finish(c);
}

enum conn_state
step_linger(struct conn *c)
{
	ssize_t n;

	n = recv(c->watch.fd, c->srv->scratch, RELAY_SIZE, 0);
	if (n > 0 || (n == -1 && (errno == EAGAIN || errno == EWOULDBLOCK ||
	    errno == EINTR)))
		return CONN_LINGER;
	return CONN_CLOSED;
}

bool
conn_peek(struct conn *c)
{
	enum got got;

	if (c->eof || conn_is_streaming(c) || buf_len(&c->in) > 0 ||
	    conn_need_input(c, false) == -1)
		return true;
	got = receive(c);
	if (got == GOT_END)
		c->eof = true;
	conn_drop_input(c);
	return got != GOT_ERROR;
}
