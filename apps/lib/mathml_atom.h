/*
 * mathml_atom.h - letters, numbers, operators: one element each.
 */
#ifndef LIB_MATHML_ATOM_H
#define LIB_MATHML_ATOM_H

#include "apps/lib/mathml_tex.h"

/* The atom that is the token, without its scripts; MATH_NONE: nothing. */
struct math_atom math_write_atom(struct math *);

/* <mo> whose text may be anything, with attributes (" x='y'", or ""). */
void	math_operator(struct math *, const char *text, const char *attributes);

/* Whether the token begins a script. */
bool	math_blind(const struct math *);

#endif
