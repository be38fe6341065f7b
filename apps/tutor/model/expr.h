/*
 * expr.h - formulas that students and teachers write: 3*x^2 + sin(2x).
 *
 * A recursive-descent parser of our own to a small tree in the arena, limited
 * in depth and nodes.  Pure.  + - * / ^ and unary minus, implicit
 * multiplication (2x, 3(x+1), xy), parentheses, functions sin cos tan asin acos
 * atan (and arcsin ...) sinh cosh tanh exp ln log (base 10, as log10) log2 sqrt
 * abs, constants pi e i, names of one or more letters.  -x^2 is -(x^2), 1/2x is
 * (1/2)x, 2^3^2 is 2^(3^2).
 */
#ifndef TUTOR_MODEL_EXPR_H
#define TUTOR_MODEL_EXPR_H

#include <complex.h>
#include <stddef.h>

struct mem;
struct text;

enum { EXPR_DEPTH_MAX = 64, EXPR_NODES_MAX = 500, EXPR_NAMES_MAX = 16 };

struct expr;

/*
 * The tree of n bytes, whose names are only those given; NULL with *what, a
 * sentence for the student ("a ) is missing", "there is no y here").
 */
#define EXPR_NO_NAME	"there is no "	/* it begins so; then the name */

struct expr_names {
	const char *const *names;
	size_t		   n;
};
struct expr *expr_read(struct mem *, const char *, size_t n,
		const struct expr_names *, const char **what);

/* Its value, names replaced by values in the order of the names. */
double complex expr_value(const struct expr *, const double complex *values);

/* MathML of what was read, so that a student sees it. */
void	expr_mathml(struct text *, const struct expr *);

/*
 * Do both mean the same?  Evaluated at 20 seeded points in the ranges; points
 * where the solution is not finite, or tiny beside its largest value, are
 * passed over.  |a - b| must not pass relative * max(|a|, |b|) + absolute; a
 * solution that never passes `absolute` counts as zero.  1 yes, 0 no, -1: there
 * were fewer than 5 good points (the question is not sound).  At most
 * EXPR_NAMES_MAX names.
 */
struct expr_compare {
	const struct expr	*solution, *answer;
	const double		*low, *high;	/* ranges, one a name */
	size_t			 n;
	double			 relative, absolute;
	unsigned long long	 seed;
};
int	expr_same(const struct expr_compare *);

#endif
