#include "apps/tutor/model/staff.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "apps/tutor/model/grade.h"
#include "apps/tutor/model/grow.h"
#include "apps/tutor/model/remark.h"
#include "apps/tutor/model/users.h"
#include "apps/tutor/model/when.h"
#include "web/mem.h"
#include "web/val.h"

/* Which list of a struct staff takes the orders of a kind. */
static const struct {
	const char	*kind;
	size_t		 list;
} kinds[] = {
	{ "extend", offsetof(struct staff, extends) },
	{ "exempt", offsetof(struct staff, exempts) },
	{ "override", offsetof(struct staff, overrides) },
	{ "publish", offsetof(struct staff, publishes) },
	{ "group", offsetof(struct staff, groups) },
	{ "invite", offsetof(struct staff, invites) },
};

enum { KINDS = sizeof(kinds) / sizeof(kinds[0]), WHO = 3 };

static struct staff_orders *
orders_of(struct staff *s, size_t kind)
{
	return (struct staff_orders *)(void *)((char *)s + kinds[kind].list);
}

static void
add_order(struct mem *m, struct staff_orders *o, const struct val *record,
    const char *who)
{
	o->list = grow_list(m, o->list, o->n, sizeof(*o->list));
	o->list[o->n++] = (struct staff_order){
	    .who = who,
	    .page = val_getstr(record, "page"),
	    .question = val_getstr(record, "q"),
	    .seq = val_getint(record, "seq"),
	    .due = val_getint(record, "due"),
	    .replace = val_tobool(val_get(record, "replace")),
	    .off = val_tobool(val_get(record, "off")),
	    .name = val_getstr(record, "name"),
	    .from = val_getstr(record, "from"),
	    .by = val_getstr(record, "by"),
	    .ms = val_getint(record, "ms"),
	    .score = record_score(record) };
}

/* An order for one, or for each of a list. */
static void
add_orders(struct mem *m, struct staff_orders *o, const struct val *record)
{
	const struct val *who = val_get(record, "who");
	size_t first = o->n, n = val_size(who);
	long long id = val_getint(record, val_get(record, "id") == NULL ?
	    "seq" : "id");

	if (val_type(who) != VAL_LIST)
		add_order(m, o, record, val_tostr(who));
	else
		for (size_t i = 0; i < n; i++)
			add_order(m, o, record, val_tostr(val_at(who, i)));
	if (strcmp(val_getstr(record, "k"), "group") != 0 || first == o->n)
		return;
	o->list[first].log = mem_printf(m, "+%lld", id);
	for (size_t i = first; i < o->n; i++) {
		o->list[i].log = o->list[first].log;
		o->list[i].id = id;
		o->list[i].off |= !log_name_ok(o->list[i].log);
	}
}

static void
add_regrade(struct staff *s, const struct val *record)
{
	const char *key = val_get(record, "batch") == NULL ? "seq" : "batch";
	long long batch = val_getint(record, key);

	if (batch > s->batch)
		s->batch = batch;
}

/* Before they are sorted, orders are by their seq. */
static void
revoke(struct staff *s, const struct val *record)
{
	struct staff_order *list = s->extends.list;
	size_t low = 0, high = s->extends.n, middle;
	long long of = val_getint(record, "of");

	while (low < high) {
		middle = low + (high - low) / 2;
		if (list[middle].seq < of)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < s->extends.n && list[low].seq == of; low++)
		list[low].off = true;
}

static void
add(struct staff *s, struct val *record)
{
	const char *kind = val_getstr(record, "k");

	if (strcmp(kind, "regrade") == 0)
		add_regrade(s, record);
	else if (strcmp(kind, "remark") == 0)
		remark_add(s->remarks, record);
	else if (strcmp(kind, "revoke") == 0)
		revoke(s, record);
	for (size_t i = 0; i < KINDS; i++)
		if (strcmp(kind, kinds[i].kind) == 0)
			add_orders(s->mem, orders_of(s, i), record);
}

static int
by_who(const void *a, const void *b)
{
	const struct staff_order *x = a, *y = b;
	int order = strcmp(x->who, y->who);

	return order != 0 ? order : (x->seq > y->seq) - (x->seq < y->seq);
}

void
staff_fold(struct staff *s, struct mem *m, const struct val *records)
{
	struct staff_orders *o;

	*s = (struct staff){ .mem = m, .records = records,
	    .remarks = val_object(m) };
	for (size_t i = 0; i < val_size(records); i++)
		add(s, val_at(records, i));
	for (size_t i = 0; i < KINDS; i++) {
		o = orders_of(s, i);
		if (o->n > 0)
			qsort(o->list, o->n, sizeof(*o->list), by_who);
	}
}

const struct staff_order *
staff_orders_for(const struct staff_orders *o, const char *who, size_t *n)
{
	size_t low = 0, high = o->n, middle, end;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (strcmp(o->list[middle].who, who) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (end = low; end < o->n && strcmp(o->list[end].who, who) == 0;)
		end++;
	*n = end - low;
	return *n == 0 ? NULL : &o->list[low];
}

bool
staff_order_fits(const struct staff_order *o, const char *page)
{
	return strcmp(o->page, page) == 0 || (strpbrk(o->page, "*?[\\") !=
	    NULL && fnmatch(o->page, page, 0) == 0);
}

/* Whom an order that is meant for a student may name. */
static void
names_of(const char *who[WHO], const struct staff *s, const struct member *m)
{
	who[0] = "*";
	who[1] = m->user;
	who[2] = mem_printf(s->mem, "@%s", m->section == NULL ? "" :
	    m->section);
}

static void
apply_publish(const struct staff *s, struct question_state *qs)
{
	const struct staff_order *o;
	bool published = false;

	for (size_t i = 0; i < s->publishes.n; i++) {
		o = &s->publishes.list[i];
		if (staff_order_fits(o, qs->page) && (o->question[0] == '\0' ||
		    strcmp(o->question, qs->question) == 0))
			published = !o->off;
	}
	if (published)
		state_publish(qs);
}

void
staff_apply(const struct staff *s, struct user_state *state)
{
	const struct staff_order *o;
	size_t n;

	o = staff_orders_for(&s->overrides, state->user, &n);
	for (size_t i = 0; i < n; i++)
		state_question(state, o[i].page, o[i].question)->override =
		    o[i].score;
	if (s->publishes.n == 0)
		return;
	for (size_t i = 0; i < state->nquestions; i++)
		apply_publish(s, &state->questions[i]);
}

/* The newest order says it. */
bool
staff_exempt(const struct staff *s, const struct member *m, const char *page)
{
	const char *who[WHO];
	const struct staff_order *o;
	long long newest = -1;
	bool exempt = false;
	size_t n;

	if (s->exempts.n == 0)
		return false;
	names_of(who, s, m);
	for (size_t w = 0; w < WHO; w++) {
		o = staff_orders_for(&s->exempts, who[w], &n);
		for (size_t i = 0; i < n; i++)
			if (o[i].seq > newest &&
			    staff_order_fits(&o[i], page)) {
				newest = o[i].seq;
				exempt = !o[i].off;
			}
	}
	return exempt;
}

/* Orders in order of giving, whomever they name. */
struct granted {
	struct extension *list;
	const struct staff_order **orders;
	size_t		 n;
};

static void
grant(struct granted *g, const struct staff_order *o, struct mem *m)
{
	size_t i;

	g->orders = grow_list(m, g->orders, g->n, sizeof(*g->orders));
	for (i = g->n; i > 0 && g->orders[i - 1]->seq > o->seq; i--)
		g->orders[i] = g->orders[i - 1];
	g->orders[i] = o;
	g->n++;
}

static void
collect(struct granted *g, const struct due_query *q, const char *who)
{
	const struct staff_order *o;
	size_t n;

	o = staff_orders_for(&q->staff->extends, who, &n);
	for (size_t i = 0; i < n; i++)
		if (!o[i].off && o[i].due > 0 &&
		    staff_order_fits(&o[i], q->page))
			grant(g, &o[i], q->staff->mem);
}

void
staff_due(struct due *due, const struct due_query *q)
{
	struct granted g = { .list = NULL };
	const char *who[WHO];
	struct when_student student = { .extra = q->member->extra,
	    .first_view = q->first_view };

	if (q->staff->extends.n > 0) {
		names_of(who, q->staff, q->member);
		for (size_t i = 0; i < WHO; i++)
			collect(&g, q, who[i]);
		g.list = mem_array(q->staff->mem, g.n, sizeof(*g.list));
		for (size_t i = 0; i < g.n; i++)
			g.list[i] = (struct extension){ g.orders[i]->due,
			    g.orders[i]->replace };
	}
	student.extensions = g.list;
	student.nextensions = g.n;
	when_due(due, q->dates, &student);
}
