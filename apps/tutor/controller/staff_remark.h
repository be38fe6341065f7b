/*
 * staff_remark.h - remarks on the page of a question's statistics: which
 * there are, and where one can be made.
 */
#ifndef TUTOR_CONTROLLER_STAFF_REMARK_H
#define TUTOR_CONTROLLER_STAFF_REMARK_H

struct page;
struct question;
struct tally;
struct tally_entry;
struct tutor;
struct val;

/* What is remarked on: a question, and wrong answers to it, counted. */
struct staff_remarks {
	const struct page	*page;
	const struct question	*question;
	const struct tally	*wrong;
};

/*
 * What an entry of the tally is `about`: one of the answers, kept for the
 * request; NULL: it is too long for a remark.
 */
const struct val *staff_remark_sample(struct tutor *, const struct question *,
		const struct val *answer);

/* Is there a remark on an entry, or may there be one? */
void	staff_remark_row(struct val *row, struct tutor *,
	    const struct staff_remarks *, const struct tally_entry *);

/* All remarks on the question. */
void	staff_remarks(struct val *model, struct tutor *,
	    const struct staff_remarks *);

#endif
