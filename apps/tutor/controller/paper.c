#include "apps/tutor/controller/paper.h"

#include <errno.h>
#include <string.h>

#include "apps/tutor/controller/page.h"
#include "apps/tutor/controller/staff_page.h"

/*
 * What is printed.  A class has more sheets than an arena can hold: each is
 * made in one of its own, and sent before the next.
 */
struct paper {
	struct asked	*asked;
	const char	*who;		/* for=; NULL: whom it is shown to */
	bool		 begun;		/* the head of the page is written */
	bool		 gone;		/* nobody reads on */
};

static bool
is_asked(const struct tutor *t, const char *key)
{
	const char *value = web_query(t->web, key);

	return value != NULL && *value != '\0' && strcmp(value, "0") != 0;
}

static void
add_choices(struct val *model, struct paper *p)
{
	struct tutor *t = p->asked->t;

	val_setb(model, "for_all", p->who != NULL);
	val_setb(model, "for_key", p->asked->as == ASKED_KEY);
	val_set(model, "page", p->asked->place->page->name);
	val_setb(model, "chooses", tutor_is_staff(t));
	if (!tutor_is_staff(t))
		return;
	staff_sections(model, t);
	val_setb(model, "sectioned", val_size(val_get(model, "sections")) > 0);
}

/* All but the sheets comes once.  0, or a status. */
static int
begin(struct paper *p)
{
	struct tutor *t = p->asked->t;
	struct val *model;

	if (p->begun)
		return 0;
	p->begun = true;
	model = tutor_model(t, p->asked->place->page->title);
	add_choices(model, p);
	if (web_render(t->web, "paper", model) != 200)
		return 500;
	p->gone = p->who != NULL && web_stream(t->web, 200) == -1;
	return 0;
}

/* The page once more: its head, and its parts as `a` has them. */
static int
show_sheet(struct asked *a)
{
	const struct page *page = a->place->page;
	struct val *sheet = tutor_model(a->t, page->title);

	staff_person(sheet, a->t->shown);
	val_setb(sheet, "headed", page_has_heading(page));
	val_setb(sheet, "key", a->as == ASKED_KEY);
	val_set(sheet, "points", tutor_worth(a->t->mem, page->points));
	page_add_dates(sheet, a->t, &a->place->due);
	page_add_parts(sheet, a);
	return web_render(a->t->web, "paper_sheet", sheet);
}

/* An empty one, with the numbers that the student has on the screen. */
static int
show_empty(struct asked *whole, const struct user_state *state)
{
	struct tutor *t = whole->t;
	struct place_page place = *whole->place;
	const struct question_state *qs;
	struct asked a = *whole;
	struct user_state empty;
	const struct page *page;

	page = place.page = page_drawn(t->mem, place.whole, t->key,
	    tutor_log(t, place.whole->name));
	state_init(&empty, t->mem, t->shown->user);
	for (size_t i = 0; i < page->nquestions; i++) {
		qs = state_find(state, page->name, page->questions[i]->name);
		if (qs != NULL)
			state_question(&empty, page->name,
			    page->questions[i]->name)->variant = qs->variant;
	}
	a.state = &empty;
	a.place = &place;
	tutor_due(t, page, state, &place.due);
	return show_sheet(&a);
}

/* state NULL: with what was handed in.  0, or a status. */
static int
put_sheet(struct paper *p, const struct member *m,
    const struct user_state *state)
{
	struct tutor *t = p->asked->t;
	const struct member *shown = t->shown;
	struct mem *all = t->mem, one;
	int status = begin(p);

	if (status != 0 || p->gone)
		return status;
	mem_init(&one, 0);
	mem_on_full(&one, all->full, all->arg);
	t->mem = &one;
	t->shown = m;
	status = state == NULL ? show_sheet(p->asked) :
	    show_empty(p->asked, state);
	t->mem = all;
	t->shown = shown;
	mem_release(&one);
	if (p->who != NULL)
		p->gone = web_flush(t->web) == -1;
	return status == 200 ? 0 : status;
}

static int
add_one(void *arg, const struct member *m, struct user_state *state)
{
	struct paper *p = arg;
	int status = 0;

	if (staff_shows(m, staff_section(p->asked->t)) &&
	    (strcmp(p->who, "all") == 0 || strcmp(p->who, m->user) == 0))
		status = put_sheet(p, m, state);
	return status == 0 && p->gone ? 200 : status;
}

/* 0, a status, or -1: a log cannot be read. */
static int
put_sheets(struct paper *p)
{
	struct asked *a = p->asked;
	struct each each = staff_each(a->t);
	struct user_state none;

	if (p->who != NULL) {
		a->feedback = false;
		return each_student(&each, add_one, p);
	}
	if (a->as == ASKED_KEY) {
		state_init(&none, a->t->mem, a->t->shown->user);
		return put_sheet(p, a->t->shown, &none);
	}
	question_prepare(a);
	return put_sheet(p, a->t->shown, NULL);
}

int
paper_show(struct asked *a)
{
	struct tutor *t = a->t;
	struct paper p = { .asked = a };
	int status;

	if (is_asked(t, "for"))
		p.who = web_query(t->web, "for");
	a->as = is_asked(t, "key") ? ASKED_KEY : ASKED_PAPER;
	if ((p.who != NULL || a->as == ASKED_KEY) && !tutor_is_staff(t))
		return web_fail(t->web, 403, "That is for the staff of the "
		    "course.");
	status = put_sheets(&p);
	if (status == -1)
		return web_broken(t->web, "logs of %s: %s", t->course->name,
		    strerror(errno));
	if (status != 0)
		return status;
	if (!p.begun)
		return web_fail(t->web, 404, "There is nobody to print it "
		    "for.");
	return web_render(t->web, "paper_end", tutor_model(t,
	    a->place->page->title));
}
