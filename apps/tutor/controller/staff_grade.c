/*
 * staff_grade.c - grade one answer, and go on to the next.
 *
 * Answers come in the order of their seats (staff_seat.h), which is another one
 * for each question and says nothing of a name.
 */
#include "apps/tutor/controller/staff_grade.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "apps/tutor/controller/staff.h"
#include "apps/tutor/controller/staff_notes.h"
#include "apps/tutor/controller/staff_page.h"
#include "apps/tutor/controller/staff_seat.h"

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

static void
begin(struct paper *p, struct tutor *t)
{
	*p = (struct paper){ .t = t };
	p->nameless = web_query(t->web, "anonymous") != NULL;
}

/* The form again, with what was typed. */
static int
show_again(struct paper *p, int status)
{
	const char *next;
	int broken = staff_grade_next(p, "", &next);

	return broken != 0 ? broken : staff_grade_show(p, status);
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
		status = staff_grade_next(&p, behind == NULL ? "" : behind,
		    &next);
	if (who == NULL)
		who = status == 0 ? next : NULL;
	if (status == 0 && who != NULL)
		status = find_paper(&p, who);
	return status != 0 ? status : staff_grade_show(&p, 200);
}

int
get_staff_grade(struct web *w)
{
	return tutor_run(w, ROLE_ASSISTANT, show);
}

/* Is there something to record? */
static bool
is_graded(const struct paper *p)
{
	return *web_str(p->t->web, "points", "") != '\0' ||
	    web_nth(p->t->web, "rubric", 0) != NULL;
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
		return show_again(&p, staff_grade_is_stale(&p) ? 409 :
		    p.asked_more ? 200 : form);
	status = staff_grade_record(&p);
	if (status == 409)
		return show_again(&p, status);
	return status != 0 ? status : see_next(&p);
}

int
post_staff_grade(struct web *w)
{
	return tutor_run(w, ROLE_ASSISTANT, grade);
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
	return tutor_run(w, ROLE_ASSISTANT, send_file);
}
