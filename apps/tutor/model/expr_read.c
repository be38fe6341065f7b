/*
 * expr_read.c - text to the tree of a formula.
 *
 *	sum	= ["-" | "+"] product { ("+" | "-") product }
 *	product	= unary { ("*" | "/") unary | power }
 *	unary	= ("-" | "+") unary | power
 *	power	= atom [ "^" unary ]
 *	atom	= number | name | function "(" sum ")" | "(" sum ")"
 *
 * A power that follows at once is multiplied, unless it begins with a digit:
 * what x2 means is anyone's guess.
 */
#include "apps/tutor/model/expr.h"

#include <string.h>

#include "apps/tutor/model/expr_tree.h"
#include "web/mem.h"
#include "web/number.h"

enum { NAME_MAX_SHOWN = 30, NUMBER_MAX = 200 };

struct reader {
	const char	*p, *end;
	struct mem	*mem;
	const struct expr_names *names;
	const char	*what;		/* is wrong: the first thing */
	int		 depth, nodes;
};

/* What a word is. */
struct word {
	enum expr_kind	 kind;
	size_t		 index, n;	/* n: its letters */
};

static struct expr *sum(struct reader *);
static struct expr *unary(struct reader *);

static struct expr *
fail(struct reader *r, const char *what)
{
	if (r->what == NULL)
		r->what = what;
	return NULL;
}

static char
peek(struct reader *r)
{
	while (r->p < r->end && (*r->p == ' ' || *r->p == '\t' ||
	    *r->p == '\n' || *r->p == '\r'))
		r->p++;
	return r->p < r->end ? *r->p : '\0';
}

static bool
take(struct reader *r, char c)
{
	if (peek(r) != c)
		return false;
	r->p++;
	return true;
}

static int
highest(const struct expr *a, const struct expr *b)
{
	int height = a == NULL ? 0 : a->height;

	return b != NULL && b->height > height ? b->height : height;
}

static struct expr *
node(struct reader *r, enum expr_kind kind, const struct expr *a,
    const struct expr *b)
{
	struct expr *e;

	if (++r->nodes > EXPR_NODES_MAX)
		return fail(r, "the formula is too long");
	e = mem_alloc(r->mem, sizeof(*e));
	e->kind = kind;
	e->a = a;
	e->b = b;
	e->height = highest(a, b);
	if (kind != EXPR_ADD && kind != EXPR_SUBTRACT && kind != EXPR_MULTIPLY)
		e->height++;
	if (e->height > EXPR_DEPTH_MAX)
		return fail(r, "the formula is nested too deeply");
	return e;
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t
letters(const struct reader *r)
{
	size_t n = 0;

	while (r->p + n < r->end && is_letter(r->p[n]))
		n++;
	return n;
}

static bool
is_word(const char *word, const char *p, size_t n)
{
	return strncmp(word, p, n) == 0 && word[n] == '\0';
}

static bool
word_find(const struct reader *r, const char *p, size_t n, struct word *w)
{
	const struct expr_function *f;
	double complex value;
	const char *name;

	*w = (struct word){ .kind = EXPR_NAME, .n = n };
	for (; w->index < r->names->n; w->index++)
		if (is_word(r->names->names[w->index], p, n))
			return true;
	w->kind = EXPR_CONSTANT;
	for (w->index = 0; ; w->index++) {
		name = expr_constant(w->index, &value);
		if (name == NULL)
			break;
		if (is_word(name, p, n))
			return true;
	}
	w->kind = EXPR_CALL;
	for (w->index = 0; ; w->index++) {
		f = expr_function(w->index);
		if (f == NULL || is_word(f->name, p, n))
			return f != NULL;
	}
}

/* The longest word that the letters begin with: xy is x and y. */
static bool
word_longest(const struct reader *r, const char *p, size_t n, struct word *w)
{
	for (; n > 0; n--)
		if (word_find(r, p, n, w))
			return true;
	return false;
}

static const char *
unknown(struct reader *r, size_t n)
{
	const char *what = mem_printf(r->mem, EXPR_NO_NAME "%.*s here",
	    (int)(n < NAME_MAX_SHOWN ? n : NAME_MAX_SHOWN), r->p);

	for (size_t i = 0; i < r->names->n && i < 8; i++)
		what = mem_printf(r->mem, "%s%s%s", what,
		    i == 0 ? ": use " : ", ", r->names->names[i]);
	return what;
}

/* Of all names only those of log2 and log10 have digits. */
static size_t
base_digits(const struct reader *r, size_t n)
{
	size_t left = (size_t)(r->end - r->p);

	if (n != 3 || left < 4 || memcmp(r->p, "log", 3) != 0)
		return 0;
	if (left > 4 && memcmp(r->p + 3, "10", 2) == 0)
		return 2;
	return r->p[3] == '2' ? 1 : 0;
}

/* The word that is next; all its letters must be words. */
static bool
word_read(struct reader *r, struct word *w)
{
	struct word first, next;
	size_t n = letters(r);

	n += base_digits(r, n);
	if (n > NAME_MAX_SHOWN || !word_longest(r, r->p, n, &first)) {
		(void)fail(r, unknown(r, n));
		return false;
	}
	for (size_t i = first.n; i < n; i += next.n)
		if (!word_longest(r, r->p + i, n - i, &next)) {
			(void)fail(r, unknown(r, n));
			return false;
		}
	*w = first;
	return true;
}

static struct expr *
parenthesis(struct reader *r)
{
	struct expr *e = sum(r);

	if (e == NULL)
		return NULL;
	if (!take(r, ')'))
		return fail(r, peek(r) == ',' ? "a comma stands where none "
		    "can be: decimal numbers have a point" :
		    "a ) is missing");
	return e;
}

static struct expr *
word(struct reader *r)
{
	struct expr *e, *inner = NULL;
	struct word w;
	const char *text;

	if (!word_read(r, &w))
		return NULL;
	text = mem_dup(r->mem, r->p, w.n);
	r->p += w.n;
	if (w.kind == EXPR_CALL) {
		if (!take(r, '('))
			return fail(r, mem_printf(r->mem, "%s needs ( and ) "
			    "round what it is of: %s(x)", text, text));
		inner = parenthesis(r);
		if (inner == NULL)
			return NULL;
	}
	e = node(r, w.kind, inner, NULL);
	if (e == NULL)
		return NULL;
	e->text = text;
	e->index = w.index;
	return e;
}

static struct expr *
number(struct reader *r)
{
	size_t n = number_scan(r->p, (size_t)(r->end - r->p));
	struct expr *e;

	if (n == 0)
		return fail(r, "a point stands where none can be");
	if (n > NUMBER_MAX)
		return fail(r, "a number is too long");
	e = node(r, EXPR_NUMBER, NULL, NULL);
	if (e == NULL)
		return NULL;
	e->text = mem_dup(r->mem, r->p, n);
	e->number = number_value(r->p, n);
	r->p += n;
	return e;
}

/* Why nothing can begin here. */
static struct expr *
fail_at(struct reader *r, char c)
{
	if (c == '\0')
		return fail(r, r->p < r->end ? "this is no text" :
		    "something is missing at the end");
	if (c == ')')
		return fail(r, "something is missing before a )");
	if (c == ',')
		return fail(r, "a comma stands where none can be: "
		    "decimal numbers have a point");
	if (c < ' ' || c > '~')
		return fail(r, "there is a character in it that is no part "
		    "of formulas");
	return fail(r, mem_printf(r->mem, "%c stands where a number or a name "
	    "should", c));
}

static struct expr *
atom(struct reader *r)
{
	char c = peek(r);

	if (is_letter(c))
		return word(r);
	if (is_digit(c) || c == '.')
		return number(r);
	if (take(r, '('))
		return parenthesis(r);
	return fail_at(r, c);
}

static struct expr *
power(struct reader *r)
{
	struct expr *base = atom(r), *exponent;

	if (base == NULL || !take(r, '^'))
		return base;
	exponent = unary(r);
	return exponent == NULL ? NULL : node(r, EXPR_POWER, base, exponent);
}

/* All that nests goes through here. */
static struct expr *
unary(struct reader *r)
{
	struct expr *e;

	if (++r->depth > EXPR_DEPTH_MAX)
		return fail(r, "the formula is nested too deeply");
	if (take(r, '-')) {
		e = unary(r);
		if (e != NULL)
			e = node(r, EXPR_NEGATE, e, NULL);
	} else if (take(r, '+')) {
		e = unary(r);
	} else {
		e = power(r);
	}
	r->depth--;
	return e;
}

static struct expr *
product(struct reader *r)
{
	struct expr *left = unary(r), *right;
	enum expr_kind kind;

	while (left != NULL) {
		kind = EXPR_MULTIPLY;
		if (take(r, '/'))
			kind = EXPR_DIVIDE;
		if (kind == EXPR_DIVIDE || take(r, '*'))
			right = unary(r);
		else if (peek(r) == '(' || is_letter(peek(r)))
			right = power(r);
		else if (is_digit(peek(r)) || peek(r) == '.')
			return fail(r, mem_printf(r->mem,
			    "a * is missing before %c", peek(r)));
		else
			break;
		left = right == NULL ? NULL : node(r, kind, left, right);
	}
	return left;
}

static struct expr *
sum(struct reader *r)
{
	struct expr *left, *right;
	bool minus = take(r, '-');

	if (!minus)
		(void)take(r, '+');
	left = product(r);
	if (left != NULL && minus)
		left = node(r, EXPR_NEGATE, left, NULL);
	while (left != NULL) {
		minus = take(r, '-');
		if (!minus && !take(r, '+'))
			break;
		right = product(r);
		left = right == NULL ? NULL :
		    node(r, minus ? EXPR_SUBTRACT : EXPR_ADD, left, right);
	}
	return left;
}

/* Signs as keyboards and editors make them, to those of ASCII. */
static const char *
plain(struct mem *m, const char *s, size_t *n)
{
	static const struct {
		const char	*from, *to;	/* to is no longer */
	} signs[] = {
		{ "\xe2\x88\x92", "-" }, { "\xe2\x80\x93", "-" },
		{ "\xc3\x97", "*" }, { "\xc2\xb7", "*" },
		{ "\xe2\x8b\x85", "*" }, { "\xc3\xb7", "/" },
		{ "\xcf\x80", "pi" }, { "\xc2\xa0", " " }, { "**", "^" },
	};
	char *copy = mem_dup(m, s, *n);
	size_t to = 0, length, i;

	for (size_t at = 0; at < *n; at += length) {
		for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
			if (strncmp(s + at, signs[i].from,
			    strlen(signs[i].from)) == 0)
				break;
		if (i == sizeof(signs) / sizeof(signs[0])) {
			length = 1;
			copy[to++] = s[at];
			continue;
		}
		length = strlen(signs[i].from);
		for (const char *p = signs[i].to; *p != '\0'; p++)
			copy[to++] = *p;
	}
	*n = to;
	return copy;
}

struct expr *
expr_read(struct mem *m, const char *s, size_t n,
    const struct expr_names *names, const char **what)
{
	static const struct expr_names none = { NULL, 0 };
	struct reader r = { .mem = m, .names = names == NULL ? &none : names };
	struct expr *e;

	r.p = plain(m, mem_dup(m, s, n), &n);
	r.end = r.p + n;
	if (peek(&r) == '\0' && r.p == r.end)
		(void)fail(&r, "there is no formula");
	e = r.what == NULL ? sum(&r) : NULL;
	if (e != NULL && r.p < r.end)
		e = take(&r, ')') ? fail(&r, "there is a ) too many") :
		    fail_at(&r, peek(&r));
	*what = r.what;
	return e;
}
