/*
 * fold.h - text without the differences that do not count.
 *
 * Pure.  Letters of Latin, Greek and Cyrillic to their small ones, letters
 * with accents to those without, runs of blanks to one.
 */
#ifndef TUTOR_MODEL_FOLD_H
#define TUTOR_MODEL_FOLD_H

#include <stddef.h>

struct mem;

enum {
	FOLD_CASE = 1, FOLD_SPACE = 2, FOLD_ACCENTS = 4,
	FOLD_KEEP_ASCII = 8	/* of a pattern: its signs stay */
};

/* A copy; blanks round it go in any case, and line ends become \n. */
char	*fold_text(struct mem *, const char *, size_t n, unsigned how);

#endif
