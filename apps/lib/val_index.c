#include "apps/lib/val_index.h"

#include <assert.h>
#include <stdbool.h>

enum { BITS = 9 };

static bool
is_node(size_t child)
{
	return child % 2 == 1;
}

static unsigned
bit_of(const char *key, size_t n, size_t bit)
{
	size_t i = bit / BITS;
	size_t place = bit % BITS;

	if (i >= n)
		return 0;
	if (place == 0)
		return 1;
	return (unsigned char)key[i] >> (BITS - 1 - place) & 1;
}

/* The number of the first bit in which two unequal keys differ. */
static size_t
first_difference(const struct val_member *a, const struct val_member *b)
{
	unsigned different;
	size_t i = 0, bit;

	while (i < a->n && i < b->n && a->key[i] == b->key[i])
		i++;
	bit = i * BITS;
	if (i >= a->n || i >= b->n)
		return bit;
	different = (unsigned char)a->key[i] ^ (unsigned char)b->key[i];
	for (bit++; different < 0x80; different <<= 1)
		bit++;
	return bit;
}

size_t
val_index_find(const struct val_index *x, const char *key, size_t n)
{
	const struct val_node *node;
	size_t child = x->root;

	while (is_node(child)) {
		node = &x->nodes[child / 2];
		child = node->child[bit_of(key, n, node->bit)];
	}
	return child / 2;
}

void
val_index_add(struct val_index *x, const struct val_member *members, size_t i)
{
	const struct val_member *m = &members[i];
	struct val_node *new = &x->nodes[i], *node;
	size_t *child = &x->root;
	unsigned side;

	assert(i > 0);
	new->bit = first_difference(m,
	    &members[val_index_find(x, m->key, m->n)]);
	/* Bits grow on the way down: the new node stands where they pass. */
	while (is_node(*child)) {
		node = &x->nodes[*child / 2];
		if (node->bit > new->bit)
			break;
		child = &node->child[bit_of(m->key, m->n, node->bit)];
	}
	side = bit_of(m->key, m->n, new->bit);
	new->child[side] = 2 * i;
	new->child[1 - side] = *child;
	*child = 2 * i + 1;
}
