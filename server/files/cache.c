#include "files/cache.h"

#include <stdlib.h>
#include <string.h>

#include "base/pool.h"

enum {
	ENTRIES = 512,
	VARIANTS_MS = 1000,		/* how long there are none */
	SETTLED_S = 2			/* unchanged for so long: may be kept */
};

struct entry {
	struct stat	 st;		/* when it was read */
	int64_t		 read;		/* ms */
	struct file_text text;
	char		*mem;		/* of the text, or NULL */
};

struct cache {
	struct pool	 pool;
	struct entry	 entries[ENTRIES];
};

struct cache *
cache_new(void)
{
	struct cache *c = calloc(1, sizeof(*c));

	if (c == NULL)
		return NULL;
	if (pool_init(&c->pool, CACHE_FILE_MAX + CACHE_FIELDS_MAX,
	    ENTRIES) == 0)
		return c;
	free(c);
	return NULL;
}

static size_t
place(const struct stat *st)
{
	uint64_t h = ((uint64_t)st->st_ino ^ ((uint64_t)st->st_dev << 32)) *
	    UINT64_C(0x9e3779b97f4a7c15);

	return (size_t)(h >> 32) % ENTRIES;
}

static bool
same_time(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

static bool
same_file(const struct stat *a, const struct stat *b)
{
	return a->st_ino == b->st_ino && a->st_dev == b->st_dev &&
	    a->st_size == b->st_size && a->st_mode == b->st_mode &&
	    same_time(&a->st_mtim, &b->st_mtim) &&
	    same_time(&a->st_ctim, &b->st_ctim);
}

const struct file_text *
cache_find(const struct cache *c, const struct stat *st, int64_t now)
{
	const struct entry *e = &c->entries[place(st)];

	if (e->mem == NULL || now - e->read >= VARIANTS_MS ||
	    !same_file(&e->st, st))
		return NULL;
	return &e->text;
}

static struct slice
copy(char *to, struct slice s)
{
	(void)slice_put(to, s);
	return slice_of(to, s.n);
}

void
cache_store(struct cache *c, const struct stat *st, const struct file_text *t,
    int64_t now, int64_t wall)
{
	struct entry *e = &c->entries[place(st)];

	if (t->bytes.n > CACHE_FILE_MAX ||
	    t->fields.n + t->etag.n > CACHE_FIELDS_MAX ||
	    t->bytes.n != (size_t)st->st_size ||
	    wall - st->st_ctim.tv_sec < SETTLED_S)
		return;
	if (e->mem == NULL)
		e->mem = pool_take(&c->pool);
	if (e->mem == NULL)
		return;
	e->text.bytes = copy(e->mem, t->bytes);
	e->text.fields = copy(e->mem + CACHE_FILE_MAX, t->fields);
	e->text.etag = copy(e->mem + CACHE_FILE_MAX + t->fields.n, t->etag);
	e->text.type = t->type;
	e->st = *st;
	e->read = now;
}
