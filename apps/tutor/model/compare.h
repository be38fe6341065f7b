/*
 * compare.h - is the output of a program what it should be?
 *
 * Pure, and outside of the box: what a student's program prints is only ever
 * data here.  Takes time in proportion to both texts (unordered: sorted).
 */
#ifndef TUTOR_MODEL_COMPARE_H
#define TUTOR_MODEL_COMPARE_H

#include <stdbool.h>
#include <stddef.h>

struct mem;

enum compare_kind {
	COMPARE_EXACT,		/* byte for byte */
	COMPARE_LINES,		/* but for blanks at the end of lines and
				   empty lines at the end */
	COMPARE_TOKENS,		/* words, however they are spaced */
	COMPARE_FLOAT,		/* words, numbers nearly; NaN is never right */
	COMPARE_UNORDERED,	/* lines in any order */
	COMPARE_REGEX,		/* each expected line is a pattern (POSIX,
				   extended) of a whole line */
	COMPARE_KINDS
};

/* So close must numbers be, absolutely or relatively. */
#define COMPARE_TOLERANCE	1e-6

enum { COMPARE_PATTERN_MAX = 1000, COMPARE_MATCHED_MAX = 16 * 1024 };

struct compare {
	enum compare_kind kind;
	double		 tolerance;	/* of COMPARE_FLOAT */
	struct mem	*mem;		/* for patterns and sorting */
};

/* Bytes of somebody else's. */
struct piece {
	const char	*p;
	size_t		 n;
};

/* The line of a text where it is not as it should be. */
struct place {
	struct piece	 line;		/* without its newline; p NULL: the
					   text is at its end */
	size_t		 number;	/* from 1 */
	size_t		 column;	/* bytes of the line before it */
	bool		 ended;		/* by a newline */
};

/* The first difference. */
struct difference {
	struct place	 want, got;
};

/* The kind of that name, "tokens"; -1: none. */
int	compare_find(const char *name);

/* Is it right?  If not, *where is set; it borrows both texts. */
bool	compare_output(const struct compare *, struct piece want,
	    struct piece got, struct difference *where);

/*
 * NULL, or what is wrong with the patterns of an expected output: for the check
 * of a course.  *line, from 1, says where.
 */
const char *compare_pattern_wrong(struct mem *, struct piece want,
		size_t *line);

#endif
