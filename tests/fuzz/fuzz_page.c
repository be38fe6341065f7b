/*
 * Pages of courses.  Whatever the text is, what is read of it stands in it: its
 * lines, its questions with type, name and source, its strings as short as the
 * text.  A page that is read again is the same.
 */
#undef NDEBUG
#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "apps/tutor/model/page.h"
#include "apps/tutor/model/problem.h"
#include "web/mem.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static size_t	size_now, lines_now;

static void
check_line(size_t line)
{
	assert(line >= 1 && line <= lines_now);
}

static void
check_string(const char *s)
{
	assert(s == NULL || strlen(s) <= size_now + 1);
}

static void
check_needed(const char *s)
{
	assert(s != NULL);
	check_string(s);
}

static void
check_answers(const struct question *q)
{
	const struct answer_line *a;

	for (size_t i = 0; i < q->nanswers; i++) {
		a = &q->answers[i];
		assert(memchr("=~x #", a->kind, 5) != NULL);
		assert(a->credit >= 0 && a->credit < 1e9);
		assert(a->kind == '#' || a->credit <= 1);
		check_needed(a->text);
		check_string(a->feedback);
		check_line(a->line);
	}
}

static void
check_code(const struct question *q, bool sound)
{
	const struct code_test *t;

	check_string(q->starter);
	check_string(q->solution);
	for (size_t i = 0; i < q->ntests; i++) {
		t = &q->tests[i];
		check_needed(t->name);
		check_line(t->line);
		check_string(t->args);
		assert(t->points >= 0);
		assert(!sound || t->name[0] != '\0');
		assert(t->in != NULL || t->in_file != NULL);
		assert(!sound || (t->in == NULL) != (t->in_file == NULL));
		assert(!sound || (t->out == NULL) != (t->out_file == NULL));
	}
}

static void
check_question(const struct page *p, const struct question *q, bool sound)
{
	assert(question_type_find(question_type_name(q->type)) ==
	    (int)q->type);
	assert(q->name[0] >= 'a' && q->name[0] <= 'z' &&
	    strlen(q->name) <= 64);
	assert(!sound || page_question(p, q->name) == q);
	check_line(q->line);
	check_needed(q->prompt);
	check_string(q->why);
	assert(q->points >= 0 && q->tries >= 0 && q->tries <= 1000);
	assert(q->penalty >= 0 && q->penalty <= 1);
	assert(strlen(q->version) == 64 && q->source_size <= size_now);
	assert(q->source_size >= 3 && memcmp(q->source, ":::", 3) == 0);
	for (size_t i = 0; i < q->nattributes; i++)
		assert(question_attr(q, q->attributes[i].key) ==
		    q->attributes[i].value);
	for (size_t i = 0; i < q->nhints; i++) {
		check_needed(q->hints[i].text);
		assert(q->hints[i].after >= 0 && q->hints[i].after <= 999);
	}
	for (size_t i = 0; i < q->nlets; i++) {
		check_needed(q->lets[i].name);
		check_needed(q->lets[i].values);
		check_line(q->lets[i].line);
	}
	check_answers(q);
	check_code(q, sound);
}

static void
check_page(const struct page *p, bool sound)
{
	size_t questions = 0, line = 0;

	check_needed(p->title);
	for (size_t i = 0; i < p->nparts; i++) {
		assert((p->parts[i].text == NULL) !=
		    (p->parts[i].question == NULL));
		assert(p->parts[i].line > line);
		line = p->parts[i].line;
		check_line(line);
		check_string(p->parts[i].text);
		if (p->parts[i].question != NULL)
			assert(p->parts[i].question ==
			    p->questions[questions++]);
	}
	assert(questions == p->nquestions && isfinite(p->points));
	for (size_t i = 0; i < p->nquestions; i++)
		check_question(p, p->questions[i], sound);
}

static void
check_problems(const struct problems *ps)
{
	assert(ps->n <= PROBLEMS_MAX && ps->errors + PROBLEMS_MAX >= ps->n);
	for (size_t i = 0; i < ps->n; i++) {
		assert(ps->list[i].what[0] != '\0');
		check_line(ps->list[i].line);
	}
}

/* What is not drawn stays, and so does a page without draws. */
static void
check_drawn(struct mem *m, struct page *p)
{
	static const unsigned char key[32];
	struct page *one = page_drawn(m, p, key, "ann");

	assert((one == p) == (p->ndraws == 0));
	assert(one->nquestions == p->nquestions && one->nparts == p->nparts);
	for (size_t i = 0; i < p->nquestions; i++)
		assert(one->questions[i] == p->questions[i]);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct problems ps, again;
	struct page *p, *q;
	struct mem m;

	mem_init(&m, 0);
	size_now = size;
	lines_now = 1;
	for (size_t i = 0; i < size; i++)
		lines_now += data[i] == '\n';
	problems_init(&ps, &m);
	p = page_read(&m, "10.a.md", text, size, &ps);
	check_problems(&ps);
	check_page(p, ps.errors == 0);
	problems_init(&again, &m);
	q = page_read(&m, "10.a.md", text, size, &again);
	assert(ps.n == again.n && p->nparts == q->nparts);
	assert(p->points == q->points || p->nquestions == 0);
	check_drawn(&m, p);
	problems_init(&again, &m);
	(void)bank_read(&m, "bank.a.md", text, size, &again);
	check_problems(&again);
	mem_release(&m);
	return 0;
}
