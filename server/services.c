#include "services.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "cgi/cause.h"
#include "cgi/env.h"
#include "cgi/errlines.h"
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

struct service {
	struct list_node node;
	struct services	*of;
	const struct conf *conf;
	const struct conf_service *want;	/* NULL: it is to end */
	char		*name;		/* owned */
	char		*text;		/* owned: its block */
	pid_t		 pid;		/* 0: does not run */
	int		 report;	/* of proc_start(), while it runs */
	bool		 ending;	/* has been told to */
	struct watch	 out;		/* its stdout and stderr */
	struct errlines	 lines;
	struct timer	 timer;		/* to start it, or to KILL it */
	struct timer	 tell;		/* of dropped lines */
	int64_t		 born, backoff;	/* ms */
	struct retired	 retired;
};

extern char	**environ;

static void	start(struct service *);

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

static void
start(struct service *sv)
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

/* It does not run: forget it. */
static void
retire(struct service *sv)
{
	loop_cancel(sv->of->loop, &sv->timer);
	list_remove(&sv->node);
	loop_retire(sv->of->loop, &sv->retired, free_service);
}

/* It runs: end it. */
static void
end(struct service *sv)
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
		start(sv);
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

static void
bury(struct service *sv)
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
		retire(sv);
	else if (sv->ending)
		start(sv);
	else
		start_later(sv);
}

bool
services_reap(struct services *ss, pid_t pid)
{
	struct list_node *n = list_first(&ss->all);

	for (; n != NULL; n = list_next(&ss->all, n)) {
		struct service *sv = list_entry(n, struct service, node);

		if (sv->pid != pid)
			continue;
		bury(sv);
		return true;
	}
	return false;
}

/* What the configuration wants */

struct text {
	char	*p;			/* NULL: only counted */
	size_t	 n;
};

static void
add_text(void *to, const char *p, size_t n)
{
	struct text *t = to;

	if (t->p != NULL)
		memcpy(t->p + t->n, p, n);
	t->n += n;
}

/* All that the start of a service depends on. */
static char *
text_of(const struct conf *conf, const struct conf_service *want)
{
	const char *dir = conf->data_dir.path;
	struct text t = { NULL, 0 };

	for (int i = 0; i < 2; i++) {
		t.n = 0;
		conf_print_service(conf, want, add_text, &t);
		if (dir != NULL)
			add_text(&t, dir, strlen(dir));
		if (t.p == NULL)
			t.p = calloc(1, t.n + 1);
		if (t.p == NULL)
			fatal("service");
	}
	return t.p;
}

static struct service *
find(const struct services *ss, const char *name)
{
	struct list_node *n = list_first(&ss->all);

	for (; n != NULL; n = list_next(&ss->all, n)) {
		struct service *sv = list_entry(n, struct service, node);

		if (strcmp(sv->name, name) == 0)
			return sv;
	}
	return NULL;
}

static struct service *
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

static void
apply(struct services *ss, const struct conf *conf,
    const struct conf_service *want)
{
	struct service *sv = find(ss, want->name);
	char *text = text_of(conf, want);
	bool same;

	if (sv == NULL)
		sv = service_new(ss, want->name);
	same = strcmp(sv->text, text) == 0;
	free(sv->text);
	sv->text = text;
	sv->conf = conf;
	sv->want = want;
	if (!same)
		sv->backoff = 0;
	if (sv->pid == 0)
		start(sv);		/* whatever was wrong may be mended */
	else if (!same)
		end(sv);		/* and start it once it has */
}

static void
no_more(struct service *sv)
{
	sv->want = NULL;
	if (sv->pid != 0)
		end(sv);
	else
		retire(sv);
}

static bool
is_wanted(const struct service *sv, const struct conf *conf)
{
	for (size_t i = 0; conf != NULL && i < conf->nservices; i++)
		if (strcmp(conf->services[i].name, sv->name) == 0)
			return true;
	return false;
}

/* End those that the configuration, NULL for none, has not. */
static void
end_others(struct services *ss, const struct conf *conf)
{
	struct list_node *n, *next;

	for (n = list_first(&ss->all); n != NULL; n = next) {
		struct service *sv = list_entry(n, struct service, node);

		next = list_next(&ss->all, n);
		if (!is_wanted(sv, conf))
			no_more(sv);
	}
}

void
services_apply(struct services *ss, const struct conf *conf)
{
	end_others(ss, conf);
	for (size_t i = 0; i < conf->nservices; i++)
		apply(ss, conf, &conf->services[i]);
}

void
services_stop(struct services *ss)
{
	end_others(ss, NULL);
}

bool
services_none(const struct services *ss)
{
	return list_empty(&ss->all);
}

void
services_init(struct services *ss, struct loop *l)
{
	ss->loop = l;
	list_init(&ss->all);
	ss->null_fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	ss->mem = malloc(ENV_MAX);
	if (ss->null_fd == -1 || ss->mem == NULL)
		fatal("services");
}

void
services_forget(const struct services *ss)
{
	struct list_node *n = list_first(&ss->all);

	(void)close(ss->null_fd);
	for (; n != NULL; n = list_next(&ss->all, n)) {
		const struct service *sv = list_entry(n, struct service, node);

		if (sv->out.fd != -1)
			(void)close(sv->out.fd);
		if (sv->pid != 0)
			(void)close(sv->report);
	}
}
