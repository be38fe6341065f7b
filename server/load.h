/*
 * load.h - read a configuration from files and check it against the system.
 *
 * What is loaded stays together in one piece of memory, so that a generation
 * that has ended can be given back whole.
 */
#ifndef LOAD_H
#define LOAD_H

#include <stdbool.h>

#include "base/arena.h"
#include "conf/conf.h"

struct mime;

struct loaded {
	struct arena	 arena;		/* owns what follows */
	struct conf	 conf;
	const struct mime *mime;
	struct conf_words files;	/* absolute: the configuration's own */
};

/* Where messages go: one complete line each, without newline. */
typedef void load_say_fn(const char *line);

/*
 * Load FILE; NULL when there are errors, all of which have been said as
 * `file:line: message`.
 */
struct loaded	*load_file(const char *file, load_say_fn *);

/*
 * No configuration: serve the folder, and its cgi-bin if there is one, on
 * `listen` (NULL: 127.0.0.1:8000), logging to stderr.
 */
struct loaded	*load_folder(const char *dir, const char *listen,
		    load_say_fn *);

void	load_free(struct loaded *);

#endif
