/*
 * group_plan.c - the staff says who works with whom.
 */
#include <stdlib.h>
#include <string.h>

#include "apps/tutor/model/group.h"
#include "apps/tutor/model/group_change.h"
#include "apps/tutor/model/staff.h"
#include "apps/tutor/model/users.h"
#include "web/mem.h"
#include "web/val.h"

enum { TITLE_MAX = 40 };

struct planning {
	struct group_plan	*plan;
	struct staff		 staff;
	struct val		*targets;	/* title: index */
	struct target {
		const char	*title;
		long long	 id;		/* 0: a new one */
		size_t		 size;		/* when all is done */
		struct val	*who;		/* who comes */
	}			*list;
	size_t			 n;
	struct val		*titles;	/* of the page: id */
	struct val		*sizes;		/* id: members */
	struct val		*records;
};

static void
wrong(struct planning *p, const struct group_row *row, const char *what)
{
	struct mem *m = p->plan->mem;

	if (p->plan->wrong != NULL)
		return;
	p->plan->wrong = row->line == 0 ? mem_str(m, what) :
	    mem_printf(m, "line %zu: %s", row->line, what);
}

static const char *
id_key(struct planning *p, long long id)
{
	return mem_printf(p->staff.mem, "%lld", id);
}

/* The groups of the page as they are, by title and by size. */
static void
find_groups(struct planning *p)
{
	const struct members *ms = p->plan->members;
	struct group g;
	const char *key;
	long long id;

	for (size_t i = 0; i < ms->n; i++) {
		id = group_id(&p->staff, ms->list[i].user, p->plan->page);
		if (id == 0 || ms->list[i].role != ROLE_STUDENT)
			continue;
		key = id_key(p, id);
		if (val_get(p->sizes, key) != NULL)
			continue;
		group_find(&g, &p->staff, ms, p->plan->page, id);
		val_seti(p->sizes, key, (long long)g.n);
		if (val_get(p->titles, g.title) == NULL)
			val_seti(p->titles, g.title, id);
	}
}

/* Words that fit a line: what has "g17" for a name would hide that group. */
static bool
title_ok(const char *title)
{
	if (strcmp(title, GROUP_NEW) == 0)
		return true;
	if (title[0] == 'g' && title[1 + strspn(title + 1, "0123456789")] ==
	    '\0' && title[1] != '\0')
		return false;
	for (const char *s = title; *s != '\0'; s++)
		if ((unsigned char)*s < 0x20 || *s == 0x7f)
			return false;
	return strlen(title) <= TITLE_MAX;
}

/*
 * A group of the page that nobody is in any more is found by its number, so
 * that its work is not lost to those who were in it.
 */
static long long
left_group(struct planning *p, const char *title)
{
	const struct staff_orders *o = &p->staff.groups;
	size_t n = title[0] == 'g' ? strspn(title + 1, "0123456789") : 0;
	long long id = n == 0 || n > 18 ? 0 : strtoll(title + 1, NULL, 10);

	if (id == 0 || title[1 + n] != '\0' ||
	    val_get(p->sizes, id_key(p, id)) != NULL)
		return 0;
	for (size_t i = 0; i < o->n; i++)
		if (o->list[i].id == id && !o->list[i].off &&
		    staff_order_fits(&o->list[i], p->plan->page))
			return id;
	return 0;
}

/* Is there a group of that name on a page that a new one would be on, too? */
static const struct staff_order *
find_namesake(struct planning *p, const char *title)
{
	const struct staff_order here = { .page = p->plan->page };
	const struct staff_order *o;

	for (size_t i = 0; i < p->staff.groups.n; i++) {
		o = &p->staff.groups.list[i];
		if (!o->off && *o->name != '\0' &&
		    strcmp(o->name, title) == 0 &&
		    (staff_order_fits(o, here.page) ||
		    staff_order_fits(&here, o->page)) &&
		    group_id(&p->staff, o->who, o->page) == o->id &&
		    member_find(p->plan->members, o->who) != NULL)
			return o;
	}
	return NULL;
}

/* May a new group have that title? */
static void
check_title(struct planning *p, const struct group_row *row)
{
	const struct staff_order *other;

	if (!title_ok(row->title)) {
		wrong(p, row, mem_printf(p->staff.mem, "there is no group "
		    "\"%.60s\" on this page, and a new one cannot have that "
		    "name", row->title));
		return;
	}
	other = find_namesake(p, row->title);
	if (other != NULL)
		wrong(p, row, mem_printf(p->staff.mem, "there is a group "
		    "\"%.60s\" on %.100s already: choose another name",
		    row->title, other->page));
}

static struct target *
target_of(struct planning *p, const struct group_row *row)
{
	const struct val *known = val_get(p->targets, row->title);
	struct target *t;

	if (known != NULL)
		return &p->list[val_toint(known)];
	val_seti(p->targets, row->title, (long long)p->n);
	t = &p->list[p->n++];
	t->title = row->title;
	t->id = val_getint(p->titles, row->title);
	if (t->id == 0)
		t->id = left_group(p, row->title);
	t->who = val_list(p->staff.mem);
	if (*row->title != '\0' && t->id == 0)
		check_title(p, row);
	if (t->id != 0)
		t->size = (size_t)val_getint(p->sizes, id_key(p, t->id));
	return t;
}

/* The group that a user leaves is one smaller. */
static void
leave(struct planning *p, long long id)
{
	const char *key = id_key(p, id);
	long long size = val_getint(p->sizes, key) - 1;

	val_seti(p->sizes, key, size);
	for (size_t i = 0; i < p->n; i++)
		if (p->list[i].id == id)
			p->list[i].size--;
}

static void
plan_row(struct planning *p, const struct group_row *row, struct val *seen)
{
	const struct member *m = member_find(p->plan->members, row->user);
	struct target *t;
	long long now;

	if (m == NULL || m->role != ROLE_STUDENT) {
		wrong(p, row, mem_printf(p->staff.mem, "\"%.70s\" is no "
		    "student of this course", row->user));
		return;
	}
	if (val_get(seen, row->user) != NULL) {
		wrong(p, row, mem_printf(p->staff.mem, "%s is there twice",
		    row->user));
		return;
	}
	val_setb(seen, row->user, true);
	t = target_of(p, row);
	now = group_id(&p->staff, row->user, p->plan->page);
	if (now == t->id && (now != 0 || *row->title == '\0'))
		return;
	if (now != 0)
		leave(p, now);
	t->size++;
	val_push(t->who, val_str(p->staff.mem, row->user));
	p->plan->moved++;
}

static void
check_sizes(struct planning *p)
{
	static const struct group_row nowhere = { .line = 0 };
	const struct target *t;

	for (size_t i = 0; i < p->n; i++) {
		t = &p->list[i];
		if (*t->title != '\0' && val_size(t->who) > 0 &&
		    t->size > (size_t)p->plan->most)
			wrong(p, &nowhere, mem_printf(p->staff.mem, "%s%.60s "
			    "would have %zu members, and the page allows %d",
			    strcmp(t->title, GROUP_NEW) == 0 ? "the group" :
			    "group ", strcmp(t->title, GROUP_NEW) == 0 ? "" :
			    t->title, t->size, p->plan->most));
	}
}

static void
add_target(struct planning *p, const struct target *t)
{
	struct val *record;

	if (val_size(t->who) == 0)
		return;
	record = val_pushobject(p->records);
	val_set(record, "k", "group");
	val_set(record, "page", p->plan->page);
	val_put(record, "who", t->who);
	val_set(record, "by", p->plan->by);
	if (*t->title == '\0')
		val_setb(record, "off", true);
	else if (t->id != 0)
		val_seti(record, "id", t->id);
	else if (strcmp(t->title, GROUP_NEW) != 0)
		val_set(record, "name", t->title);
}

const struct val *
group_plan(void *arg, const struct val *records)
{
	struct planning p = { .plan = arg };
	struct mem *m = val_mem(records);
	struct val *seen = val_object(m);

	staff_fold(&p.staff, m, records);
	p.records = val_list(m);
	p.targets = val_object(m);
	p.titles = val_object(m);
	p.sizes = val_object(m);
	p.list = mem_array(m, p.plan->n, sizeof(*p.list));
	p.plan->wrong = NULL;
	p.plan->moved = 0;
	find_groups(&p);
	for (size_t i = 0; i < p.plan->n; i++)
		plan_row(&p, &p.plan->rows[i], seen);
	check_sizes(&p);
	for (size_t i = 0; i < p.n && p.plan->wrong == NULL; i++)
		add_target(&p, &p.list[i]);
	return p.records;
}
