#include "apps/tutor/model/tar.h"

#include <string.h>

void
tar_init(struct tar *t)
{
	memset(t, 0, sizeof(*t));
	t->size = -1;
}

unsigned
tar_sum(const unsigned char block[TAR_BLOCK])
{
	unsigned sum = 0;

	for (size_t i = 0; i < TAR_BLOCK; i++)
		sum += i >= TAR_CHECK && i < TAR_CHECK + TAR_CHECK_SIZE ?
		    ' ' : block[i];
	return sum;
}

static enum tar_step
bad(struct tar *t, const char *why)
{
	t->state = AT_BAD;
	t->wrong = why;
	return TAR_BAD;
}

/* Digits to the base 256, as GNU tar writes what is too large; or -1. */
static long long
number_of_bytes(const unsigned char *p, size_t n)
{
	long long value = p[0] & 0x7f;

	for (size_t i = 1; i < n; i++) {
		if (value > TAR_SIZE_MAX >> 8)
			return -1;
		value = value << 8 | p[i];
	}
	return value > TAR_SIZE_MAX ? -1 : value;
}

/* A field of octal digits with blanks before and behind; -1: it is none. */
static long long
number(const unsigned char *p, size_t n)
{
	long long value = 0;
	size_t i = 0;

	if (p[0] == 0xff)
		return -1;		/* less than nothing */
	if (p[0] >= 0x80)
		return number_of_bytes(p, n);
	while (i < n && p[i] == ' ')
		i++;
	for (; i < n && p[i] >= '0' && p[i] <= '7'; i++)
		value = value << 3 | (p[i] - '0');	/* 36 bits at most */
	if (i < n && p[i] != ' ' && p[i] != '\0')
		return -1;
	return value > TAR_SIZE_MAX ? -1 : value;
}

static size_t
field_size(const unsigned char *p, size_t max)
{
	const unsigned char *end = memchr(p, '\0', max);

	return end == NULL ? max : (size_t)(end - p);
}

/* The path of a header: an extended one, or prefix and name. */
static void
set_path(struct tar *t, const unsigned char *block)
{
	bool posix = memcmp(block + TAR_MAGIC, "ustar\0", 6) == 0;
	size_t n = posix ? field_size(block + TAR_PREFIX, TAR_PREFIX_SIZE) : 0;
	size_t name = field_size(block + TAR_NAME, TAR_NAME_SIZE);
	char *p = t->entry.path;

	if (t->has_path) {
		memcpy(p, t->path, sizeof(t->path));
		return;
	}
	if (n > 0) {
		memcpy(p, block + TAR_PREFIX, n);
		p[n++] = '/';
	}
	memcpy(p + n, block + TAR_NAME, name);
	p[n + name] = '\0';
}

static bool
is_extra(char kind)
{
	return kind == 'x' || kind == 'L';
}

/* Is there nothing that we know how to pass over? */
static bool
is_skipped(char kind)
{
	return kind == 'g' || kind == 'K';	/* of all, of links */
}

static enum tar_step
begin_extra(struct tar *t, char kind, long long size)
{
	if (is_extra(kind) && size > TAR_EXTRA_MAX)
		return bad(t, "an extended header has more than 8 kilobytes");
	t->kind = kind;
	t->nextra = 0;
	t->left = size;
	if (size > 0)
		t->state = is_extra(kind) ? AT_EXTRA : AT_SKIP;
	return TAR_MORE;
}

static enum tar_step
begin_entry(struct tar *t, const unsigned char *block, char kind)
{
	long long size = number(block + TAR_SIZE, TAR_LONG_SIZE);
	long long mtime = number(block + TAR_MTIME, TAR_LONG_SIZE);
	size_t n;

	set_path(t, block);
	n = strlen(t->entry.path);
	if (kind == '\0' || kind == '7')
		kind = TAR_FILE;
	if (kind == TAR_FILE && n > 0 && t->entry.path[n - 1] == '/')
		kind = TAR_FOLDER;	/* before there was a kind for it */
	t->entry.kind = kind;
	t->entry.mtime = mtime == -1 ? 0 : mtime;
	t->entry.size = t->size != -1 ? t->size : size;
	if (kind == TAR_FOLDER)
		t->entry.size = 0;	/* what it may hold, no bytes */
	t->left = t->entry.size;
	t->state = t->left > 0 ? AT_DATA : AT_HEAD;
	t->has_path = false;
	t->size = -1;
	return TAR_ENTRY;
}

static bool
is_zero(const unsigned char *block)
{
	for (size_t i = 0; i < TAR_BLOCK; i++)
		if (block[i] != 0)
			return false;
	return true;
}

static enum tar_step
read_head(struct tar *t, const unsigned char *block)
{
	char kind = (char)block[TAR_KIND];
	long long size;

	if (is_zero(block)) {
		t->state = AT_END;
		return TAR_END;
	}
	if (memcmp(block + TAR_MAGIC, "ustar", 5) != 0)
		return bad(t, "this is no archive of tar");
	if (number(block + TAR_CHECK, TAR_CHECK_SIZE) != tar_sum(block))
		return bad(t, "a header of the archive is damaged");
	size = number(block + TAR_SIZE, TAR_LONG_SIZE);
	if (size == -1)
		return bad(t, "a size in the archive is no number, or too "
		    "large");
	if (is_extra(kind) || is_skipped(kind))
		return begin_extra(t, kind, size);
	return begin_entry(t, block, kind);
}

/* A number of decimal digits that ends at the byte `end`, or -1. */
static long long
decimal(const char *p, size_t n, char end, size_t *used)
{
	long long value = 0;
	size_t i = 0;

	for (; i < n && p[i] >= '0' && p[i] <= '9'; i++) {
		value = value * 10 + (p[i] - '0');
		if (value > TAR_SIZE_MAX)
			return -1;
	}
	if (i == 0 || i == n || p[i] != end)
		return -1;
	*used = i + 1;
	return value;
}

static bool
set_next_path(struct tar *t, const char *p, size_t n)
{
	if (n == 0 || n > TAR_PATH_MAX || memchr(p, '\0', n) != NULL)
		return false;
	memcpy(t->path, p, n);
	t->path[n] = '\0';
	t->has_path = true;
	return true;
}

/* key=value and a newline.  NULL, or what is wrong. */
static const char *
take_pair(struct tar *t, const char *p, size_t n)
{
	const char *equals = memchr(p, '=', n), *value;
	size_t key, used;

	if (equals == NULL)
		return "an extended header cannot be read";
	key = (size_t)(equals - p);
	value = equals + 1;
	n -= key + 1;
	if (key == 4 && memcmp(p, "path", 4) == 0 &&
	    !set_next_path(t, value, n - 1))
		return "a path in the archive is too long";
	if (key == 4 && memcmp(p, "size", 4) == 0) {
		t->size = decimal(value, n, '\n', &used);
		if (t->size == -1 || used != n)
			return "a size in the archive is no number, or too "
			    "large";
	}
	if (key > 10 && memcmp(p, "GNU.sparse", 10) == 0)
		return "the archive has a file with holes: make it without "
		    "--sparse";
	return NULL;
}

/* Records "27 path=..."; the number counts all of the record. */
static const char *
take_pairs(struct tar *t)
{
	const char *p = t->extra, *wrong;
	size_t left = t->nextra, used;
	long long n;

	while (left > 0) {
		n = decimal(p, left, ' ', &used);
		if (n <= (long long)used || (size_t)n > left ||
		    p[n - 1] != '\n')
			return "an extended header cannot be read";
		wrong = take_pair(t, p + used, (size_t)n - used);
		if (wrong != NULL)
			return wrong;
		p += n;
		left -= (size_t)n;
	}
	return NULL;
}

static enum tar_step
end_extra(struct tar *t)
{
	const char *wrong = NULL;
	size_t n = t->nextra;

	t->state = AT_HEAD;
	if (t->kind == 'x')
		wrong = take_pairs(t);
	else if (!set_next_path(t, t->extra,
	    n > 0 && t->extra[n - 1] == '\0' ? n - 1 : n))
		wrong = "a path in the archive is too long";
	return wrong == NULL ? TAR_MORE : bad(t, wrong);
}

static enum tar_step
read_body(struct tar *t, const unsigned char *block)
{
	size_t n = t->left < TAR_BLOCK ? (size_t)t->left : TAR_BLOCK;

	t->left -= (long long)n;
	if (t->state == AT_EXTRA) {
		memcpy(t->extra + t->nextra, block, n);
		t->nextra += n;
		return t->left == 0 ? end_extra(t) : TAR_MORE;
	}
	t->n = n;
	if (t->state == AT_DATA) {
		t->state = t->left == 0 ? AT_HEAD : AT_DATA;
		return TAR_DATA;
	}
	t->state = t->left == 0 ? AT_HEAD : AT_SKIP;
	return TAR_MORE;
}

enum tar_step
tar_block(struct tar *t, const unsigned char block[TAR_BLOCK])
{
	switch (t->state) {
	case AT_HEAD:
		return read_head(t, block);
	case AT_END:
		return TAR_END;
	case AT_BAD:
		return TAR_BAD;
	default:
		return read_body(t, block);
	}
}
