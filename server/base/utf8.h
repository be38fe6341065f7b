/*
 * utf8.h - tell what is UTF-8 (RFC 3629).
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stddef.h>

#include "base/slice.h"

/*
 * The length of the character at the front, 1 to 4 bytes; 0 when there is
 * none: a stray or missing byte, an overlong form, a surrogate, or above
 * U+10FFFF.  The slice is not empty.
 */
size_t	utf8_len(struct slice);

#endif
