#define _XOPEN_SOURCE 700	/* realpath */

#include "cgi/launch.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "cgi/env.h"
#include "cgi/run.h"
#include "io/plat.h"

extern char	**environ;

enum {
	PASS_MAX = 64,			/* variables by pass_env */
	START_BYTES = 256		/* of a script, to explain a failure */
};

/* Where a program is and how it is called. */
struct image {
	int	 dirfd;			/* owned when `own` */
	bool	 own;
	char	 file[NAME_MAX + 3];	/* "./name" */
	char	 path[PATH_MAX];	/* of its folder: cgi FILE only */
};

static void
image_release(struct image *im)
{
	if (im->own && im->dirfd != -1)
		(void)close(im->dirfd);
}

/* `cgi FILE`: the folder of what it is a link to. */
static int
open_one(const char *path, struct image *im)
{
	char *slash;

	if (realpath(path, im->path) == NULL)
		return -1;
	slash = strrchr(im->path, '/');
	(void)snprintf(im->file, sizeof(im->file), "./%s", slash + 1);
	slash[slash == im->path ? 1 : 0] = '\0';
	im->own = true;
	im->dirfd = open(im->path, plat_dir_flags);
	return im->dirfd == -1 ? -1 : 0;
}

static int
open_image(const struct run *r, struct image *im)
{
	const struct exchange *x = r->x;

	*im = (struct image){ .dirfd = -1 };
	if (x->route.location->kind == LOC_CGI)
		return open_one(r->program->filename, im);
	im->dirfd = x->found.dirfd;
	(void)snprintf(im->file, sizeof(im->file), "./%s", x->found.name);
	return 0;
}

/* Those of the server's own variables that pass_env names. */
static void
passed(const struct conf_words *names, char *out[PASS_MAX + 1])
{
	size_t n = 0;

	for (size_t i = 0; i < names->n && n < PASS_MAX; i++) {
		size_t len = strlen(names->v[i]);

		for (char **e = environ; *e != NULL; e++)
			if (strncmp(*e, names->v[i], len) == 0 &&
			    (*e)[len] == '=')
				out[n++] = *e;
	}
	out[n] = NULL;
}

/* The target as the program should see it: origin-form. */
static struct slice
request_uri(const struct exchange *x)
{
	struct slice t = x->redirects > 0 ? slice_str(x->reroute) :
	    x->head.target;

	if (x->target.form != TARGET_ABSOLUTE)
		return t;
	return x->target.has_query ? slice_of(x->target.path.p,
	    (size_t)(x->target.query.p + x->target.query.n -
	    x->target.path.p)) : x->target.path;
}

static int64_t
content_length(const struct exchange *x, const struct run *r)
{
	if (x->redirects > 0 || x->framing.kind == BODY_NONE)
		return -1;
	if (x->framing.kind == BODY_COUNTED)
		return (int64_t)x->framing.length;
	return r->limits->stdin_mode == STDIN_STREAM ? -1 :
	    (int64_t)x->received;
}

static bool
passes_path(const struct conf_words *names)
{
	for (size_t i = 0; i < names->n; i++)
		if (strcmp(names->v[i], "PATH") == 0)
			return true;
	return false;
}

/* Our name when the client gave none; an IPv6 address stands in brackets. */
static struct slice
local_name(const struct exchange *x, const char *addr,
    char out[SOCK_TEXT_MAX + 2])
{
	if (x->local.unix_peer)
		return SLICE("localhost");
	(void)snprintf(out, SOCK_TEXT_MAX + 2, strchr(addr, ':') == NULL ?
	    "%s" : "[%s]", addr);
	return slice_str(out);
}

static char **
build_env(const struct run *r, struct arena *a)
{
	const struct exchange *x = r->x;
	const struct program *p = r->program;
	char *pass[PASS_MAX + 1], method[64];
	char local[SOCK_TEXT_MAX], name[SOCK_TEXT_MAX + 2];
	struct slice host = x->host;
	struct env_input in = { .head = &x->head, .query = x->target.query,
		.request_uri = request_uri(x), .script_name = p->script_name,
		.path_info = p->path_info,
		.path_translated = p->path_translated,
		.script_filename = p->filename,
		.document_root = x->route.location->root.path,
		.data_dir = x->srv->conf->data_dir.path,
		.server_addr = local, .server_port = x->server_port,
		.remote_addr = x->client_text, .remote_port = x->client.port,
		.https = x->https, .content_length = content_length(x, r),
		.host = host,
		.redirected = x->redirects > 0, .unique_id = x->id,
		.request_time_ms = x->arrived, .software = SOFTWARE,
		.path = DEFAULT_PATH, .limits = r->limits, .pass = pass };

	sock_ip_text(&x->local, local);
	in.server_name = host.n > 0 ? host_name(host) :
	    local_name(x, local, name);
	if (x->redirects > 0) {
		(void)snprintf(method, sizeof(method), "%s",
		    x->is_head ? "HEAD" : "GET");
		in.method = method;
	}
	if (passes_path(&r->limits->pass_env))
		in.path = NULL;
	passed(&r->limits->pass_env, pass);
	return env_build(&in, a);
}

/* Explain an exec that failed: look at the file as the system did. */
static void
explain(struct run *r, const struct image *im, const char *step, int error)
{
	char start[START_BYTES], missing[START_BYTES];
	struct cause why = { .kind = CAUSE_EXEC, .step = step,
		.error = error, .program = r->name };
	struct slice interp;
	ssize_t n = -1;
	int fd = im->dirfd == -1 ? -1 :
	    openat(im->dirfd, im->file, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (fd != -1) {
		n = read(fd, start, sizeof(start));
		(void)close(fd);
	}
	if (n > 0)
		why.start = slice_of(start, (size_t)n);
	interp = cause_interpreter(why.start);
	if (interp.n > 0 && interp.n < sizeof(missing)) {
		memcpy(missing, interp.p, interp.n);
		missing[interp.n] = '\0';
		if (access(missing, F_OK) == -1)
			why.interpreter_missing = missing;
	}
	if (r->program->interpreter != NULL &&
	    access(r->program->interpreter, F_OK) == -1)
		why.interpreter_missing = r->program->interpreter;
	run_complain(r, &why);
}

struct pipes {
	int	in[2], out[2], err[2];		/* read end, write end */
};

static void
close_fd(int *fd)
{
	if (*fd != -1)
		(void)close(*fd);
	*fd = -1;
}

static void
pipes_release(struct pipes *p)
{
	for (int i = 0; i < 2; i++) {
		close_fd(&p->in[i]);
		close_fd(&p->out[i]);
		close_fd(&p->err[i]);
	}
}

/* The program's stdin: a pipe, the spooled body, or none (/dev/null). */
static int
open_stdin(struct run *r, struct pipes *p)
{
	struct exchange *x = r->x;

	if (x->redirects > 0 || x->framing.kind == BODY_NONE ||
	    (x->body_done && x->received == 0))
		return 0;
	if (x->streaming)	/* though all may have come, not taken yet */
		return plat_pipe(p->in) == -1 ||
		    sock_nonblock(p->in[1]) == -1 ? -1 : 0;
	p->in[0] = spool_open(x->srv, &x->spool);
	return p->in[0] == -1 ? -1 : 0;
}

static int
open_pipes(struct run *r, struct pipes *p)
{
	return open_stdin(r, p) == -1 || plat_pipe_from(p->out) == -1 ||
	    plat_pipe_from(p->err) == -1 ? -1 : 0;
}

static pid_t
spawn(struct run *r, const struct image *im, const struct pipes *p,
    char **envp)
{
	const char *interp = r->program->interpreter;
	char *name = (char *)(uintptr_t)r->program->filename;
	char *file = (char *)(uintptr_t)im->file;
	char *runner = (char *)(uintptr_t)interp;
	char *direct[] = { name, NULL };
	char *by[] = { runner, file, NULL };
	struct proc_spec spec = { .dirfd = im->dirfd, .envp = envp,
		.file = interp == NULL ? im->file : interp,
		.argv = interp == NULL ? direct : by,
		.in = p->in[0] == -1 ? r->cgi->srv->null_fd : p->in[0],
		.out = p->out[1], .err = p->err[1] };
	const char *step = "";
	pid_t pid = proc_spawn(&spec, &step);

	if (pid == -1)
		explain(r, im, step, errno);
	return pid;
}

/* The ends that are ours go to the run; the others are closed. */
static void
hand_over(struct run *r, struct pipes *p, pid_t pid)
{
	struct board *b = r->cgi->srv->board;

	admission_run(&r->ticket, pid);
	r->in.fd = p->in[1];
	r->out.fd = p->out[0];
	r->err.fd = p->err[0];
	p->in[1] = p->out[0] = p->err[0] = -1;
	r->started_us = loop_us();
	atomic_fetch_add_explicit(
	    &b->workers[r->cgi->srv->worker].programs, 1,
	    memory_order_relaxed);
	run_watch(r, pid);
}

int
launch(struct run *r)
{
	struct pipes p = { { -1, -1 }, { -1, -1 }, { -1, -1 } };
	struct arena a;
	struct image im;
	char **envp;
	pid_t pid = -1;
	int status = -500;

	arena_init(&a, r->cgi->env_mem, ENV_MAX);
	envp = build_env(r, &a);
	if (envp == NULL) {
		log_warn("%s id=%s: its environment does not fit", r->name,
		    r->id);
		return -431;
	}
	if (open_image(r, &im) == -1) {
		status = errno == ENOENT ? -404 : -500;
		explain(r, &im, "open", errno);
	} else if (open_pipes(r, &p) == -1) {
		log_err("%s id=%s: cannot make its pipes: %s", r->name, r->id,
		    strerror(errno));
		status = -503;
	} else {
		pid = spawn(r, &im, &p, envp);
	}
	if (pid != -1)
		hand_over(r, &p, pid);
	pipes_release(&p);
	image_release(&im);
	return pid == -1 ? status : 0;
}
