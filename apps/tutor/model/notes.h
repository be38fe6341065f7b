/*
 * notes.h - what a person wrote beside single lines of an answer.
 *
 * Pure.  Lines are counted from 1; a line end at the end of the text begins no
 * other.  In a record (grade.h) they are a list of {"n":line,"text":s}; what is
 * no such thing in it is passed over.
 */
#ifndef TUTOR_MODEL_NOTES_H
#define TUTOR_MODEL_NOTES_H

#include <stddef.h>

struct mem;
struct val;

enum {
	NOTES_MAX = 100,		/* of one grade */
	NOTES_TEXT_MAX = 1000,		/* bytes each */
	NOTES_LINES_MAX = 5000		/* a longer text has no numbers */
};

struct note {
	size_t		 n;		/* the line */
	const char	*text;
};

/* By their lines, and of one line as they were written. */
struct notes {
	struct note	*list;
	size_t		 n;
};

void	notes_init(struct notes *, struct mem *);

/* One more; those behind NOTES_MAX are left out. */
void	notes_add(struct notes *, size_t n, const char *text);

/* From a record, and (an empty list is none) into one. */
void	notes_read(struct notes *, struct mem *, const struct val *list);
void	notes_write(struct val *record, const struct notes *);

size_t	notes_lines(const char *text, size_t n);

/* The next line of the text from *p to end, and *n, its bytes; NULL: none. */
const char *notes_line(const char **p, const char *end, size_t *n);

#endif
