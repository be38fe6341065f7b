/*
 * results.h - from attempts to scores of pages and of the course.
 *
 * Late: an attempt after due and grace has the credit of the first step of
 * late: that it is within, and none behind the last.  Of the late budget whole
 * days are spent, by agreement (submit.h): as many as the attempt is late, once
 * for a page, and then its credit is full.  Who gets an extension afterwards
 * has the days back.
 *
 * A page is worth the points of its questions.  The course: of each weight the
 * points of its pages that count, by what could be had, without the lowest
 * that are dropped (but one page stays); weights without pages are left out.
 * Without weights all pages count by their points.
 */
#ifndef TUTOR_MODEL_RESULTS_H
#define TUTOR_MODEL_RESULTS_H

#include <stdbool.h>
#include <stddef.h>

#include "apps/tutor/model/when.h"

struct course;
struct course_data;
struct member;
struct members;
struct mem;
struct page;
struct question;
struct staff;
struct user_state;
struct weight;

enum { LATE_DAY_MS = 24 * 60 * 60 * 1000, LATE_DAYS_MAX = 10000 };

/* What is the same for all students. */
struct results {
	struct mem		*mem;
	const struct course	*course;
	const struct staff	*staff;
	const struct members	*members;	/* for partners; or NULL */
	long long		 now;		/* ms, for `so_far` */
	struct results_page {
		const struct page	*page;
		struct when_page	 dates;
		const struct weight	*weight;	/* or NULL */
		size_t			 first;	/* place of its questions */
	} *pages;
	size_t			 npages;
	size_t			 nquestions;	/* of all pages */
};

void	results_init(struct results *, struct mem *, const struct course *,
	    const struct staff *);
/* The next page, of course_page(). */
void	results_add(struct results *, const struct page *);

struct question_result {
	double		 score;		/* 0 to 1 of its points */
	int		 tries;
	bool		 pending;
};

struct page_result {
	double		 points;	/* that the student has */
	double		 of;		/* that can be had */
	int		 answered;	/* questions with an attempt */
	bool		 pending;
	bool		 exempt;
	bool		 dropped;	/* from total */
	bool		 counts;	/* in so_far: due, or begun */
	int		 days;		/* late days spent */
	struct due	 due;
};

struct result {
	const struct member	*member;
	struct question_result	*questions;	/* of all pages in order */
	struct page_result	*pages;
	double			 total;		/* 0 to 1, of everything */
	double			 so_far;	/* of what counts; NaN: none */
	bool			 pending;
	size_t			 damages;	/* in the log */
};

/*
 * The results of one student: credit, overrides and what is published are put
 * into the state, too.  Memory from r->mem.
 */
void	results_of(struct result *, const struct results *r,
	    const struct member *, struct user_state *);

/*
 * The days that an attempt is late by, begun ones whole; 0: in time.  And the
 * credit for its time when so many days are agreed to.
 */
int	late_days(const struct course *, const struct due *, long long ms);
double	late_credit(const struct course *, const struct due *, long long ms,
	    int days);

/*
 * Put the credit of each attempt at a page into the state, by the student's
 * dates.  What a partner sent is late by the partner's own.
 */
struct late_page {
	const struct course	*course;
	const struct staff	*staff;
	const struct members	*members;	/* NULL: no partners */
	const struct page	*page;
	const struct when_page	*dates;		/* of the page */
};
void	late_apply(const struct late_page *, const struct due *,
	    struct user_state *);

/*
 * The days of the budget, and those spent on all pages but one (or NULL).
 * Reads the pages on which days were spent: their dates may have changed.
 */
int	late_budget(const struct course *);
struct late_query {
	struct course		*course;
	const struct staff	*staff;
	const struct member	*member;
	const char		*but;
};
int	late_spent(const struct late_query *, const struct user_state *);

/* Those spent on one page: of its attempts the one that took most. */
int	late_page_days(const struct course *, const struct due *,
	    const char *page, const struct user_state *);

/*
 * All members' results.  What was folded before is taken from idx/, which may
 * be removed at any time; only logs that have changed are read, and what
 * students did, not what it is worth, is kept there, so that a mended question
 * or an extension counts at once.  0, or -1 with errno.
 */
struct gradebook {
	struct result	*list;		/* one a member, in their order */
	size_t		 n;
	size_t		 refolded;	/* logs that were read */
};
int	gradebook_read(struct gradebook *, const struct results *,
	    const struct course_data *, const struct members *);

#endif
