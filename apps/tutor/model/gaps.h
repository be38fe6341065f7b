/*
 * gaps.h - the gaps of a text: The capital of France is {_capital_}.
 *
 * Pure.  A gap is cut out before Markdown is read and put in again behind it,
 * so that Markdown does not see what stands in it.  Names are letters, digits
 * and -; \{_x_} is no gap.
 */
#ifndef TUTOR_MODEL_GAPS_H
#define TUTOR_MODEL_GAPS_H

#include <stddef.h>

struct mem;
struct text;

enum { GAPS_MAX = 100, GAPS_NAME_MAX = 40 };

struct gaps {
	size_t		 n;
	const char	*names[GAPS_MAX];
	const char	*text;		/* with marks where the gaps were */
};

void	gaps_cut(struct gaps *, struct mem *, const char *text);

/* The index of the gap of that name; g->n: none. */
size_t	gaps_find(const struct gaps *, const char *name);

/*
 * HTML with what `put` adds at each gap.  Gaps within tags or formulas are left
 * out.  How many were put in.
 */
typedef void gaps_put_fn(void *arg, struct text *, size_t gap);
size_t	gaps_fill(struct text *, const char *html, gaps_put_fn *, void *arg);

#endif
