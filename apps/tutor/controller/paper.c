#include "apps/tutor/controller/paper.h"

#include <errno.h>
#include <string.h>

#include "apps/tutor/controller/page.h"
#include "apps/tutor/controller/staff_page.h"

/* What is printed. */
struct paper {
	struct asked	*asked;
	struct val	*sheets;
	const char	*who;		/* for=; NULL: whom it is shown to */
};

static bool
is_asked(const struct tutor *t, const char *key)
{
	const char *value = web_query(t->web, key);

	return value != NULL && *value != '\0' && strcmp(value, "0") != 0;
}

/* The page once more: its head, and its parts as `a` has them. */
static void
add_sheet(struct val *sheets, struct asked *a)
{
	const struct page *page = a->place->page;
	struct val *sheet = val_pushobject(sheets);

	staff_person(sheet, a->t->shown);
	val_set(sheet, "title", page->title);
	val_setb(sheet, "headed", page_has_heading(page));
	val_setb(sheet, "key", a->as == ASKED_KEY);
	val_set(sheet, "points", tutor_worth(a->t->mem, page->points));
	page_add_dates(sheet, a->t, &a->place->due);
	page_add_parts(sheet, a);
}

/* An empty one, with the numbers that the student has on the screen. */
static void
add_empty(struct paper *p, const struct member *m,
    const struct user_state *state)
{
	struct tutor *t = p->asked->t;
	const struct page *page;
	const struct member *shown = t->shown;
	const struct question_state *qs;
	struct user_state empty;
	struct place_page place = *p->asked->place;
	struct asked a = *p->asked;

	t->shown = m;
	page = place.page = page_drawn(t->mem, place.whole, t->key,
	    tutor_log(t, place.whole->name));
	state_init(&empty, t->mem, m->user);
	for (size_t i = 0; i < page->nquestions; i++) {
		qs = state_find(state, page->name, page->questions[i]->name);
		if (qs != NULL)
			state_question(&empty, page->name,
			    page->questions[i]->name)->variant = qs->variant;
	}
	a.state = &empty;
	a.place = &place;
	tutor_due(t, page, state, &place.due);
	add_sheet(p->sheets, &a);
	t->shown = shown;
}

static int
add_one(void *arg, const struct member *m, struct user_state *state)
{
	struct paper *p = arg;

	if (staff_shows(m, staff_section(p->asked->t)) &&
	    (strcmp(p->who, "all") == 0 || strcmp(p->who, m->user) == 0))
		add_empty(p, m, state);
	return 0;
}

static int
add_sheets(struct paper *p)
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
		add_empty(p, a->t->shown, &none);
		return 0;
	}
	question_prepare(a);
	add_sheet(p->sheets, a);
	return 0;
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

int
paper_show(struct asked *a)
{
	struct tutor *t = a->t;
	struct paper p = { .asked = a };
	struct val *model = tutor_model(t, a->place->page->title);

	if (is_asked(t, "for"))
		p.who = web_query(t->web, "for");
	a->as = is_asked(t, "key") ? ASKED_KEY : ASKED_PAPER;
	if ((p.who != NULL || a->as == ASKED_KEY) && !tutor_is_staff(t))
		return web_fail(t->web, 403, "That is for the staff of the "
		    "course.");
	p.sheets = val_setlist(model, "sheets");
	if (add_sheets(&p) != 0)
		return web_broken(t->web, "logs of %s: %s", t->course->name,
		    strerror(errno));
	if (val_size(p.sheets) == 0)
		return web_fail(t->web, 404, "There is nobody to print it "
		    "for.");
	add_choices(model, &p);
	return web_render(t->web, "paper", model);
}
