/*
 * code_check.h - what only who runs it knows to be wrong in a code question.
 */
#ifndef TUTOR_MODEL_CODE_CHECK_H
#define TUTOR_MODEL_CODE_CHECK_H

struct mem;
struct problems;
struct question;

void	code_check(struct mem *, const struct question *, const char *file,
	    struct problems *);

#endif
