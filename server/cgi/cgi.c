#include "cgi/cgi.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "cgi/gate.h"
#include "cgi/launch.h"
#include "cgi/relay.h"
#include "cgi/run.h"
#include "cgi/stream.h"

enum {
	RETRY_AFTER = 2,		/* seconds, when the queue is full */
	SPARE_RUNS = 1024		/* ended in the turn that is going on */
};

/* A program may outlive its client, who makes room for another one. */
int
cgi_init(struct server *s, size_t max_conns)
{
	struct cgi *cgi = calloc(1, sizeof(*cgi));

	if (cgi == NULL)
		return -1;
	cgi->srv = s;
	cgi->admission = admission_new(s);
	cgi->env_mem = malloc(ENV_MAX);
	if (cgi->admission == NULL || cgi->env_mem == NULL ||
	    pool_init(&cgi->runs, sizeof(struct run),
	    2 * max_conns + SPARE_RUNS) == -1 ||
	    pool_init(&cgi->streams, sizeof(struct stream), max_conns) == -1)
		return -1;
	list_init(&cgi->all);
	list_init(&cgi->gate);
	list_init(&cgi->youngs);
	for (int i = 0; i < PID_BUCKETS; i++)
		list_init(&cgi->by_pid[i]);
	s->cgi = cgi;
	return 0;
}

bool
cgi_children(struct server *s)
{
	return run_reap(s->cgi);
}

void
cgi_wake(struct server *s)
{
	admission_retry(s->cgi->admission);
}

/* A stream that waits for its turn, or NULL. */
static struct run *
waiting_stream(struct cgi *cgi)
{
	for (struct list_node *n = list_first(&cgi->all); n != NULL;
	    n = list_next(&cgi->all, n)) {
		struct run *r = list_entry(n, struct run, node);

		if (r->x == NULL && !r->alive)
			return r;
	}
	return NULL;
}

void
cgi_stop(struct server *s, bool now)
{
	struct list *all = &s->cgi->all;
	struct run *r;

	while ((r = waiting_stream(s->cgi)) != NULL)
		run_detach(r);
	for (struct list_node *n = list_first(all); n != NULL;
	    n = list_next(all, n)) {
		r = list_entry(n, struct run, node);
		if (!r->alive || !now) {
			run_kill(r);
			continue;
		}
		proc_signal(r->pid, SIGKILL);
		if (r->stream != NULL)
			stream_log(r);
	}
}

size_t
cgi_running(const struct server *s)
{
	return s->cgi->runs.taken;
}

static int
turn_away(struct exchange *x)
{
	(void)reply_addf(exchange_reply(x, 503), "Retry-After", "%d",
	    RETRY_AFTER);
	return -503;
}

/* May this file be run?  0, or -403 with the reason in the log. */
static int
check_file(struct exchange *x, const struct program *p)
{
	struct cause why = { .kind = CAUSE_NOT_EXECUTABLE,
		.program = p->filename };
	char text[256];
	struct buf b;

	if (x->route.location->kind == LOC_CGI)
		return 0;
	if (!x->found.is_dir && S_ISREG(x->found.st.st_mode) &&
	    (p->interpreter != NULL || (x->found.st.st_mode & 0111) != 0))
		return 0;
	buf_init(&b, text, sizeof(text));
	(void)cause_text(&b, &why);
	log_err("%s id=%s: %s", p->filename, x->id, x->found.is_dir ?
	    "a folder without an index program" : !S_ISREG(
	    x->found.st.st_mode) ? "not a regular file" :
	    buf_addc(&b, '\0') == 0 ? text : "not executable");
	return -403;
}

/* Name the program and see whether it may be asked; x->state is then it. */
static int
cgi_wants(struct exchange *x)
{
	struct program *p = arena_alloc(&x->arena, sizeof(*p));
	struct program_input in = { .location = x->route.location,
		.path = &x->path, .next = x->route.next, .rest = x->rest,
		.index = x->index };
	const struct program_limits *l;
	int r;

	if (p == NULL || program_name(p, &in, &x->arena) == -1)
		return -414;
	r = check_file(x, p);
	if (r < 0)
		return r;
	x->state = p;
	l = route_limits(in.location, p->below);
	if (admission_full(x->srv->cgi->admission, l))
		return turn_away(x);
	if (x->redirects > 0)
		return WANT_NONE;
	return l->stdin_mode == STDIN_STREAM ? WANT_STREAM : WANT_SPOOL;
}

static void
on_expired(struct ticket *t)
{
	struct run *r = list_entry(t, struct run, ticket);

	log_warn("%s id=%s: waited too long for its turn", r->name, r->id);
	r->fail = 503;
	exchange_wake(r->x);
}

static int
cgi_start(struct exchange *x)
{
	struct cgi *cgi = x->srv->cgi;
	const struct program *p = x->state;
	struct run *r = run_new(cgi, x);

	if (r == NULL)
		return turn_away(x);
	x->state = r;
	r->program = p;
	r->nph = p->nph;
	r->limits = route_limits(x->route.location, p->below);
	run_name(r, p->filename);
	r->ticket.granted = gate_granted;
	r->ticket.expired = on_expired;
	switch (admission_enter(cgi->admission, r->limits, &r->ticket)) {
	case ADMIT_NOW:
		gate_enter(r);
		break;
	case ADMIT_LATER:
		break;
	case ADMIT_NEVER:
		r->fail = 503;
		break;
	}
	return 0;
}

static size_t
cgi_body(struct exchange *x, struct slice s)
{
	struct run *r = x->state;
	ssize_t n;

	if (!r->alive && !r->exited && r->fail == 0)
		return 0;		/* not started yet */
	if (r->in.fd == -1)
		return s.n;		/* it reads no more: thrown away */
	n = write(r->in.fd, s.p, s.n);
	if (n >= 0)
		return (size_t)n;
	if (errno == EAGAIN) {
		(void)loop_want(x->srv->loop, &r->in, LOOP_WRITE);
		return 0;
	}
	loop_close(x->srv->loop, &r->in);	/* EPIPE: it never will */
	return s.n;
}

static void
cgi_body_end(struct exchange *x)
{
	struct run *r = x->state;

	loop_close(x->srv->loop, &r->in);
}

static int
cgi_fill(struct exchange *x)
{
	struct run *r = x->state;

	if (r->fail == 503 && !x->committed)
		return turn_away(x);
	return relay_fill(r);
}

static void
cgi_gone(struct exchange *x)
{
	struct run *r = x->state;

	if (r->alive && !r->limits->abort_finish) {
		log_info("%s pid=%ld id=%s: the client has gone, ended",
		    r->name, (long)r->pid, r->id);
		run_kill(r);
	}
}

/*
 * A body that broke off must not end for the program as if it were whole: it
 * hears of it before its input is closed.
 */
static void
cgi_stop_run(struct exchange *x)
{
	struct run *r = x->state;

	if (x->streaming && !x->ended)
		run_kill(r);
	run_report(r, &x->figures);
	x->state = NULL;
	run_detach(r);
}

const struct handler cgi_handler = {
	.name = "cgi",
	.wants = cgi_wants,
	.start = cgi_start,
	.body = cgi_body,
	.body_end = cgi_body_end,
	.fill = cgi_fill,
	.gone = cgi_gone,
	.stop = cgi_stop_run,
};
