/*
 * remark_line.c - a remark as a line of the course's file.
 *
 * What can be written is found out by reading it back: the line is put into
 * the question, and the answer marked with it.
 */
#include "apps/tutor/model/remark.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "apps/tutor/model/mark.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/pattern.h"
#include "apps/tutor/model/problem.h"
#include "apps/tutor/model/variant.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/val.h"

static bool
is_space(char c)
{
	return c == ' ' || c == '\t';
}

/* A colon between blanks would begin the feedback. */
static void
add_escaped(struct text *t, const char *s)
{
	for (size_t i = 0; s[i] != '\0'; i++) {
		if (s[i] == ':' && (i == 0 || is_space(s[i - 1])) &&
		    (s[i + 1] == '\0' || is_space(s[i + 1])))
			text_addc(t, '\\');
		text_addc(t, s[i]);
	}
}

static const char *
escaped(struct mem *m, const char *s)
{
	struct text t;

	text_init(&t, m);
	add_escaped(&t, s);
	return t.p;
}

/* A question that begins so, with that line at its end; NULL: it has errors. */
static const struct question *
question_with(struct mem *m, const char *begins, size_t n, const char *line)
{
	struct problems ps;
	const struct page *page;
	struct text t;

	text_init(&t, m);
	text_adds(&t, "title: A\n\n");
	text_add(&t, begins, n);
	text_addf(&t, "%s\n:::\n", line);
	problems_init(&ps, m);
	page = page_read(m, "1.a.md", t.p, t.n, &ps);
	return ps.errors == 0 && page->nquestions == 1 ? page->questions[0] :
	    NULL;
}

/* Bytes of the question's text before the line that ends it. */
static size_t
body_size(const struct question *q)
{
	size_t n = q->source_size;

	while (n > 0 && strncmp(q->source + n - 1, "\n:::", 4) != 0)
		n--;
	return n;
}

/* Does who gives the answer get the feedback then? */
static bool
says(struct mem *m, const struct question *q, const struct val *answer,
    const char *feedback)
{
	const struct variant none = { .n = 0 };
	struct verdict verdict;

	mark_answer(&verdict, m, q, &none, answer);
	return verdict.kind == MARK_DONE && verdict.score < 1 &&
	    verdict.message != NULL && strcmp(verdict.message, feedback) == 0;
}

/* One answer, and no pattern of many. */
static bool
is_plain(struct mem *m, const struct question *q)
{
	return q->type != Q_TEXT ||
	    pattern_inside(m, q->answers[q->nanswers - 1].text) == NULL;
}

static bool
add_wrong(struct text *t, const struct question *q, const struct val *answer,
    const char *feedback)
{
	struct mem *m = t->mem;
	const char *line = mem_printf(m, "~ %s : %s",
	    escaped(m, val_tostr(answer)), feedback);
	const struct question *with = question_with(m, q->source,
	    body_size(q), line);

	if (with == NULL || !is_plain(m, with) ||
	    !says(m, with, answer, feedback))
		return false;
	text_adds(t, line);
	return true;
}

/* Is that what a reader of the line takes it for? */
static bool
is_option(struct mem *m, const struct answer_line *a, const char *line,
    const char *feedback)
{
	static const char begins[] = "::: choose a\n(x) the right one of two\n";
	const struct question *q = question_with(m, begins,
	    sizeof(begins) - 1, line);

	return q != NULL && q->nanswers == 2 &&
	    strcmp(q->answers[1].text, a->text) == 0 &&
	    fabs(q->answers[1].credit - a->credit) < 1e-9 &&
	    q->answers[1].feedback != NULL &&
	    strcmp(q->answers[1].feedback, feedback) == 0;
}

/* The option again, with its feedback. */
static bool
add_option(struct text *t, const struct question *q, const struct val *answer,
    const char *feedback)
{
	struct mem *m = t->mem;
	const char *mark = "( )", *line;
	const char *s = val_tostr(answer);
	unsigned long i = strtoul(s, NULL, 10);
	const struct answer_line *a;

	if (*s < '0' || *s > '9' || i >= q->nanswers)
		return false;
	a = &q->answers[i];
	if (strchr(a->text, '\n') != NULL || a->credit >= 1)
		return false;
	if (a->credit > 0)
		mark = mem_printf(m, "(%g%%)", 100 * a->credit);
	line = mem_printf(m, "%s %s : %s", mark, escaped(m, a->text),
	    feedback);
	if (!is_option(m, a, line, feedback))
		return false;
	text_adds(t, line);
	return true;
}

bool
remark_line(struct remark_line *l, const struct question *q,
    const struct val *answer, const char *remark)
{
	const char *feedback = escaped(l->text->mem, remark);

	l->replaces = q->type == Q_CHOOSE;
	if (*remark == '\0' || strpbrk(remark, "\r\n") != NULL ||
	    val_type(answer) != VAL_STRING ||
	    strpbrk(val_tostr(answer), "\r\n") != NULL || !remark_may(q))
		return false;
	if (q->type == Q_CHOOSE)
		return add_option(l->text, q, answer, feedback);
	if (q->type == Q_TEXT || q->type == Q_NUMBER || q->type == Q_FORMULA)
		return add_wrong(l->text, q, answer, feedback);
	return false;
}
