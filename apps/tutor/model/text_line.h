/*
 * text_line.h - does a text say what a line of a question says?
 * Private to the marks of text and blanks.
 */
#ifndef TUTOR_MODEL_TEXT_LINE_H
#define TUTOR_MODEL_TEXT_LINE_H

#include <stdbool.h>
#include <stddef.h>

struct marking;
struct val;
struct verdict;

/* fold= of the question. */
unsigned	text_fold(const struct marking *);

/* Is the answer what `line` (filled in) says?  It is folded already. */
bool		text_says(const struct marking *, const char *answer,
		    const char *line);

/*
 * The answer folded; NULL with the verdict: it is empty, or longer than
 * MARK_TEXT_MAX.
 */
const char	*text_answer(const struct marking *, const struct val *,
		    struct verdict *);

/* What is wrong with a line, or NULL. */
const char	*text_wrong(const struct marking *, const char *line);

#endif
