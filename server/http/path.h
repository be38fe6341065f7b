/*
 * path.h - the request target, taken apart and decoded once (RFC 9112, 3.2).
 *
 * Pure; segments are decoded into the caller's arena.  The path is split at
 * '/', each segment is decoded once, dot segments (also "%2e") are removed.
 * A segment that is empty comes from "//" or a slash at the end; it matters
 * only for PATH_INFO and for `dir`.
 */
#ifndef HTTP_PATH_H
#define HTTP_PATH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/slice.h"

enum { PATH_MAX_SEGS = 100 };		/* more: 400 */

enum target_form { TARGET_ORIGIN, TARGET_ABSOLUTE, TARGET_ASTERISK };

struct target {
	enum target_form form;
	struct slice	authority;	/* ABSOLUTE only */
	struct slice	path;		/* raw, from '/' on ("/" if empty) */
	struct slice	query;		/* raw, without '?' */
	bool		has_query;	/* "/x?" has an empty one */
};

/*
 * 0, or -400.  Accepts origin-form, absolute-form of http and https (any
 * case), and "*" for OPTIONS only.  Authority-form, fragments, bytes below
 * 0x21, 0x7f and above are 400.
 */
int	target_parse(struct target *, struct slice target, struct slice method);

struct path_seg {
	struct slice	text;		/* decoded, even empty; a NUL follows */
	bool		slash;		/* holds a decoded '/' */
};

struct path {
	size_t		nsegs;
	struct path_seg	segs[PATH_MAX_SEGS];
	bool		dir;		/* ended in '/' (or a dot segment) */
};

/*
 * Decode a raw path.  0, or -400: invalid escape, NUL or control byte (raw or
 * decoded, 0x7f too), climbing above the root, a dot segment hidden behind a
 * decoded '/' ("..%2f"), too many segments; -414: the arena is full.  Bytes of
 * 0x80 and above may come from escapes.
 * "/" gives no segments and dir; "/a//b/" gives "a" "" "b" and dir: a single
 * empty segment at the end is told by dir alone.
 */
int	path_parse(struct path *, struct slice raw, struct arena *);

/*
 * "/" + text for the segments [from, to), with empty ones kept, and a final
 * '/' when dir; "" when from >= to and not dir.  This is PATH_INFO.
 * NUL-terminated; NULL: the arena is full.
 */
char	*path_join(const struct path *, size_t from, size_t to, bool dir,
	    struct arena *);

/*
 * The same for [from, to) without the empty segments, so that it can never
 * begin with "//".  This is SCRIPT_NAME, and what may stand in a Location.
 */
char	*path_clean(const struct path *, size_t from, size_t to, bool dir,
	    struct arena *);

/*
 * Percent-encode a decoded path so that it stands in a Location field or an
 * href: everything but unreserved, sub-delims, ':' '@' and '/' is escaped.
 * NUL-terminated; NULL: full.
 */
char	*path_encode(struct slice, struct arena *);

#endif
