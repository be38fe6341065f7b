/*
 * value.h - read the values of one directive into its field.
 *
 * Private to conf/.
 */
#ifndef CONF_VALUE_H
#define CONF_VALUE_H

#include <stdbool.h>
#include <stdint.h>

#include "conf/parse.h"

struct setting {
	struct parse	*p;
	const struct node *node;
	const struct key *key;
	void		*home;		/* the structure the field is in */
	bool		 first;		/* of its name in this block */
};

/* Faults are noted; the field then keeps what it had. */
void	value_set(const struct setting *);

/* Set a field to the preset of its row, when there is one. */
void	value_preset(struct parse *, const struct key *, void *home);

/* Where the field is. */
void   *value_field(const struct setting *);

/*
 * Room for a list's elements, those of this directive and of all like it that
 * follow in the block, `each` for a value; for the first of them only.
 */
void   *value_room(const struct setting *, size_t each, size_t size);

/* The units of sizes and times, smallest first, ended by a NULL name. */
struct unit {
	const char	*name;
	uint64_t	 factor;
};

extern const struct unit size_units[], time_units[];

/* A path made absolute against base_dir; NULL after a fault. */
const char *value_absolute(const struct setting *, const char *path);

/* The same into a field that is left alone after a fault. */
void	value_set_path(const struct setting *, struct conf_path *,
	    const char *path);

/* Is "off", which empties a list, the only value? */
bool	value_is_off(const struct setting *);

#endif
