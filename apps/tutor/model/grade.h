/*
 * grade.h - what a user did in a course, folded to what it is worth.
 *
 * Pure: records in (those of the user's log; staff.h has the staff's), a state
 * out.  The log is the only truth about grades; this is how it is read.
 *
 * Records of USER.log (JSON, "k" tells the kind; in the log of a group, whom
 * each came from is in "by"):
 *	{"k":"view","page":p}
 *	{"k":"submit","page":p,"q":q,"ver":v,"variant":n,
 *	 "answer":a | "blob":h,"as":"text"|"json"|"file","name":n,
 *	 "nonce":s,"try":n,"at":ms,"score":x|null,"msg":m,"credit":c,"days":d}
 *	{"k":"grade","of":seq,"score":x,"checker":who,"msg":m,"batch":b}
 *	{"k":"save"|"check","page":p,"q":q,"variant":n,"at":ms,
 *	 "answer":a | as above}		draft.h has the drafts
 *	{"k":"hint","page":p,"q":q,"n":i}  {"k":"shown","page":p,"q":q}
 *	{"k":"lock","page":p,"q":q}  {"k":"variant","page":p,"q":q,"n":i}
 *	{"k":"manual","of":seq,"score":x,"msg":m,"by":u,"publish":bool,
 *	 "lines":[{"n":line,"text":s}]}		notes.h has them
 *
 * What counts for an attempt: the latest manual grade; else the grade of the
 * newest regrade batch, and of one batch the first; else the score of the
 * submit itself.  A manual grade counts only once it is published, by its
 * record or by the staff's for the question.
 */
#ifndef TUTOR_MODEL_GRADE_H
#define TUTOR_MODEL_GRADE_H

#include <stdbool.h>
#include <stddef.h>

struct mem;
struct question;
struct store_rec;
struct val;

struct attempt {
	long long	 seq;
	long long	 ms;		/* when the request arrived */
	const struct val *record;	/* the submit; NULL: see log_glance() */
	double		 score;		/* 0 to 1; NaN: not known yet */
	double		 credit;	/* for its time */
	const char	*message;	/* or NULL */
	const struct val *lines;	/* as recorded: read by notes.h; NULL */
	long long	 graded_by;	/* seq of the grade that counts; 0 */
	long long	 batch;		/* of that grade */
	bool		 manual;	/* that grade is a person's */
	double		 kept;		/* manual, not published; NaN: none */
	const char	*kept_message;
	const struct val *kept_lines;
	long long	 kept_by;	/* its seq */
	int		 days;		/* of the late budget, agreed to */
	int		 variant;
	const char	*by;		/* who of a group sent it; NULL: whose
					   log it is in */
};

struct question_state {
	const char	*page, *question;
	struct attempt	*attempts;	/* oldest first */
	size_t		 nattempts;
	const struct val *draft;	/* newer than the last attempt */
	const struct val *saved;
	int		 hints;		/* of this variant, shown so far */
	bool		 solution_shown, locked;	/* of this variant */
	int		 variant;
	bool		 published;	/* manual grades count */
	double		 override;	/* NaN: none */
};

struct user_state {
	struct mem	*mem;
	struct mem	*scratch;	/* NULL; else records are read in it
					   and none is kept, nor a message */
	const char	*user;
	struct question_state *questions;
	size_t		 nquestions;
	long long	 last_ms;	/* of all: time never steps back */
	struct page_view {
		const char	*page;
		long long	 first_ms;
	} *views;
	size_t		 nviews;
	size_t		 records;
	size_t		 damages;	/* lines of the log that are lost */
	const char	*damage;	/* a sentence on the first */

	/* Private: where questions and attempts are found. */
	unsigned	*slots;
	size_t		 nslots;
	struct attempt_place {
		long long	seq;
		size_t		question, attempt;
	} *places;			/* by seq */
	size_t		 nplaces;
};

void	state_init(struct user_state *, struct mem *, const char *user);

/* One record more.  Records of unknown kinds are passed over. */
void	state_add(struct user_state *, const struct store_rec *);

/* The "score" of a record, 0 to 1; NaN: it has none. */
double	record_score(const struct val *);

/*
 * The state of a question, made when there is none (what was returned before
 * is then no longer valid); state_find: or NULL.
 */
struct question_state *state_question(struct user_state *, const char *page,
		const char *question);
const struct question_state *state_find(const struct user_state *,
		const char *page, const char *question);

/* Manual grades that were kept count from now on. */
void	state_publish(struct question_state *);

/* When the user first saw a page; 0: never. */
long long state_first_view(const struct user_state *, const char *page);

/* The newest attempt that was sent with this nonce, or NULL. */
const struct attempt *state_nonce(const struct question_state *,
		const char *nonce);

/* The attempt of that seq and (unless NULL) whose question, or NULL. */
const struct attempt *state_attempt(const struct user_state *, long long seq,
		const struct question_state **);

/* The same among those of one question: for states of several logs. */
const struct attempt *state_attempt_at(const struct question_state *,
		long long seq);

/* Tries left with this variant; -1: any number. */
int	state_tries_left(const struct question_state *,
	    const struct question *);

/* Is one of the attempts with this variant wholly right? */
bool	state_right(const struct question_state *);

/*
 * What a question is worth now, 0 to 1 of its points: by policy, credit for
 * the time and penalty for wrong tries; the override, when there is one.
 * *pending: something of it waits for a grader.
 *
 * Each wrong try before (of which a grade is known) takes its share of what is
 * left: (1 - penalty)^k.  An attempt that waits is passed over by the policy.
 */
double	state_score(const struct question_state *, const struct question *,
	    bool *pending);

/*
 * The same with reasons: a list of objects (seq, when, by, score, credit,
 * penalty, worth, counts, message; override) for the page "why is my score what
 * it is".
 */
void	state_ledger(struct val *list, const struct question_state *,
	    const struct question *);

#endif
