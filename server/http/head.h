/*
 * head.h - the head of a request: request line and fields (RFC 9112, 2-5).
 *
 * Two steps.  head_scan() finds the end of the head while its bytes arrive and
 * refuses at once what can never become one (a lone LF or CR, NUL and other
 * control bytes, folded lines, a blank before the colon); its state is a few
 * bytes, so that a half-sent head costs little.  head_parse() then takes the
 * whole head apart in one pass.  However the input is split, the result is the
 * same.  Pure: no I/O, no allocation.
 * Ownership: every slice of struct head points into the bytes given to
 * head_parse(); they must outlive it unmoved.
 */
#ifndef HTTP_HEAD_H
#define HTTP_HEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/slice.h"

enum { HEAD_MAX_FIELDS = 100 };		/* more: 431 */

struct head_scan {
	uint32_t	off;		/* bytes looked at so far */
	uint8_t		state;		/* 0 at the start; private to head.c */
};

/*
 * `in` is all that has arrived of this request, always from its first byte;
 * only what is new since the last call is read.  Returns the length of the
 * head with its last empty line, 0 when more is needed, or -400.  One empty
 * line (CRLF) before the request line is skipped and counted in (RFC 9112,
 * 2.2).
 */
ssize_t	head_scan(struct head_scan *, struct slice in);

/* The request line has ended: a head too large is then 431, else 414. */
bool	head_scan_has_line(const struct head_scan *);

struct field {
	struct slice	name;		/* a token, as sent */
	struct slice	value;		/* without the blanks round it */
};

struct head {
	struct slice	method;		/* a token, as sent, case kept */
	struct slice	target;		/* as sent, not empty, no blanks */
	int		minor;		/* 0 or 1: HTTP/1.minor (1.2-1.9: 1);
					   -1 after an error in the line */
	size_t		nfields;
	uint64_t	marks;		/* of their names, by head_mark() */
	struct field	fields[HEAD_MAX_FIELDS];
};

/*
 * Take apart a whole head, as measured by head_scan().  0, or -status: 400 bad
 * syntax, 431 more than HEAD_MAX_FIELDS fields, 505 another major version
 * (HTTP/1.x passes, anything else that looks like HTTP/d.d is 505).  Exactly
 * one SP between the parts of the request line; a method is a token; field
 * names are tokens; values hold no control byte but HTAB.  On an error what
 * was read so far (method, target) is kept for the log, the rest is empty.
 * Nothing is taken on trust from head_scan(): bytes that it refused may be
 * given here to learn method and target.
 */
int	head_parse(struct head *, struct slice in);

/* The bit of names with this length and first letter. */
static inline uint64_t
head_mark(struct slice name)
{
	size_t first = name.n == 0 ? 0 : name.p[0] & 0x1f;

	return UINT64_C(1) << (name.n * 7 + first) % 64;
}

/* One without fields yet; and one field more, false: there are too many. */
static inline void
head_clear(struct head *h)
{
	h->nfields = 0;
	h->marks = 0;
}

static inline bool
head_add(struct head *h, struct slice name, struct slice value)
{
	if (h->nfields == HEAD_MAX_FIELDS)
		return false;
	h->fields[h->nfields++] = (struct field){ name, value };
	h->marks |= head_mark(name);
	return true;
}

/* The part of head_next() that looks at the fields. */
const struct field *head_seek(const struct head *, const struct field *after,
	    struct slice name);

/* The next field of that name after `after` (NULL: the first), or NULL. */
static inline const struct field *
head_next(const struct head *h, const struct field *after, const char *name)
{
	struct slice want = slice_str(name);

	/* Most requests lack most of what is asked for. */
	return (h->marks & head_mark(want)) == 0 ? NULL :
	    head_seek(h, after, want);
}

/* The first field of that name (any case), or NULL. */
static inline const struct field *
head_find(const struct head *h, const char *name)
{
	return head_next(h, NULL, name);
}

/* How many fields of that name there are. */
size_t	head_count(const struct head *, const char *name);

/*
 * True when the comma-separated list in all fields `name` together has the
 * element `token` (any case), e.g. head_has(h, "connection", "close").
 */
bool	head_has(const struct head *, const char *name, const char *token);

/*
 * The authority asked for.  0 and *host (a slice of the head, as sent, with
 * port; empty when there is none), or -400: no Host in 1.1, more than one, or
 * one that is not uri-host [":" port] (RFC 3986, 3.2.2: reg-name, IPv4, or an
 * IPv6 literal in brackets; no userinfo).  `authority` is the one of an
 * absolute-form target (empty for other forms); it wins over Host, which must
 * be there and well formed all the same (RFC 9112, 3.2.2).
 */
int	head_host(const struct head *, struct slice authority,
	    struct slice *host);

/*
 * Is it uri-host [":" port]?  Stricter than RFC 3986 in three things: the host
 * is not empty, has no comma (two hosts that somebody joined), and the port is
 * at most 65535.
 */
bool	host_ok(struct slice);

/* The host of "host:port" without port; brackets of IPv6 stay. */
struct slice	host_name(struct slice host);

/*
 * Does the client want the connection kept: 1.1 unless "close", 1.0 only with
 * "keep-alive" (and no "close") (RFC 9112, 9.3).
 */
bool	head_keep_alive(const struct head *);

/* Is c a tchar (RFC 9110, 5.6.2)?  Is the whole non-empty slice a token? */
bool	is_tchar(char c);
bool	is_token(struct slice);

#endif
