/*
 * form.h - application/x-www-form-urlencoded (WHATWG URL, section 5).
 *
 * Pure.  Names and values are decoded: '+' is a blank, %XX a byte, a percent
 * sign without two digits stands for itself, and what is no UTF-8 becomes
 * U+FFFD.  A NUL follows each; they may hold NUL bytes.
 */
#ifndef WEB_FORM_H
#define WEB_FORM_H

#include <stddef.h>

struct mem;
struct text;

struct form_pair {
	const char	*name, *value;
	size_t		 name_size, value_size;
};

struct form {
	struct form_pair *pairs;
	size_t		 n;
};

/* 0, or -413: more than max_pairs (0: 1000). */
int	form_parse(struct form *, struct mem *, const char *, size_t n,
	    size_t max_pairs);

/* The first value of that name, or NULL. */
const char *form_get(const struct form *, const char *name);

/*
 * name=value, encoded as WHATWG has it (blank is '+').  A '&' goes before each
 * unless the text is empty or ends in '?'.
 */
void	form_write(struct text *, const struct form *);
void	form_write_pair(struct text *, const char *name, const char *value);

/* One component in that encoding. */
void	form_write_component(struct text *, const char *, size_t n);

/*
 * Bytes as UTF-8, each ill-formed sequence made one U+FFFD as WHATWG's decoder
 * does it (maximal subparts); a byte order mark stays.  Adds to the text.
 */
void	form_utf8(struct text *, const char *, size_t n);

#endif
