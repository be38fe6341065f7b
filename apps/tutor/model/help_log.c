/*
 * help_log.c - help.log, read and written.
 *
 * A course may have many thousands of its records, and those of the last hours
 * are looked at every few seconds: idx/help.mark says where they begin.
 */
#include "apps/tutor/model/help.h"

#include <errno.h>
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

#define LOG	"help.log"
#define MARK	"help.mark"

enum { WAIT_MS = 10000, OLD_MANY = 256 };

static const char *const kinds[] = {
	[HELP_ASK] = "ask", [HELP_LEAVE] = "leave", [HELP_TAKE] = "take",
	[HELP_BACK] = "back", [HELP_DONE] = "done"
};

struct reading {
	struct help		*help;
	struct store		*store;
	const struct course_data *data;
	struct store_mark	 mark;		/* behind the old ones */
	size_t			 old;		/* read all the same */
	long long		 last_ms;
	bool			 damaged;
};

/* Whether there is a mark is no matter: else all is read. */
static void
begin(struct reading *r)
{
	int fd = folder_in(r->data->dirfd, "idx", true);
	const char *p;
	size_t n = 0;

	if (fd == -1)
		return;
	p = cache_load(fd, MARK, r->help->mem, &n);
	(void)close(fd);	/* a folder */
	if (p == NULL || n != sizeof(r->mark))
		return;
	memcpy(&r->mark, p, sizeof(r->mark));
	r->mark.prev8[sizeof(r->mark.prev8) - 1] = '\0';
	if (store_seek(r->store, &r->mark) == 0)
		r->help->last = r->mark.seq;
}

static void
remember(const struct reading *r)
{
	int fd;
	struct text t;

	if (r->old < OLD_MANY || r->damaged)
		return;
	fd = folder_in(r->data->dirfd, "idx", true);
	if (fd == -1)
		return;
	text_init(&t, r->help->mem);
	cache_begin(&t);
	text_add(&t, (const char *)&r->mark, sizeof(r->mark));
	cache_save(fd, MARK, &t);
	(void)close(fd);	/* a folder */
}

static void
take_in(struct reading *r, const struct store_rec *rec)
{
	struct mem *m = r->help->mem;

	if (rec->ms > r->last_ms)
		r->last_ms = rec->ms;
	if (rec->ms <= r->help->now - HELP_HOURS * 3600 * 1000LL) {
		memset(&r->mark, 0, sizeof(r->mark));
		store_mark(r->store, &r->mark);
		r->help->last = rec->seq;
		r->old++;
		return;
	}
	help_add(r->help, json_parse(m, rec->json, rec->n, NULL), rec->seq,
	    rec->ms);
}

static int
read_all(struct reading *r)
{
	struct store_rec rec;
	int found;

	begin(r);
	for (;;) {
		found = store_next(r->store, &rec);
		if (found == 1)
			take_in(r, &rec);
		else if (found == -1)
			r->damaged = true;
		else
			break;
	}
	if (found == 0)
		remember(r);
	return found == 0 ? 0 : -1;
}

int
help_read(struct help *h, const struct course_data *data)
{
	struct reading r = { .help = h, .data = data };
	int result, error;

	r.store = store_open(data->dirfd, LOG, STORE_READ, 0);
	if (r.store == NULL)
		return errno == ENOENT ? 0 : -1;
	result = read_all(&r);
	error = errno;
	store_close(r.store);
	errno = error;
	return result;
}

static struct val *
record_of(const struct help *h, const struct help_act *act)
{
	struct val *record = val_object(h->mem);

	val_set(record, "k", kinds[act->kind]);
	val_set(record, "by", act->user);
	if (act->kind == HELP_ASK) {
		val_set(record, "page", act->page);
		val_set(record, "q", act->question);
		val_set(record, "text", act->text);
	} else
		val_seti(record, "of", act->kind == HELP_LEAVE ?
		    help_of(h, act->user)->seq : act->of);
	return record;
}

static enum help_result
record(struct reading *r, const struct help_act *act)
{
	struct help *h = r->help;
	long long seq, ms = h->now > r->last_ms ? h->now : r->last_ms;
	struct val *v = record_of(h, act);
	struct text t;

	text_init(&t, h->mem);
	json_write(&t, v);
	seq = store_add(r->store, t.p, t.n, ms);
	if (seq < 0)
		return HELP_FAILED;
	help_add(h, v, seq, ms);
	return HELP_FINE;
}

enum help_result
help_do(struct help *h, const struct course_data *data,
    const struct help_act *act)
{
	struct reading r = { .help = h, .data = data };
	enum help_result result = HELP_FAILED;
	int error;

	r.store = store_open(data->dirfd, LOG, STORE_WRITE, WAIT_MS);
	if (r.store == NULL)
		return HELP_FAILED;
	if (read_all(&r) == 0) {
		result = help_rule(h, act);
		if (result == HELP_FINE)
			result = record(&r, act);
	}
	error = errno;
	store_close(r.store);
	errno = error;
	return result;
}
