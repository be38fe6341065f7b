/*
 * files.h - the handler that serves files and folders.
 *
 * GET and HEAD, validators, conditions and ranges (RFC 9110, 13 and 14),
 * variants that were compressed beforehand (name.br, name.gz), listings.
 */
#ifndef FILES_FILES_H
#define FILES_FILES_H

#include "conn/handler.h"

extern const struct handler	files_handler;

#endif
