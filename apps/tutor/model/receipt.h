/*
 * receipt.h - a proof of a submission that the student keeps.
 *
 * Pure.  One line that survives mail and paper: what was submitted, and an
 * HMAC-SHA-256 of it by the course key.  Against a log that was changed or cut
 * this is the only evidence; who has the key can forge it.
 *
 *	R1 course user page question seq ms answer mac
 *
 * Names are percent-encoded; answer and mac are the first 32 hexadecimal
 * digits of the hashes.
 */
#ifndef TUTOR_MODEL_RECEIPT_H
#define TUTOR_MODEL_RECEIPT_H

#include <stdbool.h>

struct mem;
struct text;
struct val;

struct receipt {
	const char	*course, *user, *page, *question;
	long long	 seq, ms;
	char		 answer[65];	/* given_hash(); read: 32 digits */
};

/* key: SECRET_KEY_SIZE bytes. */
void	receipt_make(struct text *, const unsigned char *key,
	    const struct receipt *);

/*
 * Did we make this text (blanks and line breaks do not matter)?  Then what it
 * says is in *r.
 */
bool	receipt_check(struct receipt *r, struct mem *,
	    const unsigned char *key, const char *text);

/* Does a receipt that is genuine belong to this record of a submit? */
bool	receipt_fits(const struct receipt *, long long seq,
	    const struct val *record);

#endif
