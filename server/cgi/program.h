/*
 * program.h - which program a path names, and what is left of the path.
 *
 * Pure.  RFC 3875: SCRIPT_NAME (4.1.13), PATH_INFO (4.1.5), PATH_TRANSLATED
 * (4.1.6); SCRIPT_FILENAME as programs in the wild expect it.
 */
#ifndef CGI_PROGRAM_H
#define CGI_PROGRAM_H

#include <stdbool.h>

#include "base/arena.h"
#include "conf/conf.h"
#include "http/path.h"

struct program_input {
	const struct location *location;
	const struct path *path;
	size_t		 next;		/* first segment behind the prefix */
	size_t		 rest;		/* first segment behind the program */
	const char	*index;		/* name added to a folder, or NULL */
};

struct program {			/* all in the arena, decoded */
	const char	*script_name;
	const char	*path_info;	/* "" when there is none */
	const char	*path_translated;	/* NULL when there is none */
	const char	*filename;	/* SCRIPT_FILENAME, absolute */
	const char	*below;		/* the path below its folder: what
					   `program GLOB` is matched with */
	const char	*interpreter;	/* of the name's ending, or NULL */
	bool		 nph;		/* its name begins with "nph-" */
};

/* 0, or -1: the arena is full. */
int	program_name(struct program *, const struct program_input *,
	    struct arena *);

/* The last part of a path. */
const char *program_base(const char *path);

/* Does the name end in one of the location's cgi_suffix? */
bool	program_has_suffix(const struct location *, const char *name);

#endif
