#include "conn/exchange.h"

#include <assert.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "conn/conn.h"
#include "http/mime.h"
#include "http/status.h"

enum { PAGE_MAX = 6144, LOCATION_MAX = 4096 };

bool
exchange_is(const struct exchange *x, const char *method)
{
	return slice_eqs(exchange_method(x), method);
}

struct slice
exchange_method(const struct exchange *x)
{
	if (x->redirects == 0)
		return x->head.method;
	return x->is_head ? SLICE("HEAD") : SLICE("GET");
}

void
exchange_wake(struct exchange *x)
{
	conn_run(x->conn);
}

struct reply *
exchange_reply(struct exchange *x, int status)
{
	reply_init(&x->reply, status, x->fields_mem, sizeof(x->fields_mem));
	return &x->reply;
}

static struct part *
add_part(struct exchange *x)
{
	assert(x->nparts < EXCHANGE_PARTS);
	return &x->parts[x->nparts++];
}

static void
add_bytes(struct exchange *x, struct slice s, bool body)
{
	*add_part(x) = (struct part){ .kind = PART_BYTES, .p = s.p, .n = s.n,
		.body = body, .fd = -1 };
}

static void
add_location_fields(struct exchange *x)
{
	const struct conf_pairs *add;

	if (x->route.location == NULL)
		return;
	add = &x->route.location->add_header;
	for (size_t i = 0; i < add->n; i++)
		if (!reply_has(&x->reply, add->v[i].name))
			(void)reply_add(&x->reply, add->v[i].name,
			    slice_str(add->v[i].value));
}

/* Will the connection end with this answer? */
static bool
must_close(const struct exchange *x)
{
	const struct conn *c = x->conn;

	return x->close || x->srv->draining ||
	    (c->eof && buf_len(&c->in) == 0) ||
	    !head_keep_alive(&x->head) ||
	    (x->framing.kind != BODY_NONE && !x->body_done) ||
	    (x->route.location != NULL &&
	    c->requests + 1 >= x->route.location->keepalive_requests);
}

int
exchange_commit(struct exchange *x)
{
	struct reply_ctx ctx = { .minor = x->head.minor == 0 ? 0 : 1,
		.head = x->is_head, .date = server_date(x->srv),
		.server = "preforkd" };
	struct buf out;

	assert(!x->committed);
	buf_init(&out, x->out_mem, sizeof(x->out_mem));
	if (x->reply.raw) {
		x->close = true;
	} else {
		add_location_fields(x);
		x->reply.close = x->reply.close || must_close(x);
		if (reply_head(&x->reply, &ctx, &out) == -1)
			return -1;
		x->close = x->reply.close;
		add_bytes(x, buf_slice(&out), false);
	}
	x->committed = x->head_waits = true;
	x->status = x->reply.status;
	return 0;
}

void
exchange_bytes(struct exchange *x, struct slice s)
{
	bool chunked = x->reply.chunked && !x->reply.raw;

	assert(x->committed);
	if (s.n == 0 || (x->reply.no_body && !x->reply.raw))
		return;
	if (chunked)
		add_bytes(x, slice_of(x->chunk_line,
		    reply_chunk(x->chunk_line, s.n)), false);
	add_bytes(x, s, true);
	if (chunked)
		add_bytes(x, SLICE("\r\n"), false);
}

void
exchange_file(struct exchange *x, int fd, off_t off, uint64_t n)
{
	assert(x->committed && !x->reply.chunked);
	if (n == 0 || x->reply.no_body)
		return;
	*add_part(x) = (struct part){ .kind = PART_FILE, .fd = fd, .off = off,
		.n = n, .body = true };
}

void
exchange_end(struct exchange *x)
{
	assert(x->committed && !x->ended);
	if (x->reply.chunked && !x->reply.no_body && !x->reply.raw)
		add_bytes(x, SLICE("0\r\n\r\n"), false);
	x->ended = true;
}

/* Open the location's own page for the status; -1: it has none. */
static int
open_error_page(const struct exchange *x, int status, struct stat *st,
    const char **path)
{
	const struct location *l = x->route.location;
	int fd;

	for (size_t i = 0; l != NULL && i < l->nerror_pages; i++) {
		if (l->error_pages[i].status != status)
			continue;
		*path = l->error_pages[i].file.path;
		fd = open(*path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
		if (fd == -1)
			return -1;
		if (fstat(fd, st) == 0 && S_ISREG(st->st_mode))
			return fd;
		(void)close(fd);
	}
	return -1;
}

static bool
fail_with_file(struct exchange *x, int status)
{
	const char *path;
	struct stat st;
	int fd = open_error_page(x, status, &st, &path);

	if (fd == -1)
		return false;
	x->error_fd = fd;
	x->reply.length = st.st_size;
	(void)reply_add(&x->reply, "Content-Type",
	    slice_str(mime_type(x->srv->mime, slice_str(path))));
	if (exchange_commit(x) == -1)
		return false;
	exchange_file(x, fd, 0, (uint64_t)st.st_size);
	return true;
}

/* The page of a status, or with `page` another one, as the whole answer. */
static void
finish_with_page(struct exchange *x, int status)
{
	struct buf page;
	char *mem = arena_text(&x->arena, PAGE_MAX);

	if (mem == NULL) {		/* what filled it is of no use now */
		arena_reset(&x->arena);
		mem = arena_text(&x->arena, PAGE_MAX);
	}
	buf_init(&page, mem, PAGE_MAX);
	if (status_page(&page, status, slice_str(x->id)) == -1)
		buf_clear(&page);
	x->reply.length = (int64_t)buf_len(&page);
	if (buf_len(&page) > 0)
		(void)reply_add(&x->reply, "Content-Type",
		    SLICE("text/html; charset=utf-8"));
	if (exchange_commit(x) == -1) {
		x->status = status;	/* a field too long: cut it */
		x->broken = x->ended = true;
		return;
	}
	exchange_bytes(x, buf_slice(&page));
	exchange_end(x);
}

void
exchange_fail(struct exchange *x, int status)
{
	if (x->reply.status != status)
		(void)exchange_reply(x, status);
	if (status_bodyless(status) && exchange_commit(x) == 0) {
		exchange_end(x);
		return;
	}
	if (fail_with_file(x, status))
		exchange_end(x);
	else
		finish_with_page(x, status);
}

void
exchange_redirect(struct exchange *x, int status, const char *location)
{
	struct reply *r = exchange_reply(x, status);

	if (reply_add(r, "Location", slice_str(location)) == -1)
		status = 500;	/* does not fit, or is no field value */
	exchange_fail(x, status);
}

void
exchange_add_slash(struct exchange *x)
{
	const char *path = path_clean(&x->path, 0, x->path.nsegs, true,
	    &x->arena);
	const char *encoded = path == NULL ? NULL :
	    path_encode(slice_str(path), &x->arena);
	char *to;
	struct buf b;

	to = arena_text(&x->arena, LOCATION_MAX);
	buf_init(&b, to, to == NULL ? 0 : LOCATION_MAX);
	if (encoded == NULL || buf_adds(&b, encoded) == -1 ||
	    (x->target.has_query && (buf_addc(&b, '?') == -1 ||
	    buf_add(&b, x->target.query) == -1)) || buf_addc(&b, 0) == -1) {
		exchange_fail(x, 414);
		return;
	}
	exchange_redirect(x, exchange_is(x, "GET") || x->is_head ? 301 : 308,
	    to);
}
