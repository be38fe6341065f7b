/*
 * staff_grid.c - who has done what on a page, at a glance.
 */
#include "apps/tutor/controller/staff.h"
#include "apps/tutor/controller/staff_page.h"
#include "apps/tutor/controller/staff_seat.h"
#include "web/mem.h"

/* Each state has a sign besides its colour, and a word for who hears it. */
static void
add_state(struct val *cell, const struct question_result *r)
{
	static const struct {
		const char *class, *sign, *word;
	} states[] = {
		{ "none", "·", "nothing" }, { "waiting", "…", "waiting" },
		{ "right", "✓", "right" }, { "part", "◐", "partly right" },
		{ "wrong", "✗", "wrong" }
	};
	size_t i = r->score >= 1 ? 2 : r->pending ? 1 : r->score > 0 ? 3 :
	    r->tries > 0 ? 4 : 0;

	val_set(cell, "class", states[i].class);
	val_set(cell, "sign", states[i].sign);
	val_set(cell, "word", states[i].word);
	if (r->tries > 0)
		val_seti(cell, "tries", r->tries);
}

static void
add_row(struct val *list, struct tutor *t, const struct results_page *p,
    const struct result *r)
{
	struct val *row = val_pushobject(list), *cells, *cell;
	const struct question *q;

	staff_person(row, r->member);
	cells = val_setlist(row, "cells");
	for (size_t i = 0; i < p->page->nquestions; i++) {
		q = p->page->questions[i];
		cell = val_pushobject(cells);
		add_state(cell, &r->questions[p->first + i]);
		if (r->questions[p->first + i].tries == 0)
			continue;
		val_set(cell, "q", q->name);
		val_set(cell, "seat", seat_of(t, p->page->name, q->name,
		    r->member->user));
	}
}

static int
show_grid(struct tutor *t)
{
	struct val *model, *heads, *list, *head;
	const struct page *page;
	struct results r;
	struct gradebook g;
	int status = staff_page(t, &page, NULL);
	size_t place;

	if (status == 0)
		status = staff_results(t, &r, &g);
	if (status != 0)
		return status;
	place = staff_place(&r, page->name);
	model = staff_model(t, mem_printf(t->mem, "%s: who has done what",
	    page->title), "/grid");
	val_set(model, "page", page->name);
	heads = val_setlist(model, "questions");
	for (size_t i = 0; i < page->nquestions; i++) {
		head = val_pushobject(heads);
		val_set(head, "q", page->questions[i]->name);
		val_set(head, "q_title", staff_title(page->questions[i]));
	}
	list = val_setlist(model, "rows");
	for (size_t i = 0; place < r.npages && i < g.n; i++)
		if (staff_shows(g.list[i].member, staff_section(t)))
			add_row(list, t, &r.pages[place], &g.list[i]);
	staff_sections(model, t);
	return web_render(t->web, "staff_grid", model);
}

int
get_staff_grid(struct web *w)
{
	return tutor_run(w, ROLE_ASSISTANT, show_grid);
}
