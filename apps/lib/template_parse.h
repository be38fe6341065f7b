/*
 * template_parse.h - a template as a row of tokens.
 *
 * Pure.  Whether a tag stands alone on its line, and so takes the line with
 * it, is decided here; what is left is text to be shown as it is.  A token
 * that begins a line says so, since a partial may be indented as a whole.
 */
#ifndef LIB_TEMPLATE_PARSE_H
#define LIB_TEMPLATE_PARSE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"

struct mem;
struct template_error;

enum template_kind {
	TEMPLATE_TEXT,
	TEMPLATE_NAME,			/* {{x}} */
	TEMPLATE_RAW,			/* {{{x}}}, {{&x}} */
	TEMPLATE_SECTION,		/* {{#x}} */
	TEMPLATE_INVERTED,		/* {{^x}} */
	TEMPLATE_CLOSE,			/* {{/x}} */
	TEMPLATE_PARTIAL,		/* {{>x}} */
	TEMPLATE_PARENT,		/* {{<x}} */
	TEMPLATE_BLOCK			/* {{$x}} */
};

struct template_token {
	enum template_kind kind;
	bool	begins;			/* a line */
	bool	alone;			/* with its blanks and line end */
	bool	hanging;		/* block: begins on the next line */
	bool	dynamic;		/* {{>*x}}: x says which */
	struct slice text;		/* or the name */
	struct slice blanks;		/* before it, if no text */
	struct slice margin;		/* of the first line of a block */
	size_t	end;			/* index of the tag that closes it */
	const char *at;			/* in the text */
};

struct template {
	const char	*name;
	struct slice	 text;
	struct template_token *tokens;
	size_t		 n;
	size_t		 cap;
	struct template	*next;
};

/* Does a line end stand at the front?  Its length, or 0. */
static inline size_t
template_newline(struct slice s)
{
	if (s.n > 0 && s.p[0] == '\n')
		return 1;
	return s.n > 1 && s.p[0] == '\r' && s.p[1] == '\n' ? 2 : 0;
}

/* How many blanks and tabs stand at the front. */
size_t	template_blanks(struct slice);

/* Name and text are borrowed.  NULL: a mistake, and *error (or NULL) tells. */
struct template *template_parse(struct mem *, const char *name, struct slice,
		    struct template_error *error);

/* Fill *error, if there is one: at that place of the template. */
void	template_mistake(const struct template *, const char *at,
	    const char *what, struct template_error *error);

#endif
