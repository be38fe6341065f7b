/*
 * page_block.c - a page behind its head: text and questions by turns.
 */
#include "apps/tutor/model/page_read.h"

#include <string.h>

#include "apps/tutor/model/grow.h"
#include "apps/tutor/model/near.h"
#include "apps/tutor/model/page_known.h"
#include "apps/tutor/model/problem.h"
#include "web/mem.h"
#include "web/text.h"

/* The lists of a page while they grow. */
struct blocks {
	struct page_reader *r;
	struct page	*page;
	struct page_part *parts;
	const struct question **questions;
	struct text	 text;		/* the part that is being read */
	size_t		 line;		/* where it began */
	struct fence	 fence;
};

static struct page_part *
part_new(struct blocks *b)
{
	b->parts = grow_list(b->r->mem, b->parts, b->page->nparts,
	    sizeof(*b->parts));
	return &b->parts[b->page->nparts++];
}

static bool
all_blank(const struct text *t)
{
	return strspn(t->p, " \t\r\n") == t->n;
}

static void
text_end(struct blocks *b)
{
	struct page_part *part;

	if (!all_blank(&b->text)) {
		part = part_new(b);
		part->text = mem_dup(b->r->mem, b->text.p, b->text.n);
		part->line = b->line;
	}
	text_clear(&b->text);
}

static void
question_add(struct blocks *b, const struct question *q)
{
	struct page *page = b->page;
	const struct question *same = NULL;
	struct page_part *part;

	for (size_t i = 0; i < page->nquestions; i++)
		if (strcmp(b->questions[i]->name, q->name) == 0)
			same = b->questions[i];
	if (same != NULL)
		problem_error(b->r->problems, b->r->file, q->line,
		    "the name %s is there twice: line %zu has it too", q->name,
		    same->line);
	if (page->nquestions == QUESTIONS_MAX) {
		problem_error(b->r->problems, b->r->file, q->line,
		    "more than %d questions: make two pages", QUESTIONS_MAX);
		return;
	}
	part = part_new(b);
	part->question = q;
	part->line = q->line;
	b->questions = grow_list(b->r->mem, b->questions, page->nquestions,
	    sizeof(*b->questions));
	b->questions[page->nquestions++] = q;
	page->points += q->points;
}

static void
draw_add(struct blocks *b, const struct page_draw *draw)
{
	struct page_part *part;

	for (size_t i = 0; i < b->page->nparts; i++)
		if (b->parts[i].draw != NULL &&
		    strcmp(b->parts[i].draw->name, draw->name) == 0)
			problem_error(b->r->problems, b->r->file, draw->line,
			    "the name %s is there twice: line %zu has it too",
			    draw->name, b->parts[i].line);
	part = part_new(b);
	part->text = "";
	part->draw = draw;
	part->line = draw->line;
	b->page->ndraws++;
}

static void
block(struct blocks *b, struct line rest)
{
	const struct page_draw *draw;
	const struct question *q;

	if (rest.n == 0) {
		problem_error(b->r->problems, b->r->file, rest.no,
		    "there is no question to close here");
		return;
	}
	text_end(b);
	if (line_is_draw(rest)) {
		draw = draw_read(b->r, rest);
		if (draw != NULL)
			draw_add(b, draw);
		return;
	}
	q = question_read(b->r);
	if (q != NULL)
		question_add(b, q);
}

/*
 * "due: 2026-02-09 22:00" below the empty line that ends the head, before
 * there is any text.
 */
static bool
late_head(struct blocks *b, struct line l)
{
	struct line key, value;
	char *name;

	if (b->page->nparts > 0 || !all_blank(&b->text) || b->fence.mark != 0 ||
	    !head_cut(l, &key, &value) || value.n == 0)
		return false;
	name = line_str(b->r->mem, key);
	if (known_find(AT_PAGE, name) == NULL)
		return false;
	problem_error(b->r->problems, b->r->file, l.no, "the header \"%s:\" "
	    "stands below the empty line that ends the headers: put it above",
	    name);
	return true;
}

/* A line that is in no question. */
static void
page_line(struct blocks *b, struct line l)
{
	struct line rest;
	size_t n = 0;

	if (b->text.n == 0)
		b->line = l.no;
	if (late_head(b, l))
		return;
	if (fence_line(&b->fence, l)) {
		line_add(&b->text, l);
		return;
	}
	if (line_is_block(l, &rest)) {
		block(b, rest);
		return;
	}
	while (n < l.n && l.p[n] == '\\')
		n++;
	rest = line_from(l, n);
	if (n > 0 && (line_is_block(rest, &rest) || near_block(rest, false)))
		l = line_from(l, 1);
	else if (n == 0 && near_block(l, false))
		problem_error(b->r->problems, b->r->file, l.no, "\"%.*s\": a "
		    "question begins with ::: at the start of a line; or begin "
		    "the line with \\", (int)(l.n < 40 ? l.n : 40), l.p);
	line_add(&b->text, l);
}

void
blocks_read(struct page_reader *r, struct page *page)
{
	struct blocks b = { .r = r, .page = page };

	text_init(&b.text, r->mem);
	while (lines_next(&r->lines))
		page_line(&b, r->lines.line);
	text_end(&b);
	if (b.fence.mark != 0)
		problem_error(r->problems, r->file, b.fence.no,
		    "this code is not closed: a line %c%c%c is missing",
		    b.fence.mark, b.fence.mark, b.fence.mark);
	page->parts = b.parts;
	page->questions = b.questions;
}

void
question_type_unknown(struct page_reader *r, const char *type)
{
	const char *name, *near = NULL;
	int d, nearest = 3;

	for (int i = 0; i < Q_TYPES; i++) {
		name = question_type_name((enum question_type)i);
		d = word_distance(type, name);
		if (d < nearest && d < (int)strlen(name) - 1) {
			nearest = d;
			near = name;
		}
	}
	if (*type == ':')
		problem_error(r->problems, r->file, r->lines.no,
		    "a question begins and ends with three colons: "
		    "::: number q1");
	else if (near != NULL)
		problem_error(r->problems, r->file, r->lines.no,
		    "\"%.40s\" is no type of question: did you mean \"%s\"?",
		    type, near);
	else
		problem_error(r->problems, r->file, r->lines.no,
		    "\"%.40s\" is no type of question: choose tick text number "
		    "formula order match blanks table essay upload code "
		    "checkoff", type);
}
