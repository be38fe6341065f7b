/*
 * place.c - the page and the question that a route names, and whether they are
 * open for who asks.
 */
#include "apps/tutor/controller/context.h"

#include <errno.h>
#include <string.h>

#include "apps/tutor/model/mark.h"

static const struct course_page *
find_page(const struct course *course, const char *name)
{
	for (size_t i = 0; i < course->npages; i++)
		if (strcmp(course->pages[i].name, name) == 0)
			return &course->pages[i];
	return NULL;
}

void
tutor_due(struct tutor *t, const struct page *page,
    const struct user_state *state, struct due *due)
{
	struct when_page dates;

	course_dates(t->course, page, &dates, NULL);
	staff_due(due, &(struct due_query){ &t->staff, t->shown, page->name,
	    &dates, state_first_view(state, page->name) });
}

/* Does it matter when, or whether, somebody first saw the page? */
static bool
first_view_counts(const struct place_page *place)
{
	const struct when_page *d = &place->dates;

	return d->timed_ms > 0 || d->release.kind == WHEN_AFTER_VIEW ||
	    d->due.kind == WHEN_AFTER_VIEW ||
	    d->lock.kind == WHEN_AFTER_VIEW ||
	    page_head(place->page, "password") != NULL;
}

/* The page, and its dates for everybody.  0, or a status. */
static int
find_place(struct tutor *t, struct place_page *place)
{
	const char *name = web_arg(t->web, "page");
	size_t errors = t->problems.errors;

	*place = (struct place_page){ .at = find_page(t->course, name) };
	if (place->at != NULL)
		place->page = course_page(t->course, name, &t->problems);
	if (place->page == NULL)
		return web_fail(t->web, 404,
		    "There is no such page in this course.");
	for (size_t i = 0; i < place->page->nquestions; i++)
		mark_check_once(place->page->questions[i],
		    place->page->questions[i]->file, &t->problems);
	place->broken = t->problems.errors > errors;
	course_dates(t->course, place->page, &place->dates, NULL);
	place->whole = place->page;
	if (place->whole->ndraws > 0)
		place->page = page_drawn(t->mem, place->whole, t->key,
		    tutor_log(t, name));
	return 0;
}

static void
place_for(struct tutor *t, struct place_page *place,
    const struct user_state *state)
{
	const char *name = place->page->name;

	place->seen = state_first_view(state, name);
	staff_due(&place->due, &(struct due_query){ &t->staff, t->shown, name,
	    &place->dates, place->seen });
	place->asks = place->seen == 0 && !tutor_is_staff(t) &&
	    (place->due.timed_ms > 0 ||
	    page_head(place->page, "password") != NULL);
	place->released = tutor_is_staff(t) ||
	    place->due.release <= web_now(t->web);
	place->here = place->released && !place->asks &&
	    (!place->broken || tutor_is_staff(t));
}

int
tutor_page(struct tutor *t, struct place_page *place,
    const struct user_state *state)
{
	int status = find_place(t, place);

	if (status == 0)
		place_for(t, place, state);
	return status;
}

static int
broken(const struct tutor *t)
{
	return web_broken(t->web, "log of %s: %s", t->shown->user,
	    strerror(errno));
}

int
tutor_page_state(struct tutor *t, struct place_page *place,
    struct user_state *state)
{
	if (tutor_glance(t, state) == -1)
		return broken(t);
	return tutor_page(t, place, state);
}

int
tutor_page_glance(struct tutor *t, struct place_page *place,
    struct user_state *state)
{
	int status = find_place(t, place);

	state_init(state, t->mem, t->shown->user);
	if (status != 0)
		return status;
	if (first_view_counts(place) && tutor_glance(t, state) == -1)
		return broken(t);
	place_for(t, place, state);
	return 0;
}

int
tutor_question(struct tutor *t, const struct place_page *place,
    const struct question **q)
{
	if (!place->here)
		return web_fail(t->web, 403, "This page is not open for you "
		    "now. What you typed is still there when you go back.");
	*q = page_question(place->page, web_arg(t->web, "question"));
	/* The same words for all names: a bank is not to be searched. */
	if (*q == NULL)
		return web_fail(t->web, 404, place->whole->ndraws == 0 ?
		    "There is no such question on this page." :
		    "There is no such question on your page, or no longer: "
		    "questions are drawn anew when there are others. What you "
		    "typed is still there when you go back.");
	return 0;
}
