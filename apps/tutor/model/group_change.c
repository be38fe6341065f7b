#include "apps/tutor/model/group_change.h"

#include <string.h>

#include "apps/tutor/model/group.h"
#include "apps/tutor/model/staff.h"
#include "apps/tutor/model/users.h"
#include "web/mem.h"
#include "web/val.h"

/* A decision under way. */
struct deciding {
	struct group_change	*c;
	struct staff		 staff;
	struct val		*records;	/* that are to be added */
};

static struct val *
add_record(struct val *list, const char *kind, const struct group_change *c)
{
	struct val *record = val_pushobject(list);

	val_set(record, "k", kind);
	val_set(record, "page", c->page);
	val_set(record, "by", c->user);
	return record;
}

static void
own_group(struct group *g, const struct deciding *d, const char *user)
{
	group_find(g, &d->staff, d->c->members, d->c->page,
	    group_id(&d->staff, user, d->c->page));
}

static bool
is_student(const struct deciding *d, const char *user)
{
	const struct member *m = member_find(d->c->members, user);

	return m != NULL && m->role == ROLE_STUDENT;
}

static void
add_invite(struct deciding *d, const char *who, const char *from, bool off)
{
	struct val *record = add_record(d->records, "invite", d->c);

	val_set(record, "who", who);
	val_set(record, "from", from);
	if (off)
		val_setb(record, "off", true);
}

static bool
lists(const struct invitation *list, size_t n, const struct invitation *v)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i].from, v->from) == 0 &&
		    strcmp(list[i].who, v->who) == 0)
			return true;
	return false;
}

/* Has the user sent one to the other, and not taken it back? */
static bool
has_sent(const struct deciding *d, size_t *n)
{
	struct invitation *list;
	const struct invitation v = { d->c->user, d->c->other };

	*n = group_asks(&d->staff, d->c->user, d->c->page, &list);
	return lists(list, *n, &v);
}

/* Has the user one of the other to answer? */
static bool
has_got(const struct deciding *d)
{
	struct invitation *list;
	const struct invitation v = { d->c->other, d->c->user };
	size_t n = group_asked(&d->staff, d->c->user, d->c->page, &list);

	return lists(list, n, &v);
}

/* So many orders there are about invitations that the user has sent. */
static size_t
count_sent(const struct deciding *d)
{
	const struct staff_orders *o = &d->staff.invites;
	size_t n = 0;

	for (size_t i = 0; i < o->n; i++)
		n += strcmp(o->list[i].from, d->c->user) == 0 &&
		    strcmp(o->list[i].page, d->c->page) == 0;
	return n;
}

/* And so many times he changed his group. */
static size_t
count_turns(const struct deciding *d)
{
	const struct staff_order *o;
	size_t n, turns = 0;

	o = staff_orders_for(&d->staff.groups, d->c->user, &n);
	for (size_t i = 0; i < n; i++)
		turns += strcmp(o[i].page, d->c->page) == 0;
	return turns;
}

/* Whether there is such a user makes no difference: names are not told. */
static enum group_result
invite(struct deciding *d)
{
	const struct group_change *c = d->c;
	struct group g;
	size_t n;

	if (!user_name_ok(c->other))
		return GROUP_NAMELESS;
	own_group(&g, d, c->user);
	if (strcmp(c->other, c->user) == 0 ||
	    (g.id != 0 && group_has(&g, c->other)))
		return GROUP_SELF;
	if (g.id != 0 && g.n >= (size_t)c->most)
		return GROUP_FULL;
	if (has_sent(d, &n)) {
		if (!c->again)
			return GROUP_DONE;
	} else if (n >= GROUP_ASKS_MAX)
		return GROUP_MANY;
	if (count_sent(d) >= GROUP_ASKED_MAX)
		return GROUP_OFTEN;
	add_invite(d, c->other, c->user, false);
	return GROUP_DONE;
}

static enum group_result
withdraw(struct deciding *d)
{
	size_t n;

	if (!has_sent(d, &n))
		return GROUP_GONE;
	add_invite(d, d->c->other, d->c->user, true);
	return GROUP_DONE;
}

static enum group_result
decline(struct deciding *d)
{
	if (!has_got(d))
		return GROUP_GONE;
	add_invite(d, d->c->user, d->c->other, true);
	return GROUP_DONE;
}

/* One record, so that no crash leaves somebody in a group of his own. */
static enum group_result
join(struct deciding *d)
{
	const struct group_change *c = d->c;
	struct val *record, *who;
	struct group g;

	if (!has_got(d) || !is_student(d, c->other))
		return GROUP_GONE;
	if (group_id(&d->staff, c->user, c->page) != 0)
		return GROUP_TAKEN;
	if (count_turns(d) >= GROUP_TURNS_MAX)
		return GROUP_OFTEN;
	own_group(&g, d, c->other);
	if (g.id != 0 && g.n >= (size_t)c->most)
		return GROUP_FULL;
	if ((g.id == 0 ? 0 : g.newest) != c->seen)
		return GROUP_CHANGED;
	record = add_record(d->records, "group", c);
	who = val_setlist(record, "who");
	if (g.id != 0)
		val_seti(record, "id", g.id);
	else
		val_push(who, val_str(val_mem(who), c->other));
	val_push(who, val_str(val_mem(who), c->user));
	return GROUP_DONE;
}

static enum group_result
leave(struct deciding *d)
{
	const struct group_change *c = d->c;
	long long id = group_id(&d->staff, c->user, c->page);
	struct val *record, *who;

	if (id == 0)
		return GROUP_GONE;
	if (id != c->seen)
		return GROUP_CHANGED;
	record = add_record(d->records, "group", c);
	who = val_setlist(record, "who");
	val_seti(record, "id", id);
	val_push(who, val_str(val_mem(who), c->user));
	val_setb(record, "off", true);
	return GROUP_DONE;
}

const struct val *
group_decide(void *arg, const struct val *records)
{
	static enum group_result (*const acts[])(struct deciding *) = {
		[GROUP_INVITE] = invite, [GROUP_WITHDRAW] = withdraw,
		[GROUP_ACCEPT] = join, [GROUP_DECLINE] = decline,
		[GROUP_LEAVE] = leave
	};
	struct deciding d = { .c = arg,
	    .records = val_list(val_mem(records)) };

	staff_fold(&d.staff, val_mem(records), records);
	d.c->result = acts[d.c->act](&d);
	return d.records;
}
