#include "cgi/stream.h"

#include <unistd.h>

#include "base/log.h"
#include "cgi/gate.h"
#include "cgi/run.h"
#include "conn/server.h"

static void
on_expired(struct ticket *t)
{
	struct run *r = list_entry(t, struct run, ticket);

	log_warn("%s id=%s: its client waited too long for its turn, closed",
	    r->name, r->id);
	run_detach(r);
}

static void
begin(struct run *r)
{
	switch (admission_enter(r->cgi->admission, r->limits, &r->ticket)) {
	case ADMIT_NOW:
		gate_enter(r);
		break;
	case ADMIT_LATER:
		break;
	case ADMIT_NEVER:
		log_warn("%s id=%s: %u run and the queue is full, a client is "
		    "turned away", r->name, r->id, r->limits->max_running);
		r->fail = 503;
		break;
	}
	if (r->fail != 0)
		run_detach(r);
}

void
stream_new(struct server *s, const struct conf_listen *l, int fd,
    const struct sock_addr *peer)
{
	struct stream *st = pool_take(&s->cgi->streams);
	struct run *r = st == NULL ? NULL : run_new(s->cgi, NULL);

	if (r == NULL) {
		if (st != NULL)
			pool_give(&s->cgi->streams, st);
		(void)close(fd);
		return;
	}
	*st = (struct stream){ .listen = l, .fd = fd, .peer = *peer,
		.program = { .filename = l->stream->exec.program.path },
		.arrived = loop_wall(s->loop), .began_us = loop_us() };
	if (sock_local(fd, &st->local) == -1)
		st->local = (struct sock_addr){ .unix_peer = true };
	atomic_fetch_add(&s->board->workers[s->worker].conns, 1);
	r->stream = st;
	r->program = &st->program;
	r->limits = &l->stream->limits;
	r->ticket.granted = gate_granted;
	r->ticket.expired = on_expired;
	run_name(r, st->program.filename);
	begin(r);
}

void
stream_log(struct run *r)
{
	struct stream *st = r->stream;
	char remote[SOCK_TEXT_MAX];
	struct access a = { .time = st->arrived, .unmeasured = true,
		.method = SLICE("STREAM"), .minor = -1,
		.target = slice_str(st->program.filename),
		.host = slice_str(st->listen->text), .id = slice_str(r->id),
		.duration_us = loop_us() - st->began_us,
		.complete = r->exited && r->end.exited && !r->killed };

	if (st->logged)
		return;
	st->logged = true;
	sock_ip_text(&st->peer, remote);
	a.remote = slice_str(remote);
	run_report(r, &a);
	server_log(r->cgi->srv, &a);
}

void
stream_end(struct run *r)
{
	struct server *s = r->cgi->srv;
	struct board_worker *me = &s->board->workers[s->worker];

	stream_log(r);
	if (r->stream->fd != -1)
		(void)close(r->stream->fd);
	atomic_fetch_sub(&me->conns, 1);
	atomic_fetch_add_explicit(&me->requests, 1, memory_order_relaxed);
	pool_give(&s->cgi->streams, r->stream);
	r->stream = NULL;
}
