/*
 * md_block.h - the blocks of a document, and how lines become blocks.
 *
 * A tree in the arena.  Only the last block of each can still grow: the open
 * containers (block quotes and list items) form a stack, and the open leaf,
 * if there is one, is in the innermost.  So the text of all leaves is one
 * text, to which only the open one adds.
 *
 * Whether a list is loose is told by line numbers: something in it does not
 * begin in the line behind what comes before it.
 */
#ifndef APPS_LIB_MD_BLOCK_H
#define APPS_LIB_MD_BLOCK_H

#include <stdbool.h>
#include <stddef.h>

#include "apps/lib/md_map.h"
#include "base/slice.h"
#include "web/md.h"
#include "web/text.h"

struct md_line;

/* Containers in each other; more of them are text. */
enum { MD_DEPTH_MAX = 1000 };

enum md_kind {
	MD_DOCUMENT, MD_QUOTE, MD_LIST, MD_ITEM,
	MD_PARAGRAPH, MD_HEADING, MD_RULE, MD_CODE, MD_FENCE, MD_HTML,
	MD_FORMULA, MD_TABLE, MD_ROW,
	MD_NOTHING,		/* was all link reference definitions */
	MD_NKINDS
};

struct md_block {
	struct md_block	*parent, *next, *child, *last;
	size_t		 from, n;	/* its part of md_doc.content */
	struct slice	 info;		/* of a fence; of a table: a byte a
					   column, one of "-lcr" */
	unsigned	 line, end;	/* where it begins and ends */
	unsigned	 level;		/* of a heading, kind of HTML, first
					   number of a list, width of a fence;
					   1 for a formula that is closed */
	unsigned	 indent;	/* columns: of an item's content, of a
					   fence */
	unsigned	 quotes;	/* index of the innermost quote of the
					   stack, when this was pushed */
	enum md_kind	 kind;
	char		 mark;		/* of a fence; of a list: "-+*.)" */
	bool		 loose;
};

struct md_doc {
	struct mem	*mem;
	unsigned	 flags;
	md_fence_fn	*fence;
	void		*arg;
	struct text	*out;
	size_t		 begin;		/* bytes of out that are not ours */

	struct text	 content;	/* of the leaves */
	struct md_block	*open[MD_DEPTH_MAX + 1];
	size_t		 depth;		/* index of the innermost */
	size_t		 matched;	/* ... which the line goes on with */
	struct md_block	*leaf;		/* or NULL */
	size_t		 counted;	/* where md_start.c has seen all $$ */
	bool		 display_open;	/* the last of them began a formula */

	struct md_map	 references;	/* label to struct md_target */
	size_t		 expand_left;	/* bytes that they may still become */
	struct md_map	 ids;		/* of headings, to struct md_id */
	size_t		 cells_left;	/* that rows of tables may lack */
	struct text	 scratch;
};

/* Begin with an empty document. */
void	md_block_init(struct md_doc *);

void	md_block_line(struct md_doc *, struct md_line *);

/* Close everything.  The document is md_doc.open[0]. */
void	md_block_end(struct md_doc *);

/*
 * For those who begin blocks: close what the line does not go on with, and add
 * one to the innermost container that is left.  Containers but lists become
 * the innermost, all others the open leaf.
 */
struct md_block *md_block_add(struct md_doc *, enum md_kind,
		    const struct md_line *);

/* The open leaf is done. */
void	md_block_close_leaf(struct md_doc *);

/* The open leaf when the line belongs to its container, else NULL. */
struct md_block *md_block_matched_leaf(const struct md_doc *);

/* What a leaf holds so far. */
struct slice md_block_text(const struct md_doc *, const struct md_block *);

/* The open paragraph loses the link reference definitions in front. */
void	md_block_take_references(struct md_doc *);

#endif
