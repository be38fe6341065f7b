/*
 * similar.h - which answers have passages in common.
 *
 * Pure.  Texts become tokens: of an essay the words without case, of a program
 * keywords and signs, with all names, numbers and strings alike and comments
 * left out, so that other names do not hide a copy.  Of all runs of so many
 * tokens a few are kept by winnowing (Schleimer, Wilkerson and Aiken, 2003),
 * which finds each common passage of a certain length wherever it stands.  What
 * stands in the text that was given to all, or in a good part of the answers,
 * does not count.  A common passage is a reason to look, and no proof.
 */
#ifndef TUTOR_MODEL_SIMILAR_H
#define TUTOR_MODEL_SIMILAR_H

#include <stdbool.h>
#include <stddef.h>

struct mem;

enum { SIMILAR_TEXTS_MAX = 1000 };	/* more are not compared */

struct similar_text {
	const char	*p;
	size_t		 n;
};

struct similar {
	struct mem	*mem;
	bool		 code;
	const struct similar_text *texts;
	size_t		 n;
	struct similar_text given;	/* to all: starter, prompt; n 0: none */
};

struct similar_pair {
	size_t		a, b;		/* places in texts, a < b */
	size_t		shared;		/* runs that were kept in both */
	double		share;		/* of the shorter one's, 0 to 1 */
};

/* The pairs that share most, at most `max`, the largest share first. */
size_t	similar_find(const struct similar *, struct similar_pair **pairs,
	    size_t max);

/*
 * Which lines of text a take part in a passage that is in b, too: a list of
 * one for each line of a, so many in *n.
 */
const bool *similar_lines(const struct similar *, size_t a, size_t b,
	    size_t *n);

#endif
