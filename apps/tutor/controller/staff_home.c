/*
 * staff_home.c - how the course is going, page by page; what was decided.
 */
#include <math.h>
#include <string.h>

#include "apps/tutor/controller/staff.h"
#include "apps/tutor/controller/staff_page.h"
#include "apps/tutor/model/reports.h"

enum { LOG_SHOWN = 500 };

/* What the students have of one page, in sum. */
static void
add_sums(struct val *row, struct tutor *t, const struct gradebook *g, size_t i)
{
	const struct page_result *p;
	long long begun = 0, pending = 0;
	double sum = 0;

	for (size_t k = 0; k < g->n; k++) {
		p = &g->list[k].pages[i];
		if (!staff_shows(g->list[k].member, NULL) || p->answered == 0)
			continue;
		begun++;
		pending += p->pending;
		sum += p->of > 0 ? p->points / p->of : 0;
	}
	val_setf(row, "begun", "%lld", begun);
	val_seti(row, "pending", pending);
	val_set(row, "mean", staff_percent(t->mem, begun == 0 ? NAN :
	    sum / (double)begun));
}

static void
add_pages(struct val *model, struct tutor *t, const struct results *r,
    const struct gradebook *g)
{
	struct val *list = val_setlist(model, "pages"), *row;
	const struct results_page *p;

	for (size_t i = 0; i < r->npages; i++) {
		p = &r->pages[i];
		row = val_pushobject(list);
		val_set(row, "name", p->page->name);
		val_set(row, "title", p->page->title);
		val_seti(row, "questions", (long long)p->page->nquestions);
		if (p->dates.due.kind == WHEN_AT)
			tutor_time(t, row, "due", p->dates.due.ms);
		add_sums(row, t, g, i);
	}
}

static void
add_problems(struct val *model, struct tutor *t)
{
	struct val *list = val_setlist(model, "problems"), *row;
	const struct problem *p;

	for (size_t i = 0; i < t->problems.n; i++) {
		p = &t->problems.list[i];
		row = val_pushobject(list);
		val_setf(row, "place", p->line == 0 ? "%s" : "%s:%zu",
		    p->file, p->line);
		val_set(row, "what", p->what);
		val_setb(row, "warning", p->warning);
	}
}

static int
show_home(struct tutor *t)
{
	struct val *model = staff_model(t, "For the staff", "");
	struct results r;
	struct reports reports;
	struct gradebook g;
	int status = staff_results(t, &r, &g);
	size_t students = 0;

	if (status != 0)
		return status;
	for (size_t i = 0; i < t->members.n; i++)
		students += staff_shows(&t->members.list[i], NULL);
	val_setf(model, "students", "%zu", students);
	reports_fold(&reports, t->mem, t->staff.records);
	val_setf(model, "open_reports", "%zu", reports.open);
	add_pages(model, t, &r, &g);
	add_problems(model, t);
	return web_render(t->web, "staff_home", model);
}

int
get_staff(struct web *w)
{
	return tutor_run(w, ROLE_ASSISTANT, show_home);
}

static const struct {
	const char	*kind, *text;
} kinds[] = {
	{ "extend", "gave an extension" },
	{ "revoke", "took an extension back" },
	{ "exempt", "exempted" },
	{ "override", "set a score" },
	{ "publish", "published grades" },
	{ "regrade", "graded again" },
	{ "announce", "announced" },
	{ "watch", "looked at the course as" },
	{ "report", "reported something" },
	{ "read", "read the answer to a report" },
	{ "reply", "answered a report" },
	{ "remark", "remarked on an answer" },
	{ "group", "put into a group" },
	{ "invite", "invited" },
};

static const char *
words_of(const struct val *record)
{
	const char *kind = val_getstr(record, "k");
	bool off = val_tobool(val_get(record, "off"));

	if (off && strcmp(kind, "exempt") == 0)
		return "no longer exempted";
	if (off && strcmp(kind, "publish") == 0)
		return "keeps grades back again";
	if (off && strcmp(kind, "remark") == 0)
		return "took a remark back";
	if (off && strcmp(kind, "group") == 0)
		return "took out of a group";
	if (off && strcmp(kind, "invite") == 0)
		return "no longer invites, or declines";
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kind, kinds[i].kind) == 0)
			return kinds[i].text;
	return kind;
}

/* One name, or those of a list. */
static const char *
names_of(struct mem *m, const struct val *who)
{
	struct text names;

	if (val_type(who) != VAL_LIST)
		return val_tostr(who);
	text_init(&names, m);
	for (size_t i = 0; i < val_size(who); i++)
		text_addf(&names, "%s%s", i == 0 ? "" : " ",
		    val_tostr(val_at(who, i)));
	return names.p;
}

static void
add_record(struct val *list, struct tutor *t, const struct val *record)
{
	static const char *const keys[] = { "by", "page", "q", "why",
		"text" };
	struct val *row = val_pushobject(list);
	double score = record_score(record);

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		val_set(row, keys[i], val_getstr(record, keys[i]));
	val_set(row, "who", names_of(t->mem, val_get(record, "who")));
	val_setf(row, "seq", "%lld", val_getint(record, "seq"));
	val_set(row, "what", words_of(record));
	tutor_time(t, row, "when", val_getint(record, "ms"));
	tutor_time(t, row, "due", val_getint(record, "due"));
	val_set(row, "score", isnan(score) ? "" :
	    staff_percent(t->mem, score));
}

static int
show_log(struct tutor *t)
{
	struct val *model = staff_model(t, "What the staff did", "/log");
	struct val *list = val_setlist(model, "records");
	size_t n = val_size(t->staff.records);

	for (size_t i = n; i > 0 && n - i < LOG_SHOWN; i--)
		if (strcmp(val_getstr(val_at(t->staff.records, i - 1), "k"),
		    "read") != 0)
			add_record(list, t,
			    val_at(t->staff.records, i - 1));
	val_setb(model, "more", n > LOG_SHOWN);
	return web_render(t->web, "staff_log", model);
}

int
get_staff_log(struct web *w)
{
	return tutor_run(w, ROLE_ASSISTANT, show_log);
}
