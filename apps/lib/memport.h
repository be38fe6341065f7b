/*
 * memport.h - a port in memory: variables, a body, and who takes the answer.
 *
 * For the shell, for recorded requests and for tests.
 */
#ifndef APPS_LIB_MEMPORT_H
#define APPS_LIB_MEMPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "apps/lib/request.h"

/* Takes the answer as it is written: 0, or -1 when it cannot. */
typedef int memport_fn(void *arg, const char *, size_t n);

struct memport {
	struct web_port	 port;		/* for web_serve() */
	struct mem	*mem;		/* borrowed */
	const char	**vars;		/* "NAME=value", a NULL behind */
	size_t		 nvars, room;
	const char	*body;		/* borrowed */
	size_t		 size, at;
	bool		 outside;	/* DATA_DIR and WEB_* by getenv(3) */
	memport_fn	*take;
	void		*arg;
};

/* No variables, an empty body.  It must not move: the port points to it. */
void	memport_init(struct memport *, struct mem *, memport_fn *, void *arg);

/* Set a variable, in place of one of that name. */
void	memport_set(struct memport *, const char *name, const char *value);

/* A field of the head: "X-Y" is HTTP_X_Y. */
void	memport_header(struct memport *, const char *name, const char *value);

/* Method, path and query; the path is encoded, as in a URL. */
void	memport_target(struct memport *, const char *method, const char *path);

/* The body and its length; type NULL: says none. */
void	memport_body(struct memport *, const char *type, const char *,
	    size_t n);

#endif
