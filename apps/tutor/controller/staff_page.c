#include "apps/tutor/controller/staff_page.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "apps/tutor/model/reports.h"
#include "apps/tutor/model/group.h"

static const struct {
	const char	*path, *text;
} places[] = {
	{ "", "Overview" },
	{ "/roster", "People" },
	{ "/gradebook", "Gradebook" },
	{ "/grading", "Grading" },
	{ "/reports", "Reports" },
	{ "/extensions", "Extensions" },
	{ "/groups", "Groups" },
	{ "/regrade", "Regrade" },
	{ "/help", "Help" },
	{ "/news", "News" },
	{ "/log", "Log" },
};

/* Beside the words of a place: what waits there. */
static long long
count_of(struct tutor *t, const char *path)
{
	struct reports r;

	if (strcmp(path, "/reports") != 0)
		return 0;
	reports_fold(&r, t->mem, t->staff.records);
	return (long long)r.open;
}

struct val *
staff_model(struct tutor *t, const char *title, const char *here)
{
	struct val *model = tutor_model(t, title), *list, *row;

	list = val_setlist(model, "places");
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		if (strcmp(places[i].path, "/help") == 0 && !t->course->help)
			continue;
		row = val_pushobject(list);
		val_set(row, "path", places[i].path);
		val_set(row, "text", places[i].text);
		val_seti(row, "count", count_of(t, places[i].path));
		val_setb(row, "here", strcmp(places[i].path, here) == 0);
	}
	val_setb(model, "teacher", t->role >= ROLE_STAFF);
	return model;
}

void
staff_typed(struct val *model, struct tutor *t)
{
	static const char *const keys[] = { "value", "error", "errors" };
	struct val *form = web_form_model(t->web);

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (val_get(form, keys[i]) != NULL)
			val_put(model, keys[i], val_get(form, keys[i]));
}

const char *
staff_section(struct tutor *t)
{
	const char *section = web_query(t->web, "section");

	return section == NULL || *section == '\0' ? NULL : section;
}

bool
staff_shows(const struct member *m, const char *section)
{
	return m->role == ROLE_STUDENT && (section == NULL ||
	    (m->section != NULL && strcmp(m->section, section) == 0));
}

void
staff_sections(struct val *model, struct tutor *t)
{
	struct val *list = val_setlist(model, "sections"), *row;
	struct val *seen = val_object(t->mem);
	const char *chosen = staff_section(t), *section;

	for (size_t i = 0; i < t->members.n; i++) {
		section = t->members.list[i].section;
		if (section == NULL || *section == '\0' ||
		    val_get(seen, section) != NULL)
			continue;
		val_setb(seen, section, true);
		row = val_pushobject(list);
		val_set(row, "name", section);
		val_setb(row, "chosen", chosen != NULL &&
		    strcmp(chosen, section) == 0);
	}
	val_set(model, "section", chosen == NULL ? "" : chosen);
}

const char *
staff_name(const struct member *m)
{
	return m->name == NULL || *m->name == '\0' ? m->user : m->name;
}

const char *
staff_name_next(struct tutor *t, const char **s)
{
	static const char between[] = " \t\n,;";
	const char *name = *s + strspn(*s, between);
	size_t n = strcspn(name, between);

	*s = name + n;
	return n == 0 ? NULL : mem_dup(t->mem, name, n);
}

void
staff_person(struct val *row, const struct member *m)
{
	val_set(row, "user", m->user);
	val_set(row, "name", staff_name(m));
	val_set(row, "section", m->section == NULL ? "" : m->section);
}

int
staff_results(struct tutor *t, struct results *r, struct gradebook *g)
{
	const struct page *page;
	size_t errors;

	results_init(r, t->mem, t->course, &t->staff);
	r->members = &t->members;
	r->now = web_now(t->web);
	for (size_t i = 0; i < t->course->npages; i++) {
		errors = t->problems.errors;
		page = course_page(t->course, t->course->pages[i].name,
		    &t->problems);
		if (page != NULL && t->problems.errors == errors)
			results_add(r, page);
	}
	if (g != NULL && gradebook_read(g, r, &t->data, &t->members) == -1)
		return web_broken(t->web, "gradebook of %s: %s",
		    t->course->name, strerror(errno));
	return 0;
}

size_t
staff_place(const struct results *r, const char *page)
{
	size_t i = 0;

	while (i < r->npages && strcmp(r->pages[i].page->name, page) != 0)
		i++;
	return i;
}

int
staff_page(struct tutor *t, const struct page **page,
    const struct question **q)
{
	const char *name = web_arg(t->web, "page");
	size_t errors = t->problems.errors;

	*page = course_page(t->course, name, &t->problems);
	if (*page == NULL)
		return web_fail(t->web, 404,
		    "There is no such page in this course.");
	if (t->problems.errors > errors)
		return web_fail(t->web, 409, "There are mistakes in the file "
		    "of this page. They have to be repaired first.");
	if (q == NULL)
		return 0;
	*q = page_question(*page, web_arg(t->web, "question"));
	return *q == NULL ? web_fail(t->web, 404,
	    "There is no such question on this page.") : 0;
}

const char *
staff_title(const struct question *q)
{
	const char *title = question_attr(q, "title");

	return title == NULL || *title == '\0' ? q->name : title;
}

int
staff_write(struct tutor *t, struct val *record)
{
	long long seq;

	val_set(record, "by", t->me->user);
	seq = staff_add(&t->data, web_now(t->web), record);
	if (seq > 0)
		return 0;
	return web_fail(t->web, 507, seq == -2 ? "The disk did not confirm "
	    "it: look at the log before you do it again." :
	    "This could not be written down, so nothing is changed.");
}

struct each
staff_each(struct tutor *t)
{
	const char *page = web_arg(t->web, "page");

	return (struct each){ t->mem, &t->data, &t->staff, &t->members,
	    *page == '\0' ? NULL : page };
}

bool
staff_once(struct tutor *t, struct val *seen, const struct member *m,
    const char *page)
{
	const char *log = group_log(&t->staff, m->user, page);

	if (!staff_shows(m, staff_section(t)))
		return false;
	if (log == m->user)
		return true;
	log = mem_printf(t->mem, "%s %s", log, page);
	if (val_get(seen, log) != NULL)
		return false;
	val_setb(seen, log, true);
	return true;
}

void
staff_people(struct val *row, struct tutor *t, const struct member *m,
    const char *page)
{
	long long id = group_id(&t->staff, m->user, page);
	struct text names;
	struct group g;

	staff_person(row, m);
	if (id == 0)
		return;
	group_find(&g, &t->staff, &t->members, page, id);
	text_init(&names, t->mem);
	for (size_t i = 0; i < g.n; i++)
		text_addf(&names, "%s%s", i == 0 ? "" : ", ",
		    staff_name(g.list[i]));
	val_set(row, "name", names.p);
	val_set(row, "group", g.title);
}

const char *
staff_percent(struct mem *m, double share)
{
	return isnan(share) ? "–" : mem_printf(m, "%.0f %%", 100 * share);
}
