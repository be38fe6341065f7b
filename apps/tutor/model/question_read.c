#include "apps/tutor/model/question_read.h"

#include <string.h>

#include "apps/tutor/model/near.h"
#include "apps/tutor/model/page_known.h"
#include "apps/tutor/model/page_read.h"
#include "apps/tutor/model/problem.h"
#include "web/hash.h"
#include "web/mem.h"

void
question_error(struct question_reader *qr, size_t line, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	problem_verror(qr->page->problems, qr->page->file, line, fmt, ap);
	va_end(ap);
}

const char *
item_text(struct question_reader *qr)
{
	const char *s = qr->text.p;
	size_t n = qr->text.n;

	while (n > 0 && memchr(" \t\n", s[n - 1], 3) != NULL)
		n--;
	while (n > 0 && *s == '\n') {
		s++;
		n--;
	}
	return n == 0 ? NULL : mem_dup(qr->page->mem, s, n);
}

static void
once(struct question_reader *qr, const char **where, const char *what)
{
	if (*where != NULL)
		question_error(qr, qr->line, "%s is there twice: "
		    "put both into one", what);
	*where = item_text(qr);
	if (*where == NULL && qr->item != ITEM_STARTER)
		question_error(qr, qr->line, "%s has no text", what);
}

void
item_end(struct question_reader *qr)
{
	switch (qr->item) {
	case ITEM_PROMPT:
		qr->q->prompt = item_text(qr);
		break;
	case ITEM_ANSWER:
		answer_end(qr);
		break;
	case ITEM_HINT:
		hint_end(qr);
		break;
	case ITEM_WHY:
		once(qr, &qr->q->why, "why:");
		break;
	case ITEM_STARTER:
		once(qr, &qr->q->starter, "--- starter");
		break;
	case ITEM_SOLUTION:
		once(qr, &qr->q->solution, "--- solution");
		break;
	case ITEM_TEST:
	case ITEM_IN:
	case ITEM_OUT:
	case ITEM_ARGS:
		data_end(qr);
		break;
	case ITEM_NONE:
		break;
	}
}

void
item_begin(struct question_reader *qr, enum item item, struct line rest)
{
	item_end(qr);
	qr->item = item;
	qr->line = rest.no;
	text_clear(&qr->text);
	if (rest.n > 0)
		line_add(&qr->text, rest);
}

/*
 * Lines of points without the word rubric: told when they are as many as the
 * question has, since any text may begin with a number.
 */
static void
loose_points(struct question_reader *qr, struct line l)
{
	struct line word;
	double points;

	if (qr->item != ITEM_PROMPT || qr->rubric ||
	    known_find(1u << qr->q->type, "rubric") == NULL ||
	    !line_word(&l, &word) || l.n == 0 ||
	    known_number(line_str(qr->page->mem, word), &points) == -1)
		return;
	if (qr->nloose++ == 0)
		qr->loose_line = l.no;
	qr->loose += points;
}

/* What would be right for a line that is nearly marked; false: it is not. */
static bool
near_told(struct question_reader *qr, struct line l)
{
	const char *should = near_mark(qr, l);

	if (should == NULL)
		return false;
	question_error(qr, l.no, "\"%.*s\": %s; or begin the line with \\",
	    (int)(l.n < 40 ? l.n : 40), l.p, should);
	/* One mistake is told once: not as a bad answer, too. */
	if (qr->item != ITEM_ANSWER)
		line_add(&qr->text, l);
	return true;
}

/* An unmarked line goes on with what is being read. */
static void
text_line(struct question_reader *qr, struct line l)
{
	if (qr->item == ITEM_ANSWER) {
		if (line_blank(l))
			return;
		if (l.p[0] != ' ' && l.p[0] != '\t') {
			question_error(qr, l.no, "this line has no mark: indent"
			    " it to go on with the answer above");
			return;
		}
	}
	if (qr->item == ITEM_TEST && !line_blank(l))
		question_error(qr, l.no,
		    "in a test in: or out: goes before its text");
	line_add(&qr->text, l);
}

/* The line without its backslash, if that takes a meaning away. */
static bool
escaped(const struct question_reader *qr, struct line *l)
{
	struct line rest, behind;
	size_t n = 0;

	while (n < l->n && l->p[n] == '\\')
		n++;
	if (n == 0)
		return false;
	behind = line_from(*l, n);
	if (mark_of(qr, behind, &rest) == MARK_TEXT &&
	    near_mark(qr, behind) == NULL)
		return false;
	*l = line_from(*l, 1);
	return true;
}

static void
marked_line(struct question_reader *qr, enum mark mark, struct line l,
    struct line rest)
{
	switch (mark) {
	case MARK_RIGHT:
	case MARK_WRONG:
	case MARK_CHOICE:
	case MARK_BOX:
	case MARK_RUBRIC:
		answer_begin(qr, mark, l, rest);
		break;
	case MARK_HINT:
		hint_begin(qr, rest);
		break;
	case MARK_WHY:
		item_begin(qr, ITEM_WHY, rest);
		break;
	case MARK_LET:
		let_read(qr, rest);
		break;
	case MARK_SECTION:
		section_begin(qr, rest);
		break;
	case MARK_DATA:
		data_begin(qr, l);
		break;
	case MARK_TEXT:
	case MARK_BLOCK:
		text_line(qr, l);
		break;
	}
}

/* Any line but that of a block. */
static void
body_line(struct question_reader *qr, enum mark mark, struct line l,
    struct line rest)
{
	if (mark != MARK_TEXT)
		marked_line(qr, mark, l, rest);
	else if (!near_told(qr, l)) {
		if (qr->item > ITEM_TEST && near_data(l))
			qr->near_data = l.no;
		loose_points(qr, l);
		text_line(qr, l);
	}
}

/* The lines up to the one that closes the question; false: there is none. */
static bool
body_read(struct question_reader *qr)
{
	struct lines *ls = &qr->page->lines, before = *ls;
	struct line rest, l;
	enum mark mark;

	for (; lines_next(ls); before = *ls) {
		l = ls->line;
		if (qr->item < ITEM_STARTER && fence_line(&qr->fence, l)) {
			line_add(&qr->text, l);
			continue;
		}
		if (escaped(qr, &l)) {
			text_line(qr, l);
			continue;
		}
		mark = mark_of(qr, l, &rest);
		if (mark == MARK_BLOCK && rest.n == 0)
			return true;
		if (mark == MARK_BLOCK) {
			*ls = before;
			return false;
		}
		body_line(qr, mark, l, rest);
	}
	return false;
}

/* The same of a question of which nothing else is known. */
static void
body_skip(struct page_reader *r)
{
	struct lines before = r->lines;
	struct fence fence = { 0 };
	struct line rest;

	for (; lines_next(&r->lines); before = r->lines) {
		if (fence_line(&fence, r->lines.line) ||
		    !line_is_block(r->lines.line, &rest))
			continue;
		if (rest.n > 0)
			r->lines = before;
		return;
	}
}

static void
source_keep(struct question *q, struct mem *m, const char *from,
    const char *to)
{
	q->source_size = (size_t)(to - from);
	q->source = mem_dup(m, from, q->source_size);
	sha256_hex(q->source, q->source_size, q->version);
}

static void
not_closed(struct question_reader *qr, size_t line)
{
	if (qr->fence.mark != 0)
		question_error(qr, qr->fence.no,
		    "this code is not closed: a line %c%c%c is missing",
		    qr->fence.mark, qr->fence.mark, qr->fence.mark);
	else
		question_error(qr, line,
		    "this question is not closed: a line ::: is missing");
}

/* What only the whole question tells. */
static void
rubric_check(struct question_reader *qr)
{
	const struct question *q = qr->q;
	double gap = qr->loose - q->points;

	if (qr->nloose > 1 && gap < 1e-9 && gap > -1e-9)
		problem_warn(qr->page->problems, qr->page->file,
		    qr->loose_line, "this is like the first line of a rubric: "
		    "add the word rubric to line %zu", q->line);
	if (qr->rubric && q->nanswers == 0)
		question_error(qr, q->line, "the rubric of %s has no line: "
		    "5 names a case", q->name);
}

struct question *
question_read(struct page_reader *r)
{
	struct question_reader qr = { .page = r };
	struct line first = r->lines.line, rest;
	struct question *q;

	(void)line_is_block(first, &rest);
	q = question_head(r, rest);
	if (q == NULL) {
		body_skip(r);
		return NULL;
	}
	qr.q = q;
	qr.rubric = question_attr(q, "rubric") != NULL;
	text_init(&qr.text, r->mem);
	if (!body_read(&qr))
		not_closed(&qr, first.no);
	item_end(&qr);
	test_end(&qr);
	rubric_check(&qr);
	hint_check(&qr);
	if (q->prompt == NULL)
		q->prompt = "";
	q->answers = qr.answers;
	q->hints = qr.hints;
	q->lets = qr.lets;
	q->tests = qr.tests;
	source_keep(q, r->mem, first.p, r->lines.next);
	return q;
}
