/*
 * context_say.c - what views are filled with: names, times, text, points.
 */
#include <math.h>
#include <string.h>

#include "apps/tutor/controller/context.h"
#include "web/md.h"

static void
add_course(struct tutor *t, struct val *model)
{
	struct val *course = val_setobject(model, "course");

	val_set(course, "name", t->course->name);
	val_set(course, "title", t->course->title);
	val_set(course, "url", web_url(t->web, "/c/%s", t->course->name));
	val_set(course, "zone", t->course->zone);
	val_setb(course, "member", t->me != NULL);
	val_setb(course, "staff", tutor_is_staff(t));
	val_setb(course, "help", t->course->help && t->shown != NULL);
	if (!t->watching)
		return;
	val_set(course, "watching", *t->shown->name == '\0' ?
	    t->shown->user : t->shown->name);
}

struct val *
tutor_model(struct tutor *t, const char *title)
{
	struct val *model = val_object(t->mem);

	val_set(model, "title", title);
	add_course(t, model);
	return model;
}

void
tutor_time(const struct tutor *t, struct val *object, const char *key,
    long long ms)
{
	struct text text;
	struct val *time;

	if (ms == 0)
		return;
	time = val_setobject(object, key);
	text_init(&text, t->mem);
	when_iso(&text, ms);
	val_set(time, "iso", text.p);
	text_clear(&text);
	when_write(&text, ms, t->course->zone);
	val_set(time, "text", text.p);
	text_clear(&text);
	when_relative(&text, ms, web_now(t->web));
	val_set(time, "relative", text.p);
}

const char *
tutor_markdown(struct mem *m, const char *s)
{
	struct text html;

	if (s == NULL)
		return "";
	text_init(&html, m);
	md_html(&html, s, strlen(s), MD_TABLES | MD_MATH);
	return html.p;
}

/* Two decimals, of which those at the end that say nothing are left out. */
const char *
tutor_points(struct mem *m, double points)
{
	char *s;
	size_t n;

	if (!isfinite(points))
		return "?";
	s = mem_printf(m, "%.2f", points);
	n = strlen(s);
	while (s[n - 1] == '0')
		n--;
	if (s[n - 1] == '.')
		n--;
	return strncmp(s, "-0", n) == 0 ? "0" : mem_dup(m, s, n);
}

const char *
tutor_worth(struct mem *m, double points)
{
	return mem_printf(m, "%s point%s", tutor_points(m, points),
	    points == 1 ? "" : "s");
}
