/*
 * answer_words.h - an answer in a line of words, for lists and statistics.
 *
 * Pure.  What forms send as the index of an option is the option's text here.
 */
#ifndef TUTOR_MODEL_ANSWER_WORDS_H
#define TUTOR_MODEL_ANSWER_WORDS_H

#include <stdbool.h>

struct mem;
struct question;
struct text;
struct val;

/* Of tick in the order of the options, whatever order they were shown in. */
void	answer_words(struct text *, const struct question *,
	    const struct val *answer);

/* How it looks to all who gave it, however they wrote it: small, one blank. */
const char *answer_alike(struct mem *, const struct question *,
	    const struct val *answer);

/* Is all of it in the words?  They have so many bytes of each part. */
enum { ANSWER_PART_MAX = 200 };
bool	answer_whole(const struct question *, const struct val *answer);

#endif
