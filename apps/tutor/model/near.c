#include "apps/tutor/model/near.h"

#include <string.h>

#include "apps/tutor/model/page.h"
#include "apps/tutor/model/page_known.h"
#include "apps/tutor/model/page_read.h"
#include "apps/tutor/model/question_read.h"
#include "web/mem.h"

static const char hint_should[] =
    "a hint is written hint: text, or hint after 2: text";
static const char let_should[] = "a value is written let a = 2..9";

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static struct line
skip_blanks(struct line l)
{
	while (l.n > 0 && is_blank(l.p[0]))
		l = line_from(l, 1);
	return l;
}

static struct line
skip_digits(struct line l)
{
	while (l.n > 0 && is_digit(l.p[0]))
		l = line_from(l, 1);
	return l;
}

static bool
is_colon(struct line l)
{
	return l.n > 0 && l.p[0] == ':';
}

/* The line behind its first word. */
struct line
near_word(struct line l, char word[NEAR_WORD + 1])
{
	size_t n = 0;
	char c;

	for (; n < l.n; n++) {
		c = l.p[n];
		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 0x20);
		if (c < 'a' || c > 'z')
			break;
		if (n < NEAR_WORD)
			word[n] = c;
	}
	word[n <= NEAR_WORD ? n : 0] = '\0';
	return line_from(l, n);
}

static bool
one_of(const char *word, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcmp(word, *list) == 0)
			return true;
	return false;
}

/* "afer 2:", "2:", ":" */
static bool
ends_as_hint(struct line l)
{
	char word[NEAR_WORD + 1];

	l = near_word(skip_blanks(l), word);
	if (word[0] != '\0' && word_distance(word, "after") > 2)
		return false;
	return is_colon(skip_blanks(skip_digits(skip_blanks(l))));
}

static bool
near_hint(struct line l, const char *word, struct line rest)
{
	if (word[0] != 'h' || word_distance(word, "hint") > 1)
		return false;
	if (ends_as_hint(rest))
		return true;
	return line_begins(l, "hint ");
}

/* Is there ".." between what may be numbers? */
static bool
has_range(struct line l)
{
	for (size_t i = 1; i + 2 < l.n; i++)
		if (l.p[i] == '.' && l.p[i + 1] == '.' &&
		    is_digit(l.p[i - 1]) && l.p[i + 2] != '.')
			return true;
	return false;
}

/* "a = 2..9" */
static bool
near_assignment(struct line l)
{
	char name[NEAR_WORD + 1];

	l = skip_blanks(near_word(skip_blanks(l), name));
	return name[0] != '\0' && l.n > 0 && l.p[0] == '=' && has_range(l);
}

/* "let a=2", "let a: 2", "let a 2..9", "Let a = 2..9", "a = 2..9" */
static bool
near_let(struct line l, const char *word, struct line rest)
{
	char name[NEAR_WORD + 1];
	struct line behind;

	if (near_assignment(l))
		return true;
	if (word_distance(word, "let") > 1)
		return false;
	if (near_assignment(rest))
		return true;
	if (!line_begins(l, "let "))
		return false;
	behind = near_word(skip_blanks(rest), name);
	if (name[0] == '\0' || behind.n < 2)
		return false;
	return behind.p[0] == '=' || has_range(behind);
}

/* Attributes that somebody wrote as if they were headers: "points: 2". */
static bool
near_attribute(const struct question_reader *qr, const char *word,
    struct line rest)
{
	static const char *const names[] = { "points", "tries", "penalty",
	    "policy", "variants", "tolerance", "lang", NULL };
	const struct known *k;

	if (!is_colon(rest) || !one_of(word, names))
		return false;
	k = known_find(1u << qr->q->type, word);
	return k != NULL && known_wrong(k, line_str(qr->page->mem,
	    line_trim(line_from(rest, 1)))) == NULL;
}

static const char *
near_words(const struct question_reader *qr, struct line l)
{
	static const char *const whys[] = { "because", "explanation",
	    "explain", "reason", NULL };
	struct line s = skip_blanks(l), rest;
	char word[NEAR_WORD + 1];
	bool small;

	rest = near_word(s, word);
	small = line_begins(s, word);
	if (near_hint(s, word, rest))
		return hint_should;
	if ((strcmp(word, "why") == 0 && is_colon(skip_blanks(rest))) ||
	    (small && one_of(word, whys) && is_colon(rest)))
		return "an explanation is written why: text";
	if (near_let(s, word, rest))
		return let_should;
	if (small && near_attribute(qr, word, rest))
		return mem_printf(qr->page->mem, "an attribute goes into the "
		    "first line of the question: %s=...", word);
	return NULL;
}

static struct line
skip_dashes(struct line l, size_t *dashes)
{
	*dashes = 0;
	for (;;) {
		if (line_begins(l, "-")) {
			l = line_from(l, 1);
			++*dashes;
		} else if (line_begins(l, "\xe2\x80\x93") ||
		    line_begins(l, "\xe2\x80\x94")) {
			l = line_from(l, 3);
			*dashes += 2;
		} else
			return l;
	}
}

/* "---starter", "-- test small" */
static bool
near_section(struct line l)
{
	static const char *const words[] = { "starter", "solution", "test",
	    "tests", NULL };
	struct line rest = skip_blanks(l);
	char word[NEAR_WORD + 1];
	size_t dashes;

	rest = near_word(skip_blanks(skip_dashes(rest, &dashes)), word);
	return dashes > 1 && one_of(word, words) &&
	    (rest.n == 0 || (is_blank(rest.p[0]) &&
	    !is_colon(skip_blanks(rest)) &&
	    (strncmp(word, "test", 4) == 0 || line_blank(rest))));
}

bool
near_data(struct line l)
{
	static const char *const words[] = { "in", "out", "args", "arg",
	    "input", "output", "stdin", "stdout", "expected", NULL };
	char word[NEAR_WORD + 1];
	struct line rest = near_word(skip_blanks(l), word);

	return one_of(word, words) && is_colon(skip_blanks(rest));
}

static const char *
near_code(const struct question_reader *qr, struct line l)
{
	if (near_section(l))
		return qr->q->type == Q_CODE ? "a section begins with --- and "
		    "a blank: --- starter, --- solution or --- test small" :
		    "only code has sections such as --- test";
	if (qr->q->type == Q_CODE && qr->item < ITEM_STARTER &&
	    (line_begins(l, "in:") || line_begins(l, "out:") ||
	    line_begins(l, "args:")))
		return "a test begins with a line --- test small";
	if (qr->item >= ITEM_STARTER && (line_begins(l, "hint:") ||
	    line_begins(l, "hint after ") || line_begins(l, "why:")))
		return "hint: and why: go above the first line ---";
	if (qr->item == ITEM_TEST && near_data(l))
		return "a test has in: text, out: text and args: text";
	return NULL;
}

const char *
near_mark(const struct question_reader *qr, struct line l)
{
	const char *should = near_code(qr, l);

	if (should != NULL || qr->item >= ITEM_STARTER)
		return should;
	if (near_block(l, true))
		return "a question begins and ends with ::: at the start of a "
		    "line";
	/* What is put in order is like anything. */
	if (qr->q->type == Q_ORDER && qr->item == ITEM_ANSWER)
		return near_answer(qr, l);
	should = near_words(qr, l);
	return should != NULL ? should : near_answer(qr, l);
}

bool
near_block(struct line l, bool closes)
{
	struct line s = skip_blanks(l), rest = s;
	char word[NEAR_WORD + 1];
	size_t colons;

	while (is_colon(rest))
		rest = line_from(rest, 1);
	colons = s.n - rest.n;
	if (colons < 2 || (colons == 3 && s.n == l.n))
		return false;
	if (line_blank(rest))
		return closes;
	rest = near_word(skip_blanks(rest), word);
	return rest.n > 0 && is_blank(rest.p[0]) &&
	    question_type_find(word) != -1;
}

const char *
near_head(struct line l, unsigned at)
{
	char word[NEAR_WORD + 1];
	size_t n = 0;

	l = skip_blanks(l);
	for (; n < l.n && n < NEAR_WORD; n++) {
		word[n] = l.p[n] >= 'A' && l.p[n] <= 'Z' ?
		    (char)(l.p[n] + 0x20) : l.p[n];
		if (word[n] != '-' && (word[n] < 'a' || word[n] > 'z'))
			break;
	}
	word[n] = '\0';
	return n < 3 ? NULL : known_nearest(at, word);
}
