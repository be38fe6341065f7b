#include "apps/lib/md_map.h"

#include <stdbool.h>
#include <string.h>

#include "web/mem.h"

/* Either a fork, at one bit of one byte of the key, or a leaf (bit 0). */
struct md_map_node {
	struct md_map_node	*child[2];
	size_t			 byte;
	unsigned char		 bit;	/* the only one that is set */
	struct slice		 key;
	void			*value;
};

/* Behind a key there are NULs, so that no key is the beginning of another. */
static unsigned char
byte_at(struct slice key, size_t i)
{
	return i < key.n ? (unsigned char)key.p[i] : 0;
}

static bool
goes_right(const struct md_map_node *node, struct slice key)
{
	return (byte_at(key, node->byte) & node->bit) != 0;
}

/* The only leaf that can have this key. */
static struct md_map_node *
leaf_for(const struct md_map *map, struct slice key)
{
	struct md_map_node *node = map->root;

	while (node->bit != 0)
		node = node->child[goes_right(node, key)];
	return node;
}

static struct md_map_node *
leaf_new(struct mem *mem, struct slice key)
{
	struct md_map_node *leaf = mem_alloc(mem, sizeof(*leaf));

	leaf->key = slice_of(mem_dup(mem, key.p, key.n), key.n);
	return leaf;
}

/* Where keys that are not equal differ first. */
static struct md_map_node
fork_between(struct slice a, struct slice b)
{
	struct md_map_node fork = { .bit = 0x80 };
	unsigned differ;

	while (byte_at(a, fork.byte) == byte_at(b, fork.byte))
		fork.byte++;
	differ = byte_at(a, fork.byte) ^ byte_at(b, fork.byte);
	while ((differ & fork.bit) == 0)
		fork.bit >>= 1;
	return fork;
}

static bool
comes_before(const struct md_map_node *a, const struct md_map_node *b)
{
	return a->bit != 0 && (a->byte < b->byte ||
	    (a->byte == b->byte && a->bit > b->bit));
}

void **
md_map_at(struct md_map *map, struct mem *mem, struct slice key)
{
	struct md_map_node *leaf, *fork, **at = &map->root;
	bool right;

	if (map->root == NULL) {
		map->root = leaf_new(mem, key);
		return &map->root->value;
	}
	leaf = leaf_for(map, key);
	if (slice_eq(leaf->key, key))
		return &leaf->value;
	fork = mem_alloc(mem, sizeof(*fork));
	*fork = fork_between(leaf->key, key);
	while (comes_before(*at, fork))
		at = &(*at)->child[goes_right(*at, key)];
	right = goes_right(fork, key);
	leaf = leaf_new(mem, key);
	fork->child[right] = leaf;
	fork->child[!right] = *at;
	*at = fork;
	return &leaf->value;
}

void *
md_map_get(const struct md_map *map, struct slice key)
{
	struct md_map_node *leaf;

	if (map->root == NULL)
		return NULL;
	leaf = leaf_for(map, key);
	return slice_eq(leaf->key, key) ? leaf->value : NULL;
}
