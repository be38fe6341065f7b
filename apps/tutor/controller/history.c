/*
 * history.c - what a student sent in to a question, and what each is worth.
 */
#include "apps/tutor/controller/history.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "apps/tutor/controller/own_reports.h"
#include "apps/tutor/controller/page.h"
#include "apps/tutor/controller/pages.h"
#include "apps/tutor/controller/queue.h"
#include "apps/tutor/controller/staff_page.h"

enum { WAIT_FIRST = 2, WAIT_MOST = 30 };	/* seconds between looks */

int
look_open(struct look *l, struct web *w)
{
	int status = tutor_open(&l->t, w, ROLE_STUDENT);

	if (status != 0)
		return status;
	if (tutor_state(&l->t, &l->state) == -1)
		return web_broken(w, "log of %s: %s", l->t.shown->user,
		    strerror(errno));
	status = tutor_page(&l->t, &l->place, &l->state);
	if (status == 0)
		status = tutor_question(&l->t, &l->place, &l->q);
	if (status != 0)
		return status;
	l->a = (struct asked){ .t = &l->t, .place = &l->place,
	    .state = &l->state };
	question_prepare(&l->a);
	l->qs = state_find(&l->state, l->place.page->name, l->q->name);
	return 0;
}

/* Types whose answer is a text that one reads as it is. */
static bool
is_text(enum question_type type)
{
	return type == Q_TEXT || type == Q_NUMBER || type == Q_FORMULA ||
	    type == Q_ESSAY || type == Q_CODE;
}

static void
add_file(struct val *row, struct look *l, const struct attempt *at)
{
	struct val *file;

	if (strcmp(val_getstr(at->record, "as"), "file") != 0)
		return;
	file = val_setobject(row, "file");
	val_set(file, "name", val_getstr(at->record, "name"));
	val_set(file, "size", text_count(l->t.mem,
	    val_getint(at->record, "size"), "byte", NULL));
	val_set(file, "url", web_url(l->t.web, "/c/%s/u/%s/%s/%lld",
	    l->t.course->name, l->place.page->name, l->q->name, at->seq));
}

/* The form as it was, filled in, for types that are more than a text. */
static void
add_form(struct val *row, struct look *l, const struct attempt *at,
    const struct val *answer)
{
	struct variant v;
	struct text html;
	struct input in = { .question = l->q, .variant = &v,
	    .answer = answer, .locked = true };

	in.field = mem_printf(l->t.mem, "h%lld-%s", at->seq, l->q->name);
	question_variant(&v, &l->t, l->place.page, l->q, at->variant);
	text_init(&html, l->t.mem);
	mark_input(&html, l->t.mem, &in);
	val_set(row, "form", html.p);
}

static void
add_answer(struct val *row, struct look *l, const struct attempt *at)
{
	const struct val *answer = given_load(&l->t.data, l->t.mem,
	    at->record);

	add_file(row, l, at);
	if (answer == NULL)
		return;
	if (is_text(l->q->type))
		val_set(row, "text", val_tostr(answer));
	else
		add_form(row, l, at, answer);
}

/* How its worth comes about: score, times credit, times penalty. */
static void
add_reasons(struct val *row, struct look *l, const struct val *reasons)
{
	struct mem *m = l->t.mem;
	double penalty = val_toreal(val_get(reasons, "penalty"));
	double worth = val_toreal(val_get(reasons, "worth"));

	if (val_tobool(val_get(reasons, "pending")))
		return;
	val_set(row, "worth", tutor_points(m, worth * l->q->points));
	val_setf(row, "percent", "%.0f",
	    100 * val_toreal(val_get(reasons, "score")));
	if (penalty < 1)
		val_setf(row, "penalty", "%.0f", 100 * penalty);
	val_setb(row, "counts", val_tobool(val_get(reasons, "counts")));
}

static void
add_attempts(struct val *model, struct look *l)
{
	struct val *list = val_setlist(model, "attempts"), *row;
	struct val *ledger = val_list(l->t.mem);
	const struct attempt *at;

	if (l->qs == NULL)
		return;
	state_ledger(ledger, l->qs, l->q);
	for (size_t i = l->qs->nattempts; i > 0; i--) {
		at = &l->qs->attempts[i - 1];
		row = val_pushobject(list);
		val_seti(row, "number", (long long)i);
		question_attempt(row, &l->a, l->q, at);
		add_answer(row, l, at);
		if (l->a.feedback)
			add_reasons(row, l, val_at(ledger, i - 1));
		if (at->variant > 0)
			val_seti(row, "variant", at->variant + 1);
	}
	val_setb(model, "some", true);
}

static void
add_sum(struct val *model, struct look *l)
{
	static const char *const policies[] = {
		[POLICY_BEST] = "best", [POLICY_LAST] = "last",
		[POLICY_FIRST] = "first"
	};
	struct val *sum;
	bool pending;
	double score;

	if (l->qs == NULL || !l->a.feedback)
		return;
	score = state_score(l->qs, l->q, &pending);
	sum = val_setobject(model, "sum");
	val_set(sum, "points", tutor_points(l->t.mem, score * l->q->points));
	val_set(sum, "of", tutor_points(l->t.mem, l->q->points));
	val_setb(sum, "pending", pending);
	val_setb(sum, "override", !isnan(l->qs->override));
	val_set(sum, "policy", policies[l->q->policy]);
	if (l->q->penalty > 0)
		val_setf(sum, "penalty", "%.0f", 100 * l->q->penalty);
}

/* Does the newest attempt wait for the grader? */
static bool
is_waiting(const struct look *l)
{
	return l->qs != NULL && l->qs->nattempts > 0 &&
	    l->q->type == Q_CODE &&
	    isnan(l->qs->attempts[l->qs->nattempts - 1].score);
}

/* How many programs of others wait. */
static long long
before(const struct look *l)
{
	return queue_before(&l->t.data,
	    l->qs->attempts[l->qs->nattempts - 1].seq,
	    tutor_log(&l->t, l->place.page->name));
}

/* Look again, each time after twice as long; scripts do it better. */
static void
add_waiting(struct val *model, struct look *l)
{
	const char *asked = web_query(l->t.web, "wait");
	long wait = asked != NULL && strlen(asked) < 4 ?
	    strtol(asked, NULL, 10) : 0;
	struct val *waiting;

	if (!is_waiting(l))
		return;
	wait = wait < WAIT_FIRST ? WAIT_FIRST : wait > WAIT_MOST ? WAIT_MOST :
	    wait;
	waiting = val_setobject(model, "queue");
	val_seti(waiting, "seconds", wait);
	val_seti(waiting, "next", 2 * wait > WAIT_MOST ? WAIT_MOST : 2 * wait);
	val_seti(waiting, "before", before(l));
}

/* The form of a report that was refused. */
static void
add_typed(struct val *model, struct tutor *t, int status)
{
	if (status == 200)
		return;
	staff_typed(model, t);
	val_setb(model, "again", true);
	val_setb(model, "asks_grade", strcmp(val_getstr(val_get(model,
	    "value"), "about"), "grade") == 0);
}

int
history_show(struct look *l, int status)
{
	const char *title = question_attr(l->q, "title");
	struct val *model;

	if (title == NULL)
		title = l->q->name;
	model = tutor_model(&l->t, mem_printf(l->t.mem, "%s: your answers",
	    title));
	val_set(model, "page", l->place.page->name);
	val_set(model, "page_title", l->place.page->title);
	val_set(model, "question", l->q->name);
	val_setb(model, "quiet", !l->a.feedback);
	add_attempts(model, l);
	add_sum(model, l);
	add_waiting(model, l);
	own_reports(model, &l->t, l->place.page->name, l->q->name);
	add_typed(model, &l->t, status);
	return web_render(l->t.web, "history", model) == 200 ? status : 500;
}

int
get_history(struct web *w)
{
	struct look l;
	int status = look_open(&l, w);

	if (status == 0)
		status = history_show(&l, 200);
	return tutor_close(&l.t, status);
}

/* For scripts: is there a result, and if not, who else waits? */
int
get_progress(struct web *w)
{
	struct look l;
	struct val *v = val_object(web_mem(w));
	int status = look_open(&l, w);

	if (status == 0) {
		val_setb(v, "waiting", is_waiting(&l));
		if (is_waiting(&l))
			val_seti(v, "before", before(&l));
		status = web_json(w, v);
	}
	return tutor_close(&l.t, status);
}

/* A file that a student handed in is never shown as anything. */
static int
send_upload(struct look *l)
{
	const struct attempt *at = state_attempt_at(l->qs,
	    web_argi(l->t.web, "seq"));
	const char *name;
	int fd;

	if (at == NULL ||
	    strcmp(val_getstr(at->record, "as"), "file") != 0)
		return web_fail(l->t.web, 404, NULL);
	fd = blob_open(&l->t.data, val_getstr(at->record, "blob"));
	if (fd == -1)
		return web_broken(l->t.web, "blob %s: %s",
		    val_getstr(at->record, "blob"), strerror(errno));
	name = val_getstr(at->record, "name");
	web_set(l->t.web, "Content-Security-Policy",
	    "default-src 'none'; sandbox");
	return web_send(l->t.web, fd, "application/octet-stream",
	    *name == '\0' ? "answer" : name);
}

int
get_upload(struct web *w)
{
	struct look l;
	int status = look_open(&l, w);

	if (status == 0)
		status = send_upload(&l);
	return tutor_close(&l.t, status);
}
