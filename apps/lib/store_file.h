/*
 * store_file.h - what the parts of the store share: the open file.
 *
 * The buffer holds the bytes of the file from `at`, where a line begins (or
 * goes on, while `skipping`).  Whoever moves in the file forgets the buffer.
 */
#ifndef LIB_STORE_FILE_H
#define LIB_STORE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "apps/lib/store_line.h"
#include "web/store.h"

enum { STORE_LINE_MAX = STORE_HEAD_MAX + STORE_RECORD_MAX + 1 };

struct store {
	int		 fd;
	bool		 writes;
	bool		 broken;	/* no further add */
	long long	 end;		/* writers: where records end */

	char		*buf;		/* owned */
	size_t		 cap;
	size_t		 start, have;	/* the bytes of the file in it */
	long long	 at;		/* where in the file they begin */
	long long	 joint;		/* where the last part read begins */

	struct store_chain chain;
	long long	 mark;		/* behind the last record */
	long long	 told;		/* damage there was reported, or -1 */
	bool		 skipping;	/* a line that is too long */
	char		 damage[120];
};

/* Forget the buffer and go to a place in the file. */
void	store_goto(struct store *, long long at);

/*
 * The line there, read from the file as needed: 1, a record or (l->what) none;
 * 0: no whole line follows; -1: it is longer than any record; -2 with errno.
 */
int	store_look(struct store *, struct store_line *l);

/* Pass the rest of a line that is too long: 1 when that is done, 0 or -2. */
int	store_skip(struct store *);

/* Behind a line of that size. */
void	store_pass(struct store *, size_t);

/* Where the last line before `end` begins, -1 with errno. */
long long store_line_start(int fd, long long end);

/* Bytes in the file, -1 with errno. */
long long store_file_size(int fd);

#endif
