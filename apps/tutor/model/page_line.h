/*
 * page_line.h - the text of a page, line by line.
 *
 * Pure.  A line is a piece of the text without its LF or CRLF; it is not
 * NUL-terminated.
 */
#ifndef TUTOR_MODEL_PAGE_LINE_H
#define TUTOR_MODEL_PAGE_LINE_H

#include <stdbool.h>
#include <stddef.h>

struct mem;
struct problems;
struct text;

struct line {
	const char	*p;
	size_t		 n;
	size_t		 no;		/* from 1 */
};

struct lines {
	const char	*next, *end;
	size_t		 no;		/* of the line that was read last */
	struct line	 line;		/* that one */
};

/* The lines of a copy of the text, without a byte order mark. */
void	lines_init(struct lines *, struct mem *, const char *, size_t n);

/* An error for each line that is no UTF-8 or holds a NUL. */
void	lines_check(const struct lines *, const char *file, struct problems *);

/* Bytes of the character of UTF-8 at the start of n > 0; 0: it is none. */
size_t	line_character(const char *, size_t n);

/* Read one line; false at the end. */
bool	lines_next(struct lines *);

/* Does it begin so?  Has it nothing but blanks and tabs? */
bool	line_begins(struct line, const char *);
bool	line_blank(struct line);

/* The line from byte i on, i at most its length. */
struct line line_from(struct line, size_t i);

/* Without blanks and tabs at both ends, or at the end. */
struct line line_trim(struct line);
struct line line_trim_end(struct line);

/* Cut the word that it begins with, and the blanks behind; false: none. */
bool	line_word(struct line *, struct line *word);

/* Is it exactly that? */
bool	line_is(struct line, const char *);

char	*line_str(struct mem *, struct line);

/* Add it and a LF. */
void	line_add(struct text *, struct line);

/*
 * Fenced code of CommonMark: lines in it are not looked at.  Also behind the
 * mark of a list.
 */
struct fence {
	char		mark;		/* '`' or '~'; 0: not in one */
	size_t		length;
	size_t		indent;		/* the end has at most this */
	size_t		no;		/* line of its beginning */
};

/* Was this line in a fence, or its first or last?  Follows the state. */
bool	fence_line(struct fence *, struct line);

#endif
