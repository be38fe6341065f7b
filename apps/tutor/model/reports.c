#include "apps/tutor/model/reports.h"

#include <string.h>

#include "apps/tutor/model/grow.h"
#include "web/mem.h"
#include "web/val.h"

/* Records come by their seq, which only grows. */
static struct report *
find(const struct reports *r, long long seq)
{
	size_t low = 0, high = r->n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (r->list[middle].seq == seq)
			return &r->list[middle];
		if (r->list[middle].seq < seq)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static void
add_report(struct reports *r, struct mem *m, const struct val *record)
{
	long long seq = val_getint(record, "seq");

	if (r->n > 0 && r->list[r->n - 1].seq >= seq)
		return;
	r->list = grow_list(m, r->list, r->n, sizeof(*r->list));
	r->list[r->n++] = (struct report){ .seq = seq, .newest = seq,
	    .ms = val_getint(record, "ms"),
	    .by = val_getstr(record, "by"),
	    .page = val_getstr(record, "page"),
	    .question = val_getstr(record, "q"),
	    .text = val_getstr(record, "text"),
	    .regrade = strcmp(val_getstr(record, "about"), "grade") == 0,
	    .attempt = val_getint(record, "attempt") };
}

static void
add_reply(struct reports *r, struct mem *m, const struct val *record)
{
	struct report *of = find(r, val_getint(record, "of"));
	struct report_reply *reply;
	long long seq = val_getint(record, "seq");

	if (of == NULL || seq <= of->newest)
		return;
	reply = mem_alloc(m, sizeof(*reply));
	*reply = (struct report_reply){ .seq = seq,
	    .ms = val_getint(record, "ms"),
	    .by = val_getstr(record, "by"),
	    .text = val_getstr(record, "text"),
	    .closed = val_tobool(val_get(record, "closed")) };
	if (of->last == NULL)
		of->replies = reply;
	else
		of->last->next = reply;
	of->last = reply;
	of->newest = seq;
	of->closed = reply->closed;
	if (*reply->text != '\0')
		of->told = seq;
}

/* Only who reported it has read what was said, and only what was there. */
static void
add_seen(struct reports *r, const struct val *record)
{
	struct report *of = find(r, val_getint(record, "of"));
	long long seen = val_getint(record, "seen");

	if (of != NULL && strcmp(of->by, val_getstr(record, "by")) == 0 &&
	    seen > of->seen && seen < val_getint(record, "seq"))
		of->seen = seen;
}

void
reports_fold(struct reports *r, struct mem *m, const struct val *records)
{
	const struct val *record;
	const char *kind;

	*r = (struct reports){ .list = NULL };
	for (size_t i = 0; i < val_size(records); i++) {
		record = val_at(records, i);
		kind = val_getstr(record, "k");
		if (strcmp(kind, "report") == 0)
			add_report(r, m, record);
		else if (strcmp(kind, "reply") == 0)
			add_reply(r, m, record);
		else if (strcmp(kind, "read") == 0)
			add_seen(r, record);
	}
	for (size_t i = 0; i < r->n; i++)
		r->open += !r->list[i].closed;
}

const struct report *
reports_find(const struct reports *r, long long seq)
{
	return find(r, seq);
}

bool
report_unseen(const struct report *r)
{
	return r->told > r->seen;
}

size_t
reports_unseen(const struct reports *r, const char *user)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n; i++)
		n += strcmp(r->list[i].by, user) == 0 &&
		    report_unseen(&r->list[i]);
	return n;
}
