/*
 * mathml_command.h - commands that take arguments: \frac, \sqrt, \left, ...
 */
#ifndef LIB_MATHML_COMMAND_H
#define LIB_MATHML_COMMAND_H

#include "apps/lib/mathml_tex.h"

struct math_command;

/*
 * Called with the token behind the command; the slice is the command as it
 * stands in the source.  Writes one element, or none and returns MATH_NONE.
 */
typedef struct math_atom math_command_fn(struct math *,
		const struct math_command *, struct slice);

struct math_command {
	const char	*name;
	math_command_fn	*run;
	const char	*text;		/* what its function makes of it */
	int		 arg;
};

/* Sorted by the bytes of the name. */
extern const struct math_command math_commands[];
extern const size_t math_ncommands;

/* Run the command that is the token; false when there is no such one. */
bool	math_command(struct math *, struct math_atom *);

/* mathml_build.c: fractions, roots, what stands above or below. */
math_command_fn	math_fraction, math_binomial, math_root, math_accent;
math_command_fn	math_brace, math_stack, math_arrow, math_not, math_modulus;
math_command_fn	math_phantom, math_line;

/* mathml_fence.c: fences of any size. */
math_command_fn	math_left, math_big;

/* mathml_word.c: text and alphabets. */
math_command_fn	math_text_words, math_tag, math_nothing, math_letters;
math_command_fn	math_function;

/* mathml_grid.c: matrices and what else has rows. */
math_command_fn	math_begin, math_substack;

#endif
