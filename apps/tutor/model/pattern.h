/*
 * pattern.h - regular expressions of text questions: = /salut( toi)?/
 *
 * POSIX extended ones (regcomp(3)) that must match the whole answer.  Without
 * what would let a short answer take long: references back, and repeats that
 * come to more than PATTERN_SIZE_MAX atoms when they are written out.
 */
#ifndef TUTOR_MODEL_PATTERN_H
#define TUTOR_MODEL_PATTERN_H

#include <stdbool.h>

struct mem;

enum {
	PATTERN_MAX = 500,		/* bytes */
	PATTERN_SIZE_MAX = 2000,	/* atoms */
	PATTERN_REPEAT_MAX = 255	/* what every system takes in {n} */
};

/*
 * NULL, or why a pattern cannot have \ before this sign: references back, and
 * letters that C libraries read otherwise, such as \d, a digit or a d.
 */
const char *pattern_escape(char);

/* The inside of "/inside/", or NULL. */
const char *pattern_inside(struct mem *, const char *);

/* What is wrong with a pattern, or NULL. */
const char *pattern_wrong(struct mem *, const char *);

/* Does it match the whole text?  A wrong one never does. */
bool	pattern_matches(struct mem *, const char *pattern, const char *text,
	    bool any_case);

#endif
