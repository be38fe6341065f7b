/*
 * md_ref.h - link reference definitions.
 */
#ifndef APPS_LIB_MD_REF_H
#define APPS_LIB_MD_REF_H

#include "base/slice.h"

struct md_doc;
struct md_target;

/* Take note of the definitions that a text begins with; returns their bytes. */
size_t	md_ref_take(struct md_doc *, struct slice text);

/*
 * What a label stands for, or NULL.  Also NULL when the document has used its
 * definitions so much that what comes out would be far longer than what went
 * in.
 */
const struct md_target *md_ref_find(struct md_doc *, struct slice label);

#endif
