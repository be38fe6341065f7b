/*
 * submit.h - the one place that decides on what a student sends in.
 *
 * Dates, tries and "was this form sent before" are looked at under the lock of
 * the log of the student, or of his group on this page (group.h), and what is
 * decided is recorded under the same lock: of two at once the second sees the
 * first.  First views are each student's own.  What is large is kept first,
 * then the record that names it.  Only what submit() answers with SUBMIT_SAVED
 * or SUBMIT_AGAIN is on the disk for certain.
 */
#ifndef TUTOR_MODEL_SUBMIT_H
#define TUTOR_MODEL_SUBMIT_H

#include <stdbool.h>
#include <stddef.h>

#include "apps/tutor/model/given.h"
#include "apps/tutor/model/grade.h"
#include "apps/tutor/model/log.h"
#include "apps/tutor/model/mark.h"
#include "apps/tutor/model/when.h"

struct course;
struct member;
struct mem;
struct page;
struct question;
struct staff;

enum submit_kind {
	SUBMIT_ANSWER,		/* counts */
	SUBMIT_CHECK,		/* right or wrong, without counting: check */
	SUBMIT_SAVE,		/* kept, not judged */
	SUBMIT_DRAFT,		/* kept while typing: draft.h, no seq */
	SUBMIT_HINT,		/* the next one */
	SUBMIT_SOLUTION,	/* show it; no further answers after that */
	SUBMIT_VARIANT,		/* other numbers, with new tries */
	SUBMIT_VIEW,		/* the page was seen; recorded once */
	SUBMIT_KINDS
};

enum submit_result {
	SUBMIT_SAVED,
	SUBMIT_AGAIN,		/* was saved before; nothing new is recorded */
	SUBMIT_INVALID,		/* cannot be read: free of charge */
	SUBMIT_NO_TRIES,
	SUBMIT_CLOSED,		/* not released, locked, solution seen */
	SUBMIT_NOT_YET,		/* this hint or solution; no such variant */
	SUBMIT_OLD,		/* the form was for another variant, or for
				   who worked alone or in another group */
	SUBMIT_LATE,		/* it takes late days: ask, then `agreed` */
	SUBMIT_FAILED,		/* NOT saved; error says why */
	SUBMIT_UNCONFIRMED	/* the disk did not confirm it: nobody knows */
};

struct submit {
	enum submit_kind	 kind;
	const struct course_data *data;
	struct course		*course;
	const unsigned char	*key;		/* SECRET_KEY_SIZE bytes */
	const struct staff	*staff;
	const struct member	*member;
	const struct page	*page;
	const struct when_page	*dates;		/* of the page */
	const struct question	*question;	/* NULL for SUBMIT_VIEW */
	struct given		 given;
	const char		*nonce;		/* of the form; "" or NULL */
	int			 variant;	/* of the form; -1: any */
	long long		 group;		/* as variant; 0: alone */
	int			 agreed;	/* late days; -1: not asked */
	long long		 arrived;	/* ms: web_arrived() */
	long long		 now;		/* ms: web_now() */
};

struct submitted {
	enum submit_result	 result;
	int			 error;		/* errno */
	long long		 seq;		/* of the record; 0: none */
	long long		 ms;		/* the time that counts */
	struct verdict		 verdict;	/* ANSWER, CHECK, INVALID; told
						   if submit_feedback() */
	int			 tries_left;	/* -1: any number */
	double			 credit;	/* for the time */
	int			 days;		/* late days that it takes */
	int			 days_left;	/* of the budget, before it */
	char			 hash[65];	/* of the answer */
	struct due		 due;
	struct user_state	 state;		/* of that log after it; of
						   SUBMIT_VIEW as by
						   log_glance() */
};

/*
 * Decide and record.  `mem` holds what is in *out.  No result is an error of
 * the program: show the student what out->result says, and the answer again
 * unless it is saved.
 */
void	submit(struct submitted *out, struct mem *, const struct submit *);

/* May the solution be shown now?  Who has it on the screen may reload. */
bool	submit_may_show(const struct submit *, const struct question_state *,
	    const struct due *);

/*
 * May students be told scores of the page (feedback: now, due, lock, never)?
 */
bool	submit_feedback(const struct page *, const struct due *,
	    long long now_ms);

#endif
