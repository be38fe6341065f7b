/*
 * near.h - lines that are nearly marked ones.
 *
 * Pure.  A hint whose mark is misspelt would be text that everybody reads, and
 * an answer without its blank would be none.  Such a line is a mistake; a
 * backslash before it says that it is text.  Private to the reader of pages.
 */
#ifndef TUTOR_MODEL_NEAR_H
#define TUTOR_MODEL_NEAR_H

#include <stdbool.h>

#include "apps/tutor/model/page_line.h"

struct question_reader;

/* Of an unmarked line: NULL, or what would be right. */
const char *near_mark(const struct question_reader *, struct line);

/* The same for = ~ ( ) [ ] and the points of a rubric (near_answer.c). */
const char *near_answer(const struct question_reader *, struct line);

/* Is it nearly "::: type name", or with `closes` ":::" alone? */
bool	near_block(struct line, bool closes);

/* Is it nearly "in:" or "out:" or "args:" of a test? */
bool	near_data(struct line);

/*
 * A line that is no "key: value": the key that may be meant by its first word,
 * with what it is written like; NULL: none.
 */
const char *near_head(struct line, unsigned at);

/* The word of letters that a line begins with, small; "": none, or long. */
enum { NEAR_WORD = 24 };
struct line near_word(struct line, char word[NEAR_WORD + 1]);

#endif
