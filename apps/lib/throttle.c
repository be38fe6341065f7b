#include "web/throttle.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "apps/lib/lock.h"
#include "web/folder.h"
#include "web/hash.h"
#include "web/secret.h"

enum {
	NCELLS = 4096,
	WAYS = 8,		/* cells in which one key may be counted */
	WAIT_MS = 2000,
	N_MAX = 10000,
	SECONDS_MAX = 86400,
	FILE_FLAGS = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY |
	    O_NONBLOCK
};

#define SECOND		INT64_C(1000000)	/* in microseconds */
/* More than anybody waits between a look at the clock and the lock. */
#define LATE_MAX	(60 * SECOND)
/* The fullest bucket, whose shares were rounded up. */
#define LEVEL_MAX	(SECONDS_MAX * SECOND + N_MAX)

/*
 * A bucket that leaks: each event adds its share of the time, and time takes
 * away as much as has passed.  A cell whose checksum is wrong is empty.
 */
struct cell {
	int64_t		last;		/* time of the last event */
	int64_t		level;		/* of the bucket then, microseconds */
	uint32_t	crc;		/* of its number and all else */
	uint32_t	tag;		/* of the key that is counted */
};

struct place {
	uint32_t	first;		/* of WAYS cells */
	uint32_t	tag;
};

static uint32_t
cell_crc(const struct cell *c, uint32_t number)
{
	uint32_t crc = crc32c(0, &number, sizeof(number));

	crc = crc32c(crc, &c->last, sizeof(c->last));
	crc = crc32c(crc, &c->level, sizeof(c->level));
	return crc32c(crc, &c->tag, sizeof(c->tag));
}

static bool
cell_ok(const struct cell *c, uint32_t number)
{
	return c->crc == cell_crc(c, number) && c->last >= 0 &&
	    c->level >= 0 && c->level <= LEVEL_MAX;
}

/* Where to count; who has not the key cannot tell whom a cell is for. */
static int
find_place(int dirfd, const char *key, const struct throttle_rule *rule,
    struct place *at)
{
	unsigned char secret[SECRET_KEY_SIZE], digest[SHA256_SIZE];
	unsigned char inner[SHA256_SIZE];
	char label[64];
	int n;

	if (secret_key(dirfd, "key", secret) == -1)
		return -1;
	n = snprintf(label, sizeof(label), "throttle %d %d", rule->n,
	    rule->seconds);
	hmac_sha256(secret, sizeof(secret), label, (size_t)n, inner);
	hmac_sha256(inner, sizeof(inner), key, strlen(key), digest);
	at->first = ((uint32_t)digest[0] << 8 | digest[1]) % (NCELLS / WAYS) *
	    WAYS;
	memcpy(&at->tag, digest + 2, sizeof(at->tag));
	return 0;
}

static int
open_cells(int dirfd, const char *name)
{
	struct stat st;
	int fd;

	if (!folder_name_ok(name)) {
		errno = EINVAL;
		return -1;
	}
	fd = openat(dirfd, name, FILE_FLAGS, 0600);
	if (fd == -1)
		return -1;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		return fd;
	(void)close(fd);	/* nothing was written */
	errno = EINVAL;
	return -1;
}

static off_t
cell_offset(uint32_t number)
{
	return (off_t)number * (off_t)sizeof(struct cell);
}

/* Of what is no cell, an empty one is made. */
static int
cells_read(int fd, uint32_t first, struct cell cells[WAYS])
{
	memset(cells, 0, WAYS * sizeof(cells[0]));
	if (pread(fd, cells, WAYS * sizeof(cells[0]), cell_offset(first)) ==
	    -1)
		return -1;
	for (uint32_t i = 0; i < WAYS; i++)
		if (!cell_ok(&cells[i], first + i))
			memset(&cells[i], 0, sizeof(cells[i]));
	return 0;
}

/* What is left in it by now. */
static int64_t
level_at(const struct cell *c, int64_t now)
{
	int64_t passed = now > c->last ? now - c->last : 0;

	return passed < c->level ? c->level - passed : 0;
}

/*
 * The key's own, or one that has run dry.  Where all are in use it shares one,
 * and always the same: by way of several it would be counted less.
 */
static uint32_t
choose(const struct cell cells[WAYS], uint32_t tag, int64_t now)
{
	uint32_t found = tag % WAYS;

	for (uint32_t i = 0; i < WAYS; i++) {
		if (level_at(&cells[i], now) == 0)
			found = i;
		else if (cells[i].tag == tag)
			return i;
	}
	return found;
}

static int
cell_write(int fd, uint32_t number, struct cell *c)
{
	ssize_t n;

	c->crc = cell_crc(c, number);
	n = pwrite(fd, c, sizeof(*c), cell_offset(number));
	if (n >= 0 && n != sizeof(*c))
		errno = ENOSPC;
	return n == sizeof(*c) ? 0 : -1;
}

/* Add an event: 0, or the seconds after which there is room for it. */
static int
cell_count(struct cell *c, const struct throttle_rule *rule, int64_t now)
{
	int64_t share, over;

	/* Who waited for the lock is late: the time between must not leak
	 * again.  A clock that was set back stops the leak for a moment. */
	if (now < c->last && c->last - now <= LATE_MAX)
		now = c->last;
	if (now > c->last)
		c->level -= now - c->last < c->level ? now - c->last : c->level;
	c->last = now;
	share = (rule->seconds * SECOND + rule->n - 1) / rule->n;
	over = c->level + share - share * rule->n;
	if (over > 0)
		return (int)((over + SECOND - 1) / SECOND);
	c->level += share;
	return 0;
}

static int
count_locked(int fd, const struct place *at,
    const struct throttle_rule *rule, int64_t now)
{
	struct cell cells[WAYS];
	uint32_t i;
	int wait;

	if (lock_wait(fd, WAIT_MS) == -1 ||
	    cells_read(fd, at->first, cells) == -1)
		return -1;
	i = choose(cells, at->tag, now);
	if (level_at(&cells[i], now) == 0)
		cells[i].tag = at->tag;
	wait = cell_count(&cells[i], rule, now);
	return cell_write(fd, at->first + i, &cells[i]) == -1 ? -1 : wait;
}

int
throttle_count(int dirfd, const char *name, const char *key,
    const struct throttle_rule *rule, long long now_ms)
{
	struct place at;
	int error, fd, wait;

	assert(rule->n >= 1 && rule->n <= N_MAX);
	assert(rule->seconds >= 1 && rule->seconds <= SECONDS_MAX);
	if (find_place(dirfd, key, rule, &at) == -1)
		return -1;
	fd = open_cells(dirfd, name);
	if (fd == -1)
		return -1;
	wait = count_locked(fd, &at, rule, (int64_t)now_ms * 1000);
	error = errno;
	(void)close(fd);	/* gives the lock back */
	errno = error;
	return wait;
}
