/*
 * store_torn.h - what a writer left that did not end its last record.
 */
#ifndef LIB_STORE_TORN_H
#define LIB_STORE_TORN_H

struct store;

/*
 * Find where the records of a locked file of `size` bytes end (s->end); what
 * is behind is added to "<name>.torn", with a newline, and cut off.  0, or -1
 * with errno, and then nothing was cut.
 */
int	store_cut_torn(struct store *, int dirfd, const char *name,
	    long long size);

#endif
