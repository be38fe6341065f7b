/*
 * status.h - status codes, their reason phrases and our short error pages.
 *
 * Pure.  One table (RFC 9110, 15; RFC 6585).
 */
#ifndef HTTP_STATUS_H
#define HTTP_STATUS_H

#include <stdbool.h>

#include "base/buf.h"

/* The reason phrase; "Unknown" for a code that is not in the table. */
const char *status_reason(int status);

/* Is the code in the table? */
bool	status_known(int status);

/* 1xx, 204, 304: has no body whatever it says (RFC 9112, 6.3). */
bool	status_bodyless(int status);

/*
 * The HTML page of an error: small, self-contained, light and dark, readable
 * on a telephone, with one sentence on what the status means for a visitor
 * and the request id (borrowed, may be empty).  0, or -1: does not fit.
 */
int	status_page(struct buf *, int status, struct slice request_id);

#endif
