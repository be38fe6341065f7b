#include "cgi/run.h"

#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/num.h"
#include "cgi/errlines.h"
#include "cgi/gate.h"
#include "cgi/relay.h"
#include "cgi/stream.h"

enum {
	GRACE_MS = 2000,		/* between TERM and KILL */
	SETTLE_MS = 2,			/* for a short answer to be complete */
	TURN_REAPS = 16,		/* ended programs, in one turn */
	CAUSE_MAX = 1024,
	WHO_MAX = 256
};

void
run_complain(struct run *r, const struct cause *why)
{
	char text[CAUSE_MAX];
	struct buf b;

	buf_init(&b, text, sizeof(text) - 1);
	if (cause_text(&b, why) == -1)
		(void)buf_adds(&b, " ...");
	log_err("%s pid=%ld id=%s: %.*s", r->name, (long)r->pid, r->id,
	    (int)buf_len(&b), buf_slice(&b).p);
}

/* One of our clocks ended it: say so, and answer 504 if that is possible. */
static void
run_out_of_time(struct run *r, enum cause_kind kind, enum clock_id id)
{
	struct cause why = { .kind = kind, .program = r->name,
		.limit_ms = r->limits->clocks[id] };

	run_complain(r, &why);
	run_kill(r);
	r->broken = true;
	r->fail = 504;
	if (r->x != NULL)
		exchange_wake(r->x);
}

static void
on_quiet(void *arg)
{
	struct run *r = arg;

	if (r->output == 0)
		run_out_of_time(r, CAUSE_FIRST_BYTE, CLOCK_FIRST_BYTE);
	else
		run_out_of_time(r, CAUSE_IDLE, CLOCK_IDLE);
}

static void
on_whole(void *arg)
{
	run_out_of_time(arg, CAUSE_TIMEOUT, CLOCK_TIMEOUT);
}

static void
on_grace(void *arg)
{
	struct run *r = arg;

	log_warn("%s pid=%ld id=%s: ignored TERM, killed", r->name,
	    (long)r->pid, r->id);
	proc_signal(r->pid, SIGKILL);
}

/* Read and forget, so that the program is not held up. */
static void
drain(struct run *r)
{
	ssize_t n = read(r->out.fd, r->cgi->srv->scratch, RELAY_SIZE);

	if (n == 0 || (n == -1 && errno != EAGAIN && errno != EINTR)) {
		r->eof = true;
		loop_close(r->cgi->srv->loop, &r->out);
	}
}

static void
on_out(void *arg, int events)
{
	struct run *r = arg;

	r->hup = (events & LOOP_HUP) != 0;
	r->ready = true;
	if (r->x != NULL && !r->discard)
		exchange_wake(r->x);
	else
		drain(r);
	/* Nobody read it: the client takes nothing.  fill() asks again. */
	if (r->ready && r->x != NULL && !r->discard)
		(void)loop_want(r->cgi->srv->loop, &r->out, 0);
}

/* "stderr of NAME pid=1 id=2": made for each, though few have anything. */
static void
name_stderr(const struct run *r, char out[WHO_MAX])
{
	char *at = slice_put(out, SLICE("stderr of "));

	at = slice_put(slice_put(at, slice_str(r->name)), SLICE(" pid="));
	at += num_dec(at, (uint64_t)r->pid);
	at = slice_put(slice_put(at, SLICE(" id=")), slice_str(r->id));
	*at = '\0';
}

/* Log what its stderr has; when it has ended, the last line, too. */
static void
read_stderr(struct run *r, bool ended)
{
	struct server *s = r->cgi->srv;
	char who[WHO_MAX];
	struct errlines_turn turn = { .who = who, .now = loop_now(s->loop),
		.mem = s->scratch, .size = RELAY_SIZE };

	name_stderr(r, who);
	if (r->err.fd != -1 &&
	    (!errlines_read(&r->errlines, r->err.fd, &turn) || ended))
		loop_close(s->loop, &r->err);
	if (ended)
		errlines_end(&r->errlines, &turn);
}

static void
on_err(void *arg, int events)
{
	(void)events;
	read_stderr(arg, false);
}

/* The program takes more of a streamed body, or never will again. */
static void
on_in(void *arg, int events)
{
	struct run *r = arg;

	(void)events;
	(void)loop_want(r->cgi->srv->loop, &r->in, 0);
	if (r->x != NULL)
		exchange_wake(r->x);
}

/*
 * Most programs end within a moment, and their end tells of all that they
 * wrote; only those that take longer have their pipes watched.
 */
static void
watch_pipes(struct run *r)
{
	struct loop *l = r->cgi->srv->loop;

	r->watched = r->ready = true;
	if ((r->out.fd == -1 || loop_want(l, &r->out, LOOP_READ) == 0) &&
	    (r->err.fd == -1 || loop_want(l, &r->err, LOOP_READ) == 0))
		return;
	log_warn("%s: cannot watch its output", r->name);
	r->fail = 503;
	run_kill(r);
}

static void
on_wait(void *arg)
{
	struct run *r = arg;

	if (r->alive && !r->watched)
		watch_pipes(r);
	relay_waited(r);
	if (r->x != NULL)
		exchange_wake(r->x);
}

struct run *
run_new(struct cgi *cgi, struct exchange *x)
{
	struct run *r = pool_take(&cgi->runs);

	if (r == NULL)
		return NULL;
	memset(r, 0, sizeof(*r));
	r->cgi = cgi;
	r->x = x;
	r->length = -1;
	r->first_us = -1;
	r->whole_left = -1;
	if (x != NULL)
		memcpy(r->id, x->id, sizeof(r->id));
	else
		server_new_id(cgi->srv, r->id);
	ticket_init(&r->ticket);
	watch_init(&r->in, on_in, r);
	watch_init(&r->out, on_out, r);
	watch_init(&r->err, on_err, r);
	timer_init(&r->quiet, on_quiet, r);
	timer_init(&r->whole, on_whole, r);
	timer_init(&r->grace, on_grace, r);
	gate_init(r);
	timer_init(&r->wait, on_wait, r);
	r->asked_us = loop_us();
	list_push_back(&cgi->all, &r->node);
	return r;
}

void
run_name(struct run *r, const char *program)
{
	struct slice s = slice_str(program);

	if (s.n >= sizeof(r->name))
		s.n = sizeof(r->name) - 1;
	*slice_put(r->name, s) = '\0';
}

static void
set_clock(struct run *r, struct timer *t, int64_t ms)
{
	if (ms > 0)
		loop_timer(r->cgi->srv->loop, t, ms);
}

void
run_watch(struct run *r, pid_t pid)
{
	struct loop *l = r->cgi->srv->loop;

	r->pid = pid;
	r->alive = true;
	list_push_back(&r->cgi->by_pid[(unsigned)pid % PID_BUCKETS],
	    &r->hash);
	loop_timer(l, &r->wait, SETTLE_MS);
	if (r->stream == NULL)
		set_clock(r, &r->quiet, r->limits->clocks[CLOCK_FIRST_BYTE]);
	set_clock(r, &r->whole, r->limits->clocks[CLOCK_TIMEOUT]);
}

void
run_not_quiet(struct run *r)
{
	if (r->first_us == -1)
		r->first_us = loop_us();
	set_clock(r, &r->quiet, r->limits->clocks[CLOCK_IDLE]);
}

void
run_clocks_stop(struct run *r)
{
	struct loop *l = r->cgi->srv->loop;

	loop_cancel(l, &r->quiet);
	if (!timer_is_set(&r->whole))
		return;
	r->whole_left = r->whole.at - loop_now(l);
	loop_cancel(l, &r->whole);
}

void
run_clocks_go(struct run *r)
{
	if (r->whole_left != -1)
		loop_timer(r->cgi->srv->loop, &r->whole, r->whole_left);
	r->whole_left = -1;
	if (!r->eof && !timer_is_set(&r->quiet) && r->output > 0)
		set_clock(r, &r->quiet, r->limits->clocks[CLOCK_IDLE]);
}

void
run_kill(struct run *r)
{
	if (!r->alive || r->killed)
		return;
	r->killed = true;
	proc_signal(r->pid, SIGTERM);
	proc_signal(r->pid, SIGCONT);	/* a stopped one must hear it, too */
	loop_timer(r->cgi->srv->loop, &r->grace, GRACE_MS);
}

static void
free_run(struct retired *retired)
{
	struct run *r = list_entry(retired, struct run, retired);

	pool_give(&r->cgi->runs, r);
}

static void
retire(struct run *r)
{
	struct loop *l = r->cgi->srv->loop;

	assert(r->x == NULL && !r->alive);
	gate_leave(r);
	admission_leave(&r->ticket);
	loop_close(l, &r->in);
	loop_close(l, &r->out);
	loop_close(l, &r->err);
	loop_cancel(l, &r->quiet);
	loop_cancel(l, &r->whole);
	loop_cancel(l, &r->grace);
	loop_cancel(l, &r->age);
	loop_cancel(l, &r->wait);
	if (r->mem != NULL)
		pool_give(&r->cgi->srv->relays, r->mem);
	if (r->stream != NULL)
		stream_end(r);
	list_remove(&r->node);
	loop_retire(l, &r->retired, free_run);
}

void
run_detach(struct run *r)
{
	r->x = NULL;
	if (r->mem != NULL)
		pool_give(&r->cgi->srv->relays, r->mem);
	r->mem = NULL;
	r->n = 0;
	loop_close(r->cgi->srv->loop, &r->in);
	if (!r->alive) {
		retire(r);
		return;
	}
	r->discard = true;
	if (r->whole_left != -1)
		run_clocks_go(r);
	loop_cancel(r->cgi->srv->loop, &r->quiet);
	watch_pipes(r);
}

static struct run *
find(struct cgi *cgi, pid_t pid)
{
	struct list *bucket = &cgi->by_pid[(unsigned)pid % PID_BUCKETS];

	for (struct list_node *n = list_first(bucket); n != NULL;
	    n = list_next(bucket, n)) {
		struct run *r = list_entry(n, struct run, hash);

		if (r->pid == pid)
			return r;
	}
	return NULL;
}

static void
log_end(const struct run *r, bool leftovers)
{
	if (leftovers)
		log_warn("%s pid=%ld id=%s: left processes behind, %s",
		    r->name, (long)r->pid, r->id,
		    r->limits->leave_leftovers ? "which run on" : "killed");
	if (r->killed)
		return;
	if (r->stream != NULL && !r->end.exited && r->end.code == SIGPIPE)
		log_info("%s pid=%ld id=%s: ended, its client had gone",
		    r->name, (long)r->pid, r->id);
	else if (!r->end.exited)
		log_err("%s pid=%ld id=%s: killed by signal %d", r->name,
		    (long)r->pid, r->id, r->end.code);
	else if (r->end.code != 0)
		log_warn("%s pid=%ld id=%s: exited with status %d", r->name,
		    (long)r->pid, r->id, r->end.code);
}

void
run_report(const struct run *r, struct access *a)
{
	int64_t now = loop_us();

	a->cgi = true;
	a->pid = (int)r->pid;
	a->queue_us = (r->pid != 0 ? r->started_us : now) - r->asked_us;
	a->run_us = r->pid == 0 ? 0 :
	    (r->exited ? r->ended_us : now) - r->started_us;
	a->first_us = r->first_us == -1 ? -1 : r->first_us - r->started_us;
	a->exit_code = -1;
	if (!r->exited)
		return;
	a->cpu_us = r->end.cpu_us;
	a->rss_kb = r->end.rss_kb;
	if (r->end.exited)
		a->exit_code = r->end.code;
	else
		a->signal = r->end.code;
}

/* The program has ended: keep what it left in its pipes, and reap it. */
static void
run_ended(struct run *r)
{
	struct cgi *cgi = r->cgi;
	struct loop *l = cgi->srv->loop;
	bool leftovers;

	read_stderr(r, true);
	leftovers = proc_reap(r->pid, r->limits->leave_leftovers, &r->end);
	r->ended_us = loop_us();
	r->exited = true;
	log_end(r, leftovers);
	list_remove(&r->hash);
	r->alive = false;
	loop_cancel(l, &r->quiet);
	loop_cancel(l, &r->whole);
	r->whole_left = -1;
	loop_cancel(l, &r->grace);
	loop_cancel(l, &r->age);
	loop_close(l, &r->in);
	gate_leave(r);
	admission_leave(&r->ticket);
	if (r->x != NULL)
		exchange_wake(r->x);
	else
		retire(r);
	gate_next(cgi);
}

bool
run_reap(struct cgi *cgi)
{
	struct proc_end end;
	struct run *r;
	pid_t pid;

	for (int i = 0; i < TURN_REAPS; i++) {
		pid = proc_ended();
		if (pid <= 0)
			return false;
		r = find(cgi, pid);
		if (r == NULL)	/* not ours: nothing hangs on it */
			(void)proc_reap(pid, true, &end);
		else
			run_ended(r);
	}
	return true;
}
