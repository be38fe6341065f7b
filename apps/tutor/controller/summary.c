#include "apps/tutor/controller/summary.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "apps/tutor/model/submit.h"

static void
add_page(struct summary *s, struct tutor *t, const struct course_page *at)
{
	struct summary_page *p = &s->pages[s->npages++];
	size_t errors = t->problems.errors;

	p->at = at;
	p->page = course_page(t->course, at->name, &t->problems);
	p->broken = p->page == NULL || t->problems.errors > errors;
	if (p->broken)
		return;
	/* What was drawn before a bank was changed counts, too. */
	p->index = s->results.npages;
	results_add(&s->results, p->page);
	p->page = page_drawn(t->mem, p->page, t->key, tutor_log(t, at->name));
}

int
summary_make(struct summary *s, struct tutor *t)
{
	struct summary_page *p;

	*s = (struct summary){ .npages = 0 };
	if (tutor_glance(t, &s->state) == -1)
		return web_broken(t->web, "log of %s: %s", t->shown->user,
		    strerror(errno));
	results_init(&s->results, t->mem, t->course, &t->staff);
	s->results.members = &t->members;
	s->results.now = web_now(t->web);
	s->pages = mem_array(t->mem, t->course->npages, sizeof(*s->pages));
	for (size_t i = 0; i < t->course->npages; i++)
		add_page(s, t, &t->course->pages[i]);
	results_of(&s->result, &s->results, t->shown, &s->state);
	for (size_t i = 0; i < s->npages; i++) {
		p = &s->pages[i];
		p->told = !p->broken && (tutor_is_staff(t) ||
		    submit_feedback(p->page, &s->result.pages[p->index].due,
		    s->results.now));
	}
	return 0;
}

/* How many of the questions that are there to be answered. */
static long long
count_answered(const struct summary *s, const struct summary_page *p)
{
	const struct results_page *all = &s->results.pages[p->index];
	long long n = 0;

	for (size_t i = 0; i < all->page->nquestions; i++)
		n += s->result.questions[all->first + i].tries > 0 &&
		    summary_has(p, all->page->questions[i]);
	return n;
}

bool
summary_has(const struct summary_page *p, const struct question *q)
{
	return q->draw == NULL || page_question(p->page, q->name) != NULL;
}

void
summary_points(struct val *model, const struct tutor *t,
    const struct summary *s, size_t i)
{
	const struct summary_page *p = &s->pages[i];
	const struct page_result *r = &s->result.pages[p->index];
	struct val *score;
	long long answered;

	if (p->broken || p->page->nquestions == 0)
		return;
	answered = count_answered(s, p);
	score = val_setobject(model, "score");
	val_set(score, "of", tutor_points(t->mem, r->of));
	val_seti(score, "answered", answered);
	val_seti(score, "questions", (long long)p->page->nquestions);
	val_setb(score, "exempt", r->exempt);
	val_setb(score, "dropped", r->dropped && r->answered > 0);
	val_setb(score, "done", answered == (long long)p->page->nquestions);
	if (r->days > 0)
		val_seti(score, "days", r->days);
	if (!p->told)
		return;
	val_setb(score, "begun", r->answered > 0 || r->points > 0);
	val_setb(score, "told", true);
	val_set(score, "points", tutor_points(t->mem, r->points));
	val_setr(score, "value", r->points);
	val_setr(score, "max", r->of);
	val_setb(score, "full", r->of > 0 && r->points >= r->of);
	val_setb(score, "pending", r->pending);
}

/* A sum from which one could tell what is not told yet is not shown. */
void
summary_total(struct val *model, const struct tutor *t,
    const struct summary *s)
{
	for (size_t i = 0; i < s->npages; i++)
		if (!s->pages[i].broken && !s->pages[i].told &&
		    s->result.pages[s->pages[i].index].answered > 0) {
			val_setb(model, "untold", true);
			return;
		}
	if (isnan(s->result.so_far))
		return;
	val_set(model, "so_far", tutor_points(t->mem,
	    100 * s->result.so_far));
	val_set(model, "total", tutor_points(t->mem, 100 * s->result.total));
	val_setb(model, "pending", s->result.pending);
}
