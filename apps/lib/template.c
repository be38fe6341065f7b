#include "web/template.h"

#include <string.h>

#include "apps/lib/template_parse.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/val.h"

/* All of these live as long as the call that made them. */
struct context {
	const struct val	*val;
	const struct context	*up;
};

struct indent {
	struct slice		 blanks;
	const struct indent	*up;
};

/* What the blocks within a {{<layout}} say, under those further outside. */
struct args {
	const struct template	*t;
	size_t			 parent;	/* token */
	struct slice		 margin;	/* see struct frame */
	const struct args	*outer;		/* these win */
};

/* A row of tokens and what it is shown with. */
struct frame {
	const struct template	*t;
	const struct context	*context;
	const struct args	*args;
	const struct indent	*indent;	/* put before each line */
	struct slice		 margin;	/* taken off each line */
	unsigned		 depth;
};

struct render {
	struct text		*out;
	size_t			 start;		/* of what is added */
	size_t			 steps;
	const struct template_source *source;
	struct template		*known;
	struct template_error	*error;
	bool			 failed;
};

static void	render_tokens(struct render *, const struct frame *, size_t,
		    size_t);

static void
fail(struct render *r, const struct frame *f, size_t i, const char *what)
{
	if (!r->failed)
		template_mistake(f->t, f->t->tokens[i].at, what, r->error);
	r->failed = true;
}

static void
put(struct render *r, struct slice s)
{
	if (r->out->n - r->start + s.n > TEMPLATE_OUT_MAX)
		r->failed = true;
	else
		text_add(r->out, s.p, s.n);
}

static void
put_indent(struct render *r, const struct indent *in)
{
	if (in == NULL)
		return;
	put_indent(r, in->up);
	put(r, in->blanks);
}

/* Without as much of the margin as the line begins with. */
static struct slice
without_margin(struct slice line, struct slice margin)
{
	size_t n = 0;

	while (n < line.n && n < margin.n && line.p[n] == margin.p[n])
		n++;
	return slice_skip(line, n);
}

/*
 * An empty line stays empty.  One that ends with the token goes on with a tag,
 * even if nothing is left of its blanks.
 */
static void
put_text(struct render *r, const struct frame *f,
    const struct template_token *token)
{
	struct slice rest = token->text, line;
	bool begins = token->begins;

	if (f->indent == NULL && f->margin.n == 0) {
		put(r, rest);
		return;
	}
	if (rest.n == 0 && begins)
		put_indent(r, f->indent);
	while (rest.n > 0 && !r->failed) {
		line = rest;
		line.n = slice_find(rest, '\n');
		line.n += line.n < rest.n;
		rest = slice_skip(rest, line.n);
		if (begins)
			line = without_margin(line, f->margin);
		if (begins && (line.n == 0 || line.n > template_newline(line)))
			put_indent(r, f->indent);
		put(r, line);
		begins = true;
	}
}

/* Before a tag that shows something: its line and its blanks. */
static void
put_blanks(struct render *r, const struct frame *f,
    const struct template_token *token)
{
	if (token->begins)
		put_indent(r, f->indent);
	put(r, without_margin(token->blanks, f->margin));
}

/*
 * The innermost context that has the first name decides, even when it has not
 * the rest of them.
 */
static const struct val *
lookup(const struct context *c, struct slice names)
{
	const struct val *v = NULL;
	struct slice name;

	if (slice_eqs(names, "."))
		return c->val;
	(void)slice_cut(&names, '.', &name);
	for (; c != NULL && v == NULL; c = c->up)
		v = val_getn(c->val, name.p, name.n);
	while (v != NULL && slice_cut(&names, '.', &name))
		v = val_getn(v, name.p, name.n);
	return v;
}

static struct slice
shown(const struct val *v)
{
	switch (val_type(v)) {
	case VAL_STRING:
	case VAL_NUMBER:
		return slice_of(val_tostr(v), val_size(v));
	case VAL_BOOL:
		return val_tobool(v) ? SLICE("true") : SLICE("false");
	default:
		return SLICE("");
	}
}

static bool
is_true(const struct val *v)
{
	switch (val_type(v)) {
	case VAL_NULL:
		return false;
	case VAL_BOOL:
		return val_tobool(v);
	case VAL_NUMBER:
		return val_toreal(v) != 0;
	case VAL_STRING:
	case VAL_LIST:
		return val_size(v) > 0;
	default:
		return true;
	}
}

static void
put_name(struct render *r, const struct frame *f,
    const struct template_token *token)
{
	struct slice s = shown(lookup(f->context, token->text));

	put_blanks(r, f, token);
	if (token->kind == TEMPLATE_RAW ||
	    r->out->n - r->start + s.n > TEMPLATE_OUT_MAX)
		put(r, s);
	else
		text_html(r->out, s.p, s.n);
}

/* The text within a tag and the tag that closes it. */
static void
render_inside(struct render *r, struct frame f, size_t i)
{
	if (++f.depth > TEMPLATE_DEPTH_MAX)
		fail(r, &f, i, "too deep");
	else
		render_tokens(r, &f, i + 1, f.t->tokens[i].end + 1);
}

static void
render_section(struct render *r, const struct frame *f, size_t i)
{
	const struct template_token *token = &f->t->tokens[i];
	const struct val *v = lookup(f->context, token->text);
	struct context context = { v, f->context };
	struct frame inner = *f;

	put_blanks(r, f, token);
	if (is_true(v) == (token->kind == TEMPLATE_INVERTED))
		return;
	if (token->kind == TEMPLATE_INVERTED) {
		render_inside(r, inner, i);
		return;
	}
	inner.context = &context;
	if (val_type(v) != VAL_LIST) {
		render_inside(r, inner, i);
		return;
	}
	for (size_t k = 0; k < val_size(v) && !r->failed; k++) {
		context.val = val_at(v, k);
		render_inside(r, inner, i);
	}
}

static struct template *
template_get(struct render *r, const char *name)
{
	struct mem *mem = r->out->mem;
	struct template *t;
	const char *p;
	size_t n = 0;

	for (t = r->known; t != NULL; t = t->next)
		if (strcmp(t->name, name) == 0)
			return t;
	p = r->source->find(r->source->arg, name, &n);
	if (p == NULL)
		return NULL;
	t = template_parse(mem, mem_str(mem, name), slice_of(p, n), r->error);
	if (t == NULL) {
		r->failed = true;
		return NULL;
	}
	t->next = r->known;
	r->known = t;
	return t;
}

/* NULL: there is none, which is no mistake. */
static const struct template *
template_of(struct render *r, const struct frame *f,
    const struct template_token *token)
{
	struct slice name = token->text;

	if (token->dynamic)
		name = shown(lookup(f->context, name));
	if (name.n == 0 || slice_find(name, '\0') < name.n)
		return NULL;
	return template_get(r, name.p);
}

/*
 * {{>partial}} and {{<layout}}.  A tag alone on its line indents all lines of
 * the other template; one within a line leaves them as they are.
 */
static void
render_other(struct render *r, const struct frame *f, size_t i)
{
	const struct template_token *token = &f->t->tokens[i];
	const struct args args = { f->t, i, f->margin, f->args };
	const struct indent indent = {
		without_margin(token->blanks, f->margin), f->indent
	};
	struct frame other = { .context = f->context, .depth = f->depth + 1 };

	if (!token->alone)
		put_blanks(r, f, token);
	else
		other.indent = indent.blanks.n > 0 ? &indent : f->indent;
	if (token->kind == TEMPLATE_PARENT)
		other.args = &args;
	other.t = template_of(r, f, token);
	if (other.t == NULL)
		return;
	if (other.depth > TEMPLATE_DEPTH_MAX)
		fail(r, f, i, "too deep");
	else
		render_tokens(r, &other, 0, other.t->n);
}

/* The block of that name directly within a layout tag; 0: none. */
static size_t
find_block(struct render *r, const struct args *args, struct slice name)
{
	const struct template_token *tokens = args->t->tokens;
	size_t i = args->parent + 1, found = 0;

	while (i < tokens[args->parent].end) {
		r->steps++;
		if (tokens[i].kind == TEMPLATE_BLOCK &&
		    slice_eq(tokens[i].text, name))
			found = i;
		i = tokens[i].end > i ? tokens[i].end : i + 1;
	}
	return found;
}

/* What replaces a block: the outermost layout tag that has it. */
static const struct args *
find_args(struct render *r, const struct frame *f, struct slice name,
    size_t *block)
{
	const struct args *best = NULL;
	size_t i;

	for (const struct args *a = f->args; a != NULL; a = a->outer) {
		i = find_block(r, a, name);
		if (i != 0) {
			best = a;
			*block = i;
		}
	}
	return best;
}

static bool
is_empty(const struct template *t, size_t block)
{
	for (size_t i = block + 1; i < t->tokens[block].end; i++)
		if (t->tokens[i].kind != TEMPLATE_TEXT ||
		    t->tokens[i].text.n > 0)
			return false;
	return true;
}

/* A block nobody replaces shows as if its tags were not there. */
static void
render_default(struct render *r, const struct frame *f, size_t i)
{
	const struct template_token *token = &f->t->tokens[i];

	if (!token->alone || (!token->hanging && !is_empty(f->t, i)))
		put_blanks(r, f, token);
	render_inside(r, *f, i);
}

/*
 * What replaces a block loses the margin it had where it was written, and
 * gets the one of the block's own text, or of its tag.
 */
static void
render_block(struct render *r, const struct frame *f, size_t i)
{
	const struct template_token *token = &f->t->tokens[i], *with;
	struct indent indent = { .up = f->indent };
	struct frame inner = *f;
	const struct args *args;
	size_t block = 0;

	args = find_args(r, f, token->text, &block);
	if (args == NULL) {
		render_default(r, f, i);
		return;
	}
	with = &args->t->tokens[block];
	inner.t = args->t;
	inner.margin = with->margin.n > 0 ? with->margin : args->margin;
	inner.indent = NULL;
	if (token->alone) {
		indent.blanks = without_margin(token->hanging &&
		    !is_empty(f->t, i) ? token->margin : token->blanks,
		    f->margin);
		inner.indent = indent.blanks.n > 0 ? &indent : f->indent;
		if (!with->hanging && !is_empty(args->t, block))
			put_indent(r, inner.indent);
	} else {
		put_blanks(r, f, token);
	}
	render_inside(r, inner, block);
}

static size_t
render_token(struct render *r, const struct frame *f, size_t i)
{
	const struct template_token *token = &f->t->tokens[i];

	switch (token->kind) {
	case TEMPLATE_TEXT:
		put_text(r, f, token);
		break;
	case TEMPLATE_NAME:
	case TEMPLATE_RAW:
		put_name(r, f, token);
		break;
	case TEMPLATE_SECTION:
	case TEMPLATE_INVERTED:
		render_section(r, f, i);
		return token->end + 1;
	case TEMPLATE_PARTIAL:
		render_other(r, f, i);
		break;
	case TEMPLATE_PARENT:
		render_other(r, f, i);
		return token->end + 1;
	case TEMPLATE_BLOCK:
		render_block(r, f, i);
		return token->end + 1;
	case TEMPLATE_CLOSE:
		put_blanks(r, f, token);
		break;
	}
	return i + 1;
}

static void
render_tokens(struct render *r, const struct frame *f, size_t i, size_t end)
{
	while (i < end && !r->failed) {
		if (++r->steps > TEMPLATE_STEPS_MAX ||
		    r->out->n - r->start > TEMPLATE_OUT_MAX) {
			fail(r, f, i, "too much to show");
			return;
		}
		i = render_token(r, f, i);
	}
}

int
template_render(struct text *out, const char *name, const struct val *model,
    const struct template_source *source, struct template_error *error)
{
	struct render r = {
		.out = out, .start = out->n, .source = source, .error = error
	};
	const struct context context = { .val = model };
	struct frame f = { .context = &context };

	if (error != NULL)
		*error = (struct template_error){ name, 1, "too much to show" };
	f.t = template_get(&r, name);
	if (f.t == NULL && !r.failed && error != NULL)
		error->what = "there is no such template";
	if (f.t != NULL)
		render_tokens(&r, &f, 0, f.t->n);
	if (f.t == NULL || r.failed) {
		text_cut(out, r.start);
		return -1;
	}
	return 0;
}

int
template_check(struct mem *mem, const char *name, const char *p, size_t n,
    struct template_error *error)
{
	return template_parse(mem, name, slice_of(p, n), error) == NULL ?
	    -1 : 0;
}
