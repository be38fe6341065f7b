/*
 * replace.h - write a file piece by piece, then put it in place in one step.
 *
 * Until replace_end() the file has a name that nobody knows (".new-" and 32
 * digits) and is locked; after a crash there is the old file or the new one,
 * maybe with such a leftover, which replace_tidy() removes.
 *
 * All return 0, or -1 with errno.
 */
#ifndef WEB_REPLACE_H
#define WEB_REPLACE_H

#include <stddef.h>

struct replace {
	int	dirfd;		/* borrowed */
	int	fd;		/* owned; open for reading and writing; or -1 */
	char	temp[40];
};

int	replace_begin(struct replace *, int dirfd);
int	replace_add(struct replace *, const void *, size_t n);

/*
 * What was written to the disk, in place of the file `name`, if there is one.
 * However it ends, the writing is over.
 */
int	replace_end(struct replace *, const char *name);

/* The same for a name that is not there yet (EEXIST): exactly one succeeds. */
int	replace_end_new(struct replace *, const char *name);

/* Forget what was written. */
void	replace_drop(struct replace *);

/*
 * Remove what writers left behind in a folder who ended before their file was
 * in place.  What other programs are writing stays.
 */
int	replace_tidy(int dirfd);

#endif
