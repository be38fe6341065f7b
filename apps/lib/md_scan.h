/*
 * md_scan.h - a place in a text that is being read.
 *
 * The readers of md_link.h and md_html_tags.h take one: they leave it behind
 * what they have read; when they return false, where they gave up, so that the
 * caller knows how much work it was.
 */
#ifndef APPS_LIB_MD_SCAN_H
#define APPS_LIB_MD_SCAN_H

#include <stdbool.h>

#include "base/slice.h"

struct md_scan {
	struct slice	 s;
	size_t		 at;		/* <= s.n */
};

/* The next byte; NUL, which no text holds, at the end. */
static inline char
md_scan_peek(const struct md_scan *in)
{
	return in->at < in->s.n ? in->s.p[in->at] : '\0';
}

static inline bool
md_scan_take(struct md_scan *in, char c)
{
	if (in->at == in->s.n || in->s.p[in->at] != c)
		return false;
	in->at++;
	return true;
}

/* Skip blanks and tabs; returns how many. */
static inline size_t
md_scan_blanks(struct md_scan *in)
{
	size_t from = in->at;

	while (md_scan_peek(in) == ' ' || md_scan_peek(in) == '\t')
		in->at++;
	return in->at - from;
}

/* The same and line endings: text of a leaf has no blank lines. */
static inline size_t
md_scan_space(struct md_scan *in)
{
	size_t from = in->at;

	while (md_scan_blanks(in) > 0 || md_scan_take(in, '\n'))
		;
	return in->at - from;
}

/* What was read since `from`. */
static inline struct slice
md_scan_since(const struct md_scan *in, size_t from)
{
	return slice_of(in->s.p + from, in->at - from);
}

static inline bool
md_ascii_punct(char c)
{
	return (c > ' ' && c < '0') || (c > '9' && c < 'A') ||
	    (c > 'Z' && c < 'a') || (c > 'z' && c < 0x7f);
}

#endif
