/*
 * listing.h - read a folder and make the page that lists it (`listing on`).
 *
 * Shown are regular files and folders, also where links lead to one, but no
 * dot-files and nothing that is banned.  Reading stats every entry, and the
 * page is the one part of the request path that takes memory from malloc:
 * both are bounded by LISTING_MAX.
 */
#ifndef FILES_LISTING_H
#define FILES_LISTING_H

#include <stddef.h>

#include "base/slice.h"

enum { LISTING_MAX = 10000 };		/* entries shown; then a line says so */

struct file_bans;

struct listing_input {
	int		 dirfd;		/* borrowed; may be O_PATH */
	const char	*path;		/* decoded; begins and ends with '/' */
	struct slice	 query;		/* raw: "sort=size&order=desc" */
	const struct file_bans *bans;	/* may be NULL */
};

/*
 * 0 with a page that the caller frees, n bytes of text/html in UTF-8; or
 * -status: 403 the folder cannot be read, 503 no memory or descriptor.
 */
int	listing_page(const struct listing_input *, char **page, size_t *n);

#endif
