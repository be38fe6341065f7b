/*
 * val.h - one type of value: what templates show, and JSON in and out.
 *
 * A value is null, a bool, a number, a string, a list or an object.  Values
 * live in an arena; nothing is freed one by one.  A getter given a value of
 * another type, or NULL, gives the harmless answer (NULL, 0, "", false), so
 * that lookups can be chained.  Strings are bytes with a length and a NUL
 * behind them, and may hold NUL bytes.  Objects keep the order of their keys.
 */
#ifndef WEB_VAL_H
#define WEB_VAL_H

#include <stdbool.h>
#include <stddef.h>

struct mem;
struct val;

enum val_type {
	VAL_NULL, VAL_BOOL, VAL_NUMBER, VAL_STRING, VAL_LIST, VAL_OBJECT
};

/*
 * Making.  Text is copied into the arena.  What is added to a value that is no
 * list or no object is left out.
 */
struct val	*val_null(struct mem *);
struct val	*val_bool(struct mem *, bool);
struct val	*val_int(struct mem *, long long);
struct val	*val_real(struct mem *, double);	/* not finite: null */
struct val	*val_string(struct mem *, const char *, size_t n);
struct val	*val_str(struct mem *, const char *);	/* NULL: null */
struct val	*val_list(struct mem *);
struct val	*val_object(struct mem *);

/*
 * A number by its text, which must be one of JSON's (RFC 8259, section 6): it
 * is written again as it was read.
 */
struct val	*val_number(struct mem *, const char *, size_t n);

/* Add to the end of a list.  Returns what was added. */
struct val	*val_push(struct val *list, struct val *);

/*
 * Set a member of an object; one with that key is replaced in its place.
 * Returns the member.  The key is copied.  A large object is as fast as a
 * small one.
 */
struct val	*val_put(struct val *object, const char *key, struct val *);
struct val	*val_putn(struct val *object, const char *key, size_t n,
		    struct val *);

/* The same with a new value made from C's types. */
void	val_set(struct val *object, const char *key, const char *string);
void	val_setf(struct val *object, const char *key, const char *fmt, ...)
	    __attribute__((format(printf, 3, 4)));
void	val_seti(struct val *object, const char *key, long long);
void	val_setr(struct val *object, const char *key, double);
void	val_setb(struct val *object, const char *key, bool);
struct val *val_setlist(struct val *object, const char *key);	/* a new one */
struct val *val_setobject(struct val *object, const char *key);

/* Add a new, empty object to a list and return it. */
struct val *val_pushobject(struct val *list);

/* Asking. */
enum val_type	 val_type(const struct val *);		/* NULL: VAL_NULL */
bool		 val_isint(const struct val *);		/* fits a long long */
bool		 val_tobool(const struct val *);	/* true only for true */
long long	 val_toint(const struct val *);		/* truncated; the
							   nearest; 0 */
double		 val_toreal(const struct val *);
const char	*val_tostr(const struct val *);		/* string's or number's
							   text, else "" */
size_t		 val_size(const struct val *);		/* bytes of that text,
							   or members */
struct val	*val_at(const struct val *, size_t i);	/* list or object */

/* The key of an object's member i; its bytes in *n, unless n is NULL. */
const char	*val_key(const struct val *, size_t i, size_t *n);
struct val	*val_get(const struct val *, const char *key);
struct val	*val_getn(const struct val *, const char *key, size_t n);

/* val_get() and then val_tostr() or val_toint(). */
const char	*val_getstr(const struct val *, const char *key);
long long	 val_getint(const struct val *, const char *key);

/* The arena that a value lives in. */
struct mem	*val_mem(const struct val *);

#endif
