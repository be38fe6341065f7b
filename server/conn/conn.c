#include "conn/conn.h"

#include <assert.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "conn/body.h"
#include "conn/exchange.h"
#include "conn/steps.h"

enum {
	NO_CLOCK = -1,
	OLD_CLOCK = -2,			/* of the state before, still set */
	GONE_MS = 1000,			/* half-closed and no output: gone */
	TURN_STEPS = 64			/* changes of state in one turn */
};

static const struct row {
	const char	*name;
	enum conn_state	(*step)(struct conn *);
	int		 clock;		/* enum clock_id, or NO_CLOCK */
} rows[CONN_NSTATES] = {
	[CONN_IDLE] =	{ "idle", step_idle, CLOCK_KEEPALIVE },
	[CONN_HEAD] =	{ "head", step_head, CLOCK_HEADER },
	[CONN_BODY] =	{ "body", step_body, CLOCK_BODY },
	[CONN_HANDLE] =	{ "handle", step_handle, NO_CLOCK },
	[CONN_FLUSH] =	{ "flush", step_flush, CLOCK_SEND },
	[CONN_LINGER] =	{ "linger", step_linger, CLOCK_LINGER },
	[CONN_CLOSED] =	{ "closed", NULL, NO_CLOCK },
};

/* What to wait for; a function of state and buffers alone. */
static int
interest(const struct conn *c)
{
	int want = c->blocked || c->yielded ? LOOP_WRITE : 0;

	if (c->state != CONN_HANDLE && c->state != CONN_FLUSH)
		return want | LOOP_READ;
	if (c->body_full)
		return c->eof ? want : want | LOOP_HUP;
	if (conn_is_streaming(c))
		return want | LOOP_READ;
	if (c->eof)
		return want;
	return want | (buf_len(&c->in) == 0 ? LOOP_READ : LOOP_HUP);
}

/* Most programs end before it pays to have the loop watch a new client. */
static bool
is_brief(const struct conn *c)
{
	return c->state == CONN_HANDLE && c->x->brief && !c->blocked &&
	    !c->yielded && !conn_is_streaming(c) && c->watch.want == 0;
}

static int
clock_now(const struct conn *c)
{
	if (c->state != CONN_HANDLE)
		return rows[c->state].clock;
	if (c->blocked)
		return CLOCK_SEND;
	return conn_is_streaming(c) && !c->body_full ? CLOCK_BODY : NO_CLOCK;
}

static int64_t
clock_ms(const struct conn *c, int id)
{
	if ((id == CLOCK_BODY || id == CLOCK_SEND) &&
	    c->x->route.location != NULL)
		return c->x->route.location->limits.clocks[id];
	return c->site->clocks[id];
}

/*
 * Who has ended its stream and gets nothing is taken to be gone.  While output
 * waits for the socket, nothing is the client's own doing: it has send_timeout.
 */
static void
arm_gone(struct conn *c)
{
	if (!c->eof || c->blocked || c->x == NULL || !c->x->started ||
	    c->x->handler->gone == NULL)
		loop_cancel(c->srv->loop, &c->gone);
	else if (c->progress || !timer_is_set(&c->gone))
		loop_timer(c->srv->loop, &c->gone, GONE_MS);
}

/* Set the deadline of what is waited for now. */
static void
arm(struct conn *c)
{
	int id = clock_now(c);
	int64_t ms;

	arm_gone(c);
	if (id != c->armed || (c->progress && id != NO_CLOCK &&
	    id != CLOCK_HEADER)) {
		ms = id == NO_CLOCK ? 0 : clock_ms(c, id);
		if (ms > 0)
			loop_timer(c->srv->loop, &c->clock, ms);
		else
			loop_cancel(c->srv->loop, &c->clock);
		c->armed = id;
	}
	c->progress = false;
}

static void
free_conn(struct retired *r)
{
	struct conn *c = list_entry(r, struct conn, retired);

	pool_give(&c->srv->conns, c);
}

static void
retire(struct conn *c)
{
	struct server *s = c->srv;

	if (c->x != NULL && c->x->started && c->x->handler->gone != NULL &&
	    !c->x->broken)
		c->x->handler->gone(c->x);
	conn_drop_exchange(c, false);
	c->state = CONN_CLOSED;
	loop_cancel(s->loop, &c->clock);
	loop_cancel(s->loop, &c->gone);
	buf_clear(&c->in);
	conn_drop_input(c);
	list_remove(&c->node);
	if (list_linked(&c->half))
		list_remove(&c->half);
	loop_close(s->loop, &c->watch);
	atomic_fetch_sub(&s->board->workers[s->worker].conns, 1);
	loop_retire(s->loop, &c->retired, free_conn);
}

static void
enter(struct conn *c, enum conn_state next)
{
	if (log_wants(LOG_DEBUG))
		log_debug("connection %d: %s -> %s", c->watch.fd,
		    rows[c->state].name, rows[next].name);
	c->state = next;
	c->armed = OLD_CLOCK;
	loop_cancel(c->srv->loop, &c->gone);
}

/* Step until the state is stable; false when the connection is closed. */
static bool
step_all(struct conn *c)
{
	enum conn_state next;

	for (int i = 0; i < TURN_STEPS; i++) {
		next = rows[c->state].step(c);
		if (next == CONN_CLOSED) {
			retire(c);
			return false;
		}
		if (next == c->state)
			return true;
		enter(c, next);
	}
	c->yielded = true;
	return true;
}

void
conn_run(struct conn *c)
{
	if (c->state == CONN_CLOSED)
		return;
	if (c->running) {
		c->again = true;
		return;
	}
	c->running = true;
	c->yielded = false;
	do {
		c->again = false;
		if (!step_all(c))
			return;
	} while (c->again && !c->yielded);
	c->running = false;
	arm(c);
	if (is_brief(c))
		return;
	if (loop_want(c->srv->loop, &c->watch, interest(c)) == -1) {
		log_warn("cannot watch a connection: closed");
		retire(c);
	}
}

void
conn_abort(struct conn *c)
{
	if (c->state == CONN_CLOSED)
		return;
	retire(c);
}

void
conn_close_idle(struct conn *c)
{
	if (c->x == NULL && c->state != CONN_LINGER && buf_len(&c->in) == 0)
		conn_abort(c);
}

static void
on_event(void *arg, int events)
{
	struct conn *c = arg;
	bool handling = c->state == CONN_HANDLE || c->state == CONN_FLUSH;

	c->readable = (events & LOOP_READ) != 0;
	if (handling && (events & LOOP_READ) != 0 && !conn_peek(c)) {
		conn_abort(c);
		return;
	}
	if (handling && (events & LOOP_HUP) != 0 && buf_len(&c->in) > 0)
		c->eof = true;
	conn_run(c);
}

/* A deadline has passed: answer 408 where an answer is possible. */
static enum conn_state
time_out(struct conn *c)
{
	switch (c->state) {
	case CONN_HEAD:
		return buf_len(&c->in) == 0 ? CONN_CLOSED :
		    step_refuse(c, 408);
	case CONN_BODY:
		return step_fail(c, 408);
	case CONN_HANDLE:
		if (c->armed == CLOCK_BODY && !c->x->committed)
			return step_fail(c, 408);
		return CONN_CLOSED;
	default:
		return CONN_CLOSED;
	}
}

static void
on_clock(void *arg)
{
	struct conn *c = arg;
	enum conn_state next = time_out(c);

	if (next == CONN_CLOSED) {
		conn_abort(c);
		return;
	}
	enter(c, next);
	conn_run(c);
}

static void
on_gone(void *arg)
{
	conn_abort(arg);
}

void
conn_new(struct server *s, int fd, const struct sock_addr *peer)

{
	struct conn *c = pool_take(&s->conns);

	if (c == NULL) {
		(void)close(fd);
		return;
	}
	memset(c, 0, sizeof(*c));
	c->srv = s;
	c->peer = *peer;
	c->site = &s->conf->sites[0];
	c->state = CONN_HEAD;
	c->armed = NO_CLOCK;
	watch_init(&c->watch, on_event, c);
	c->watch.fd = fd;
	timer_init(&c->clock, on_clock, c);
	timer_init(&c->gone, on_gone, c);
	buf_init(&c->in, NULL, 0);
	list_push_back(&s->all, &c->node);
	atomic_fetch_add(&s->board->workers[s->worker].conns, 1);
	if (sock_local(fd, &c->local) == -1)
		c->local = (struct sock_addr){ .unix_peer = true };
	conn_run(c);
}
