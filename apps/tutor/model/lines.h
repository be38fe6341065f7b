/*
 * lines.h - what a person wrote beside single lines of an answer.
 *
 * Pure.  Lines are counted from 1; one that ends the text with a line end is
 * the last.  In a record (grade.h) they are a list of {"n":line,"text":s};
 * what is no such thing in it is passed over.
 */
#ifndef TUTOR_MODEL_LINES_H
#define TUTOR_MODEL_LINES_H

#include <stddef.h>

struct mem;
struct val;

enum {
	LINES_MAX = 100,		/* of one grade */
	LINES_TEXT_MAX = 1000,		/* bytes each */
	LINES_SHOWN_MAX = 5000		/* a longer text has no numbers */
};

struct line_note {
	size_t		 n;		/* the line; 0: not said */
	const char	*text;
};

/* By their lines, and of one line as they were written. */
struct line_notes {
	struct line_note *list;
	size_t		 n;
};

void	lines_init(struct line_notes *, struct mem *);

/* One more; those behind LINES_MAX are left out. */
void	lines_add(struct line_notes *, size_t n, const char *text);

/* From a record, and (an empty list is none) into one. */
void	lines_read(struct line_notes *, struct mem *, const struct val *list);
void	lines_write(struct val *record, const struct line_notes *);

size_t	lines_count(const char *text, size_t n);

/* The next line of the text from *p to end, and *n, its bytes; NULL: none. */
const char *lines_next(const char **p, const char *end, size_t *n);

#endif
