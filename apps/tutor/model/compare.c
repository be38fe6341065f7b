#include "apps/tutor/model/compare.h"

#include <math.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "apps/tutor/model/repeats.h"
#include "web/mem.h"
#include "web/text.h"

enum { NUMBER_MAX = 512 };		/* bytes of what may be a number */

/* Cut the next item off; false: there is none. */
typedef bool (*cut_fn)(struct piece *rest, struct piece *item);
typedef bool (*same_fn)(const struct compare *, struct piece want,
		struct piece got);

static bool	cut_line(struct piece *, struct piece *);
static bool	cut_token(struct piece *, struct piece *);
static bool	same_bytes(const struct compare *, struct piece, struct piece);
static bool	same_number(const struct compare *, struct piece, struct piece);
static bool	same_pattern(const struct compare *, struct piece,
		    struct piece);

static const struct row {
	const char	*name;
	cut_fn		 cut;		/* NULL: not item by item */
	same_fn		 same;
	bool		 inside;	/* a difference is inside an item */
} rows[COMPARE_KINDS] = {
	[COMPARE_EXACT] = { "exact", NULL, NULL, true },
	[COMPARE_LINES] = { "lines", cut_line, same_bytes, true },
	[COMPARE_TOKENS] = { "tokens", cut_token, same_bytes, true },
	[COMPARE_FLOAT] = { "float", cut_token, same_number, false },
	[COMPARE_UNORDERED] = { "unordered", NULL, NULL, false },
	[COMPARE_REGEX] = { "regex", cut_line, same_pattern, false },
};

int
compare_find(const char *name)
{
	for (int i = 0; i < COMPARE_KINDS; i++)
		if (strcmp(rows[i].name, name) == 0)
			return i;
	return -1;
}

static bool
blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static struct piece
trim_end(struct piece s)
{
	while (s.n > 0 && blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

/* Move on by n bytes. */
static void
skip(struct piece *s, size_t n)
{
	s->p += n;
	s->n -= n;
}

/* A line without the blanks at its end. */
static bool
cut_line(struct piece *rest, struct piece *line)
{
	const char *newline;

	if (rest->n == 0)
		return false;
	newline = memchr(rest->p, '\n', rest->n);
	*line = *rest;
	if (newline != NULL)
		line->n = (size_t)(newline - rest->p);
	skip(rest, line->n + (newline != NULL));
	*line = trim_end(*line);
	return true;
}

static bool
cut_token(struct piece *rest, struct piece *token)
{
	while (rest->n > 0 && blank(rest->p[0]))
		skip(rest, 1);
	*token = *rest;
	while (rest->n > 0 && !blank(rest->p[0]))
		skip(rest, 1);
	token->n -= rest->n;
	return token->n > 0;
}

static bool
same_bytes(const struct compare *how, struct piece a, struct piece b)
{
	(void)how;
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static bool
number(struct piece s, double *value)
{
	char text[NUMBER_MAX + 1];
	char *end;

	if (s.n == 0 || s.n > NUMBER_MAX || memchr(s.p, '\0', s.n) != NULL)
		return false;
	memcpy(text, s.p, s.n);
	text[s.n] = '\0';
	*value = strtod(text, &end);
	return end == text + s.n;
}

static bool
same_number(const struct compare *how, struct piece want, struct piece got)
{
	double a, b;

	if (!number(want, &a) || !number(got, &b))
		return same_bytes(how, want, got);
	if (!isfinite(a) || !isfinite(b))
		return a == b;
	return fabs(a - b) <= how->tolerance ||
	    fabs(a - b) <= how->tolerance * fabs(a);
}

/* A pattern of a whole line; NULL, or why it is none. */
static const char *
pattern_compile(struct mem *mem, struct piece s, regex_t *re)
{
	const char *text = repeats_refused(s);

	if (text != NULL)
		return text;
	text = mem_printf(mem, "^(%.*s)$", (int)s.n, s.n > 0 ? s.p : "");
	if (regcomp(re, text, REG_EXTENDED | REG_NOSUB) != 0)
		return "not a regular expression (POSIX, extended)";
	return NULL;
}

static bool
same_pattern(const struct compare *how, struct piece want, struct piece got)
{
	regex_t re;
	bool found;

	if (want.n == 0)
		return got.n == 0;
	if (got.n > COMPARE_MATCHED_MAX)
		return false;
	if (got.n > 0 && memchr(got.p, '\0', got.n) != NULL)
		return false;
	if (pattern_compile(how->mem, want, &re) != NULL)
		return false;
	found = regexec(&re, mem_dup(how->mem, got.p, got.n), 0, NULL, 0) == 0;
	regfree(&re);
	return found;
}

const char *
compare_pattern_wrong(struct mem *mem, struct piece want, size_t *line)
{
	struct piece pattern;
	const char *what;
	regex_t re;

	for (*line = 1; cut_line(&want, &pattern); ++*line) {
		if (pattern.n == 0)
			continue;
		what = pattern_compile(mem, pattern, &re);
		if (what != NULL)
			return what;
		regfree(&re);
	}
	return NULL;
}

/* The line of a text that byte `at` is in. */
static struct place
place_at(struct piece text, size_t at)
{
	struct place place = { .number = 1 };
	size_t begin = 0, end = at;

	for (size_t i = 0; i < at; i++)
		if (text.p[i] == '\n') {
			place.number++;
			begin = i + 1;
		}
	if (begin == text.n)
		return place;
	while (end < text.n && text.p[end] != '\n')
		end++;
	place.line.p = text.p + begin;
	place.line.n = end - begin;
	place.column = at - begin;
	place.ended = end < text.n;
	return place;
}

static size_t
same_prefix(struct piece a, struct piece b)
{
	size_t i = 0;

	while (i < a.n && i < b.n && a.p[i] == b.p[i])
		i++;
	return i;
}

static bool
compare_exact(struct piece want, struct piece got, struct difference *where)
{
	size_t at = same_prefix(want, got);

	if (at == want.n && at == got.n)
		return true;
	where->want = place_at(want, at);
	where->got = place_at(got, at);
	return false;
}

/* Where an item of a text is; behind the last one: where the text ends. */
static struct place
place_of(struct piece text, struct piece item, size_t column)
{
	if (item.p == NULL)
		return place_at(text, text.n);
	return place_at(text, (size_t)(item.p - text.p) + column);
}

static bool
compare_items(const struct compare *how, struct piece want, struct piece got,
    struct difference *where)
{
	const struct row *row = &rows[how->kind];
	struct piece a_rest = trim_end(want), b_rest = trim_end(got), a, b;
	bool a_there, b_there;
	size_t column = 0;

	do {
		a_there = row->cut(&a_rest, &a);
		b_there = row->cut(&b_rest, &b);
		if (!a_there && !b_there)
			return true;
	} while (a_there && b_there && row->same(how, a, b));
	if (!a_there)
		a.p = NULL;
	if (!b_there)
		b.p = NULL;
	if (a_there && b_there && row->inside)
		column = same_prefix(a, b);
	where->want = place_of(want, a, column);
	where->got = place_of(got, b, column);
	return false;
}

struct lines_sorted {
	struct piece	*list;
	size_t		 n;
};

static int
by_content(const void *va, const void *vb)
{
	const struct piece *a = va, *b = vb;
	int order = memcmp(a->p, b->p, a->n < b->n ? a->n : b->n);

	if (order == 0)
		order = (a->n > b->n) - (a->n < b->n);
	if (order == 0)
		order = (a->p > b->p) - (a->p < b->p);
	return order;
}

static void
sort_lines(struct lines_sorted *s, struct mem *mem, struct piece text)
{
	struct piece rest = trim_end(text), line;
	size_t count = 1;

	for (size_t i = 0; i < rest.n; i++)
		count += rest.p[i] == '\n';
	s->list = mem_array(mem, count, sizeof(*s->list));
	s->n = 0;
	while (cut_line(&rest, &line))
		s->list[s->n++] = line;
	if (s->n > 1)
		qsort(s->list, s->n, sizeof(*s->list), by_content);
}

static void
keep_first(struct piece *first, struct piece line)
{
	if (first->p == NULL || line.p < first->p)
		*first = line;
}

static bool
compare_unordered(const struct compare *how, struct piece want,
    struct piece got, struct difference *where)
{
	struct lines_sorted a, b;
	struct piece missing = { NULL, 0 }, extra = { NULL, 0 };
	size_t i = 0, j = 0;

	sort_lines(&a, how->mem, want);
	sort_lines(&b, how->mem, got);
	while (i < a.n || j < b.n) {
		if (i < a.n && j < b.n &&
		    same_bytes(how, a.list[i], b.list[j])) {
			i++;
			j++;
		} else if (j == b.n || (i < a.n &&
		    by_content(&a.list[i], &b.list[j]) < 0))
			keep_first(&missing, a.list[i++]);
		else
			keep_first(&extra, b.list[j++]);
	}
	if (missing.p == NULL && extra.p == NULL)
		return true;
	where->want = place_of(want, missing, 0);
	where->got = place_of(got, extra, 0);
	return false;
}

bool
compare_output(const struct compare *how, struct piece want, struct piece got,
    struct difference *where)
{
	if (how->kind == COMPARE_EXACT)
		return compare_exact(want, got, where);
	if (how->kind == COMPARE_UNORDERED)
		return compare_unordered(how, want, got, where);
	return compare_items(how, want, got, where);
}
