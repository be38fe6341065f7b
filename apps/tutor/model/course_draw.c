#include "apps/tutor/model/course_draw.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "apps/tutor/model/course.h"
#include "apps/tutor/model/grow.h"
#include "apps/tutor/model/page_read.h"
#include "apps/tutor/model/problem.h"
#include "web/folder.h"
#include "web/mem.h"

enum { NAME_MAX_BYTES = 64 };		/* what a URL takes */

/* The lists of a page while they are written anew. */
struct drawing {
	struct course	*course;
	struct page	*page;
	struct problems	*problems;
	struct page_part *parts;
	size_t		 nparts;
	const struct question **questions;
	size_t		 nquestions;
};

static void
add_part(struct drawing *d, const struct page_part *part)
{
	struct mem *m = d->course->mem;

	d->parts = grow_list(m, d->parts, d->nparts, sizeof(*d->parts));
	d->parts[d->nparts++] = *part;
	if (part->question == NULL)
		return;
	d->questions = grow_list(m, d->questions, d->nquestions,
	    sizeof(*d->questions));
	d->questions[d->nquestions++] = part->question;
}

static const struct page *
load_bank(struct drawing *d, const struct page_draw *draw)
{
	struct mem *m = d->course->mem;
	const char *file = mem_printf(m, "bank.%s.md", draw->bank);
	const char *text;
	size_t n;

	text = folder_load(d->course->dirfd, file, m, PAGE_MAX, &n);
	if (text == NULL) {
		problem_error(d->problems, d->page->file, draw->line,
		    errno == ENOENT ? "there is no file %s beside the course's"
		    " pages" : "%s cannot be read", file);
		return NULL;
	}
	return bank_read(m, file, text, n, d->problems);
}

/* Whoever draws what, it is worth the same.  The points of each question. */
static double
points_of(struct drawing *d, const struct page_draw *draw,
    const struct page *bank)
{
	double points = draw->points;

	for (size_t i = 0; i < bank->nquestions; i++) {
		if (isnan(points))
			points = bank->questions[i]->points;
		if (!isnan(draw->points) ||
		    fabs(bank->questions[i]->points - points) < 1e-9)
			continue;
		problem_error(d->problems, d->page->file, draw->line,
		    "questions of %s have %g and %g points: make them alike, "
		    "or say here points=%g for all", bank->file, points,
		    bank->questions[i]->points, points);
		break;
	}
	return points;
}

static void
check_question(struct drawing *d, const struct question *q)
{
	if (strlen(q->name) > NAME_MAX_BYTES)
		problem_error(d->problems, q->file, q->line, "drawn, it is "
		    "called %s: that is longer than %d", q->name,
		    NAME_MAX_BYTES);
	for (size_t i = 0; i < q->ntests; i++)
		if (q->tests[i].in_file != NULL || q->tests[i].out_file != NULL)
			problem_error(d->problems, q->file, q->tests[i].line,
			    "a question of a bank has no files beside it: "
			    "write in: and out:");
}

static void
draw_questions(struct drawing *d, const struct page_draw *draw,
    const struct page *bank)
{
	double points = points_of(d, draw, bank);
	struct page_part part = { .line = draw->line };
	struct question *q;

	for (size_t i = 0; i < bank->nquestions; i++) {
		q = mem_alloc(d->course->mem, sizeof(*q));
		*q = *bank->questions[i];
		q->name = mem_printf(d->course->mem, "%s.%s", draw->name,
		    q->name);
		q->draw = draw;
		q->points = points;
		check_question(d, q);
		part.question = q;
		add_part(d, &part);
	}
	d->page->points += points * (double)draw->count;
}

static void
draw(struct drawing *d, const struct page_draw *draw)
{
	const struct page *bank = load_bank(d, draw);

	if (bank == NULL)
		return;
	if (draw->count > bank->nquestions)
		problem_error(d->problems, d->page->file, draw->line,
		    "count=%zu, but %s has %zu questions that can be read",
		    draw->count, bank->file, bank->nquestions);
	else if (d->nquestions + bank->nquestions > QUESTIONS_MAX)
		problem_error(d->problems, d->page->file, draw->line, "with %s"
		    " the page has more than %d questions", bank->file,
		    QUESTIONS_MAX);
	else
		draw_questions(d, draw, bank);
}

void
course_draw(struct course *c, struct page *page, struct problems *ps)
{
	struct drawing d = { .course = c, .page = page, .problems = ps };

	for (size_t i = 0; i < page->nparts; i++)
		if (page->parts[i].draw == NULL)
			add_part(&d, &page->parts[i]);
		else
			draw(&d, page->parts[i].draw);
	page->parts = d.parts;
	page->nparts = d.nparts;
	page->questions = d.questions;
	page->nquestions = d.nquestions;
}
