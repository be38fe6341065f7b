/*
 * val_index.h - find a key among the many of a large object.
 *
 * A crit-bit tree: each inner node names the first bit in which the keys of
 * its two sides differ.  Looking up or adding a key takes at most nine steps
 * for each of its bytes, whichever other keys are there.  So there is nothing
 * to collide on purpose, no seed to keep secret, and no need for randomness.
 *
 * Keys are bytes with a length.  A byte counts as nine bits, the first of
 * which says that it is there: thus "a", "a\0" and "ab" differ.
 *
 * Ownership: borrows members and nodes, both arrays of the caller.
 */
#ifndef APPS_LIB_VAL_INDEX_H
#define APPS_LIB_VAL_INDEX_H

#include <stddef.h>

struct val;

struct val_member {
	const char	*key;
	size_t		 n;		/* bytes of key */
	struct val	*value;
};

struct val_node {
	size_t	bit;
	size_t	child[2];	/* 2i: member i; 2i + 1: node i */
};

struct val_index {
	struct val_node	*nodes;		/* nodes[i] came with member i; [0] is
					   not used */
	size_t		 root;		/* as a child; at first 0: member 0 */
};

/* The only member that may have this key; there is at least one. */
size_t	val_index_find(const struct val_index *, const char *key, size_t n);

/*
 * Add members[i].  All before it were added, in order, and none has its key.
 * Adding members[0] is setting root to 0.
 */
void	val_index_add(struct val_index *, const struct val_member *members,
	    size_t i);

#endif
