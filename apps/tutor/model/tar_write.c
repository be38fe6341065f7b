#include <stdio.h>
#include <string.h>

#include "apps/tutor/model/tar.h"
#include "web/mem.h"
#include "web/text.h"

enum { NUMBER_SIZE = 24 };

static void
put_octal(unsigned char *field, size_t size, long long value)
{
	char digits[NUMBER_SIZE];

	(void)snprintf(digits, sizeof(digits), "%0*llo", (int)size - 1,
	    (unsigned long long)value);
	memcpy(field, digits, size);
}

/*
 * Where a path is cut into prefix and name: at its end when it fits the name;
 * 0: nowhere.
 */
static size_t
cut(const char *path)
{
	size_t n = strlen(path), at;

	if (n <= TAR_NAME_SIZE)
		return n;
	at = n - TAR_NAME_SIZE - 1;
	while (at < n && path[at] != '/')
		at++;
	return at > TAR_PREFIX_SIZE || at + 1 >= n ? 0 : at;
}

/* A path is an extended header's when there is no place to cut it. */
static void
put_path(unsigned char *block, const char *path)
{
	size_t n = strlen(path), at = cut(path);

	if (at == n || at == 0) {
		memcpy(block + TAR_NAME, path,
		    n < TAR_NAME_SIZE ? n : TAR_NAME_SIZE);
		return;
	}
	memcpy(block + TAR_PREFIX, path, at);
	memcpy(block + TAR_NAME, path + at + 1, n - at - 1);
}

static void
put_head(struct text *t, const struct tar_entry *e)
{
	unsigned char block[TAR_BLOCK] = { 0 };

	put_path(block, e->path);
	put_octal(block + TAR_MODE, TAR_ID_SIZE,
	    e->kind == TAR_FOLDER ? 0755 : 0644);
	put_octal(block + TAR_UID, TAR_ID_SIZE, 0);
	put_octal(block + TAR_GID, TAR_ID_SIZE, 0);
	put_octal(block + TAR_SIZE, TAR_LONG_SIZE, e->size);
	put_octal(block + TAR_MTIME, TAR_LONG_SIZE, e->mtime);
	block[TAR_KIND] = (unsigned char)e->kind;
	memcpy(block + TAR_MAGIC, "ustar\00000", TAR_MAGIC_SIZE);
	put_octal(block + TAR_CHECK, TAR_CHECK_SIZE - 1, tar_sum(block));
	block[TAR_CHECK + TAR_CHECK_SIZE - 1] = ' ';
	text_add(t, (const char *)block, sizeof(block));
}

/* "27 path=...": the number counts its own digits, too. */
static void
put_long_path(struct text *t, const struct tar_entry *e)
{
	struct tar_entry extra = { .path = "PaxHeaders/path", .kind = 'x',
	    .mtime = e->mtime };
	size_t rest = strlen(" path=\n") + strlen(e->path), n = rest + 1;
	char digits[NUMBER_SIZE];

	while (rest + (size_t)snprintf(digits, sizeof(digits), "%zu", n) != n)
		n++;
	extra.size = (long long)n;
	put_head(t, &extra);
	text_addf(t, "%zu path=%s\n", n, e->path);
	tar_fill(t, extra.size);
}

int
tar_head(struct text *t, const struct tar_entry *e)
{
	if (e->path[0] == '\0' || e->size < 0 || e->size > TAR_SIZE_MAX ||
	    e->mtime < 0 || e->mtime > TAR_SIZE_MAX)
		return -1;
	if (cut(e->path) == 0)
		put_long_path(t, e);
	put_head(t, e);
	return 0;
}

void
tar_fill(struct text *t, long long size)
{
	static const char zeros[TAR_BLOCK];
	size_t used = (size_t)(size % TAR_BLOCK);

	if (used > 0)
		text_add(t, zeros, TAR_BLOCK - used);
}

void
tar_end(struct text *t)
{
	static const char zeros[2 * TAR_BLOCK];

	text_add(t, zeros, sizeof(zeros));
}
