/*
 * mark_type.h - what each type of question brings, and what they share.
 * Private to mark*.c.
 */
#ifndef TUTOR_MODEL_MARK_TYPE_H
#define TUTOR_MODEL_MARK_TYPE_H

#include <stdbool.h>
#include <stddef.h>

#include "apps/tutor/model/mark.h"

struct answer_line;
struct mem;
struct problems;
struct question;
struct text;
struct val;
struct variant;

/* Bytes of what is typed into a line. */
enum { MARK_TEXT_MAX = 1000 };

struct marking {
	struct mem	*mem;
	const struct question *q;
	const struct variant *v;	/* never NULL */
};

struct mark_type {
	void	(*mark)(const struct marking *, const struct val *,
		    struct verdict *);
	void	(*input)(struct text *, const struct marking *,
		    const struct input *);
	void	(*solution)(struct text *, const struct marking *);
	void	(*check)(const struct marking *, const char *file,
		    struct problems *);	/* or NULL */
	bool	list;		/* the answer is a list */
	bool	prompt;		/* the input holds the prompt */
};

extern const struct mark_type mark_choose, mark_tick, mark_text, mark_number,
	mark_formula, mark_order, mark_match, mark_blanks, mark_table,
	mark_essay, mark_upload, mark_code, mark_checkoff;

/* Free of charge, and why. */
void	mark_invalid(struct verdict *, const char *why);

/* The line that holds: its credit, and its feedback with values filled in. */
void	mark_by(const struct marking *, const struct answer_line *,
	    struct verdict *);

/* A line's text with values filled in, as text or as a formula. */
const char *mark_fill(const struct marking *, const char *);
const char *mark_formula_fill(const struct marking *, const char *);

/* Tell what is wrong with each line, and that none is right. */
struct line_check {
	const char	*file;
	struct problems	*problems;
	const char	*(*wrong)(const struct marking *, void *arg, size_t i);
	void		*arg;
	const char	*example;	/* of a right answer */
};
void	mark_check_lines(const struct marking *, const struct line_check *);

/* Is credit=each? */
bool	mark_each(const struct marking *);

/* A string, the first of a list, or "" ; answers that may be of one or many. */
const char *answer_string(const struct val *, size_t *n);
size_t	answer_count(const struct val *);
const struct val *answer_at(const struct val *, size_t i);

/* Is it an index below n? */
bool	answer_index(const struct val *, size_t n, size_t *index);

/* Several places that are answered at once. */
struct places {
	size_t		 n, right, empty;
	double		 sum;		/* of credits */
	struct text	*messages;	/* a line a place; NULL: none yet */
	const char	*invalid;	/* the first that cannot be read */
};

/* Add a place's verdict; `name` is what a student knows it by. */
void	places_add(const struct marking *, struct places *,
	    const struct verdict *, const char *name);

/* Together. */
void	places_end(const struct marking *, struct places *, struct verdict *);

/* "left = right" at the first = between blanks outside of $ and `. */
bool	pair_cut(struct mem *, const char *, const char **left,
	    const char **right);

#endif
