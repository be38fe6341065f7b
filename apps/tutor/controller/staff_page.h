/*
 * staff_page.h - what the pages of the staff have in common.
 */
#ifndef TUTOR_CONTROLLER_STAFF_PAGE_H
#define TUTOR_CONTROLLER_STAFF_PAGE_H

#include "apps/tutor/controller/context.h"
#include "apps/tutor/model/each.h"
#include "apps/tutor/model/results.h"

/* A model with the way about; `here` is the path behind /staff. */
struct val *staff_model(struct tutor *, const char *title, const char *here);

/* What was typed and what is wrong with it, when a form was refused. */
void	staff_typed(struct val *model, struct tutor *);

/* Who counts: students, and of one section when the query names it. */
const char *staff_section(struct tutor *);
bool	staff_shows(const struct member *, const char *section);

/* The sections to choose from. */
void	staff_sections(struct val *model, struct tutor *);

/* user, name (or the user's again), section. */
void	staff_person(struct val *row, const struct member *);
const char *staff_name(const struct member *);

/* The next of names with blanks, commas or line ends between; NULL: none. */
const char *staff_name_next(struct tutor *, const char **);

/*
 * The pages of the course that can be read, and (gradebook not NULL) what all
 * members have.  0, or the status of an error page.
 */
int	staff_results(struct tutor *, struct results *, struct gradebook *);

/* The place of a page among them; npages: it is not there. */
size_t	staff_place(const struct results *, const char *page);

/*
 * The page, and (unless NULL) the question, that the route names.  0, or the
 * status of an error page.
 */
int	staff_page(struct tutor *, const struct page **,
	    const struct question **);

/* The title of a question, or its name. */
const char *staff_title(const struct question *);

/* Write into staff.log, under the real name.  0, or a status. */
int	staff_write(struct tutor *, struct val *record);

/* Each student, with the groups of the page that the route names, or all. */
struct each staff_each(struct tutor *);

/*
 * Does a student count, where the answers of a page are looked at and not who
 * gave them?  staff_shows(), but of partners only the first that is met; `seen`
 * is an object of the caller for those that were.
 */
bool	staff_once(struct tutor *, struct val *seen, const struct member *,
	    const char *page);

/* The partners of a student on a page, himself among them, or him alone. */
void	staff_people(struct val *row, struct tutor *, const struct member *,
	    const char *page);

/* A share as per cent; NaN: "–". */
const char *staff_percent(struct mem *, double share);

#endif
