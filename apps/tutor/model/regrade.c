#include "apps/tutor/model/regrade.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "apps/tutor/model/course.h"
#include "apps/tutor/model/given.h"
#include "apps/tutor/model/group.h"
#include "apps/tutor/model/grow.h"
#include "apps/tutor/model/log.h"
#include "apps/tutor/model/mark.h"
#include "apps/tutor/model/problem.h"
#include "apps/tutor/model/results.h"
#include "apps/tutor/model/staff.h"
#include "apps/tutor/model/users.h"
#include "apps/tutor/model/variant.h"
#include "apps/tutor/model/when.h"
#include "web/mem.h"
#include "web/store.h"
#include "web/val.h"

struct subject {
	const struct page	*page;
	struct when_page	 dates;
};

struct run {
	const struct regrade	*r;
	struct regrade_plan	*plan;
	struct subject		*pages;
	size_t			 npages;
	long long		 batch;		/* 0: only looking */

	struct val		*done;		/* "+17 page": of groups */

	/* Of the student, or the first of a group, who is looked at. */
	const struct member	*member;
	const char		*log;
	bool			 unseen;	/* it does not count now */
	struct user_state	 state;
	struct store		*store;		/* or NULL */
	struct mem		*mem;
};

static bool
is_asked(const struct regrade *r, const struct question *q)
{
	return r->question == NULL || strcmp(r->question, q->name) == 0;
}

static bool
same_message(const char *a, const char *b)
{
	return strcmp(a == NULL ? "" : a, b == NULL ? "" : b) == 0;
}

/* A new verdict: true when it tells a score. */
static bool
mark_again(struct run *x, const struct page *page, const struct question *q,
    const struct attempt *a, struct verdict *v)
{
	struct variant_key key = { x->r->key, x->log, page->name,
	    q->name, a->variant };
	const struct val *answer = given_load(x->r->data, x->mem, a->record);
	struct variant variant;

	if (answer == NULL) {
		x->plan->unreadable++;
		return false;
	}
	variant_make(&variant, x->mem, q, &key, page->file, NULL);
	mark_answer(v, x->mem, q, &variant, answer);
	x->plan->unreadable += v->kind == MARK_INVALID;
	return v->kind == MARK_DONE;
}

/* 0, or -1 with errno. */
static int
record(struct run *x, const struct question *q, const struct attempt *a,
    const struct verdict *v)
{
	struct val *grade = val_object(x->mem);

	val_set(grade, "k", "grade");
	val_seti(grade, "of", a->seq);
	val_setr(grade, "score", v->score);
	val_set(grade, "checker", "regrade");
	val_set(grade, "msg", v->message);
	val_set(grade, "ver", q->version);
	val_seti(grade, "batch", x->batch);
	return log_add(x->store, &x->state, x->r->now, grade) < 0 ? -1 : 0;
}

static void
add_program(struct run *x, const struct page *page, const struct question *q)
{
	struct regrade_plan *plan = x->plan;
	size_t i = 0;

	plan->programs++;
	while (i < plan->nwaiting && plan->waiting[i].question != q)
		i++;
	if (i == plan->nwaiting) {
		plan->waiting = grow_list(x->r->mem, plan->waiting, i,
		    sizeof(*plan->waiting));
		plan->waiting[plan->nwaiting++] =
		    (struct regrade_programs){ .page = page, .question = q };
	}
	plan->waiting[i].n++;
}

static int
again(struct run *x, const struct page *page, const struct question *q,
    struct attempt *a)
{
	struct verdict v;

	x->plan->attempts++;
	if (a->manual) {
		x->plan->by_hand++;
		return 0;
	}
	if (q->type == Q_CODE) {
		add_program(x, page, q);
		/* A hint only: the order is in staff.log. */
		if (x->batch != 0)
			(void)job_add(x->r->data, x->log, a->seq);
		return 0;
	}
	if (q->type == Q_ESSAY || q->type == Q_UPLOAD ||
	    q->type == Q_CHECKOFF || !mark_again(x, page, q, a, &v))
		return 0;
	if (fabs(a->score - v.score) < 1e-9 &&
	    same_message(a->message, v.message))
		return 0;
	x->plan->changed++;
	if (x->batch != 0)
		return record(x, q, a, &v);
	a->score = v.score;
	a->message = v.message;
	return 0;
}

static void
add_change(struct run *x, const struct regrade_change *c)
{
	struct regrade_plan *plan = x->plan;

	plan->list = grow_list(x->r->mem, plan->list, plan->n, sizeof(*c));
	plan->list[plan->n++] = *c;
}

/* A score that the staff has set does not change. */
static bool
is_set(struct run *x, const struct regrade_change *c)
{
	const struct question_state *qs;
	struct user_state orders;

	state_init(&orders, x->mem, c->member->user);
	staff_apply(x->r->staff, &orders);
	qs = state_find(&orders, c->page->name, c->question->name);
	return qs != NULL && !isnan(qs->override);
}

/* For each of a group. */
static void
add_changes(struct run *x, struct regrade_change *c)
{
	struct group g;

	if (x->log == x->member->user) {
		add_change(x, c);
		return;
	}
	group_find(&g, x->r->staff, x->r->members, c->page->name,
	    group_id(x->r->staff, x->member->user, c->page->name));
	for (size_t i = 0; i < g.n; i++) {
		c->member = g.list[i];
		if (!is_set(x, c))
			add_change(x, c);
	}
}

static int
do_question(struct run *x, const struct page *page, const struct question *q)
{
	struct regrade_change c = { x->member, page, q, 0, 0 };
	struct question_state *qs;
	bool pending;

	if (state_find(&x->state, page->name, q->name) == NULL)
		return 0;
	qs = state_question(&x->state, page->name, q->name);
	c.before = state_score(qs, q, &pending);
	for (size_t i = 0; i < qs->nattempts; i++)
		if (again(x, page, q, &qs->attempts[i]) == -1)
			return -1;
	c.after = state_score(qs, q, &pending);
	if (!x->unseen && fabs(c.before - c.after) >= 1e-9)
		add_changes(x, &c);
	return 0;
}

static const char *
done_key(const struct run *x, const struct subject *s)
{
	return mem_printf(x->r->mem, "%s %s", x->log, s->page->name);
}

/* Is the page in this log, and was it not met with a partner? */
static bool
is_due(const struct run *x, const struct subject *s)
{
	const char *log = group_log(x->r->staff, x->member->user,
	    s->page->name);

	return strcmp(log, x->log) == 0 && (log == x->member->user ||
	    val_get(x->done, done_key(x, s)) == NULL);
}

static int
do_page(struct run *x, const struct subject *s)
{
	const struct question *q;
	struct due due;

	/* What somebody did alone counts again when he leaves his group. */
	x->unseen = !is_due(x, s);
	if (x->unseen && x->log != x->member->user)
		return 0;
	staff_due(&due, &(struct due_query){ x->r->staff, x->member,
	    s->page->name, &s->dates,
	    state_first_view(&x->state, s->page->name) });
	late_apply(&(struct late_page){ x->r->course, x->r->staff,
	    x->r->members, s->page, &s->dates }, &due, &x->state);
	for (size_t i = 0; i < s->page->nquestions; i++) {
		q = s->page->questions[i];
		if (is_asked(x->r, q) && do_question(x, s->page, q) == -1)
			return -1;
	}
	return 0;
}

static int
open_log(struct run *x)
{
	if (x->batch == 0)
		return log_fold(x->r->data, &x->state);
	x->store = log_open(x->r->data, &x->state);
	return x->store == NULL ? -1 : 0;
}

/* A log: the pages that are done there. */
static int
do_log(struct run *x, const struct member *member, const char *log)
{
	struct mem one;
	int result, error;

	mem_init(&one, 0);
	mem_on_full(&one, x->r->mem->full, x->r->mem->arg);
	x->mem = &one;
	x->member = member;
	x->log = log;
	x->store = NULL;
	state_init(&x->state, &one, log);
	result = open_log(x);
	if (result == 0)
		staff_apply(x->r->staff, &x->state);
	for (size_t i = 0; i < x->npages && result == 0; i++)
		result = do_page(x, &x->pages[i]);
	error = errno;
	log_close(x->store);
	mem_release(&one);
	errno = error;
	return result;
}

/* The log of a group, unless it was met with a partner. */
static int
do_group(struct run *x, const struct member *member, const char *log)
{
	bool some = false;
	int result;

	x->member = member;
	x->log = log;
	for (size_t i = 0; i < x->npages; i++)
		some |= is_due(x, &x->pages[i]);
	result = some ? do_log(x, member, log) : 0;
	for (size_t i = 0; i < x->npages; i++)
		if (is_due(x, &x->pages[i]))
			val_setb(x->done, done_key(x, &x->pages[i]), true);
	return result;
}

static int
do_member(struct run *x, const struct member *member)
{
	const char *const *logs;
	int result = do_log(x, member, member->user);
	size_t n = group_logs(x->r->staff, member->user, NULL, &logs);

	for (size_t i = 0; i < n && result == 0; i++)
		result = do_group(x, member, logs[i]);
	return result;
}

static void
add_page(struct run *x, const char *name)
{
	const struct page *page;
	struct problems ps;
	struct subject *s;

	problems_init(&ps, x->r->mem);
	page = course_page(x->r->course, name, &ps);
	if (page == NULL || ps.errors > 0) {
		x->plan->broken++;
		return;
	}
	s = &x->pages[x->npages++];
	s->page = page;
	course_dates(x->r->course, page, &s->dates, NULL);
	for (size_t i = 0; i < page->nquestions; i++)
		x->plan->questions += is_asked(x->r, page->questions[i]);
}

static int
do_all(struct run *x)
{
	const struct course *c = x->r->course;
	const struct members *members = x->r->members;

	x->pages = mem_array(x->r->mem, c->npages, sizeof(*x->pages));
	x->done = val_object(x->r->mem);
	for (size_t i = 0; i < c->npages; i++)
		if (x->r->page == NULL ||
		    strcmp(c->pages[i].name, x->r->page) == 0)
			add_page(x, c->pages[i].name);
	for (size_t i = 0; i < members->n; i++)
		if (do_member(x, &members->list[i]) == -1)
			return -1;
	return 0;
}

int
regrade_try(struct regrade_plan *plan, const struct regrade *r)
{
	struct run x = { .r = r, .plan = plan };

	*plan = (struct regrade_plan){ .n = 0 };
	return do_all(&x);
}

int
regrade_do(struct regrade_plan *plan, const struct regrade *r)
{
	struct run x = { .r = r, .plan = plan };
	struct val *order = val_object(r->mem);

	*plan = (struct regrade_plan){ .n = 0 };
	val_set(order, "k", "regrade");
	val_set(order, "page", r->page == NULL ? "*" : r->page);
	if (r->question != NULL)
		val_set(order, "q", r->question);
	val_set(order, "by", r->by);
	val_set(order, "why", r->why);
	x.batch = staff_add(r->data, r->now, order);
	return x.batch < 0 ? -1 : do_all(&x);
}
