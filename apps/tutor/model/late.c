/*
 * late.c - what is the time of an attempt worth.
 */
#include <string.h>

#include "apps/tutor/model/course.h"
#include "apps/tutor/model/grade.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/problem.h"
#include "apps/tutor/model/results.h"
#include "apps/tutor/model/staff.h"
#include "apps/tutor/model/users.h"

/* Milliseconds after due and grace; 0: in time. */
static long long
late_by(const struct course *c, const struct due *d, long long ms)
{
	long long over = ms - d->due - c->grace_ms;

	return d->due == 0 || over < 0 ? 0 : over;
}

int
late_days(const struct course *c, const struct due *d, long long ms)
{
	long long days = late_by(c, d, ms) / LATE_DAY_MS;

	if (late_by(c, d, ms) % LATE_DAY_MS != 0)
		days++;
	return days > LATE_DAYS_MAX ? LATE_DAYS_MAX : (int)days;
}

double
late_credit(const struct course *c, const struct due *d, long long ms,
    int days)
{
	long long late = late_by(c, d, ms);

	if (late == 0 || (days > 0 && late_days(c, d, ms) <= days))
		return 1;
	for (size_t i = 0; i < c->nlate; i++)
		if (late <= c->late[i].within_ms)
			return c->late[i].credit;
	return 0;
}

/*
 * The credit by the dates of a partner, as far as they are known; a page with
 * groups has no dates that begin with a first view.
 */
static double
partner_credit(const struct late_page *l, const struct due *own,
    const struct attempt *a)
{
	const struct member *by = l->members == NULL ? NULL :
	    member_find(l->members, a->by);
	struct due due = *own;

	if (by != NULL)
		staff_due(&due, &(struct due_query){ l->staff, by,
		    l->page->name, l->dates, 0 });
	return late_credit(l->course, &due, a->ms, a->days);
}

static void
apply(const struct late_page *l, const struct due *d, struct user_state *s,
    struct attempt *a)
{
	if (a->by != NULL && strcmp(a->by, s->user) != 0)
		a->credit = partner_credit(l, d, a);
	else
		a->credit = late_credit(l->course, d, a->ms, a->days);
}

void
late_apply(const struct late_page *l, const struct due *d,
    struct user_state *s)
{
	const struct page *page = l->page;
	const char *name;
	struct question_state *qs;

	for (size_t i = 0; i < page->nquestions; i++) {
		name = page->questions[i]->name;
		if (state_find(s, page->name, name) == NULL)
			continue;
		qs = state_question(s, page->name, name);
		for (size_t j = 0; j < qs->nattempts; j++)
			apply(l, d, s, &qs->attempts[j]);
	}
}

int
late_budget(const struct course *c)
{
	long long days = c->late_budget_ms / LATE_DAY_MS;

	return days > LATE_DAYS_MAX ? LATE_DAYS_MAX : (int)days;
}

/* Days that are spent for an attempt: none when they did not suffice. */
static int
attempt_days(const struct course *c, const struct due *d,
    const struct attempt *a)
{
	int needed = late_days(c, d, a->ms);

	return needed <= a->days ? needed : 0;
}

int
late_page_days(const struct course *c, const struct due *d, const char *page,
    const struct user_state *s)
{
	const struct question_state *qs;
	int most = 0, days;

	for (size_t i = 0; i < s->nquestions; i++) {
		qs = &s->questions[i];
		if (strcmp(qs->page, page) != 0)
			continue;
		for (size_t j = 0; j < qs->nattempts; j++) {
			days = attempt_days(c, d, &qs->attempts[j]);
			if (days > most)
				most = days;
		}
	}
	return most;
}

/* Were days agreed to for a question? */
static bool
has_days(const struct question_state *qs)
{
	for (size_t i = 0; i < qs->nattempts; i++)
		if (qs->attempts[i].days > 0)
			return true;
	return false;
}

/* Is the page of question i one that was looked at before? */
static bool
had_page(const struct user_state *s, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (strcmp(s->questions[j].page, s->questions[i].page) == 0 &&
		    has_days(&s->questions[j]))
			return true;
	return false;
}

/* A page that is gone, or cannot be read, has no dates: nothing is late. */
static int
spent_on(const struct late_query *q, const char *name,
    const struct user_state *s)
{
	struct when_page dates;
	struct problems ps;
	struct page *page;
	struct due due;

	problems_init(&ps, s->mem);
	page = course_page(q->course, name, &ps);
	if (page == NULL)
		return 0;
	course_dates(q->course, page, &dates, NULL);
	staff_due(&due, &(struct due_query){ q->staff, q->member, name,
	    &dates, state_first_view(s, name) });
	return late_page_days(q->course, &due, name, s);
}

int
late_spent(const struct late_query *q, const struct user_state *s)
{
	const struct question_state *qs;
	int spent = 0;

	for (size_t i = 0; i < s->nquestions; i++) {
		qs = &s->questions[i];
		if (!has_days(qs) || had_page(s, i) ||
		    (q->but != NULL && strcmp(q->but, qs->page) == 0))
			continue;
		spent += spent_on(q, qs->page, s);
	}
	return spent;
}
