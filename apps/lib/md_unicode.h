/*
 * md_unicode.h - what Markdown needs to know of Unicode.
 *
 * All text here is valid UTF-8.
 */
#ifndef APPS_LIB_MD_UNICODE_H
#define APPS_LIB_MD_UNICODE_H

#include <stdbool.h>

#include "base/slice.h"

struct text;

/* The first character of a slice, and the last; '\n' when it is empty. */
unsigned md_unicode_first(struct slice);
unsigned md_unicode_last(struct slice);

/* Category Zs, tab, line feed, form feed, carriage return. */
bool	md_unicode_space(unsigned);

/* Categories P and S. */
bool	md_unicode_punct(unsigned);

/* Add what the slice becomes by full case folding. */
void	md_unicode_fold(struct text *, struct slice);

/* Add one character; U+FFFD for what is none. */
void	md_unicode_add(struct text *, unsigned);

#endif
