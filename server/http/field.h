/*
 * field.h - field values: lists, parameters, quality values (RFC 9110, 5.6).
 *
 * Pure.  Slices in, slices out, into the same bytes.
 */
#ifndef HTTP_FIELD_H
#define HTTP_FIELD_H

#include <stdbool.h>

#include "base/slice.h"

/*
 * The next element of a comma-separated list, trimmed, empty ones skipped,
 * commas inside quoted strings respected.  False at the end.
 */
bool	field_next(struct slice *list, struct slice *element);

/* Is `token` (any case) an element of the list? */
bool	field_list_has(struct slice list, const char *token);

/*
 * The quality that Accept-Encoding `list` gives to `coding`, 0 to 1000: its
 * own q, else that of "*", else 0 ("identity" then 1000).  A malformed q
 * counts as 0 (RFC 9110, 12.5.3).
 */
int	field_quality(struct slice list, const char *coding);

/* True when no byte is a control byte other than HTAB. */
bool	field_value_ok(struct slice);

#endif
