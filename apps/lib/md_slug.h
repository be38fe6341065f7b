/*
 * md_slug.h - names for headings, to link to.
 */
#ifndef APPS_LIB_MD_SLUG_H
#define APPS_LIB_MD_SLUG_H

#include "base/slice.h"

struct md_doc;

/*
 * The text of a heading in lower case, with hyphens for blanks and without
 * punctuation; with a number behind it when the document has it already.
 * Needs no escaping.
 */
struct slice	md_slug_make(struct md_doc *, struct slice heading);

#endif
