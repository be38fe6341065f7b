/*
 * csv.h - comma-separated values (RFC 4180), both ways.
 *
 * Pure.  UTF-8 with or without a byte order mark; LF or CRLF.
 */
#ifndef TUTOR_MODEL_CSV_H
#define TUTOR_MODEL_CSV_H

#include <stdbool.h>
#include <stddef.h>

struct mem;
struct text;

struct csv_row {
	const char *const *cells;
	size_t		   n;
	size_t		   line;	/* of the file, from 1 */
};

/*
 * The next row; *s and *n move on, *line counts.  1; 0 at the end; -1: a quote
 * is not closed or something stands behind one.
 */
struct csv {
	const char	*s;
	size_t		 n;
	size_t		 line;
	struct mem	*mem;
};
void	csv_init(struct csv *, struct mem *, const char *, size_t n);
int	csv_next(struct csv *, struct csv_row *);

/*
 * A cell, quoted where needed, behind a comma unless it is the first.
 * `spreadsheet`: cells that begin with = + - @ TAB CR get a ' in front.
 */
void	csv_cell(struct text *, const char *, bool first, bool spreadsheet);
void	csv_end(struct text *);			/* CRLF */

#endif
