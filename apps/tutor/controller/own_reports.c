#include "apps/tutor/controller/own_reports.h"

#include <string.h>

#include "apps/tutor/controller/pages.h"
#include "apps/tutor/controller/staff_page.h"

enum { SHOWN = 100 };		/* older ones only when they have news */

/* Whose name a reply has; nobody is on the roster for ever. */
static const char *
name_of(const struct tutor *t, const char *user)
{
	const struct member *m = member_find(&t->members, user);

	return m == NULL ? user : staff_name(m);
}

static void
add_replies(struct val *row, struct tutor *t, const struct report *r)
{
	struct val *list = val_setlist(row, "replies"), *one;
	const struct report_reply *reply;
	bool closed = false;

	for (reply = r->replies; reply != NULL; reply = reply->next) {
		one = val_pushobject(list);
		val_set(one, "by", name_of(t, reply->by));
		tutor_time(t, one, "when", reply->ms);
		val_setb(one, "closes", reply->closed && !closed);
		val_setb(one, "opens", !reply->closed && closed);
		val_setb(one, "new", reply->seq > r->seen &&
		    *reply->text != '\0');
		val_set(one, "html", tutor_markdown(t->mem, reply->text));
		closed = reply->closed;
	}
}

/* The titles where there still are such a page and question. */
static void
add_place(struct val *row, struct tutor *t, const struct report *r)
{
	const struct page *page = course_page(t->course, r->page,
	    &t->problems);
	const struct question *q = page == NULL ? NULL :
	    page_question(page, r->question);

	val_set(row, "page", r->page);
	val_set(row, "q", r->question);
	val_set(row, "page_title", page == NULL ? r->page : page->title);
	val_set(row, "q_title", q == NULL ? r->question : staff_title(q));
	val_setb(row, "there", q != NULL);
}

void
report_model(struct val *row, struct tutor *t, const struct report *r)
{
	val_setf(row, "seq", "%lld", r->seq);
	val_setb(row, "regrade", r->regrade);
	val_setb(row, "is_closed", r->closed);
	val_set(row, "text", r->text);
	tutor_time(t, row, "when", r->ms);
	add_place(row, t, r);
	add_replies(row, t, r);
}

static bool
is_own(const struct tutor *t, const struct report *r, const char *page,
    const char *question)
{
	return strcmp(r->by, t->shown->user) == 0 && (page == NULL ||
	    (strcmp(r->page, page) == 0 &&
	    strcmp(r->question, question) == 0));
}

/* What is before the student's eyes: of each report the last that was said. */
struct sight {
	const struct tutor	*t;
	const struct report	**list;
	size_t			 n;
};

/* Under the lock: what another window has written down is not written again. */
static const struct val *
still_unseen(void *arg, const struct val *records)
{
	const struct sight *sight = arg;
	struct val *list = val_list(val_mem(records)), *record;
	const struct report *now;
	struct reports r;

	reports_fold(&r, val_mem(records), records);
	for (size_t i = 0; i < sight->n; i++) {
		now = reports_find(&r, sight->list[i]->seq);
		if (now == NULL || now->seen >= sight->list[i]->told)
			continue;
		record = val_pushobject(list);
		val_set(record, "k", "read");
		val_seti(record, "of", now->seq);
		val_seti(record, "seen", sight->list[i]->told);
		val_set(record, "by", sight->t->me->user);
	}
	return list;
}

void
own_reports(struct val *model, struct tutor *t, const char *page,
    const char *question)
{
	struct val *list = val_setlist(model, "reports");
	struct sight sight = { .t = t };
	const struct report *one;
	struct reports r;

	reports_fold(&r, t->mem, t->staff.records);
	sight.list = mem_array(t->mem, r.n, sizeof(*sight.list));
	for (size_t i = r.n; i > 0; i--) {
		one = &r.list[i - 1];
		if (!is_own(t, one, page, question) ||
		    (val_size(list) >= SHOWN && !report_unseen(one)))
			continue;
		report_model(val_pushobject(list), t, one);
		if (report_unseen(one))
			sight.list[sight.n++] = one;
	}
	/* If it cannot be written, the notice comes once more. */
	if (sight.n > 0 && !t->watching)
		(void)staff_decide(&t->data, web_now(t->web), still_unseen,
		    &sight);
}

void
own_reports_count(struct val *model, struct tutor *t)
{
	struct reports r;
	bool any = false;

	reports_fold(&r, t->mem, t->staff.records);
	for (size_t i = 0; i < r.n && !any; i++)
		any = is_own(t, &r.list[i], NULL, NULL);
	val_setb(model, "reported", any);
	val_seti(model, "told", (long long)reports_unseen(&r,
	    t->shown->user));
}

static int
show(struct tutor *t)
{
	struct val *model = tutor_model(t, "What you reported");

	own_reports(model, t, NULL, NULL);
	val_setb(model, "everywhere", true);
	return web_render(t->web, "own_reports", model);
}

int
get_reports(struct web *w)
{
	return tutor_run(w, ROLE_STUDENT, show);
}
