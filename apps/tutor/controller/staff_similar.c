/*
 * staff_similar.c - answers with passages in common, and two side by side.
 */
#include <errno.h>
#include <string.h>

#include "apps/tutor/controller/staff.h"
#include "apps/tutor/controller/staff_page.h"
#include "apps/tutor/model/given.h"
#include "apps/tutor/model/similar.h"
#include "web/mem.h"

enum { PAIRS_SHOWN = 100, SIZE_SHOWN_MAX = 64 * 1024 };

/* The newest answers to a question. */
struct shelf {
	struct tutor		*t;
	const struct page	*page;
	const struct question	*q;
	const char		*only[2];	/* of these two; NULL: all */
	struct similar_text	*texts;
	const struct member	**who;
	size_t			 n;
	size_t			 left_out;
	struct val		*seen;		/* groups */
};

static bool
is_wanted(const struct shelf *s, const struct member *m)
{
	return s->only[0] == NULL || strcmp(m->user, s->only[0]) == 0 ||
	    strcmp(m->user, s->only[1]) == 0;
}

static int
take(void *arg, const struct member *m, struct user_state *state)
{
	struct shelf *s = arg;
	const struct question_state *qs;
	const struct val *answer;
	struct similar_text *text = &s->texts[s->n];

	qs = state_find(state, s->page->name, s->q->name);
	if (qs == NULL || qs->nattempts == 0 || !is_wanted(s, m) ||
	    !staff_once(s->t, s->seen, m, s->page->name))
		return 0;
	answer = given_load(&s->t->data, state->mem,
	    qs->attempts[qs->nattempts - 1].record);
	if (val_type(answer) != VAL_STRING)
		return 0;
	if (s->n == SIMILAR_TEXTS_MAX || val_size(answer) > SIZE_SHOWN_MAX) {
		s->left_out++;
		return 0;
	}
	text->n = val_size(answer);
	text->p = mem_dup(s->t->mem, val_tostr(answer), text->n);
	s->who[s->n++] = m;
	return 0;
}

static int
fill(struct shelf *s, struct tutor *t)
{
	struct each each = staff_each(t);
	int status = staff_page(t, &s->page, &s->q);

	if (status != 0)
		return status;
	if (s->q->type != Q_CODE && s->q->type != Q_ESSAY)
		return web_fail(t->web, 404, "Only programs and essays are "
		    "compared.");
	s->t = t;
	s->seen = val_object(t->mem);
	s->texts = mem_array(t->mem, t->members.n + 1, sizeof(*s->texts));
	s->who = mem_array(t->mem, t->members.n + 1, sizeof(*s->who));
	if (each_student(&each, take, s) != 0)
		return web_broken(t->web, "logs of %s: %s", t->course->name,
		    strerror(errno));
	return 0;
}

static struct similar
compare(const struct shelf *s)
{
	const char *given = s->q->type == Q_CODE ? s->q->starter :
	    s->q->prompt;
	struct similar similar = { .mem = s->t->mem,
	    .code = s->q->type == Q_CODE, .texts = s->texts, .n = s->n };

	if (given == NULL)
		given = "";
	similar.given = (struct similar_text){ given, strlen(given) };
	return similar;
}

static void
add_facts(struct val *model, const struct shelf *s)
{
	val_set(model, "page", s->page->name);
	val_set(model, "page_title", s->page->title);
	val_set(model, "q", s->q->name);
	val_set(model, "students", text_count(s->t->mem, (long long)s->n,
	    "student", NULL));
	val_seti(model, "left_out", (long long)s->left_out);
}

static int
show_pairs(struct tutor *t)
{
	struct shelf s = { .n = 0 };
	struct similar similar;
	struct similar_pair *pairs;
	struct val *model, *list, *row;
	int status = fill(&s, t);
	size_t n;

	if (status != 0)
		return status;
	similar = compare(&s);
	n = similar_find(&similar, &pairs, PAIRS_SHOWN);
	model = staff_model(t, mem_printf(t->mem, "%s: what is alike",
	    staff_title(s.q)), "/stats");
	add_facts(model, &s);
	list = val_setlist(model, "pairs");
	for (size_t i = 0; i < n; i++) {
		row = val_pushobject(list);
		staff_people(val_setobject(row, "a"), t, s.who[pairs[i].a],
		    s.page->name);
		staff_people(val_setobject(row, "b"), t, s.who[pairs[i].b],
		    s.page->name);
		val_set(row, "share", staff_percent(t->mem, pairs[i].share));
		val_setf(row, "shared", "%zu", pairs[i].shared);
	}
	val_setb(model, "some", n > 0);
	return web_render(t->web, "staff_similar", model);
}

int
get_staff_similar(struct web *w)
{
	return tutor_run(w, ROLE_ASSISTANT, show_pairs);
}

static void
add_lines(struct val *model, const struct shelf *s, size_t a, size_t b)
{
	struct similar similar = compare(s);
	struct val *side = val_pushobject(model), *list, *row;
	const char *p = s->texts[a].p;
	const bool *shared;
	size_t n, length;

	shared = similar_lines(&similar, a, b, &n);
	staff_people(side, s->t, s->who[a], s->page->name);
	list = val_setlist(side, "lines");
	for (size_t i = 0; i < n; i++) {
		length = strcspn(p, "\n");
		row = val_pushobject(list);
		val_set(row, "line", mem_dup(s->t->mem, p, length));
		val_setb(row, "shared", shared[i]);
		if (p[length] == '\0')
			break;
		p += length + 1;
	}
}

static int
show_pair(struct tutor *t)
{
	struct shelf s = { .only = { web_arg(t->web, "a"),
	    web_arg(t->web, "b") } };
	struct val *model, *sides;
	int status = fill(&s, t);

	if (status != 0)
		return status;
	if (s.n != 2)
		return web_fail(t->web, 404, "There are no such two answers.");
	model = staff_model(t, "Two answers", "/stats");
	add_facts(model, &s);
	val_set(model, "q_title", staff_title(s.q));
	sides = val_setlist(model, "sides");
	add_lines(sides, &s, 0, 1);
	add_lines(sides, &s, 1, 0);
	return web_render(t->web, "staff_pair", model);
}

int
get_staff_pair(struct web *w)
{
	return tutor_run(w, ROLE_ASSISTANT, show_pair);
}
