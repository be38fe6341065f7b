#include "cgi/relay.h"

#include <assert.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "cgi/run.h"
#include "http/status.h"

enum {
	RETRY_MS = 2,			/* when no buffer is free */
	EXIT_MS = 200,			/* for the exit after the last byte */
	SHOW_BYTES = 80			/* of bad output, in the log */
};

static void
wait_for(struct run *r, int64_t ms)
{
	if (!timer_is_set(&r->wait))
		loop_timer(r->cgi->srv->loop, &r->wait, ms);
}

void
relay_waited(struct run *r)
{
	if (!r->settled)
		r->settled = true;
	else
		r->patient = r->eof;
}

static void
set_eof(struct run *r)
{
	r->eof = true;
	loop_close(r->cgi->srv->loop, &r->out);
	loop_cancel(r->cgi->srv->loop, &r->quiet);
}

/* One read of stdout behind what is in the buffer; false: no more now. */
static bool
read_once(struct run *r)
{
	size_t room = RELAY_SIZE - r->n;
	ssize_t n = read(r->out.fd, r->mem + r->n, room);

	if (n > 0) {
		r->n += (size_t)n;
		r->output += (uint64_t)n;
		run_not_quiet(r);
		return (size_t)n == room || r->hup || r->exited;
	}
	/* A grandchild may hold it open: what is there is all there is. */
	if (n == 0 || (errno != EAGAIN && errno != EINTR) || r->exited)
		set_eof(r);
	return n == -1 && errno == EINTR && !r->eof;
}

/* Read stdout into the buffer as far as both go. */
static void
read_output(struct run *r)
{
	struct server *s = r->cgi->srv;

	if (r->eof || (!r->ready && !r->exited))
		return;
	r->ready = false;
	if (r->mem == NULL)
		r->mem = pool_take(&s->relays);
	if (r->mem == NULL) {		/* all are in use: look again soon */
		r->ready = true;
		wait_for(r, RETRY_MS);
		return;
	}
	while (r->n < RELAY_SIZE && !r->eof && read_once(r))
		continue;
	if (r->n == RELAY_SIZE)
		r->ready = true;	/* there may be more */
}

/* Nothing to send now: wait for more output. */
static int
wait_output(struct run *r)
{
	struct server *s = r->cgi->srv;

	if (r->n == 0 && r->mem != NULL) {
		pool_give(&s->relays, r->mem);
		r->mem = NULL;
	}
	if (r->watched && r->out.fd != -1)
		(void)loop_want(s->loop, &r->out, LOOP_READ);
	r->x->brief = !r->settled;	/* until the timer `wait` */
	return FILL_WAIT;
}

/* The output is complete and how the program ended is known, or given up. */
static bool
is_over(const struct run *r)
{
	return r->eof && (r->exited || r->patient);
}

static bool
ended_badly(const struct run *r)
{
	return r->killed || (r->exited && !r->end.exited);
}

static int
refuse(struct run *r, enum cause_kind kind, const char *detail)
{
	struct cause why = { .kind = kind, .program = r->name,
		.detail = detail, .exited = r->exited && !r->killed };

	why.output = slice_of(r->mem, r->n < SHOW_BYTES ? r->n : SHOW_BYTES);
	if (why.exited && r->end.exited)
		why.exit_code = r->end.code;
	else if (why.exited)
		why.signal = r->end.code;
	run_complain(r, &why);
	run_kill(r);
	if (r->x->committed)
		return FILL_BROKEN;
	(void)exchange_reply(r->x, 502);	/* forget its fields */
	return -502;
}

static bool
too_much(const struct run *r)
{
	return r->limits->max_output > 0 && r->output > r->limits->max_output;
}

/* Must the body be as long as the program said? */
static bool
counts(const struct run *r)
{
	return r->length >= 0 && !r->x->reply.no_body &&
	    !status_bodyless(r->x->reply.status);
}

/* Queue body bytes, but no more than the program said there would be. */
static void
add_body(struct run *r, struct slice s)
{
	uint64_t left;

	if (counts(r)) {
		left = (uint64_t)r->length - r->body;
		if (s.n > left) {
			(void)refuse(r, CAUSE_LONG_BODY, NULL);
			r->cut = true;
			s.n = (size_t)left;
		}
	}
	r->body += s.n;
	exchange_bytes(r->x, s);
	run_clocks_stop(r);	/* until the client has taken it */
}

/* All is queued: was it whole? */
static int
end_body(struct run *r)
{
	if (ended_badly(r)) {
		if (!r->killed)
			(void)refuse(r, CAUSE_KILLED, NULL);
		return FILL_BROKEN;
	}
	if (counts(r) && r->body < (uint64_t)r->length)
		return refuse(r, CAUSE_SHORT_BODY, NULL);
	return FILL_END;
}

static int
fill_body(struct run *r)
{
	r->n = 0;		/* what was in the buffer has been written */
	if (r->cut)		/* all that may go out is out */
		return FILL_BROKEN;
	if (counts(r) && r->body == (uint64_t)r->length)
		return FILL_END;
	read_output(r);
	if (too_much(r))
		return refuse(r, CAUSE_OUTPUT_LIMIT, NULL);
	if (r->n > 0) {
		add_body(r, slice_of(r->mem, r->n));
		return FILL_MORE;
	}
	if (is_over(r))
		return end_body(r);
	if (r->eof)
		wait_for(r, EXIT_MS);
	return wait_output(r);
}

/* The head is not complete, and perhaps never will be. */
static int
await_head(struct run *r)
{
	if (is_over(r))
		return refuse(r, r->n == 0 ? CAUSE_NO_OUTPUT : CAUSE_CUT_HEAD,
		    NULL);
	if (r->n == RELAY_SIZE)
		return refuse(r, CAUSE_BAD_HEAD, "its head is too long");
	if (r->eof)
		wait_for(r, EXIT_MS);
	return wait_output(r);
}

/* An NPH program writes the whole message itself. */
static int
fill_raw(struct run *r)
{
	struct exchange *x = r->x;
	struct reply *reply;

	if (r->n == 0)
		return await_head(r);
	reply = exchange_reply(x, 200);
	if (r->n >= 12 && memcmp(r->mem, "HTTP/1.", 7) == 0 &&
	    ascii_digit(r->mem[9]) && ascii_digit(r->mem[10]) &&
	    ascii_digit(r->mem[11]))
		reply->status = (r->mem[9] - '0') * 100 +
		    (r->mem[10] - '0') * 10 + (r->mem[11] - '0');
	reply->raw = true;
	if (exchange_commit(x) == -1)
		return -500;
	add_body(r, slice_of(r->mem, r->n));
	return FILL_MORE;
}

/* The head as the program gave it, as fields of the reply. */
static int
commit(struct run *r, const struct cgi_head *h, size_t body)
{
	struct exchange *x = r->x;
	struct reply *reply = exchange_reply(x, h->status);
	bool bodyless = x->is_head || status_bodyless(h->status);

	r->length = h->length;
	if (h->reason.n > 0)
		reply->reason = arena_dup(&x->arena, h->reason);
	for (size_t i = 0; i < h->nfields; i++)
		if (reply_add_field(reply, h->fields[i].name,
		    h->fields[i].value) == -1)
			return refuse(r, CAUSE_BAD_HEAD,
			    "its head is too long");
	reply->length = h->length;
	if (is_over(r) && !bodyless) {
		if (ended_badly(r))
			return refuse(r, CAUSE_KILLED, NULL);
		if (h->length >= 0 && body != (uint64_t)h->length)
			return refuse(r, body < (uint64_t)h->length ?
			    CAUSE_SHORT_BODY : CAUSE_LONG_BODY, NULL);
		if (h->length < 0)
			reply->length = (int64_t)body;
	}
	if (exchange_commit(x) == -1)
		return refuse(r, CAUSE_BAD_HEAD, "its head is too long");
	return 0;
}

static int
local_redirect(struct run *r, struct slice to)
{
	struct exchange *x = r->x;

	x->reroute = arena_dup(&x->arena, to);
	return x->reroute == NULL ? refuse(r, CAUSE_BAD_HEAD,
	    "the path it redirects to is too long") : FILL_REROUTE;
}

/* The head is there: answer with it and what is there of the body. */
static int
answer(struct run *r, size_t n)
{
	const struct cgi_head *h = &r->cgi->head;
	struct slice body = slice_of(r->mem + n, r->n - n);
	int status;

	if (h->kind == CGI_LOCAL)
		return local_redirect(r, h->location);
	status = commit(r, h, body.n);
	if (status != 0)
		return status;
	add_body(r, body);
	return is_over(r) && !r->cut ? end_body(r) : FILL_MORE;
}

static int
fill_head(struct run *r)
{
	struct cgi_head *h = &r->cgi->head;
	ssize_t n;

	read_output(r);
	if (too_much(r))
		return refuse(r, CAUSE_OUTPUT_LIMIT, NULL);
	if (!is_over(r) && !r->settled && r->n < RELAY_SIZE)
		return wait_output(r);
	if (r->nph)
		return fill_raw(r);
	n = cgi_head_parse(h, slice_of(r->mem, r->n));
	if (n < 0)
		return refuse(r, CAUSE_BAD_HEAD, h->error);
	return n == 0 ? await_head(r) : answer(r, (size_t)n);
}

int
relay_fill(struct run *r)
{
	if (r->fail != 0 && !r->x->committed)
		return -r->fail;
	r->x->brief = false;
	if (r->broken)
		return FILL_BROKEN;
	if (!r->alive && !r->exited)
		return FILL_WAIT;	/* for a slot */
	run_clocks_go(r);
	return r->x->committed ? fill_body(r) : fill_head(r);
}
