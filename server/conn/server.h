/*
 * server.h - what all connections of one worker share.
 *
 * Memory, the loop, the configuration in force, the clock as text, the access
 * log.  One in a process, owned by the worker; everything else borrows it.
 */
#ifndef CONN_SERVER_H
#define CONN_SERVER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/list.h"
#include "base/pool.h"
#include "board/board.h"
#include "conf/conf.h"
#include "http/access.h"
#include "http/date.h"
#include "http/mime.h"
#include "io/loop.h"

#define SOFTWARE	"preforkd/" VERSION
#define DEFAULT_PATH	"/usr/local/bin:/usr/bin:/bin"	/* for programs */

enum {
	HEAD_SMALL = 2048,		/* bytes of an ordinary input buffer */
	RELAY_SIZE = 65536,		/* of a large one, and of scratch */
	LOG_BATCH = 32768,		/* access lines written at once */
	ID_LEN = 16			/* request id: hex digits */
};

struct exchange;
struct handler;
struct cgi;
struct files;
struct roots;

struct server {
	const struct conf	*conf;
	const struct mime	*mime;
	struct loop		*loop;
	struct board		*board;
	int			 worker;	/* our entry on the board */
	const int		*caps;		/* conf cap -> board cap */
	const int		*wake;		/* worker entry -> descriptor */
	const struct handler	*(*pick)(struct exchange *);
	struct cgi		*cgi;		/* cgi's own state */
	struct files		*files;		/* files' own state */

	struct list	 all;			/* struct conn by `node` */
	struct list	 halves;		/* by `half`: large, half-sent
						   heads, the oldest first */
	struct pool	 conns, exchanges;
	struct pool	 smalls;		/* HEAD_SMALL */
	struct pool	 relays;		/* RELAY_SIZE */
	struct pool	 spools;		/* SPOOL_MEM */
	char		*scratch;		/* RELAY_SIZE, for one call */

	struct roots	*roots;

	uint32_t	 max_header;		/* largest of all sites */
	int		 access_fd;		/* -1: no access log */
	struct buf	 lines;			/* not written yet */
	int64_t		 complain_at;		/* ms, of a full disk again */
	int		 null_fd;		/* /dev/null, for stdin */
	bool		 pinned;		/* to one processor */
	bool		 draining;		/* answer and close */
	uint64_t	 id_seed;
	int64_t		 date_at;		/* seconds of `date` */
	char		 date[DATE_LEN + 1];
};

struct server_setup {
	const struct conf	*conf;
	const struct mime	*mime;
	struct board		*board;
	int			 worker;
	const int		*caps, *wake;
	uint32_t		 max_conns;	/* of this worker */
	int			 access_fd;
	struct conf_words	 files;		/* of the configuration */
};

/* Read media types into the arena, and what mime_read() returns. */
int	server_types(const struct mime **, struct slice text, struct arena *);

/* Set up; 0, or -1 with errno: no memory or descriptors. */
int	server_init(struct server *, const struct server_setup *);

/* The Date of this turn. */
const char *server_date(struct server *);

/* Write a new request id and a NUL. */
void	server_new_id(struct server *, char out[ID_LEN + 1]);

/* One line for the access log; written at the end of the turn. */
void	server_log(struct server *, const struct access *);
void	server_log_flush(struct server *);

#endif
