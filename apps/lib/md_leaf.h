/*
 * md_leaf.h - the leaves that take lines as they are: code, HTML, formulas.
 */
#ifndef APPS_LIB_MD_LEAF_H
#define APPS_LIB_MD_LEAF_H

#include <stdbool.h>

struct md_doc;
struct md_line;

/*
 * Give a line to the open leaf, whose containers have taken their part of it.
 * Returns false when the line is not for it alone: then it may be closed.
 */
bool	md_leaf_line(struct md_doc *, struct md_line *);

/* Add the rest of the line to the open leaf. */
void	md_leaf_add(struct md_doc *, const struct md_line *);

#endif
