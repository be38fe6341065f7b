/*
 * body.h - the body of a request: counted, limited, taken apart.
 */
#ifndef APPS_LIB_BODY_H
#define APPS_LIB_BODY_H

#include <stdbool.h>
#include <stddef.h>

#include "web/text.h"

struct form;
struct web;

/* The media type of the body without parameters, lower case; "" when none. */
const char *body_type(struct web *);

/* Is it one that forms have? */
bool	body_is_form(struct web *);

/* The application's limit in bytes. */
long long body_limit(const struct web *);

/* All of the body into the text.  0, or 400 (it ended early) or 413. */
int	body_load(struct web *, struct text *);

/*
 * A multipart body: plain fields of at most 1 MiB to `sent` as they came,
 * uploads to files of the request.  0, 400, 413, 415, 500 or 507.
 */
int	body_multipart(struct web *);

/* Add a pair, copied. */
void	body_pair(struct web *, struct form *, const char *name,
	    const struct text *value);

#endif
