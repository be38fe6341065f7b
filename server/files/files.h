/*
 * files.h - the handler that serves files and folders.
 *
 * GET and HEAD, validators, conditions and ranges (RFC 9110, 13 and 14),
 * variants that were compressed beforehand (name.br, name.gz), listings.
 */
#ifndef FILES_FILES_H
#define FILES_FILES_H

#include "conn/handler.h"

struct server;

extern const struct handler	files_handler;

/* Once in a worker.  0, or -1: no memory. */
int	files_init(struct server *);

#endif
