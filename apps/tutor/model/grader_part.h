/*
 * grader_part.h - what the parts of the grader share: private to grader*.c.
 */
#ifndef TUTOR_MODEL_GRADER_PART_H
#define TUTOR_MODEL_GRADER_PART_H

#include <sys/types.h>

#include <stdbool.h>

#include "apps/tutor/model/box.h"
#include "apps/tutor/model/grader.h"

struct course_data;

enum { GRADER_NAME_MAX = 128 };

/* How the process of a job ended. */
enum work_end {
	WORK_DONE,
	WORK_WAITS = 10,		/* no box, or no interpreter */
	WORK_UNSOUND,			/* a mistake in the question */
	WORK_FAILED			/* the disk, the lock, ... */
};

struct slot {
	pid_t		 pid;		/* -1: free */
	char		 course[GRADER_NAME_MAX];
	char		 user[GRADER_NAME_MAX];
	long long	 seq;
};

struct grader {
	const struct grader_config *config;
	int		 slots;
	struct slot	 slot[BOX_SLOTS_MAX];
	char		 last[GRADER_NAME_MAX];	/* whose turn it was */
	char		 why[300];	/* there is no box; "" */
	long long	 probed, rebuilt, told;	/* ms */
	long long	 staff_size;	/* of all staff's logs */
	int		 lock;		/* owned; -1 */
};

/* Since 1970. */
long long grader_now(void);

/* Write to standard error, with the program's name. */
void	grader_say(const char *fmt, ...)
	    __attribute__((format(printf, 1, 2)));

/* Open what there is of a course's data; 0, or -1 with errno. */
int	grader_data(const struct grader *, struct course_data *,
	    const char *course);

/* Be the only grader of this data.  0, or -1 with errno. */
int	grader_lock(struct grader *);

/* Go on as who owns the data.  0, or -1 with errno. */
int	grader_become_owner(const struct grader *);

/* The process of a job; never returns. */
_Noreturn void grader_work(const struct grader *, const struct slot *);

/* As the owner: find jobs in all logs; tell the pages how it is. */
void	grader_rebuild(const struct grader *, bool fresh);
void	grader_tell(const struct grader *);

#endif
