/*
 * users_proved.c - whose accounts nobody has proved yet.
 *
 * Every request asks, and the log has the accounts of everybody.  What was read
 * of it is kept in idx/unproved: a mark, and the names, each with a NUL behind.
 * It may be removed at any time.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "apps/tutor/model/cache.h"
#include "apps/tutor/model/users.h"
#include "web/folder.h"
#include "web/json.h"
#include "web/mem.h"
#include "web/store.h"
#include "web/text.h"
#include "web/val.h"

#define CACHE	"unproved"

enum { READ_NEW = 32 };		/* records; then the cache is written anew */

struct reading {
	struct mem	*mem;
	struct val	*unproved;	/* a member, true, for each name */
	size_t		 fresh;		/* records that were not in the cache */
};

/* Of the others, with everybody's passwords, nothing is parsed. */
static void
fold(struct reading *r, const struct store_rec *rec)
{
	const struct val *record;
	const char *kind, *user;

	if (strstr(rec->json, "prove") == NULL)
		return;
	record = json_parse(r->mem, rec->json, rec->n, NULL);
	kind = val_getstr(record, "k");
	user = val_getstr(record, "user");
	if (strcmp(kind, "prove") == 0)
		val_setb(r->unproved, user, false);
	else if (strcmp(kind, "create") == 0 &&
	    val_tobool(val_get(record, "unproved")) &&
	    val_get(r->unproved, user) == NULL)
		val_setb(r->unproved, user, true);
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
			fold(r, &rec);
			r->fresh++;
		}
	} while (found == 1 || found == -1);
	return found == 0 ? 0 : -1;
}

/* The names of the cache; false: they are none. */
static bool
take(struct reading *r, const char *p, size_t n)
{
	size_t length;

	if (n > 0 && p[n - 1] != '\0')
		return false;
	for (; n > 0; p += length, n -= length) {
		length = strlen(p) + 1;
		val_setb(r->unproved, p, true);
	}
	return true;
}

/* Go on where the cache ends; false: nothing of it is of use. */
static bool
recall(struct reading *r, int idx, struct store *store)
{
	const char *p;
	size_t n;

	p = idx == -1 ? NULL : cache_recall(idx, CACHE, r->mem, store, &n);
	return p != NULL && take(r, p, n);
}

static void
remember(const struct reading *r, int idx, const struct store *store)
{
	const char *name;
	struct text t;
	size_t n;

	text_init(&t, r->mem);
	cache_begin_at(&t, store);
	for (size_t i = 0; i < val_size(r->unproved); i++) {
		name = val_key(r->unproved, i, &n);
		if (val_tobool(val_at(r->unproved, i)))
			text_add(&t, name, n + 1);
	}
	cache_save(idx, CACHE, &t);
}

static int
read_log(struct reading *r, int data_fd, struct store *store)
{
	static const struct store_mark start = { .offset = 0 };
	int idx = folder_in(data_fd, "idx", true), result;

	if (!recall(r, idx, store)) {
		r->unproved = val_object(r->mem);
		(void)store_seek(store, &start);	/* is always there */
	}
	result = read_rest(r, store);
	if (idx == -1)
		return result;
	if (result == 0 && r->fresh >= READ_NEW)
		remember(r, idx, store);
	(void)close(idx);			/* a folder */
	return result;
}

int
account_unproved(int data_fd, struct mem *m, const char *user)
{
	struct reading r = { .mem = m, .unproved = val_object(m) };
	struct store *store = store_open(data_fd, USERS_LOG, STORE_READ, 0);
	int result, error;

	if (store == NULL)
		return errno == ENOENT ? 0 : -1;
	result = read_log(&r, data_fd, store);
	error = errno;
	store_close(store);
	errno = error;
	return result == -1 ? -1 : val_tobool(val_get(r.unproved, user));
}
