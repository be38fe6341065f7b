/*
 * course.c - the courses, and the first page of one.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "apps/tutor/controller/own_reports.h"
#include "apps/tutor/controller/page.h"
#include "apps/tutor/controller/pages.h"
#include "apps/tutor/controller/summary.h"
#include "web/folder.h"

enum { NEWS_MAX = 64 * 1024, NEWS_SHOWN = 5 };

static void
add_role(struct val *row, struct web *w, struct course *course,
    struct problems *ps)
{
	const char *user = web_user(w);
	const struct member *member;
	struct course_data data;
	struct members members;

	if (user == NULL || web_data(w) == -1 ||
	    data_open(&data, web_data(w), course->name) == -1)
		return;
	members_read(&members, web_mem(w), course, data.dirfd, ps);
	data_close(&data);
	member = member_find(&members, user);
	if (member == NULL)
		return;
	val_setb(row, "member", true);
	if (member->role > ROLE_STUDENT)
		val_set(row, "role", role_name(member->role));
}

static void
add_course(struct val *list, struct web *w, int courses, const char *name)
{
	struct problems problems;
	struct course *course;
	struct val *row;

	problems_init(&problems, web_mem(w));
	course = course_open(web_mem(w), courses, name, &problems);
	if (course == NULL)
		return;
	row = val_pushobject(list);
	val_set(row, "name", name);
	val_set(row, "title", course->title);
	val_set(row, "pages", text_count(web_mem(w),
	    (long long)course->npages, "page", NULL));
	val_setb(row, "open", course->open);
	add_role(row, w, course, &problems);
	course_close(course);
}

int
get_courses(struct web *w)
{
	struct val *model = val_object(web_mem(w)), *list;
	const char *const *names;
	int fd = tutor_courses();
	size_t n;

	if (fd == -1 || course_names(web_mem(w), fd, &names, &n) == -1)
		return web_broken(w, "the folder of courses: %s",
		    strerror(errno));
	list = val_setlist(model, "courses");
	for (size_t i = 0; i < n; i++)
		add_course(list, w, fd, names[i]);
	(void)close(fd);	/* a folder: nothing to lose */
	val_set(model, "title", "Courses");
	return web_render(w, "courses", model);
}

/* What the staff said, newest first. */
static void
add_news(struct val *model, struct tutor *t)
{
	struct val *list = val_setlist(model, "news"), *row;
	const struct val *record;
	size_t n = val_size(t->staff.records), size, shown = 0;
	char *text;

	for (size_t i = n; i > 0 && shown < NEWS_SHOWN; i--) {
		record = val_at(t->staff.records, i - 1);
		if (strcmp(val_getstr(record, "k"), "announce") != 0)
			continue;
		row = val_pushobject(list);
		tutor_time(t, row, "when", val_getint(record, "ms"));
		val_set(row, "html", tutor_markdown(t->mem,
		    val_getstr(record, "text")));
		shown++;
	}
	text = folder_load(t->course->dirfd, COURSE_NEWS, t->mem, NEWS_MAX,
	    &size);
	if (text != NULL)
		val_set(val_pushobject(list), "html",
		    tutor_markdown(t->mem, text));
}

static void
add_page(struct val *list, struct tutor *t, const struct summary *s, size_t i)
{
	const struct summary_page *p = &s->pages[i];
	struct val *row = val_pushobject(list);
	struct due due;
	bool future;

	val_set(row, "name", p->at->name);
	val_set(row, "title", p->page == NULL ? p->at->name : p->page->title);
	val_setb(row, "broken", p->broken);
	if (p->broken)
		return;
	due = s->result.pages[p->index].due;
	future = due.release > web_now(t->web);
	page_add_dates(row, t, &due);
	val_setb(row, "future", future);
	val_setb(row, "link", !future || tutor_is_staff(t));
	summary_points(row, t, s, i);
}

/* What students reported and nobody has closed. */
static long long
count_reports(const struct tutor *t)
{
	struct reports r;

	reports_fold(&r, t->mem, t->staff.records);
	return (long long)r.open;
}

static void
add_role_link(struct val *model, const struct tutor *t)
{
	if (t->course->late_budget_ms > 0)
		val_seti(model, "budget", late_budget(t->course));
	val_setb(model, "may_join", t->me == NULL && t->course->open &&
	    web_user(t->web) != NULL);
	val_setb(model, "stranger", t->me == NULL);
	val_setb(model, "open", t->course->open);
}

static int
show_course(struct tutor *t)
{
	struct val *model = tutor_model(t, t->course->title), *list;
	struct summary s;
	int status;

	val_setb(model, "front", true);
	add_role_link(model, t);
	if (t->me == NULL)
		return web_render(t->web, "course", model);
	status = summary_make(&s, t);
	if (status != 0)
		return status;
	list = val_setlist(model, "pages");
	for (size_t i = 0; i < s.npages; i++)
		add_page(list, t, &s, i);
	summary_total(val_setobject(model, "sum"), t, &s);
	add_news(model, t);
	own_reports_count(model, t);
	if (tutor_is_staff(t)) {
		val_seti(model, "mistakes", (long long)t->problems.errors);
		val_seti(model, "reports", count_reports(t));
	}
	return web_render(t->web, "course", model);
}

int
get_course(struct web *w)
{
	return tutor_run(w, ROLE_NONE, show_course);
}

static int
join(struct tutor *t)
{
	struct account account;

	if (t->me != NULL)
		return web_see(t->web, "/c/%s", t->course->name);
	if (!t->course->open)
		return web_fail(t->web, 403, "Who teaches this course says "
		    "who takes part in it.");
	if (account_find(web_data(t->web), t->mem, web_user(t->web),
	    &account) != 1)
		return web_fail(t->web, 403, "There is no account of that "
		    "name.");
	if (members_enroll(t->data.dirfd, &account, web_now(t->web)) == -1 &&
	    errno != EEXIST)
		return web_fail(t->web, 507, NULL);
	web_flash(t->web, "Welcome to %s!", t->course->title);
	return web_see(t->web, "/c/%s", t->course->name);
}

int
post_join(struct web *w)
{
	return tutor_run(w, ROLE_NONE, join);
}

static int
end_watch(struct tutor *t)
{
	if (tutor_view_as(t, NULL) == -1)
		return web_broken(t->web, "%s", strerror(errno));
	return web_see(t->web, "/c/%s", t->course->name);
}

int
post_watch_end(struct web *w)
{
	return tutor_run(w, ROLE_STUDENT, end_watch);
}
