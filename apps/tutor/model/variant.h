/*
 * variant.h - parameters: let w = 2..9, {w*h}, and who gets which values.
 *
 * The seed is an HMAC of course key, user, page, question and number of the
 * variant, so nothing need be stored and the same student always sees the same.
 * Pure.
 */
#ifndef TUTOR_MODEL_VARIANT_H
#define TUTOR_MODEL_VARIANT_H

#include <stddef.h>

struct mem;
struct problems;
struct question;

struct variant {
	size_t			 n;
	const char *const	*names;
	const char *const	*values;	/* text; numbers as written */
	unsigned long long	 seed;
};

struct variant_key {
	const unsigned char	*key;		/* SECRET_KEY_SIZE bytes */
	const char		*user, *page, *question;
	int			 number;	/* of the variant, from 0 */
};

/* The values of a question's lets; with mistakes in `problems` (or NULL). */
void	variant_make(struct variant *, struct mem *, const struct question *,
	    const struct variant_key *, const char *file, struct problems *);

/*
 * Text with each {expression} replaced by its value (numbers rounded to 10
 * digits, {w:2} to 2 decimals); \{ is a brace; $...$ and code are left alone
 * unless they hold {name} of a let exactly (in $...$ the braces stay, as TeX
 * needs them).  Braces in which no let occurs stay as they are, and so does
 * all of a text when there are no lets.  NULL gives NULL.
 */
const char *variant_fill(struct mem *, const struct variant *,
	    const char *text);

/*
 * The same for what is read as a formula: no code, no $...$, and what would
 * not hold together stands in parentheses: {w}^2 with -3 is (-3)^2.
 */
const char *variant_formula(struct mem *, const struct variant *,
	    const char *text);

/* Why braces of a text are no expression: the first that are not, or NULL. */
const char *variant_odd(struct mem *, const struct variant *,
	    const char *text);

#endif
