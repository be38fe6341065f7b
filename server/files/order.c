#include "files/order.h"

#include <stdlib.h>
#include <string.h>

static const char *const keys[ORDER_NKEYS] = {
	[ORDER_NAME] = "name", [ORDER_SIZE] = "size", [ORDER_TIME] = "time"
};

const char *
order_key_name(enum order_key key)
{
	return keys[key];
}

static void
read_key(struct order *o, struct slice value)
{
	for (size_t i = 0; i < ORDER_NKEYS; i++)
		if (slice_eqs(value, keys[i]))
			o->key = (enum order_key)i;
}

static void
read_direction(struct order *o, struct slice value)
{
	if (slice_eqs(value, "asc"))
		o->descending = false;
	else if (slice_eqs(value, "desc"))
		o->descending = true;
}

struct order
order_parse(struct slice query)
{
	struct order o = { ORDER_NAME, false };
	struct slice name, value;

	while (slice_cut(&query, '&', &value)) {
		if (!slice_cut(&value, '=', &name))
			continue;
		if (slice_eqs(name, "sort"))
			read_key(&o, value);
		else if (slice_eqs(name, "order"))
			read_direction(&o, value);
	}
	return o;
}

static int
compare_names(const char *a, const char *b)
{
	size_t i = 0;
	int x, y;

	while (a[i] != '\0' && ascii_lower(a[i]) == ascii_lower(b[i]))
		i++;
	x = (unsigned char)ascii_lower(a[i]);
	y = (unsigned char)ascii_lower(b[i]);
	return x != y ? x - y : strcmp(a, b);
}

static int
compare_up(const void *va, const void *vb)
{
	const struct entry *a = va, *b = vb;

	if (a->is_dir != b->is_dir)
		return a->is_dir ? -1 : 1;
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	return compare_names(a->name, b->name);
}

static int
compare_names_down(const void *va, const void *vb)
{
	const struct entry *a = va, *b = vb;

	if (a->is_dir != b->is_dir)
		return a->is_dir ? -1 : 1;
	return compare_names(b->name, a->name);
}

/*
 * A descending order turns the ranks round instead of the comparison: what is
 * equal stays in the order of its names, and folders, which have no size, too.
 */
static uint64_t
rank(const struct entry *e, struct order o)
{
	uint64_t r = 0;

	if (o.key == ORDER_SIZE && !e->is_dir)
		r = e->size;
	else if (o.key == ORDER_TIME)	/* times before 1970 come first */
		r = (uint64_t)e->mtime ^ (uint64_t)1 << 63;
	return o.descending ? ~r : r;
}

void
order_sort(struct entry *v, size_t n, struct order o)
{
	for (size_t i = 0; i < n; i++)
		v[i].rank = rank(&v[i], o);
	if (n > 0)
		qsort(v, n, sizeof(v[0]),
		    o.key == ORDER_NAME && o.descending ?
		    compare_names_down : compare_up);
}
