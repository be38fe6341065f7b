/*
 * merged.h - all that a student did, alone and with partners.
 *
 * His own log, and in place of what he did alone on the pages where he has a
 * group what is in the group's log.  Attempts are found by question and seq
 * (state_attempt_at()): two logs number theirs alike.  Nothing is ever appended
 * to a merged state; who writes opens the one log that group_log() names.
 */
#ifndef TUTOR_MODEL_MERGED_H
#define TUTOR_MODEL_MERGED_H

#include <stdbool.h>

struct course_data;
struct staff;
struct user_state;

struct merge {
	const struct course_data *data;
	const struct staff	*staff;
	const char		*page;	/* groups of this only; NULL: all */
	bool			 glance;	/* as log_glance() */
	const struct user_state	*held;	/* of a log that is open, and not to be
					   read again; or NULL */
};

/* The state is initialised, for a user.  0, or -1 with errno. */
int	merged_fold(const struct merge *, struct user_state *);

#endif
