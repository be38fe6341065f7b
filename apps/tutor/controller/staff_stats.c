/*
 * staff_stats.c - a page in numbers: scores, and how its questions do.
 */
#include <math.h>

#include "apps/tutor/controller/staff.h"
#include "apps/tutor/controller/staff_page.h"
#include "apps/tutor/model/stats.h"
#include "web/chart.h"
#include "web/mem.h"

/* Scores of those who are shown, a column a question. */
struct columns {
	struct mem	*mem;
	const struct results_page *page;
	double		*points;	/* of the page; NaN: not begun */
	double		*scores;	/* questions * n */
	double		*rests;		/* of the page, without the question */
	size_t		 n;
};

static void
add_student(struct columns *c, const struct result *r, size_t place,
    size_t students)
{
	const struct page_result *p = &r->pages[place];
	const struct question_result *one;
	const struct question *q;
	bool begun = p->answered > 0 && !p->exempt;

	for (size_t i = 0; i < c->page->page->nquestions; i++) {
		q = c->page->page->questions[i];
		one = &r->questions[c->page->first + i];
		c->scores[i * students + c->n] = begun && one->tries > 0 &&
		    !one->pending ? one->score : (double)NAN;
		c->rests[i * students + c->n] =
		    p->points - one->score * q->points;
	}
	c->points[c->n++] = begun ? p->points : (double)NAN;
}

static void
make_columns(struct columns *c, struct tutor *t, const struct gradebook *g,
    size_t place)
{
	size_t cells = c->page->page->nquestions * g->n;
	struct val *seen = val_object(t->mem);	/* groups count once */

	c->mem = t->mem;
	c->points = mem_array(t->mem, g->n, sizeof(double));
	c->scores = mem_array(t->mem, cells, sizeof(double));
	c->rests = mem_array(t->mem, cells, sizeof(double));
	for (size_t i = 0; i < g->n; i++)
		if (staff_once(t, seen, g->list[i].member,
		    c->page->page->name))
			add_student(c, &g->list[i], place, g->n);
}

static void
add_item(struct val *list, const struct columns *c, size_t i, size_t students)
{
	const struct question *q = c->page->page->questions[i];
	struct val *row = val_pushobject(list);
	struct stats_item item;

	stats_item(&item, c->scores + i * students, c->rests + i * students,
	    c->n);
	val_set(row, "q", q->name);
	val_set(row, "q_title", staff_title(q));
	val_set(row, "type", question_type_name(q->type));
	val_setf(row, "n", "%zu", item.n);
	val_set(row, "difficulty", staff_percent(c->mem, item.difficulty));
	val_set(row, "r", isnan(item.discrimination) ? "–" :
	    mem_printf(c->mem, "%.2f", item.discrimination));
	val_setb(row, "doubtful", item.doubtful);
	val_setb(row, "texts", q->type == Q_CODE || q->type == Q_ESSAY);
}

static void
add_numbers(struct val *model, const struct columns *c)
{
	size_t known;
	double mean = stats_mean(c->points, c->n, &known);
	double deviation = stats_deviation(c->points, c->n);

	val_set(model, "students", text_count(c->mem, (long long)known,
	    "student", NULL));
	val_setb(model, "one", known == 1);
	val_setb(model, "some", known > 0);
	if (known == 0)
		return;
	val_set(model, "mean", tutor_points(c->mem, mean));
	val_set(model, "median", tutor_points(c->mem,
	    stats_median(c->mem, c->points, c->n)));
	val_set(model, "deviation", isnan(deviation) ? "–" :
	    tutor_points(c->mem, deviation));
}

static void
add_chart(struct val *model, const struct columns *c)
{
	struct chart chart = { .id = "page-points",
	    .title = "Points of the page", .x_label = "Points",
	    .y_label = "Students", .high = c->page->page->points };
	struct text svg;

	text_init(&svg, c->mem);
	chart_histogram(&svg, c->mem, &chart, c->points, c->n, 0);
	val_set(model, "chart", svg.p);
}

static int
show_stats(struct tutor *t)
{
	struct columns c = { .n = 0 };
	const struct page *page;
	struct results r;
	struct gradebook g;
	struct val *model, *list;
	int status = staff_page(t, &page, NULL);
	size_t place;

	if (status == 0)
		status = staff_results(t, &r, &g);
	if (status != 0)
		return status;
	place = staff_place(&r, page->name);
	if (place == r.npages)
		return web_fail(t->web, 409, "The page cannot be read.");
	c.page = &r.pages[place];
	make_columns(&c, t, &g, place);
	model = staff_model(t, mem_printf(t->mem, "%s: statistics",
	    page->title), "/stats");
	val_set(model, "page", page->name);
	val_set(model, "of", tutor_points(t->mem, page->points));
	add_numbers(model, &c);
	if (val_tobool(val_get(model, "some")))
		add_chart(model, &c);
	list = val_setlist(model, "items");
	for (size_t i = 0; i < page->nquestions; i++)
		add_item(list, &c, i, g.n);
	staff_sections(model, t);
	return web_render(t->web, "staff_stats", model);
}

int
get_staff_stats(struct web *w)
{
	return tutor_run(w, ROLE_ASSISTANT, show_stats);
}
