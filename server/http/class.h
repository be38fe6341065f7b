/*
 * class.h - which bytes may stand where, as one table of bit sets.
 *
 * The parsers that read every byte of what a stranger sent look it up here;
 * tests/unit/http/test_class.c compares the table with the grammars.
 */
#ifndef HTTP_CLASS_H
#define HTTP_CLASS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

enum {
	CLASS_TOKEN = 0x01,		/* tchar (RFC 9110, 5.6.2) */
	CLASS_WORD = 0x02,		/* VCHAR and obs-text: no blank */
	CLASS_TEXT = 0x04,		/* of a field value: WORD, SP, HTAB */
	CLASS_HOST = 0x08,		/* reg-name without escapes and comma */
	CLASS_PATH = 0x10,		/* pchar without escapes, and '/' */
	CLASS_TARGET = 0x20,		/* VCHAR without '#' */
	CLASS_BARE = 0x40		/* VCHAR without '"' and '\\': what the
					   access log does not escape */
};

extern const uint8_t http_class[256];

static inline bool
class_has(char c, uint8_t set)
{
	return (http_class[(unsigned char)c] & set) != 0;
}

/* How many bytes at the front of s belong to the set; do all of them? */
size_t	class_run(struct slice, uint8_t set);
bool	class_all(struct slice, uint8_t set);

/*
 * How many bytes at the front are WORD or SP, and how many are TEXT?  These
 * runs are long, so eight bytes are looked at in one go.
 */
size_t	class_plain(struct slice);
size_t	class_text(struct slice);

#endif
