/*
 * answer_read.c - the lines of a question that tell what is right.
 */
#include "apps/tutor/model/question_read.h"

#include <string.h>

#include "apps/tutor/model/grow.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/page_known.h"
#include "apps/tutor/model/page_read.h"
#include "apps/tutor/model/problem.h"
#include "web/mem.h"

#define BIT(mark)	(1u << (mark))
#define OF_RIGHT	(BIT(MARK_RIGHT) | BIT(MARK_WRONG))

static const struct {
	unsigned	 marks;
	const char	*should;
} types[] = {
	[Q_CHOOSE] = { BIT(MARK_CHOICE), "( ) and (x)" },
	[Q_TICK] = { BIT(MARK_BOX), "[ ] and [x]" },
	[Q_TEXT] = { OF_RIGHT, "= and ~" },
	[Q_NUMBER] = { OF_RIGHT, "= and ~" },
	[Q_FORMULA] = { OF_RIGHT, "= and ~" },
	[Q_ORDER] = { OF_RIGHT, "= and ~" },
	[Q_MATCH] = { OF_RIGHT, "= and ~" },
	[Q_BLANKS] = { OF_RIGHT, "= and ~" },
	[Q_TABLE] = { OF_RIGHT, "= and ~" },
	[Q_ESSAY] = { BIT(MARK_RUBRIC), "no marks, but its rubric's points" },
	[Q_UPLOAD] = { BIT(MARK_RUBRIC), "no marks, but its rubric's points" },
	[Q_CODE] = { BIT(MARK_RUBRIC), "no marks, but tests" },
	[Q_CHECKOFF] = { BIT(MARK_RUBRIC), "no marks, but its rubric's "
	    "points" }
};

/* What a ( ) or [ ] gives. */
static double
option_credit(struct question_reader *qr, struct line l)
{
	struct line share = line_from(l, 1);
	double credit;

	if (l.p[1] == ' ')
		return 0;
	if (l.p[1] == 'x' || l.p[1] == 'X')
		return 1;
	share.n = (size_t)((const char *)memchr(l.p, ')', l.n) - share.p);
	if (known_share(line_str(qr->page->mem, share), &credit) == -1) {
		question_error(qr, l.no,
		    "(%.*s) is no share: 0%% to 100%%", (int)share.n, share.p);
		return 0;
	}
	return credit;
}

static void
rubric_points(struct question_reader *qr, struct line l)
{
	struct line word;

	(void)line_word(&l, &word);
	if (known_number(line_str(qr->page->mem, word), &qr->credit) == -1)
		question_error(qr, l.no, "\"%.*s\" is no number of points",
		    (int)(word.n < 40 ? word.n : 40), word.p);
}

void
answer_begin(struct question_reader *qr, enum mark mark, struct line l,
    struct line rest)
{
	if ((types[qr->q->type].marks & BIT(mark)) == 0)
		question_error(qr, l.no, "%s has %s: begin the line with \\ if "
		    "it is text", question_type_name(qr->q->type),
		    types[qr->q->type].should);
	item_begin(qr, ITEM_ANSWER, rest);
	qr->credit = mark == MARK_RIGHT ? 1 : 0;
	qr->kind = mark == MARK_RIGHT ? '=' : '~';
	if (mark == MARK_CHOICE || mark == MARK_BOX) {
		qr->credit = option_credit(qr, l);
		qr->kind = qr->credit > 0 ? 'x' : ' ';
	} else if (mark == MARK_RUBRIC) {
		qr->kind = '#';
		rubric_points(qr, l);
	}
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

static struct line
trim(struct line l)
{
	while (l.n > 0 && is_space(l.p[0]))
		l = line_from(l, 1);
	while (l.n > 0 && is_space(l.p[l.n - 1]))
		l.n--;
	return l;
}

/* Where the colon of the feedback stands: the last one between blanks. */
static size_t
feedback_at(struct line l)
{
	for (size_t i = l.n; i-- > 0; )
		if (l.p[i] == ':' && (i == 0 || is_space(l.p[i - 1])) &&
		    (i + 1 == l.n || is_space(l.p[i + 1])))
			return i;
	return l.n;
}

static bool
ends_with(struct line l, const char *s)
{
	size_t n = strlen(s);

	return l.n >= n && memcmp(l.p + l.n - n, s, n) == 0;
}

/* "(40%)" */
static bool
loose_share(struct line l)
{
	return l.n > 3 && l.p[0] == '(' && ends_with(l, "%)");
}

/* The share at the end of "7 40%", cut off; not that of "5 +- 1%". */
static void
credit_cut(struct question_reader *qr, struct line *l)
{
	size_t at = l->n;
	struct line before, share;

	while (at > 0 && !is_space(l->p[at - 1]))
		at--;
	share = line_from(*l, at);
	before = *l;
	before.n = at;
	before = trim(before);
	if (before.n > 0 && (line_is(share, "%") || loose_share(share))) {
		question_error(qr, qr->line, "\"%.*s\": a share is written "
		    "50%%, without a blank or ( )",
		    (int)(share.n < 40 ? share.n : 40), share.p);
		*l = before;
		return;
	}
	if (before.n == 0 || share.p[share.n - 1] != '%' ||
	    strspn(share.p, "0123456789.") + 1 != share.n ||
	    ends_with(before, "+-") || ends_with(before, "\xc2\xb1"))
		return;
	if (known_share(line_str(qr->page->mem, share), &qr->credit) == -1)
		question_error(qr, qr->line, "%.*s is no share: 0%% to 100%%",
		    (int)(share.n < 40 ? share.n : 40), share.p);
	*l = before;
}

/* A copy in which " \: " is a colon again. */
static const char *
colons(struct mem *m, struct line l)
{
	char *s = mem_alloc(m, l.n + 1), *to = s;

	for (size_t i = 0; i < l.n; i++) {
		if (l.p[i] == '\\' && i > 0 && i + 2 < l.n &&
		    l.p[i + 1] == ':' && is_space(l.p[i - 1]) &&
		    is_space(l.p[i + 2]))
			i++;
		*to++ = l.p[i];
	}
	return s;
}

/* Lines that are put in order are taken as they stand. */
static void
line_keep(struct question_reader *qr, struct answer_line *a)
{
	size_t n = qr->text.n;

	while (n > 0 && is_space(qr->text.p[n - 1]))
		n--;
	a->text = mem_dup(qr->page->mem, qr->text.p, n);
}

/* "~ salut: too short" has no feedback, though it is hardly an answer. */
static void
colon_check(struct question_reader *qr, struct line l)
{
	for (size_t i = 0; l.p[0] != '/' && i + 1 < l.n; i++)
		if (l.p[i] == ':' && is_space(l.p[i + 1]) &&
		    (i == 0 || l.p[i - 1] != '\\')) {
			problem_warn(qr->page->problems, qr->page->file,
			    qr->line, "all of this is the answer: feedback "
			    "stands behind \" : \", with a blank on both sides "
			    "(if a colon is meant: /a: b/)");
			return;
		}
}

static void
answer_keep(struct question_reader *qr, struct answer_line *a)
{
	struct mem *m = qr->page->mem;
	struct line all = { qr->text.p, qr->text.n, qr->line }, feedback;
	size_t at;

	at = feedback_at(all);
	if (at < all.n) {
		feedback = trim(line_from(all, at + 1));
		all.n = at;
		if (feedback.n == 0)
			question_error(qr, qr->line,
			    "nothing stands behind the \" : \"");
		else
			a->feedback = line_str(m, feedback);
	}
	else if (qr->q->type == Q_TEXT)
		colon_check(qr, trim(all));
	all = trim(all);
	if (qr->kind == '=' && all.n > 0)
		credit_cut(qr, &all);
	a->text = colons(m, all);
	a->credit = qr->credit;
}

void
answer_end(struct question_reader *qr)
{
	struct answer_line a = { .kind = qr->kind, .line = qr->line,
	    .credit = qr->credit };
	struct question *q = qr->q;

	if (q->type == Q_ORDER)
		line_keep(qr, &a);
	else
		answer_keep(qr, &a);
	if (a.text[0] == '\0')
		question_error(qr, qr->line, "nothing stands behind the mark");
	if (q->nanswers == ANSWERS_MAX) {
		question_error(qr, qr->line, "more than %d answers",
		    ANSWERS_MAX);
		return;
	}
	qr->answers = grow_list(qr->page->mem, qr->answers, q->nanswers,
	    sizeof(*qr->answers));
	qr->answers[q->nanswers++] = a;
}
