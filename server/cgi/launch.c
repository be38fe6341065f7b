#include "cgi/launch.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "board/slots.h"
#include "cgi/env.h"
#include "cgi/image.h"
#include "cgi/run.h"
#include "cgi/stream.h"
#include "io/plat.h"

extern char	**environ;

static int
open_image(const struct run *r, struct image *im)
{
	const struct exchange *x = r->x;

	image_init(im);
	if (x == NULL || x->route.location->kind == LOC_CGI)
		return image_open(im, r->program->filename);
	im->dirfd = x->found.dirfd;
	image_name(im, x->found.name);
	return 0;
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
stream_env(const struct run *r, struct arena *a)
{
	const struct stream *st = r->stream;
	char *pass[ENV_PASS_MAX + 1], local[SOCK_TEXT_MAX], peer[SOCK_TEXT_MAX];
	struct env_input in = {
		.data_dir = r->cgi->srv->conf->data_dir.path,
		.server_addr = local, .server_port = st->local.port,
		.remote_addr = peer, .remote_port = st->peer.port,
		.unique_id = r->id, .software = SOFTWARE,
		.path = env_passes_path(&r->limits->pass_env) ? NULL :
		    DEFAULT_PATH, .limits = r->limits, .pass = pass };

	sock_ip_text(&st->local, local);
	sock_ip_text(&st->peer, peer);
	env_passed(&r->limits->pass_env, environ, pass);
	return env_build(&in, a);
}

static char **
request_env(const struct run *r, struct arena *a)
{
	const struct exchange *x = r->x;
	const struct program *p = r->program;
	char *pass[ENV_PASS_MAX + 1], method[64];
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
	if (env_passes_path(&r->limits->pass_env))
		in.path = NULL;
	env_passed(&r->limits->pass_env, environ, pass);
	return env_build(&in, a);
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
	if (r->stream != NULL)		/* its socket is not ours to close */
		return sock_for_program(r->stream->fd,
		    r->limits->clocks[CLOCK_IDLE]) == -1 ||
		    plat_pipe_from(p->err) == -1 ? -1 : 0;
	return open_stdin(r, p) == -1 || plat_pipe_from(p->out) == -1 ||
	    plat_pipe_from(p->err) == -1 ? -1 : 0;
}

/* execve(2) changes no argument, but does not say so. */
static char *
arg(const char *text)
{
	return (char *)(uintptr_t)text;
}

/* What the program is called with, ended by NULL; NULL: no memory. */
static char **
arguments(const struct run *r, const struct image *im, struct arena *a)
{
	static const struct conf_words none;
	const struct program *p = r->program;
	const struct conf_words *args = r->stream == NULL ? &none :
	    &r->stream->listen->stream->exec.args;
	char **v = arena_alloc(a, (args->n + 3) * sizeof(*v));
	size_t n = 0;

	if (v == NULL)
		return NULL;
	if (p->interpreter != NULL) {
		v[n++] = arg(p->interpreter);
		v[n++] = arg(im->file);
	} else {
		v[n++] = arg(p->filename);
	}
	for (size_t i = 0; i < args->n; i++)
		v[n++] = arg(args->v[i]);
	v[n] = NULL;
	return v;
}

/* Environment and arguments; false: they do not fit. */
static bool
fill_spec(const struct run *r, const struct image *im, struct proc_spec *what)
{
	struct arena a;

	arena_init(&a, r->cgi->env_mem, ENV_MAX);
	what->envp = r->stream != NULL ? stream_env(r, &a) :
	    request_env(r, &a);
	what->argv = what->envp == NULL ? NULL : arguments(r, im, &a);
	return what->argv != NULL;
}

/* `what` is filled; the rest of it follows here. */
static pid_t
spawn(struct run *r, const struct image *im, const struct pipes *p,
    struct proc_spec *what)
{
	const char *interp = r->program->interpreter, *step = "";
	pid_t pid;

	what->dirfd = im->dirfd;
	what->file = interp == NULL ? im->file : interp;
	what->in = p->in[0] == -1 ? r->cgi->srv->null_fd : p->in[0];
	what->out = p->out[1];
	what->err = p->err[1];
	what->group = slots_group(r->cgi->srv->board, r->ticket.slot);
	if (r->stream != NULL)
		what->in = what->out = r->stream->fd;
	pid = proc_spawn(what, &step);
	if (pid == -1)
		image_explain(im, r, step, errno);
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
	if (r->stream != NULL)		/* the client sees the program's end */
		close_fd(&r->stream->fd);
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
	struct proc_spec what;
	struct image im;
	pid_t pid = -1;
	int status = -500;

	if (open_image(r, &im) == -1) {
		status = errno == ENOENT ? -404 : -500;
		image_explain(&im, r, "open", errno);
	} else if (!fill_spec(r, &im, &what)) {
		log_warn("%s id=%s: its environment does not fit", r->name,
		    r->id);
		status = -431;
	} else if (open_pipes(r, &p) == -1) {
		log_err("%s id=%s: cannot make its pipes: %s", r->name, r->id,
		    strerror(errno));
		status = -503;
	} else {
		pid = spawn(r, &im, &p, &what);
	}
	if (pid != -1)
		hand_over(r, &p, pid);
	pipes_release(&p);
	image_release(&im);
	return pid == -1 ? status : 0;
}
