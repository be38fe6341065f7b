/*
 * mask.h - a request without its secrets, for files that people read.
 *
 * Pure, in time linear in the input.  Bytes that are no secret stay as they
 * are, also where the input is malformed: that is what one wants to replay.
 * When in doubt something is masked that was none.
 */
#ifndef APPS_LIB_MASK_H
#define APPS_LIB_MASK_H

#include <stdbool.h>
#include <stddef.h>

struct mem;
struct text;

#define MASK	"***"

/* Is this the name of a field, member or variable that holds a secret? */
bool	mask_name(const char *name, size_t n);

/* The value of a variable (RFC 3875) as it may be written down. */
const char *mask_variable(struct mem *, const char *name, const char *value);

/* Add a body of that Content-Type. */
void	mask_body(struct text *, const char *type, const char *, size_t n);

#endif
