#include "apps/tutor/model/page_line.h"

#include <string.h>

#include "apps/tutor/model/problem.h"
#include "web/mem.h"
#include "web/text.h"

enum { FENCE_MIN = 3, INDENT_MAX = 3 };

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

void
lines_init(struct lines *ls, struct mem *m, const char *s, size_t n)
{
	const char *copy;

	if (n >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0) {
		s += 3;
		n -= 3;
	}
	copy = mem_dup(m, s, n);
	*ls = (struct lines){ .next = copy, .end = copy + n };
}

bool
lines_next(struct lines *ls)
{
	const char *end;
	size_t n;

	if (ls->next == ls->end)
		return false;
	end = memchr(ls->next, '\n', (size_t)(ls->end - ls->next));
	n = (size_t)((end == NULL ? ls->end : end) - ls->next);
	ls->line.p = ls->next;
	ls->line.no = ++ls->no;
	ls->next = end == NULL ? ls->end : end + 1;
	if (n > 0 && ls->line.p[n - 1] == '\r')
		n--;
	ls->line.n = n;
	return true;
}

size_t
line_character(const char *text, size_t n)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t size = s[0] < 0x80 ? 1 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
	unsigned long c;

	if (s[0] == 0 || (s[0] >= 0x80 && s[0] < 0xc2) || s[0] > 0xf4 ||
	    size > n)
		return 0;
	c = size == 1 ? s[0] : s[0] & (0xffu >> (size + 1));
	for (size_t i = 1; i < size; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (s[i] & 0x3f);
	}
	if ((size == 3 && c < 0x800) || (size == 4 && c < 0x10000) ||
	    (c >= 0xd800 && c <= 0xdfff) || c > 0x10ffff)
		return 0;
	return size;
}

/* The first byte of a line that is no character; n: all are. */
static size_t
line_bad(struct line l)
{
	size_t size;

	for (size_t i = 0; i < l.n; i += size) {
		size = line_character(l.p + i, l.n - i);
		if (size == 0)
			return i;
	}
	return l.n;
}

void
lines_check(const struct lines *ls, const char *file, struct problems *ps)
{
	struct lines all = *ls;
	size_t i;

	while (lines_next(&all)) {
		i = line_bad(all.line);
		if (i == all.line.n)
			continue;
		if (all.line.p[i] == '\0')
			problem_error(ps, file, all.no,
			    "there is a NUL byte here: take it away");
		else
			problem_error(ps, file, all.no,
			    "this line is not UTF-8: save the file as UTF-8");
	}
}

bool
line_begins(struct line l, const char *s)
{
	size_t n = strlen(s);

	return l.n >= n && memcmp(l.p, s, n) == 0;
}

bool
line_is(struct line l, const char *s)
{
	return l.n == strlen(s) && memcmp(l.p, s, l.n) == 0;
}

struct line
line_from(struct line l, size_t i)
{
	l.p += i;
	l.n -= i;
	return l;
}

struct line
line_trim_end(struct line l)
{
	while (l.n > 0 && is_blank(l.p[l.n - 1]))
		l.n--;
	return l;
}

struct line
line_trim(struct line l)
{
	while (l.n > 0 && is_blank(l.p[0]))
		l = line_from(l, 1);
	return line_trim_end(l);
}

bool
line_blank(struct line l)
{
	return line_trim(l).n == 0;
}

bool
line_word(struct line *l, struct line *word)
{
	*l = line_trim(*l);
	*word = *l;
	word->n = 0;
	while (word->n < l->n && !is_blank(l->p[word->n]))
		word->n++;
	*l = line_trim(line_from(*l, word->n));
	return word->n > 0;
}

char *
line_str(struct mem *m, struct line l)
{
	return mem_dup(m, l.p, l.n);
}

void
line_add(struct text *t, struct line l)
{
	text_add(t, l.p, l.n);
	text_addc(t, '\n');
}

/* Bytes of the mark of a list at the start: "- ", "12. "; 0: none. */
static size_t
list_mark(struct line l)
{
	size_t i = 0;

	if (l.n > 1 && memchr("-*+", l.p[0], 3) != NULL && l.p[1] == ' ')
		return 2;
	while (i < l.n && i < 9 && l.p[i] >= '0' && l.p[i] <= '9')
		i++;
	if (i > 0 && i + 1 < l.n && (l.p[i] == '.' || l.p[i] == ')') &&
	    l.p[i + 1] == ' ')
		return i + 2;
	return 0;
}

static size_t
indent(struct line l)
{
	size_t i = 0;

	while (i < l.n && l.p[i] == ' ')
		i++;
	return i;
}

/* How often its first byte stands there. */
static size_t
run(struct line l)
{
	size_t i = 0;

	while (i < l.n && l.p[i] == l.p[0])
		i++;
	return i;
}

static bool
fence_opens(struct fence *f, struct line l)
{
	size_t in = indent(l), list, n;
	struct line rest;

	if (in > INDENT_MAX)
		return false;
	list = list_mark(line_from(l, in));
	if (list > 0)
		in += list + indent(line_from(l, in + list));
	rest = line_from(l, in);
	if (rest.n == 0 || (rest.p[0] != '`' && rest.p[0] != '~'))
		return false;
	n = run(rest);
	if (n < FENCE_MIN || (rest.p[0] == '`' &&
	    memchr(rest.p + n, '`', rest.n - n) != NULL))
		return false;
	*f = (struct fence){ .mark = rest.p[0], .length = n, .no = l.no,
	    .indent = INDENT_MAX + (list > 0 ? in : 0) };
	return true;
}

bool
fence_line(struct fence *f, struct line l)
{
	size_t in = indent(l);
	struct line rest = line_from(l, in);

	if (f->mark == 0)
		return fence_opens(f, l);
	if (in <= f->indent && rest.n > 0 && rest.p[0] == f->mark &&
	    run(rest) >= f->length && line_blank(line_from(rest, run(rest))))
		f->mark = 0;
	return true;
}
