/*
 * course_dates.c - the dates in the head of a page.
 */
#include "apps/tutor/model/course.h"

#include <string.h>

#include "apps/tutor/model/problem.h"
#include "apps/tutor/model/when.h"

struct date_reader {
	const struct course *course;
	const struct page *page;
	struct problems	*problems;	/* or NULL */
};

static const struct attribute *
head_find(const struct page *p, const char *key)
{
	for (size_t i = 0; i < p->nheads; i++)
		if (strcmp(p->heads[i].key, key) == 0)
			return &p->heads[i];
	return NULL;
}

static void
complain(const struct date_reader *r, const char *key, const char *what)
{
	if (r->problems != NULL)
		problem_error(r->problems, r->page->file,
		    head_find(r->page, key)->line, "%s: %s", key, what);
}

static void
date_read(const struct date_reader *r, const char *key, struct when_head *h)
{
	const struct attribute *a = head_find(r->page, key);
	const char *what;
	int twice;

	*h = (struct when_head){ 0 };
	if (a == NULL)
		return;
	twice = when_head(h, a->value, r->course->zone, &what);
	if (twice == -1)
		complain(r, key, what);
	else if (twice == 1 && r->problems != NULL)
		problem_warn(r->problems, r->page->file, a->line, "%s: %s",
		    key, what);
}

/*
 * Each would have a clock of his own, and the answers of one all the time of
 * another.
 */
static void
group_check(const struct date_reader *r, const struct when_page *p)
{
	if (head_find(r->page, "groups") == NULL)
		return;
	if (p->timed_ms > 0)
		complain(r, "groups", "an exam with timed: is each one's own");
	if (p->due.kind == WHEN_AFTER_VIEW || p->lock.kind == WHEN_AFTER_VIEW)
		complain(r, "groups", "partners have one date: due: and lock: "
		    "cannot be after first view");
}

static bool
not_before(const struct when_head *a, const struct when_head *b)
{
	return a->kind == WHEN_AT && b->kind == WHEN_AT && a->ms >= b->ms;
}

static void
order_check(const struct date_reader *r, const struct when_page *p)
{
	if (p->release.kind > WHEN_AT)
		complain(r, "release", "this has to be a date");
	if (p->due.kind == WHEN_AFTER_DUE)
		complain(r, "due", "a while is after first view here");
	if (p->lock.kind == WHEN_AFTER_DUE &&
	    page_head(r->page, "due") == NULL)
		complain(r, "lock", "there is no due: that it could be after");
	if (not_before(&p->release, &p->due))
		complain(r, "due", "this is not later than release:");
	if (not_before(&p->due, &p->lock) && p->due.ms != p->lock.ms)
		complain(r, "lock", "this is before due:");
	if (not_before(&p->release, &p->lock))
		complain(r, "lock", "this is not later than release:");
}

void
course_dates(const struct course *c, const struct page *page,
    struct when_page *dates, struct problems *ps)
{
	struct date_reader r = { c, page, ps };
	const char *timed = page_head(page, "timed");

	*dates = (struct when_page){ .grace_ms = c->grace_ms };
	date_read(&r, "release", &dates->release);
	date_read(&r, "due", &dates->due);
	date_read(&r, "lock", &dates->lock);
	if (timed != NULL && when_duration(timed, &dates->timed_ms) == 0 &&
	    dates->timed_ms < 60000)
		complain(&r, "timed", "an exam lasts a minute at least");
	order_check(&r, dates);
	group_check(&r, dates);
}
