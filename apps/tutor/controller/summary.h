/*
 * summary.h - what a student has reached in a course, page by page.
 */
#ifndef TUTOR_CONTROLLER_SUMMARY_H
#define TUTOR_CONTROLLER_SUMMARY_H

#include "apps/tutor/controller/context.h"
#include "apps/tutor/model/results.h"

struct summary {
	struct results	 results;
	struct result	 result;		/* of t->shown */
	struct user_state state;
	struct summary_page {
		const struct course_page *at;
		struct page	*page;		/* as drawn; NULL: it cannot
						   be read */
		size_t		 index;		/* in results, with all that may
						   be drawn, if not broken */
		bool		 broken;
		bool		 told;		/* scores may be told */
	} *pages;				/* of the course, in order */
	size_t		 npages;
};

/* 0, or the status of an error page. */
int	summary_make(struct summary *, struct tutor *);

/* Is the question there for t->shown? */
bool	summary_has(const struct summary_page *, const struct question *);

/* Points of page i, into its model; nothing when they may not be told. */
void	summary_points(struct val *, const struct tutor *,
	    const struct summary *, size_t i);

/* The whole course: "so far", and of everything. */
void	summary_total(struct val *, const struct tutor *,
	    const struct summary *);

#endif
