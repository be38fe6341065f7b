/*
 * md_list.h - lists and their items.
 */
#ifndef APPS_LIB_MD_LIST_H
#define APPS_LIB_MD_LIST_H

#include "apps/lib/md_start.h"

/* An item, in the list that came before it or in a new one. */
enum md_start md_list_start(struct md_doc *, struct md_line *);

#endif
