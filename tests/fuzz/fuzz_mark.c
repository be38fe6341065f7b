/*
 * fuzz_mark.c - whatever is sent as an answer, or written as a question, the
 * verdict is sound and always the same, and what is shown is well-formed.
 *
 * The input: one byte that chooses a question, then the answer; with 0 a
 * question as in a page's block, to a line "%", comes before the answer.  In
 * answers that are lists, | stands between places.
 */
#undef NDEBUG
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "apps/tutor/model/mark.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/problem.h"
#include "apps/tutor/model/variant.h"
#include "web/form.h"
#include "web/json.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/val.h"
#include "web/xml.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const char *const questions[] = {
	"choose q shuffle\n(x) a : yes\n( ) b\n(40%) c",
	"tick q credit=net\n[x] a : yes\n[ ] b\n[x] c",
	"tick q credit=each\n[x] a\n[ ] b\n[x] c",
	"text q fold=case,space,accents\n= bonjour\n= /a+(b|c)*/ 50%\n~ no : x",
	"text q\n= {w}\nlet w = a|b\n~ /(a*)*b/ : x",
	"number q\n= 3 +- 1% unit cm^2\n~ (4, 9] unit m : x",
	"number q unit=m tolerance=1%\nlet w = -3..3\n= {w*2}\n= 5 sig 2 50%",
	"formula q vars=x,y\n= 3*x^2/(1+y)\n~ sqrt(-x) : x",
	"order q credit=each\n= a\n= b\n= a\n~ c",
	"order q\n= a\n= b\n= a",
	"match q credit=each\n= a = x\n= b = y\n= c = x\n~ z",
	"blanks q credit=each fold=case\nA {_a_} `{_b_}`\n= a = x\n= b = /y+/",
	"table q\n| a |\n|---|\n| {_a_} |\n| {_b_} |\n= a = 3 +- 1\n= b = 4..5",
	"essay q rubric max=20\nWrite.\n5 good",
	"upload q accept=.pdf,.txt max=1K\nSend.",
	"code q lang=c\n--- starter\nint\n--- test a\nin:\nout: 1",
	"checkoff q\nShow.",
};

enum { QUESTIONS = sizeof(questions) / sizeof(questions[0]) };

static const struct question *
question_of(struct mem *m, const char *s)
{
	const char *text = mem_printf(m, "title: T\n\n::: %s\n:::\n", s);
	struct problems ps;
	struct page *page;

	problems_init(&ps, m);
	page = page_read(m, "10.p.md", text, strlen(text), &ps);
	for (size_t i = 0; i < page->nquestions; i++)
		mark_check(page->questions[i], "10.p.md", &ps);
	for (size_t i = 0; i < ps.n; i++)
		assert(ps.list[i].what[0] != '\0');
	return ps.errors > 0 || page->nquestions == 0 ? NULL :
	    page->questions[0];
}

static const struct val *
answer_of(struct mem *m, const struct question *q, const char *s, size_t size)
{
	struct val *list = val_list(m);
	const char *bar;
	size_t n;

	if (size > 1 && *s == '{' && s[1] == '"')
		return json_parse(m, s, size, NULL);
	if (!mark_takes_list(q->type))
		return val_string(m, s, size);
	for (; size > 0; size -= n) {
		bar = memchr(s, '|', size);
		n = bar == NULL ? size : (size_t)(bar - s);
		val_push(list, val_string(m, s, n));
		n += bar != NULL;
		s += n;
	}
	return list;
}

static bool
has_control(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (((unsigned char)s[i] < 0x20 && s[i] != '\n' &&
		    s[i] != '\t') || s[i] == 0x7f)
			return true;
	return false;
}

static void
check_input(struct mem *m, struct input *in, bool control)
{
	struct text t;
	struct xml x;

	text_init(&t, m);
	mark_prompt(&t, m, in);
	mark_input(&t, m, in);
	mark_solution(&t, m, in->question, in->variant);
	assert(strstr(t.p, "<script") == NULL);
	if (!control)
		assert(xml_check(&x, t.p, t.n));
}

static void
check_verdict(const struct verdict *v, const struct verdict *again)
{
	assert(v->score >= 0 && v->score <= 1);
	assert(v->kind == MARK_DONE || v->score == 0);
	assert(v->kind != MARK_INVALID || v->message[0] != '\0');
	assert(v->kind == again->kind && v->score == again->score);
	assert((v->message == NULL) == (again->message == NULL));
	if (v->message != NULL)
		assert(strcmp(v->message, again->message) == 0);
}

static void
check(struct mem *m, const struct question *q, const char *answer,
    size_t size)
{
	static const unsigned char key[32];
	struct variant_key who = { key, "u", "p", q->name, 0 };
	struct variant v;
	struct verdict first, second;
	struct input in = { .question = q, .variant = &v, .field = "f" };
	struct xml x;

	variant_make(&v, m, q, &who, "f", NULL);
	in.answer = answer_of(m, q, answer, size);
	mark_answer(&first, m, q, &v, in.answer);
	mark_answer(&second, m, q, &v, in.answer);
	check_verdict(&first, &second);
	if (first.shown != NULL)
		assert(xml_check(&x, first.shown, strlen(first.shown)));
	for (int paper = 0; paper < 2; paper++) {
		in.paper = paper == 1;
		check_input(m, &in, has_control(answer, size) ||
		    has_control(q->source, q->source_size));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *s = (const char *)data + 1, *end;
	const struct question *q = NULL;
	struct text t;
	struct mem m;

	if (size == 0)
		return 0;
	mem_init(&m, 0);
	text_init(&t, &m);
	form_utf8(&t, s, size - 1);
	end = strstr(t.p, "\n%\n");
	if (data[0] != 0) {
		q = question_of(&m, questions[(data[0] - 1) % QUESTIONS]);
		assert(q != NULL);
		check(&m, q, t.p, t.n);
	} else if (end != NULL) {
		q = question_of(&m, mem_dup(&m, t.p, (size_t)(end - t.p)));
		end += 3;
		if (q != NULL)
			check(&m, q, end, t.n - (size_t)(end - t.p));
	}
	mem_release(&m);
	return 0;
}
