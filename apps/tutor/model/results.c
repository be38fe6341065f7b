#include "apps/tutor/model/results.h"

#include <math.h>
#include <string.h>

#include "apps/tutor/model/course.h"
#include "apps/tutor/model/grade.h"
#include "apps/tutor/model/grow.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/staff.h"
#include "apps/tutor/model/users.h"
#include "web/mem.h"

void
results_init(struct results *r, struct mem *m, const struct course *c,
    const struct staff *staff)
{
	*r = (struct results){ .mem = m, .course = c, .staff = staff };
}

void
results_add(struct results *r, const struct page *page)
{
	struct results_page *p;

	r->pages = grow_list(r->mem, r->pages, r->npages, sizeof(*r->pages));
	p = &r->pages[r->npages++];
	p->page = page;
	course_dates(r->course, page, &p->dates, NULL);
	p->weight = course_weight(r->course, page->name);
	p->first = r->nquestions;
	r->nquestions += page->nquestions;
}

static void
question_result(struct question_result *to, const struct question_state *qs,
    const struct question *q)
{
	if (qs == NULL)
		return;
	to->score = state_score(qs, q, &to->pending);
	to->tries = (int)qs->nattempts;
}

static double
points_of(const struct result *to, const struct results_page *p, size_t i)
{
	return to->questions[p->first + i].score *
	    p->page->questions[i]->points;
}

/*
 * Of those that a draw brought the best count, as many as it draws: when a
 * bank is changed, what was answered before is not lost.
 */
static bool
is_best(const struct result *to, const struct results_page *p, size_t i)
{
	const struct page_draw *draw = p->page->questions[i]->draw;
	double own = points_of(to, p, i), other;
	size_t better = 0;

	for (size_t k = 0; draw != NULL && k < p->page->nquestions; k++) {
		if (p->page->questions[k]->draw != draw)
			continue;
		other = points_of(to, p, k);
		better += other > own || (other >= own && k < i);
	}
	return draw == NULL || better < draw->count;
}

static void
page_questions(struct result *to, struct page_result *pr,
    const struct results_page *p, const struct user_state *s)
{
	const struct page *page = p->page;
	struct question_result *one;

	for (size_t i = 0; i < page->nquestions; i++) {
		one = &to->questions[p->first + i];
		question_result(one, state_find(s, page->name,
		    page->questions[i]->name), page->questions[i]);
		pr->answered += one->tries > 0;
		pr->pending |= one->pending;
	}
	pr->of = page->points;
	for (size_t i = 0; i < page->nquestions; i++)
		if (to->questions[p->first + i].score > 0 &&
		    is_best(to, p, i))
			pr->points += points_of(to, p, i);
}

static void
page_result(struct result *to, const struct results *r, size_t i,
    struct user_state *s)
{
	const struct results_page *p = &r->pages[i];
	struct page_result *pr = &to->pages[i];
	const char *name = p->page->name;

	staff_due(&pr->due, &(struct due_query){ r->staff, to->member, name,
	    &p->dates, state_first_view(s, name) });
	late_apply(&(struct late_page){ r->course, r->staff, r->members,
	    p->page, &p->dates }, &pr->due, s);
	if (r->course->late_budget_ms > 0)
		pr->days = late_page_days(r->course, &pr->due, name, s);
	page_questions(to, pr, p, s);
	pr->exempt = staff_exempt(r->staff, to->member, name);
	pr->counts = pr->answered > 0 || pr->points > 0 ||
	    (pr->due.due != 0 && pr->due.due < r->now);
	to->pending |= pr->pending && !pr->exempt;
}

/* The sum over the pages of one weight (NULL: all that are). */
struct sum {
	const struct results	*r;
	const struct result	*result;
	const struct weight	*weight;
	bool			 so_far;
	bool			*dropped;	/* a page each */
};

static bool
is_counted(const struct sum *u, size_t i)
{
	const struct page_result *pr = &u->result->pages[i];

	return !pr->exempt && pr->of > 0 && !u->dropped[i] &&
	    (!u->so_far || pr->counts) &&
	    (u->weight == NULL || u->r->pages[i].weight == u->weight);
}

static size_t
count(const struct sum *u)
{
	size_t n = 0;

	for (size_t i = 0; i < u->r->npages; i++)
		n += is_counted(u, i);
	return n;
}

static size_t
find_lowest(const struct sum *u)
{
	size_t lowest = u->r->npages;
	double least = INFINITY, share;

	for (size_t i = 0; i < u->r->npages; i++) {
		if (!is_counted(u, i))
			continue;
		share = u->result->pages[i].points / u->result->pages[i].of;
		if (share < least) {
			least = share;
			lowest = i;
		}
	}
	return lowest;
}

/* What is left counts; NaN when there is none. */
static double
share_of(const struct sum *u)
{
	double points = 0, of = 0;

	for (size_t i = 0; i < u->r->npages; i++)
		if (is_counted(u, i)) {
			points += u->result->pages[i].points;
			of += u->result->pages[i].of;
		}
	return of > 0 ? points / of : NAN;
}

static void
drop_lowest(const struct sum *u)
{
	for (int i = 0; i < u->weight->drop && count(u) > 1; i++)
		u->dropped[find_lowest(u)] = true;
}

static double
course_share(struct sum *u)
{
	const struct course *c = u->r->course;
	double total = 0, shares = 0, share;

	if (c->nweights == 0)
		return share_of(u);
	for (size_t i = 0; i < c->nweights; i++) {
		u->weight = &c->weights[i];
		drop_lowest(u);
		share = share_of(u);
		if (isnan(share))
			continue;
		total += share * u->weight->share;
		shares += u->weight->share;
	}
	return shares > 0 ? total / shares : NAN;
}

static void
total(struct result *to, const struct results *r)
{
	struct sum whole = { .r = r, .result = to }, part = whole;

	whole.dropped = mem_array(r->mem, r->npages, sizeof(bool));
	to->total = course_share(&whole);
	if (isnan(to->total))
		to->total = 0;
	for (size_t i = 0; i < r->npages; i++)
		to->pages[i].dropped = whole.dropped[i];
	part.so_far = true;
	part.dropped = mem_array(r->mem, r->npages, sizeof(bool));
	to->so_far = course_share(&part);
}

void
results_of(struct result *to, const struct results *r,
    const struct member *member, struct user_state *s)
{
	*to = (struct result){ .member = member, .damages = s->damages };
	to->questions = mem_array(r->mem, r->nquestions,
	    sizeof(*to->questions));
	to->pages = mem_array(r->mem, r->npages, sizeof(*to->pages));
	staff_apply(r->staff, s);
	for (size_t i = 0; i < r->npages; i++)
		page_result(to, r, i, s);
	total(to, r);
}
