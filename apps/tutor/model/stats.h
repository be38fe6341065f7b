/*
 * stats.h - what the answers of a class say about a question.
 *
 * Pure.  NaN among values is "not known", and is left out.
 */
#ifndef TUTOR_MODEL_STATS_H
#define TUTOR_MODEL_STATS_H

#include <stdbool.h>
#include <stddef.h>

struct mem;

/* NaN for no values; *n (unless NULL): so many were known. */
double	stats_mean(const double *values, size_t n, size_t *known);
double	stats_deviation(const double *values, size_t n);

/* NaN for none.  Of an even number the mean of the two in the middle. */
double	stats_median(struct mem *, const double *values, size_t n);

/*
 * Pearson's r of those pairs of which both are known, so many in *n.  NaN for
 * fewer than 3, and when one side is always the same.
 */
double	stats_correlation(const double *x, const double *y, size_t n,
	    size_t *known);

/*
 * A question among others of a page: `scores` are those of the students (0 to
 * 1; NaN: no answer), `rests` their points of the rest of the page.  Difficulty
 * is the mean score; discrimination is r with the rest, so that a question does
 * not correlate with itself.
 */
struct stats_item {
	size_t	n;			/* students with an answer */
	double	difficulty;
	double	discrimination;
	bool	doubtful;		/* enough answers, and r < 0.1 */
};

enum { STATS_DOUBT_MIN = 8 };		/* answers before doubts are told */

void	stats_item(struct stats_item *, const double *scores,
	    const double *rests, size_t n);

/*
 * The share of the values that is at most x, as steps for a line: x and share
 * have one place for each, at most `max` (2 or more).  Returns how many.
 */
size_t	stats_steps(struct mem *, const double *values, size_t n, size_t max,
	    double **x, double **share);

/* Which texts occur how often; each `who` counts once for a text. */
struct tally_entry {
	const char	*text;
	size_t		 who;
	size_t		 n;		/* after tally_count() */
	const void	*about;		/* of the first */
};

struct tally {
	struct mem	*mem;
	struct tally_entry *list;
	size_t		 n;
};

void	tally_init(struct tally *, struct mem *);
void	tally_add(struct tally *, const struct tally_entry *);

/* Put equal texts together, the most frequent first. */
void	tally_count(struct tally *);

#endif
