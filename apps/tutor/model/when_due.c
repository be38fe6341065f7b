/*
 * when_due.c - from a page's dates to those of one student.
 */
#include "apps/tutor/model/when.h"

#include <string.h>

int
when_head(struct when_head *h, const char *text, const char *zone,
    const char **what)
{
	char first[33] = "";
	size_t n = strcspn(text, " ");
	const char *rest = text + n + strspn(text + n, " ");
	int r;

	*h = (struct when_head){ 0 };
	if (strncmp(rest, "after ", 6) == 0 && n < sizeof(first)) {
		memcpy(first, text, n);
		*what = "a while is a number and one of s m h d w, as in "
		    "3d after first view";
		if (when_duration(first, &h->ms) == -1)
			return -1;
		*what = "a while is after first view, or after due";
		rest += 6 + strspn(rest + 6, " ");
		if (strcmp(rest, "first view") == 0)
			h->kind = WHEN_AFTER_VIEW;
		else if (strcmp(rest, "due") == 0)
			h->kind = WHEN_AFTER_DUE;
		return h->kind == WHEN_NONE ? -1 : 0;
	}
	r = when_read(text, zone, &h->ms, what);
	if (r != -1)
		h->kind = WHEN_AT;
	return r;
}

static long long
latest(long long a, long long b)
{
	return a > b ? a : b;
}

/* The earlier of two, of which 0 is never. */
static long long
earliest(long long a, long long b)
{
	return a == 0 || (b != 0 && b < a) ? b : a;
}

static long long
resolved(const struct when_head *h, long long first_view, long long due)
{
	long long from = h->kind == WHEN_AFTER_VIEW ? first_view : due;

	if (h->kind == WHEN_NONE)
		return 0;
	if (h->kind == WHEN_AT)
		return h->ms;
	return from == 0 ? 0 : from + h->ms;
}

/* Without a due date there is nothing to extend, but one may be set. */
static long long
extended(long long due, const struct when_student *s)
{
	for (size_t i = 0; i < s->nextensions; i++)
		if (s->extensions[i].replace)
			due = s->extensions[i].due;
		else if (due != 0)
			due = latest(due, s->extensions[i].due);
	return due;
}

void
when_due(struct due *d, const struct when_page *p,
    const struct when_student *s)
{
	long long end;

	*d = (struct due){ .release = resolved(&p->release, 0, 0),
	    .timed_ms = p->timed_ms + p->timed_ms * s->extra / 100 };
	d->due = extended(resolved(&p->due, s->first_view, 0), s);
	d->lock = resolved(&p->lock, s->first_view, d->due);
	if (d->lock != 0 && d->due > d->lock)
		d->lock = d->due;
	d->told_due = d->due;
	d->told_lock = d->lock;
	if (d->timed_ms == 0 || s->first_view == 0)
		return;
	end = s->first_view + d->timed_ms;
	d->due = earliest(d->due, end);
	d->lock = earliest(d->lock, end + p->grace_ms);
	if (d->told_due == 0)
		d->told_due = d->due;
	if (d->told_lock == 0)
		d->told_lock = latest(d->told_due, d->lock);
}
