#include "files/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/num.h"
#include "conn/exchange.h"
#include "conn/roots.h"
#include "files/cache.h"
#include "files/listing.h"
#include "http/field.h"
#include "http/mime.h"
#include "http/precond.h"
#include "http/range.h"

enum {
	ETAG_MAX = 64,
	FIELDS_MAX = 256,		/* but the type */
	SMALL_FILE = CACHE_FILE_MAX,	/* read into memory: one write less */
	BOUNDARY_LEN = ID_LEN,		/* of multipart/byteranges */
	PART_HEAD_MAX = 256
};

struct files {				/* of one worker */
	struct cache	*cache;
};

struct file_answer {
	int		 fd;		/* -1: none */
	struct file_text text;
	char		*page;		/* of a listing; malloc'd */
	size_t		 page_len;
	const char	*encoding;	/* NULL: as it is */
	int		 nranges;	/* 0: all of it */
	int		 next;		/* range to be sent */
	int		 status;

	/* not cleared at the start */
	struct stat	 st;		/* of the file or its variant */
	struct range	 ranges[RANGE_MAX];
	char		 boundary[BOUNDARY_LEN + 1];
};

static const struct variant {
	const char	*coding, *suffix;
} variants[] = {
	{ "br", ".br" },
	{ "gzip", ".gz" },
};

int
files_init(struct server *s)
{
	s->files = malloc(sizeof(*s->files));
	if (s->files == NULL)
		return -1;
	s->files->cache = cache_new();
	return s->files->cache == NULL ? -1 : 0;
}

static int
allow_only(struct exchange *x, int status)
{
	(void)reply_add(exchange_reply(x, status), "Allow",
	    SLICE("GET, HEAD, OPTIONS"));
	return -status;
}

static int
files_wants(struct exchange *x)
{
	if (exchange_is(x, "OPTIONS"))
		return allow_only(x, 204);
	if (!exchange_is(x, "GET") && !x->is_head)
		return allow_only(x, 405);
	return WANT_NONE;
}

/* The entity tag of a file: inode, size, time to the nanosecond. */
static size_t
make_etag(const struct stat *st, char out[ETAG_MAX])
{
	char *at = out;
	uint64_t v[] = { (uint64_t)st->st_ino, (uint64_t)st->st_size,
		(uint64_t)st->st_mtim.tv_sec * 1000000000u +
		(uint64_t)st->st_mtim.tv_nsec };

	*at++ = '"';
	for (size_t i = 0; i < 3; i++) {
		if (i > 0)
			*at++ = '-';
		at += num_hex(at, v[i]);
	}
	*at++ = '"';
	return (size_t)(at - out);
}

/* Quality that the request gives to a coding; of all its fields together. */
static int
quality(const struct exchange *x, const char *coding)
{
	int best = 0, q;

	for (size_t i = 0; i < x->head.nfields; i++) {
		if (!slice_caseeqs(x->head.fields[i].name, "accept-encoding"))
			continue;
		q = field_quality(x->head.fields[i].value, coding);
		if (q > best)
			best = q;
	}
	return best;
}

/* Is there a compressed file beside, no older than the file itself? */
static bool
has_variant(const struct exchange *x, const struct variant *v,
    struct found *as)
{
	*as = x->found;
	if (strlen(as->name) + strlen(v->suffix) >= sizeof(as->name))
		return false;
	memcpy(as->name + strlen(as->name), v->suffix,
	    strlen(v->suffix) + 1);
	return fstatat(as->dirfd, as->name, &as->st, AT_SYMLINK_NOFOLLOW) ==
	    0 && S_ISREG(as->st.st_mode) &&
	    as->st.st_mtim.tv_sec >= x->found.st.st_mtim.tv_sec;
}

/*
 * Open the variant that the client likes best, else the file itself.  *vary:
 * there is a variant, so the answer depends on Accept-Encoding.
 */
static int
open_best(struct exchange *x, struct file_answer *f, bool *vary)
{
	struct found as;
	int best = 0, fd = -1, q;

	*vary = false;
	for (size_t i = 0; i < sizeof(variants) / sizeof(variants[0]); i++) {
		if (!has_variant(x, &variants[i], &as))
			continue;
		*vary = true;
		q = quality(x, variants[i].coding);
		if (q <= best)
			continue;
		best = q;
		if (fd != -1)
			(void)close(fd);
		fd = file_open(&as);
		f->encoding = fd == -1 ? NULL : variants[i].coding;
		if (fd != -1)
			f->st = as.st;
	}
	if (fd != -1)
		return fd;
	fd = file_open(&x->found);
	f->st = x->found.st;
	return fd;
}

static int
refuse_file(const struct exchange *x)
{
	log_warn("id=%s: cannot open %s: %s", x->id, x->found.name,
	    strerror(errno));
	return errno == ENOENT ? -404 : errno == EMFILE || errno == ENFILE ?
	    -503 : -403;
}

/* Conditions and ranges: what is to be sent, 200 206 304 412 or 416. */
static int
decide(struct exchange *x, struct file_answer *f)
{
	struct validators v = { .etag = f->text.etag,
		.mtime = f->st.st_mtim.tv_sec,
		.now = loop_wall(x->srv->loop) / 1000 };
	const struct field *range = head_find(&x->head, "range");
	bool asked = x->is_head || slice_eqs(x->head.method, "GET");
	int status = asked ? precond_check(&x->head, &v) : 200;

	if (status != 200 || range == NULL || x->redirects > 0 ||
	    !slice_eqs(x->head.method, "GET") ||
	    !precond_range(&x->head, &v))
		return status;
	f->nranges = range_parse(range->value, (uint64_t)f->st.st_size,
	    f->ranges);
	if (f->nranges == -416)
		return 416;
	return f->nranges > 0 ? 206 : 200;
}

static size_t
part_head(const struct file_answer *f, int i, char out[PART_HEAD_MAX])
{
	const struct range *r = &f->ranges[i];
	int n = snprintf(out, PART_HEAD_MAX, "%s--%s\r\nContent-Type: %s\r\n"
	    "Content-Range: bytes %llu-%llu/%llu\r\n\r\n", i == 0 ? "" :
	    "\r\n", f->boundary, f->text.type,
	    (unsigned long long)r->start,
	    (unsigned long long)(r->start + r->len - 1),
	    (unsigned long long)f->st.st_size);

	return n < 0 || n >= PART_HEAD_MAX ? 0 : (size_t)n;
}

static uint64_t
multipart_length(const struct file_answer *f)
{
	char text[PART_HEAD_MAX];
	uint64_t sum = 2 + 2 + BOUNDARY_LEN + 2 + 2;	/* the closing line */

	for (int i = 0; i < f->nranges; i++)
		sum += part_head(f, i, text) + f->ranges[i].len;
	return sum;
}

static void
set_ranges(struct exchange *x, struct file_answer *f, struct reply *r)
{
	if (f->nranges == 1) {
		(void)reply_addf(r, "Content-Range", "bytes %llu-%llu/%llu",
		    (unsigned long long)f->ranges[0].start,
		    (unsigned long long)(f->ranges[0].start +
		    f->ranges[0].len - 1), (unsigned long long)f->st.st_size);
		r->length = (int64_t)f->ranges[0].len;
		return;
	}
	server_new_id(x->srv, f->boundary);
	r->length = (int64_t)multipart_length(f);
}

static void
add_type(const struct file_answer *f, struct reply *r)
{
	if (f->nranges > 1)
		(void)reply_addf(r, "Content-Type",
		    "multipart/byteranges; boundary=%s", f->boundary);
	else
		(void)reply_add(r, "Content-Type", slice_str(f->text.type));
}

/* The head of the answer, from what was decided. */
static int
commit(struct exchange *x, struct file_answer *f)
{
	struct reply *r = exchange_reply(x, f->status);

	r->length = f->st.st_size;
	if (f->status == 206)
		set_ranges(x, f, r);
	if (f->status != 304)
		add_type(f, r);
	(void)reply_add_lines(r, f->text.fields);
	return exchange_commit(x) == -1 ? -500 : 0;
}

static struct file_answer *
new_answer(struct exchange *x)
{
	struct file_answer *f = arena_alloc(&x->arena, sizeof(*f));

	if (f == NULL)
		return NULL;
	memset(f, 0, offsetof(struct file_answer, st));
	f->fd = -1;
	x->state = f;
	return f;
}

/* What the cache has, its bytes in the arena, where they can be sent from. */
static bool
take_cached(struct exchange *x, struct file_answer *f)
{
	const struct file_text *kept = cache_find(x->srv->files->cache,
	    &x->found.st, loop_now(x->srv->loop));
	char *mem = kept == NULL ? NULL :
	    arena_text(&x->arena, kept->bytes.n);

	if (mem == NULL)
		return false;
	f->text = *kept;
	f->text.bytes.p = mem;
	(void)slice_put(mem, kept->bytes);
	f->st = x->found.st;
	return true;
}

static int
describe(struct exchange *x, struct file_answer *f, bool vary)
{
	struct file_text *t = &f->text;
	char modified[DATE_LEN + 1];
	char *etag = arena_text(&x->arena, ETAG_MAX);
	char *mem = arena_text(&x->arena, FIELDS_MAX);
	struct reply r;

	if (etag == NULL || mem == NULL)
		return -1;
	t->type = mime_type(x->srv->mime, slice_str(x->found.name));
	t->etag = slice_of(etag, make_etag(&f->st, etag));
	date_format(modified, f->st.st_mtim.tv_sec);
	reply_init(&r, 200, mem, FIELDS_MAX);	/* has room for all of these */
	if (f->encoding != NULL)
		(void)reply_add(&r, "Content-Encoding",
		    slice_str(f->encoding));
	if (vary)
		(void)reply_add(&r, "Vary", SLICE("Accept-Encoding"));
	(void)reply_add(&r, "ETag", t->etag);
	(void)reply_add(&r, "Last-Modified", slice_str(modified));
	(void)reply_add(&r, "Accept-Ranges", SLICE("bytes"));
	t->fields = buf_slice(&r.fields);
	return 0;
}

static void
read_small(struct exchange *x, struct file_answer *f, bool vary)
{
	size_t n = (size_t)f->st.st_size;
	char *mem = n > SMALL_FILE ? NULL : arena_text(&x->arena, n);

	if (mem == NULL || pread(f->fd, mem, n, 0) != (ssize_t)n)
		return;
	f->text.bytes = slice_of(mem, n);
	if (!vary)
		cache_store(x->srv->files->cache, &f->st, &f->text,
		    loop_now(x->srv->loop), loop_wall(x->srv->loop) / 1000);
}

/* Open and describe it, or its variant: 0 or -status. */
static int
open_file(struct exchange *x, struct file_answer *f)
{
	bool vary;

	f->fd = open_best(x, f, &vary);
	if (f->fd == -1)
		return refuse_file(x);
	if (describe(x, f, vary) == -1)
		return -500;
	read_small(x, f, vary);
	return 0;
}

static void
close_file(struct file_answer *f)
{
	if (f->fd != -1)
		(void)close(f->fd);
	f->fd = -1;
}

static int
answer_file(struct exchange *x, struct file_answer *f)
{
	int r = take_cached(x, f) ? 0 : open_file(x, f);

	if (r < 0)
		return r;
	f->status = decide(x, f);
	if (f->status == 416)
		(void)reply_addf(exchange_reply(x, 416), "Content-Range",
		    "bytes */%llu", (unsigned long long)f->st.st_size);
	return f->status == 412 || f->status == 416 ? -f->status :
	    commit(x, f);
}

static int
start_file(struct exchange *x)
{
	struct file_answer *f = new_answer(x);
	int r;

	if (f == NULL)
		return -500;
	r = answer_file(x, f);
	if (r < 0 || f->text.bytes.p != NULL)
		close_file(f);
	return r;
}

static int
start_listing(struct exchange *x)
{
	struct listing_input in = { .dirfd = x->found.dirfd,
		.query = x->target.query };
	struct file_answer *f = new_answer(x);
	struct reply *reply;
	int r;

	if (!x->route.location->listing)
		return -403;
	in.path = path_clean(&x->path, 0, x->path.nsegs, true, &x->arena);
	in.bans = roots_bans(x->srv->roots, loop_now(x->srv->loop));
	if (f == NULL || in.path == NULL)
		return -500;
	if (x->path.nsegs == 0)
		in.path = "/";
	r = listing_page(&in, &f->page, &f->page_len);
	if (r < 0)
		return r;
	f->status = 200;
	reply = exchange_reply(x, 200);
	reply->length = (int64_t)f->page_len;
	(void)reply_add(reply, "Content-Type",
	    SLICE("text/html; charset=utf-8"));
	if (exchange_commit(x) == 0)
		return 0;
	free(f->page);
	return -500;
}

static int
files_start(struct exchange *x)
{
	if (x->found.is_dir)
		return start_listing(x);
	for (size_t i = x->rest; i < x->path.nsegs; i++)
		if (x->path.segs[i].text.n > 0)
			return -404;	/* a file has nothing below it */
	if (x->path.dir && x->index == NULL)
		return -404;
	if (!S_ISREG(x->found.st.st_mode))
		return -403;
	return start_file(x);
}

/* A piece of the file: from memory when it is there. */
static void
add_piece(struct exchange *x, const struct file_answer *f, uint64_t start,
    uint64_t len)
{
	if (f->text.bytes.p != NULL)
		exchange_bytes(x, slice_of(f->text.bytes.p + start,
		    (size_t)len));
	else
		exchange_file(x, f->fd, (off_t)start, len);
}

static int
fill_ranges(struct exchange *x, struct file_answer *f)
{
	const struct range *r = &f->ranges[f->next];
	char *mem;

	if (f->nranges == 1) {
		add_piece(x, f, r->start, r->len);
		return FILL_END;
	}
	mem = arena_text(&x->arena, PART_HEAD_MAX);
	if (mem == NULL)
		return FILL_BROKEN;
	if (f->next == f->nranges) {
		exchange_bytes(x, slice_of(mem, (size_t)snprintf(mem,
		    PART_HEAD_MAX, "\r\n--%s--\r\n", f->boundary)));
		return FILL_END;
	}
	exchange_bytes(x, slice_of(mem, part_head(f, f->next, mem)));
	add_piece(x, f, r->start, r->len);
	f->next++;
	return FILL_MORE;
}

static int
files_fill(struct exchange *x)
{
	struct file_answer *f = x->state;

	if (f->page != NULL)
		exchange_bytes(x, slice_of(f->page, f->page_len));
	else if (f->status == 206)
		return fill_ranges(x, f);
	else if (f->status == 200)
		add_piece(x, f, 0, (uint64_t)f->st.st_size);
	return FILL_END;
}

static void
files_stop(struct exchange *x)
{
	struct file_answer *f = x->state;

	close_file(f);
	free(f->page);
	x->state = NULL;
}

const struct handler files_handler = {
	.name = "files",
	.wants = files_wants,
	.start = files_start,
	.fill = files_fill,
	.stop = files_stop,
};
