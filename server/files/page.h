/*
 * page.h - the page that lists a folder.
 *
 * Pure: names, sizes and times in, HTML out.  The page needs nothing from
 * elsewhere and no script.  Names may hold any bytes: what is not text is
 * shown by a character that stands for it, and links are relative, so they
 * hold wherever the folder is mounted.
 */
#ifndef FILES_PAGE_H
#define FILES_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "files/order.h"

struct page {
	struct slice	 path;		/* decoded; begins and ends with '/' */
	struct order	 order;		/* that the entries are in */
	const struct entry *v;
	size_t		 n;
	bool		 cut;		/* the folder holds more than v */
};

/* Room that is always enough to write it. */
size_t	page_room(const struct page *);

/* 0, or -1: does not fit; what is in the buffer then is of no use. */
int	page_write(struct buf *, const struct page *);

#endif
