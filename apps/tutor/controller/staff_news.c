/*
 * staff_news.c - announcements: the newest stand on the course's first page.
 */
#include <string.h>

#include "apps/tutor/controller/staff.h"
#include "apps/tutor/controller/staff_page.h"

static const struct web_field fields[] = {
	{ "text", F_TEXT, .min = 1, .max = 10000, .required = 1 },
	{ 0 }
};

static int
show_news(struct tutor *t, int status)
{
	struct val *model = staff_model(t, "News", "/news"), *list, *row;
	const struct val *record;

	list = val_setlist(model, "news");
	for (size_t i = val_size(t->staff.records); i > 0; i--) {
		record = val_at(t->staff.records, i - 1);
		if (strcmp(val_getstr(record, "k"), "announce") != 0)
			continue;
		row = val_pushobject(list);
		tutor_time(t, row, "when", val_getint(record, "ms"));
		val_set(row, "by", val_getstr(record, "by"));
		val_set(row, "html", tutor_markdown(t->mem,
		    val_getstr(record, "text")));
	}
	if (status != 200)
		staff_typed(model, t);
	return web_render(t->web, "staff_news", model) == 200 ? status : 500;
}

static int
show(struct tutor *t)
{
	return show_news(t, 200);
}

int
get_staff_news(struct web *w)
{
	return tutor_run(w, ROLE_ASSISTANT, show);
}

static int
announce(struct tutor *t)
{
	struct val *record = val_object(t->mem);
	int status = web_form(t->web, fields);

	if (status == 422)
		return show_news(t, status);
	if (status != 0)
		return web_fail(t->web, status, NULL);
	val_set(record, "k", "announce");
	val_set(record, "text", web_str(t->web, "text", ""));
	status = staff_write(t, record);
	if (status != 0)
		return status;
	web_flash(t->web, "It stands on the course's first page now.");
	return web_see(t->web, "/c/%s/staff/news", t->course->name);
}

int
post_staff_news(struct web *w)
{
	return tutor_run(w, ROLE_STAFF, announce);
}
