/*
 * cookie.h - cookies (RFC 6265).
 *
 * Pure.  Reading follows what servers are sent (section 5.4 and 4.2.2);
 * writing follows the strict grammar of 4.1.1.
 */
#ifndef WEB_COOKIE_H
#define WEB_COOKIE_H

#include <stdbool.h>
#include <stddef.h>

struct mem;
struct text;

/* Longer ones are dropped by browsers: bytes of name and value, of a path. */
enum { COOKIE_MAX = 4096, COOKIE_PATH_MAX = 1024 };

/*
 * The next name and value of a Cookie field; *s moves on.  False at the end,
 * and for NULL.  Blanks round both are removed, quotes stay part of the value;
 * a piece without '=' or without a name is skipped.  Slices into the field.
 */
struct cookie_pair {
	const char	*name, *value;
	size_t		 name_size, value_size;
};

bool	cookie_next(const char **s, struct cookie_pair *);

/* The value of the first cookie of that name, copied; NULL: none. */
const char *cookie_get(struct mem *, const char *field, const char *name);

struct cookie {
	const char	*name, *value;
	const char	*path;		/* NULL: "/" */
	long long	 max_age;	/* seconds; 0: session's; <0: delete */
	bool		 secure;
	bool		 script;	/* scripts may read it: no HttpOnly */
	bool		 strict;	/* SameSite=Strict instead of Lax */
};

/*
 * Add the value of a Set-Cookie field.  0, or -1 with nothing added: name,
 * value or path is not what the grammar allows, the path has no '/' in front,
 * one of them is too long, or the name begins with __Secure- or __Host- and
 * the rest does not keep that promise.  (For other values, encode them, for
 * example with text_url().)
 */
int	cookie_write(struct text *, const struct cookie *);

#endif
