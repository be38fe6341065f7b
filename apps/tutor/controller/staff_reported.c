#include "apps/tutor/controller/staff_reported.h"

#include <math.h>
#include <string.h>

#include "apps/tutor/controller/own_reports.h"
#include "apps/tutor/controller/staff_page.h"
#include "apps/tutor/controller/staff_seat.h"
#include "apps/tutor/model/answer_words.h"
#include "apps/tutor/model/given.h"
#include "web/form.h"

enum { ANSWER_SHOWN = 1500 };

/* A report, and what it is about. */
struct reported {
	struct tutor		*t;	/* of the request */
	const struct report	*r;
	const struct question	*q;	/* NULL: it is gone */
	const struct question_state *qs;
	const struct attempt	*at;	/* the newest */
};

/* The first bytes of a long one, in whole characters. */
static void
add_words(struct val *answer, const struct reported *o, struct mem *m)
{
	const struct val *given = given_load(&o->t->data, m, o->at->record);
	struct text words, shown;
	size_t n;

	if (given == NULL)
		return;
	text_init(&words, m);
	if (val_type(given) == VAL_STRING && o->q->type != Q_CHOOSE)
		text_add(&words, val_tostr(given), val_size(given));
	else
		answer_words(&words, o->q, given);
	n = words.n < ANSWER_SHOWN ? words.n : ANSWER_SHOWN;
	while (n < words.n && n > 0 && ((unsigned char)words.p[n] & 0xc0) ==
	    0x80)
		n--;
	text_init(&shown, o->t->mem);
	form_utf8(&shown, words.p, n);
	val_set(answer, "words", shown.p);
	val_setb(answer, "cut", n < words.n);
}

static void
add_score(struct val *answer, const struct reported *o)
{
	double score = isnan(o->at->kept) ? o->at->score : o->at->kept;

	val_setb(answer, "kept", !isnan(o->at->kept));
	val_set(answer, "of", tutor_points(o->t->mem, o->q->points));
	if (!isnan(score))
		val_set(answer, "got", tutor_points(o->t->mem,
		    score * o->q->points));
	val_setb(answer, "manual", o->at->manual);
}

static void
add_answer(struct val *row, const struct reported *o, struct mem *m)
{
	struct val *answer = val_setobject(row, "answer");
	const struct val *record = o->at->record;

	val_setf(answer, "number", "%zu", o->qs->nattempts);
	tutor_time(o->t, answer, "at", o->at->ms);
	val_setb(answer, "later", o->r->attempt != 0 &&
	    o->at->seq != o->r->attempt);
	if (strcmp(val_getstr(record, "as"), "file") == 0)
		val_set(answer, "file", val_getstr(record, "name"));
	else
		add_words(answer, o, m);
	add_score(answer, o);
}

/* In an arena of its own: logs may be long, and a page has many reports. */
static void
look_up(struct val *row, struct reported *o, const struct member *member)
{
	struct tutor *t = o->t, one = *t;
	struct user_state state;
	struct mem m;

	mem_init(&m, 0);
	mem_on_full(&m, t->mem->full, t->mem->arg);
	one.mem = &m;
	if (tutor_state_of(&one, &state, member) == 0)
		o->qs = state_find(&state, o->r->page, o->r->question);
	if (o->qs != NULL && o->qs->nattempts > 0) {
		o->at = &o->qs->attempts[o->qs->nattempts - 1];
		add_answer(row, o, &m);
	}
	mem_release(&m);
}

static void
add_links(struct val *row, const struct reported *o,
    const struct member *member)
{
	if (member->role == ROLE_STUDENT && o->at != NULL)
		val_set(row, "seat", seat_of(o->t, o->r->page,
		    o->r->question, member->user));
	staff_person(val_setobject(row, "person"), member);
}

void
staff_reported(struct val *row, struct tutor *t, const struct report *r)
{
	struct reported o = { .t = t, .r = r };
	const struct member *member = member_find(&t->members, r->by);
	const struct member gone = { .user = r->by, .name = "",
	    .role = ROLE_STUDENT };
	const struct page *page = course_page(t->course, r->page,
	    &t->problems);

	report_model(row, t, r);
	val_setf(row, "newest", "%lld", r->newest);
	val_setb(row, "unread", report_unseen(r));
	val_set(row, "by", r->by);
	if (page != NULL)
		o.q = page_question(page, r->question);
	if (o.q != NULL)
		look_up(row, &o, member == NULL ? &gone : member);
	if (member != NULL)
		add_links(row, &o, member);
}
