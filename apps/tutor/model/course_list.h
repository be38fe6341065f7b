/*
 * course_list.h - what is in a folder of courses or of a course.
 */
#ifndef TUTOR_MODEL_COURSE_LIST_H
#define TUTOR_MODEL_COURSE_LIST_H

#include <stdbool.h>
#include <stddef.h>

struct course;
struct mem;
struct problems;

/* [a-z0-9][a-z0-9_.-]*, at most 64: what may stand in a URL. */
bool	course_name_ok(const char *);

/*
 * The names in a folder but those that begin with a dot, sorted.  0, or -1 with
 * errno.
 */
int	course_entries(int dirfd, struct mem *, const char ***names,
	    size_t *n);

/* Find the pages, in their order.  0, or -1 with errno. */
int	course_pages(struct course *, struct problems *);

#endif
