/*
 * staff_log.c - the log of the staff, which every request reads.
 *
 * What was read before is taken from idx/staff: a mark, and the records behind
 * each other without what proves them.  It may be removed at any time.  Who
 * decides and appends reads the log itself.
 */
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "apps/tutor/model/cache.h"
#include "apps/tutor/model/log.h"
#include "web/folder.h"
#include "web/json.h"
#include "web/mem.h"
#include "web/store.h"
#include "web/text.h"
#include "web/val.h"

#define STAFF_LOG	"staff.log"
#define CACHE		"staff"

enum { WAIT_MS = 10000, READ_NEW = 64 };

/* The time of the last record, 0 when there is none; -1 with errno. */
static long long
last_time(struct store *store)
{
	struct store_rec rec;
	long long last = 0;
	int found;

	do {
		found = store_next(store, &rec);
		if (found == 1 && rec.ms > last)
			last = rec.ms;
	} while (found == 1 || found == -1);
	return found == 0 ? last : -1;
}

long long
staff_add(const struct course_data *d, long long ms, const struct val *record)
{
	struct store *store = store_open(d->dirfd, STAFF_LOG, STORE_WRITE,
	    WAIT_MS);
	long long last, seq = -1;
	struct mem m;
	struct text t;
	int error;

	if (store == NULL)
		return -1;
	mem_init(&m, 0);
	text_init(&t, &m);
	json_write(&t, record);
	last = last_time(store);
	if (last != -1)
		seq = store_add(store, t.p, t.n, ms > last ? ms : last);
	error = errno;
	mem_release(&m);
	store_close(store);
	errno = error;
	return seq;
}

/* A reading under way. */
struct reading {
	struct val	*list;
	struct text	 raw;		/* of all records, for the cache */
	size_t		 fresh;		/* records that were not in it */
	const char	*page;		/* groups of this alone; NULL: all */
};

/* What a record is in the cache, with its JSON and a NUL behind. */
struct raw {
	int64_t	seq, ms;
	uint32_t n, zero;
};

/* Is it of groups on another page?  There may be thousands: none is parsed. */
static bool
is_elsewhere(const struct reading *r, const char *json)
{
	static const char *const kinds[] = { "{\"k\":\"group\",\"page\":\"",
		"{\"k\":\"invite\",\"page\":\"" };
	const char *page;
	size_t n;

	for (size_t i = 0; r->page != NULL && i < 2; i++) {
		n = strlen(kinds[i]);
		if (strncmp(json, kinds[i], n) != 0)
			continue;
		page = json + n;
		n = strcspn(page, "\"\\*?[");	/* no pattern */
		return page[n] == '"' && (strlen(r->page) != n ||
		    memcmp(page, r->page, n) != 0);
	}
	return false;
}

static void
push_record(struct reading *r, const struct store_rec *rec)
{
	struct val *record;

	if (is_elsewhere(r, rec->json))
		return;
	record = json_parse(val_mem(r->list), rec->json, rec->n, NULL);
	if (val_type(record) != VAL_OBJECT)
		return;
	val_seti(record, "seq", rec->seq);
	val_seti(record, "ms", rec->ms);
	val_push(r->list, record);
}

static void
keep(struct reading *r, const struct store_rec *rec)
{
	const struct raw raw = { rec->seq, rec->ms, (uint32_t)rec->n, 0 };

	text_add(&r->raw, (const char *)&raw, sizeof(raw));
	text_add(&r->raw, rec->json, rec->n);
	text_addc(&r->raw, '\0');
	r->fresh++;
}

/* What is in the log from here on.  0, or -1 with errno. */
static int
read_rest(struct reading *r, struct store *store)
{
	struct store_rec rec;
	int found;

	do {
		found = store_next(store, &rec);
		if (found == 1) {
			push_record(r, &rec);
			keep(r, &rec);
		}
	} while (found == 1 || found == -1);
	return found == 0 ? 0 : -1;
}

/* All records of an open log, or NULL with errno. */
static struct val *
read_all(struct store *store, struct mem *m)
{
	struct reading r = { .list = val_list(m) };

	text_init(&r.raw, m);
	return read_rest(&r, store) == 0 ? r.list : NULL;
}

/* The records of the cache; false: they are none. */
static bool
take(struct reading *r, const char *p, size_t n)
{
	struct store_rec rec;
	struct raw raw;

	for (; n > 0; p += raw.n + 1, n -= raw.n + 1) {
		if (n < sizeof(raw))
			return false;
		memcpy(&raw, p, sizeof(raw));
		p += sizeof(raw);
		n -= sizeof(raw);
		if (raw.n >= n || p[raw.n] != '\0')
			return false;
		rec = (struct store_rec){ .seq = raw.seq, .ms = raw.ms,
		    .json = p, .n = raw.n };
		push_record(r, &rec);
	}
	return true;
}

/* Go on where the cache ends; false: nothing of it is of use. */
static bool
recall(struct reading *r, int idx, struct store *store)
{
	const char *p;
	size_t n;

	p = idx == -1 ? NULL : cache_recall(idx, CACHE, val_mem(r->list),
	    store, &n);
	if (p == NULL || !take(r, p, n))
		return false;
	text_add(&r->raw, p, n);
	return true;
}

static void
remember(const struct reading *r, int idx, const struct store *store)
{
	struct text t;

	text_init(&t, r->raw.mem);
	cache_begin_at(&t, store);
	text_add(&t, r->raw.p, r->raw.n);
	cache_save(idx, CACHE, &t);
}

static int
read_log(struct reading *r, int idx, struct store *store)
{
	static const struct store_mark start = { .offset = 0 };

	if (!recall(r, idx, store)) {
		r->list = val_list(val_mem(r->list));
		text_clear(&r->raw);
		(void)store_seek(store, &start);	/* is always there */
	}
	if (read_rest(r, store) == -1)
		return -1;
	if (idx != -1 && r->fresh >= READ_NEW)
		remember(r, idx, store);
	return 0;
}

struct val *
staff_read_for(const struct course_data *d, struct mem *m, const char *page)
{
	struct reading r = { .list = val_list(m), .page = page };
	struct store *store = store_open(d->dirfd, STAFF_LOG, STORE_READ, 0);
	int idx, result, error;

	if (store == NULL)
		return errno == ENOENT ? r.list : NULL;
	text_init(&r.raw, m);
	idx = folder_in(d->dirfd, "idx", true);
	result = read_log(&r, idx, store);
	error = errno;
	store_close(store);
	if (idx != -1)
		(void)close(idx);	/* a folder */
	errno = error;
	return result == 0 ? r.list : NULL;
}

struct val *
staff_read(const struct course_data *d, struct mem *m)
{
	struct store *store = store_open(d->dirfd, STAFF_LOG, STORE_READ, 0);
	struct val *list;
	int error;

	if (store == NULL)
		return errno == ENOENT ? val_list(m) : NULL;
	list = read_all(store, m);
	error = errno;
	store_close(store);
	errno = error;
	return list;
}

/* Append them one by one: the seq of the last, or what went wrong. */
static long long
add_records(struct store *store, const struct val *records, long long ms)
{
	long long seq = 0;
	struct text t;

	for (size_t i = 0; i < val_size(records) && seq >= 0; i++) {
		text_init(&t, val_mem(records));
		json_write(&t, val_at(records, i));
		seq = store_add(store, t.p, t.n, ms);
	}
	return seq;
}

long long
staff_decide(const struct course_data *d, long long ms,
    staff_decide_fn *decide, void *arg)
{
	struct store *store = store_open(d->dirfd, STAFF_LOG, STORE_WRITE,
	    WAIT_MS);
	const struct val *records, *last;
	long long seq = -1;
	struct mem m;
	int error;

	if (store == NULL)
		return -1;
	mem_init(&m, 0);
	records = read_all(store, &m);
	if (records != NULL) {
		last = val_at(records, val_size(records) - 1);
		if (val_getint(last, "ms") > ms)
			ms = val_getint(last, "ms");
		seq = add_records(store, decide(arg, records), ms);
	}
	error = errno;
	mem_release(&m);
	store_close(store);
	errno = error;
	return seq;
}
