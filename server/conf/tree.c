#include "conf/tree.h"

#include <errno.h>
#include <string.h>

#include "conf/lex.h"

/* One file while it is read. */
struct reader {
	struct parse	*p;
	struct lex	 lex;
	const char	*file;
	int		 depth;		/* of includes */
	struct open_block {		/* the innermost one, NULL: main */
		struct open_block *outer;
		struct node	  *node;
		struct node	 **tail;	/* of the block outside */
	}		*block;
	struct node	**tail;		/* where the next directive goes */
};

static void	read_file(struct reader *);

static struct conf_pos
pos_of(const struct reader *r, int line)
{
	return (struct conf_pos){ r->file, line };
}

/* How many words follow up to the end of this directive. */
static size_t
count_words(struct lex lex)
{
	struct lex_token t;
	size_t n = 0;

	for (;;) {
		lex_next(&lex, &t);
		if (t.kind != LEX_WORD)
			return n;
		n++;
	}
}

static const char *
word_text(struct parse *p, const struct lex_token *t)
{
	char *text = parse_alloc(p, t->text.n + 1, 1);

	if (text != NULL)
		(void)lex_value(t, text);	/* the rest is NULs already */
	return text;
}

static struct node *
node_new(struct reader *r, const struct lex_token *name)
{
	struct node *node = parse_alloc(r->p, 1, sizeof(*node));
	size_t n = count_words(r->lex);

	if (node == NULL)
		return NULL;
	node->pos = pos_of(r, name->line);
	node->order = r->p->order++;
	node->name = word_text(r->p, name);
	node->values = parse_alloc(r->p, n + 1, sizeof(*node->values));
	return node->name == NULL || node->values == NULL ? NULL : node;
}

static void
open_block(struct reader *r, struct node *node)
{
	struct open_block *b = parse_alloc(r->p, 1, sizeof(*b));

	if (b == NULL)
		return;
	*b = (struct open_block){ r->block, node, r->tail };
	r->block = b;
	r->tail = &node->children;
	node->block = true;
	r->p->nblocks++;
}

static void
close_block(struct reader *r, int line)
{
	if (r->block == NULL) {
		parse_fault_at(r->p, pos_of(r, line), "'}' closes nothing: "
		    "no block is open here, leave it out");
		return;
	}
	r->tail = r->block->tail;
	r->block = r->block->outer;
}

static void
read_base_dir(struct reader *r, const struct node *node)
{
	struct parse *p = r->p;

	if (p->nincluded > 0)
		parse_fault(p, node, "base_dir stands after an include, which "
		    "depends on it: put it first");
	if (p->conf->base_dir.path != NULL || node->nvalues != 1)
		return;			/* the evaluation tells */
	p->conf->base_dir.path = parse_path(p, p->in->dir, node->values[0]);
	p->conf->base_dir.pos = node->pos;
}

static const char *
base_dir(struct parse *p)
{
	if (p->conf->base_dir.path == NULL)
		p->conf->base_dir.path = parse_path(p, p->in->dir, ".");
	return p->conf->base_dir.path;
}

/* Read the n-th file that a pattern names.  False at the last. */
static bool
include_one(struct reader *r, const struct node *node, const char *pattern,
    size_t n)
{
	struct parse *p = r->p;
	struct reader sub = { .p = p, .depth = r->depth + 1, .tail = r->tail };
	struct slice text;
	int found;

	found = p->in->include(p->in->arg, pattern, n, &sub.file, &text);
	if (found == -1)
		parse_fault(p, node, "cannot read '%s': %s", pattern,
		    strerror(errno));
	if (found != 1)
		return false;
	if (++p->nincluded > TREE_MAX_INCLUDED) {
		parse_fault(p, node, "more than %d files are included: does "
		    "one include itself?", TREE_MAX_INCLUDED);
		return false;
	}
	lex_init(&sub.lex, text);
	read_file(&sub);
	r->tail = sub.tail;
	return true;
}

static void
include(struct reader *r, const struct node *node)
{
	const char *pattern, *base = base_dir(r->p);

	if (node->nvalues != 1 || node->broken || base == NULL)
		return;			/* the evaluation tells */
	if (r->p->in->include == NULL) {
		parse_fault(r->p, node, "no file can be included here");
		return;
	}
	if (r->depth == TREE_MAX_DEPTH) {
		parse_fault(r->p, node, "includes are nested more than %d "
		    "deep: does a file include itself?", TREE_MAX_DEPTH);
		return;
	}
	pattern = parse_path(r->p, base, node->values[0]);
	for (size_t n = 0; pattern != NULL && !parse_stopped(r->p); n++)
		if (!include_one(r, node, pattern, n))
			return;
}

/* What has to be known before the rest is read. */
static void
early(struct reader *r, const struct node *node)
{
	if (strcmp(node->name, "base_dir") == 0)
		read_base_dir(r, node);
	else if (strcmp(node->name, "include") == 0)
		include(r, node);
}

/* Read the values of a directive and what ends it. */
static void
read_values(struct reader *r, struct node *node)
{
	struct lex before;
	struct lex_token t;

	for (;;) {
		before = r->lex;
		lex_next(&r->lex, &t);
		if (t.kind == LEX_BAD) {
			parse_fault(r->p, node, "%s", t.what);
			node->broken = true;
			continue;
		}
		if (t.kind != LEX_WORD)
			break;
		if (!node->broken)
			node->values[node->nvalues++] = word_text(r->p, &t);
	}
	if (t.kind == LEX_OPEN)
		open_block(r, node);
	else if (t.kind != LEX_END)
		r->lex = before;	/* '}' is the block's */
}

static void
read_directive(struct reader *r, const struct lex_token *name)
{
	struct node *node = node_new(r, name);
	bool in_main = r->block == NULL;

	if (node == NULL)
		return;
	*r->tail = node;
	r->tail = &node->next;
	read_values(r, node);
	if (in_main && !node->block && !r->p->full)
		early(r, node);
}

static void
read_token(struct reader *r, const struct lex_token *t)
{
	switch (t->kind) {
	case LEX_WORD:
		read_directive(r, t);
		break;
	case LEX_OPEN:
		parse_fault_at(r->p, pos_of(r, t->line), "'{' stands without a "
		    "directive: it belongs at the end of the directive's line");
		break;
	case LEX_CLOSE:
		close_block(r, t->line);
		break;
	case LEX_BAD:
		parse_fault_at(r->p, pos_of(r, t->line), "%s", t->what);
		break;
	case LEX_END:
	case LEX_EOF:
		break;
	}
}

/* Every block that is still open at the end of the file, innermost first. */
static void
tell_open(struct reader *r, int line)
{
	for (; r->block != NULL; r->block = r->block->outer) {
		const struct node *node = r->block->node;

		parse_fault_at(r->p, pos_of(r, line), "the file ends inside "
		    "the block '%s%s%s' that line %d opens: add its '}'",
		    node->name, node->nvalues > 0 ? " " : "",
		    node->nvalues > 0 ? node->values[0] : "", node->pos.line);
		r->tail = r->block->tail;
	}
}

static void
read_file(struct reader *r)
{
	struct lex_token t;

	do {
		lex_next(&r->lex, &t);
		read_token(r, &t);
	} while (t.kind != LEX_EOF && !parse_stopped(r->p));
	if (!parse_stopped(r->p))
		tell_open(r, t.line);
}

struct node *
tree_read(struct parse *p)
{
	struct node *first = NULL;
	struct reader r = { .p = p, .file = p->in->file, .tail = &first };

	lex_init(&r.lex, p->in->text);
	read_file(&r);
	(void)base_dir(p);		/* when full, nobody looks at it */
	return first;
}
