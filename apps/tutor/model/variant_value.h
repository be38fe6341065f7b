/*
 * variant_value.h - expressions whose names are the lets of a question.
 * Private to variant*.c.
 */
#ifndef TUTOR_MODEL_VARIANT_VALUE_H
#define TUTOR_MODEL_VARIANT_VALUE_H

#include <stdbool.h>
#include <stddef.h>

struct let;
struct mem;
struct variant;

enum { VARIANT_DIGITS = 10 };

/*
 * The value of n bytes; false with *what when they are no expression, name what
 * is not there, or have no real and finite value.  *named, unless it is NULL:
 * a let occurs in it.
 */
struct variant_value {
	double		 value;
	bool		 named;
	const char	*what;
};
bool	variant_value(struct mem *, const struct variant *, const char *,
	    size_t n, struct variant_value *);

/* The index of the let of that name; v->n: none. */
size_t	variant_find(const struct variant *, const char *, size_t n);

/*
 * A value of a let by the seed; NULL with *what.  The variant holds the lets
 * before it.
 */
const char *variant_choose(struct mem *, const struct variant *,
	    const struct let *, const char **what);

#endif
