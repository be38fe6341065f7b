/*
 * staff_grade_record.c - a grade that is given is written down.
 */
#include "apps/tutor/controller/staff_grade.h"

#include <stdlib.h>
#include <string.h>

#include "apps/tutor/controller/staff_notes.h"
#include "apps/tutor/model/group.h"
#include "web/json.h"
#include "web/store.h"

/* What the boxes are worth together; they go to the record. */
static double
add_boxes(struct val *record, const struct paper *p)
{
	struct val *list = val_list(p->t->mem);
	double points = 0;
	const char *box;
	size_t index;

	for (size_t i = 0; (box = web_nth(p->t->web, "rubric", i)) != NULL;
	    i++) {
		index = (size_t)strtoull(box, NULL, 10);
		if (index >= p->q->nanswers ||
		    p->q->answers[index].kind != '#')
			continue;
		points += p->q->answers[index].credit;
		val_push(list, val_int(p->t->mem, (long long)index));
	}
	if (val_size(list) > 0)
		val_put(record, "rubric", list);
	return points;
}

/* Points that are typed count more than boxes. */
static struct val *
make_record(const struct paper *p)
{
	struct val *record = val_object(p->t->mem);
	struct web *w = p->t->web;
	double points;

	val_set(record, "k", "manual");
	val_seti(record, "of", p->at->seq);
	points = add_boxes(record, p);
	points = web_real(w, "points", points);
	val_setr(record, "score", points >= p->q->points ? 1 :
	    points / p->q->points);
	if (*web_str(w, "comment", "") != '\0')
		val_set(record, "msg", web_str(w, "comment", ""));
	notes_write(record, &p->notes);
	val_set(record, "by", p->t->me->user);
	if (web_has(w, "publish"))
		val_setb(record, "publish", true);
	return record;
}

bool
staff_grade_is_stale(const struct paper *p)
{
	return p->at->seq != web_int(p->t->web, "of", 0) ||
	    staff_grade_seen(p) != web_int(p->t->web, "seen", 0);
}

/* Who clicks twice sends the same grade twice. */
static bool
is_repeat(const struct paper *p)
{
	const struct val *before = paper_before(p);
	struct text kept, typed;

	if (before == NULL || p->at->seq != web_int(p->t->web, "of", 0))
		return false;
	text_init(&kept, p->t->mem);
	text_init(&typed, p->t->mem);
	json_write(&kept, before);
	json_write(&typed, make_record(p));
	return strcmp(kept.p, typed.p) == 0;
}

int
staff_grade_record(struct paper *p)
{
	struct tutor *t = p->t;
	struct store *store;
	long long seq;

	state_init(&p->state, t->mem, group_log(&t->staff, p->member->user,
	    p->page->name));
	store = log_open(&t->data, &p->state);
	if (store == NULL)
		return web_fail(t->web, 507, "The grade is not saved.");
	staff_apply(&t->staff, &p->state);
	p->qs = state_find(&p->state, p->page->name, p->q->name);
	p->at = &p->qs->attempts[p->qs->nattempts - 1];
	if (staff_grade_is_stale(p)) {
		log_close(store);
		return is_repeat(p) ? 0 : 409;
	}
	seq = log_add(store, &p->state, web_now(t->web), make_record(p));
	log_close(store);
	return seq > 0 ? 0 : web_fail(t->web, 507, seq == -2 ?
	    "The disk did not confirm the grade: look whether it is there." :
	    "The grade is not saved.");
}
