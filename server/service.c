#include "service.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "cgi/cause.h"
#include "cgi/env.h"
#include "cgi/image.h"
#include "cgi/launch.h"
#include "check.h"
#include "conn/server.h"
#include "io/plat.h"
#include "io/proc.h"

enum {
	BACKOFF_MIN_MS = 500,
	BACKOFF_MAX_MS = 60000,
	SETTLED_MS = 60000,		/* so old, it begins anew */
	GRACE_MS = 2000,		/* from TERM to KILL */
	CAUSE_TEXT_MAX = 1024,
	TELL_MS = 2000,			/* till dropped lines are told of */
	WHO_MAX = 64
};

extern char	**environ;

/* What it writes */

static struct errlines_turn
turn_of(const struct service *sv, char who[WHO_MAX])
{
	(void)snprintf(who, WHO_MAX, "service %s[%ld]", sv->name,
	    (long)sv->pid);
	return (struct errlines_turn){ .who = who,
		.now = loop_now(sv->of->loop), .mem = sv->of->mem,
		.size = RELAY_SIZE };
}

static void
read_output(struct service *sv, bool ended)
{
	struct loop *l = sv->of->loop;
	char who[WHO_MAX];
	struct errlines_turn turn = turn_of(sv, who);

	if (sv->out.fd != -1 &&
	    (!errlines_read(&sv->lines, sv->out.fd, &turn) || ended))
		loop_close(l, &sv->out);
	if (ended)
		errlines_end(&sv->lines, &turn);
	else if (sv->lines.dropped > 0 && !timer_is_set(&sv->tell))
		loop_timer(l, &sv->tell, TELL_MS);
}

/* It may run for months and never say a word again. */
static void
on_tell(void *arg)
{
	struct service *sv = arg;
	char who[WHO_MAX];
	struct errlines_turn turn = turn_of(sv, who);

	errlines_tell(&sv->lines, &turn);
}

static void
on_output(void *arg, int events)
{
	(void)events;
	read_output(arg, false);
}

/* How it is started */

static void
start_later(struct service *sv)
{
	sv->backoff *= 2;
	if (sv->backoff < BACKOFF_MIN_MS)
		sv->backoff = BACKOFF_MIN_MS;
	if (sv->backoff > BACKOFF_MAX_MS)
		sv->backoff = BACKOFF_MAX_MS;
	loop_timer(sv->of->loop, &sv->timer, sv->backoff);
	log_info("service %s: is started again in %d.%d s", sv->name,
	    (int)(sv->backoff / 1000), (int)(sv->backoff % 1000 / 100));
}

static void
complain(const struct service *sv, pid_t pid, const struct cause *why)
{
	char text[CAUSE_TEXT_MAX];
	struct buf b;

	buf_init(&b, text, sizeof(text));
	(void)cause_text(&b, why);	/* may be cut */
	log_err("service %s[%ld]: %.*s", sv->name, (long)pid,
	    (int)buf_len(&b), buf_slice(&b).p);
}

/* Why it could not be started, by what its file looks like now. */
static void
explain(const struct service *sv, pid_t pid, const char *step, int error)
{
	struct image im = { .dirfd = -1 };
	struct image_why why;

	/* Should it not be found, the step and the error say enough. */
	(void)image_open(&im, sv->want->command.program.path);
	image_why(&why, &im, step, error);
	why.cause.program = sv->want->command.program.path;
	complain(sv, pid, &why.cause);
	image_release(&im);
}

/* execve(2) changes no argument, but does not say so. */
static char *
arg(const char *text)
{
	return (char *)(uintptr_t)text;
}

/* Environment and arguments in of->mem; 0, or -1: they do not fit. */
static int
fill_spec(const struct service *sv, struct proc_spec *what)
{
	const struct conf_service *want = sv->want;
	const struct conf_words *args = &want->command.args;
	const struct conf_words *names = &want->limits.pass_env;
	char *pass[ENV_PASS_MAX + 1], **argv;
	struct env_input in = { .data_dir = sv->conf->data_dir.path,
		.software = SOFTWARE, .limits = &want->limits, .pass = pass,
		.path = env_passes_path(names) ? NULL : DEFAULT_PATH };
	struct arena a;

	arena_init(&a, sv->of->mem, ENV_MAX);
	env_passed(names, environ, pass);
	what->envp = env_build(&in, &a);
	argv = arena_alloc(&a, (args->n + 2) * sizeof(*argv));
	if (what->envp == NULL || argv == NULL) {
		errno = E2BIG;
		return -1;
	}
	argv[0] = arg(want->command.program.path);
	for (size_t i = 0; i < args->n; i++)
		argv[i + 1] = arg(args->v[i]);
	argv[args->n + 1] = NULL;
	what->argv = argv;
	return 0;
}

/* 0, or -1 with errno and *step. */
static int
spawn(struct service *sv, struct proc_spec *what, const char **step)
{
	struct proc_who who;
	int fds[2];

	*step = "find its user";
	errno = ENOENT;
	if (check_user(&sv->want->who, &who.uid, &who.gid) == -1)
		return -1;
	*step = "make its pipe";
	if (plat_pipe_from(fds) == -1)
		return -1;
	what->in = sv->of->null_fd;
	what->out = what->err = fds[1];
	*step = "fork";
	sv->pid = proc_start(what, &who, &sv->report);
	(void)close(fds[1]);
	sv->out.fd = fds[0];
	if (sv->pid != -1)
		return 0;
	sv->pid = 0;
	loop_close(sv->of->loop, &sv->out);
	return -1;
}

/* 0, or -1 with errno and *step. */
static int
try_start(struct service *sv, const char **step)
{
	struct image im = { .dirfd = -1 };
	struct proc_spec what;
	int r = -1, error;

	*step = "open";
	if (image_open(&im, sv->want->command.program.path) == 0) {
		*step = "exec";
		what.dirfd = im.dirfd;
		what.file = im.file;
		if (fill_spec(sv, &what) == 0)
			r = spawn(sv, &what, step);
	}
	error = errno;
	image_release(&im);
	errno = error;
	return r;
}

void
service_start(struct service *sv)
{
	const char *step;

	sv->ending = false;
	loop_cancel(sv->of->loop, &sv->timer);
	if (try_start(sv, &step) == -1) {
		explain(sv, 0, step, errno);
		start_later(sv);
		return;
	}
	sv->born = loop_us() / 1000;
	sv->lines = (struct errlines){ .n = 0 };
	log_info("service %s[%ld] starts", sv->name, (long)sv->pid);
	if (loop_want(sv->of->loop, &sv->out, LOOP_READ) == -1) {
		log_err("service %s[%ld]: its output cannot be read: %s",
		    sv->name, (long)sv->pid, strerror(errno));
		loop_close(sv->of->loop, &sv->out);
	}
}

/* How it ends */

static void
free_service(struct retired *retired)
{
	struct service *sv = list_entry(retired, struct service, retired);

	free(sv->name);
	free(sv->text);
	free(sv);
}

void
service_retire(struct service *sv)
{
	loop_cancel(sv->of->loop, &sv->timer);
	list_remove(&sv->node);
	loop_retire(sv->of->loop, &sv->retired, free_service);
}

void
service_end(struct service *sv)
{
	if (sv->ending)
		return;
	sv->ending = true;
	proc_signal(sv->pid, SIGTERM);
	proc_signal(sv->pid, SIGCONT);	/* a stopped one must hear it, too */
	loop_timer(sv->of->loop, &sv->timer, GRACE_MS);
}

static void
on_timer(void *arg)
{
	struct service *sv = arg;

	if (sv->pid == 0) {
		service_start(sv);
		return;
	}
	log_warn("service %s[%ld]: ignored TERM, killed", sv->name,
	    (long)sv->pid);
	proc_signal(sv->pid, SIGKILL);
}

static void
log_death(const struct service *sv, pid_t pid, const struct proc_end *how)
{
	struct cause why = { .kind = CAUSE_ENDED, .exited = true };
	const char *step;

	if (sv->ending) {
		log_info("service %s[%ld] has ended", sv->name, (long)pid);
		return;
	}
	if (proc_failed(sv->report, &step)) {
		explain(sv, pid, step, errno);
		return;
	}
	if (how->exited)
		why.exit_code = how->code;
	else
		why.signal = how->code;
	complain(sv, pid, &why);
}

void
service_bury(struct service *sv)
{
	struct proc_end how;
	pid_t pid = sv->pid;

	read_output(sv, true);
	loop_cancel(sv->of->loop, &sv->timer);
	loop_cancel(sv->of->loop, &sv->tell);
	if (proc_reap(pid, false, &how))
		log_warn("service %s[%ld]: left processes behind, killed",
		    sv->name, (long)pid);
	sv->pid = 0;
	log_death(sv, pid, &how);
	(void)close(sv->report);
	if (loop_us() / 1000 - sv->born >= SETTLED_MS)
		sv->backoff = 0;
	if (sv->want == NULL)
		service_retire(sv);
	else if (sv->ending)
		service_start(sv);
	else
		start_later(sv);
}

struct service *
service_new(struct services *ss, const char *name)
{
	struct service *sv = calloc(1, sizeof(*sv));

	if (sv == NULL)
		fatal("service");
	sv->of = ss;
	sv->name = strdup(name);
	sv->text = strdup("");
	if (sv->name == NULL || sv->text == NULL)
		fatal("service");
	watch_init(&sv->out, on_output, sv);
	timer_init(&sv->timer, on_timer, sv);
	timer_init(&sv->tell, on_tell, sv);
	list_push_back(&ss->all, &sv->node);
	return sv;
}
