/*
 * page_json.c - a page for programs: what is asked, and what was reached.
 */
#include "apps/tutor/controller/page.h"
#include "apps/tutor/controller/pages.h"
#include "apps/tutor/model/group.h"
#include "apps/tutor/model/notes.h"

/* What was said of the newest answer: Markdown. */
static void
add_words(struct val *v, const struct attempt *at)
{
	struct notes notes;

	if (at->message != NULL)
		val_set(v, "message", at->message);
	notes_read(&notes, val_mem(v), at->lines);
	notes_write(v, &notes);
}

static void
add_question(struct val *list, const struct asked *a, const struct question *q)
{
	const struct question_state *qs = state_find(a->state,
	    a->place->page->name, q->name);
	struct val *v = val_pushobject(list);
	struct variant variant;
	bool pending;

	val_set(v, "name", q->name);
	val_set(v, "type", question_type_name(q->type));
	val_setr(v, "points", q->points);
	val_seti(v, "tries", q->tries);
	question_variant(&variant, a->t, a->place->page, q,
	    qs == NULL ? 0 : qs->variant);
	val_set(v, "prompt", variant_fill(a->t->mem, &variant, q->prompt));
	val_seti(v, "attempts", qs == NULL ? 0 : (long long)qs->nattempts);
	if (qs == NULL)
		return;
	if (q->tries > 0)
		val_seti(v, "tries_left", state_tries_left(qs, q));
	if (!a->feedback)
		return;
	val_setr(v, "score", state_score(qs, q, &pending));
	val_setb(v, "pending", pending);
	if (qs->nattempts > 0)
		add_words(v, &qs->attempts[qs->nattempts - 1]);
}

static void
add_date(struct val *v, struct mem *m, const char *key, long long ms)
{
	struct text t;

	if (ms == 0)
		return;
	text_init(&t, m);
	when_iso(&t, ms);
	val_set(v, key, t.p);
}

/* Whom `shown` works with, himself among them. */
static void
add_group(struct val *v, const struct tutor *t, const char *page)
{
	long long id = group_id(&t->staff, t->shown->user, page);
	struct val *list;
	struct group g;

	if (id == 0)
		return;
	group_find(&g, &t->staff, &t->members, page, id);
	list = val_setlist(v, "group");
	for (size_t i = 0; i < g.n; i++)
		val_push(list, val_str(t->mem, g.list[i]->user));
}

static int
write_page(struct tutor *t)
{
	struct val *v = val_object(t->mem), *list;
	struct user_state state;
	struct place_page place;
	struct asked a = { .t = t, .place = &place, .state = &state };
	int status;

	status = tutor_page_state(t, &place, &state);
	if (status != 0)
		return status;
	if (!place.here)
		return web_fail(t->web, 403, "This page is not open for you.");
	question_prepare(&a);
	val_set(v, "course", t->course->name);
	val_set(v, "page", place.page->name);
	val_set(v, "title", place.page->title);
	add_date(v, t->mem, "release", place.due.release);
	add_date(v, t->mem, "due", place.due.due);
	add_date(v, t->mem, "lock", place.due.lock);
	add_group(v, t, place.page->name);
	list = val_setlist(v, "questions");
	for (size_t i = 0; i < place.page->nquestions; i++)
		add_question(list, &a, place.page->questions[i]);
	return web_json(t->web, v);
}

int
get_page_json(struct web *w)
{
	return tutor_run(w, ROLE_STUDENT, write_page);
}
