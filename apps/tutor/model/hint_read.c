/*
 * hint_read.c - the hints of a question: "hint after 2: text".
 */
#include "apps/tutor/model/question_read.h"

#include <stdlib.h>
#include <string.h>

#include "apps/tutor/model/grow.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/page_read.h"
#include "apps/tutor/model/problem.h"
#include "web/mem.h"

void
hint_end(struct question_reader *qr)
{
	const char *s = item_text(qr);
	struct question *q = qr->q;

	if (s == NULL) {
		question_error(qr, qr->line, "a hint has no text");
		return;
	}
	if (q->nhints == HINTS_MAX) {
		question_error(qr, qr->line, "more than %d hints", HINTS_MAX);
		return;
	}
	qr->hints = grow_list(qr->page->mem, qr->hints, q->nhints,
	    sizeof(*qr->hints));
	qr->hints[q->nhints].after = qr->after;
	qr->hints[q->nhints++].text = s;
}

/* The number of "after 2: text", cut off; -1: it has none. */
static int
hint_after(struct question_reader *qr, struct line *rest)
{
	struct line number = line_trim(line_from(*rest, strlen("after ")));
	size_t n = 0;

	while (n < number.n && number.p[n] >= '0' && number.p[n] <= '9')
		n++;
	*rest = line_from(number, n);
	number.n = n;
	if (n == 0 || n > 3)
		return -1;
	return (int)strtol(line_str(qr->page->mem, number), NULL, 10);
}

void
hint_begin(struct question_reader *qr, struct line rest)
{
	int after = 0;

	if (line_begins(rest, "after "))
		after = hint_after(qr, &rest);
	if (after == -1) {
		question_error(qr, rest.no, "a number of tries is missing: "
		    "hint after 2: text");
		after = 0;
	} else if (rest.n == 0 || rest.p[0] != ':')
		question_error(qr, rest.no, "a : is missing: "
		    "hint after 2: text");
	else
		rest = line_trim(line_from(rest, 1));
	item_begin(qr, ITEM_HINT, rest);
	qr->after = after;
}

void
hint_check(struct question_reader *qr)
{
	const struct question *q = qr->q;

	for (size_t i = 0; i < q->nhints; i++)
		if (q->tries > 0 && qr->hints[i].after > q->tries)
			problem_warn(qr->page->problems, qr->page->file,
			    q->line, "%s has a hint after %d tries, but "
			    "tries=%d: nobody can see it", q->name,
			    qr->hints[i].after, q->tries);
}
