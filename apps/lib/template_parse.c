#include "apps/lib/template_parse.h"

#include <string.h>

#include "web/mem.h"
#include "web/template.h"

enum { FIRST_TOKENS = 32, SHOWN_MAX = 60 };

struct parser {
	struct mem	*mem;
	struct template	*t;
	struct template_error *error;
	const char	*end;
	const char	*pos;		/* what is before it has its tokens */
	struct slice	 open, close;	/* the delimiters */
	size_t		 depth;
	size_t		 stack[TEMPLATE_DEPTH_MAX];	/* tokens not closed */
};

/* A tag and the line around it. */
struct tag {
	char		 sigil;		/* '\0' for a plain name */
	struct slice	 name;
	const char	*at, *after;
	const char	*line;		/* NULL: more than blanks before it */
	const char	*next;		/* NULL: more than blanks behind it */
};

size_t
template_blanks(struct slice s)
{
	size_t n = 0;

	while (n < s.n && (s.p[n] == ' ' || s.p[n] == '\t'))
		n++;
	return n;
}

void
template_mistake(const struct template *t, const char *at, const char *what,
    struct template_error *error)
{
	if (error == NULL)
		return;
	*error = (struct template_error){ t->name, 1, what };
	for (const char *p = t->text.p; p < at; p++)
		error->line += *p == '\n';
}

static int
mistake(struct parser *p, const char *at, const char *what)
{
	template_mistake(p->t, at, what, p->error);
	return -1;
}

static int
mistake_in(struct parser *p, const char *at, const char *fmt, struct slice name)
{
	return mistake(p, at, mem_printf(p->mem, fmt,
	    (int)(name.n < SHOWN_MAX ? name.n : SHOWN_MAX), name.p));
}

static struct slice
between(const char *from, const char *to)
{
	return slice_of(from, (size_t)(to - from));
}

static const char *
find(const char *from, const char *end, struct slice what)
{
	const char *p = from;

	while ((size_t)(end - p) >= what.n) {
		p = memchr(p, what.p[0], (size_t)(end - p) - what.n + 1);
		if (p == NULL)
			return NULL;
		if (memcmp(p, what.p, what.n) == 0)
			return p;
		p++;
	}
	return NULL;
}

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static struct slice
trim(struct slice s)
{
	while (s.n > 0 && is_space(s.p[0]))
		s = slice_skip(s, 1);
	while (s.n > 0 && is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

/* How many bytes up to the first white space. */
static size_t
word_length(struct slice s)
{
	size_t n = 0;

	while (n < s.n && !is_space(s.p[n]))
		n++;
	return n;
}

static struct template_token *
add(struct parser *p, enum template_kind kind, const char *at)
{
	struct template *t = p->t;
	struct template_token *bigger;

	if (t->n == t->cap) {
		t->cap = t->cap == 0 ? FIRST_TOKENS : 2 * t->cap;
		bigger = mem_array(p->mem, t->cap, sizeof(*bigger));
		if (t->n > 0)
			memcpy(bigger, t->tokens, t->n * sizeof(*bigger));
		t->tokens = bigger;
	}
	bigger = &t->tokens[t->n++];
	*bigger = (struct template_token){ .kind = kind, .at = at };
	bigger->begins = at == t->text.p || at[-1] == '\n';
	return bigger;
}

static void
add_text(struct parser *p, const char *to)
{
	if (to > p->pos)
		add(p, TEMPLATE_TEXT, p->pos)->text = between(p->pos, to);
	p->pos = to;
}

/* Is there nothing but blanks on the line before the tag, or behind it? */
static void
look_around(struct parser *p, struct tag *tag)
{
	const char *s = tag->at;
	struct slice rest;

	while (s > p->t->text.p && (s[-1] == ' ' || s[-1] == '\t'))
		s--;
	tag->line = s == p->t->text.p || s[-1] == '\n' ? s : NULL;
	rest = between(tag->after, p->end);
	rest = slice_skip(rest, template_blanks(rest));
	tag->next = NULL;
	if (rest.n == 0 || template_newline(rest) > 0)
		tag->next = rest.p + template_newline(rest);
}

/* The text between the delimiters, the byte that says what it is taken off. */
static int
read_tag(struct parser *p, struct tag *tag)
{
	const char *from = tag->at + p->open.n, *end;

	tag->sigil = '\0';
	if (from < p->end && strchr("!&#^/><$={", *from) != NULL &&
	    *from != '\0')
		tag->sigil = *from++;
	end = find(from, p->end, p->close);
	if (tag->sigil == '{' || tag->sigil == '=') {
		/* These end in a byte of their own. */
		while (end != NULL && (end == from ||
		    end[-1] != (tag->sigil == '{' ? '}' : '=')))
			end = find(end + 1, p->end, p->close);
	}
	if (end == NULL)
		return mistake(p, tag->at, "a tag is not closed");
	tag->after = end + p->close.n;
	if (tag->sigil == '{' || tag->sigil == '=')
		end--;
	tag->name = trim(between(from, end));
	if (tag->sigil == '!' || tag->sigil == '=')
		return 0;
	if (tag->name.n == 0)
		return mistake(p, tag->at, "a tag has no name");
	return 0;
}

static int
check_name(struct parser *p, const struct tag *tag, struct slice name)
{
	if (name.n == 0)
		return mistake(p, tag->at, "a tag has no name");
	if (word_length(name) < name.n)
		return mistake_in(p, tag->at,
		    "the name \"%.*s\" has a blank in it", name);
	return 0;
}

/* A tag that may have a line for itself: then the line goes with it. */
static bool
take_line(struct parser *p, const struct tag *tag)
{
	bool alone = tag->line != NULL && tag->next != NULL;

	add_text(p, alone ? tag->line : tag->at);
	p->pos = alone ? tag->next : tag->after;
	return alone;
}

/* What shows nothing may still begin the line of what is behind it. */
static void
add_nothing(struct parser *p, const struct tag *tag)
{
	if (!take_line(p, tag))
		add(p, TEMPLATE_TEXT, tag->at);
}

static int
set_delimiters(struct parser *p, const struct tag *tag)
{
	struct slice open = tag->name, close;

	open.n = word_length(open);
	close = trim(slice_skip(tag->name, open.n));
	if (open.n == 0 || close.n == 0 || word_length(close) < close.n ||
	    slice_find(tag->name, '=') < tag->name.n)
		return mistake(p, tag->at,
		    "delimiters are two words without \"=\"");
	add_nothing(p, tag);
	p->open = open;
	p->close = close;
	return 0;
}

static int
add_name(struct parser *p, const struct tag *tag)
{
	struct template_token *token;

	if (check_name(p, tag, tag->name) == -1)
		return -1;
	add_text(p, tag->at);
	p->pos = tag->after;
	token = add(p, tag->sigil == '\0' ? TEMPLATE_NAME : TEMPLATE_RAW,
	    tag->at);
	token->text = tag->name;
	return 0;
}

/* "*x": x says the name.  Templates are asked for by C strings. */
static int
set_name(struct parser *p, const struct tag *tag, struct template_token *token)
{
	struct slice name = tag->name;

	token->dynamic = name.p[0] == '*';
	if (token->dynamic)
		name = trim(slice_skip(name, 1));
	if (check_name(p, tag, name) == -1)
		return -1;
	if (slice_find(name, '\0') < name.n)
		return mistake(p, tag->at, "a name has a NUL in it");
	token->text = slice_of(mem_dup(p->mem, name.p, name.n), name.n);
	return 0;
}

static int
add_partial(struct parser *p, const struct tag *tag)
{
	bool alone = take_line(p, tag);
	struct template_token *token = add(p, TEMPLATE_PARTIAL, tag->at);

	token->alone = alone;
	if (alone)
		token->blanks = between(tag->line, tag->at);
	return set_name(p, tag, token);
}

static int
open_token(struct parser *p, const struct tag *tag)
{
	if (p->depth == TEMPLATE_DEPTH_MAX)
		return mistake(p, tag->at, "too deep");
	p->stack[p->depth++] = p->t->n - 1;
	return 0;
}

static int
open_section(struct parser *p, const struct tag *tag)
{
	bool alone = take_line(p, tag);
	struct template_token *token;

	token = add(p, tag->sigil == '#' ? TEMPLATE_SECTION : TEMPLATE_INVERTED,
	    tag->at);
	token->begins = token->begins && !alone;
	token->text = tag->name;
	if (check_name(p, tag, tag->name) == -1)
		return -1;
	return open_token(p, tag);
}

/*
 * A block or parent stands alone when nothing is before it and nothing behind
 * the tag that closes it: close_block() and close_parent() know.
 */
static int
open_block(struct parser *p, const struct tag *tag)
{
	struct template_token *token;

	add_text(p, tag->line != NULL ? tag->line : tag->at);
	p->pos = tag->after;
	token = add(p, tag->sigil == '$' ? TEMPLATE_BLOCK : TEMPLATE_PARENT,
	    tag->at);
	if (tag->line != NULL)
		token->blanks = between(tag->line, tag->at);
	token->begins = tag->line != NULL;
	token->hanging = tag->next != NULL;
	token->text = tag->name;
	if (tag->sigil == '<' && set_name(p, tag, token) == -1)
		return -1;
	if (check_name(p, tag, token->text) == -1)
		return -1;
	return open_token(p, tag);
}

static void
close_parent(struct parser *p, struct template_token *open,
    const struct tag *tag)
{
	bool alone = open->begins && tag->next != NULL;

	open->alone = alone;
	add_text(p, tag->at);
	p->pos = alone ? tag->next : tag->after;
}

/* The line of the tag that opens a block is not of its text. */
static void
drop_first_line(struct parser *p, struct template_token *open)
{
	struct template_token *text = open + 1;
	size_t n = template_blanks(text->text);

	n += template_newline(slice_skip(text->text, n));
	text->text = slice_skip(text->text, n);
	text->at += n;
	text->begins = text->text.n > 0;
	open->margin = between(text->at, p->end);
	open->margin.n = template_blanks(open->margin);
}

static void
close_block(struct parser *p, size_t index, const struct tag *tag)
{
	struct template_token *open = &p->t->tokens[index];
	bool argument = p->depth > 0 &&
	    p->t->tokens[p->stack[p->depth - 1]].kind == TEMPLATE_PARENT;
	bool alone = open->begins && tag->next != NULL && !argument;
	bool hanging = open->hanging && (alone || argument);
	bool trimmed = (alone || hanging) && tag->line != NULL;

	add_text(p, trimmed ? tag->line : tag->at);
	open = &p->t->tokens[index];
	open->alone = alone;
	open->hanging = hanging;
	if (hanging)
		drop_first_line(p, open);
	p->pos = alone && trimmed ? tag->next : tag->after;
}

/* {{/ * x}} closes {{< *x}}. */
static bool
closes(const struct template_token *open, struct slice name)
{
	if (open->dynamic) {
		if (name.p[0] != '*')
			return false;
		name = trim(slice_skip(name, 1));
	}
	return slice_eq(open->text, name);
}

static int
close_token(struct parser *p, const struct tag *tag)
{
	struct template_token *open, *token;
	bool alone = false;
	size_t index;

	if (p->depth == 0)
		return mistake_in(p, tag->at, "{{/%.*s}} closes nothing",
		    tag->name);
	index = p->stack[--p->depth];
	open = &p->t->tokens[index];
	if (!closes(open, tag->name))
		return mistake_in(p, tag->at,
		    "{{/%.*s}} closes another section than the last",
		    tag->name);
	if (open->kind == TEMPLATE_BLOCK)
		close_block(p, index, tag);
	else if (open->kind == TEMPLATE_PARENT)
		close_parent(p, open, tag);
	else
		alone = take_line(p, tag);
	token = add(p, TEMPLATE_CLOSE, tag->at);
	/* Its blanks, had it any, were added as text or are gone. */
	open = &p->t->tokens[index];
	token->begins = token->begins && !alone && !open->alone &&
	    !open->hanging;
	open->end = p->t->n - 1;
	return 0;
}

static int
apply_tag(struct parser *p, const struct tag *tag)
{
	switch (tag->sigil) {
	case '!':
		add_nothing(p, tag);
		return 0;
	case '=':
		return set_delimiters(p, tag);
	case '#':
	case '^':
		return open_section(p, tag);
	case '/':
		return close_token(p, tag);
	case '>':
		return add_partial(p, tag);
	case '<':
	case '$':
		return open_block(p, tag);
	}
	return add_name(p, tag);
}

static int
not_closed(struct parser *p)
{
	const struct template_token *open =
	    &p->t->tokens[p->stack[p->depth - 1]];
	static const char *const what[] = {
		[TEMPLATE_SECTION] = "section {{#%.*s}} is not closed",
		[TEMPLATE_INVERTED] = "section {{^%.*s}} is not closed",
		[TEMPLATE_PARENT] = "layout {{<%.*s}} is not closed",
		[TEMPLATE_BLOCK] = "block {{$%.*s}} is not closed",
	};

	return mistake_in(p, open->at, what[open->kind], open->text);
}

struct template *
template_parse(struct mem *mem, const char *name, struct slice text,
    struct template_error *error)
{
	struct parser p = { .mem = mem, .error = error };
	struct tag tag;

	p.t = mem_alloc(mem, sizeof(*p.t));
	p.t->name = name;
	if (text.n == 0)
		text.p = "";
	p.t->text = text;
	p.open = SLICE("{{");
	p.close = SLICE("}}");
	p.pos = text.p;
	p.end = text.p + text.n;
	while ((tag.at = find(p.pos, p.end, p.open)) != NULL) {
		if (read_tag(&p, &tag) == -1)
			return NULL;
		look_around(&p, &tag);
		if (apply_tag(&p, &tag) == -1)
			return NULL;
	}
	add_text(&p, p.end);
	if (p.depth > 0) {
		(void)not_closed(&p);
		return NULL;
	}
	return p.t;
}
