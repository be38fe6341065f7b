/*
 * answer_words.h - an answer in a line of words, for lists and statistics.
 *
 * Pure.  What forms send as the index of an option is the option's text here.
 */
#ifndef TUTOR_MODEL_ANSWER_WORDS_H
#define TUTOR_MODEL_ANSWER_WORDS_H

struct question;
struct text;
struct val;

void	answer_words(struct text *, const struct question *,
	    const struct val *answer);

#endif
