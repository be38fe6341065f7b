/*
 * env_http.h - the fields of a request as variables HTTP_* (RFC 3875, 4.1.18).
 *
 * Pure.  A variable stands for all fields of one name, at the place of the
 * first; env.h says which fields become none.  A hash of the names finds those
 * that are alike, so that a head full of fields is read in linear time.
 */
#ifndef CGI_ENV_HTTP_H
#define CGI_ENV_HTTP_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "cgi/env.h"
#include "http/head.h"

/* An entry is the index of a field plus one; 0 is none. */
struct env_http {
	const struct env_input *in;	/* borrowed, with its head */
	uint8_t		 table[256];	/* the first field of each name */
	uint8_t		 last[HEAD_MAX_FIELDS];	/* of a first: its last */
	uint8_t		 again[HEAD_MAX_FIELDS];	/* the next alike */
};

/* Find what is to be exported of the head of the input. */
void	env_http_init(struct env_http *, const struct env_input *);

/*
 * The length of the name, with "HTTP_", of the variable that begins with the
 * i-th field of the head; 0 when none does.
 */
size_t	env_http_name(const struct env_http *, size_t i);

/* That variable, "HTTP_NAME=value, value"; NULL when the arena is full. */
char	*env_http_make(const struct env_http *, size_t i, struct arena *);

#endif
