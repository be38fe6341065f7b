#include "conf/directive.h"

#include <stdint.h>

/* What a directive takes that has not got it. */
static void
tell_count(struct parse *p, const struct node *node, const struct key *key)
{
	const char *takes = "one or two values";

	if (key->max == 1)
		takes = "one value";
	else if (key->max == SIZE_MAX)
		takes = "at least one value";
	parse_fault(p, node, "%s takes %s: %s %s", key->name, takes,
	    key->name, key->example);
}

static const struct key *
find_key(struct parse *p, const struct node *node)
{
	const struct key *key = key_find(node->name);
	const char *near;

	if (key != NULL)
		return key;
	near = key_nearest(node->name);
	if (near != NULL)
		parse_fault(p, node, "unknown directive '%s': did you mean "
		    "'%s'?", node->name, near);
	else
		parse_fault(p, node, "unknown directive '%s': "
		    "preforkd.conf(5) lists those there are", node->name);
	return NULL;
}

/* May the directive stand here, in this form?  False with the fault noted. */
static bool
check_place(struct parse *p, const struct block *b, const struct node *node,
    const struct key *key)
{
	if (key->type == TYPE_LATER)
		parse_fault(p, node, "'%s' is not available in this version "
		    "yet: take it out", key->name);
	else if ((key->contexts & b->context) == 0)
		parse_fault(p, node, "'%s' cannot stand in %s: it belongs "
		    "in %s", key->name, key_context_name(b->context),
		    key_contexts_name(key->contexts).text);
	else if (node->block && (key->flags & (KEY_BLOCK | KEY_MAY_BLOCK)) == 0)
		parse_fault(p, node, "%s takes no block: %s %s", key->name,
		    key->name, key->example);
	else if (!node->block && (key->flags & KEY_BLOCK) != 0)
		parse_fault(p, node, "%s needs a block: %s %s", key->name,
		    key->name, key->example);
	else
		return true;
	return false;
}

/* Is it the first of its name, or one that may repeat? */
static bool
check_once(struct parse *p, struct block *b, const struct node *node,
    const struct key *key)
{
	const struct node **seen = &b->seen[key - keys];

	if (*seen == NULL) {
		*seen = node;
		return true;
	}
	if ((key->flags & KEY_REPEATS) != 0)
		return true;
	parse_fault(p, node, "'%s' is given twice in this block, first %s: "
	    "%s", key->name, parse_where(node, (*seen)->pos).text,
	    key->max == SIZE_MAX ? "put all values in one line" :
	    "leave one out");
	return false;
}

void
directive_check(struct parse *p, struct block *b, struct node *node)
{
	const struct key *key = find_key(p, node);

	if (key == NULL || !check_place(p, b, node, key) ||
	    !check_once(p, b, node, key))
		return;
	if (!node->broken &&
	    (node->nvalues < key->min || node->nvalues > key->max)) {
		tell_count(p, node, key);
		node->broken = true;
	}
	if (!node->broken || node->block)
		node->key = key;
}

void
directive_check_kind(struct parse *p, const struct block *b)
{
	const unsigned both = KEY_EXCLUSIVE | KEY_FILES;
	const struct node *first = NULL;
	unsigned flags = 0;

	for (size_t i = 0; i < nkeys; i++) {
		const struct node *node = b->seen[i];

		if (node == NULL || (keys[i].flags & both) == 0)
			continue;
		if (first != NULL &&
		    ((flags | keys[i].flags) & KEY_EXCLUSIVE) != 0)
			parse_fault(p, node, "'%s' and '%s' %s cannot stand "
			    "in one location: leave one out, or give it a "
			    "location of its own", node->name, first->name,
			    parse_where(node, first->pos).text);
		first = node;
		flags |= keys[i].flags;
	}
}
