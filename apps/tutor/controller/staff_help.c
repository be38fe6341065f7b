/*
 * staff_help.c - who waits for help, and who of the staff goes there.
 */
#include <errno.h>
#include <string.h>

#include "apps/tutor/controller/help_model.h"
#include "apps/tutor/controller/staff.h"
#include "apps/tutor/controller/staff_page.h"
#include "apps/tutor/model/group.h"
#include "apps/tutor/model/help.h"

enum { LOOK_SECONDS = 20 };

/* With whom a student works on that page. */
static void
add_partners(struct val *row, struct tutor *t, const struct help_ask *ask)
{
	long long id = group_id(&t->staff, ask->who, ask->page);
	struct val *list;
	struct group g;

	if (id == 0)
		return;
	group_find(&g, &t->staff, &t->members, ask->page, id);
	list = val_setlist(row, "partners");
	for (size_t i = 0; i < g.n; i++)
		if (strcmp(g.list[i]->user, ask->who) != 0)
			val_set(val_pushobject(list), "partner",
			    staff_name(g.list[i]));
}

static void
add_row(struct val *list, struct help_pages *pages, const struct help *h,
    const struct help_ask *ask)
{
	struct tutor *t = pages->t;
	const struct member *m = member_find(&t->members, ask->who);
	struct val *row = val_pushobject(list);

	val_set(row, "user", ask->who);
	val_set(row, "name", ask->who);
	val_set(row, "section", "");
	if (m != NULL)
		staff_person(row, m);
	val_seti(row, "of", ask->seq);
	val_setf(row, "place", "%zu", help_place(h, ask));
	help_ask_model(row, pages, ask);
	add_partners(row, t, ask);
	if (ask->by == NULL)
		return;
	val_set(row, "taken", help_name(t, ask->by));
	val_setb(row, "mine", strcmp(ask->by, t->me->user) == 0);
}

static int
show(struct tutor *t, const struct help *h, const char *notice)
{
	struct val *model = staff_model(t, "Who asks for help", "/help");
	struct val *list = val_setlist(model, "asks");
	struct help_pages pages;

	help_pages_init(&pages, t);
	for (size_t i = 0; i < h->n; i++)
		add_row(list, &pages, h, &h->list[i]);
	val_setf(model, "key", "%lld", h->last);
	val_set(model, "waiting", text_count(t->mem,
	    (long long)help_waiting(h), "student waits", "students wait"));
	val_setb(model, "some", help_waiting(h) > 0);
	val_seti(model, "seconds", LOOK_SECONDS);
	val_set(model, "notice", notice);
	return web_render(t->web, "staff_help", model);
}

static int
is_on(struct tutor *t)
{
	return t->course->help ? 0 : web_fail(t->web, 404, "Students of this "
	    "course cannot ask for help here: that takes \"help: on\" in the "
	    "file course.");
}

static int
look(struct tutor *t)
{
	struct help h;
	struct val *v;
	int status = is_on(t);

	if (status != 0)
		return status;
	help_init(&h, t->mem, web_now(t->web));
	if (help_read(&h, &t->data) == -1)
		return web_broken(t->web, "help.log of %s: %s",
		    t->course->name, strerror(errno));
	if (web_query(t->web, "state") == NULL)
		return show(t, &h, NULL);
	v = val_object(t->mem);
	val_setf(v, "key", "%lld", h.last);
	return web_json(t->web, v);
}

int
get_staff_help(struct web *w)
{
	return tutor_run(w, ROLE_ASSISTANT, look);
}

static enum help_kind
kind_of(const char *word)
{
	return strcmp(word, "take") == 0 ? HELP_TAKE :
	    strcmp(word, "back") == 0 ? HELP_BACK : HELP_DONE;
}

static int
tell(struct tutor *t, const struct help *h, enum help_result result)
{
	const char *notice = "Somebody else of the staff took this one first.";

	if (result == HELP_FAILED)
		return web_fail(t->web, 507, "This could not be written down, "
		    "so nothing is changed.");
	if (result == HELP_FINE || result == HELP_AGAIN)
		return web_see(t->web, "/c/%s/staff/help", t->course->name);
	if (result == HELP_GONE)
		notice = "Nobody waits there any more.";
	return show(t, h, notice) == 200 ? 409 : 500;
}

static int
act(struct tutor *t)
{
	static const struct web_field fields[] = {
		{ "do", F_ONEOF, .required = 1, .oneof = "take|back|done" },
		{ "of", F_INT, .min = 1, .max = 1LL << 53, .required = 1 },
		{ 0 }
	};
	struct help_act act = { .user = t->me->user };
	struct help h;
	int status = is_on(t);

	if (status != 0)
		return status;
	status = web_form(t->web, fields);
	if (status != 0)
		return web_fail(t->web, status, NULL);
	act.kind = kind_of(web_str(t->web, "do", ""));
	act.of = web_int(t->web, "of", 0);
	help_init(&h, t->mem, web_now(t->web));
	return tell(t, &h, help_do(&h, &t->data, &act));
}

int
post_staff_help(struct web *w)
{
	return tutor_run(w, ROLE_ASSISTANT, act);
}
