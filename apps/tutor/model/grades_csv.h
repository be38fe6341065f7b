/*
 * grades_csv.h - a gradebook as comma-separated values.
 *
 * Short: a row a student, a column a page.  Long: a row a submission.  Pure.
 */
#ifndef TUTOR_MODEL_GRADES_CSV_H
#define TUTOR_MODEL_GRADES_CSV_H

#include <stdbool.h>

struct gradebook;
struct member;
struct results;
struct text;
struct user_state;

struct grades_csv {
	struct text		*out;
	const struct results	*results;
	const char		*section;	/* NULL: all */
	bool			 spreadsheet;	/* see csv_cell() */
};

void	grades_csv(const struct grades_csv *, const struct gradebook *);

/* The head of the list of submissions. */
void	grades_csv_long(const struct grades_csv *);

/*
 * The submissions of one student, into a text that is begun here: it and what
 * is made on the way are in the memory of the state, and gone with that.
 */
void	grades_csv_rows(struct text *, const struct grades_csv *,
	    const struct member *, struct user_state *);

#endif
