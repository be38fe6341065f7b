/*
 * staff_reports.c - what students reported: read it, answer it, close it.
 *
 * Several may answer at once: a form says which reply was the newest when it
 * was shown, and under the lock of the staff's log that must still be so.
 */
#include <stdlib.h>
#include <string.h>

#include "apps/tutor/controller/own_reports.h"
#include "apps/tutor/controller/staff.h"
#include "apps/tutor/controller/staff_page.h"
#include "apps/tutor/controller/staff_reported.h"

enum { SHOWN = 25, REPLY_MAX = 10000 };

static const struct web_field reply_fields[] = {
	{ "of", F_INT, .min = 1, .max = 1LL << 60, .required = 1 },
	{ "seen", F_INT, .min = 1, .max = 1LL << 60, .required = 1 },
	{ "text", F_TEXT, .min = 0, .max = REPLY_MAX },
	{ "do", F_ONEOF, .oneof = "close|open", .required = 1 },
	{ 0 }
};

/* Which of them a page shows. */
struct inbox {
	struct tutor	*t;
	struct reports	 reports;
	const char	*section;	/* or NULL */
	const char	*page;		/* or NULL */
	bool		 closed;
	long long	 before;	/* only older ones; 0: all */
	long long	 only;		/* this one alone; 0 */
};

static long long
number_of(struct web *w, const char *name)
{
	const char *s = web_query(w, name);

	return s == NULL || strlen(s) > 18 ? 0 : strtoll(s, NULL, 10);
}

static void
begin(struct inbox *in, struct tutor *t)
{
	const char *page = web_query(t->web, "page");
	const char *state = web_query(t->web, "state");

	*in = (struct inbox){ .t = t, .section = staff_section(t),
	    .page = page == NULL || *page == '\0' ? NULL : page,
	    .closed = state != NULL && strcmp(state, "closed") == 0,
	    .before = number_of(t->web, "before"),
	    .only = number_of(t->web, "report") };
	reports_fold(&in->reports, t->mem, t->staff.records);
}

/* Of who is no longer there as long as no section is asked for. */
static bool
is_among(const struct inbox *in, const struct report *r)
{
	const struct member *m;

	if (in->page != NULL && strcmp(r->page, in->page) != 0)
		return false;
	if (in->section == NULL)
		return true;
	m = member_find(&in->t->members, r->by);
	return m != NULL && staff_shows(m, in->section);
}

static bool
is_shown(const struct inbox *in, const struct report *r)
{
	if (in->only != 0)
		return r->seq == in->only;
	return r->closed == in->closed && is_among(in, r) &&
	    (in->before == 0 || r->seq < in->before);
}

/* What links and forms keep of the filter, with a '?' in front. */
static const char *
query_of(const struct inbox *in, bool closed)
{
	struct text url;

	text_init(&url, in->t->mem);
	text_addf(&url, "?state=%s", closed ? "closed" : "open");
	if (in->section != NULL) {
		text_adds(&url, "&section=");
		text_urls(&url, in->section);
	}
	if (in->page != NULL) {
		text_adds(&url, "&page=");
		text_urls(&url, in->page);
	}
	return url.p;
}

static void
add_counts(struct val *model, const struct inbox *in)
{
	const struct report *r;
	long long n[2] = { 0, 0 };

	for (size_t i = 0; i < in->reports.n; i++) {
		r = &in->reports.list[i];
		n[r->closed] += is_among(in, r);
	}
	val_seti(model, "open_count", n[0]);
	val_seti(model, "closed_count", n[1]);
	val_set(model, "open_query", query_of(in, false));
	val_set(model, "closed_query", query_of(in, true));
	val_set(model, "query", query_of(in, in->closed));
	val_setb(model, "closed_here", in->closed && in->only == 0);
	val_setb(model, "open_here", !in->closed && in->only == 0);
	val_setb(model, "alone", in->only != 0);
}

/* Those of which there are reports, also when they are gone. */
static void
add_pages(struct val *model, const struct inbox *in)
{
	struct val *list = val_setlist(model, "pages"), *row;
	struct val *seen = val_object(in->t->mem);
	const char *page;

	for (size_t i = 0; i < in->reports.n; i++) {
		page = in->reports.list[i].page;
		if (*page == '\0' || val_get(seen, page) != NULL)
			continue;
		val_setb(seen, page, true);
		row = val_pushobject(list);
		val_set(row, "name", page);
		val_setb(row, "chosen", in->page != NULL &&
		    strcmp(page, in->page) == 0);
	}
}

static void
add_reports(struct val *model, const struct inbox *in)
{
	struct val *list = val_setlist(model, "reports");
	const struct report *r;

	for (size_t i = in->reports.n; i > 0; i--) {
		r = &in->reports.list[i - 1];
		if (!is_shown(in, r))
			continue;
		if (val_size(list) == SHOWN) {
			val_setf(model, "older", "%lld", r->seq + 1);
			break;
		}
		staff_reported(val_pushobject(list), in->t, r);
	}
}

/* What was typed goes to its report, which is the only one then. */
static void
add_typed(struct val *model, const struct inbox *in, int status)
{
	struct val *list = val_get(model, "reports");

	if (status == 200 || val_size(list) == 0)
		return;
	staff_typed(model, in->t);
	val_setb(val_at(list, 0), "again", true);
	val_setb(model, "clash", status == 409);
}

static int
show_inbox(const struct inbox *in, int status)
{
	struct tutor *t = in->t;
	struct val *model = staff_model(t, "Reports", "/reports");

	staff_sections(model, t);
	add_counts(model, in);
	add_pages(model, in);
	add_reports(model, in);
	add_typed(model, in, status);
	return web_render(t->web, "staff_reports", model) == 200 ? status :
	    500;
}

static int
show(struct tutor *t)
{
	struct inbox in;

	begin(&in, t);
	if (in.only != 0 && reports_find(&in.reports, in.only) == NULL)
		return web_fail(t->web, 404, "There is no such report.");
	return show_inbox(&in, 200);
}

int
get_staff_reports(struct web *w)
{
	return tutor_run(w, ROLE_ASSISTANT, show);
}

/* A reply, and whether it came too late. */
struct replying {
	struct tutor	*t;
	bool		 clash, again;	/* it is there already */
};

static struct val *
make_reply(struct val *list, struct tutor *t)
{
	struct val *record = val_pushobject(list);
	const char *text = web_str(t->web, "text", "");

	val_set(record, "k", "reply");
	val_seti(record, "of", web_int(t->web, "of", 0));
	if (*text != '\0')
		val_set(record, "text", text);
	val_setb(record, "closed", strcmp(web_str(t->web, "do", ""),
	    "close") == 0);
	val_set(record, "by", t->me->user);
	return list;
}

/* Who clicks twice sends the same answer twice. */
static bool
is_repeat(const struct report *r, struct tutor *t)
{
	const struct report_reply *last = r->last;
	bool closes = strcmp(web_str(t->web, "do", ""), "close") == 0;

	return last != NULL && last->closed == closes &&
	    strcmp(last->by, t->me->user) == 0 &&
	    strcmp(last->text, web_str(t->web, "text", "")) == 0;
}

/* Under the lock of the staff's log. */
static const struct val *
decide(void *arg, const struct val *records)
{
	struct replying *reply = arg;
	struct web *w = reply->t->web;
	const struct report *r;
	struct reports all;

	reports_fold(&all, val_mem(records), records);
	r = reports_find(&all, web_int(w, "of", 0));
	if (r != NULL && r->newest == web_int(w, "seen", 0))
		return make_reply(val_list(val_mem(records)), reply->t);
	reply->again = r != NULL && is_repeat(r, reply->t);
	reply->clash = !reply->again;
	return NULL;
}

/* With what others have written meanwhile. */
static int
show_clash(struct inbox *in)
{
	const struct val *records = staff_read(&in->t->data, in->t->mem);

	if (records != NULL)
		reports_fold(&in->reports, in->t->mem, records);
	return show_inbox(in, 409);
}

static int
write_reply(struct inbox *in)
{
	struct tutor *t = in->t;
	struct replying reply = { .t = t };
	long long seq = staff_decide(&t->data, web_now(t->web), decide,
	    &reply);

	if (reply.clash)
		return show_clash(in);
	if (seq <= 0 && !reply.again)
		return web_fail(t->web, 507, seq == -2 ? "The disk did not "
		    "confirm it: look whether it is there before you do it "
		    "again." : "The answer is not saved.");
	web_flash(t->web, web_has(t->web, "text") ? "Answered." : "Done.");
	return web_see(t->web, "/c/%s/staff/reports%s", t->course->name,
	    query_of(in, in->closed));
}

/* Without a word it must at least become another thing than it was. */
static int
check_reply(struct inbox *in, const struct report *r)
{
	struct web *w = in->t->web;
	bool closes = strcmp(web_str(w, "do", ""), "close") == 0;

	if (web_has(w, "text") || closes != r->closed)
		return 0;
	web_reject(w, "text", "is missing");
	return 422;
}

static int
reply(struct tutor *t)
{
	int status = web_form(t->web, reply_fields);
	const struct report *r;
	struct inbox in;

	if (status != 0 && (status != 422 || web_error(t->web, "of") != NULL))
		return web_fail(t->web, status, NULL);
	begin(&in, t);
	in.only = web_int(t->web, "of", 0);
	r = reports_find(&in.reports, in.only);
	if (r == NULL)
		return web_fail(t->web, 404, "There is no such report.");
	if (status == 0 && web_int(t->web, "seen", 0) == r->newest)
		status = check_reply(&in, r);
	return status != 0 ? show_inbox(&in, status) : write_reply(&in);
}

int
post_staff_reports(struct web *w)
{
	return tutor_run(w, ROLE_ASSISTANT, reply);
}
