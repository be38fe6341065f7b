/*
 * page.c - a page of a course: text, and questions as forms.
 */
#include "apps/tutor/controller/page.h"

#include <string.h>

#include "apps/tutor/controller/group.h"
#include "apps/tutor/controller/pages.h"
#include "apps/tutor/controller/paper.h"
#include "apps/tutor/model/grader.h"
#include "web/md.h"

enum { PASSWORD_TRIES = 10, PASSWORD_SECONDS = 600 };

/* With ids on headings, so that one can link to them. */
static const char *
part_html(const struct asked *a, const char *text)
{
	struct text html;

	text_init(&html, a->t->mem);
	md_html(&html, text, strlen(text), MD_TABLES | MD_MATH |
	    (a->as == ASKED_FORM ? MD_HEADING_IDS : 0));
	return html.p;
}

void
page_add_parts(struct val *model, const struct asked *a)
{
	struct val *list = val_setlist(model, "parts"), *part;
	const struct page *page = a->place->page;

	for (size_t i = 0; i < page->nparts; i++) {
		part = val_pushobject(list);
		if (page->parts[i].question == NULL)
			val_set(part, "html", part_html(a,
			    page->parts[i].text));
		else
			question_model(val_setlist(part, "question"), a,
			    page->parts[i].question);
	}
}

bool
page_has_heading(const struct page *page)
{
	const char *text = page->nparts == 0 ? NULL : page->parts[0].text;

	if (text == NULL)
		return false;
	text += strspn(text, "\n");
	return strncmp(text, "# ", 2) == 0;
}

/* What is wrong with the file, for those who can mend it. */
static void
add_problems(struct val *model, const struct tutor *t)
{
	struct val *list, *row;
	const struct problem *p;

	if (t->problems.n == 0)
		return;
	list = val_setlist(model, "problems");
	for (size_t i = 0; i < t->problems.n; i++) {
		p = &t->problems.list[i];
		row = val_pushobject(list);
		val_setf(row, "place", p->line == 0 ? "%s" : "%s:%zu",
		    p->file, p->line);
		val_set(row, "what", p->what);
		val_setb(row, "warning", p->warning);
	}
}

void
page_add_dates(struct val *model, const struct tutor *t,
    const struct due *due)
{
	long long now = web_now(t->web);

	if (due->release > now)
		tutor_time(t, model, "release", due->release);
	tutor_time(t, model, "due", due->due);
	if (due->lock != due->due)
		tutor_time(t, model, "lock", due->lock);
	val_setb(model, "late_now", due->due != 0 && now > due->due);
	val_setb(model, "locked", due->lock != 0 && now > due->lock);
	if (due->timed_ms > 0)
		val_set(model, "minutes", text_count(t->mem,
		    due->timed_ms / 60000, "minute", NULL));
}

/* A list of nothing would be read out as one. */
static bool
has_facts(const struct val *model)
{
	static const char *const facts[] = { "release", "due", "lock",
	    "minutes", "locked", "quiet" };

	const struct val *v;

	for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++) {
		v = val_get(model, facts[i]);
		if (v != NULL && (val_type(v) != VAL_BOOL || val_tobool(v)))
			return true;
	}
	return false;
}

static void
add_neighbours(struct val *model, const struct asked *a)
{
	const struct course *c = a->t->course;
	size_t i = (size_t)(a->place->at - c->pages);

	if (i > 0)
		val_set(model, "before", c->pages[i - 1].name);
	if (i + 1 < c->npages)
		val_set(model, "behind", c->pages[i + 1].name);
}

/* The exam's clock begins, or the word was right; else the first time. */
static int
log_view(struct tutor *t, const struct place_page *place,
    struct submitted *result)
{
	struct submit s;

	question_submit(&s, t, place, NULL);
	s.kind = SUBMIT_VIEW;
	submit(result, t->mem, &s);
	return result->result == SUBMIT_SAVED ||
	    result->result == SUBMIT_AGAIN ? 0 : -1;
}

static int
show_closed(struct tutor *t, const struct place_page *place)
{
	struct val *model = tutor_model(t, place->page->title);
	int status;

	page_add_dates(model, t, &place->due);
	val_set(model, "page", place->page->name);
	val_setb(model, "broken", place->broken);
	val_setb(model, "future", !place->released);
	val_setb(model, "asks", place->released && place->asks);
	val_setb(model, "password",
	    page_head(place->page, "password") != NULL);
	val_setb(model, "wrong", web_error(t->web, "password") != NULL);
	status = web_render(t->web, "page_closed", model);
	if (status != 200 || !place->broken)
		return status == 200 && !place->released ? 403 : status;
	return 503;
}

/* Programs that nobody tests are kept; why, is for the staff. */
static void
add_grader(struct val *model, const struct asked *a)
{
	const struct page *page = a->place->page;
	const char *why;
	bool code = false;

	for (size_t i = 0; i < page->nquestions; i++)
		code = code || page->questions[i]->type == Q_CODE;
	if (!code || grader_works(web_data(a->t->web), a->t->mem,
	    web_now(a->t->web), &why))
		return;
	val_setb(model, "untested", true);
	if (a->t->me->role >= ROLE_ASSISTANT)
		val_set(model, "grader_why", why);
}

int
page_show(struct asked *a, int status)
{
	const struct page *page = a->place->page;
	struct val *model = tutor_model(a->t, page->title);

	question_prepare(a);
	val_set(model, "page", page->name);
	val_set(model, "json", web_url(a->t->web, "/c/%s/json/%s",
	    a->t->course->name, page->name));
	val_setb(model, "broken", a->place->broken);
	val_setb(model, "has_heading", page_has_heading(page));
	val_setb(model, "hidden", a->place->due.release >
	    web_now(a->t->web));
	val_setb(model, "quiet", !a->feedback);
	val_setb(model, "can_ask", a->t->course->help &&
	    !tutor_is_staff(a->t) && !a->t->watching);
	if (a->t->me->role >= ROLE_ASSISTANT && !a->t->watching)
		add_problems(model, a->t);
	add_grader(model, a);
	page_add_dates(model, a->t, &a->place->due);
	val_setb(model, "facts", has_facts(model));
	add_neighbours(model, a);
	group_model(model, a);
	page_add_parts(model, a);
	return web_render(a->t->web, "page", model) == 200 ? status : 500;
}

static int
view_page(struct tutor *t)
{
	struct user_state state;
	struct place_page place;
	struct submitted viewed;
	int status;
	struct asked a = { .t = t, .place = &place, .state = &state };

	status = tutor_page_state(t, &place, &state);
	if (status != 0)
		return status;
	if (!place.here)
		return show_closed(t, &place);
	/* A disk that is full must not keep anybody from reading. */
	if (place.seen == 0 && !t->watching && !place.broken &&
	    log_view(t, &place, &viewed) == 0 &&
	    tutor_glance(t, &state) == 0)
		tutor_due(t, place.page, &state, &place.due);
	return web_query(t->web, "print") != NULL ? paper_show(&a) :
	    page_show(&a, 200);
}

int
get_page(struct web *w)
{
	return tutor_run(w, ROLE_STUDENT, view_page);
}

/* Files beside the page are named relative to it. */
int
get_page_slash(struct web *w)
{
	return web_see(w, "/c/%s/p/%s/", web_arg(w, "course"),
	    web_arg(w, "page"));
}

/* Is the word of the page right?  0, or a status. */
static int
check_password(struct tutor *t, const struct place_page *place)
{
	const char *want = page_head(place->page, "password");
	const char *given = web_str(t->web, "password", "");
	int wait;

	if (want == NULL)
		return 0;
	wait = web_throttle(t->web, mem_printf(t->mem, "page %s %s %s",
	    t->course->name, place->page->name, t->me->user),
	    PASSWORD_TRIES, PASSWORD_SECONDS);
	if (wait > 0)
		return web_throttled(t->web, wait);
	if (strlen(given) == strlen(want) &&
	    secret_equal(given, want, strlen(want)))
		return 0;
	web_reject(t->web, "password", "is not right");
	return show_closed(t, place) == 200 ? 422 : 500;
}

static int
begin(struct tutor *t)
{
	struct user_state state;
	struct place_page place;
	struct submitted viewed;
	int status;

	if (t->watching)
		return web_fail(t->web, 403, "You only look at this page.");
	status = tutor_page_state(t, &place, &state);
	if (status != 0)
		return status;
	if (!place.released || place.broken)
		return show_closed(t, &place);
	status = place.asks ? check_password(t, &place) : 0;
	if (status != 0)
		return status;
	if (log_view(t, &place, &viewed) == -1)
		return web_fail(t->web, 507, "Your beginning could not be "
		    "written down, so your time does not run. Please try "
		    "again.");
	return web_see(t->web, "/c/%s/p/%s/", t->course->name,
	    place.page->name);
}

int
post_begin(struct web *w)
{
	static const struct web_field fields[] = {
		{ "password", F_LINE, .max = 200 },
		{ 0 }
	};
	int status = web_form(w, fields);

	return status != 0 ? web_fail(w, status, NULL) :
	    tutor_run(w, ROLE_STUDENT, begin);
}
