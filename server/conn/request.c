#include "conn/request.h"

#include <assert.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "conn/conn.h"
#include "conn/exchange.h"
#include "conn/proxy.h"
#include "conn/roots.h"
#include "http/access.h"

static struct pool *
input_pool(struct server *s, bool large)
{
	return large ? &s->relays : &s->smalls;
}

/* What came behind the head moves to a buffer of its own. */
static int
keep_surplus(struct conn *c, struct slice surplus)
{
	size_t size = surplus.n <= HEAD_SMALL ? HEAD_SMALL : RELAY_SIZE;
	char *mem = NULL;

	c->in_large = size != HEAD_SMALL;
	if (surplus.n > 0) {
		mem = pool_take(input_pool(c->srv, c->in_large));
		if (mem == NULL)
			return -1;
	}
	buf_init(&c->in, mem, mem == NULL ? 0 : size);
	return buf_add(&c->in, surplus);
}

static void
init(struct exchange *x, struct conn *c)
{
	memset(x, 0, offsetof(struct exchange, found));
	x->head.method = x->head.target = slice_of(NULL, 0);
	head_clear(&x->head);
	x->path.nsegs = 0;
	x->path.dir = false;
	x->srv = c->srv;
	x->conn = c;
	x->error_fd = -1;
	x->client = c->peer;
	x->arrived = c->arrived;
	x->began_us = c->began_us;
	x->head.minor = 1;
	arena_init(&x->arena, x->mem, sizeof(x->mem));
	spool_init(&x->spool);
	found_init(&x->found);
	chunk_init(&x->chunk);
	server_new_id(c->srv, x->id);
}

struct exchange *
request_begin(struct conn *c, size_t n)
{
	struct exchange *x = pool_take(&c->srv->exchanges);
	struct slice all = buf_slice(&c->in);
	struct buf in = c->in;
	bool large = c->in_large;

	if (x == NULL)
		return NULL;
	if (keep_surplus(c, slice_skip(all, n)) == -1) {
		c->in = in;
		c->in_large = large;
		pool_give(&c->srv->exchanges, x);
		return NULL;
	}
	init(x, c);
	x->head_mem = in;
	x->head_mem.end = x->head_mem.start + n;
	x->head_large = large;
	return x;
}

static void
set_client(struct exchange *x)
{
	x->local = x->conn->local;
	x->server_port = x->local.port;
	proxy_apply(x);
	sock_ip_text(&x->client, x->client_text);
}

/* The target and what it means; also of a local redirect. */
static int
parse_target(struct exchange *x, struct slice target)
{
	int r = target_parse(&x->target, target, exchange_method(x));

	if (r < 0)
		return r;
	if (x->target.form == TARGET_ASTERISK)
		return 0;
	return path_parse(&x->path, x->target.path, &x->arena);
}

int
request_parse(struct exchange *x)
{
	int r = head_parse(&x->head, buf_slice(&x->head_mem));

	set_client(x);
	x->is_head = slice_eqs(x->head.method, "HEAD");
	if (r < 0)
		return r;
	if (slice_eqs(x->head.method, "CONNECT") ||
	    slice_eqs(x->head.method, "TRACE"))
		return -405;
	r = parse_target(x, x->head.target);
	if (r == 0)
		r = head_host(&x->head, x->target.authority, &x->host);
	if (r == 0)
		r = body_framing(&x->head, &x->framing);
	if (r < 0)
		return r;
	x->body_done = x->framing.kind == BODY_NONE ||
	    (x->framing.kind == BODY_COUNTED && x->framing.length == 0);
	x->site = route_site(x->srv->conf, host_name(x->host));
	if (buf_len(&x->head_mem) <= x->site->max_header_size)
		return 0;
	return x->head.target.n >= x->site->max_header_size ? -414 : -431;
}

static int
status_of(int error)
{
	switch (error) {
	case ENOENT:
	case ENOTDIR:
	case ENAMETOOLONG:
	case EPERM:			/* banned: as if it were not there */
		return 404;
	case EACCES:
	case ELOOP:
	case EXDEV:
		return 403;
	case EMFILE:
	case ENFILE:
	case ENOMEM:
		return 503;
	default:
		return 500;
	}
}

/* Names with a dot in front are ours, not the visitor's. */
static bool
is_hidden(struct slice name)
{
	return name.n > 0 && name.p[0] == '.' &&
	    !slice_eqs(name, ".well-known");
}

/*
 * The names below the location's folder, up to one with a decoded slash,
 * which no file can have; at[i] is the segment of the i-th name.
 */
static struct file_names
collect_names(const struct exchange *x, size_t from, struct slice *v,
    uint8_t *at)
{
	struct file_names names = { v, 0 };

	for (size_t i = from; i < x->path.nsegs; i++) {
		if (x->path.segs[i].text.n == 0)
			continue;
		if (x->path.segs[i].slash)
			break;
		at[names.n] = (uint8_t)i;
		v[names.n++] = x->path.segs[i].text;
	}
	return names;
}

/* The folder of the location, and the first segment that counts below it. */
static const char *
folder_of(const struct exchange *x, size_t *from)
{
	const struct location *l = x->route.location;

	*from = x->route.next;
	if (l->kind == LOC_CGI_BIN)
		return l->cgi_bin.path;
	if (l->alias.path != NULL)
		return l->alias.path;
	*from = 0;
	return l->root.path;
}

static bool
none_hidden(const struct file_names *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is_hidden(names->v[i]))
			return false;
	return true;
}

static bool
has_rest(const struct exchange *x)
{
	for (size_t i = x->rest; i < x->path.nsegs; i++)
		if (x->path.segs[i].text.n > 0)
			return true;
	return false;
}

/* A folder was found: its index, if it has one, takes its place. */
static int
find_index(struct exchange *x, const struct file_root *root,
    const struct file_bans *bans)
{
	const struct conf_words *index = &x->route.location->index;

	if (has_rest(x))
		return -404;
	if (!x->path.dir) {
		exchange_add_slash(x);
		return 0;
	}
	for (size_t i = 0; i < index->n; i++) {
		if (file_walk_on(root, bans, &x->found,
		    slice_str(index->v[i])) == -1)
			continue;
		if (!x->found.is_dir) {
			x->index = index->v[i];
			return 0;
		}
		return -404;	/* a folder that is named like an index */
	}
	return 0;
}

static void
log_find(const struct exchange *x, const char *path, int error)
{
	if (status_of(error) != 404)
		log_warn("id=%s: %s beneath %s", x->id, error == EXDEV ?
		    "a symbolic link leads out" : strerror(error), path);
}

/* Find what the path names in the location's folder: 0 or -status. */
static int
find(struct exchange *x)
{
	struct slice v[PATH_MAX_SEGS];
	uint8_t at[PATH_MAX_SEGS];
	size_t from;
	const char *path = folder_of(x, &from);
	struct file_names names = collect_names(x, from, v, at);
	struct file_root *root = path == NULL ? NULL :
	    roots_get(x->srv->roots, path);
	const struct file_bans *bans = NULL;
	int64_t now = loop_now(x->srv->loop);

	if (root == NULL)
		return -404;
	if (x->route.location->kind != LOC_CGI_BIN)
		bans = roots_bans(x->srv->roots, now);
	if (file_walk(root, bans, names, now, &x->found) == -1) {
		log_find(x, path, errno);
		return -status_of(errno);
	}
	x->rest = x->found.used < names.n ? at[x->found.used] :
	    names.n == 0 ? from : (size_t)at[names.n - 1] + 1;
	if (!none_hidden(&names, x->found.used))
		return -404;
	return x->found.is_dir ? find_index(x, root, bans) : 0;
}

static void
answer_options(struct exchange *x)
{
	struct reply *r = exchange_reply(x, 204);

	(void)reply_add(r, "Allow", SLICE("GET, HEAD, POST, OPTIONS"));
	exchange_fail(x, 204);
}

/* Replace $uri and $host in the location's redirect. */
static int
expand(const struct exchange *x, const char *text, struct buf *out)
{
	struct slice s = slice_str(text);
	struct slice host = x->host.n > 0 ? x->host : SLICE("localhost");
	int r = 0;

	while (s.n > 0 && r == 0) {
		if (slice_starts(s, SLICE("$host"))) {
			r = buf_add(out, host);
			s = slice_skip(s, 5);
		} else if (slice_starts(s, SLICE("$uri"))) {
			r = buf_add(out, x->target.path);
			if (r == 0 && x->target.has_query)
				r = buf_addc(out, '?');
			if (r == 0)
				r = buf_add(out, x->target.query);
			s = slice_skip(s, 4);
		} else {
			r = buf_addc(out, s.p[0]);
			s = slice_skip(s, 1);
		}
	}
	return r == 0 ? buf_addc(out, 0) : -1;
}

static void
answer_redirect(struct exchange *x)
{
	const struct location *l = x->route.location;
	char *to = arena_text(&x->arena, 2 * HEAD_SMALL);
	struct buf b;

	buf_init(&b, to, to == NULL ? 0 : 2 * HEAD_SMALL);
	if (expand(x, l->redirect_to, &b) == -1)
		exchange_fail(x, 414);
	else
		exchange_redirect(x, l->redirect_status, to);
}

static bool
needs_folder(enum location_kind kind)
{
	return kind == LOC_FILES || kind == LOC_CGI_BIN ||
	    kind == LOC_CGI_SUFFIX;
}

bool
request_pick(struct exchange *x)
{
	const struct location *l;
	int r = 0;

	if (x->target.form == TARGET_ASTERISK) {
		answer_options(x);
		return false;
	}
	route_find(x->site, &x->path, &x->route);
	l = x->route.location;
	if (!route_allowed(l, x->client.unix_peer ? NULL : x->client.ip))
		r = -403;
	else if (x->route.add_slash)
		exchange_add_slash(x);
	else if (l->kind == LOC_REDIRECT)
		answer_redirect(x);
	else if (needs_folder(l->kind))
		r = find(x);
	if (r < 0)
		exchange_fail(x, -r);
	if (x->ended)
		return false;
	x->handler = x->srv->pick(x);
	return true;
}

int
request_reroute(struct exchange *x)
{
	int r;

	if (++x->redirects > REDIRECT_MAX) {
		log_err("id=%s: more than %d local redirects, the last one "
		    "to %s", x->id, REDIRECT_MAX, x->reroute);
		return -500;
	}
	found_release(&x->found);
	spool_release(x->srv, &x->spool);
	x->route = (struct route){ .location = NULL };
	x->index = NULL;
	x->streaming = false;
	x->state = NULL;
	x->reply = (struct reply){ .status = 0 };
	r = parse_target(x, slice_str(x->reroute));
	return r < 0 ? -500 : 0;
}

static struct slice
header(const struct exchange *x, const char *name)
{
	const struct field *f = head_find(&x->head, name);

	return f == NULL ? slice_of(NULL, 0) : f->value;
}

static void
write_log(struct exchange *x, bool complete)
{
	struct access *a = &x->figures;

	if (x->srv->access_fd == -1)	/* nobody wants to know */
		return;
	a->time = x->arrived;
	a->remote = slice_str(x->client_text);
	a->method = x->head.method;
	a->target = x->head.target;
	a->minor = x->head.target.n == 0 ? -1 : x->head.minor;
	a->status = x->status;
	a->bytes = x->sent;
	a->received = x->received;
	a->host = x->host;
	a->referer = header(x, "referer");
	a->agent = header(x, "user-agent");
	a->id = slice_str(x->id);
	a->duration_us = loop_us() - x->began_us;
	a->complete = complete;
	server_log(x->srv, a);
}

void
request_end(struct exchange *x, bool complete)
{
	struct server *s = x->srv;

	assert(!x->started);
	write_log(x, complete);
	atomic_fetch_add_explicit(&s->board->workers[s->worker].requests, 1,
	    memory_order_relaxed);
	spool_release(s, &x->spool);
	found_release(&x->found);
	if (x->error_fd != -1)
		(void)close(x->error_fd);
	if (x->head_mem.mem != NULL)
		pool_give(input_pool(s, x->head_large), x->head_mem.mem);
	pool_give(&s->exchanges, x);
}
