#include "apps/tutor/model/mark.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apps/tutor/model/mark_html.h"
#include "apps/tutor/model/mark_type.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/problem.h"
#include "apps/tutor/model/variant.h"
#include "web/mem.h"
#include "web/secret.h"
#include "web/text.h"
#include "web/val.h"

enum { SAMPLES = 20 };		/* variants that a question is checked in */

static const struct mark_type *const types[] = {
	[Q_CHOOSE] = &mark_choose, [Q_TICK] = &mark_tick,
	[Q_TEXT] = &mark_text, [Q_NUMBER] = &mark_number,
	[Q_FORMULA] = &mark_formula, [Q_ORDER] = &mark_order,
	[Q_MATCH] = &mark_match, [Q_BLANKS] = &mark_blanks,
	[Q_TABLE] = &mark_table, [Q_ESSAY] = &mark_essay,
	[Q_UPLOAD] = &mark_upload, [Q_CODE] = &mark_code,
	[Q_CHECKOFF] = &mark_checkoff
};

static struct marking
marking_of(struct mem *m, const struct question *q, const struct variant *v)
{
	static const struct variant none = { 0, NULL, NULL, 0 };

	return (struct marking){ m, q, v == NULL ? &none : v };
}

bool
mark_takes_list(enum question_type type)
{
	return types[type]->list;
}

void
mark_answer(struct verdict *out, struct mem *m, const struct question *q,
    const struct variant *v, const struct val *answer)
{
	struct marking mk = marking_of(m, q, v);

	*out = (struct verdict){ .kind = MARK_DONE };
	types[q->type]->mark(&mk, answer, out);
	if (out->kind != MARK_DONE || !(out->score > 0))
		out->score = 0;
	if (out->score > 1)
		out->score = 1;
}

void
mark_prompt(struct text *t, struct mem *m, const struct input *in)
{
	struct marking mk = marking_of(m, in->question, in->variant);

	if (types[in->question->type]->prompt)
		return;
	text_htmlf(t, "<div class=\"prompt\" id=\"%s-prompt\">\n", in->field);
	html_markdown(t, &mk, in->question->prompt);
	text_adds(t, "</div>\n");
}

void
mark_input(struct text *t, struct mem *m, const struct input *in)
{
	struct marking mk = marking_of(m, in->question, in->variant);

	types[in->question->type]->input(t, &mk, in);
}

void
mark_solution(struct text *t, struct mem *m, const struct question *q,
    const struct variant *v)
{
	struct marking mk = marking_of(m, q, v);

	types[q->type]->solution(t, &mk);
}

/* Braces that are no expression are shown as they are: hardly what is meant. */
static void
check_braces(const struct marking *mk, const char *file, struct problems *ps)
{
	const char *odd = variant_odd(mk->mem, mk->v, mk->q->prompt);

	for (size_t i = 0; i < mk->q->nanswers && odd == NULL; i++)
		odd = variant_odd(mk->mem, mk->v, mk->q->answers[i].text);
	if (odd == NULL)
		odd = variant_odd(mk->mem, mk->v, mk->q->why);
	if (odd != NULL)
		problem_warn(ps, file, mk->q->line, "%s (\\{ is a brace "
		    "that stays)", odd);
}

static void
check_type(const struct marking *mk, const char *file, struct problems *ps)
{
	if (types[mk->q->type]->check != NULL)
		types[mk->q->type]->check(mk, file, ps);
}

void
mark_check_once(const struct question *q, const char *file,
    struct problems *ps)
{
	static const unsigned char key[SECRET_KEY_SIZE];
	struct variant_key who = { key, "check", file, q->name, 0 };
	struct variant v;
	struct marking mk;

	variant_make(&v, ps->mem, q, &who, file, ps);
	mk = marking_of(ps->mem, q, &v);
	check_type(&mk, file, ps);
}

/*
 * What is wrong in some variants only, a division by zero most of all, is
 * looked for in a number of them, and told for the first.
 */
void
mark_check(const struct question *q, const char *file, struct problems *ps)
{
	static const unsigned char key[SECRET_KEY_SIZE];
	struct variant_key who = { key, "check", file, q->name, 0 };
	size_t errors = ps->errors;
	struct problems others;
	struct variant v;
	struct marking mk;

	variant_make(&v, ps->mem, q, &who, file, ps);
	mk = marking_of(ps->mem, q, &v);
	check_braces(&mk, file, ps);
	check_type(&mk, file, ps);
	problems_init(&others, ps->mem);
	while (q->nlets > 0 && ps->errors == errors &&
	    ++who.number < SAMPLES) {
		variant_make(&v, ps->mem, q, &who, file, &others);
		check_type(&mk, file, &others);
		if (others.errors == 0)
			continue;
		variant_make(&v, ps->mem, q, &who, file, ps);
		check_type(&mk, file, ps);
	}
}

void
mark_invalid(struct verdict *out, const char *why)
{
	*out = (struct verdict){ .kind = MARK_INVALID, .message = why };
}

const char *
mark_fill(const struct marking *mk, const char *s)
{
	return variant_fill(mk->mem, mk->v, s);
}

const char *
mark_formula_fill(const struct marking *mk, const char *s)
{
	return variant_formula(mk->mem, mk->v, s);
}

void
mark_by(const struct marking *mk, const struct answer_line *line,
    struct verdict *out)
{
	out->kind = MARK_DONE;
	out->score = line->kind == '=' || line->kind == 'x' ? line->credit : 0;
	out->message = mark_fill(mk, line->feedback);
}

bool
mark_each(const struct marking *mk)
{
	const char *credit = question_attr(mk->q, "credit");

	return credit != NULL && strcmp(credit, "each") == 0;
}

const char *
answer_string(const struct val *v, size_t *n)
{
	if (val_type(v) == VAL_LIST)
		v = val_at(v, 0);
	if (val_type(v) != VAL_STRING && val_type(v) != VAL_NUMBER) {
		*n = 0;
		return "";
	}
	*n = val_size(v);
	return val_tostr(v);
}

size_t
answer_count(const struct val *v)
{
	if (val_type(v) == VAL_LIST)
		return val_size(v);
	return val_type(v) == VAL_STRING || val_type(v) == VAL_NUMBER;
}

const struct val *
answer_at(const struct val *v, size_t i)
{
	if (val_type(v) == VAL_LIST)
		return val_at(v, i);
	return i == 0 ? v : NULL;
}

bool
answer_index(const struct val *v, size_t n, size_t *index)
{
	size_t length;
	const char *s = answer_string(v, &length);

	if (length == 0 || length > 6 || strspn(s, "0123456789") != length)
		return false;
	*index = strtoul(s, NULL, 10);
	return *index < n;
}
