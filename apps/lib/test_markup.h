/*
 * test_markup.h - tags, attributes and text of HTML, one after the other.
 *
 * For the test client's reader of pages; comments are passed over.  What is
 * returned lives in the arena or is a slice of the page.
 */
#ifndef APPS_LIB_TEST_MARKUP_H
#define APPS_LIB_TEST_MARKUP_H

#include <stdbool.h>

#include "base/slice.h"

struct mem;

struct markup_tag {
	struct slice	 name;		/* empty: this is text */
	bool		 is_end;
	struct slice	 attributes;
	struct slice	 text;		/* with references in it */
};

/* The next piece of *rest, which moves on.  False at the end. */
bool	markup_next(struct slice *rest, struct markup_tag *);

/* The text up to "</name", or all. */
struct slice markup_cut_raw(struct slice *rest, struct slice name);

/* The value of an attribute; NULL: it is not there. */
const char *markup_attribute(struct mem *, const struct markup_tag *,
		const char *name);

/* Text without references. */
const char *markup_decode(struct mem *, struct slice);

/* As one sees it: a blank for many, none at the ends. */
const char *markup_visible(struct mem *, const char *);

#endif
