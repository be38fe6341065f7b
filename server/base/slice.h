/*
 * slice.h - a pointer and a length: bytes that somebody else owns.
 *
 * Everything that came from a peer travels as a slice; nothing here needs or
 * writes a terminating NUL.  A slice borrows: it is good for as long as the
 * buffer it points into.  An empty slice may have any pointer, even NULL.
 * Case is folded for ASCII only, whatever the locale (RFC 9110, 5.1).
 */
#ifndef BASE_SLICE_H
#define BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct slice {
	const char	*p;
	size_t		 n;
};

/* A slice of a string literal, usable in static initialisers. */
#define SLICE_INIT(lit)	{ (lit), sizeof(lit) - 1 }
#define SLICE(lit)	((struct slice)SLICE_INIT(lit))

/*
 * What is shorter than a call of it stands here: the length of a literal is
 * then known to the compiler, too.
 */
static inline struct slice
slice_of(const char *p, size_t n)
{
	return (struct slice){ p, n };
}

/* The slice of the bytes of a C string, without its NUL; NULL gives empty. */
static inline struct slice
slice_str(const char *s)
{
	return slice_of(s, s == NULL ? 0 : strlen(s));
}

static inline bool
slice_eq(struct slice a, struct slice b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool
slice_eqs(struct slice a, const char *s)
{
	return slice_eq(a, slice_str(s));
}

/* Are n bytes the same but for case? */
bool	ascii_same(const char *, const char *, size_t n);

static inline bool
slice_caseeq(struct slice a, struct slice b)
{
	return a.n == b.n && ascii_same(a.p, b.p, a.n);
}

static inline bool
slice_caseeqs(struct slice a, const char *s)
{
	return slice_caseeq(a, slice_str(s));
}

static inline bool
slice_starts(struct slice s, struct slice prefix)
{
	return s.n >= prefix.n && slice_eq(slice_of(s.p, prefix.n), prefix);
}

/* What is left without the first n bytes (n is cut to the length). */
static inline struct slice
slice_skip(struct slice s, size_t n)
{
	if (n > s.n)
		n = s.n;
	return n == 0 ? s : slice_of(s.p + n, s.n - n);
}

static inline bool
slice_ends(struct slice s, struct slice suffix)
{
	return s.n >= suffix.n &&
	    slice_eq(slice_skip(s, s.n - suffix.n), suffix);
}

/* Write it to `at`, which has room; returns where the next byte goes. */
static inline char *
slice_put(char *at, struct slice s)
{
	if (s.n > 0)
		memcpy(at, s.p, s.n);
	return at + s.n;
}

/* Offset of the first byte `c`, or s.n when there is none. */
size_t	slice_find(struct slice, char c);

/* Without the blanks and tabs at both ends (OWS of RFC 9110, 5.6.3). */
struct slice	slice_trim(struct slice);

/*
 * Cut the next piece that ends at byte `sep` off the front of *s.  Returns
 * false when *s is empty, which is not the same as an empty piece: "a,,b"
 * gives "a", "", "b".  A separator at the end gives no empty last piece.
 */
bool	slice_cut(struct slice *s, char sep, struct slice *piece);

/* Decimal digits only, at least one, no overflow.  0, or -1. */
int	slice_to_u64(struct slice, uint64_t *);

/* ASCII lower case of one byte. */
static inline char
ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static inline bool
ascii_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
ascii_alpha(char c)
{
	return ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z';
}

/* 0-15, or -1 when c is no hexadecimal digit. */
int	ascii_hex(char c);

#endif
