/*
 * model.h - the entries of the guestbook, page by page.
 *
 * The store is the truth; marks beside it say where a page begins, so that
 * a page costs the same however long the book is.
 * Nothing of HTTP or HTML here.  All return -1 with errno where the disk does
 * not do what it should.
 */
#ifndef APPS_GUESTBOOK_MODEL_H
#define APPS_GUESTBOOK_MODEL_H

#include <stddef.h>

struct mem;
struct val;

enum { PAGE_ENTRIES = 20 };

/* Keep an entry: its number, once it is on the disk. */
long long entry_add(int dirfd, const char *name, const char *message,
	    long long now_ms);

/*
 * Add the entries of a page (1: the newest) to a list of objects, newest first:
 * number, name, message, time (for people), datetime (for programs).
 * Returns how many entries there were in all.
 */
long long entry_page(int dirfd, long long page, struct val *list);

#endif
