/*
 * reports.h - what students reported of questions, and what the staff said.
 *
 * Pure: records of staff.log in (staff.h), reports out, the oldest first.  A
 * reply to nothing, or to what is no report, is passed over, and so is one that
 * stands before what it answers.
 */
#ifndef TUTOR_MODEL_REPORTS_H
#define TUTOR_MODEL_REPORTS_H

#include <stdbool.h>
#include <stddef.h>

struct mem;
struct val;

struct report_reply {
	long long	 seq, ms;
	const char	*by;
	const char	*text;		/* Markdown; "": none */
	bool		 closed;	/* since then */
	struct report_reply *next;
};

struct report {
	long long	 seq, ms;
	const char	*by, *page, *question, *text;
	bool		 regrade;	/* asks to look at the grade again */
	long long	 attempt;	/* the newest one then; 0: none */
	struct report_reply *replies, *last;
	long long	 newest;	/* seq of the last reply, or its own */
	long long	 told;		/* of the last reply with a text; 0 */
	long long	 seen;		/* by who reported it: up to that seq */
	bool		 closed;
};

struct reports {
	struct report	*list;
	size_t		 n;
	size_t		 open;
};

/* records: of staff_read(), borrowed. */
void	reports_fold(struct reports *, struct mem *,
	    const struct val *records);

/* The report of that seq, or NULL. */
const struct report *reports_find(const struct reports *, long long seq);

/* Was something said that who reported it has not seen? */
bool	report_unseen(const struct report *);

/* How many of one user's are so. */
size_t	reports_unseen(const struct reports *, const char *user);

#endif
