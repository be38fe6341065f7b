/*
 * page_known.h - what a teacher may write: headers, attributes, their values.
 *
 * Pure.  One table for pages, courses and questions; tutor(7) describes each
 * row, and a test misses those that are not there.
 */
#ifndef TUTOR_MODEL_PAGE_KNOWN_H
#define TUTOR_MODEL_PAGE_KNOWN_H

#include <stdbool.h>
#include <stddef.h>

#include "apps/tutor/model/page.h"

enum known_kind {
	KNOWN_FLAG,		/* stands alone */
	KNOWN_TEXT,		/* anything but nothing */
	KNOWN_NUMBER,		/* 2, 0.5 */
	KNOWN_COUNT,		/* 0 to 1000 */
	KNOWN_GROUP,		/* 2 to GROUP_MOST */
	KNOWN_SHARE,		/* 25%, 0.25 */
	KNOWN_TIME,		/* 500ms, 2s, 90m */
	KNOWN_SIZE,		/* 64M */
	KNOWN_CHOICE,		/* one of the words */
	KNOWN_CHOICES		/* some of them, with commas */
};

/* Where: 1 << type for questions, and four bits more. */
enum {
	AT_PAGE = 1 << Q_TYPES,
	AT_COURSE = 1 << (Q_TYPES + 1),
	AT_TEST = 1 << (Q_TYPES + 2),	/* of a code question */
	AT_DRAW = 1 << (Q_TYPES + 3),
	AT_QUESTION = (1 << Q_TYPES) - 1
};

struct known {
	const char	*name;
	unsigned	 at;
	enum known_kind	 kind;
	const char	*words;		/* of a choice, with blanks; or NULL */
};

/* The row of that name in that place, or NULL. */
const struct known *known_find(unsigned at, const char *name);

/* Row i of the table; NULL behind its end. */
const struct known *known_at(size_t i);

/*
 * The name in that place that is most like this one, or NULL when none is
 * like it.
 */
const char *known_nearest(unsigned at, const char *name);

/* NULL, or what a value should be: "a number such as 2 or 0.5". */
const char *known_wrong(const struct known *, const char *value);

/* How far two words are apart, in letters; 9: far. */
int	word_distance(const char *, const char *);

/* Numbers as they are written in courses.  0, or -1. */
int	known_number(const char *, double *);		/* 0 to 1e9 */
int	known_share(const char *, double *);		/* 0 to 1 */
int	known_size(const char *, long long *);		/* bytes */
int	known_time(const char *, long long *);		/* ms */

#endif
