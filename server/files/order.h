/*
 * order.h - in which order a folder's entries are listed.
 *
 * Pure.  Folders always come first.  Names are compared without regard to
 * ASCII case, then byte by byte, so that the order never depends on a locale
 * or on how the folder was read.
 */
#ifndef FILES_ORDER_H
#define FILES_ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

struct entry {
	const char	*name;		/* borrowed; any bytes, ends with NUL */
	uint64_t	 size;		/* bytes; a folder's is not looked at */
	int64_t		 mtime;		/* seconds since 1970 UTC */
	bool		 is_dir;
	uint64_t	 rank;		/* order_sort() writes it */
};

enum order_key { ORDER_NAME, ORDER_SIZE, ORDER_TIME, ORDER_NKEYS };

struct order {
	enum order_key	key;
	bool		descending;
};

/* What a key is called in a query: "name", "size", "time". */
const char *order_key_name(enum order_key);

/*
 * Read a raw query like "sort=size&order=desc".  What is unknown is skipped,
 * the last of two counts; ascending by name when nothing is said.
 */
struct order	order_parse(struct slice query);

void	order_sort(struct entry *, size_t n, struct order);

#endif
