/*
 * compose.h - the body of a form, as a browser makes it.
 *
 * For the shell and for tests: urlencoded, or multipart/form-data (RFC 7578,
 * names escaped as WHATWG HTML has it).
 */
#ifndef APPS_LIB_COMPOSE_H
#define APPS_LIB_COMPOSE_H

#include <stdbool.h>
#include <stddef.h>

#include "web/text.h"

struct compose {
	struct text	 out;		/* the body */
	const char	*type;		/* its media type, with boundary */
	const char	*boundary;	/* NULL: urlencoded */
};

void	compose_init(struct compose *, struct mem *, bool multipart);
void	compose_field(struct compose *, const char *name, const char *value);

/* Only in a multipart body. */
struct compose_file {
	const char	*field, *name;
	const char	*bytes;
	size_t		 n;
};
void	compose_file(struct compose *, const struct compose_file *);

/* Nothing may be added after it. */
void	compose_end(struct compose *);

#endif
