/*
 * mathml_symbol.h - what TeX calls a symbol: its character and what it is.
 *
 * Facts only: one sorted table of commands that stand for one character or
 * word, and one of what ASCII characters mean in a formula.
 */
#ifndef LIB_MATHML_SYMBOL_H
#define LIB_MATHML_SYMBOL_H

#include <stddef.h>

#include "base/slice.h"

enum math_kind {
	SYM_NONE,
	SYM_VAR,		/* italic where it is a letter */
	SYM_ORD,		/* upright, without space around it */
	SYM_DOTS,		/* between, not at the end of something */
	SYM_BIN,
	SYM_REL,
	SYM_OPEN,
	SYM_CLOSE,
	SYM_FENCE,		/* opens and closes: | and its like */
	SYM_PUNCT,
	SYM_SUM,		/* large; limits above and below it */
	SYM_INT,		/* large; limits beside it */
	SYM_NAME,		/* a function: sin */
	SYM_LIM,		/* a function with limits below it */
	SYM_SPACE		/* text is its width */
};

struct math_symbol {
	const char	*name;		/* without the backslash */
	const char	*text;		/* UTF-8; NULL: as the name */
	enum math_kind	 kind;
};

extern const struct math_symbol math_symbols[];
extern const size_t math_nsymbols;

/* A command by its name, or NULL. */
const struct math_symbol *math_symbol(struct slice name);

/* An ASCII character that is no letter or digit, or NULL. */
const struct math_symbol *math_char(char);

/* What a symbol shows. */
const char	*math_text(const struct math_symbol *);

/* A relation, struck through: its own character, or NULL when it has none. */
const char	*math_negation(const char *text);

#endif
