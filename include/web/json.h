/*
 * json.h - JSON in and out, strictly (RFC 8259).
 *
 * Reading takes exactly the grammar: one value, UTF-8 without a byte order
 * mark, no comments, no comma at the end, no lone surrogates.  Escapes become
 * UTF-8.  Of equal keys the last counts.  Takes time and memory in proportion
 * to the text, whatever it holds.
 */
#ifndef WEB_JSON_H
#define WEB_JSON_H

#include <stddef.h>

struct mem;
struct text;
struct val;

enum { JSON_DEPTH_MAX = 128 };		/* lists and objects in each other */

struct json_error {
	const char	*what;		/* "a comma or ] is missing" */
	size_t		 offset;	/* bytes before the mistake */
	size_t		 line, column;	/* from 1; columns in bytes */
};

/* The value, or NULL with *error (which may be NULL) filled. */
struct val *json_parse(struct mem *, const char *, size_t n,
		struct json_error *error);

/*
 * Compact JSON.  < > & and U+2028, U+2029 are written as escapes, so that the
 * text may stand in a script element; bytes that are no UTF-8 become U+FFFD.
 */
void	json_write(struct text *, const struct val *);

/* The same on many lines, each level two blanks further in, LF at the end. */
void	json_write_pretty(struct text *, const struct val *);

/* A JSON string with its quotes, for who writes JSON by hand. */
void	json_write_string(struct text *, const char *, size_t n);

#endif
