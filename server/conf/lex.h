/*
 * lex.h - the words of the configuration language.
 *
 * Pure.  A line is words, ended by its end or by ';'; '{' and '}' stand for
 * themselves wherever they are.  A word in double quotes may hold anything
 * printable; \" and \\ are its escapes.  '#' where a word would start begins a
 * comment.  Lines end in LF or CRLF.
 * Ownership: every slice points into the text given to lex_init().
 */
#ifndef CONF_LEX_H
#define CONF_LEX_H

#include <stdbool.h>

#include "base/slice.h"

enum lex_kind {
	LEX_WORD,
	LEX_OPEN,			/* { */
	LEX_CLOSE,			/* } */
	LEX_END,			/* the end of a line, or ; */
	LEX_EOF,			/* for ever, once reached */
	LEX_BAD				/* what: says why */
};

struct lex {
	struct slice	 rest;
	int		 line;		/* of the first byte of rest */
};

struct lex_token {
	enum lex_kind	 kind;
	struct slice	 text;		/* WORD: no quotes, escapes kept */
	bool		 quoted;
	int		 line;
	const char	*what;		/* BAD: what is wrong */
};

void	lex_init(struct lex *, struct slice text);
void	lex_next(struct lex *, struct lex_token *);

/*
 * Write the value of a WORD to out, which has room for text.n bytes.  Returns
 * its length, which is never larger.
 */
size_t	lex_value(const struct lex_token *, char *out);

/* Can this value stand in a text without quotes? */
bool	lex_is_bare(struct slice value);

#endif
