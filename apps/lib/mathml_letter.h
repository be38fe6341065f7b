/*
 * mathml_letter.h - letters in the alphabets of mathematics.
 *
 * MathML Core has no attribute for them: each letter of each alphabet is a
 * character of its own (Unicode, "Mathematical Alphanumeric Symbols"), and
 * those that were encoded earlier stand elsewhere.
 */
#ifndef LIB_MATHML_LETTER_H
#define LIB_MATHML_LETTER_H

#include <stdbool.h>

enum math_alphabet {
	ALPHA_NONE,
	ALPHA_ROMAN,
	ALPHA_BOLD,
	ALPHA_ITALIC,
	ALPHA_BOLD_ITALIC,
	ALPHA_SCRIPT,
	ALPHA_FRAKTUR,
	ALPHA_DOUBLE,
	ALPHA_SANS,
	ALPHA_MONO,
	ALPHA_COUNT
};

struct text;

/*
 * Add an ASCII letter or digit; where the alphabet has none, as it is.
 * Returns whether it is another character now.
 */
bool	math_letter(struct text *, char, enum math_alphabet);

/* Escaped UTF-8: another character if it is Greek and the alphabet is bold. */
bool	math_greek(struct text *, const char *utf8, enum math_alphabet);

/* A letter of a variable in bold is italic, too; of a word it is not. */
bool	math_alphabet_joins(enum math_alphabet);

#endif
