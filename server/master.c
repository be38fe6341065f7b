#define _DEFAULT_SOURCE

#include "master.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "board/slots.h"
#include "board/stats.h"
#include "check.h"
#include "control.h"
#include "generation.h"
#include "io/loop.h"
#include "io/plat.h"
#include "io/proc.h"
#include "services.h"
#include "setup.h"
#include "signals.h"
#include "workers.h"

enum {
	YOUNG_MS = 1000,		/* a worker that dies younger is ill */
	BACKOFF_MIN_MS = 100,
	BACKOFF_MAX_MS = 5000,
	GIVE_UP = 5,			/* young deaths before any was ready */
	STOP_MS = 2000,			/* for workers to end on TERM */
	GRACE_MS = 3000,		/* over shutdown_timeout */
	WATCHES = BOARD_WORKERS + 2 * CONF_SERVICES_MAX + 8
};

static struct {
	struct loop	*loop;
	struct board	*board;
	struct generations gs;
	struct generation *current;	/* the one that serves */
	struct workers	 workers;
	struct services	 services;
	struct watch	 signals;
	struct timer	 respawn, kill;
	char		*pid_path;	/* of the pid file; owned */
	int64_t		 backoff;
	const struct master_setup *setup;
	bool		 announced, reload_waits, stopping, terminating;
	int		 status;	/* to exit with */
} m;

/* The generation that is being started and does not serve yet, or NULL. */
static struct generation *
next_generation(void)
{
	return m.gs.newest == m.current ? NULL : m.gs.newest;
}

static void
start_missing(struct generation *g)
{
	for (int i = 0; i < g->count; i++)
		if (!workers_have(&m.workers, g, i) &&
		    workers_start(&m.workers, g, i) == -1) {
			loop_timer(m.loop, &m.respawn, BACKOFF_MAX_MS);
			return;
		}
}

static void
on_respawn(void *arg)
{
	(void)arg;
	if (m.stopping)
		return;
	if (m.current != NULL)
		start_missing(m.current);
	if (next_generation() != NULL && !next_generation()->draining)
		start_missing(next_generation());
}

static void	reload(void);
static void	reopen_logs(void);
static void	stop(void);

static void
reload_that_waits(void)
{
	if (!m.reload_waits || m.stopping)
		return;
	m.reload_waits = false;
	reload();
}

/* The last worker of a generation that does not serve has gone. */
static void
end_generation(struct generation *g)
{
	log_info("generation %u has ended", (unsigned)g->id);
	generation_end(&m.gs, g);
}

static void
drain_older(struct generation *g)
{
	struct generation *old, *next;

	for (old = g->next; old != NULL; old = next) {
		next = old->next;
		if (!old->draining)
			workers_send(&m.workers, old, CONTROL_DRAIN);
		old->draining = true;
		generation_unlisten(&m.gs, old);
		if (old->live == 0)
			end_generation(old);
	}
}

/* All workers of the new generation are ready: it takes over. */
static void
take_over(struct generation *g)
{
	m.current = g;
	if (!m.terminating)
		services_apply(&m.services, &g->loaded->conf);
	drain_older(g);
	generation_announce(g, !m.announced && m.setup->ready_fd == -1 &&
	    !g->loaded->conf.error_log_stderr);
	log_info("generation %u serves with %d workers", (unsigned)g->id,
	    g->count);
	if (m.setup->ready_fd != -1 && !m.announced)
		(void)!write(m.setup->ready_fd, "", 1);
	m.announced = true;
	reload_that_waits();
}

static void
on_ready(struct child *c)
{
	c->ready = true;
	c->g->ready++;
	c->g->young_deaths = 0;
	if (c->g != m.current && c->g == m.gs.newest &&
	    c->g->ready == c->g->count)
		take_over(c->g);
}

static void
on_control(void *arg, int events)
{
	struct child *c = arg;
	struct control_logs none;
	int order;

	(void)events;
	while ((order = control_receive(c->control.fd, &none)) > 0) {
		if (order == CONTROL_READY && !c->ready)
			on_ready(c);
		else if (order == CONTROL_LEAVING && !m.stopping) {
			c->leaving = true;
			if (!c->g->draining)
				start_missing(c->g);
		}
	}
	if (order == -1)
		loop_close(m.loop, &c->control);
}

/* A new generation whose workers die is given up; the old one serves on. */
static void
abandon(struct generation *g)
{
	log_err("generation %u: its workers do not start, given up",
	    (unsigned)g->id);
	g->draining = true;
	if (m.current == NULL) {
		m.status = 1;
		stop();
	} else {
		workers_signal(&m.workers, g, SIGTERM);
		reopen_logs();	/* those of the one that serves */
	}
}

static void
replace(struct generation *g, int64_t age)
{
	if (age < YOUNG_MS) {
		m.backoff = m.backoff == 0 ? BACKOFF_MIN_MS :
		    m.backoff * 2 > BACKOFF_MAX_MS ? BACKOFF_MAX_MS :
		    m.backoff * 2;
		if (++g->young_deaths >= GIVE_UP && g != m.current) {
			abandon(g);
			return;
		}
	} else {
		m.backoff = 0;
	}
	if (m.backoff == 0)
		start_missing(g);
	else
		loop_timer(m.loop, &m.respawn, m.backoff);
}

static void
log_death(const struct child *c, int status)
{
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		log_info("worker %ld has ended", (long)c->pid);
	else if (WIFEXITED(status))
		log_err("worker %ld exited with status %d", (long)c->pid,
		    WEXITSTATUS(status));
	else
		log_err("worker %ld was killed by signal %d", (long)c->pid,
		    WTERMSIG(status));
}

static void
bury(int entry, int status)
{
	struct child *c = &m.workers.children[entry];
	struct generation *g = c->g;
	bool was_clean = c->leaving || (WIFEXITED(status) &&
	    WEXITSTATUS(status) == 0 && c->ready);

	log_death(c, status);
	slots_sweep(m.board, entry);
	stats_free(m.board, entry);
	loop_close(m.loop, &c->control);
	c->pid = 0;
	g->live--;
	if (c->ready)
		g->ready--;
	if (!m.stopping && !g->draining && !c->leaving)
		replace(g, was_clean ? YOUNG_MS : loop_us() / 1000 - c->born);
	if (g->live == 0 && g->draining) {
		end_generation(g);
		reload_that_waits();
	}
}

static void
reap(void)
{
	int status;
	pid_t pid;

	while ((pid = proc_ended()) > 0) {
		if (services_reap(&m.services, pid))
			continue;
		(void)waitpid(pid, &status, 0);		/* has ended */
		for (int i = 0; i < BOARD_WORKERS; i++)
			if (m.workers.children[i].pid == pid) {
				bury(i, status);
				break;
			}
	}
}

static void
say(const char *line)
{
	log_err("%s", line);
}

/* It is opened and locked once. */
static void
warn_pid_file(const struct conf *conf)
{
	const char *now = m.pid_path == NULL ? "" : m.pid_path;
	const char *then = conf->pid_file.path == NULL ? "" :
	    conf->pid_file.path;

	if (strcmp(now, then) != 0)
		log_warn("reload: another pid_file takes a new start");
}

static void
reload(void)
{
	struct control_logs logs;
	struct generation *g;
	struct loaded *l;

	if (next_generation() != NULL || m.gs.n >= GENERATIONS_MAX) {
		m.reload_waits = true;
		log_warn("reload waits until an older generation has ended");
		return;
	}
	l = m.setup->load(m.setup->arg, say);
	g = l == NULL ? NULL : generation_new(&m.gs, l);
	if (g == NULL || setup_logs(&g->loaded->conf, &logs) == -1) {
		log_err("reload: the configuration in force stays");
		if (g != NULL)
			generation_end(&m.gs, g);
		return;
	}
	setup_close_logs(&m.workers.logs);
	m.workers.logs = logs;
	log_to(m.workers.logs.error,
	    (enum log_level)g->loaded->conf.error_level);
	warn_pid_file(&g->loaded->conf);
	log_info("reload: generation %u starts", (unsigned)g->id);
	start_missing(g);
}

/* Those of the newest configuration that is not given up. */
static void
reopen_logs(void)
{
	const struct generation *g = m.gs.newest != NULL &&
	    m.gs.newest->draining ? m.current : m.gs.newest;
	struct control_logs logs;

	if (g == NULL || setup_logs(&g->loaded->conf, &logs) == -1)
		return;
	log_to(logs.error, (enum log_level)g->loaded->conf.error_level);
	setup_close_logs(&m.workers.logs);
	m.workers.logs = logs;
	workers_send(&m.workers, NULL, CONTROL_LOGS);
	log_info("logs reopened");
}

static void
on_kill(void *arg)
{
	(void)arg;
	log_warn("workers that do not end are killed");
	workers_signal(&m.workers, NULL, SIGKILL);
}

/* TERM and INT: at once. */
static void
stop(void)
{
	if (m.terminating)
		return;
	m.stopping = m.terminating = true;
	generations_close(&m.gs);
	workers_signal(&m.workers, NULL, SIGTERM);
	services_stop(&m.services);
	loop_timer(m.loop, &m.kill, STOP_MS);
}

/* QUIT: what runs is finished first. */
static void
quit(void)
{
	int64_t ms = m.current == NULL ? 0 :
	    m.current->loaded->conf.shutdown_timeout;

	if (m.stopping)
		return;
	m.stopping = true;
	generations_close(&m.gs);
	workers_send(&m.workers, NULL, CONTROL_QUIT);
	loop_timer(m.loop, &m.kill, ms + GRACE_MS);
}

static void
on_signal(void *arg, int events)
{
	(void)arg;
	(void)events;
	signals_clear();
	if (signals_take(SIGCHLD))
		reap();
	if (signals_take(SIGTERM) || signals_take(SIGINT))
		stop();
	if (signals_take(SIGQUIT))
		quit();
	if (signals_take(SIGUSR1))
		reopen_logs();
	if (signals_take(SIGHUP) && !m.stopping)
		reload();
}

static void
init(const struct master_setup *setup)
{
	m.setup = setup;
	workers_init(&m.workers, on_control);
	m.workers.ready_fd = setup->ready_fd;
	m.workers.nofile = setup_nofile();
	m.workers.gs = &m.gs;
	m.loop = m.workers.loop = loop_new(WATCHES);
	proc_init(m.workers.nofile);
	m.board = m.gs.board = m.workers.board = board_new();
	if (m.loop == NULL || m.board == NULL)
		fatal("master");
	services_init(&m.services, m.loop);
	m.workers.services = &m.services;
	(void)plat_cpus();		/* remembered before anyone is pinned */
	timer_init(&m.respawn, on_respawn, NULL);
	timer_init(&m.kill, on_kill, NULL);
	watch_init(&m.signals, on_signal, NULL);
	m.signals.fd = signals_init();
	if (loop_want(m.loop, &m.signals, LOOP_READ) == -1)
		fatal("master");
}

static void
warn_root(const struct conf *conf)
{
	if (geteuid() == 0 && conf->who.user == NULL &&
	    check_runs_programs(conf))
		log_warn("programs run as root, since there is no 'user' and "
		    "all listeners are local");
}

static int
start(void)
{
	struct generation *g = generation_new(&m.gs, m.setup->loaded);

	if (g == NULL)
		return -1;
	m.workers.pid_fd = setup_pid_file(&g->loaded->conf);
	if (m.workers.pid_fd >= 0)
		m.pid_path = strdup(g->loaded->conf.pid_file.path);
	if (m.workers.pid_fd == -2 ||
	    setup_logs(&g->loaded->conf, &m.workers.logs) == -1)
		return -1;
	log_to(m.workers.logs.error,
	    (enum log_level)g->loaded->conf.error_level);
	if (m.setup->ready_fd != -1 &&
	    setup_leave_terminal(&g->loaded->conf) == -1)
		log_warn("stays with its terminal: %s", strerror(errno));
	log_info("preforkd %s starts, pid %ld", VERSION, (long)getpid());
	warn_root(&g->loaded->conf);
	start_missing(g);
	return 0;
}

/* Services go last: what QUIT lets finish may need them. */
static bool
is_finished(void)
{
	if (!m.stopping || workers_count(&m.workers) > 0)
		return false;
	services_stop(&m.services);
	return services_none(&m.services);
}

int
master_run(const struct master_setup *setup)
{
	init(setup);
	if (start() == -1) {
		m.status = 1;
		m.stopping = true;
	}
	while (!is_finished())
		loop_turn(m.loop);
	generations_close(&m.gs);
	if (m.pid_path != NULL)
		(void)unlink(m.pid_path);	/* somebody was faster: fine */
	log_info("preforkd has ended");
	return m.status;
}
