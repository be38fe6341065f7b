/*
 * queue.h - who waits for the grader.
 */
#ifndef TUTOR_CONTROLLER_QUEUE_H
#define TUTOR_CONTROLLER_QUEUE_H

struct course_data;

/*
 * How many other programs of the course wait, too.  The folder of jobs is a
 * hint, so this is one.
 */
long long queue_before(const struct course_data *, long long seq,
	    const char *user);

#endif
