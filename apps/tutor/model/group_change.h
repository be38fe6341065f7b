/*
 * group_change.h - make, join and leave groups: decided by staff.log alone, in
 * a staff_decide() (log.h), so that of two at once the second sees the first.
 *
 * Pure.  What the logs of students say is asked before, by who holds them.
 */
#ifndef TUTOR_MODEL_GROUP_CHANGE_H
#define TUTOR_MODEL_GROUP_CHANGE_H

#include <stdbool.h>
#include <stddef.h>

struct members;
struct mem;
struct val;

/* Of one student on a page, so that nobody fills the staff's log. */
enum {
	GROUP_ASKS_MAX = 10,		/* invitations that wait */
	GROUP_ASKED_MAX = 60,		/* in all, with those taken back */
	GROUP_TURNS_MAX = 20		/* groups that were joined or left */
};

/* What a student does. */
enum group_act {
	GROUP_INVITE,		/* other: whom */
	GROUP_WITHDRAW,		/* other: whom */
	GROUP_ACCEPT,		/* other: who invited */
	GROUP_DECLINE,		/* other: who invited */
	GROUP_LEAVE
};

enum group_result {
	GROUP_DONE,
	GROUP_SELF,		/* that is yourself, or a partner already */
	GROUP_NAMELESS,		/* that cannot be a name at all */
	GROUP_MANY,		/* too many invitations wait */
	GROUP_OFTEN,		/* too many in all, or groups */
	GROUP_GONE,		/* there is no such invitation, or group */
	GROUP_TAKEN,		/* you have a group */
	GROUP_FULL,
	GROUP_CHANGED		/* others are in it than you saw */
};

struct group_change {
	enum group_act		 act;
	const struct members	*members;
	const char		*page;
	int			 most;
	const char		*user;		/* who does it */
	const char		*other;
	bool			 again;		/* INVITE: if it waits, too */
	long long		 seen;		/* ACCEPT: group.newest of the
						   group, as it was shown;
						   LEAVE: whose log is held */
	enum group_result	 result;
};

/* A staff_decide_fn; the argument is a struct group_change. */
const struct val *group_decide(void *, const struct val *records);

/*
 * What the staff does: a row says into which group a user goes.  The group is
 * one of the page by its title, else a new one of that name; one that nobody
 * is in any more: by its number, "g17"; "": none, alone;
 * GROUP_NEW: a new one without a name for all rows that say so.  Either all
 * rows are done, or (`wrong`: a sentence) none.
 */
#define GROUP_NEW	"\n"

struct group_row {
	const char	*title, *user;
	size_t		 line;		/* for what is wrong; 0: none */
};

struct group_plan {
	const struct members	*members;
	const char		*page;		/* or a pattern */
	int			 most;
	const char		*by;
	struct group_row	*rows;
	size_t			 n;
	struct mem		*mem;		/* of what is wrong */
	const char		*wrong;		/* or NULL */
	size_t			 moved;		/* users who change */
};

/* A staff_decide_fn; the argument is a struct group_plan. */
const struct val *group_plan(void *, const struct val *records);

#endif
