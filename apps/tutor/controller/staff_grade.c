/*
 * staff_grade.c - grade one answer, and go on to the next.
 *
 * Answers come in the order of their seats (staff_seat.h), which is another one
 * for each question and says nothing of a name.
 */
#include "apps/tutor/controller/staff_grade.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "apps/tutor/controller/staff.h"
#include "apps/tutor/controller/staff_hand.h"
#include "apps/tutor/controller/staff_notes.h"
#include "apps/tutor/controller/staff_page.h"
#include "apps/tutor/controller/staff_seat.h"
#include "apps/tutor/model/group.h"
#include "web/json.h"
#include "web/mem.h"
#include "web/store.h"

static const struct web_field grade_fields[] = {
	{ "who", F_HEX, .min = SEAT_DIGITS, .max = SEAT_DIGITS,
	    .required = 1 },
	{ "of", F_INT, .min = 1, .max = 1LL << 60, .required = 1 },
	{ "seen", F_INT, .min = 0, .max = 1LL << 60 },
	{ "rubric", F_INT, .min = 0, .max = 10000, .many = 1 },
	{ "points", F_REAL, .min = 0, .max = 100000 },
	{ "comment", F_TEXT, .min = 0, .max = 20000 },
	{ "publish", F_BOOL, .max = 1 },
	{ "anonymous", F_BOOL, .max = 1 },
	{ "do", F_LINE, .min = 1, .max = 20 },	/* save, more, line-N */
	{ 0 }
};

/* Looking for the next one: the smallest seat behind that of before. */
struct next {
	struct tutor	*t;
	const struct paper *p;
	const char	*behind;	/* or "" */
	const char	*best, *first;
	size_t		 waiting;
	struct val	*used;
	struct val	*seen;		/* groups: one answer each */
};

static int
look_next(void *arg, const struct member *m, struct user_state *s)
{
	struct next *n = arg;
	const struct question_state *qs;
	const char *seat;

	qs = state_find(s, n->p->page->name, n->p->q->name);
	if (qs == NULL || qs->nattempts == 0)
		return 0;
	notes_use(n->used, qs);
	if (!staff_shows(m, staff_section(n->t)) ||
	    !hand_waits(&qs->attempts[qs->nattempts - 1]))
		return 0;
	n->waiting += staff_once(n->t, n->seen, m, n->p->page->name);
	seat = seat_of(n->t, n->p->page->name, n->p->q->name, m->user);
	if (n->first == NULL || strcmp(seat, n->first) < 0)
		n->first = seat;
	if (strcmp(seat, n->behind) > 0 &&
	    (n->best == NULL || strcmp(seat, n->best) < 0))
		n->best = seat;
	return 0;
}

/* The seat of the next one that waits, or NULL; 0, or a status. */
static int
find_next(struct paper *p, const char *behind, const char **seat)
{
	struct next n = { .t = p->t, .p = p, .behind = behind,
	    .used = val_object(p->t->mem), .seen = val_object(p->t->mem) };
	struct each each = staff_each(p->t);

	if (each_student(&each, look_next, &n) != 0)
		return web_broken(p->t->web, "logs of %s: %s",
		    p->t->course->name, strerror(errno));
	p->waiting = n.waiting;
	p->used = n.used;
	*seat = n.best != NULL ? n.best : n.first;
	return 0;
}

/* Whose answer it is, and the last one that was given.  0, or a status. */
static int
find_paper(struct paper *p, const char *seat)
{
	p->seat = seat;
	p->member = seat_find(p->t, p->page->name, p->q->name, seat);
	if (p->member == NULL)
		return web_fail(p->t->web, 404, "There is no such answer.");
	if (tutor_state_of(p->t, &p->state, p->member) == -1)
		return web_broken(p->t->web, "log of %s: %s",
		    p->member->user, strerror(errno));
	p->qs = state_find(&p->state, p->page->name, p->q->name);
	if (p->qs == NULL || p->qs->nattempts == 0)
		return web_fail(p->t->web, 404, "There is no such answer.");
	p->at = &p->qs->attempts[p->qs->nattempts - 1];
	return 0;
}

static long long
seen_of(const struct paper *p)
{
	return p->at->kept_by > p->at->graded_by ? p->at->kept_by :
	    p->at->graded_by;
}

static void
add_grade(struct val *model, const struct paper *p, const struct val *before)
{
	double score = isnan(p->at->kept) ? p->at->score : p->at->kept;
	struct mem *m = p->t->mem;

	paper_rubric(model, p, before);
	notes_rows(model, p);
	val_setf(model, "seen", "%lld", seen_of(p));
	val_setb(model, "graded", !isnan(score));
	val_setb(model, "kept", !isnan(p->at->kept));
	if (!isnan(score))
		val_set(model, "got", tutor_points(m, score * p->q->points));
	if (before != NULL) {
		val_set(model, "grader", val_getstr(before, "by"));
		val_set(model, "comment", val_getstr(before, "msg"));
		if (val_size(val_get(before, "rubric")) == 0)
			val_set(model, "given", tutor_points(m,
			    score * p->q->points));
	}
	if (before == NULL || p->clash)
		val_set(model, "said", tutor_markdown(m, before == NULL ?
		    p->at->message : val_getstr(before, "msg")));
}

/* Those of the form, else of the grade before; of one that clashes both. */
static void
find_notes(struct paper *p, const struct val *before)
{
	struct notes typed;

	notes_read(&p->notes, p->t->mem, val_get(before, "lines"));
	if (!p->again)
		return;
	(void)notes_typed(&typed, p);	/* what is wrong was said before */
	if (!p->clash)
		notes_init(&p->notes, p->t->mem);
	for (size_t i = 0; i < typed.n; i++)
		notes_add(&p->notes, typed.list[i].n, typed.list[i].text);
}

static void
add_paper(struct val *model, struct paper *p)
{
	const struct val *before = paper_before(p);

	paper_lines(p);
	find_notes(p, before);
	val_setb(model, "paper", true);
	val_setb(model, "pick", p->lined.bytes != NULL);
	val_set(model, "who", p->seat);
	val_setf(model, "of_seq", "%lld", p->at->seq);
	val_setf(model, "number", "%zu", p->qs->nattempts);
	tutor_time(p->t, model, "when", p->at->ms);
	if (!p->nameless)
		staff_people(val_setobject(model, "person"), p->t, p->member,
		    p->page->name);
	paper_answer(val_setobject(model, "answer"), p);
	add_grade(model, p, before);
}

static void
begin(struct paper *p, struct tutor *t)
{
	*p = (struct paper){ .t = t };
	p->nameless = web_query(t->web, "anonymous") != NULL;
}

static int
show_paper(struct paper *p, int status)
{
	struct val *model = staff_model(p->t, mem_printf(p->t->mem,
	    "%s: grading", staff_title(p->q)), "/grading");

	val_set(model, "page", p->page->name);
	val_set(model, "page_title", p->page->title);
	val_set(model, "q", p->q->name);
	val_set(model, "of", tutor_points(p->t->mem, p->q->points));
	val_set(model, "worth", tutor_worth(p->t->mem, p->q->points));
	val_setb(model, "nameless", p->nameless);
	val_setf(model, "waiting", "%zu", p->waiting);
	val_set(model, "prompt", tutor_markdown(p->t->mem, p->q->prompt));
	staff_sections(model, p->t);
	p->clash = status == 409;
	p->again = status != 200 || p->asked_more;
	if (p->member != NULL)
		add_paper(model, p);
	if (p->used != NULL)
		notes_offer(model, p->used);
	if (p->again) {
		staff_typed(model, p->t);
		val_setb(model, "again", true);
		val_setb(model, "clash", p->clash);
	}
	if (p->asked_more)
		val_put(model, "error", val_null(p->t->mem));
	return web_render(p->t->web, "staff_grade", model) == 200 ? status :
	    500;
}

/* The form again, with what was typed. */
static int
show_again(struct paper *p, int status)
{
	const char *next;
	int broken = find_next(p, "", &next);

	return broken != 0 ? broken : show_paper(p, status);
}

static int
show(struct tutor *t)
{
	struct paper p;
	const char *who = web_query(t->web, "who");
	const char *behind = web_query(t->web, "after"), *next;
	int status;

	begin(&p, t);
	status = staff_page(t, &p.page, &p.q);
	if (status == 0)
		status = find_next(&p, behind == NULL ? "" : behind, &next);
	if (who == NULL)
		who = status == 0 ? next : NULL;
	if (status == 0 && who != NULL)
		status = find_paper(&p, who);
	return status != 0 ? status : show_paper(&p, 200);
}

int
get_staff_grade(struct web *w)
{
	return staff_run(w, ROLE_ASSISTANT, show);
}

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

/* Is there something to record? */
static bool
is_graded(const struct paper *p)
{
	return *web_str(p->t->web, "points", "") != '\0' ||
	    web_nth(p->t->web, "rubric", 0) != NULL;
}

/* Was there another answer or grade since the form was shown? */
static bool
is_stale(const struct paper *p)
{
	return p->at->seq != web_int(p->t->web, "of", 0) ||
	    seen_of(p) != web_int(p->t->web, "seen", 0);
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

/*
 * Under the lock: who answered or graded meanwhile must not be passed over.  0,
 * or a status.
 */
static int
record(struct paper *p)
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
	if (is_stale(p)) {
		log_close(store);
		return is_repeat(p) ? 0 : show_again(p, 409);
	}
	seq = log_add(store, &p->state, web_now(t->web), make_record(p));
	log_close(store);
	return seq > 0 ? 0 : web_fail(t->web, 507, seq == -2 ?
	    "The disk did not confirm the grade: look whether it is there." :
	    "The grade is not saved.");
}

static int
see_next(const struct paper *p)
{
	const char *section = staff_section(p->t);
	struct text url;

	text_init(&url, p->t->mem);
	text_addf(&url, "/c/%s/staff/grading/%s/%s?after=%s",
	    p->t->course->name, p->page->name, p->q->name, p->seat);
	if (p->nameless)
		text_adds(&url, "&anonymous=1");
	if (section != NULL) {
		text_adds(&url, "&section=");
		text_urls(&url, section);
	}
	web_flash(p->t->web, "Graded. This is the next one.");
	return web_see(p->t->web, "%s", url.p);
}

/* Whose answer it is that the form is about.  0, or a status. */
static int
begin_grade(struct paper *p, struct tutor *t)
{
	const char *doing = web_str(t->web, "do", "save");
	int status;

	begin(p, t);
	p->nameless = p->nameless || web_has(t->web, "anonymous");
	p->asked_more = strcmp(doing, "save") != 0;
	status = staff_page(t, &p->page, &p->q);
	if (status == 0 && p->q->points <= 0)
		status = web_fail(t->web, 422, "This question has no points.");
	if (status == 0)
		status = find_paper(p, web_str(t->web, "who", ""));
	if (status == 0)
		paper_lines(p);
	return status;
}

/* Is what was typed right?  0, or 422. */
static int
check_grade(struct paper *p)
{
	struct web *w = p->t->web;
	size_t mistakes = notes_typed(&p->notes, p);

	if (!is_graded(p))
		web_reject(w, "points", "must be given, or a box of the "
		    "rubric checked");
	if (web_real(w, "points", 0) > p->q->points)
		web_reject(w, "points", "must be at most %s",
		    tutor_points(p->t->mem, p->q->points));
	return web_error(w, "points") != NULL || mistakes > 0 ? 422 : 0;
}

static int
grade(struct tutor *t)
{
	struct paper p;
	int form = web_form(t->web, notes_fields(t->mem, grade_fields));
	int status;

	if (form != 0 && form != 422)
		return web_fail(t->web, form, NULL);
	status = begin_grade(&p, t);
	if (status != 0)
		return status;
	if (!p.asked_more && form == 0 &&
	    web_int(t->web, "of", 0) == p.at->seq)
		form = check_grade(&p);
	if (p.asked_more || form != 0)
		return show_again(&p, is_stale(&p) ? 409 : p.asked_more ?
		    200 : form);
	status = record(&p);
	return status != 0 ? status : see_next(&p);
}

int
post_staff_grade(struct web *w)
{
	return staff_run(w, ROLE_ASSISTANT, grade);
}

/* What was uploaded: always as an attachment. */
static int
send_file(struct tutor *t)
{
	struct paper p;
	const struct attempt *at;
	int status, fd;

	begin(&p, t);
	status = staff_page(t, &p.page, &p.q);
	if (status == 0)
		status = find_paper(&p, web_arg(t->web, "who"));
	if (status != 0)
		return status;
	at = state_attempt_at(p.qs, strtoll(web_arg(t->web, "seq"), NULL,
	    10));
	if (at == NULL ||
	    strcmp(val_getstr(at->record, "as"), "file") != 0)
		return web_fail(t->web, 404, "There is no such file.");
	fd = blob_open(&t->data, val_getstr(at->record, "blob"));
	if (fd == -1)
		return web_broken(t->web, "blob of %s: %s", p.member->user,
		    strerror(errno));
	return web_send(t->web, fd, "application/octet-stream",
	    val_getstr(at->record, "name"));
}

int
get_staff_file(struct web *w)
{
	return staff_run(w, ROLE_ASSISTANT, send_file);
}
