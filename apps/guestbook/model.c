#include "apps/guestbook/model.h"

#include <errno.h>
#include <time.h>

#include "web/json.h"
#include "web/store.h"
#include "web/val.h"

#define STORE	"entries"

enum { LOCK_WAIT_MS = 5000 };

long long
entry_add(int dirfd, const char *name, const char *message, long long now_ms)
{
	struct store *s = store_open(dirfd, STORE, STORE_WRITE, LOCK_WAIT_MS);
	long long seq;

	if (s == NULL)
		return -1;
	seq = store_addf(s, now_ms, "{\"name\":%s,\"message\":%s}", name,
	    message);
	store_close(s);
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

/* Damaged records are passed over: what is left is shown. */
static long long
count(struct store *s)
{
	struct store_rec rec;
	long long n = 0;
	int more;

	while ((more = store_next(s, &rec)) != 0 && more != -2)
		if (more == 1)
			n++;
	return more == -2 ? -1 : n;
}

/* The records (from, to], counted from 1, the last one first. */
static int
collect(struct store *s, long long from, long long to, struct val *list)
{
	struct val *found[PAGE_ENTRIES];
	struct store_rec rec;
	long long at = 0;
	size_t n = 0;
	int more;

	while (at < to && (more = store_next(s, &rec)) != 0) {
		if (more == -2)
			return -1;
		if (more == 1 && ++at > from)
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
	struct store_mark start;
	long long total, to, from;

	if (s == NULL)
		return errno == ENOENT ? 0 : -1;
	store_mark(s, &start);
	total = count(s);
	to = total - (page - 1) * PAGE_ENTRIES;
	from = to < PAGE_ENTRIES ? 0 : to - PAGE_ENTRIES;
	if (to > 0 && (store_seek(s, &start) == -1 ||
	    collect(s, from, to, list) == -1))
		total = -1;
	store_close(s);
	return total;
}
