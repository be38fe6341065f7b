/*
 * md.h - Markdown to HTML (CommonMark 0.31), with tables and mathematics.
 *
 * A library of its own: bytes in, HTML out; needs mem.h, text.h and mathml.h
 * only.  Takes time in proportion to the text, whatever it holds.  NUL bytes
 * become U+FFFD, as the specification has it.
 */
#ifndef WEB_MD_H
#define WEB_MD_H

#include <stddef.h>

struct mem;
struct text;

enum {
	MD_RAW_HTML = 1,	/* HTML stays HTML; else it is shown as text,
				   and links to javascript:, vbscript:, file:
				   and data: (but images) lead nowhere */
	MD_TABLES = 2,		/* GFM tables */
	MD_MATH = 4,		/* $x$ and $$x$$: TeX to MathML */
	MD_HEADING_IDS = 8	/* <h2 id="its-text"> */
};

/*
 * Add the HTML of n bytes of Markdown.  The strict CommonMark of the
 * specification's examples is MD_RAW_HTML alone.
 */
void	md_html(struct text *, const char *, size_t n, unsigned flags);

/*
 * Called for each fenced code block when given, before it is written: may add
 * HTML of its own to the text and return 1, or return 0 for the usual one.
 */
typedef int md_fence_fn(void *arg, struct text *, const char *info,
		const char *content, size_t n);
void	md_html_fences(struct text *, const char *, size_t n, unsigned flags,
	    md_fence_fn *, void *arg);

#endif
