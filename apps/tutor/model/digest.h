/*
 * digest.h - a user's log in short, as bytes.
 *
 * Pure.  Bytes of this machine, for a cache: what a student did, and not what
 * it is worth.  The answers are left out; a digest for a page (`newest`) has
 * that of the newest attempt at each question, and what is kept besides.  One
 * that is cut or of another form is refused as a whole.
 */
#ifndef TUTOR_MODEL_DIGEST_H
#define TUTOR_MODEL_DIGEST_H

#include <stdbool.h>
#include <stddef.h>

struct text;
struct user_state;

/* Which log was folded: it is still the same when all of this is. */
struct digest_log {
	unsigned long long	device, file, size;
	long long		seconds, nanoseconds;	/* of its change */
};

/* A digest among others: where it stands, whose it is. */
struct digest {
	const char		*user;
	struct digest_log	 log;
	const char		*body;
	size_t			 n;
};

/* Add the digest of a state to the bytes. */
void	digest_write(struct text *, const struct user_state *,
	    const struct digest_log *, bool newest);

/* Add one that was read, as it is. */
void	digest_copy(struct text *, const struct digest *);

/*
 * The next of n bytes; how many it takes, 0 when there is none or it is none
 * of ours.  Points into the bytes.
 */
size_t	digest_next(struct digest *, const char *, size_t n);

/*
 * The state that was folded, to which records may be added; its strings are in
 * the bytes.  The state is initialised.  0, or -1.
 */
int	digest_read(struct user_state *, const struct digest *);

#endif
