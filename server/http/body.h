/*
 * body.h - how the body of a request is framed (RFC 9112, section 6).
 *
 * Pure.  The rules are the strict ones, since two readings of one body are how
 * requests are smuggled: Content-Length together with Transfer-Encoding = 400;
 * Transfer-Encoding in 1.0 = 400; repeated Content-Length fields or a list in
 * one must be digits only and all equal; "chunked" exactly (any case) and
 * last, once; any other coding = 501.
 */
#ifndef HTTP_BODY_H
#define HTTP_BODY_H

#include <stdbool.h>
#include <stdint.h>

#include "http/head.h"

enum body_kind { BODY_NONE, BODY_COUNTED, BODY_CHUNKED };

struct body_framing {
	enum body_kind	kind;
	uint64_t	length;		/* COUNTED only, may be 0 */
	bool		expect;		/* the client waits for 100 Continue */
};

/*
 * 0, or -400, -417 (an Expect other than 100-continue), -501.  Every error
 * means that the end of this request is unknown: answer and close.
 * `expect` is true only for 1.1 with a body that is not empty.
 */
int	body_framing(const struct head *, struct body_framing *);

#endif
