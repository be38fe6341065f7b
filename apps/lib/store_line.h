/*
 * store_line.h - a record of a store as a line of text, and the chain of them.
 *
 * Pure, and proof against any bytes: a line is a record only when its checksum
 * says so.  No json holds what a line begins with, so that nobody can hide a
 * record in the text of another one, for the day on which damage puts a newline
 * in front of it.
 */
#ifndef LIB_STORE_LINE_H
#define LIB_STORE_LINE_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#define STORE_SEQ_MAX	(LLONG_MAX / 2)	/* so that adding to one is safe */

/* "W1 ", seq and ms of 19 digits, len of 7, crc and prev8, a blank each. */
enum { STORE_HEAD_MAX = 3 + 20 + 20 + 8 + 9 + 9 };

struct store_line {
	long long	 seq;
	long long	 ms;
	const char	*json;		/* in the caller's bytes */
	size_t		 n;
	char		 prev8[9];
	size_t		 size;		/* of the line with its newline */
	bool		 ended;		/* false: the newline is damaged */
	const char	*what;		/* STORE_BAD: what is wrong */
};

enum store_found {
	STORE_RECORD,	/* a whole record */
	STORE_BAD,	/* a whole line that is none: only size and what */
	STORE_PART	/* no whole line; the bytes that follow may end it */
};

/* What the n bytes begin with, where a line begins. */
enum store_found store_line_read(struct store_line *, const char *, size_t n);

/*
 * A json as it is stored: a W that would look like the beginning of a record
 * (only a string has any) becomes an escape.  Returns how many bytes; out may
 * be NULL, to ask for that.
 */
size_t	store_line_json(char *out, const char *json, size_t n);

/*
 * Write all in front of the json; returns how many bytes.  l: seq, ms, json,
 * n and prev8.
 */
size_t	store_line_write(char head[STORE_HEAD_MAX + 1],
	    const struct store_line *l);

/*
 * Where a reader is in the chain: the last record, and how many records may
 * have been in the lines behind it that are none.
 */
struct store_chain {
	long long	seq;		/* 0: none */
	char		prev8[9];	/* of the line of that record */
	long long	lost;
};

void	store_chain_init(struct store_chain *);

enum store_link {
	STORE_FITS,	/* the next record */
	STORE_GAP,	/* a record, but not the one that should follow */
	STORE_AGAIN	/* its number was had before: not a new record */
};

/* Does a record follow?  After lost lines, what comes next cannot be told. */
enum store_link store_chain_check(const struct store_chain *,
		const struct store_line *);

/* On to a record; p is where its line begins. */
void	store_chain_next(struct store_chain *, const struct store_line *,
	    const char *p);

/*
 * Past n bytes that are no record.  Damage takes newlines, too: what is one
 * line now may have been many.
 */
void	store_chain_lose(struct store_chain *, size_t n);

/* The seq of the record to write next: one that no lost one can have had. */
long long store_chain_seq(const struct store_chain *);

#endif
