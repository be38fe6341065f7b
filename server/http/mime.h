/*
 * mime.h - media types by the ending of a name.
 *
 * The table is filled from a mime.types file at start and is read-only then.
 * Pure: the text comes from the caller, the memory from the caller's arena.
 */
#ifndef HTTP_MIME_H
#define HTTP_MIME_H

#include <stddef.h>

#include "base/arena.h"
#include "base/slice.h"

struct mime_type {
	struct slice	ext;		/* lower case, without the dot */
	const char	*type;
};

struct mime {
	struct mime_type *types;	/* sorted by ext */
	size_t		ntypes;
};

/*
 * Read a mime.types text ("type ext ext...", # comments).  0, or the number
 * of the first bad line, or -1: arena full.  The first line that names an
 * ending wins.  Text types get "; charset=utf-8" (text/..., also
 * application/javascript, application/json stay as they are named).
 */
int	mime_read(struct mime *, struct slice text, struct arena *);

/* The type for a file name, "application/octet-stream" when unknown. */
const char *mime_type(const struct mime *, struct slice name);

#endif
