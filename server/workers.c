#include "workers.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "board/stats.h"
#include "io/plat.h"
#include "setup.h"
#include "signals.h"
#include "worker.h"

void
workers_init(struct workers *ws, loop_fn *on_control)
{
	for (int i = 0; i < BOARD_WORKERS; i++) {
		struct child *c = &ws->children[i];

		ws->wake[i] = ws->wake_read[i] = -1;
		watch_init(&c->control, on_control, c);
	}
	ws->logs = (struct control_logs){ -1, -1 };
	ws->pid_fd = ws->ready_fd = -1;
}

/*
 * In a new worker: nothing of the master's own stays open, so that the end of
 * the master is seen; and it reads no wake-ups but its own.
 */
static void
close_masters(const struct workers *ws, int own_end, int entry)
{
	(void)close(own_end);
	for (int i = 0; i < BOARD_WORKERS; i++) {
		if (ws->children[i].control.fd != -1)
			(void)close(ws->children[i].control.fd);
		if (i != entry && ws->wake_read[i] != ws->wake[i])
			(void)close(ws->wake_read[i]);
	}
	if (ws->pid_fd >= 0)
		(void)close(ws->pid_fd);
	if (ws->ready_fd != -1)
		(void)close(ws->ready_fd);
}

static uint32_t
share_of_connections(const struct generation *g)
{
	uint32_t max = g->loaded->conf.max_connections;
	uint32_t share = max / (uint32_t)g->count;
	int64_t fds = setup_nofile_now() - 128;

	share += share / 4 + 16;	/* the balance is not exact */
	if (share > max)
		share = max;
	return fds < 64 ? 64 : (int64_t)share > fds ? (uint32_t)fds : share;
}

static void
child_main(struct workers *ws, struct generation *g, int entry,
    const int fds[2])
{
	const struct loaded *l = g->loaded;
	struct worker_setup s = {
		.server = { .conf = &l->conf, .mime = l->mime,
			.board = ws->board, .worker = entry, .caps = g->caps,
			.wake = ws->wake, .access_fd = ws->logs.access,
			.max_conns = share_of_connections(g),
			.files = l->files },
		.control = fds[1], .listeners = g->listeners,
		.wake_read = ws->wake_read[entry],
		.number = ws->children[entry].number, .count = g->count,
		.uid = g->uid, .gid = g->gid, .nofile = ws->nofile };

	loop_free(ws->loop);
	close_masters(ws, fds[0], entry);
	generation_keep_own(ws->gs, g);
	services_forget(ws->services);
	exit(worker_run(&s));
}

/*
 * The wake descriptors of this entry and of all that its generation may get,
 * so that the first of its workers can wake the last.
 */
static int
open_wakes(struct workers *ws, const struct generation *g, int entry)
{
	int n = g->count;

	for (int i = 0; i < BOARD_WORKERS; i++)
		n += ws->children[i].pid != 0 && (ws->children[i].g != g ||
		    ws->children[i].leaving);
	if (n <= entry)
		n = entry + 1;
	for (int i = 0; i < n && i < BOARD_WORKERS; i++)
		if (ws->wake[i] == -1 &&
		    plat_wake_open(&ws->wake_read[i], &ws->wake[i]) == -1)
			return -1;
	return 0;
}

int
workers_start(struct workers *ws, struct generation *g, int number)
{
	int entry = stats_claim(ws->board, g->id), fds[2];
	struct child *c = &ws->children[entry == -1 ? 0 : entry];
	pid_t pid;

	if (entry == -1 || open_wakes(ws, g, entry) == -1 ||
	    control_pair(fds) == -1) {
		log_err("cannot start a worker: %s", entry == -1 ?
		    "there are too many" : strerror(errno));
		if (entry != -1)
			stats_free(ws->board, entry);
		return -1;
	}
	c->number = number;
	signals_block();
	pid = fork();
	if (pid == 0)
		child_main(ws, g, entry, fds);
	signals_unblock();
	(void)close(fds[1]);
	if (pid == -1) {
		log_err("cannot start a worker: %s", strerror(errno));
		(void)close(fds[0]);
		stats_free(ws->board, entry);
		return -1;
	}
	c->pid = pid;
	c->g = g;
	c->born = loop_us() / 1000;
	c->ready = c->leaving = false;
	c->control.fd = fds[0];
	if (loop_want(ws->loop, &c->control, LOOP_READ) == -1)
		fatal("cannot watch a worker");
	atomic_store(&ws->board->workers[entry].pid, (int32_t)pid);
	g->live++;
	return 0;
}

bool
workers_have(const struct workers *ws, const struct generation *g, int number)
{
	for (int i = 0; i < BOARD_WORKERS; i++)
		if (ws->children[i].pid != 0 && ws->children[i].g == g &&
		    ws->children[i].number == number &&
		    !ws->children[i].leaving)
			return true;
	return false;
}

void
workers_send(struct workers *ws, const struct generation *g, char order)
{
	const struct control_logs *l = order == CONTROL_LOGS ? &ws->logs :
	    NULL;

	for (int i = 0; i < BOARD_WORKERS; i++) {
		const struct child *c = &ws->children[i];

		if (c->pid == 0 || (g != NULL && c->g != g))
			continue;
		if (control_send(c->control.fd, order, l) == -1 &&
		    errno != EPIPE)
			log_warn("worker %ld: order '%c' not taken: %s",
			    (long)c->pid, order, strerror(errno));
	}
}

void
workers_signal(const struct workers *ws, const struct generation *g, int sig)
{
	for (int i = 0; i < BOARD_WORKERS; i++)
		if (ws->children[i].pid != 0 &&
		    (g == NULL || ws->children[i].g == g))
			(void)kill(ws->children[i].pid, sig);
}

int
workers_count(const struct workers *ws)
{
	int n = 0;

	for (int i = 0; i < BOARD_WORKERS; i++)
		n += ws->children[i].pid != 0;
	return n;
}
