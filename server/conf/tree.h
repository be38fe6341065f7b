/*
 * tree.h - the text of the configuration as a tree of directives.
 *
 * Knows words, blocks, `include` and `base_dir` (which include needs), and
 * nothing of what the other directives mean.  Private to conf/.
 */
#ifndef CONF_TREE_H
#define CONF_TREE_H

#include "conf/parse.h"

enum { TREE_MAX_DEPTH = 8, TREE_MAX_INCLUDED = 1000 };

/*
 * The directives of the main block, files included in their places (and the
 * `include` nodes kept).  conf->base_dir is set afterwards.
 */
struct node *tree_read(struct parse *);

#endif
