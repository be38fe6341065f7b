/*
 * staff_groups.h - groups of a page, as the staff makes them.
 */
#ifndef TUTOR_CONTROLLER_STAFF_GROUPS_H
#define TUTOR_CONTROLLER_STAFF_GROUPS_H

#include "apps/tutor/controller/context.h"
#include "apps/tutor/model/group_change.h"

enum { GROUP_ROWS_MAX = 5000 };		/* of a form or a file */

/*
 * The pages that a name or a pattern means: how many may work together there.
 * 0: what is wrong stands in *wrong.
 */
int	staff_groups_most(struct tutor *, const char *pattern,
	    const char **wrong);

/* One row more. */
void	staff_groups_add(struct group_plan *, const struct group_row *);

/*
 * Write down what the rows say, and go back to the page of groups; what is
 * wrong is shown at that field of the form.
 */
int	staff_groups_do(struct tutor *, struct group_plan *,
	    const char *field);

/* The page of groups. */
int	staff_groups_show(struct tutor *, int status);

/* The page that is shown: of the query or the form, else the first; or NULL. */
const char *staff_groups_page(struct tutor *);

#endif
