/*
 * mathml_list.h - rows of atoms: the grammar of a formula.
 *
 *	row      = { atom [scripts] | style | infix }
 *	atom     = letter | number | symbol | group | command
 *	scripts  = { "_" argument | "^" argument | "'" | \limits | \nolimits }
 *	argument = group | atom without scripts
 */
#ifndef LIB_MATHML_LIST_H
#define LIB_MATHML_LIST_H

#include "apps/lib/mathml_tex.h"

/*
 * The elements up to what ends the row, which stays the token: `closer`, or
 * one that a row around this one waits for.  `before` is what stands in front.
 * Returns how many were written.
 */
size_t	math_list(struct math *, enum math_closer, enum math_class before);

/* A row up to the brace that fits the one which is the token: one element. */
void	math_group(struct math *);

/* What follows a command, as one element; the command is for the error. */
void	math_argument(struct math *, struct slice command);

/* The same with limits beside the operators, as in a fraction. */
void	math_small(struct math *, struct slice command);

#endif
