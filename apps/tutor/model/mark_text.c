/*
 * mark_text.c - a line of text, compared with texts and patterns.
 */
#include "apps/tutor/model/mark_type.h"

#include <string.h>

#include "apps/tutor/model/fold.h"
#include "apps/tutor/model/mark_html.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/pattern.h"
#include "apps/tutor/model/problem.h"
#include "apps/tutor/model/text_line.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/val.h"

enum { COLUMNS = 30 };

unsigned
text_fold(const struct marking *mk)
{
	return (question_has(mk->q, "fold", "case") ? FOLD_CASE : 0) |
	    (question_has(mk->q, "fold", "space") ? FOLD_SPACE : 0) |
	    (question_has(mk->q, "fold", "accents") ? FOLD_ACCENTS : 0);
}

bool
text_says(const struct marking *mk, const char *answer, const char *line)
{
	const char *pattern = pattern_inside(mk->mem, line);
	unsigned how = text_fold(mk);

	if (pattern != NULL)
		return pattern_matches(mk->mem, fold_text(mk->mem, pattern,
		    strlen(pattern), how | FOLD_KEEP_ASCII), answer,
		    (how & FOLD_CASE) != 0);
	return strcmp(fold_text(mk->mem, line, strlen(line), how), answer)
	    == 0;
}

const char *
text_answer(const struct marking *mk, const struct val *answer,
    struct verdict *out)
{
	size_t n;
	const char *s = answer_string(answer, &n);

	if (n > MARK_TEXT_MAX) {
		mark_invalid(out, "This answer is too long.");
		return NULL;
	}
	if (memchr(s, '\0', n) != NULL) {
		mark_invalid(out, "This answer is no text.");
		return NULL;
	}
	s = fold_text(mk->mem, s, n, text_fold(mk));
	if (*s == '\0') {
		mark_invalid(out, "There is no answer yet.");
		return NULL;
	}
	return s;
}

const char *
text_wrong(const struct marking *mk, const char *line)
{
	const char *pattern = pattern_inside(mk->mem, line), *wrong;

	if (strlen(line) > MARK_TEXT_MAX)
		return "it is longer than an answer may be";
	if (pattern == NULL)
		return NULL;
	wrong = pattern_wrong(mk->mem, pattern);
	return wrong == NULL ? NULL :
	    mem_printf(mk->mem, "the pattern /%s/: %s", pattern, wrong);
}

static void
text_mark(const struct marking *mk, const struct val *answer,
    struct verdict *out)
{
	const char *s = text_answer(mk, answer, out);

	for (size_t i = 0; s != NULL && i < mk->q->nanswers; i++)
		if (text_says(mk, s, mark_fill(mk, mk->q->answers[i].text))) {
			mark_by(mk, &mk->q->answers[i], out);
			return;
		}
}

static void
text_input(struct text *t, const struct marking *mk, const struct input *in)
{
	static const struct html_entry entry = { .size = COLUMNS };

	(void)mk;
	html_entry(t, in, &entry);
}

/* The first right text; of patterns only there is none better to show. */
static void
text_solution(struct text *t, const struct marking *mk)
{
	const char *s, *first = NULL;

	for (size_t i = 0; i < mk->q->nanswers; i++) {
		if (mk->q->answers[i].kind != '=' ||
		    mk->q->answers[i].credit < 1)
			continue;
		s = mark_fill(mk, mk->q->answers[i].text);
		if (pattern_inside(mk->mem, s) == NULL) {
			text_htmlf(t, "<p><code>%s</code></p>\n", s);
			return;
		}
		if (first == NULL)
			first = s;
	}
	if (first != NULL)
		text_htmlf(t, "<p>What matches <code>%s</code></p>\n", first);
}

static void
text_check(const struct marking *mk, const char *file, struct problems *ps)
{
	const char *wrong;
	double best = 0;

	for (size_t i = 0; i < mk->q->nanswers; i++) {
		const struct answer_line *a = &mk->q->answers[i];

		wrong = text_wrong(mk, mark_fill(mk, a->text));
		if (wrong != NULL)
			problem_error(ps, file, a->line, "%s", wrong);
		if (a->kind == '=' && a->credit > best)
			best = a->credit;
	}
	if (best < 1)
		problem_error(ps, file, mk->q->line, "%s has no right answer: "
		    "a line \"= answer\" is missing", mk->q->name);
}

const struct mark_type mark_text = { .mark = text_mark, .input = text_input,
	.solution = text_solution, .check = text_check };
