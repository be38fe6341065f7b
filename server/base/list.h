/*
 * list.h - a doubly linked list whose links stand inside its members.
 *
 * Nothing is allocated, and a member leaves in constant time without knowing
 * its list.  A node that is zero (or was removed) is in no list; the list
 * itself needs list_init() and must not be moved while it has members.
 *
 *	struct run {
 *		struct list_node	 node;
 *		...
 *	};
 *	struct list_node *n = list_first(&runs);
 *	struct run *r = list_entry(n, struct run, node);  (not of NULL)
 *
 * To remove members on the way, ask for the next one before.
 */
#ifndef BASE_LIST_H
#define BASE_LIST_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>

struct list_node {
	struct list_node *next, *prev;	/* both NULL: in no list */
};

struct list {
	struct list_node head;		/* a ring through this one */
};

/* The object around the node `member` at ptr. */
#define list_entry(ptr, type, member)					\
	((type *)(void *)((char *)(ptr) - offsetof(type, member)))

static inline void
list_init(struct list *l)
{
	l->head.next = l->head.prev = &l->head;
}

static inline bool
list_empty(const struct list *l)
{
	return l->head.next == &l->head;
}

/* Is the node in some list? */
static inline bool
list_linked(const struct list_node *n)
{
	return n->next != NULL;
}

/* Private: between two neighbours. */
static inline void
list_link(struct list_node *n, struct list_node *prev, struct list_node *next)
{
	assert(!list_linked(n));
	n->prev = prev;
	n->next = next;
	prev->next = n;
	next->prev = n;
}

static inline void
list_push_back(struct list *l, struct list_node *n)
{
	list_link(n, l->head.prev, &l->head);
}

static inline void
list_push_front(struct list *l, struct list_node *n)
{
	list_link(n, &l->head, l->head.next);
}

/* Harmless when the node is in no list. */
static inline void
list_remove(struct list_node *n)
{
	if (!list_linked(n))
		return;
	n->prev->next = n->next;
	n->next->prev = n->prev;
	n->next = n->prev = NULL;
}

/* NULL when the list is empty. */
static inline struct list_node *
list_first(const struct list *l)
{
	return list_empty(l) ? NULL : l->head.next;
}

/* NULL after the last. */
static inline struct list_node *
list_next(const struct list *l, const struct list_node *n)
{
	return n->next == &l->head ? NULL : n->next;
}

/* The first, removed; NULL when the list is empty. */
static inline struct list_node *
list_pop_front(struct list *l)
{
	struct list_node *n = list_first(l);

	if (n != NULL)
		list_remove(n);
	return n;
}

#endif
