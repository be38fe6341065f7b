/*
 * val_text.h - values around text that is in the arena already.
 *
 * For the reader of JSON, which decodes all strings of a text into one piece
 * of memory.  What is given has a NUL behind it and lives as long as the
 * arena; nothing is copied.
 */
#ifndef APPS_LIB_VAL_TEXT_H
#define APPS_LIB_VAL_TEXT_H

#include <stddef.h>

#include "web/val.h"

struct mem;

/* A string, or a number that was found to be one. */
struct val	*val_text(struct mem *, enum val_type, const char *, size_t n);

/* val_putn() without a copy of the key. */
struct val	*val_member(struct val *object, const char *key, size_t n,
		    struct val *);

#endif
