/*
 * near_answer.c - what is nearly the mark of an answer.
 */
#include "apps/tutor/model/near.h"

#include <string.h>

#include "apps/tutor/model/page.h"
#include "apps/tutor/model/page_read.h"
#include "apps/tutor/model/question_read.h"
#include "web/mem.h"

enum { BRACKET_MAX = 8 };	/* bytes between ( and ) that may be a mark */

static const char option_should[] =
    "an option begins with ( ) or (x) and a blank, as in (x) Canberra";
static const char box_should[] =
    "an option begins with [ ] or [x] and a blank, as in [x] Canberra";

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static size_t
digits(struct line l)
{
	size_t n = 0;

	while (n < l.n && ((l.p[n] >= '0' && l.p[n] <= '9') || l.p[n] == '.'))
		n++;
	return n;
}

/* Without blanks and the mark of a list; *list: there was one. */
static struct line
unlisted(struct line l, bool *list)
{
	l = line_trim(l);
	*list = l.n > 1 && memchr("-*+", l.p[0], 3) != NULL &&
	    is_blank(l.p[1]);
	return *list ? line_trim(line_from(l, 2)) : l;
}

/* Of a share without its sign: 40, hardly the number of a sentence. */
static bool
is_share(struct line inside)
{
	return inside.n >= 2 && inside.n <= 3 && digits(inside) == inside.n &&
	    (inside.p[inside.n - 1] == '0' || inside.p[inside.n - 1] == '5');
}

/* Nothing, an x, or what others write for one. */
static bool
is_tick(struct line inside)
{
	return inside.n == 0 || line_is(inside, "\xe2\x9c\x93") ||
	    line_is(inside, "\xe2\x9c\x94") ||
	    (inside.n == 1 && memchr("xX*vVoO+-", inside.p[0], 9) != NULL);
}

/* An opening bracket and what follows. */
static bool
near_bracket(struct line l, char close, bool inner)
{
	size_t most = l.n < BRACKET_MAX ? l.n : BRACKET_MAX;
	const char *end = memchr(l.p, close, most);
	struct line inside = line_from(l, 1), rest;

	if (end == NULL)
		return false;
	inside.n = (size_t)(end - inside.p);
	inside = line_trim(inside);
	rest = line_from(l, (size_t)(end - l.p) + 1);
	if (rest.n == 0 || rest.p[0] == '(' || rest.p[0] == ':')
		return false;
	if (inside.n > 1 && inside.p[inside.n - 1] == '%') {
		inside.n--;
		return inside.n > 0 && digits(inside) == inside.n;
	}
	if (is_share(inside))
		return is_blank(rest.p[0]);
	/* "(x)y" is prose, but at the start of a line. */
	return is_tick(inside) && (is_blank(rest.p[0]) || !inner);
}

static const char *
near_option(const struct question_reader *qr, struct line l)
{
	char open = qr->q->type == Q_CHOOSE ? '(' : '[';
	struct line s;
	bool list;

	s = unlisted(l, &list);
	if (s.n < 2 || s.p[0] != open || !near_bracket(s, open == '(' ? ')' :
	    ']', list || s.p != l.p))
		return NULL;
	return open == '(' ? option_should : box_should;
}

/* = and ~ */
static const char *
near_line(const struct question_reader *qr, struct line l)
{
	struct line s = line_trim(l);
	bool indented = l.n > 0 && is_blank(l.p[0]);

	if (s.n < 2 || (s.p[0] != '=' && s.p[0] != '~'))
		return NULL;
	if (indented)
		return is_blank(s.p[1]) && (qr->q->type != Q_ORDER ||
		    qr->item != ITEM_ANSWER) ? "= and ~ stand at the start of "
		    "a line, without blanks before them" : NULL;
	if (s.p[1] == s.p[0])
		return s.n > 2 && s.p[0] == '=' && is_blank(s.p[2]) ?
		    "one = is written before an answer: = 8" : NULL;
	if (s.p[1] == '>')
		return NULL;
	return s.p[0] == '=' ? "a blank goes behind =, as in = 8" :
	    "a blank goes behind ~, as in ~ 4 : That is half of it.";
}

/* "5: names", "5 p names", "- 5 names" */
static const char *
near_points(struct line l)
{
	static const char *const units[] = { "p ", "pt ", "pts ", "points ",
	    "point ", "%", ":", NULL };
	struct line s, rest;
	size_t n;
	bool list;

	s = unlisted(l, &list);
	n = digits(s);
	rest = line_from(s, n);
	if (n == 0 || rest.n == 0 || n > 5)
		return NULL;
	for (size_t i = 0; !list && units[i] != NULL; i++)
		list = line_begins(line_trim(rest), units[i]);
	return list && (is_blank(rest.p[0]) || rest.p[0] == ':' ||
	    rest.p[0] == 'p' || rest.p[0] == '%') ?
	    "a line of the rubric has points and a text: 5 names a case" :
	    NULL;
}

/* "answer: 8" */
static bool
near_word_of_answer(struct line l)
{
	return line_begins(l, "answer:") || line_begins(l, "solution:") ||
	    line_begins(l, "correct:") || line_begins(l, "right:");
}

const char *
near_answer(const struct question_reader *qr, struct line l)
{
	switch (qr->q->type) {
	case Q_CHOOSE:
	case Q_TICK:
		return near_option(qr, l);
	case Q_ESSAY:
	case Q_UPLOAD:
	case Q_CODE:
	case Q_CHECKOFF:
		return qr->rubric ? near_points(l) : NULL;
	default:
		return near_word_of_answer(l) ? "an answer is written = 8" :
		    near_line(qr, l);
	}
}
