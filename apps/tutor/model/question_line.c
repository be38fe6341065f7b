/*
 * question_line.c - what a line of a question begins with.
 */
#include "apps/tutor/model/question_read.h"

#include <string.h>

#include "apps/tutor/model/page.h"
#include "apps/tutor/model/page_read.h"

bool
line_is_block(struct line l, struct line *rest)
{
	if (!line_begins(l, ":::"))
		return false;
	*rest = line_trim(line_from(l, 3));
	return true;
}

static bool
ends_or_blank(struct line l, size_t i)
{
	return i == l.n || (i < l.n && (l.p[i] == ' ' || l.p[i] == '\t'));
}

/* Without the blank behind a mark. */
static struct line
behind(struct line l, size_t i)
{
	return line_from(l, i < l.n ? i + 1 : i);
}

/* ( ) (x) [ ] [x] (40%), or 0. */
static size_t
option_length(struct line l)
{
	char close = l.n > 0 && l.p[0] == '[' ? ']' : ')';
	size_t i = 1;

	if (l.n < 3 || (l.p[0] != '(' && l.p[0] != '['))
		return 0;
	if (memchr(" xX", l.p[1], 3) != NULL)
		return l.p[2] == close ? 3 : 0;
	while (i < l.n && ((l.p[i] >= '0' && l.p[i] <= '9') || l.p[i] == '.'))
		i++;
	return i > 1 && i + 1 < l.n && l.p[0] == '(' && l.p[i] == '%' &&
	    l.p[i + 1] == ')' ? i + 2 : 0;
}

static bool
is_let(struct line l)
{
	struct line word;

	return line_begins(l, "let ") && line_word(&l, &word) &&
	    line_word(&l, &word) && l.n > 0 && l.p[0] == '=';
}

/* 5 names a case; 0.5 is tidy */
static size_t
points_length(struct line l)
{
	size_t i = 0;

	while (i < l.n && ((l.p[i] >= '0' && l.p[i] <= '9') || l.p[i] == '.'))
		i++;
	return i < l.n && l.p[i] == ' ' ? i : 0;
}

static enum mark
mark_answer_line(const struct question_reader *qr, struct line l,
    struct line *rest)
{
	size_t n;

	if (l.n > 0 && (l.p[0] == '=' || l.p[0] == '~') &&
	    ends_or_blank(l, 1)) {
		*rest = behind(l, 1);
		return l.p[0] == '=' ? MARK_RIGHT : MARK_WRONG;
	}
	n = option_length(l);
	if (n > 0 && ends_or_blank(l, n)) {
		*rest = behind(l, n);
		return l.p[0] == '(' ? MARK_CHOICE : MARK_BOX;
	}
	n = points_length(l);
	if (qr->rubric && n > 0) {
		*rest = behind(l, n);
		return MARK_RUBRIC;
	}
	return MARK_TEXT;
}

static enum mark
mark_words(const struct question_reader *qr, struct line l, struct line *rest)
{
	if (line_begins(l, "hint:") || line_begins(l, "hint after ")) {
		*rest = line_trim(line_from(l, 4));
		return MARK_HINT;
	}
	if (line_begins(l, "why:")) {
		*rest = line_trim(line_from(l, 4));
		return MARK_WHY;
	}
	if (is_let(l)) {
		*rest = line_trim(line_from(l, 4));
		return MARK_LET;
	}
	return mark_answer_line(qr, l, rest);
}

enum mark
mark_of(const struct question_reader *qr, struct line l, struct line *rest)
{
	bool data = qr->item == ITEM_TEST || qr->item == ITEM_IN ||
	    qr->item == ITEM_OUT || qr->item == ITEM_ARGS;

	*rest = l;
	if (line_is_block(l, rest))
		return MARK_BLOCK;
	if (qr->q->type == Q_CODE && line_begins(l, "--- ")) {
		*rest = line_trim(line_from(l, 4));
		return MARK_SECTION;
	}
	if (data && (line_begins(l, "in:") || line_begins(l, "out:") ||
	    line_begins(l, "args:")))
		return MARK_DATA;
	if (qr->item >= ITEM_STARTER)
		return MARK_TEXT;
	return mark_words(qr, l, rest);
}
