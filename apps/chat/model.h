/*
 * model.h - what was said in the room: a fold over its store.
 *
 * All return -1 with errno where the disk does not do what it should.
 */
#ifndef APPS_CHAT_MODEL_H
#define APPS_CHAT_MODEL_H

#include <stddef.h>

#include "web/store.h"

struct mem;
struct val;

enum { ROOM_SHOWN = 50 };

/* Keep a line: its number, once it is on the disk. */
long long room_say(int dirfd, const char *name, const char *line,
	    long long now_ms);

/*
 * How far somebody has read: the number of the last line, and where it ends, so
 * that a reader does not fold the whole store for each line.  Zeros: nothing.
 */
struct room_place {
	long long	  last;
	struct store_mark mark;
};

/*
 * Add what came since to a list of objects, the last `max` lines at most:
 * number, name, line, time.  0.
 */
int	room_since(int dirfd, struct room_place *, size_t max,
	    struct val *list);

/* Bytes of the store: it has grown when somebody said something. */
long long room_size(int dirfd);

#endif
