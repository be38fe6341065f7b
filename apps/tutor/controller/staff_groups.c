/*
 * staff_groups.c - who works with whom: what there is, and to change it.
 */
#include "apps/tutor/controller/staff_groups.h"

#include <fcntl.h>
#include <fnmatch.h>
#include <string.h>
#include <unistd.h>

#include "apps/tutor/controller/staff.h"
#include "apps/tutor/controller/staff_page.h"
#include "apps/tutor/model/group.h"
#include "apps/tutor/model/grow.h"

static const struct web_field fields[] = {
	{ "page", F_LINE, .min = 1, .max = 100, .required = 1 },
	{ "shown", F_NAME, .min = 0 },
	{ "pick", F_LINE, .min = 0, .max = 64, .many = 1 },
	{ "who", F_TEXT, .min = 0, .max = 100000 },
	{ "into", F_LINE, .min = 0, .max = 64 },
	{ "name", F_LINE, .min = 0, .max = 40 },
	{ "dissolve", F_INT, .min = 1, .max = 1LL << 60 },
	{ 0 }
};

int
staff_groups_most(struct tutor *t, const char *pattern, const char **wrong)
{
	const struct page *page;
	int most = 0, here;

	*wrong = "fits no page that is worked on in groups";
	for (size_t i = 0; i < t->course->npages; i++) {
		if (fnmatch(pattern, t->course->pages[i].name, 0) != 0)
			continue;
		page = course_page(t->course, t->course->pages[i].name,
		    &t->problems);
		here = page == NULL ? 0 : group_most(page);
		if (here == 0) {
			*wrong = mem_printf(t->mem, "fits %s, which has no "
			    "line groups:", t->course->pages[i].name);
			return 0;
		}
		if (most == 0 || here < most)
			most = here;
	}
	return most;
}

const char *
staff_groups_page(struct tutor *t)
{
	const char *asked = web_str(t->web, "shown", NULL);
	const struct page *page;

	if (asked == NULL)
		asked = web_query(t->web, "page");
	for (size_t i = 0; i < t->course->npages; i++) {
		if (asked != NULL && strcmp(asked,
		    t->course->pages[i].name) != 0)
			continue;
		page = course_page(t->course, t->course->pages[i].name,
		    &t->problems);
		if (page != NULL && group_most(page) > 0)
			return page->name;
	}
	return NULL;
}

void
staff_groups_add(struct group_plan *plan, const struct group_row *row)
{
	plan->rows = grow_list(plan->mem, plan->rows, plan->n,
	    sizeof(*plan->rows));
	plan->rows[plan->n++] = *row;
}

static void
add_pages(struct val *model, struct tutor *t, const char *chosen)
{
	struct val *list = val_setlist(model, "pages"), *row;
	const struct page *page;

	for (size_t i = 0; i < t->course->npages; i++) {
		page = course_page(t->course, t->course->pages[i].name,
		    &t->problems);
		if (page == NULL || group_most(page) == 0)
			continue;
		row = val_pushobject(list);
		val_set(row, "page", page->name);
		val_set(row, "page_title", page->title);
		val_seti(row, "most", group_most(page));
		val_setb(row, "here", strcmp(page->name, chosen) == 0);
		if (strcmp(page->name, chosen) == 0) {
			val_set(model, "page_title", page->title);
			val_seti(model, "most", group_most(page));
		}
	}
}

static bool
has_log(const struct tutor *t, long long id)
{
	return faccessat(t->data.users, mem_printf(t->mem, "+%lld.log", id),
	    F_OK, 0) == 0;
}

static void
add_group(struct val *list, struct tutor *t, const struct group *g)
{
	struct val *row = val_pushobject(list), *members, *one;

	val_set(row, "title", g->title);
	val_setf(row, "id", "%lld", g->id);
	val_setb(row, "begun", has_log(t, g->id));
	members = val_setlist(row, "members");
	for (size_t i = 0; i < g->n; i++) {
		one = val_pushobject(members);
		staff_person(one, g->list[i]);
		val_setb(one, "more", i + 1 < g->n);
	}
}

/* Groups with somebody of the section, and who has none. */
static void
add_groups(struct val *model, struct tutor *t, const char *page)
{
	struct val *groups = val_setlist(model, "groups");
	struct val *alone = val_setlist(model, "alone");
	struct val *seen = val_object(t->mem);
	const struct member *m;
	struct group g;
	long long id;

	for (size_t i = 0; i < t->members.n; i++) {
		m = &t->members.list[i];
		if (!staff_once(t, seen, m, page))
			continue;
		id = group_id(&t->staff, m->user, page);
		if (id == 0) {
			staff_person(val_pushobject(alone), m);
			continue;
		}
		group_find(&g, &t->staff, &t->members, page, id);
		add_group(groups, t, &g);
	}
	val_setf(model, "count", "%zu", val_size(groups));
	val_setf(model, "lone", "%zu", val_size(alone));
	val_setb(model, "some_alone", val_size(alone) > 0);
}

int
staff_groups_show(struct tutor *t, int status)
{
	struct val *model = staff_model(t, "Groups", "/groups");
	const char *page = staff_groups_page(t);

	if (page != NULL) {
		val_set(model, "page", page);
		add_pages(model, t, page);
		add_groups(model, t, page);
	}
	staff_sections(model, t);
	if (status != 200)
		staff_typed(model, t);
	return web_render(t->web, "staff_groups", model) == 200 ? status : 500;
}

static int
show(struct tutor *t)
{
	return staff_groups_show(t, 200);
}

int
get_staff_groups(struct web *w)
{
	return tutor_run(w, ROLE_ASSISTANT, show);
}

static void
say_done(struct tutor *t, const struct group_plan *plan)
{
	long long id = web_int(t->web, "dissolve", 0);

	if (id == 0 || !has_log(t, id))
		web_flash(t->web, "Moved: %zu.", plan->moved);
	else
		web_flash(t->web, "Moved: %zu. What the group has done counts "
		    "again for who is put into a new group named g%lld.",
		    plan->moved, id);
}

int
staff_groups_do(struct tutor *t, struct group_plan *plan, const char *field)
{
	const char *page = staff_groups_page(t), *wrong;
	long long seq;

	plan->members = &t->members;
	plan->by = t->me->user;
	plan->most = staff_groups_most(t, plan->page, &wrong);
	if (plan->most == 0)
		web_reject(t->web, "page", "%s", wrong);
	if (plan->n == 0 || plan->n > GROUP_ROWS_MAX)
		web_reject(t->web, field, plan->n == 0 ? "names nobody" :
		    "names too many");
	if (plan->most == 0 || web_error(t->web, field) != NULL)
		return staff_groups_show(t, 422);
	seq = staff_decide(&t->data, web_now(t->web), group_plan, plan);
	if (seq < 0)
		return web_fail(t->web, 507, seq == -2 ? "The disk did not "
		    "confirm it: look at the groups before you do it again." :
		    "This could not be written down. What of it was, you see "
		    "in the list of groups.");
	if (plan->wrong != NULL) {
		web_reject(t->web, field, "cannot be done: %s", plan->wrong);
		return staff_groups_show(t, 422);
	}
	say_done(t, plan);
	return web_see(t->web, "/c/%s/staff/groups?page=%s", t->course->name,
	    page == NULL ? "" : page);
}

/* The users of the boxes, and those that were typed. */
static void
read_users(struct tutor *t, struct group_plan *plan, const char *title)
{
	const char *s = web_str(t->web, "who", ""), *user;
	struct group_row row = { .title = title };

	for (size_t i = 0; (user = web_nth(t->web, "pick", i)) != NULL; i++) {
		row.user = user;
		staff_groups_add(plan, &row);
	}
	while ((user = staff_name_next(t, &s)) != NULL) {
		row.user = user;
		staff_groups_add(plan, &row);
	}
}

/* All who are in it now go alone.  Two may have one title. */
static void
dissolve(struct tutor *t, struct group_plan *plan, long long id)
{
	struct group_row row = { .title = "" };
	struct group g;

	group_find(&g, &t->staff, &t->members, plan->page, id);
	for (size_t i = 0; i < g.n; i++) {
		row.user = g.list[i]->user;
		staff_groups_add(plan, &row);
	}
}

/* into: "new", "alone" or "=" and the title of a group. */
static int
change(struct tutor *t)
{
	struct group_plan plan = { .mem = t->mem };
	int status = web_form(t->web, fields);
	const char *into = web_str(t->web, "into", "new"), *title = "";

	if (status != 0 && status != 422)
		return web_fail(t->web, status, NULL);
	if (status == 422)
		return staff_groups_show(t, 422);
	plan.page = web_str(t->web, "page", "");
	if (web_has(t->web, "dissolve")) {
		dissolve(t, &plan, web_int(t->web, "dissolve", 0));
		return staff_groups_do(t, &plan, "who");
	}
	if (strcmp(into, "new") == 0) {
		title = web_str(t->web, "name", "");
		if (*title == '\0')
			title = GROUP_NEW;
	} else if (*into == '=')
		title = into + 1;
	read_users(t, &plan, title);
	return staff_groups_do(t, &plan, "who");
}

int
post_staff_groups(struct web *w)
{
	return tutor_run(w, ROLE_STAFF, change);
}
