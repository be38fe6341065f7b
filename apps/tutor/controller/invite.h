/*
 * invite.h - who may take which name.
 *
 * A name on a roster belongs to somebody before it has an account.  Whoever
 * makes the account shows a code that only the staff can have given: an HMAC
 * of the name, so that nothing need be stored.
 */
#ifndef TUTOR_CONTROLLER_INVITE_H
#define TUTOR_CONTROLLER_INVITE_H

#include <stdbool.h>

struct web;

enum { INVITE_DIGITS = 12 };

/* The code of a name.  0, or -1 with errno. */
int	invite_code(struct web *, const char *user,
	    char code[INVITE_DIGITS + 1]);

/* Is it the code of that name?  Blanks, dashes and case do not matter. */
bool	invite_ok(struct web *, const char *user, const char *code);

/* May a new account have this name? */
enum invite {
	INVITE_FREE,		/* a course is open, and nobody's name it is */
	INVITE_CODE,		/* it stands on a roster: with the code */
	INVITE_NONE		/* no course is open, and no roster names it */
};
enum invite invite_for(struct web *, const char *user);

#endif
