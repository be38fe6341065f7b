/*
 * staff_question.c - a question in numbers: scores, when it was answered, how
 * many tries it took, and what was wrong.
 */
#include <errno.h>
#include <math.h>
#include <string.h>

#include "apps/tutor/controller/staff.h"
#include "apps/tutor/controller/staff_page.h"
#include "apps/tutor/controller/staff_remark.h"
#include "apps/tutor/model/answer_words.h"
#include "apps/tutor/model/given.h"
#include "apps/tutor/model/remark.h"
#include "apps/tutor/model/stats.h"
#include "web/chart.h"
#include "web/mem.h"

enum {
	TRIES_SHOWN = 10,		/* the last: so many and more */
	SCORE_BINS = 10,
	WRONG_SHOWN = 20, PLACES_SHOWN = 60, MINUTE_MS = 60000
};

struct look {
	struct tutor		*t;
	const struct page	*page;
	const struct question	*q;
	struct when_page	 dates;
	double			*scores;	/* by policy; n students */
	double			*hours;		/* of the first answer */
	double			 solved[TRIES_SHOWN];
	double			 unsolved[TRIES_SHOWN];
	struct tally		 wrong;
	size_t			 n;
	size_t			 answers;	/* of all */
	struct val		*seen;		/* groups, which count once */
};

static void
add_wrong(struct look *l, const struct user_state *s, const struct attempt *a)
{
	const struct val *answer;

	if (!remark_on(a->score) || l->q->type >= Q_ESSAY)
		return;
	answer = given_load(&l->t->data, s->mem, a->record);
	if (answer == NULL)
		return;
	tally_add(&l->wrong, &(struct tally_entry){ .who = l->n,
	    .text = answer_alike(s->mem, l->q, answer),
	    .about = staff_remark_sample(l->t, l->q, answer) });
}

static void
count_tries(struct look *l, const struct question_state *qs)
{
	size_t tries = qs->nattempts, at;
	bool solved = false;

	for (size_t i = 0; i < qs->nattempts && !solved; i++)
		if (qs->attempts[i].score >= 1) {
			solved = true;
			tries = i + 1;
		}
	at = (tries < TRIES_SHOWN ? tries : TRIES_SHOWN) - 1;
	if (solved)
		l->solved[at]++;
	else
		l->unsolved[at]++;
}

static int
look_at(void *arg, const struct member *m, struct user_state *s)
{
	struct look *l = arg;
	const struct question_state *qs;
	struct due due;
	bool pending;

	qs = state_find(s, l->page->name, l->q->name);
	if (qs == NULL || qs->nattempts == 0 ||
	    !staff_once(l->t, l->seen, m, l->page->name))
		return 0;
	staff_due(&due, &(struct due_query){ &l->t->staff, m, l->page->name,
	    &l->dates, state_first_view(s, l->page->name) });
	late_apply(&(struct late_page){ l->t->course, &l->t->staff,
	    &l->t->members, l->page, &l->dates }, &due, s);
	l->scores[l->n] = 100 * state_score(qs, l->q, &pending);
	if (pending)
		l->scores[l->n] = NAN;
	l->hours[l->n] = due.due == 0 ? (double)NAN :
	    round((double)(qs->attempts[0].ms - due.due) / MINUTE_MS) / 60;
	count_tries(l, qs);
	for (size_t i = 0; i < qs->nattempts; i++)
		add_wrong(l, s, &qs->attempts[i]);
	l->answers += qs->nattempts;
	l->n++;
	return 0;
}

static void
add_scores(struct val *model, struct look *l)
{
	struct chart chart = { .id = "scores", .title = "Scores",
	    .x_label = "Per cent of the points", .y_label = "Students",
	    .high = 100 };
	struct text svg;

	text_init(&svg, l->t->mem);
	chart_histogram(&svg, l->t->mem, &chart, l->scores, l->n,
	    SCORE_BINS);
	val_set(model, "scores", svg.p);
}

static void
add_times(struct val *model, struct look *l)
{
	double *x, *share;
	struct chart_series series = { .name = "Students" };
	struct chart chart = { .id = "times",
	    .title = "When the first answer came",
	    .x_label = "Hours after the due date (before it: less than 0)",
	    .y_label = "Share of the students", .series = &series,
	    .nseries = 1, .steps = true };
	struct text svg;

	chart.n = stats_steps(l->t->mem, l->hours, l->n, PLACES_SHOWN, &x,
	    &share);
	if (chart.n == 0)
		return;
	chart.x = x;
	series.values = share;
	text_init(&svg, l->t->mem);
	chart_line(&svg, &chart);
	val_set(model, "times", svg.p);
}

static void
add_tries(struct val *model, struct look *l)
{
	const struct chart_series series[] = {
		{ "right in the end", l->solved },
		{ "not right yet", l->unsolved }
	};
	const char *labels[TRIES_SHOWN];
	struct chart chart = { .id = "tries", .title = "Tries",
	    .x_label = "Tries until it was right, or all so far",
	    .y_label = "Students", .labels = labels, .series = series,
	    .nseries = 2, .stacked = true };
	struct text svg;

	for (size_t i = 0; i < TRIES_SHOWN; i++) {
		labels[i] = mem_printf(l->t->mem, "%zu%s", i + 1,
		    i + 1 == TRIES_SHOWN ? "+" : "");
		if (l->solved[i] + l->unsolved[i] > 0)
			chart.n = i + 1;
	}
	text_init(&svg, l->t->mem);
	chart_bars(&svg, &chart);
	val_set(model, "tries", svg.p);
}

static void
add_table(struct val *model, struct look *l)
{
	struct val *list = val_setlist(model, "wrong"), *row;
	const struct tally_entry *e;

	tally_count(&l->wrong);
	for (size_t i = 0; i < l->wrong.n && i < WRONG_SHOWN; i++) {
		e = &l->wrong.list[i];
		row = val_pushobject(list);
		val_seti(row, "number", (long long)i + 1);
		val_set(row, "text", e->text);
		val_setf(row, "count", "%zu", e->n);
		val_set(row, "share", staff_percent(l->t->mem,
		    (double)e->n / (double)l->n));
		if (remark_may(l->q))
			staff_remark_row(row, l->t, &(struct staff_remarks){
			    l->page, l->q, &l->wrong }, e);
	}
}

static void
add_facts(struct val *model, struct look *l)
{
	double mean = stats_mean(l->scores, l->n, NULL);

	val_set(model, "page", l->page->name);
	val_set(model, "page_title", l->page->title);
	val_set(model, "q", l->q->name);
	val_set(model, "type", question_type_name(l->q->type));
	val_set(model, "worth", tutor_worth(l->t->mem, l->q->points));
	val_set(model, "students", text_count(l->t->mem, (long long)l->n,
	    "student", NULL));
	val_set(model, "answers", text_count(l->t->mem,
	    (long long)l->answers, "answer", NULL));
	val_setb(model, "some", l->n > 0);
	if (!isnan(mean))
		val_set(model, "mean", staff_percent(l->t->mem, mean / 100));
	val_setb(model, "texts", l->q->type == Q_CODE ||
	    l->q->type == Q_ESSAY);
	val_set(model, "prompt", tutor_markdown(l->t->mem, l->q->prompt));
}

static int
show_question(struct tutor *t)
{
	struct look l = { .t = t };
	struct each each = staff_each(t);
	struct val *model;
	int status = staff_page(t, &l.page, &l.q);

	if (status != 0)
		return status;
	course_dates(t->course, l.page, &l.dates, NULL);
	l.scores = mem_array(t->mem, t->members.n, sizeof(*l.scores));
	l.hours = mem_array(t->mem, t->members.n, sizeof(*l.hours));
	tally_init(&l.wrong, t->mem);
	l.seen = val_object(t->mem);
	if (each_student(&each, look_at, &l) != 0)
		return web_broken(t->web, "logs of %s: %s", t->course->name,
		    strerror(errno));
	model = staff_model(t, mem_printf(t->mem, "%s: statistics",
	    staff_title(l.q)), "/stats");
	add_facts(model, &l);
	staff_sections(model, t);
	if (val_get(model, "mean") != NULL) {
		add_scores(model, &l);
		add_tries(model, &l);
	}
	if (l.n > 0) {
		add_times(model, &l);
		add_table(model, &l);
	}
	val_setb(model, "varies", l.q->nlets > 0);
	if (remark_may(l.q))
		staff_remarks(model, t, &(struct staff_remarks){ l.page, l.q,
		    &l.wrong });
	return web_render(t->web, "staff_question", model);
}

int
get_staff_question(struct web *w)
{
	return tutor_run(w, ROLE_ASSISTANT, show_question);
}
