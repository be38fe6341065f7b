/*
 * field.h - what a form may hold, declared in one table.
 *
 * Pure.  Limits stand with the field, not in the handler: anything else that
 * arrives is refused.  Text must be UTF-8 without control characters (F_TEXT:
 * LF and tab are fine; CRLF and CR become LF).
 */
#ifndef WEB_FIELD_H
#define WEB_FIELD_H

#include <stddef.h>

struct mem;

enum web_kind {
	F_TEXT,		/* lines of text; min, max: bytes */
	F_LINE,		/* one line, trimmed; min, max: bytes */
	F_INT,		/* min, max: value */
	F_REAL,		/* a decimal number; min, max: value */
	F_NAME,		/* [a-z0-9][a-z0-9_.-]*; min, max: bytes */
	F_HEX,		/* min, max: digits */
	F_DATE,		/* YYYY-MM-DD, one that exists */
	F_BOOL,		/* a checkbox: on 1 true yes, or absent */
	F_ONEOF,	/* one of "a|b|c" */
	F_FILE,		/* an upload; min, max: bytes */
	F_KINDS
};

struct web_field {
	const char	*name;		/* NULL ends the table */
	enum web_kind	 kind;
	long long	 min, max;	/* both 0: the kind's own limits;
					 * max < min: its own max */
	const char	*oneof;		/* F_ONEOF only */
	unsigned	 required : 1;	/* present and not empty */
	unsigned	 many : 1;	/* may come more than once */
};

/* The kinds' own limits when min and max are both 0. */
enum {
	FIELD_TEXT_MAX = 65536, FIELD_LINE_MAX = 1000, FIELD_NAME_MAX = 64,
	FIELD_HEX_MAX = 128, FIELD_FILE_MAX = 64 << 20
};

/*
 * Check one value of n bytes.  Returns NULL and sets *clean to its cleaned
 * copy in the arena, or a sentence for people that says what is wrong: "must
 * be at most 20 bytes".  (*clean is of no use then.)
 *
 * Blanks round what is not F_TEXT, F_ONEOF or F_FILE are removed.  F_TEXT has
 * its lines ended with LF, F_INT no zeros in front, F_HEX small letters, F_BOOL
 * "1" or "".  An empty value is good unless it is required, and "" whatever
 * the kind; ask with "" for a field that did not come.  Of F_FILE only n is
 * looked at: *clean is value itself.
 */
const char *field_check(struct mem *, const struct web_field *,
		const char *value, size_t n, const char **clean);

/* The row of that name, or NULL. */
const struct web_field *field_find(const struct web_field *, const char *name);

#endif
