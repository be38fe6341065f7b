/*
 * mark_later.c - what a person or the grader marks: essays, uploads, programs,
 * and what is shown to staff.
 *
 * max= bounds the size, accept= the ending of an upload's name: .pdf,.txt
 */
#include "apps/tutor/model/mark_type.h"

#include <string.h>

#include "apps/tutor/model/code_check.h"
#include "apps/tutor/model/mark_html.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/problem.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/val.h"

enum {
	TEXT_SIZE_MAX = 64 * 1024,	/* bytes, unless max= says more */
	UPLOAD_SIZE_MAX = 1024 * 1024,
	ESSAY_LINES = 10, CODE_LINES = 16, COLUMNS = 80,
	LINES_ON_PAPER = 40
};

long long
mark_size_max(const struct question *q)
{
	return question_size(q, "max", q->type == Q_UPLOAD ?
	    UPLOAD_SIZE_MAX : TEXT_SIZE_MAX);
}

static void
text_later(const struct marking *mk, const struct val *answer,
    struct verdict *out)
{
	long long max = mark_size_max(mk->q);
	const char *s;
	size_t n;

	s = answer_string(answer, &n);
	if (n > (unsigned long long)max)
		mark_invalid(out, mem_printf(mk->mem, "This is too long: it "
		    "has %s, and may have %lld.", text_count(mk->mem,
		    (long long)n, "byte", NULL), max));
	else if (memchr(s, '\0', n) != NULL)
		mark_invalid(out, "This answer is no text.");
	else if (strspn(s, " \t\r\n") == n)
		mark_invalid(out, "There is no answer yet.");
	else
		out->kind = MARK_LATER;
}

static char
small(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 0x20) : c;
}

/* Does a name end in n bytes, large or small, with something before them? */
static bool
ends_in(const char *name, const char *ending, size_t n)
{
	size_t length = strlen(name);

	if (length <= n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (small(name[length - n + i]) != small(ending[i]))
			return false;
	return true;
}

bool
mark_takes_file(const struct question *q, const char *name)
{
	const char *accept = question_attr(q, "accept");
	size_t n;

	if (accept == NULL)
		return true;
	while (*accept != '\0') {
		accept += strspn(accept, " ,");
		n = strcspn(accept, " ,");
		if (n > 0 && ends_in(name, accept, n))
			return true;
		accept += n;
	}
	return false;
}

static void
upload_mark(const struct marking *mk, const struct val *answer,
    struct verdict *out)
{
	long long max = mark_size_max(mk->q);
	const char *accept = question_attr(mk->q, "accept");
	const char *name = val_getstr(answer, "name");
	long long size = val_getint(answer, "size");

	if (*name == '\0' || size <= 0)
		mark_invalid(out, *name == '\0' ? "There is no file yet." :
		    "This file is empty.");
	else if (size > max)
		mark_invalid(out, mem_printf(mk->mem, "This file is too large:"
		    " it has %s, and may have %lld.", text_count(mk->mem, size,
		    "byte", NULL), max));
	else if (!mark_takes_file(mk->q, name))
		mark_invalid(out, mem_printf(mk->mem, "This kind of file is "
		    "not taken here: only %s.", accept));
	else
		out->kind = MARK_LATER;
}

static void
checkoff_mark(const struct marking *mk, const struct val *answer,
    struct verdict *out)
{
	(void)mk;
	(void)answer;
	out->kind = MARK_LATER;
}

struct area {
	const char	*label, *class, *text;
	double		 lines;
};

/* A line end at once behind the tag is taken away by browsers: one more. */
static void
area_input(struct text *t, const struct input *in, const struct area *a)
{
	if (in->paper) {
		html_paper_lines(t, a->text, (int)(a->lines < LINES_ON_PAPER ?
		    a->lines : LINES_ON_PAPER));
		return;
	}
	text_htmlf(t, "<p class=\"answer\"><label for=\"%s-1\">%s</label>\n"
	    "<textarea class=\"%s\" rows=\"%.0f\" cols=\"%d\"", in->field,
	    a->label, a->class, a->lines, COLUMNS);
	if (strcmp(a->class, "code") == 0)
		text_adds(t, " spellcheck=\"false\" autocomplete=\"off\""
		    " autocapitalize=\"none\"");
	html_control(t, in, 1);
	html_described(t, in, false);
	text_htmlf(t, ">\n%s</textarea></p>\n", a->text);
}

static void
essay_input(struct text *t, const struct marking *mk, const struct input *in)
{
	struct area area = { "Your answer", "essay", html_before(in, 0),
	    question_number(mk->q, "lines", ESSAY_LINES) };

	area_input(t, in, &area);
}

static void
code_input(struct text *t, const struct marking *mk, const struct input *in)
{
	struct area area = { "Your program", "code", html_before(in, 0),
	    question_number(mk->q, "lines", CODE_LINES) };

	if (*area.text == '\0' && mk->q->starter != NULL) {
		area.text = mark_fill(mk, mk->q->starter);
		if (in->paper)	/* to go on from, and room for it */
			html_paper_lines(t, area.text, 0);
		if (in->paper)
			area.text = "";
	}
	area_input(t, in, &area);
}

static void
upload_input(struct text *t, const struct marking *mk, const struct input *in)
{
	long long max = mark_size_max(mk->q);
	const char *accept = question_attr(mk->q, "accept");
	const char *before = val_getstr(in->answer, "name");

	if (in->paper) {
		text_htmlf(t, "<p class=\"answer\">%s%s</p>\n",
		    *before == '\0' ? "To be handed in as a file." :
		    "Handed in: ", before);
		return;
	}
	text_htmlf(t, "<p class=\"answer\"><label for=\"%s-1\">Your file"
	    "</label> <input type=\"file\"", in->field);
	if (accept != NULL)
		text_htmlf(t, " accept=\"%s\"", accept);
	html_control(t, in, 1);
	html_described(t, in, true);
	text_adds(t, "/></p>\n");
	text_htmlf(t, "<p class=\"help\" id=\"%s-help\">At most %lld KiB.",
	    in->field, (max + 1023) / 1024);
	if (accept != NULL)
		text_htmlf(t, " Taken: %s.", accept);
	if (*before != '\0')
		text_htmlf(t, " Sent before: %s.", before);
	text_adds(t, "</p>\n");
}

static void
checkoff_input(struct text *t, const struct marking *mk,
    const struct input *in)
{
	(void)mk;
	if (in->paper) {
		text_adds(t, "<p class=\"answer\">Shown to the staff: ");
		html_paper(t, "", PAPER_LINE);
		text_adds(t, "</p>\n");
		return;
	}
	text_htmlf(t, "<p class=\"answer\" id=\"%s-1\">Show this to a member "
	    "of staff, who marks it.</p>\n", in->field);
}

static void
rubric_solution(struct text *t, const struct marking *mk)
{
	if (mk->q->nanswers == 0)
		return;
	text_adds(t, "<ul class=\"rubric\">\n");
	for (size_t i = 0; i < mk->q->nanswers; i++) {
		text_htmlf(t, "<li>%g: ", mk->q->answers[i].credit);
		html_inline(t, mk, mk->q->answers[i].text);
		text_adds(t, "</li>\n");
	}
	text_adds(t, "</ul>\n");
}

static void
code_solution(struct text *t, const struct marking *mk)
{
	if (mk->q->solution != NULL)
		text_htmlf(t, "<pre><code>%s</code></pre>\n",
		    mark_fill(mk, mk->q->solution));
}

static void
program_check(const struct marking *mk, const char *file, struct problems *ps)
{
	code_check(mk->mem, mk->q, file, ps);
}

static void
upload_check(const struct marking *mk, const char *file, struct problems *ps)
{
	const char *s = question_attr(mk->q, "accept");
	size_t n;

	while (s != NULL && *s != '\0') {
		s += strspn(s, " ,");
		n = strcspn(s, " ,");
		if (n > 0 && *s != '.') {
			problem_error(ps, file, mk->q->line, "accept= are "
			    "endings of names: .pdf,.txt");
			return;
		}
		s += n;
	}
}

const struct mark_type mark_essay = { .mark = text_later,
	.input = essay_input, .solution = rubric_solution };
const struct mark_type mark_upload = { .mark = upload_mark,
	.input = upload_input, .solution = rubric_solution,
	.check = upload_check };
const struct mark_type mark_code = { .mark = text_later,
	.input = code_input, .solution = code_solution,
	.check = program_check };
const struct mark_type mark_checkoff = { .mark = checkoff_mark,
	.input = checkoff_input, .solution = rubric_solution };
