/*
 * multipart_head.h - the fields at the head of a part (RFC 7578, section 4).
 *
 * Pure.  Words are decoded into the struct, since a body of any number of
 * parts must take constant memory.
 */
#ifndef LIB_MULTIPART_HEAD_H
#define LIB_MULTIPART_HEAD_H

#include <stdbool.h>

#include "apps/lib/multipart_code.h"
#include "base/slice.h"
#include "web/multipart.h"

/* A byte that is no UTF-8 becomes U+FFFD, which takes three. */
enum { MULTIPART_WORDS_MAX = 3 * MULTIPART_HEAD_MAX + 3 };

struct multipart_head {
	struct multipart_part part;
	enum multipart_coding coding;
	bool	form_data;		/* else the part is to be skipped */
	size_t	used;			/* bytes of words */
	char	words[MULTIPART_WORDS_MAX];
};

/*
 * One parameter, "; name=value".  The value is as it stands, without its
 * quotes.
 */
struct multipart_param {
	struct slice	name;
	struct slice	value;
	bool		quoted;
};

/* Cut the next one off the front.  1, 0 at the end, -1: malformed. */
int	multipart_param_next(struct slice *rest, struct multipart_param *);

/* The next byte of a quoted value, its backslash taken off.  Not at the end. */
char	multipart_unquote(struct slice *);

/*
 * Lines without the empty one, each ending in LF or CRLF, folded ones joined;
 * no control characters.  0 or -400.
 */
int	multipart_head_parse(struct multipart_head *, struct slice lines);

#endif
