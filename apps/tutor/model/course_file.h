/*
 * course_file.h - the file `course`: lines of key: value.  Pure but for the
 * zone's name, which is looked for.
 */
#ifndef TUTOR_MODEL_COURSE_FILE_H
#define TUTOR_MODEL_COURSE_FILE_H

#include <stddef.h>

struct course;
struct problems;

/* Read it into the course, whose arena is used.  Empty lines and # pass. */
void	course_file_read(struct course *, const char *, size_t n,
	    struct problems *);

/* An error: the weights are not 100 %, or take what is no page. */
void	course_weights_check(const struct course *, struct problems *);

#endif
