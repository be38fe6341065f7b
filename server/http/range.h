/*
 * range.h - byte ranges (RFC 9110, section 14).
 *
 * Pure.
 */
#ifndef HTTP_RANGE_H
#define HTTP_RANGE_H

#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

enum { RANGE_MAX = 16 };		/* more: the whole file is sent */

struct range {
	uint64_t	start;		/* first byte */
	uint64_t	len;		/* > 0 */
};

/*
 * Read a Range value against a representation of `size` bytes.  Returns
 * the number of satisfiable ranges in r, cut to the size, in the order asked;
 * overlapping or touching ones are merged when that is possible without
 * changing the order;
 * 0: ignore the field and send all (not "bytes", malformed, more than
 * RANGE_MAX, together longer than the file, or the file is empty);
 * -416: none can be satisfied.
 */
int	range_parse(struct slice value, uint64_t size,
	    struct range r[RANGE_MAX]);

#endif
