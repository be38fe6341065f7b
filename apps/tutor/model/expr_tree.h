/*
 * expr_tree.h - what a formula is made of.  Private to expr*.c and to those who
 * ask what names it has.
 */
#ifndef TUTOR_MODEL_EXPR_TREE_H
#define TUTOR_MODEL_EXPR_TREE_H

#include <complex.h>
#include <stdbool.h>
#include <stddef.h>

#include "apps/tutor/model/expr.h"

enum expr_kind {
	EXPR_NUMBER, EXPR_NAME, EXPR_CONSTANT, EXPR_CALL,
	EXPR_NEGATE, EXPR_ADD, EXPR_SUBTRACT, EXPR_MULTIPLY, EXPR_DIVIDE,
	EXPR_POWER
};

struct expr {
	enum expr_kind	 kind;
	double		 number;
	const char	*text;		/* the number or name as written */
	size_t		 index;		/* of a name, constant or function */
	int		 height;	/* of what nests when it is shown */
	const struct expr *a, *b;	/* operands; of a call: a */
};

struct expr_function {
	const char	*name;
	double complex	(*value)(double complex);
	const char	*shown;		/* NULL: in a way of its own */
};

enum { EXPR_POINTS = 20, EXPR_POINTS_GOOD = 5 };

/* Rows of the tables; NULL behind their end. */
const struct expr_function *expr_function(size_t i);
const char *expr_constant(size_t i, double complex *value);

/* Does any of the given names occur? */
bool	expr_has_names(const struct expr *);

/* The values of the names at point i (of EXPR_POINTS). */
void	expr_point(const struct expr_compare *, int i, double complex *values);

#endif
