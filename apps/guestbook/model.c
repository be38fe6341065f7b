#include "apps/guestbook/model.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "web/json.h"
#include "web/store.h"
#include "web/val.h"

#define STORE	"entries"

/*
 * Beside the entries: line k is the mark behind entry k * PAGE_ENTRIES, so
 * that a page is found without reading the book.  Each has the same length.
 * One that is missing or wrong costs time only: then the book is read.
 */
#define MARKS	"marks"

enum { LOCK_WAIT_MS = 5000, MARK_SIZE = 51 };

/* Under the lock of the entries, behind the last one. */
static void
mark_write(int fd, const struct store *s)
{
	char line[MARK_SIZE + 1];
	struct store_mark m;

	store_mark(s, &m);
	if (fd == -1 || m.seq % PAGE_ENTRIES != 0)
		return;
	(void)snprintf(line, sizeof(line), "%20lld %20lld %8s\n", m.offset,
	    m.seq, m.prev8);
	(void)pwrite(fd, line, MARK_SIZE,
	    (m.seq / PAGE_ENTRIES - 1) * MARK_SIZE);
}

/* The mark of line k > 0; false: it is not there, or not as it should be. */
static bool
mark_read(int fd, long long k, struct store_mark *m)
{
	char line[MARK_SIZE];

	if (pread(fd, line, MARK_SIZE, (k - 1) * MARK_SIZE) != MARK_SIZE ||
	    line[20] != ' ' || line[41] != ' ' || line[50] != '\n')
		return false;
	line[20] = line[41] = '\0';
	m->offset = strtoll(line, NULL, 10);
	m->seq = strtoll(line + 21, NULL, 10);
	memcpy(m->prev8, line + 42, 8);
	m->prev8[8] = '\0';
	return m->seq == k * PAGE_ENTRIES;
}

/* How many marks there are; of something odd: none. */
static long long
mark_count(int fd)
{
	struct stat st;

	return fstat(fd, &st) == -1 ? 0 : st.st_size / MARK_SIZE;
}

/* Go on at line k, or, where there is no use of it, at the start. */
static void
mark_seek(struct store *s, int fd, long long k)
{
	struct store_mark m = { .seq = 0 };

	if (k <= 0 || !mark_read(fd, k, &m))
		m = (struct store_mark){ .prev8 = "00000000" };
	(void)store_seek(s, &m);	/* failed, it is the start, too */
}

long long
entry_add(int dirfd, const char *name, const char *message, long long now_ms)
{
	struct store *s = store_open(dirfd, STORE, STORE_WRITE, LOCK_WAIT_MS);
	long long seq;
	int marks;

	if (s == NULL)
		return -1;
	marks = openat(dirfd, MARKS, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
	    0600);
	mark_seek(s, marks, mark_count(marks));
	seq = store_addf(s, now_ms, "{\"name\":%s,\"message\":%s}", name,
	    message);
	if (seq > 0)
		mark_write(marks, s);
	store_close(s);
	if (marks != -1)
		(void)close(marks);	/* lost, it costs time only */
	return seq;
}

static void
set_time(struct val *entry, long long ms)
{
	char text[64];
	time_t t = (time_t)(ms / 1000);
	struct tm tm;

	if (gmtime_r(&t, &tm) == NULL)
		return;
	(void)strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm);
	val_set(entry, "datetime", text);
	(void)strftime(text, sizeof(text), "%e %B %Y, %H:%M UTC", &tm);
	val_set(entry, "time", text);
}

static struct val *
entry_read(struct mem *mem, const struct store_rec *rec)
{
	struct val *entry = json_parse(mem, rec->json, rec->n, NULL);

	if (val_type(entry) != VAL_OBJECT)
		return NULL;
	val_seti(entry, "number", rec->seq);
	set_time(entry, rec->ms);
	return entry;
}

/* The number of the last entry; -1: the book cannot be read. */
static long long
last(struct store *s)
{
	struct store_mark m;
	struct store_rec rec;
	int more;

	do
		more = store_next(s, &rec);
	while (more == 1 || more == -1);
	store_mark(s, &m);
	return more == -2 ? -1 : m.seq;
}

/*
 * The entries (from, to] by their numbers, the last one first.  Damaged ones
 * are passed over: what is left is shown.
 */
static int
collect(struct store *s, long long from, long long to, struct val *list)
{
	struct val *found[PAGE_ENTRIES];
	struct store_rec rec = { .seq = 0 };
	size_t n = 0;
	int more;

	while (rec.seq < to && (more = store_next(s, &rec)) != 0) {
		if (more == -2)
			return -1;
		if (more == 1 && rec.seq > from && rec.seq <= to)
			found[n++] = entry_read(val_mem(list), &rec);
	}
	while (n-- > 0)
		if (found[n] != NULL)
			val_push(list, found[n]);
	return 0;
}

long long
entry_page(int dirfd, long long page, struct val *list)
{
	struct store *s = store_open(dirfd, STORE, STORE_READ, 0);
	long long total, to, from;
	int marks;

	if (s == NULL)
		return errno == ENOENT ? 0 : -1;
	marks = openat(dirfd, MARKS, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	mark_seek(s, marks, mark_count(marks));
	total = last(s);
	to = total - (page - 1) * PAGE_ENTRIES;
	from = to < PAGE_ENTRIES ? 0 : to - PAGE_ENTRIES;
	mark_seek(s, marks, from / PAGE_ENTRIES);
	if (to > 0 && collect(s, from, to, list) == -1)
		total = -1;
	store_close(s);
	if (marks != -1)
		(void)close(marks);	/* was only read */
	return total;
}
