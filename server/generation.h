/*
 * generation.h - a configuration in force, with its listeners and counters.
 *
 * A listener that stays over a reload is the same socket; a counter of
 * running programs (cap) that stays keeps its slots.  Owned by the master;
 * workers inherit what they need by fork.
 */
#ifndef GENERATION_H
#define GENERATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "board/board.h"
#include "load.h"

enum { GENERATIONS_MAX = 8, LISTENERS_MAX = 256 };

struct generation {
	struct generation *next;	/* the one before */
	uint32_t	 id;		/* from 1 */
	struct loaded	*loaded;	/* owned */
	int		*listeners;	/* one a conf listen; borrowed */
	int		*caps;		/* conf cap -> board cap; owned */
	int		 count;		/* workers wanted */
	uid_t		 uid;
	gid_t		 gid;
	int		 live;		/* workers that exist */
	int		 ready;		/* of them, accepting */
	int		 young_deaths;	/* since the last one was ready */
	bool		 draining;
};

struct shared_listener {
	char		*text;		/* owned */
	char		*path;		/* owned; a unix socket's, or NULL */
	int		 fd;
	int		 refs;		/* generations that have it */
};

struct generations {
	struct board	*board;
	struct generation *newest;
	size_t		 n;
	uint32_t	 last_id;
	struct shared_listener listeners[LISTENERS_MAX];
	size_t		 nlisteners;
};

/*
 * Make a generation of a configuration (taken over in any case): open what is
 * new of its listeners, lay out its caps.  NULL with the reason logged.
 */
struct generation *generation_new(struct generations *, struct loaded *);

/* Its last worker has gone, or it never had one: give everything back. */
void	generation_end(struct generations *, struct generation *);

/*
 * A newer generation has taken over: this one listens no more.  What the newer
 * one does not have is closed, so that nobody waits there in vain.
 */
void	generation_unlisten(struct generations *, struct generation *);

/*
 * In a new worker of the generation: close the listeners that it does not
 * have.  They would stay open for as long as the worker lives.
 */
void	generation_keep_own(const struct generations *,
	    const struct generation *);

/* Stop listening: nobody new gets in, and unix sockets are removed. */
void	generations_close(struct generations *);

/*
 * Log "listening on ..." for each listener of the generation; tell it whoever
 * looks at stderr, too, when `aloud`.
 */
void	generation_announce(const struct generation *, bool aloud);

#endif
