/*
 * route.h - from method and path to a handler, with typed arguments.
 *
 * Pure.  A pattern is a path whose segments may be arguments:
 * "/c/{course:name}/{page:path}", "/u/{id:int}".  First match wins.
 *
 *	int	digits, at most 18, no sign	   42
 *	hex	lower-case hexadecimal digits	   9f3c
 *	name	[a-z0-9][a-z0-9_.-]*, at most 64   week-1
 *	word	anything but '/', UTF-8		   Grüße
 *	path	the rest, with '/', at least 1 byte; no
 *		segment empty except a last one	   a/b/c.txt
 *
 * No word and no segment of a path is "." or ".." or holds a control byte.  An
 * argument without a kind is a name.  "/x" does not match "/x/".
 */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include <stddef.h>

struct mem;
struct web;

/* A handler: answers and returns an HTTP status. */
typedef int web_fn(struct web *);

enum {
	R_PUBLIC = 0,
	R_NO_CSRF = 1,		/* a POST without our token is fine */
	R_LOGIN = 2,		/* others are sent to log in, or get 403 */
	R_STREAM = 4		/* the handler reads the body itself */
};

struct web_route {
	const char	*method;	/* "GET" (and HEAD), "POST", "*": any */
	const char	*path;		/* NULL ends the table */
	web_fn		*fn;
	unsigned	 flags;
};

enum { ROUTE_ARGS_MAX = 8 };

struct route_match {
	const struct web_route *route;	/* NULL: see status */
	int		 status;	/* 200, 404, 405 or 501 */
	size_t		 nargs;
	const char	*names[ROUTE_ARGS_MAX];		/* in the arena */
	const char	*values[ROUTE_ARGS_MAX];
	const char	*allow;		/* "GET, HEAD"; for 405 and OPTIONS */
};

/*
 * Find the route of a method and a decoded path (PATH_INFO; "" is "/").
 * 404: no pattern matches; 405: one does, but not with this method; 501: a
 * method that no route of the table has and that is not one of RFC 9110's.
 * OPTIONS on a path that has no route of its own for it: 200 with `allow` and
 * without a route.
 */
void	route_match(struct route_match *, struct mem *,
	    const struct web_route *, const char *method, const char *path);

/* The value of an argument, or NULL. */
const char *route_arg(const struct route_match *, const char *name);

/* NULL when the pattern is sound, else what is wrong with it. */
const char *route_check(const char *pattern);

#endif
