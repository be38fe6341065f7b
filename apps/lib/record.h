/*
 * record.h - requests written down, to be played again.
 *
 * A record is text: "NAME=value" of each variable (a backslash before a
 * backslash, and \n for a line feed), an empty line, the body.  Secrets are
 * masked (mask.h), so a record can be sent to who mends the program; whoever
 * was logged in has to be said again.
 */
#ifndef APPS_LIB_RECORD_H
#define APPS_LIB_RECORD_H

#include <stddef.h>

#include "apps/lib/memport.h"

/*
 * Answer a request as web_serve() does, and write it down before: if its
 * handler dies, the record is there.  dir NULL or "": only answer it.
 */
int	record_serve(const struct web_app *, const struct web_port *,
	    const char *dir);

/*
 * The text of a record as a request.  0, or -1: it is none, or has variables
 * that are no part of a request, like DATA_DIR.
 */
int	record_read(struct memport *, const char *, size_t n);

#endif
