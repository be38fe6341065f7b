/*
 * scores.c - all that a student has reached, question by question.
 */
#include <math.h>

#include "apps/tutor/controller/pages.h"
#include "apps/tutor/controller/summary.h"

static void
add_question(struct val *row, const struct tutor *t, const struct question *q,
    const struct question_result *r)
{
	val_set(row, "name", q->name);
	val_seti(row, "tries", r->tries);
	val_set(row, "of", tutor_points(t->mem, q->points));
	val_setb(row, "pending", r->pending);
	val_set(row, "points", tutor_points(t->mem, r->score * q->points));
	val_setb(row, "right", r->score >= 1);
}

/*
 * As the page counts them.  What was drawn before a bank was changed is on the
 * page no more, but what was had there may count.
 */
static void
add_questions(struct val *list, const struct tutor *t,
    const struct summary *s, const struct summary_page *p)
{
	const struct results_page *all = &s->results.pages[p->index];
	const struct question_result *r = &s->result.questions[all->first];
	const struct question *q;
	const char *title;
	size_t place = 0;
	struct val *row;
	bool here;

	for (size_t i = 0; i < all->page->nquestions; i++, r++) {
		q = all->page->questions[i];
		here = summary_has(p, q);
		place += here;
		if (!here && r->tries == 0 && r->score <= 0)
			continue;
		title = question_attr(q, "title");
		if (title == NULL)
			title = here ? mem_printf(t->mem, "Question %zu",
			    place) : "Drawn before";
		row = val_pushobject(list);
		val_set(row, "title", title);
		val_setb(row, "here", here);
		add_question(row, t, q, r);
	}
}

static void
add_page(struct val *list, const struct tutor *t, const struct summary *s,
    size_t i)
{
	const struct summary_page *p = &s->pages[i];
	struct val *row;

	if (p->broken || p->page->nquestions == 0)
		return;
	if (s->result.pages[p->index].due.release > s->results.now &&
	    !tutor_is_staff(t))
		return;
	row = val_pushobject(list);
	val_set(row, "name", p->at->name);
	val_set(row, "page", p->at->name);
	val_set(row, "title", p->page->title);
	summary_points(row, t, s, i);
	if (p->told)
		add_questions(val_setlist(row, "questions"), t, s, p);
}

static int
show_scores(struct tutor *t)
{
	struct val *model = tutor_model(t, "Your scores"), *list;
	struct summary s;
	int status = summary_make(&s, t);

	if (status != 0)
		return status;
	list = val_setlist(model, "pages");
	for (size_t i = 0; i < s.npages; i++)
		add_page(list, t, &s, i);
	summary_total(val_setobject(model, "sum"), t, &s);
	val_setb(model, "weighted", t->course->nweights > 0);
	if (s.state.damages > 0)
		val_set(model, "damage", s.state.damage);
	return web_render(t->web, "scores", model);
}

int
get_scores(struct web *w)
{
	return tutor_run(w, ROLE_STUDENT, show_scores);
}
