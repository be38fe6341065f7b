/*
 * help.h - students who ask for help in class, and wait for it.
 *
 * Records of DATA/c/COURSE/help.log (JSON, "k" tells the kind; "of" is the
 * number of the record that asked):
 *	{"k":"ask","by":u,"page":p,"q":q,"text":s}	all but u may be ""
 *	{"k":"leave","of":seq,"by":u}			no longer wanted
 *	{"k":"take","of":seq,"by":u}			somebody comes
 *	{"k":"back","of":seq,"by":u}			or does not: it waits
 *	{"k":"done","of":seq,"by":u}
 * Nobody has two places.  What was asked more than 12 hours ago counts no
 * longer.  Folding and rules are pure; what is done is decided and recorded
 * under the lock of the log.
 */
#ifndef TUTOR_MODEL_HELP_H
#define TUTOR_MODEL_HELP_H

#include <stdbool.h>
#include <stddef.h>

struct course_data;
struct mem;
struct val;

enum { HELP_TEXT_MAX = 200, HELP_HOURS = 12 };

struct help_ask {
	long long	 seq, ms;	/* of the record that asked */
	const char	*who;
	const char	*page, *question;	/* "": none */
	const char	*text;
	const char	*by;		/* who comes; NULL: it waits */
};

/* Those that are open, in order of asking. */
struct help {
	struct mem	*mem;
	struct help_ask	*list;
	size_t		 n, room;
	long long	 now;		/* ms */
	long long	 last;		/* seq of the newest record; 0: none */
};

void	help_init(struct help *, struct mem *, long long now_ms);

/* One record more, with its seq and ms. */
void	help_add(struct help *, const struct val *record, long long seq,
	    long long ms);

/* That of a user, or of a number; NULL: none is open. */
const struct help_ask *help_of(const struct help *, const char *user);
const struct help_ask *help_find(const struct help *, long long seq);

/* How many wait, and in what place one does, from 1; 0: it is taken. */
size_t	help_waiting(const struct help *);
size_t	help_place(const struct help *, const struct help_ask *);

enum help_kind { HELP_ASK, HELP_LEAVE, HELP_TAKE, HELP_BACK, HELP_DONE };

struct help_act {
	enum help_kind	 kind;
	const char	*user;		/* who does it */
	long long	 of;		/* unless he asks or leaves */
	const char	*page, *question, *text;	/* HELP_ASK */
};

enum help_result {
	HELP_FINE,
	HELP_AGAIN,		/* it is so already */
	HELP_GONE,		/* nobody waits there any more */
	HELP_TAKEN,		/* by another */
	HELP_FAILED		/* could not be written down: errno */
};

/* May it be done now?  Never HELP_FAILED. */
enum help_result help_rule(const struct help *, const struct help_act *);

/* What the log says: 0, or -1 with errno. */
int	help_read(struct help *, const struct course_data *);

/* Decide, record and fold it.  *h is empty at first (help_init). */
enum help_result help_do(struct help *, const struct course_data *,
		const struct help_act *);

#endif
