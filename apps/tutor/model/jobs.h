/*
 * jobs.h - which submissions wait for the grader.
 *
 * The logs tell; the names in DATA/c/COURSE/q (log.h) are only a hint where to
 * look.  "12.ann" waits, "run-12.ann" is being graded, "stop-12.ann" could not
 * be and waits for staff.  A name that is lost is found again in the logs, work
 * that is done twice is thrown away.
 */
#ifndef TUTOR_MODEL_JOBS_H
#define TUTOR_MODEL_JOBS_H

#include <stdbool.h>
#include <stddef.h>

struct attempt;
struct course;
struct course_data;
struct mem;
struct question;
struct question_state;
struct user_state;
struct val;

struct job {
	const char	*course;
	const char	*user;
	long long	 seq;
	size_t		 newer;		/* jobs of the same user */
};

struct jobs {
	struct mem	*mem;
	struct job	*list;
	size_t		 n;
};

/* Add the names that wait in a course.  0, or -1 with errno. */
int	jobs_read(struct jobs *, const struct course_data *,
	    const char *course);

/*
 * The fair order: the newest job of each user, users taking turns from the one
 * behind `last` (or NULL) on; then the second newest, ...
 */
void	jobs_order(struct jobs *, const char *last);

/*
 * Rename a job: claim it, give it back, put it aside, end it.  0; -1 with
 * errno, ENOENT when it is not there (any more).
 */
enum job_step { JOB_CLAIM, JOB_BACK, JOB_STOP, JOB_DONE };
int	job_step(const struct course_data *, const char *user, long long seq,
	    enum job_step);

/*
 * How many are graded before this one: 0 is the next; -1: it is being graded,
 * or not there.
 */
int	jobs_before(const struct course_data *, const char *user,
	    long long seq);

/* What is being looked at: for job_wanted() and jobs_rebuild(). */
struct jobs_course {
	struct course	*course;
	const struct course_data *data;
	const struct val *staff;	/* of staff_read() */
	struct page	*page;		/* the last that was read, or NULL */
};

/*
 * The regrade batch that an attempt is to be graded for, 0 being none; -1: it
 * is not to be graded (it is, or a newer one takes its place).
 */
long long job_wanted(const struct jobs_course *,
		const struct question_state *, const struct attempt *,
		const struct question *);

/*
 * The question of an attempt, in the arena: as it is now if `now`, else as it
 * was when it was answered, if that was kept.  NULL: it is no more.
 */
const struct question *job_question(struct jobs_course *, struct mem *,
		const struct attempt *, bool now);

/*
 * Make names for all that is to be graded, from the logs.  Names of what could
 * not be are removed, so that it is tried again; all names if `fresh`, when no
 * job is being graded.  0, or -1 with errno.
 */
int	jobs_rebuild(struct jobs_course *, struct mem *, bool fresh);

#endif
