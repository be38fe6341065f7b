#define _DEFAULT_SOURCE		/* setgroups */

#include "worker.h"

#include <errno.h>
#include <grp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "board/stats.h"
#include "cgi/cgi.h"
#include "cgi/stream.h"
#include "conn/conn.h"
#include "control.h"
#include "files/files.h"
#include "handlers.h"
#include "io/plat.h"
#include "io/proc.h"
#include "io/sock.h"
#include "signals.h"

enum {
	TURN_ACCEPTS = 64,		/* connections taken in one turn */
	DEFER_MS = 100,			/* how long others may accept first */
	SLOW_TURN_MS = 10,		/* a turn rarely takes longer */
	FULL_MS = 5,			/* until it is tried again */
	EXHAUSTED_MS = 100,		/* no descriptors: try again then */
	EVEN_SLACK = 64,		/* from so many connections on, a worker
					   may be one ahead */
	STOP_MS = 500			/* for programs to end on TERM */
};

struct worker;

struct listener {
	struct worker	*w;
	const struct conf_listen *conf;
	struct watch	 watch;
};

struct worker {
	struct server	 srv;
	const struct worker_setup *setup;
	struct board_worker *me;
	struct listener	*listeners;
	struct watch	 control, wake, signals;
	struct timer	 retry;		/* accept again */
	struct timer	 deadline;	/* of shutting down */
	uint32_t	 max_conns;
	int64_t		 waited_until;	/* ms: till then, an accept counts as
					   having been deferred in vain */
	bool		 stopping;	/* end as soon as programs have */
	bool		 done;
};

static void
want_accepts(struct worker *w, bool on)
{
	for (size_t i = 0; i < w->srv.conf->nlistens; i++)
		if (w->listeners[i].watch.fd != -1)
			(void)loop_want(w->srv.loop, &w->listeners[i].watch,
			    on ? LOOP_READ : 0);
}

/* Let the others have it for a moment. */
static void
defer(struct worker *w, int64_t ms)
{
	atomic_store(&w->me->deferring, true);
	want_accepts(w, false);
	loop_timer(w->srv.loop, &w->retry, ms);
}

/*
 * Is one more connection within our fair share?  The least loaded worker is
 * always within it.  Where it can be told how many wait, another one takes its
 * part of a burst at once; else it takes turns with the least loaded one.
 */
static bool
is_fair(const struct worker *w, int fd)
{
	uint32_t mine = atomic_load(&w->me->conns);
	uint32_t least = stats_least(w->srv.board, w->srv.worker);
	unsigned waiting;

	if (mine <= least)
		return true;
	waiting = plat_accept_queue(fd);
	if (waiting > 0)
		return mine < stats_share(w->srv.board, w->srv.worker,
		    waiting);
	return mine <= least + (least >= EVEN_SLACK ? 1 : 0);
}

/*
 * May this worker take one more connection now?  One that has its share waits,
 * for a bounded time, so that a stopped or dead worker holds nobody up.
 */
static bool
is_our_turn(struct worker *w, int fd)
{
	int64_t now = loop_now(w->srv.loop);

	if (is_fair(w, fd))
		return true;
	if (now > w->waited_until)
		return false;
	stats_mark_lagging(w->srv.board, w->srv.worker);
	return true;
}

/* Our count has grown: who waited for that may go on. */
static void
wake_deferring(const struct worker *w)
{
	uint32_t next = 0;
	uint64_t one = 1;
	int other;

	while ((other = stats_deferring(w->srv.board, w->srv.worker, &next)) !=
	    -1)
		if (w->srv.wake[other] != -1)
			(void)!write(w->srv.wake[other], &one, sizeof(one));
}

static void
stop_accepting(struct worker *w)
{
	atomic_store(&w->me->accepting, false);
	for (size_t i = 0; i < w->srv.conf->nlistens; i++) {
		struct watch *l = &w->listeners[i].watch;

		if (l->fd == -1)
			continue;
		loop_close(w->srv.loop, l);
	}
	loop_cancel(w->srv.loop, &w->retry);
}

static void
drain(struct worker *w)
{
	if (w->srv.draining)
		return;
	w->srv.draining = true;
	stop_accepting(w);
}

static bool
is_full(const struct worker *w)
{
	return atomic_load(&w->me->conns) >= w->max_conns ||
	    stats_conns(w->srv.board) >= w->srv.conf->max_connections;
}

/* One connection of the listener; false: none, or not now. */
static bool
accept_one(struct worker *w, struct listener *l)
{
	struct sock_addr peer;
	int fd;

	if (is_full(w)) {
		defer(w, FULL_MS);
		return false;
	}
	if (!is_our_turn(w, l->watch.fd)) {
		defer(w, DEFER_MS);
		return false;
	}
	fd = sock_accept(l->watch.fd, &peer);
	if (fd == -1 && (errno == EMFILE || errno == ENFILE ||
	    errno == ENOBUFS || errno == ENOMEM)) {
		log_warn("cannot accept: %s", strerror(errno));
		defer(w, EXHAUSTED_MS);
	}
	if (fd == -1)
		return false;
	if (l->conf->stream != NULL)
		stream_new(&w->srv, l->conf, fd, &peer);
	else
		conn_new(&w->srv, fd, &peer);
	return true;
}

static void
on_listener(void *arg, int events)
{
	struct listener *l = arg;
	struct worker *w = l->w;
	bool any = false;

	(void)events;
	for (int i = 0; i < TURN_ACCEPTS && accept_one(w, l); i++)
		any = true;
	if (any)
		wake_deferring(w);
}

static void
accept_again(struct worker *w)
{
	atomic_store(&w->me->deferring, false);
	loop_cancel(w->srv.loop, &w->retry);
	if (!w->srv.draining)
		want_accepts(w, true);
}

static void
on_retry(void *arg)
{
	struct worker *w = arg;

	w->waited_until = loop_now(w->srv.loop) + SLOW_TURN_MS;
	accept_again(w);
}

static void
on_wake(void *arg, int events)
{
	struct worker *w = arg;
	char bytes[64];

	(void)events;
	while (read(w->wake.fd, bytes, sizeof(bytes)) > 0)
		continue;
	accept_again(w);
	cgi_wake(&w->srv);
}

static void
for_all_conns(struct worker *w, void (*fn)(struct conn *))
{
	struct list *all = &w->srv.all;
	struct list_node *n, *next;

	for (n = list_first(all); n != NULL; n = next) {
		next = list_next(all, n);
		fn(list_entry(n, struct conn, node));
	}
}

static void
on_deadline(void *arg)
{
	struct worker *w = arg;

	log_warn(w->stopping ? "programs that do not end on TERM are killed" :
	    "shutdown_timeout has passed: what still runs is ended");
	for_all_conns(w, conn_abort);
	cgi_stop(&w->srv, true);
	w->done = true;
}

/* Finish what runs, within shutdown_timeout. */
static void
quit(struct worker *w)
{
	int64_t ms = w->srv.conf->shutdown_timeout;

	drain(w);
	for_all_conns(w, conn_close_idle);
	if (!timer_is_set(&w->deadline))
		loop_timer(w->srv.loop, &w->deadline, ms);
}

/* End now; programs get a moment to hear of it. */
static void
stop(struct worker *w)
{
	if (w->stopping)
		return;
	w->stopping = true;
	drain(w);
	for_all_conns(w, conn_abort);
	cgi_stop(&w->srv, false);
	loop_cancel(w->srv.loop, &w->deadline);
	loop_timer(w->srv.loop, &w->deadline, STOP_MS);
}

static void
take_logs(struct worker *w, const struct control_logs *logs)
{
	int old = log_fd();

	server_log_flush(&w->srv);
	if (logs->error != -1) {
		log_to(logs->error, (enum log_level)w->srv.conf->error_level);
		if (old > 2)
			(void)close(old);
	}
	if (logs->access == -1)
		return;
	if (w->srv.access_fd != -1)
		(void)close(w->srv.access_fd);
	w->srv.access_fd = logs->access;
}

static void
on_control(void *arg, int events)
{
	struct worker *w = arg;
	struct control_logs logs;
	int order;

	(void)events;
	while ((order = control_receive(w->control.fd, &logs)) > 0) {
		if (order == CONTROL_LOGS)
			take_logs(w, &logs);
		else if (order == CONTROL_DRAIN)
			drain(w);
		else if (order == CONTROL_QUIT)
			quit(w);
	}
	if (order == -1) {
		log_warn("the master has gone: finishing");
		loop_close(w->srv.loop, &w->control);
		quit(w);
	}
}

static void
on_signal(void *arg, int events)
{
	struct worker *w = arg;

	(void)events;
	signals_clear();
	if (signals_take(SIGCHLD) && cgi_children(&w->srv))
		signals_post(SIGCHLD);
	if (signals_take(SIGTERM) || signals_take(SIGINT))
		stop(w);
	if (signals_take(SIGQUIT))
		quit(w);
}

static void
drop_privileges(const struct worker_setup *s)
{
	if (geteuid() != 0 || s->uid == 0)
		return;
	if (setgroups(1, &s->gid) == -1 || setgid(s->gid) == -1 ||
	    setuid(s->uid) == -1)
		fatal("cannot become user %ld", (long)s->uid);
	if (setuid(0) != -1 || geteuid() != s->uid)
		fatalx("could still become root");
}

static void
watch_fd(struct worker *w, struct watch *watch, int fd, loop_fn *fn)
{
	watch_init(watch, fn, w);
	watch->fd = fd;
	if (loop_want(w->srv.loop, watch, LOOP_READ) == -1)
		fatal("cannot watch descriptor %d", fd);
}

static void
open_listeners(struct worker *w)
{
	size_t n = w->srv.conf->nlistens;

	w->listeners = calloc(n, sizeof(*w->listeners));
	if (w->listeners == NULL)
		fatal("listeners");
	for (size_t i = 0; i < n; i++) {
		struct listener *l = &w->listeners[i];

		l->w = w;
		l->conf = &w->srv.conf->listens[i];
		watch_init(&l->watch, on_listener, l);
		l->watch.fd = w->setup->listeners[i];
	}
	want_accepts(w, true);
}

static void
set_up(struct worker *w, const struct worker_setup *s)
{
	bool is_pinned = s->server.conf->pin && s->count <= plat_cpus();

	w->setup = s;
	w->max_conns = s->server.max_conns;
	w->me = &s->server.board->workers[s->server.worker];
	(void)setsid();		/* no terminal, for us and for programs */
	(void)umask(022);	/* theirs; what we keep has its own mode */
	drop_privileges(s);
	plat_not_dumpable();
	if (is_pinned)
		plat_pin(s->number);
	proc_init(s->nofile);
	if (server_init(&w->srv, &s->server) == -1 ||
	    cgi_init(&w->srv, w->max_conns) == -1 ||
	    files_init(&w->srv) == -1)
		fatal("worker");
	w->srv.pick = handlers_pick;
	w->srv.pinned = is_pinned;
	timer_init(&w->retry, on_retry, w);
	timer_init(&w->deadline, on_deadline, w);
	watch_fd(w, &w->signals, signals_init(), on_signal);
	watch_fd(w, &w->control, s->control, on_control);
	watch_fd(w, &w->wake, s->wake_read, on_wake);
	open_listeners(w);
	atomic_store(&w->me->accepting, true);
}

/* After max_requests_per_worker another one takes the place of this. */
static void
leave_after_share(struct worker *w)
{
	uint32_t max = w->srv.conf->max_requests_per_worker;

	if (max == 0 || w->srv.draining || atomic_load(&w->me->requests) < max)
		return;
	/* Should it fail, the master sees our end. */
	(void)control_send(w->control.fd, CONTROL_LEAVING, NULL);
	drain(w);
}

static bool
is_finished(const struct worker *w)
{
	return w->done || (w->srv.draining && list_empty(&w->srv.all) &&
	    cgi_running(&w->srv) == 0);
}

int
worker_run(const struct worker_setup *s)
{
	static struct worker one;	/* the process's own, to its end */
	struct worker *w = &one;

	set_up(w, s);
	if (control_send(s->control, CONTROL_READY, NULL) == -1)
		fatal("control channel");
	while (!is_finished(w)) {
		loop_turn(w->srv.loop);
		if (atomic_load_explicit(&w->me->lagging,
		    memory_order_relaxed))
			atomic_store(&w->me->lagging, false);
		server_log_flush(&w->srv);
		leave_after_share(w);
	}
	server_log_flush(&w->srv);
	return 0;
}
