/*
 * remark.h - what the staff tells all who gave a certain wrong answer.
 *
 * Pure.  A remark stands in the staff's log (staff.h); the newest on an answer
 * holds, also for who gave it before.  Which answers are the same is told by
 * answer_alike(), as in the list of common wrong answers.  It never changes a
 * score, and who was right is told nothing.
 *
 * Not for questions with parameters, where the same answer is wrong for
 * another reason with other numbers, nor for what people or programs mark.
 */
#ifndef TUTOR_MODEL_REMARK_H
#define TUTOR_MODEL_REMARK_H

#include <stdbool.h>

struct mem;
struct question;
struct text;
struct val;

bool	remark_may(const struct question *);

/* Is an answer with that score one to remark on? */
bool	remark_on(double score);

/* One record more; `remarks` is an object that is empty at first. */
void	remark_add(struct val *remarks, struct val *record);

/*
 * The remark (its record) that holds for an answer as it is normalised, or as
 * it was given; NULL: none.
 */
const struct val *remark_find(const struct val *remarks, const char *page,
		const char *question, const char *alike);
const struct val *remark_for(const struct val *remarks, const char *page,
		const struct question *, const struct val *answer);

/* All that hold for a question, in a new list. */
struct val *remark_list(const struct val *remarks, const char *page,
		const char *question);

/*
 * The line of the course's file that says the same of the answer to this
 * question (a string as it was given; of choose an index), and whether it goes
 * in the place of the option's line.  False: no line would do.
 */
struct remark_line {
	struct text	*text;
	bool		 replaces;
};
bool	remark_line(struct remark_line *, const struct question *,
	    const struct val *answer, const char *remark);

#endif
