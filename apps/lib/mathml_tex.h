/*
 * mathml_tex.h - reading TeX by tokens, writing MathML by insertion.
 *
 * One pass: what is read is written at once.  That it was the base of a
 * script, or needs an <mrow>, is known only behind it; then the start tag is
 * inserted in front of it.  Each byte moves once a level at the most, and
 * levels are limited.
 * Invariants: `tok` is the token that comes next; what was written is
 * well-formed between any two elements.
 */
#ifndef LIB_MATHML_TEX_H
#define LIB_MATHML_TEX_H

#include <stdbool.h>
#include <stddef.h>

#include "apps/lib/mathml_letter.h"
#include "apps/lib/mathml_symbol.h"
#include "base/slice.h"
#include "web/text.h"

/* What an atom is to its neighbours: spaces depend on it. */
enum math_class {
	MATH_NONE,		/* the start of a row, or nothing was written */
	MATH_ORD,
	MATH_NAME,		/* a function */
	MATH_BIG,
	MATH_DOTS,
	MATH_BIN,
	MATH_REL,
	MATH_OPEN,
	MATH_CLOSE,
	MATH_FENCED,		/* a group with its fences */
	MATH_PUNCT,
	MATH_SPACE
};

struct math_atom {
	enum math_class	 class;
	bool		 stacks;	/* scripts go above and below */
};

enum math_token {
	TOK_END,
	TOK_CHAR,		/* name is one character of UTF-8, or a byte */
	TOK_COMMAND		/* name is without the backslash */
};

/* What may end a row. */
enum math_closer {
	CLOSE_NONE,
	CLOSE_BRACE,
	CLOSE_RIGHT,		/* \right or \middle */
	CLOSE_CELL,		/* & \\ \end */
	CLOSE_BRACKET,
	CLOSE_END,
	CLOSE_COUNT
};

struct math {
	struct text	*t;
	struct slice	 src;
	size_t		 at;		/* offset behind the token */
	enum math_token	 tok;
	struct slice	 name;		/* of the token */
	size_t		 tok_at;	/* where it begins */
	unsigned	 depth;
	unsigned	 wanted[CLOSE_COUNT];	/* rows that wait for it */
	enum math_class	 last;		/* the atom before, in this row */
	enum math_alphabet alphabet;
	bool		 display;	/* limits stand above and below */
	bool		 single;	/* one token is all that is taken */
	bool		 keeps;		/* braces leave an operator its space */
	bool		 first;		/* nothing in this row yet */
	bool		 failed;	/* something was shown as an error */
	bool		 too_deep;
};

void	math_start(struct math *, struct text *, struct slice src);
void	math_next(struct math *);

/* Go on reading at this offset. */
void	math_seek(struct math *, size_t at);

bool	math_is_char(const struct math *, char);
bool	math_is_command(const struct math *, const char *name);

/* The source of the token. */
struct slice	math_source(const struct math *);

/* What the token would end; CLOSE_NONE for anything inside a row. */
enum math_closer math_closes(const struct math *);

/* The bytes up to the brace that fits the one which is the token. */
bool	math_raw(struct math *, struct slice *);

/* A level more; false, and nothing more to read, when there are too many. */
bool	math_enter(struct math *);
void	math_leave(struct math *);

/* Text as content or value: what XML has no room for becomes U+FFFD. */
void	math_escape(struct text *, struct slice);

/* <merror> with a piece of the source. */
void	math_error(struct math *, struct slice);

/* Put a tag in front of what was written since `at`. */
void	math_insert(struct math *, size_t at, const char *tag);

/* Change the order of [from, middle) and what was written behind it. */
void	math_swap(struct math *, size_t from, size_t middle);

/* Make n elements since `at` one. */
void	math_one(struct math *, size_t at, size_t n);

#endif
