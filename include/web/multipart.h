/*
 * multipart.h - multipart/form-data, byte by byte (RFC 7578, RFC 2046).
 *
 * Pure and incremental: however the body is split across calls, the same
 * events come.  Nothing is kept but the head of a part and what might be the
 * beginning of a boundary, so a body of any size takes constant memory.
 * Events are called in the order part, data (any number), end, for each part.
 * An event that returns other than 0 stops the reading; push returns that.
 * Data in base64 or quoted-printable is decoded.  A part that is not form-data
 * is skipped.
 */
#ifndef WEB_MULTIPART_H
#define WEB_MULTIPART_H

#include <stddef.h>

struct mem;
struct multipart;

struct multipart_part {
	const char	*name;		/* decoded; NUL-terminated UTF-8 */
	const char	*filename;	/* decoded; NULL: a plain field */
	const char	*type;		/* its Content-Type, "" when none */
};

struct multipart_events {
	int	(*part)(void *arg, const struct multipart_part *);
	int	(*data)(void *arg, const char *, size_t n);
	int	(*end)(void *arg);
};

enum {
	MULTIPART_HEAD_MAX = 8192,	/* bytes of a part's fields: else 431 */
	MULTIPART_PARTS_MAX = 1000	/* else 413 */
};

/*
 * For a body of that Content-Type.  NULL: it is not multipart/form-data with
 * a valid boundary of 1 to 70 bytes.  Lives in the arena.
 */
struct multipart *multipart_new(struct mem *, const char *content_type,
		    const struct multipart_events *, void *arg);

/*
 * The next n bytes.  0; -400: malformed; -413, -431: too many parts, too long
 * a head; or what an event returned.  After other than 0 it must not go on.
 */
int	multipart_push(struct multipart *, const char *, size_t n);

/* The body is over.  0, or -400 when it ended before the last boundary. */
int	multipart_end(struct multipart *);

#endif
