#include "apps/lib/record.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "apps/lib/mask.h"
#include "apps/lib/put.h"
#include "base/slice.h"
#include "http/class.h"
#include "web/folder.h"
#include "web/hash.h"
#include "web/secret.h"

enum {
	BODY_MAX = 4 << 20,		/* bytes; longer bodies are cut */
	BLOCK = 16384,
	ID_MAX = 64
};

/* What came of the body, handed out again, then the rest. */
struct recording {
	const struct web_port	*inner;
	struct mem		 mem;
	struct text		 body;
	size_t			 at;
};

static const char *
recording_env(void *arg, const char *name)
{
	const struct recording *r = arg;

	return r->inner->env(r->inner->arg, name);
}

static ssize_t
recording_read(void *arg, void *to, size_t n)
{
	struct recording *r = arg;

	if (r->at == r->body.n)
		return r->inner->read(r->inner->arg, to, n);
	if (n > r->body.n - r->at)
		n = r->body.n - r->at;
	memcpy(to, r->body.p + r->at, n);
	r->at += n;
	return (ssize_t)n;
}

static int
recording_write(void *arg, const char *bytes, size_t n)
{
	const struct recording *r = arg;

	return r->inner->write(r->inner->arg, bytes, n);
}

static const char *
var(const struct recording *r, const char *name)
{
	const char *value = r->inner->env(r->inner->arg, name);

	return value == NULL ? "" : value;
}

/* Bytes of the body to take: no more than it has, else the read waits. */
static size_t
body_size(const struct recording *r)
{
	uint64_t n;

	if (slice_to_u64(slice_str(var(r, "CONTENT_LENGTH")), &n) == -1)
		return 0;
	return n > BODY_MAX ? BODY_MAX : (size_t)n;
}

static void
take_body(struct recording *r)
{
	size_t left = body_size(r);
	ssize_t n;

	while (left > 0) {
		n = r->inner->read(r->inner->arg, text_room(&r->body, BLOCK),
		    left < BLOCK ? left : BLOCK);
		if (n <= 0)
			return;		/* the handler will meet it, too */
		r->body.n += (size_t)n;
		r->body.p[r->body.n] = '\0';
		left -= (size_t)n;
	}
}

/* Variables that make the request, not those of the machine. */
static bool
is_recorded(const char *name, size_t n)
{
	static const char *const names[] = {
		"REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "SCRIPT_NAME",
		"CONTENT_TYPE", "HTTPS", "SERVER_NAME", "SERVER_PORT",
		"SERVER_PROTOCOL", "REMOTE_ADDR", "REQUEST_TIME",
		"REQUEST_URI", "UNIQUE_ID"
	};

	if (n > 5 && strncmp(name, "HTTP_", 5) == 0)
		return true;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strlen(names[i]) == n && strncmp(names[i], name, n) == 0)
			return true;
	return false;
}

static void
add_variable(struct text *out, const char *name, const char *value)
{
	text_addf(out, "%s=", name);
	for (; *value != '\0'; value++)
		if (*value == '\n')
			text_adds(out, "\\n");
		else if (*value == '\\')
			text_adds(out, "\\\\");
		else
			text_addc(out, *value);
	text_addc(out, '\n');
}

static void
record_text(struct recording *r, struct text *out)
{
	const char *const *all = r->inner->all, *name;
	size_t n;

	for (; all != NULL && *all != NULL; all++) {
		n = strcspn(*all, "=");
		if ((*all)[n] == '\0' || !is_recorded(*all, n))
			continue;
		name = mem_dup(&r->mem, *all, n);
		add_variable(out, name, mask_variable(&r->mem, name,
		    *all + n + 1));
	}
	text_addc(out, '\n');
	mask_body(out, var(r, "CONTENT_TYPE"), r->body.p, r->body.n);
}

/* Sorted by time; the server's id is also in its logs. */
static const char *
record_name(struct recording *r)
{
	const char *id = var(r, "UNIQUE_ID");
	unsigned char random[8];
	struct timespec t = { 0 };
	struct tm tm;
	char when[32], hex[2 * sizeof(random) + 1];

	if (*id == '\0' || strlen(id) > ID_MAX ||
	    !class_all(slice_str(id), CLASS_TOKEN)) {
		secret_random(random, sizeof(random));
		hex_write(hex, random, sizeof(random));
		id = hex;
	}
	(void)clock_gettime(CLOCK_REALTIME, &t);	/* else 1970 */
	if (gmtime_r(&t.tv_sec, &tm) == NULL ||
	    strftime(when, sizeof(when), "%Y%m%dT%H%M%S", &tm) == 0)
		when[0] = '\0';
	return mem_printf(&r->mem, "%s.%03ld-%s.txt", when,
	    t.tv_nsec / 1000000, id);
}

/* Never over another one, never through a link. */
static int
write_record(struct recording *r, const char *dir)
{
	const char *name = record_name(r);
	int folder = folder_open(dir), fd, status;
	struct text text;

	if (folder == -1)
		return -1;
	fd = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW |
	    O_CLOEXEC, 0600);
	(void)close(folder);	/* a folder: nothing to lose */
	if (fd == -1)
		return -1;
	text_init(&text, &r->mem);
	record_text(r, &text);
	status = put_all(fd, text.p, text.n);
	return close(fd) == -1 ? -1 : status;
}

int
record_serve(const struct web_app *app, const struct web_port *inner,
    const char *dir)
{
	struct recording r = { .inner = inner };
	struct web_port port = *inner;
	int status;

	if (dir == NULL || *dir == '\0')
		return web_serve(app, inner);
	mem_init(&r.mem, 0);
	text_init(&r.body, &r.mem);
	take_body(&r);
	if (write_record(&r, dir) == -1)
		fprintf(stderr, "%s: no record in %s: %s\n", app->name, dir,
		    strerror(errno));
	port.env = recording_env;
	port.read = recording_read;
	port.write = recording_write;
	port.arg = &r;
	status = web_serve(app, &port);
	mem_release(&r.mem);
	return status;
}

static const char *
unescape(struct mem *m, struct slice s)
{
	struct text out;

	text_init(&out, m);
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\\' || i + 1 == s.n)
			text_addc(&out, s.p[i]);
		else
			text_addc(&out, s.p[++i] == 'n' ? '\n' : s.p[i]);
	return out.p;
}

int
record_read(struct memport *p, const char *text, size_t n)
{
	struct slice rest = slice_of(text, n), line;
	size_t end;

	while (slice_cut(&rest, '\n', &line) && line.n > 0) {
		end = slice_find(line, '=');
		if (end == line.n || !is_recorded(line.p, end))
			return -1;
		memport_set(p, mem_dup(p->mem, line.p, end),
		    unescape(p->mem, slice_skip(line, end + 1)));
	}
	if (p->nvars == 0)
		return -1;
	memport_body(p, NULL, rest.p, rest.n);
	return 0;
}
