/*
 * roots.h - the folders that are served from, and what is never served.
 *
 * A root is opened once a second at most, not for each request.  The bans
 * (cgi_bin folders, data_dir, spool_dir, the folders of the logs, the
 * configuration) are looked up anew at the same pace.
 */
#ifndef CONN_ROOTS_H
#define CONN_ROOTS_H

#include <stdint.h>

#include "conf/conf.h"
#include "io/file.h"

struct roots;

/*
 * All roots, opened as far as they can be.  NULL: no memory.  `files` are those
 * of the configuration, absolute; now is in ms.
 */
struct roots	*roots_new(const struct conf *, struct conf_words files,
		    int64_t now);

/* The root for a path of the configuration; NULL: no memory. */
struct file_root *roots_get(struct roots *, const char *path);

/* What must not be served; good until the next call.  now is in ms. */
const struct file_bans *roots_bans(struct roots *, int64_t now);

#endif
