/*
 * fuzz_remark.c - whatever was answered: how it looks to all who gave it can
 * be sent and normalised again, and a line for the course's file is one line
 * that gives that answer that feedback.
 *
 * The input: a byte that chooses a question, the remark to a "|", the answer.
 */
#undef NDEBUG
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "apps/tutor/model/answer_words.h"
#include "apps/tutor/model/fold.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/problem.h"
#include "apps/tutor/model/remark.h"
#include "web/form.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/val.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const char page_text[] = "title: T\n\n"
    "::: number a\n= 8\n~ 4 : Half.\n:::\n"
    "::: number b unit=m tolerance=1%\n= 5 sig 2 50%\n= 6\n:::\n"
    "::: text c fold=case,space,accents\n= one\n= /t+wo/ 50%\nwhy: So.\n:::\n"
    "::: text d\n```\n:::\n```\n= one\n:::\n"
    "::: formula e vars=x\n= 2*x\n:::\n"
    "::: choose f shuffle\n(x) a\n( ) b : yes\n(40%) c \\: d\n( ) e\n:::\n"
    "::: tick g\n[x] a\n[ ] b\n[x] c\n:::\n";

static const struct val *
answer_of(struct mem *m, const struct question *q, const struct text *s)
{
	struct val *list;

	if (q->type != Q_TICK)
		return val_string(m, s->p, s->n);
	list = val_list(m);
	for (size_t i = 0; i < s->n && i < 8; i++)
		val_push(list, val_string(m, s->p + i, 1));
	return list;
}

static void
test_alike(struct mem *m, const struct question *q, const struct val *answer)
{
	const char *alike = answer_alike(m, q, answer);

	assert(strcmp(fold_text(m, alike, strlen(alike),
	    FOLD_CASE | FOLD_SPACE), alike) == 0);
}

static void
test_line(struct mem *m, const struct question *q, const struct val *answer,
    const char *remark)
{
	struct text text;
	struct remark_line line = { .text = &text };

	text_init(&text, m);
	if (!remark_line(&line, q, answer, remark)) {
		assert(text.n == 0);
		return;
	}
	assert(text.n > 0 && strchr(text.p, '\n') == NULL);
	assert(text.p[0] == (q->type == Q_CHOOSE ? '(' : '~'));
	assert(strstr(text.p, " : ") != NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *bar = size < 2 ? NULL : memchr(data + 1, '|', size - 1);
	struct problems ps;
	struct text remark, given;
	const struct page *page;
	const struct question *q;
	struct mem m;

	if (bar == NULL)
		return 0;
	mem_init(&m, 0);
	problems_init(&ps, &m);
	page = page_read(&m, "10.p.md", page_text, sizeof(page_text) - 1, &ps);
	assert(ps.errors == 0);
	q = page->questions[data[0] % page->nquestions];
	text_init(&remark, &m);
	form_utf8(&remark, (const char *)data + 1,
	    (size_t)(bar - (const char *)data) - 1);
	text_init(&given, &m);
	form_utf8(&given, bar + 1, size - (size_t)(bar + 1 -
	    (const char *)data));
	test_alike(&m, q, answer_of(&m, q, &given));
	test_line(&m, q, answer_of(&m, q, &given), remark.p);
	mem_release(&m);
	return 0;
}
