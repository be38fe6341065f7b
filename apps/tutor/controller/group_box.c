/*
 * group_box.c - the box "Your group" of a page.
 */
#include "apps/tutor/controller/group.h"

#include <string.h>

#include "apps/tutor/model/group.h"
#include "apps/tutor/model/group_change.h"

struct box {
	const struct asked	*a;
	struct tutor		*t;
	const struct page	*page;
	struct val		*model;
	struct group		 group;		/* id 0: alone */
};

static const char *
name_of(const struct member *m)
{
	return *m->name == '\0' ? m->user : m->name;
}

static void
add_members(struct box *b)
{
	struct val *list = val_setlist(b->model, "members"), *row;
	const struct member *m;

	val_set(b->model, "title", b->group.title);
	for (size_t i = 0; i < b->group.n; i++) {
		m = b->group.list[i];
		row = val_pushobject(list);
		val_set(row, "name", name_of(m));
		val_set(row, "user", m->user);
		val_setb(row, "self", m == b->t->shown);
		val_setb(row, "last", i + 1 == b->group.n);
	}
	val_setb(b->model, "single", b->group.n == 1);
}

/* With whom one would work who says yes. */
static void
add_partners(struct val *row, struct box *b, const char *from)
{
	struct group g = { .id = group_id(&b->t->staff, from, b->page->name) };
	struct text names;

	text_init(&names, b->t->mem);
	if (g.id != 0)
		group_find(&g, &b->t->staff, &b->t->members, b->page->name,
		    g.id);
	for (size_t i = 0; i < g.n; i++)
		if (strcmp(g.list[i]->user, from) != 0)
			text_addf(&names, "%s%s", names.n == 0 ? "" : ", ",
			    name_of(g.list[i]));
	val_set(row, "with", names.p);
	val_seti(row, "seen", g.newest);
}

/* Those that he may answer: of students of the course. */
static void
add_asked(struct box *b)
{
	struct val *list = val_setlist(b->model, "asked"), *row;
	struct invitation *asked;
	const struct member *m;
	size_t n = group_asked(&b->t->staff, b->t->shown->user, b->page->name,
	    &asked);

	for (size_t i = 0; i < n && b->group.id == 0; i++) {
		m = member_find(&b->t->members, asked[i].from);
		if (m == NULL || m->role != ROLE_STUDENT)
			continue;
		row = val_pushobject(list);
		val_set(row, "from", m->user);
		val_set(row, "from_name", name_of(m));
		add_partners(row, b, m->user);
	}
	val_setb(b->model, "some_asked", val_size(list) > 0);
	if (val_size(list) > 0)
		val_setb(b->model, "open", true);
}

static void
add_asks(struct box *b)
{
	struct val *list = val_setlist(b->model, "asks"), *row;
	struct invitation *asks;
	size_t n = group_asks(&b->t->staff, b->t->shown->user, b->page->name,
	    &asks);

	for (size_t i = 0; i < n; i++) {
		if (b->group.id != 0 && group_has(&b->group, asks[i].who))
			continue;
		row = val_pushobject(list);
		val_set(row, "who", asks[i].who);
	}
	val_setb(b->model, "some_asks", val_size(list) > 0);
}

static bool
is_locked(const struct box *b)
{
	const struct due *due = &b->a->place->due;

	return due->lock != 0 && web_now(b->t->web) > due->lock;
}

/* What he may do: the forms. */
static void
add_forms(struct box *b, int most)
{
	bool alone = b->group.id == 0;
	bool spent = alone && group_spent(b->a->state, b->a->place->whole);
	bool worked = group_worked(b->a->state, b->page->name);

	val_set(b->model, "action", web_url(b->t->web, "/c/%s/group/%s",
	    b->t->course->name, b->page->name));
	val_setb(b->model, "spent", spent);
	val_setb(b->model, "agree", alone && worked && !spent);
	val_setb(b->model, "forms", true);
	val_setb(b->model, "can_accept", !spent);
	val_setb(b->model, "can_invite", !spent && (alone ||
	    b->group.n < (size_t)most));
	val_setb(b->model, "can_leave", !alone && !worked);
	val_setb(b->model, "stays", !alone && worked);
	add_asked(b);
	add_asks(b);
}

void
group_model(struct val *model, const struct asked *a)
{
	struct box b = { .a = a, .t = a->t, .page = a->place->page };
	int most = group_most(b.page);
	long long id = group_id(&b.t->staff, b.t->shown->user, b.page->name);

	if ((most == 0 && id == 0) || (most == 0 && tutor_is_staff(b.t)))
		return;
	b.model = val_setobject(model, "group");
	val_seti(b.model, "most", most);
	val_setb(b.model, "staff", tutor_is_staff(b.t));
	if (tutor_is_staff(b.t))
		return;
	val_setb(b.model, "alone", id == 0);
	if (id != 0) {
		group_find(&b.group, &b.t->staff, &b.t->members, b.page->name,
		    id);
		add_members(&b);
	}
	val_set(b.model, "wrong", a->group_wrong);
	val_setb(b.model, "open", a->group_wrong != NULL);
	if (a->group_wrong != NULL)
		val_set(b.model, "typed", web_str(b.t->web, "who", ""));
	val_setb(b.model, "locked", is_locked(&b));
	if (!b.t->watching && most > 0 && !is_locked(&b))
		add_forms(&b, most);
}
