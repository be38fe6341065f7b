/*
 * staff_queue.c - what waits for a person, and what is told to the students.
 */
#include <errno.h>
#include <math.h>
#include <string.h>

#include "apps/tutor/controller/staff.h"
#include "apps/tutor/controller/staff_page.h"
#include "apps/tutor/controller/staff_hand.h"

/* What there is of each question that people grade. */
struct pile {
	const struct page	*page;
	const struct question	*q;
	size_t			 answered, waiting, kept;
	struct val		*seen;	/* groups: one answer each */
};

struct piles {
	struct tutor	*t;
	struct pile	*list;
	size_t		 n;
};

static int
count(void *arg, const struct member *m, struct user_state *s)
{
	struct piles *p = arg;
	const struct question_state *qs;
	const struct attempt *last;
	struct pile *pile;

	for (size_t i = 0; i < p->n; i++) {
		pile = &p->list[i];
		qs = state_find(s, pile->page->name, pile->q->name);
		if (qs == NULL || qs->nattempts == 0 ||
		    !staff_once(p->t, pile->seen, m, pile->page->name))
			continue;
		last = &qs->attempts[qs->nattempts - 1];
		pile->answered++;
		pile->waiting += hand_waits(last);
		pile->kept += !isnan(last->kept);
	}
	return 0;
}

static void
make_piles(struct piles *p, const struct results *r)
{
	const struct page *page;

	p->list = mem_array(p->t->mem, r->nquestions, sizeof(*p->list));
	for (size_t i = 0; i < r->npages; i++) {
		page = r->pages[i].page;
		for (size_t k = 0; k < page->nquestions; k++)
			if (hand_type(page->questions[k]->type))
				p->list[p->n++] = (struct pile){ page,
				    page->questions[k], 0, 0, 0,
				    val_object(p->t->mem) };
	}
}

/* What publish orders say of the whole question now. */
static bool
is_published(const struct tutor *t, const struct pile *pile)
{
	struct question_state *qs;
	struct user_state nobody;

	state_init(&nobody, t->mem, "");
	qs = state_question(&nobody, pile->page->name, pile->q->name);
	staff_apply(&t->staff, &nobody);
	return qs->published;
}

static void
add_pile(struct val *list, struct tutor *t, const struct pile *pile)
{
	struct val *row = val_pushobject(list);

	val_set(row, "page", pile->page->name);
	val_set(row, "page_title", pile->page->title);
	val_set(row, "q", pile->q->name);
	val_set(row, "q_title", staff_title(pile->q));
	val_set(row, "type", question_type_name(pile->q->type));
	val_setb(row, "checkoff", pile->q->type == Q_CHECKOFF);
	val_setf(row, "answered", "%zu", pile->answered);
	val_setf(row, "waiting", "%zu", pile->waiting);
	val_setb(row, "some", pile->answered > 0);
	val_setb(row, "waits", pile->waiting > 0);
	val_setf(row, "kept", "%zu", pile->kept);
	val_setb(row, "published", is_published(t, pile));
}

static int
show_queue(struct tutor *t)
{
	struct piles p = { .t = t };
	struct each each = staff_each(t);
	struct results r;
	struct val *model, *list;
	int status = staff_results(t, &r, NULL);

	if (status != 0)
		return status;
	make_piles(&p, &r);
	if (each_student(&each, count, &p) != 0)
		return web_broken(t->web, "logs of %s: %s", t->course->name,
		    strerror(errno));
	model = staff_model(t, "Grading", "/grading");
	list = val_setlist(model, "piles");
	for (size_t i = 0; i < p.n; i++)
		add_pile(list, t, &p.list[i]);
	staff_sections(model, t);
	return web_render(t->web, "staff_queue", model);
}

int
get_staff_queue(struct web *w)
{
	return tutor_run(w, ROLE_ASSISTANT, show_queue);
}

static int
publish(struct tutor *t)
{
	static const struct web_field fields[] = {
		{ "page", F_NAME, .required = 1 },
		{ "q", F_NAME, .required = 1 },
		{ "off", F_BOOL, .max = 1 },
		{ 0 }
	};
	struct val *record = val_object(t->mem);
	int status = web_form(t->web, fields);

	if (status != 0)
		return web_fail(t->web, status, NULL);
	val_set(record, "k", "publish");
	val_set(record, "page", web_str(t->web, "page", ""));
	val_set(record, "q", web_str(t->web, "q", ""));
	if (web_has(t->web, "off"))
		val_setb(record, "off", true);
	status = staff_write(t, record);
	if (status != 0)
		return status;
	web_flash(t->web, web_has(t->web, "off") ?
	    "New grades are kept back from now on." :
	    "The students see these grades now.");
	return web_see(t->web, "/c/%s/staff/grading", t->course->name);
}

int
post_staff_publish(struct web *w)
{
	return tutor_run(w, ROLE_STAFF, publish);
}
