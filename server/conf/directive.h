/*
 * directive.h - may this directive stand here, in this form?
 *
 * Private to conf/.
 */
#ifndef CONF_DIRECTIVE_H
#define CONF_DIRECTIVE_H

#include "conf/parse.h"

/* What is known of a block while its directives are looked at. */
struct block {
	enum key_context context;
	const struct node *seen[KEYS_MAX];	/* the first of each row */
};

/*
 * Sets node->key, unless something is wrong with the directive as such: then
 * a fault is noted.  A block whose values are wrong gets its key all the same
 * and is marked broken, so that what stands in it is looked at.
 */
void	directive_check(struct parse *, struct block *, struct node *);

/* Once a block has been seen: what makes a location one thing stands once. */
void	directive_check_kind(struct parse *, const struct block *);

#endif
