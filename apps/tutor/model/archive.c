#include "apps/tutor/model/archive.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "apps/tutor/model/grow.h"
#include "web/folder.h"
#include "web/hash.h"
#include "web/mem.h"
#include "web/text.h"

enum { KEY_SIZE = 32, MEGA = 1 << 20, NAME_SIZE = 256 };

long long
archive_max(enum archive_part part)
{
	static const long long max[ARCHIVE_PARTS] = {
		[ARCHIVE_IS_FACTS] = 16 * MEGA,
		[ARCHIVE_IS_SUMS] = 128 * MEGA,
		[ARCHIVE_COURSE] = 1024LL * MEGA,
		[ARCHIVE_LOG] = 4096LL * MEGA,
		[ARCHIVE_BLOB] = 64 * MEGA,
		[ARCHIVE_VERSION] = MEGA,
		[ARCHIVE_KEY] = KEY_SIZE
	};

	return max[part];
}

/*
 * A component that may be a file's name: no dot in front, nothing that a line
 * of SHA256SUMS could not have.
 */
static bool
name_ok(const char *p, size_t n)
{
	if (n == 0 || n >= NAME_SIZE || p[0] == '.')
		return false;
	for (size_t i = 0; i < n; i++)
		if (p[i] == '\\' || iscntrl((unsigned char)p[i]))
			return false;
	return true;
}

static bool
path_ok(const char *path, size_t depth)
{
	size_t n;

	for (;;) {
		n = strcspn(path, "/");
		if (!name_ok(path, n) || depth-- == 0)
			return false;
		if (path[n] == '\0')
			return true;
		path += n + 1;
	}
}

/* What is behind `begin`, or NULL. */
static const char *
behind(const char *path, const char *begin)
{
	size_t n = strlen(begin);

	return strncmp(path, begin, n) == 0 ? path + n : NULL;
}

static bool
is_log(const char *name)
{
	size_t n = strlen(name), ending = strlen(".log");

	return n > ending && strcmp(name + n - ending, ".log") == 0 &&
	    strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789._-@+") == n;
}

static bool
is_hash(const char *name)
{
	return strlen(name) == SHA256_HEX &&
	    strspn(name, "0123456789abcdef") == SHA256_HEX;
}

static enum archive_part
data_part(const char *path)
{
	const char *rest = behind(path, "u/");

	if (is_log(rest != NULL ? rest : path))
		return ARCHIVE_LOG;
	rest = behind(path, "blob/");
	if (rest != NULL && rest[0] != '\0' && rest[1] != '\0' &&
	    rest[2] == '/' && is_hash(rest + 3) &&
	    memcmp(rest, rest + 3, 2) == 0)
		return ARCHIVE_BLOB;
	rest = behind(path, "ver/");
	if (rest != NULL && is_hash(rest))
		return ARCHIVE_VERSION;
	return strcmp(path, "key") == 0 ? ARCHIVE_KEY : ARCHIVE_BAD;
}

enum archive_part
archive_part(const char *path)
{
	const char *rest;

	if (!path_ok(path, ARCHIVE_DEPTH_MAX))
		return ARCHIVE_BAD;
	if (strcmp(path, ARCHIVE_FACTS) == 0)
		return ARCHIVE_IS_FACTS;
	if (strcmp(path, ARCHIVE_SUMS) == 0)
		return ARCHIVE_IS_SUMS;
	if (behind(path, "files/") != NULL)
		return ARCHIVE_COURSE;
	rest = behind(path, "data/");
	return rest == NULL ? ARCHIVE_BAD : data_part(rest);
}

const char *
archive_below(const char *path, const char **top, size_t *ntop)
{
	if (strncmp(path, "./", 2) == 0)
		path += 2;
	if (!path_ok(path, ARCHIVE_DEPTH_MAX + 1))
		return NULL;
	*top = path;
	*ntop = strcspn(path, "/");
	path += *ntop;
	return *path == '/' ? path + 1 : path;
}

void
archive_sum_add(struct archive_sums *s, struct mem *m, const char *path,
    const char hex[65])
{
	struct archive_sum *one;

	s->list = grow_list(m, s->list, s->n, sizeof(*s->list));
	one = &s->list[s->n++];
	one->path = mem_str(m, path);
	memcpy(one->hex, hex, sizeof(one->hex));
}

static int
by_path(const void *a, const void *b)
{
	const struct archive_sum *p = a, *q = b;

	return strcmp(p->path, q->path);
}

const char *
archive_sums_sort(struct archive_sums *s)
{
	if (s->n > 0)
		qsort(s->list, s->n, sizeof(*s->list), by_path);
	for (size_t i = 1; i < s->n; i++)
		if (strcmp(s->list[i - 1].path, s->list[i].path) == 0)
			return s->list[i].path;
	return NULL;
}

const struct archive_sum *
archive_sums_find(const struct archive_sums *s, const char *path, size_t n)
{
	size_t from = 0, to = s->n, at;
	int order;

	while (from < to) {
		at = from + (to - from) / 2;
		order = strncmp(path, s->list[at].path, n);
		if (order == 0 && s->list[at].path[n] == '\0')
			return &s->list[at];
		if (order <= 0)
			to = at;	/* also where more follows */
		else
			from = at + 1;
	}
	return NULL;
}

void
archive_sums_write(struct text *t, const struct archive_sums *s)
{
	for (size_t i = 0; i < s->n; i++)
		text_addf(t, "%s  %s\n", s->list[i].hex, s->list[i].path);
}

/* 64 digits, a blank, a blank or the star of binary files, the path. */
static int
read_line(struct archive_sums *s, struct mem *m, const char *line, size_t n)
{
	char hex[65] = "";
	const char *path;

	if (n < SHA256_HEX + 3 || line[SHA256_HEX] != ' ' ||
	    strchr(" *", line[SHA256_HEX + 1]) == NULL)
		return -1;
	memcpy(hex, line, SHA256_HEX);
	path = mem_dup(m, line + SHA256_HEX + 2, n - SHA256_HEX - 2);
	if (!is_hash(hex) || strlen(path) != n - SHA256_HEX - 2)
		return -1;
	archive_sum_add(s, m, path, hex);
	return 0;
}

int
archive_sums_read(struct archive_sums *s, struct mem *m, const char *text,
    size_t n)
{
	const char *end;
	size_t used;

	while (n > 0) {
		end = memchr(text, '\n', n);
		if (end == NULL)
			return -1;
		used = (size_t)(end - text);
		if (read_line(s, m, text, used) == -1)
			return -1;
		text += used + 1;
		n -= used + 1;
	}
	return 0;
}

const char *
archive_sums_differ(const struct archive_sums *a, const struct archive_sums *b)
{
	int order;

	for (size_t i = 0; i < a->n && i < b->n; i++) {
		order = strcmp(a->list[i].path, b->list[i].path);
		if (order != 0)
			return order < 0 ? a->list[i].path : b->list[i].path;
		if (strcmp(a->list[i].hex, b->list[i].hex) != 0)
			return a->list[i].path;
	}
	if (a->n == b->n)
		return NULL;
	return a->n > b->n ? a->list[b->n].path : b->list[a->n].path;
}

/* The file in whose place this one wants a folder, or NULL. */
static const struct archive_sum *
file_above(const struct archive_sums *s, const char *path)
{
	const struct archive_sum *found = NULL;
	const char *slash = path;

	while (found == NULL && (slash = strchr(slash, '/')) != NULL) {
		found = archive_sums_find(s, path, (size_t)(slash - path));
		slash++;
	}
	return found;
}

const char *
archive_sums_clash(const struct archive_sums *s)
{
	const struct archive_sum *found = NULL;

	for (size_t i = 0; i < s->n && found == NULL; i++)
		found = file_above(s, s->list[i].path);
	return found == NULL ? NULL : found->path;
}
