/*
 * md_line.h - a line from which blocks take their part, by columns.
 *
 * A tab reaches to the next multiple of four columns, and may be taken in
 * parts.
 */
#ifndef APPS_LIB_MD_LINE_H
#define APPS_LIB_MD_LINE_H

#include <stdbool.h>

#include "base/slice.h"

struct text;

struct md_line {
	struct slice	 s;		/* without its ending */
	unsigned	 number;
	size_t		 at;		/* first byte not yet taken */
	size_t		 column;
	size_t		 text;		/* first one from there no blank */
	size_t		 indent;	/* columns from `column` to there */
	bool		 in_tab;	/* a part of the tab at `at` is taken */
	size_t		 no_rule;	/* md_start.c: none begins before */
};

void	md_line_init(struct md_line *, struct slice, unsigned number);

/* Nothing but blanks and tabs is left. */
bool	md_line_blank(const struct md_line *);

/* Take n columns of blanks, or all there are. */
void	md_line_columns(struct md_line *, size_t n);

/* Take the blanks in front and n bytes that are no blanks. */
void	md_line_take(struct md_line *, size_t n);

/* What is left, without the blanks in front. */
struct slice md_line_text(const struct md_line *);

/* Add what is left and a line feed; what is left of a tab becomes blanks. */
void	md_line_add(const struct md_line *, struct text *);

#endif
