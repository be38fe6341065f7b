/*
 * spool.h - a request body that is kept until it is whole.
 *
 * In memory while it is small, then in a file without a name in spool_dir,
 * which becomes the program's stdin itself: nothing is copied again, and its
 * length is always known.  What all workers keep on disk together is bounded
 * by max_spool.
 */
#ifndef CONN_SPOOL_H
#define CONN_SPOOL_H

#include <stdint.h>

#include "base/slice.h"

enum { SPOOL_MEM = 16384 };		/* bytes kept in memory */

struct server;

struct spool {
	char		*mem;		/* SPOOL_MEM bytes of a pool, or NULL */
	int		 fd;		/* the file, or -1 */
	uint64_t	 size;
	uint64_t	 charged;	/* counted on the board */
};

void	spool_init(struct spool *);
void	spool_release(struct server *, struct spool *);

/* 0, or -status: 503 max_spool is reached, 500 the disk failed (logged). */
int	spool_add(struct server *, struct spool *, struct slice);

/*
 * A descriptor to be a program's stdin, at the first byte of the body; the
 * caller's to close.  -1 with errno.
 */
int	spool_open(struct server *, struct spool *);

#endif
