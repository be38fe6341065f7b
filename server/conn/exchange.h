/*
 * exchange.h - one request and its answer, as handlers see them.
 *
 * An exchange begins when the head of a request is complete and ends with its
 * line in the access log.  It owns everything that belongs to one request:
 * the head's bytes, the arena, the spooled body, the found file, and a short
 * queue of parts to be written.  A handler fills in the reply, commits it,
 * adds parts; conn writes them.
 */
#ifndef CONN_EXCHANGE_H
#define CONN_EXCHANGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "conf/route.h"
#include "conn/handler.h"
#include "conn/server.h"
#include "conn/spool.h"
#include "http/body.h"
#include "http/chunk.h"
#include "http/head.h"
#include "http/path.h"
#include "http/reply.h"
#include "io/file.h"
#include "io/sock.h"

enum {
	EXCHANGE_ARENA = 131072,	/* paths, mostly; touched when used */
	EXCHANGE_FIELDS = 18432,	/* bytes of the answer's fields */
	EXCHANGE_HEAD = EXCHANGE_FIELDS + 512,
	EXCHANGE_PARTS = 8,
	REDIRECT_MAX = 5		/* local redirects of one request */
};

struct part {
	enum { PART_BYTES, PART_FILE } kind;
	bool		 body;		/* counts as body in the log */
	const char	*p;		/* BYTES: borrowed */
	int		 fd;		/* FILE: borrowed */
	off_t		 off;
	uint64_t	 n;		/* left to be written */
};

struct conn;

struct exchange {
	struct server	*srv;
	struct conn	*conn;
	struct arena	 arena;

	/* what is asked */
	struct buf	 head_mem;	/* owned: the bytes of the head */
	bool		 head_large;	/* from relays, else from smalls */
	struct target	 target;
	struct slice	 host;		/* as asked for, with port */
	const char	*reroute;	/* target of a local redirect */
	unsigned	 redirects;	/* so far */
	const struct site	*site;
	struct route	 route;		/* location and what follows it */
	size_t		 rest;		/* first segment behind the found */
	const char	*index;		/* the folder's index that was found */
	bool		 is_head;	/* the method is HEAD */

	/* who asks */
	struct sock_addr client;	/* behind a trusted proxy: its word */
	struct sock_addr local;
	bool		 https;
	uint16_t	 server_port;

	/* its body */
	struct body_framing framing;
	struct chunk	 chunk;
	struct spool	 spool;
	uint64_t	 received;	/* bytes of body, decoded */
	bool		 body_done;
	bool		 streaming;	/* the handler takes it as it comes, and
					   has not had its end yet */
	bool		 body_drop;	/* nobody wants it: read and forget */

	/* its answer */
	const struct handler *handler;	/* NULL: none was started */
	void		*state;		/* the handler's */
	bool		 started;
	bool		 brief;		/* set with FILL_WAIT: for a moment, in
					   which a new client is not watched */
	struct reply	 reply;
	bool		 close;		/* the connection ends with it */
	bool		 committed;	/* the head is in the parts */
	bool		 head_waits;	/* it goes out with what comes next */
	bool		 ended;		/* no parts will come after these */
	bool		 broken;	/* cut once the parts are out */
	unsigned	 nparts, first;	/* of the parts */
	uint64_t	 sent;		/* bytes of body written */
	int		 error_fd;	/* owned: an error page, or -1 */

	/* for the log */
	char		 id[ID_LEN + 1];
	int64_t		 arrived;	/* ms since 1970 */
	int64_t		 began_us;	/* loop_us() then */
	int		 status;	/* of the answer; 0: none yet */
	struct access	 figures;	/* the cgi ones, filled by cgi */

	/* not cleared at the start: large, and set before they are read */
	struct found	 found;		/* where the location is a folder */
	struct part	 parts[EXCHANGE_PARTS];
	char		 client_text[SOCK_TEXT_MAX];
	char		 chunk_line[CHUNK_LINE_MAX];
	struct head	 head;
	struct path	 path;
	char		 fields_mem[EXCHANGE_FIELDS];
	char		 out_mem[EXCHANGE_HEAD];	/* the head as sent */
	char		 mem[EXCHANGE_ARENA];
};

/* Start the answer; its fields live in the exchange. */
struct reply	*exchange_reply(struct exchange *, int status);

/*
 * The head is final: decide the framing and queue it.  0, or -1: it does not
 * fit (nothing was queued; fail with a status instead).
 */
int	exchange_commit(struct exchange *);

/*
 * Queue bytes of the body, borrowed until fill() is called again: one piece
 * between two calls of fill() when the length was unknown, else three.
 * Dropped for HEAD.
 */
void	exchange_bytes(struct exchange *, struct slice);

/* Queue a range of a file; fd is borrowed until stop(). */
void	exchange_file(struct exchange *, int fd, off_t off, uint64_t n);

/* The handler can go on: fill() or body() will be called. */
void	exchange_wake(struct exchange *);

/*
 * Answer with the status and its page: the location's error_page, or ours.
 * Only while nothing is committed.  Fields that belong to the status (Allow,
 * Retry-After) may have been added to x->reply by exchange_reply() before.
 */
void	exchange_fail(struct exchange *, int status);

/* A redirect to `location`, already encoded, with a short page. */
void	exchange_redirect(struct exchange *, int status, const char *location);

/* Redirect to the path asked for, with a slash behind it. */
void	exchange_add_slash(struct exchange *);

/* Is the method this one? */
bool	exchange_is(const struct exchange *, const char *method);

/* The method that counts: GET or HEAD after a local redirect. */
struct slice	exchange_method(const struct exchange *);

/* The answer has ended: what closes a chunked body is queued. */
void	exchange_end(struct exchange *);

#endif
