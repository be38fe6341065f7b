/*
 * body_parts.c - a multipart body: fields to memory, uploads to the disk.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "apps/lib/body.h"
#include "apps/lib/put.h"
#include "apps/lib/request.h"
#include "base/slice.h"
#include "base/utf8.h"
#include "web/answer.h"
#include "web/folder.h"
#include "web/multipart.h"

enum { READ_SIZE = 65536, NAME_MAX_BYTES = 200, VALUE_MAX = 1 << 20 };

/* One reading: the part that is arriving is a field or a file. */
struct parts {
	struct web		*w;
	const char		*name;
	struct text		 value;
	struct web_file		*file;		/* NULL: a plain field */
};

/*
 * What a browser says of a file's name may be a path of any system.  Its last
 * component without control bytes, no dot in front, not too long; "file" when
 * nothing is left.
 */
static const char *
safe_name(struct mem *m, const char *name)
{
	struct slice rest;
	struct text safe;
	size_t n;

	for (const char *p = name; *p != '\0'; p++)
		if (*p == '/' || *p == '\\')
			name = p + 1;
	text_init(&safe, m);
	for (rest = slice_str(name); rest.n > 0; rest = slice_skip(rest, n)) {
		n = utf8_len(rest);
		if (n == 0 || (unsigned char)*rest.p < 0x20 ||
		    *rest.p == 0x7f || (safe.n == 0 && *rest.p == '.')) {
			n = n == 0 ? 1 : n;
			continue;
		}
		if (safe.n + n > NAME_MAX_BYTES)
			break;
		text_add(&safe, rest.p, n);
	}
	return safe.n == 0 ? "file" : safe.p;
}

/* Beside the application's other files, which are known to have a disk. */
static int
new_file(struct parts *p, const struct multipart_part *part)
{
	struct web *w = p->w;
	struct web_file *file;
	int data = web_data(w);

	if (w->files == NULL)
		w->files = mem_array(&w->mem, FILES_MAX, sizeof(*w->files));
	if (w->nfiles == FILES_MAX)
		return 413;
	file = &w->files[w->nfiles];
	file->fd = data == -1 ? -1 : folder_temp(data);
	if (file->fd == -1)
		return web_broken(w, "no place for an upload: %s",
		    strerror(errno));
	w->nfiles++;
	file->field = p->name;
	file->name = safe_name(&w->mem, part->filename);
	file->type = mem_str(&w->mem, part->type);
	file->size = 0;
	p->file = file;
	return 0;
}

static int
on_part(void *arg, const struct multipart_part *part)
{
	struct parts *p = arg;

	p->file = NULL;
	p->name = mem_str(&p->w->mem, part->name);
	text_clear(&p->value);
	return part->filename == NULL ? 0 : new_file(p, part);
}

static int
on_data(void *arg, const char *bytes, size_t n)
{
	struct parts *p = arg;

	if (p->file == NULL) {
		if (n > VALUE_MAX - p->value.n)
			return 413;
		text_add(&p->value, bytes, n);
		return 0;
	}
	p->file->size += (long long)n;
	if (put_all(p->file->fd, bytes, n) == -1)
		return errno == ENOSPC || errno == EDQUOT || errno == EFBIG ?
		    507 : web_broken(p->w, "upload: %s", strerror(errno));
	return 0;
}

static int
on_end(void *arg)
{
	struct parts *p = arg;

	if (p->file == NULL)
		body_pair(p->w, &p->w->sent, p->name, &p->value);
	else if (lseek(p->file->fd, 0, SEEK_SET) == -1)
		return web_broken(p->w, "upload: %s", strerror(errno));
	return 0;
}

/* Push what comes until the body or the patience of a limit ends. */
static int
push_all(struct web *w, struct multipart *m)
{
	char *block = mem_alloc(&w->mem, READ_SIZE);
	long long total = 0;
	ssize_t n;
	int status;

	while ((n = web_read(w, block, READ_SIZE)) > 0) {
		total += n;
		if (total > body_limit(w))
			return 413;
		status = multipart_push(m, block, (size_t)n);
		if (status != 0)
			return abs(status);
	}
	return n == -1 ? 400 : abs(multipart_end(m));
}

int
body_multipart(struct web *w)
{
	static const struct multipart_events events = {
		on_part, on_data, on_end
	};
	struct parts p = { .w = w };
	struct multipart *m;
	int status;

	if (w->body_left > body_limit(w))
		return 413;
	m = multipart_new(&w->mem, web_var(w, "CONTENT_TYPE"), &events, &p);
	if (m == NULL)
		return 415;
	text_init(&p.value, &w->mem);
	w->reading = true;
	status = push_all(w, m);
	w->reading = false;
	return status;
}
