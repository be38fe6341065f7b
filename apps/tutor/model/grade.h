/*
 * grade.h - what a user did in a course, folded to what it is worth.
 *
 * Pure: records in (those of the user's log and the staff's), a state out.
 * The log is the only truth about grades; this is how it is read.
 *
 * Records of USER.log (JSON, "k" tells the kind):
 *	{"k":"view","page":p}
 *	{"k":"submit","page":p,"q":q,"ver":v,"variant":n,"answer":a|"blob":h,
 *	 "nonce":s,"try":n,"score":x|null,"msg":m,"credit":c}
 *	{"k":"grade","of":seq,"score":x,"checker":who,"msg":m,"batch":b}
 *	{"k":"draft"|"save","page":p,"q":q,"answer":a}
 *	{"k":"hint","page":p,"q":q,"n":i}  {"k":"shown","page":p,"q":q}
 *	{"k":"lock","page":p,"q":q}  {"k":"variant","page":p,"q":q,"n":i}
 *	{"k":"manual","of":seq,"score":x,"msg":m,"by":u,"publish":bool}
 * Records of staff.log:
 *	{"k":"extend","who":user|"@section","page":p,"due":ms,"replace":bool,
 *	 "by":u,"why":s}
 *	{"k":"exempt","who":u,"page":p,"by":u}
 *	{"k":"override","who":u,"page":p,"q":q,"score":x,"by":u,"why":s}
 *	{"k":"publish","page":p,"q":q,"by":u}
 *	{"k":"regrade","batch":b,"page":p,"q":q,"by":u,"why":s}
 */
#ifndef TUTOR_MODEL_GRADE_H
#define TUTOR_MODEL_GRADE_H

#include <stdbool.h>
#include <stddef.h>

struct mem;
struct store_rec;
struct val;

struct attempt {
	long long	 seq;
	long long	 ms;
	const struct val *record;	/* the submit */
	double		 score;		/* 0 to 1; NaN: not known yet */
	double		 credit;	/* for its time */
	const char	*message;
	long long	 graded_by;	/* seq of the grade that counts; 0 */
};

struct question_state {
	const char	*page, *question;
	struct attempt	*attempts;	/* oldest first */
	size_t		 nattempts;
	const struct val *draft;	/* newer than the last attempt */
	const struct val *saved;
	int		 hints;		/* shown so far */
	bool		 solution_shown, locked;
	int		 variant;
	double		 override;	/* NaN: none */
};

struct user_state {
	struct mem	*mem;
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
};

void	state_init(struct user_state *, struct mem *, const char *user);

/* One record more.  Records of unknown kinds are passed over. */
void	state_add(struct user_state *, const struct store_rec *);

/* The state of a question, made when there is none. */
struct question_state *state_question(struct user_state *, const char *page,
		const char *question);

/* When the user first saw a page; 0: never. */
long long state_first_view(const struct user_state *, const char *page);

/* The attempt that was sent with this nonce, or NULL. */
const struct attempt *state_nonce(const struct question_state *,
		const char *nonce);

struct question;

/*
 * What a question is worth now, 0 to 1 of its points: by policy, credit for
 * the time and penalty for wrong tries; the override, when there is one.
 * *pending: something of it waits for a grader.
 */
double	state_score(const struct question_state *, const struct question *,
	    bool *pending);

/*
 * The same with reasons: a list of objects (seq, when, score, credit, penalty,
 * counts) for the page "why is my score what it is".
 */
void	state_ledger(struct val *list, const struct question_state *,
	    const struct question *);

#endif
