/*
 * md_start.h - what a block begins with.
 */
#ifndef APPS_LIB_MD_START_H
#define APPS_LIB_MD_START_H

struct md_doc;
struct md_line;

enum md_start {
	MD_START_NONE,
	MD_START_CONTAINER,	/* there may be more in the line */
	MD_START_LEAF		/* took the line */
};

/* Begin the block that the rest of a line begins, if it does. */
enum md_start md_start_block(struct md_doc *, struct md_line *);

#endif
