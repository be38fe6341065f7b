/*
 * md_link.h - the parts of links: labels, destinations, titles.
 *
 * Each reader leaves what stands between its delimiters, escapes and all.
 */
#ifndef APPS_LIB_MD_LINK_H
#define APPS_LIB_MD_LINK_H

#include "apps/lib/md_scan.h"

/* Where a link leads, as it is written. */
struct md_target {
	struct slice	 destination, title;
};

/* [label] with at most 999 characters; may be empty. */
bool	md_link_label(struct md_scan *, struct slice *label);
bool	md_link_destination(struct md_scan *, struct slice *);
bool	md_link_title(struct md_scan *, struct slice *);

/* (destination "title"), all of which may be missing but the parentheses. */
bool	md_link_inline(struct md_scan *, struct md_target *);

#endif
