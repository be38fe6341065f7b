/*
 * mark.h - is an answer right?
 *
 * Pure: question, variant and what the student sent in, a verdict out.  One
 * function a type, in a table.  Whether it counts (dates, tries) is decided
 * elsewhere.
 */
#ifndef TUTOR_MODEL_MARK_H
#define TUTOR_MODEL_MARK_H

#include <stdbool.h>
#include <stddef.h>

#include "apps/tutor/model/page.h"

struct mem;
struct problems;
struct text;
struct val;
struct variant;

enum mark_kind {
	MARK_DONE,		/* score is what it is worth */
	MARK_INVALID,		/* cannot be read: free of charge, say why */
	MARK_LATER		/* a person or the grader will tell */
};

struct verdict {
	enum mark_kind	 kind;
	double		 score;		/* 0 to 1 */
	const char	*message;	/* Markdown for the student, or NULL */
	const char	*shown;		/* HTML: how it was read; NULL */
};

/*
 * `answer` is what was sent: a string (text, number, formula, essay, code; the
 * option's index for choose), or a list of strings (tick: indexes; order:
 * indexes in order; match: the index of what goes with it, one a place;
 * blanks, table: text, one a place).  For an upload it is an object: name, and
 * size in bytes.  Indexes are those of the question's answers; "" is a place
 * that is left empty.
 */
void	mark_answer(struct verdict *, struct mem *, const struct question *,
	    const struct variant *, const struct val *answer);

/*
 * Is the answer a list?  In forms it is the values of all controls of the
 * field's name in their order; otherwise there is one value.
 */
bool	mark_takes_list(enum question_type);

/*
 * The most bytes that an answer or a file may have: max=, or 64 KiB of text
 * and 1 MiB of a file.  And is a file of that name taken, by accept=?
 */
long long mark_size_max(const struct question *);
bool	mark_takes_file(const struct question *, const char *name);

/*
 * What the input is in HTML: labelled, with the answer of before filled in,
 * usable by keyboard and without scripts.  `field` is the form's name for it.
 */
struct input {
	const struct question	*question;
	const struct variant	*variant;
	const struct val	*answer;	/* before, or NULL */
	const char		*field;
	bool			 locked;	/* only to be looked at */
	bool			 paper;		/* no controls: what was
						   answered, or a place to
						   write it */
};
void	mark_input(struct text *, struct mem *, const struct input *);

/*
 * The prompt, in <div class="prompt" id="FIELD-prompt">, which the input
 * names as its description.  Nothing for blanks and tables, whose
 * inputs stand inside of it: mark_input() shows it.
 */
void	mark_prompt(struct text *, struct mem *, const struct input *);

/* The right answer, as HTML. */
void	mark_solution(struct text *, struct mem *, const struct question *,
	    const struct variant *);

/*
 * What only the type knows to be wrong in a question; once: in one variant,
 * which is quick enough for each time that a page is asked for.
 */
void	mark_check(const struct question *, const char *file,
	    struct problems *);
void	mark_check_once(const struct question *, const char *file,
	    struct problems *);

#endif
