/*
 * grow.h - a list that grows, in an arena.
 */
#ifndef TUTOR_MODEL_GROW_H
#define TUTOR_MODEL_GROW_H

#include <stddef.h>

struct mem;

/*
 * The list of n items of that size, moved if it must be, so that there is room
 * for one more, which is zeros.  Without a list n is 0.  All additions
 * together cost what the last list does.
 */
void	*grow_list(struct mem *, void *list, size_t n, size_t size);

#endif
