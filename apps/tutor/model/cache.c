#include "apps/tutor/model/cache.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "apps/tutor/model/digest.h"
#include "web/folder.h"
#include "web/hash.h"
#include "web/mem.h"
#include "web/secret.h"
#include "web/store.h"
#include "web/text.h"

enum { CACHE_MAX = 1 << 28 };

/* What a file begins with: of another machine or version it is none. */
struct cache_head {
	char		magic[8];
	double		form;
	uint32_t	sizes[2];
	uint32_t	crc;
	uint32_t	zero;
};

static const struct cache_head ours = {
	.magic = "TUTOR 3", .form = 1.5,
	.sizes = { sizeof(struct digest_log), sizeof(long) }
};

char *
cache_load(int dirfd, const char *name, struct mem *m, size_t *n)
{
	struct cache_head head = ours;
	size_t size;
	char *p;

	p = folder_load(dirfd, name, m, CACHE_MAX, &size);
	if (p == NULL || size < sizeof(head))
		return NULL;
	*n = size - sizeof(head);
	head.crc = crc32c(0, p + sizeof(head), *n);
	return memcmp(p, &head, sizeof(head)) == 0 ? p + sizeof(head) : NULL;
}

void
cache_begin(struct text *t)
{
	text_add(t, (const char *)&ours, sizeof(ours));
}

char *
cache_recall(int dirfd, const char *name, struct mem *m, struct store *store,
    size_t *n)
{
	char *p = cache_load(dirfd, name, m, n);
	struct store_mark mark;

	if (p == NULL || *n < sizeof(mark))
		return NULL;
	memcpy(&mark, p, sizeof(mark));
	mark.prev8[sizeof(mark.prev8) - 1] = '\0';
	*n -= sizeof(mark);
	return store_seek(store, &mark) == 0 ? p + sizeof(mark) : NULL;
}

void
cache_begin_at(struct text *t, const struct store *store)
{
	struct store_mark mark;

	memset(&mark, 0, sizeof(mark));
	store_mark(store, &mark);
	cache_begin(t);
	text_add(t, (const char *)&mark, sizeof(mark));
}

/* A name that no other process makes now, nor one that has ended. */
static int
open_temp(int dirfd, char name[40])
{
	unsigned char random[16];
	char hex[33];

	secret_random(random, sizeof(random));
	hex_write(hex, random, sizeof(random));
	(void)snprintf(name, 40, ".new-%s", hex);
	return openat(dirfd, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC |
	    O_NOFOLLOW, 0600);
}

void
cache_save(int dirfd, const char *name, struct text *t)
{
	struct cache_head head = ours;
	char temp[40];
	int fd = open_temp(dirfd, temp);
	ssize_t n;

	if (fd == -1)
		return;
	head.crc = crc32c(0, t->p + sizeof(head), t->n - sizeof(head));
	memcpy(t->p, &head, sizeof(head));
	n = write(fd, t->p, t->n);
	if (close(fd) == -1 || n != (ssize_t)t->n ||
	    renameat(dirfd, temp, dirfd, name) == -1)
		(void)unlinkat(dirfd, temp, 0);
}
