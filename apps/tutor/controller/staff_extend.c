/*
 * staff_extend.c - more time, and pages that do not count, for one or many.
 *
 * Everything that a form says is looked at before the first record is written:
 * one name that is wrong, and nothing is granted.
 */
#include <fnmatch.h>
#include <string.h>

#include "apps/tutor/controller/staff.h"
#include "apps/tutor/controller/staff_page.h"
#include "apps/tutor/controller/staff_revoke.h"

enum { WHO_MAX = 2000 };

static const struct web_field extend_fields[] = {
	{ "who", F_TEXT, .min = 1, .max = 100000, .required = 1 },
	{ "page", F_LINE, .min = 1, .max = 100, .required = 1 },
	{ "due", F_LINE, .min = 1, .max = 60, .required = 1 },
	{ "replace", F_BOOL, .max = 1 },
	{ "why", F_LINE, .min = 1, .max = 1000, .required = 1 },
	{ 0 }
};

static const struct web_field exempt_fields[] = {
	{ "exempt_who", F_TEXT, .min = 1, .max = 100000, .required = 1 },
	{ "exempt_page", F_LINE, .min = 1, .max = 100, .required = 1 },
	{ "off", F_BOOL, .max = 1 },
	{ "exempt_why", F_LINE, .min = 1, .max = 1000, .required = 1 },
	{ 0 }
};

/* What a form grants, to whom, on which pages. */
struct grant {
	struct tutor	*t;
	const char	*page;		/* as typed: a name or a pattern */
	const char	*why;
	struct val	*who;		/* list of names, each once */
	long long	 due;		/* ms; 0: more_ms */
	long long	 more;		/* ms after the page's own date */
};

static void
add_order(struct val *list, struct tutor *t, const struct val *record,
    const struct val *revoked)
{
	struct val *row = val_pushobject(list);
	const char *kind = val_getstr(record, "k");

	val_set(row, "who", val_getstr(record, "who"));
	val_set(row, "page", val_getstr(record, "page"));
	val_set(row, "by", val_getstr(record, "by"));
	val_set(row, "why", val_getstr(record, "why"));
	tutor_time(t, row, "when", val_getint(record, "ms"));
	val_setb(row, "off", val_tobool(val_get(record, "off")));
	val_setb(row, "replace", val_tobool(val_get(record, "replace")));
	val_setb(row, "exempt", strcmp(kind, "exempt") == 0);
	tutor_time(t, row, "due", val_getint(record, "due"));
	if (strcmp(kind, "extend") == 0)
		staff_add_revoked(row, t, revoked, val_getint(record, "seq"));
}

static void
add_pages(struct val *model, struct tutor *t)
{
	struct val *list = val_setlist(model, "pages"), *row;

	for (size_t i = 0; i < t->course->npages; i++) {
		row = val_pushobject(list);
		val_set(row, "name", t->course->pages[i].name);
	}
}

static int
show_orders(struct tutor *t, int status)
{
	struct val *model = staff_model(t, "Extensions", "/extensions"), *list;
	const struct val *record, *revoked = staff_revoked(t);
	const char *kind;

	list = val_setlist(model, "orders");
	for (size_t i = val_size(t->staff.records); i > 0; i--) {
		record = val_at(t->staff.records, i - 1);
		kind = val_getstr(record, "k");
		if (strcmp(kind, "extend") == 0 || strcmp(kind, "exempt") == 0)
			add_order(list, t, record, revoked);
	}
	add_pages(model, t);
	staff_sections(model, t);
	if (status != 200)
		staff_typed(model, t);
	return web_render(t->web, "staff_extend", model) == 200 ? status : 500;
}

static int
show(struct tutor *t)
{
	return show_orders(t, 200);
}

int
get_staff_extensions(struct web *w)
{
	return tutor_run(w, ROLE_ASSISTANT, show);
}

static bool
is_known(const struct tutor *t, const char *who)
{
	const char *section;

	if (strcmp(who, "*") == 0)
		return true;
	if (*who != '@')
		return member_find(&t->members, who) != NULL;
	for (size_t i = 0; i < t->members.n; i++) {
		section = t->members.list[i].section;
		if (section != NULL && strcmp(section, who + 1) == 0)
			return true;
	}
	return false;
}

/* Each name once.  What is wrong, or NULL. */
static const char *
read_who(struct grant *g, const char *s)
{
	struct mem *m = g->t->mem;
	struct val *seen = val_object(m);
	const char *name;

	g->who = val_list(m);
	while ((name = staff_name_next(g->t, &s)) != NULL) {
		if (!is_known(g->t, name))
			return mem_printf(m, "names \"%s\", who does not take "
			    "part", name);
		if (val_get(seen, name) == NULL)
			val_push(g->who, val_str(m, name));
		val_setb(seen, name, true);
	}
	if (val_size(g->who) == 0)
		return "names nobody";
	return val_size(g->who) > WHO_MAX ? "names too many" : NULL;
}

static bool
is_of(const struct grant *g, const char *page)
{
	return fnmatch(g->page, page, 0) == 0;
}

/* What is wrong with the name of a page or a pattern, or NULL. */
static const char *
check_page(const struct grant *g)
{
	for (size_t i = 0; i < g->t->course->npages; i++)
		if (is_of(g, g->t->course->pages[i].name))
			return NULL;
	return "fits no page of this course";
}

/* "+2d", or a date with or without the T of forms.  What is wrong, or NULL. */
static const char *
read_due(struct grant *g, const char *text)
{
	char *date = mem_str(g->t->mem, text);
	const char *what;

	if (*text == '+')
		return when_duration(text + 1, &g->more) == 0 && g->more > 0 ?
		    NULL : "must be a time like +2d or +36h";
	if (strlen(date) > 10 && date[10] == 'T')
		date[10] = ' ';
	if (when_read(date, g->t->course->zone, &g->due, &what) >= 0)
		return NULL;
	return mem_printf(g->t->mem, "is no date, nor more time like +2d: %s",
	    what);
}

/* 0, or a status. */
static int
write_extension(struct grant *g, const char *who, const char *page,
    long long due)
{
	struct val *record = val_object(g->t->mem);

	val_set(record, "k", "extend");
	val_set(record, "who", who);
	val_set(record, "page", page);
	val_seti(record, "due", due);
	if (web_has(g->t->web, "replace"))
		val_setb(record, "replace", true);
	val_set(record, "why", g->why);
	return staff_write(g->t, record);
}

/* The own date of a page that is meant, or 0. */
static long long
own_date(struct grant *g, const char *name)
{
	struct course *c = g->t->course;
	struct when_page dates;
	const struct page *page;

	page = is_of(g, name) ? course_page(c, name, &g->t->problems) : NULL;
	if (page == NULL)
		return 0;
	course_dates(c, page, &dates, NULL);
	return dates.due.kind == WHEN_AT ? dates.due.ms : 0;
}

/* So much after the own date of each page that has one. */
static int
write_more(struct grant *g, const char *who)
{
	const struct course *c = g->t->course;
	long long due;
	int status = 0;

	for (size_t i = 0; i < c->npages && status == 0; i++) {
		due = own_date(g, c->pages[i].name);
		if (due != 0)
			status = write_extension(g, who, c->pages[i].name,
			    due + g->more);
	}
	return status;
}

/* More time is to be added to something.  What is wrong, or NULL. */
static const char *
check_more(struct grant *g)
{
	const struct course *c = g->t->course;

	for (size_t i = 0; i < c->npages; i++)
		if (g->more == 0 || own_date(g, c->pages[i].name) != 0)
			return NULL;
	return "needs a page with a date of its own: give a date instead";
}

static void
reject(struct grant *g, const char *field, const char *what)
{
	if (what != NULL)
		web_reject(g->t->web, field, "%s", what);
}

static int
extend(struct tutor *t)
{
	struct grant g = { .t = t };
	int status = web_form(t->web, extend_fields);
	const char *who;

	if (status != 0 && status != 422)
		return web_fail(t->web, status, NULL);
	g.page = web_str(t->web, "page", "");
	g.why = web_str(t->web, "why", "");
	if (status == 0) {
		reject(&g, "who", read_who(&g, web_str(t->web, "who", "")));
		reject(&g, "page", check_page(&g));
		reject(&g, "due", read_due(&g, web_str(t->web, "due", "")));
		if (web_error(t->web, "page") == NULL)
			reject(&g, "due", check_more(&g));
	}
	if (web_error(t->web, "who") != NULL ||
	    web_error(t->web, "page") != NULL ||
	    web_error(t->web, "due") != NULL || status == 422)
		return show_orders(t, 422);
	for (size_t i = 0; i < val_size(g.who) && status == 0; i++) {
		who = val_tostr(val_at(g.who, i));
		status = g.due == 0 ? write_more(&g, who) :
		    write_extension(&g, who, g.page, g.due);
	}
	if (status != 0)
		return status;
	web_flash(t->web, "Granted.");
	return web_see(t->web, "/c/%s/staff/extensions", t->course->name);
}

int
post_staff_extensions(struct web *w)
{
	return tutor_run(w, ROLE_STAFF, extend);
}

static int
write_exempt(struct grant *g, const char *who)
{
	struct val *record = val_object(g->t->mem);

	val_set(record, "k", "exempt");
	val_set(record, "who", who);
	val_set(record, "page", g->page);
	if (web_has(g->t->web, "off"))
		val_setb(record, "off", true);
	val_set(record, "why", g->why);
	return staff_write(g->t, record);
}

static int
exempt(struct tutor *t)
{
	struct grant g = { .t = t };
	int status = web_form(t->web, exempt_fields);

	if (status != 0 && status != 422)
		return web_fail(t->web, status, NULL);
	g.page = web_str(t->web, "exempt_page", "");
	g.why = web_str(t->web, "exempt_why", "");
	if (status == 0) {
		reject(&g, "exempt_who", read_who(&g,
		    web_str(t->web, "exempt_who", "")));
		reject(&g, "exempt_page", check_page(&g));
	}
	if (web_error(t->web, "exempt_who") != NULL ||
	    web_error(t->web, "exempt_page") != NULL || status == 422)
		return show_orders(t, 422);
	for (size_t i = 0; i < val_size(g.who) && status == 0; i++)
		status = write_exempt(&g, val_tostr(val_at(g.who, i)));
	if (status != 0)
		return status;
	web_flash(t->web, "Written down.");
	return web_see(t->web, "/c/%s/staff/extensions", t->course->name);
}

int
post_staff_exempt(struct web *w)
{
	return tutor_run(w, ROLE_STAFF, exempt);
}
