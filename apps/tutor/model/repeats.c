#include "apps/tutor/model/repeats.h"

#include <string.h>

#include "apps/tutor/model/pattern.h"

enum {
	REPEATS_DEPTH = 20,	/* of parentheses */
	REPEATS_SIZE = 5000	/* of all characters, copied ones too */
};

struct group {
	size_t	size;			/* of what it holds */
	size_t	last;			/* of the last thing in it */
};

struct scan {
	struct piece	rest;
	struct group	groups[REPEATS_DEPTH];
	size_t		depth;
};

static void
add(struct scan *s, size_t size)
{
	s->groups[s->depth].size += size;
	s->groups[s->depth].last = size;
}

static void
repeat(struct scan *s, size_t times)
{
	struct group *g = &s->groups[s->depth];

	if (times < 2)
		return;
	g->size += g->last * (times - 1);
	g->last *= times;
}

/* The numbers of {m,n}: the larger one. */
static size_t
interval(struct scan *s)
{
	size_t n = 0, most = 0;

	for (; s->rest.n > 0 && s->rest.p[0] != '}'; s->rest.p++, s->rest.n--) {
		if (s->rest.p[0] == ',')
			n = 0;
		else if (s->rest.p[0] >= '0' && s->rest.p[0] <= '9' &&
		    n <= REPEATS_SIZE)
			n = 10 * n + (size_t)(s->rest.p[0] - '0');
		most = n > most ? n : most;
	}
	return most;
}

static const char *
find(const char *p, const char *end, char c)
{
	while (p < end && *p != c)
		p++;
	return p;
}

/* Behind [: to its end; a ] that comes first is none. */
static void
bracket(struct scan *s)
{
	const char *p = s->rest.p, *end = p + s->rest.n;

	if (p < end && *p == '^')
		p++;
	if (p < end && *p == ']')
		p++;
	while (p < end && *p != ']') {
		if (end - p > 2 && *p == '[' && strchr(":.=", p[1]) != NULL)
			p = find(p + 2, end, ']');
		if (p < end)
			p++;
	}
	if (p < end)
		p++;
	s->rest.n = (size_t)(end - p);
	s->rest.p = p;
	add(s, 1);
}

static bool
group_begin(struct scan *s)
{
	if (s->depth + 1 == REPEATS_DEPTH)
		return false;
	s->groups[++s->depth] = (struct group){ 0, 0 };
	return true;
}

static void
group_end(struct scan *s)
{
	if (s->depth > 0) {
		s->depth--;
		add(s, s->groups[s->depth + 1].size + 1);
	}
}

/* The next thing; NULL, or what is wrong with it. */
static const char *
step(struct scan *s)
{
	char c = s->rest.p[0];
	const char *what;

	s->rest.p++;
	s->rest.n--;
	if (c == '(' && !group_begin(s))
		return "a pattern has at most 19 levels of parentheses";
	if (c == '\\' && s->rest.n > 0) {
		what = pattern_escape(s->rest.p[0]);
		if (what != NULL)
			return what;
		s->rest.p++;
		s->rest.n--;
	}
	if (c == ')')
		group_end(s);
	else if (c == '[')
		bracket(s);
	else if (c == '{')
		repeat(s, interval(s));
	else if (c == '+' || c == '*')
		repeat(s, 2);
	else if (c != '(')
		add(s, 1);
	if (s->groups[s->depth].size > REPEATS_SIZE)
		return "a pattern repeats too much";
	return NULL;
}

const char *
repeats_refused(struct piece pattern)
{
	struct scan s = { .rest = pattern };
	const char *what = NULL;

	if (pattern.n > COMPARE_PATTERN_MAX)
		return "a pattern has at most 1000 bytes";
	if (pattern.n > 0 && memchr(pattern.p, '\0', pattern.n) != NULL)
		return "a pattern has no NUL byte";
	while (s.rest.n > 0 && what == NULL)
		what = step(&s);
	return what;
}
