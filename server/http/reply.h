/*
 * reply.h - the head of an answer (RFC 9112, 4 and 6).
 *
 * Pure.  The caller says what is known; reply_head() decides the framing and
 * writes the bytes.  One place decides Content-Length, chunked or close.
 */
#ifndef HTTP_REPLY_H
#define HTTP_REPLY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

enum { REPLY_UNKNOWN = -1 };

struct reply {
	int		status;
	const char	*reason;	/* NULL: the table's */
	struct buf	fields;		/* "Name: value\r\n"..., reply_add() */
	bool		has_date;	/* the fields have one */
	bool		has_server;
	int64_t		length;		/* of the body, or REPLY_UNKNOWN */
	bool		no_body;	/* set for HEAD, 1xx, 204, 304 */
	bool		raw;		/* NPH: no head of ours, close at end */
	/* derived by reply_head() */
	bool		chunked;	/* the body must be sent in chunks */
	bool		close;		/* in: must close; out: will close */
};

struct reply_ctx {			/* facts of the request */
	int		minor;		/* its HTTP/1.minor */
	bool		head;		/* method HEAD */
	const char	*date;		/* DATE_LEN bytes and NUL */
	const char	*server;	/* value of Server; NULL: none */
};

/* Start an answer; `mem` is where its fields are kept. */
void	reply_init(struct reply *, int status, char *mem, size_t n);

/*
 * Add one field.  0, or -1: the value holds CR, LF, NUL or another control
 * byte, the name is no token or one that frames the message (Content-Length,
 * Transfer-Encoding, Connection: reply_head() alone writes those), or no room
 * is left; nothing is added then.
 */
int	reply_add_field(struct reply *, struct slice name, struct slice value);
int	reply_addf(struct reply *, const char *name, const char *fmt, ...)
	    __attribute__((format(printf, 3, 4)));

/*
 * Fields as they stand in the buffer of another reply, which has checked them;
 * Date and Server are not among them.  0, or -1: no room is left.
 */
int	reply_add_lines(struct reply *, struct slice lines);

static inline int
reply_add(struct reply *r, const char *name, struct slice value)
{
	return reply_add_field(r, slice_str(name), value);
}

/* Has a field of that name (any case) been added? */
bool	reply_has(const struct reply *, const char *name);

/*
 * Decide the framing and write status line and fields to `out`.  0, or -1:
 * does not fit (nothing is written then), or a status outside 100 to 999.
 * Date and Server are added when the fields have none.  Framing: no body for
 * 1xx, 204 and 304; a 304 and HEAD keep Content-Length when length is known;
 * known length = Content-Length; unknown = chunked for 1.1, close for 1.0.
 * "Connection: close" when closing, "Connection: keep-alive" for a 1.0 client
 * that stays.  A 1xx is the status line and the fields, nothing of ours.
 */
int	reply_head(struct reply *, const struct reply_ctx *, struct buf *out);

/* The line before a chunk of n > 0 bytes ("1f4\r\n"); returns its length. */
enum { CHUNK_LINE_MAX = 20 };
size_t	reply_chunk(char out[CHUNK_LINE_MAX], uint64_t n);

#endif
