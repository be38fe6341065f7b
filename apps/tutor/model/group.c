#include "apps/tutor/model/group.h"

#include <stdlib.h>
#include <string.h>

#include "apps/tutor/model/course.h"
#include "apps/tutor/model/grade.h"
#include "apps/tutor/model/grow.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/problem.h"
#include "apps/tutor/model/staff.h"
#include "apps/tutor/model/users.h"
#include "web/mem.h"
#include "web/val.h"

int
group_most(const struct page *page)
{
	const char *groups = page_head(page, "groups");
	long most = groups == NULL ? 0 : strtol(groups, NULL, 10);

	return most < 2 || most > GROUP_MOST ? 0 : (int)most;
}

void
group_pages(struct staff *s, struct course *course)
{
	s->course = course;
	s->grouped = val_object(s->mem);
}

static bool
has_groups(const struct staff *s, const char *name)
{
	const struct val *known = val_get(s->grouped, name);
	const struct page *page;
	struct problems unused;
	bool has;

	if (known != NULL)
		return val_tobool(known);
	problems_init(&unused, s->mem);
	page = course_page(s->course, name, &unused);
	has = page == NULL || group_most(page) > 0;
	val_setb(s->grouped, name, has);
	return has;
}

static bool
is_meant(const struct staff *s, const struct staff_order *o, const char *page)
{
	return staff_order_fits(o, page) && (s->course == NULL ||
	    strcmp(o->page, page) == 0 || has_groups(s, page));
}

/* The order that says with whom a user works, or NULL: alone. */
static const struct staff_order *
find_order(const struct staff *s, const char *user, const char *page)
{
	const struct staff_order *o;
	size_t n;

	if (s->groups.n == 0)
		return NULL;
	o = staff_orders_for(&s->groups, user, &n);
	for (size_t i = n; i > 0; i--)
		if (is_meant(s, &o[i - 1], page))
			return o[i - 1].off ? NULL : &o[i - 1];
	return NULL;
}

const char *
group_log(const struct staff *s, const char *user, const char *page)
{
	const struct staff_order *o = find_order(s, user, page);

	return o == NULL ? user : o->log;
}

long long
group_id(const struct staff *s, const char *user, const char *page)
{
	const struct staff_order *o = find_order(s, user, page);

	return o == NULL ? 0 : o->id;
}

void
group_never(struct staff *s, const char *user)
{
	for (size_t i = 0; i < s->groups.n; i++)
		if (strcmp(s->groups.list[i].who, user) == 0)
			s->groups.list[i].off = true;
}

static void
add_member(struct group *g, struct mem *m, const struct member *member)
{
	if (member == NULL || member->role != ROLE_STUDENT)
		return;
	g->list = grow_list(m, g->list, g->n, sizeof(*g->list));
	g->list[g->n++] = member;
}

void
group_find(struct group *g, const struct staff *s,
    const struct members *members, const char *page, long long id)
{
	const struct staff_order *o, *named = NULL;
	const char *last = "";

	*g = (struct group){ .id = id };
	for (size_t i = 0; i < s->groups.n; i++) {
		o = &s->groups.list[i];
		if (o->id != id || o->off)
			continue;
		if (*o->name != '\0' && (named == NULL || o->seq > named->seq))
			named = o;
		if (strcmp(o->who, last) == 0 ||
		    group_id(s, o->who, page) != id)
			continue;
		last = o->who;
		add_member(g, s->mem, member_find(members, o->who));
		o = find_order(s, o->who, page);
		if (o->seq > g->newest)
			g->newest = o->seq;
	}
	g->title = named != NULL ? named->name : mem_printf(s->mem, "g%lld",
	    id);
}

bool
group_has(const struct group *g, const char *user)
{
	for (size_t i = 0; i < g->n; i++)
		if (strcmp(g->list[i]->user, user) == 0)
			return true;
	return false;
}

/* How it stands between two, by the orders for the one who is asked. */
static bool
is_asked(const struct staff *s, const struct invitation *v, const char *page,
    bool by_himself)
{
	const struct staff_order *o;
	bool open = false, declined = false;
	size_t n;

	o = staff_orders_for(&s->invites, v->who, &n);
	for (size_t i = 0; i < n; i++) {
		if (strcmp(o[i].page, page) != 0 ||
		    strcmp(o[i].from, v->from) != 0)
			continue;
		if (strcmp(o[i].by, v->from) == 0)
			open = !o[i].off;
		else if (strcmp(o[i].by, v->who) == 0 && o[i].off)
			declined = true;
	}
	return open && !(by_himself && declined);
}

static bool
is_listed(const struct invitation *list, size_t n, const struct invitation *v)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i].from, v->from) == 0 &&
		    strcmp(list[i].who, v->who) == 0)
			return true;
	return false;
}

static void
add_invitation(const struct staff *s, struct invitation **list, size_t *n,
    const struct invitation *v)
{
	if (is_listed(*list, *n, v))
		return;
	*list = grow_list(s->mem, *list, *n, sizeof(**list));
	(*list)[(*n)++] = *v;
}

size_t
group_asked(const struct staff *s, const char *who, const char *page,
    struct invitation **list)
{
	const struct staff_order *o;
	struct invitation v;
	size_t n, found = 0;

	*list = NULL;
	o = staff_orders_for(&s->invites, who, &n);
	for (size_t i = 0; i < n; i++) {
		v = (struct invitation){ o[i].from, who };
		if (strcmp(o[i].page, page) == 0 && is_asked(s, &v, page, true))
			add_invitation(s, list, &found, &v);
	}
	return found;
}

size_t
group_asks(const struct staff *s, const char *from, const char *page,
    struct invitation **list)
{
	const struct staff_order *o;
	struct invitation v;
	size_t found = 0;

	*list = NULL;
	for (size_t i = 0; i < s->invites.n; i++) {
		o = &s->invites.list[i];
		v = (struct invitation){ from, o->who };
		if (strcmp(o->from, from) == 0 && strcmp(o->page, page) == 0 &&
		    is_asked(s, &v, page, false))
			add_invitation(s, list, &found, &v);
	}
	return found;
}

long long
group_asked_ms(const struct staff *s, const struct invitation *v,
    const char *page)
{
	const struct staff_order *o;
	long long ms = 0;
	size_t n;

	o = staff_orders_for(&s->invites, v->who, &n);
	for (size_t i = 0; i < n; i++)
		if (strcmp(o[i].page, page) == 0 && !o[i].off &&
		    strcmp(o[i].from, v->from) == 0 &&
		    strcmp(o[i].by, v->from) == 0)
			ms = o[i].ms;
	return ms;
}

bool
group_worked_since(const struct user_state *s, const char *page, long long ms)
{
	const struct question_state *qs;

	for (size_t i = 0; i < s->nquestions; i++) {
		qs = &s->questions[i];
		if (strcmp(qs->page, page) == 0 && qs->nattempts > 0 &&
		    qs->attempts[qs->nattempts - 1].ms > ms)
			return true;
	}
	return false;
}

bool
group_worked(const struct user_state *s, const char *page)
{
	const struct question_state *qs;

	for (size_t i = 0; i < s->nquestions; i++) {
		qs = &s->questions[i];
		if (strcmp(qs->page, page) == 0 &&
		    (qs->nattempts > 0 || qs->solution_shown))
			return true;
	}
	return false;
}

bool
group_spent(const struct user_state *s, const struct page *page)
{
	const struct question_state *qs;
	const struct question *q;

	for (size_t i = 0; i < page->nquestions; i++) {
		q = page->questions[i];
		qs = state_find(s, page->name, q->name);
		if (qs != NULL && (qs->solution_shown || (qs->nattempts > 0 &&
		    (q->tries > 0 || q->penalty > 0))))
			return true;
	}
	return false;
}

/* Nothing was done to it; where it is found stays. */
static void
empty(struct question_state *qs)
{
	struct question_state none = { .page = qs->page,
	    .question = qs->question, .override = qs->override };

	*qs = none;
}

/* Attempts that are gone are not to be found by their seq any more. */
static void
forget_places(struct user_state *s)
{
	const struct attempt_place *place;
	size_t n = 0;

	for (size_t i = 0; i < s->nplaces; i++) {
		place = &s->places[i];
		if (s->questions[place->question].nattempts > 0)
			s->places[n++] = *place;
	}
	s->nplaces = n;
}

void
group_forget(const struct staff *s, struct user_state *state,
    const char *page)
{
	struct question_state *qs;

	for (size_t i = 0; i < state->nquestions; i++) {
		qs = &state->questions[i];
		if ((page == NULL || strcmp(page, qs->page) == 0) &&
		    find_order(s, state->user, qs->page) != NULL)
			empty(qs);
	}
	forget_places(state);
}

void
group_put(const struct staff *s, struct user_state *state,
    const struct user_state *group, const char *page)
{
	const struct question_state *from;
	struct question_state *to, old;

	for (size_t i = 0; i < group->nquestions; i++) {
		from = &group->questions[i];
		if ((page != NULL && strcmp(page, from->page) != 0) ||
		    strcmp(group_log(s, state->user, from->page),
		    group->user) != 0)
			continue;
		to = state_question(state, from->page, from->question);
		old = *to;
		*to = *from;
		to->page = old.page;
		to->question = old.question;
		to->override = old.override;
	}
	state->damages += group->damages;
	if (state->damage == NULL)
		state->damage = group->damage;
}

size_t
group_logs(const struct staff *s, const char *user, const char *page,
    const char *const **logs)
{
	const struct staff_order *o;
	const char **list = NULL;
	size_t n = 0, found = 0, k;

	*logs = NULL;
	if (s->groups.n == 0)
		return 0;
	o = staff_orders_for(&s->groups, user, &n);
	for (size_t i = 0; i < n; i++) {
		if (o[i].off || (page != NULL &&
		    find_order(s, user, page) != &o[i]))
			continue;
		for (k = 0; k < found; k++)
			if (strcmp(list[k], o[i].log) == 0)
				break;
		if (k < found)
			continue;
		list = grow_list(s->mem, list, found, sizeof(*list));
		list[found++] = o[i].log;
	}
	*logs = list;
	return found;
}
