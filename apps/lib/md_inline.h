/*
 * md_inline.h - the text of a leaf as nodes, in the order of the text.
 *
 * No tree: emphasis and links are a node where they begin and one where they
 * end.  What may still become one, a run of * or _ or an opening bracket, is
 * also on a stack.
 */
#ifndef APPS_LIB_MD_INLINE_H
#define APPS_LIB_MD_INLINE_H

#include <stdbool.h>
#include <stddef.h>

#include "apps/lib/md_html_tags.h"
#include "apps/lib/md_link.h"

struct md_doc;
struct text;

enum md_node_kind {
	MD_TEXT, MD_LITERAL,	/* a literal is no part of the source */
	MD_BREAK, MD_SOFT_BREAK, MD_CODE_SPAN, MD_TAG, MD_AUTOLINK, MD_MAIL,
	MD_EM, MD_EM_END, MD_STRONG, MD_STRONG_END,
	MD_LINK, MD_LINK_END, MD_IMAGE, MD_IMAGE_END,
	MD_INLINE_MATH, MD_DISPLAY_MATH
};

struct md_node {
	struct md_node	*prev, *next;	/* in the text */
	struct md_node	*below, *above;	/* in a stack; brackets use `below` */
	struct md_node	*runs;		/* of a bracket: the run before it */
	struct slice	 s;		/* the source; of a run: its rest */
	const struct md_target *target;	/* of a link or image */
	size_t		 length;	/* of a run, at first */
	enum md_node_kind kind;
	bool		 can_open, can_close;
	bool		 image, bracket_behind;
};

struct md_inline {
	struct md_doc	*doc;
	struct md_scan	 in;
	struct md_node	*first, *last;
	struct md_node	*runs;		/* top of the stack of * and _ */
	struct md_node	*brackets;	/* ... of [ and ![ */
	const char	*links_end;	/* no link may begin before this */
	size_t		*ticks;		/* by length of a run of backticks: its
					   last place; NULL: not yet looked */
	size_t		 ticks_max;
	bool		 missing[MD_HTML_FORMS];	/* md_html_other() */
	size_t		 fuel;		/* bytes to look ahead in vain */
	struct md_node	*unused;
};

/* Begin with zeros; keeps nodes for the next text. */
void	md_inline_parse(struct md_inline *, struct md_doc *, struct slice);

/* Add a node at the end, for n bytes of the source from here on. */
struct md_node *md_inline_add(struct md_inline *, enum md_node_kind, size_t n);

/* Add n bytes from here on as text. */
void	md_inline_text(struct md_inline *, size_t n);

/* A node behind another. */
struct md_node *md_inline_insert(struct md_inline *, enum md_node_kind,
		    struct md_node *before);

/*
 * Returns `found`, which is what a look ahead from here came to.  Those in
 * vain use up the fuel; without any, what is left of the text is plain.  So
 * the work is bounded whatever the text.
 */
bool	md_inline_found(struct md_inline *, bool found,
	    const struct md_scan *ahead);

/* md_emphasis.c: runs of * and _; make the most of those above `bottom`. */
void	md_emphasis_run(struct md_inline *);
void	md_emphasis_end(struct md_inline *, const struct md_node *bottom);

/* md_bracket.c: an opening bracket of 1 or 2 bytes; a closing one. */
void	md_bracket_open(struct md_inline *, size_t n);
void	md_bracket_close(struct md_inline *);

/* md_span.c: what binds tighter.  Each adds what begins here, or text. */
void	md_span_code(struct md_inline *);
void	md_span_angle(struct md_inline *);
void	md_span_math(struct md_inline *);

/* md_write.c: nodes as HTML, or as what a reader would read aloud. */
void	md_write_html(const struct md_inline *, struct text *);
void	md_write_plain(const struct md_inline *, struct text *);

#endif
