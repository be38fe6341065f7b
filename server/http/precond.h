/*
 * precond.h - conditional requests (RFC 9110, section 13).
 *
 * Pure.  The order of evaluation is that of 13.2.2.
 */
#ifndef HTTP_PRECOND_H
#define HTTP_PRECOND_H

#include <stdbool.h>
#include <stdint.h>

#include "http/head.h"

struct validators {
	struct slice	etag;		/* with quotes, W/ when weak */
	int64_t		mtime;		/* seconds since 1970 */
	int64_t		now;		/* seconds since 1970 */
};

/*
 * For GET and HEAD of something that exists: 200 go on, 304, or 412.
 * If-Match compares strongly, If-None-Match weakly; dates that do not parse
 * are ignored; If-Modified-Since is ignored beside If-None-Match.
 */
int	precond_check(const struct head *, const struct validators *);

/*
 * Does Range count: no If-Range, or one that matches (strong entity tag, or a
 * date equal to mtime and more than a minute before now: 13.1.5, 8.8.2.2).
 */
bool	precond_range(const struct head *, const struct validators *);

#endif
