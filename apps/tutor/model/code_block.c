/*
 * code_block.c - the sections of a code question: starter, solution, tests.
 */
#include "apps/tutor/model/question_read.h"

#include <string.h>

#include "apps/tutor/model/grow.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/page_known.h"
#include "apps/tutor/model/page_read.h"
#include "apps/tutor/model/problem.h"
#include "web/mem.h"

static struct code_test *
test_last(struct question_reader *qr)
{
	return qr->q->ntests == 0 ? NULL : &qr->tests[qr->q->ntests - 1];
}

void
test_end(struct question_reader *qr)
{
	struct code_test *t = test_last(qr);

	if (t == NULL)
		return;
	if (t->out == NULL && t->out_file == NULL)
		question_error(qr, t->line, "test %s has no output: "
		    "out: text, or file=NAME.in,NAME.out", t->name);
	else if (t->in != NULL || t->in_file != NULL)
		qr->near_data = 0;
	if (qr->near_data != 0)
		problem_warn(qr->page->problems, qr->page->file, qr->near_data,
		    "this line belongs to the text above it: in: out: and "
		    "args: are small, at the start of a line, without a "
		    "blank before the colon");
	qr->near_data = 0;
	if (t->in == NULL && t->in_file == NULL)
		t->in = "";
}

/* "big.in,big.out": one of them may be empty. */
static void
test_files(struct question_reader *qr, struct code_test *t, const char *s)
{
	size_t n = strcspn(s, ",");
	const char *out = s[n] == ',' ? s + n + 1 : "";

	if (n > 0)
		t->in_file = mem_dup(qr->page->mem, s, n);
	if (*out != '\0')
		t->out_file = mem_str(qr->page->mem, out);
	if ((n > 0 && !test_file_ok(t->in_file)) ||
	    (*out != '\0' && !test_file_ok(out)) || strcmp(s, ",") == 0)
		question_error(qr, t->line, "file=%.40s: two names of files "
		    "beside the page, as in file=big.in,big.out", s);
}

static void
test_settings(struct question_reader *qr, struct code_test *t,
    struct line rest)
{
	struct attributes as = { .at = AT_TEST, .line = rest.no,
	    .what = "an attribute of a test" };
	const char *s;

	attributes_read(qr->page, &as, rest);
	t->points = 1;
	s = attribute_value(&as, "points");
	if (s != NULL)
		(void)known_number(s, &t->points);
	t->hidden = attribute_value(&as, "hidden") != NULL;
	if (t->hidden && attribute_value(&as, "show") != NULL)
		question_error(qr, t->line,
		    "a test is either shown or hidden: take one away");
	s = attribute_value(&as, "file");
	if (s != NULL)
		test_files(qr, t, s);
}

/* "small points=1 show" */
static void
test_begin(struct question_reader *qr, struct line rest)
{
	struct question *q = qr->q;
	struct code_test t = { .line = rest.no };
	struct line name;

	item_begin(qr, ITEM_TEST, line_from(rest, rest.n));
	test_end(qr);
	(void)line_word(&rest, &name);
	t.name = line_str(qr->page->mem, name);
	if (!name_ok(t.name))
		question_error(qr, t.line, "a test has a name of a-z 0-9 _ -, "
		    "not \"%.40s\"", t.name);
	for (size_t i = 0; i < q->ntests; i++)
		if (strcmp(qr->tests[i].name, t.name) == 0)
			question_error(qr, t.line,
			    "test %.64s is there twice", t.name);
	test_settings(qr, &t, rest);
	if (q->ntests == TESTS_MAX) {
		question_error(qr, t.line, "more than %d tests", TESTS_MAX);
		qr->item = ITEM_NONE;
		return;
	}
	qr->tests = grow_list(qr->page->mem, qr->tests, q->ntests,
	    sizeof(*qr->tests));
	qr->tests[q->ntests++] = t;
}

void
section_begin(struct question_reader *qr, struct line rest)
{
	struct line word, none;

	(void)line_word(&rest, &word);
	none = line_from(rest, rest.n);
	if (line_is(word, "test")) {
		test_begin(qr, rest);
		return;
	}
	item_begin(qr, line_is(word, "starter") ? ITEM_STARTER :
	    line_is(word, "solution") ? ITEM_SOLUTION : ITEM_NONE, none);
	if (qr->item == ITEM_NONE)
		question_error(qr, word.no, "\"--- %.*s\" is no section: "
		    "starter, solution or test; or begin the line with \\",
		    (int)(word.n < 40 ? word.n : 40), word.p);
	else if (rest.n > 0)
		question_error(qr, word.no, "nothing goes behind --- %.*s",
		    (int)word.n, word.p);
}

void
data_begin(struct question_reader *qr, struct line l)
{
	enum item item = l.p[0] == 'i' ? ITEM_IN : l.p[0] == 'o' ? ITEM_OUT :
	    ITEM_ARGS;
	size_t n = item == ITEM_IN ? 3 : item == ITEM_OUT ? 4 : 5;

	if (n < l.n && l.p[n] == ' ')
		n++;
	item_begin(qr, item, line_from(l, n));
}

static void
data_keep(struct question_reader *qr, const char **where, const char *file,
    const char *what)
{
	size_t n = qr->text.n;

	if (*where != NULL)
		question_error(qr, qr->line, "%s: is there twice in a test",
		    what);
	else if (file != NULL)
		question_error(qr, qr->line,
		    "the test has %s: and a file for it: take one away", what);
	/* Empty lines at the end are there for the eye. */
	while (n > 1 && qr->text.p[n - 1] == '\n' && qr->text.p[n - 2] == '\n')
		n--;
	if (n == 1)
		n = 0;
	*where = mem_dup(qr->page->mem, qr->text.p, n);
}

static void
args_keep(struct question_reader *qr, struct code_test *t)
{
	struct line l = { qr->text.p, qr->text.n, qr->line };

	while (l.n > 0 && l.p[l.n - 1] == '\n')
		l.n--;
	if (t->args != NULL)
		question_error(qr, qr->line, "args: is there twice in a test");
	if (memchr(l.p, '\n', l.n) != NULL)
		question_error(qr, qr->line, "args: has one line");
	t->args = line_str(qr->page->mem, line_trim(l));
}

void
data_end(struct question_reader *qr)
{
	struct code_test *t = test_last(qr);

	if (t == NULL || qr->item == ITEM_TEST)
		return;
	if (qr->item == ITEM_IN)
		data_keep(qr, &t->in, t->in_file, "in");
	else if (qr->item == ITEM_OUT)
		data_keep(qr, &t->out, t->out_file, "out");
	else
		args_keep(qr, t);
}
