/*
 * md_map.h - a map from strings to whatever, for names that strangers choose.
 *
 * A crit-bit tree: work in proportion to the length of the key, with no hash
 * for which somebody could look for collisions.
 */
#ifndef APPS_LIB_MD_MAP_H
#define APPS_LIB_MD_MAP_H

#include "base/slice.h"

struct mem;
struct md_map_node;

/* Begins as zeros. */
struct md_map {
	struct md_map_node	*root;
};

/*
 * The place of a key's value, which is NULL when the key is new.  Keys hold no
 * NUL; they are copied.
 */
void	**md_map_at(struct md_map *, struct mem *, struct slice key);

/* The value of a key, or NULL. */
void	*md_map_get(const struct md_map *, struct slice key);

#endif
