/*
 * md_escape.h - escapes and references in, escapes of HTML and URLs out.
 */
#ifndef APPS_LIB_MD_ESCAPE_H
#define APPS_LIB_MD_ESCAPE_H

#include <stdbool.h>

#include "base/slice.h"

struct text;

/*
 * Add what the character reference stands for that `s` begins with, and
 * return its bytes; 0 when there is none.
 */
size_t	md_escape_reference(struct text *, struct slice s);

/* Add text without its backslash escapes and character references. */
void	md_escape_undo(struct text *, struct slice);

/* Escape & < > and ", as the specification's examples have it. */
void	md_escape_html(struct text *, struct slice);

/* Escape a URL for an attribute in double quotes; %xx stays as it is. */
void	md_escape_url(struct text *, struct slice);

/*
 * Whether a browser could take this for a URL that runs or reads what it
 * should not: javascript:, vbscript:, file:, and data: but the common images
 * where an image is wanted.  Blanks, controls and %xx hide nothing.
 */
bool	md_escape_is_dangerous(struct slice url, bool image);

#endif
