#include "base/list.h"

#include "tap.h"

struct item {
	char		 name;
	struct list_node node;
};

/* The names from first to last, checking the links of both directions. */
static struct slice
names(const struct list *l)
{
	static char text[16];
	size_t len = 0;

	for (struct list_node *n = list_first(l); n != NULL;
	    n = list_next(l, n)) {
		text[len++] = list_entry(n, struct item, node)->name;
		if (n->next->prev != n || n->prev->next != n)
			text[len++] = '!';
	}
	return slice_of(text, len);
}

int
main(void)
{
	struct item a = { .name = 'a' }, b = { .name = 'b' };
	struct item c = { .name = 'c' };
	struct list l, other;

	list_init(&l);
	list_init(&other);
	tap_ok(list_empty(&l), "a new list is empty");
	tap_ok(list_first(&l) == NULL, "and has no first");
	tap_ok(list_pop_front(&l) == NULL, "and nothing to take");
	tap_ok(!list_linked(&a.node), "a zero node is in no list");
	list_remove(&a.node);
	tap_ok(!list_linked(&a.node), "it can be removed all the same");

	list_push_back(&l, &b.node);
	list_push_back(&l, &c.node);
	list_push_front(&l, &a.node);
	tap_is(names(&l), SLICE("abc"), "pushed at both ends");
	tap_ok(list_linked(&b.node) && !list_empty(&l), "linked");
	list_remove(&b.node);
	tap_is(names(&l), SLICE("ac"), "the middle one is removed");
	list_remove(&b.node);
	tap_is(names(&l), SLICE("ac"), "removing it again changes nothing");
	list_push_back(&other, &b.node);
	tap_is(names(&other), SLICE("b"), "it goes into another list");
	list_remove(&c.node);
	tap_is(names(&l), SLICE("a"), "the last one is removed");
	list_push_back(&l, &c.node);
	tap_ok(list_pop_front(&l) == &a.node, "the first one is taken");
	tap_is(names(&l), SLICE("c"), "the rest stays");
	tap_ok(list_pop_front(&l) == &c.node && list_empty(&l), "until none");
	return tap_done();
}
