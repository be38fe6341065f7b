/*
 * staff_gradebook.c - pages by students, and the same for spreadsheets.
 */
#include <errno.h>
#include <math.h>
#include <string.h>

#include "apps/tutor/controller/staff.h"
#include "apps/tutor/controller/staff_page.h"
#include "apps/tutor/model/grades_csv.h"
#include "apps/tutor/model/stats.h"

static void
add_heads(struct val *model, struct tutor *t, const struct results *r)
{
	struct val *list = val_setlist(model, "pages"), *row;
	const struct page *page;

	for (size_t i = 0; i < r->npages; i++) {
		page = r->pages[i].page;
		if (page->nquestions == 0)
			continue;
		row = val_pushobject(list);
		val_set(row, "page", page->name);
		val_set(row, "page_title", page->title);
		val_set(row, "of", tutor_points(t->mem, page->points));
	}
}

static void
add_cell(struct val *list, struct tutor *t, const struct page_result *p)
{
	struct val *cell = val_pushobject(list);

	bool begun = p->answered > 0 || p->points > 0;

	val_setb(cell, "exempt", p->exempt);
	val_setb(cell, "dropped", p->dropped && begun);
	val_setb(cell, "pending", p->pending);
	val_set(cell, "points", begun ? tutor_points(t->mem, p->points) : "");
}

static void
add_row(struct val *list, struct tutor *t, const struct results *r,
    const struct result *result)
{
	struct val *row = val_pushobject(list), *cells;

	staff_person(row, result->member);
	val_set(row, "so_far", staff_percent(t->mem, result->so_far));
	val_set(row, "total", staff_percent(t->mem, result->total));
	val_setb(row, "damaged", result->damages > 0);
	cells = val_setlist(row, "cells");
	for (size_t i = 0; i < r->npages; i++)
		if (r->pages[i].page->nquestions > 0)
			add_cell(cells, t, &result->pages[i]);
}

/* What `of_one` gives for all who are shown; how many. */
static size_t
gather(const struct gradebook *g, const char *section, double *to, size_t page)
{
	const struct page_result *p;
	size_t n = 0;

	for (size_t i = 0; i < g->n; i++) {
		if (!staff_shows(g->list[i].member, section))
			continue;
		p = &g->list[i].pages[page];
		to[n++] = p->exempt || (p->answered == 0 && p->points == 0) ?
		    (double)NAN : p->points;
	}
	return n;
}

static void
add_means(struct val *model, struct tutor *t, const struct results *r,
    const struct gradebook *g)
{
	struct val *list = val_setlist(model, "means");
	double *points = mem_array(t->mem, g->n, sizeof(*points)), mean;
	size_t n;

	for (size_t i = 0; i < r->npages; i++) {
		if (r->pages[i].page->nquestions == 0)
			continue;
		n = gather(g, staff_section(t), points, i);
		mean = stats_mean(points, n, NULL);
		val_set(val_pushobject(list), "mean", isnan(mean) ? "–" :
		    tutor_points(t->mem, mean));
	}
}

static int
show_gradebook(struct tutor *t)
{
	struct val *model = staff_model(t, "Gradebook", "/gradebook"), *list;
	const char *section = staff_section(t);
	struct results r;
	struct gradebook g;
	int status = staff_results(t, &r, &g);

	if (status != 0)
		return status;
	add_heads(model, t, &r);
	list = val_setlist(model, "rows");
	for (size_t i = 0; i < g.n; i++)
		if (staff_shows(g.list[i].member, section))
			add_row(list, t, &r, &g.list[i]);
	add_means(model, t, &r, &g);
	staff_sections(model, t);
	val_set(model, "count", text_count(t->mem, (long long)val_size(list),
	    "student", NULL));
	return web_render(t->web, "staff_gradebook", model);
}

int
get_staff_gradebook(struct web *w)
{
	return tutor_run(w, ROLE_ASSISTANT, show_gradebook);
}

static int
write_one(void *arg, const struct member *m, struct user_state *state)
{
	const struct grades_csv *all = arg;
	struct text text;

	grades_csv_rows(&text, all, m, state);
	text_add(all->out, text.p, text.n);
	return 0;
}

static int
send_gradebook(struct tutor *t)
{
	struct results r;
	struct gradebook g;
	bool all = web_query(t->web, "long") != NULL;
	struct grades_csv csv = { .out = web_out(t->web), .results = &r,
	    .section = staff_section(t),
	    .spreadsheet = web_query(t->web, "spreadsheet") != NULL };
	struct each each = staff_each(t);
	int status = staff_results(t, &r, all ? NULL : &g);

	if (status != 0)
		return status;
	web_type(t->web, "text/csv; charset=utf-8");
	web_set(t->web, "Content-Disposition",
	    "attachment; filename=\"%s-%s.csv\"", t->course->name,
	    all ? "submissions" : "grades");
	if (!all) {
		grades_csv(&csv, &g);
		return 200;
	}
	grades_csv_long(&csv);
	if (each_student(&each, write_one, &csv) != 0)
		return web_broken(t->web, "logs of %s: %s", t->course->name,
		    strerror(errno));
	return 200;
}

int
get_staff_gradebook_csv(struct web *w)
{
	return tutor_run(w, ROLE_ASSISTANT, send_gradebook);
}
