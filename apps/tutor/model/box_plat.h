/*
 * box_plat.h - what a box needs of the system: private to box.c.
 */
#ifndef TUTOR_MODEL_BOX_PLAT_H
#define TUTOR_MODEL_BOX_PLAT_H

#include <sys/types.h>

#include <stdbool.h>
#include <stddef.h>

struct box_job;

enum { BOX_WHAT_MAX = 64 };

/* What the box's first process says when all is over; then the result. */
struct box_report {
	char		what[BOX_WHAT_MAX];	/* could not be done; "" */
	int		error;		/* errno of it */
	bool		not_started;	/* it was the program that cannot be */
	bool		late;		/* to the wall clock */
	int		status;		/* of waitpid(2) */
	long long	cpu_ms, wall_ms;
	long long	memory;		/* bytes */
	bool		has_file;	/* its bytes are behind this */
};

/* The ends that belong to the box. */
struct box_wires {
	int		out, err, report;
};

/*
 * Start the first process of a box, which starts the program, ends it when its
 * time is over or at SIGTERM, and reports.  With SIGKILL all in the box is
 * gone.  -1 with errno.
 */
pid_t	box_start(const struct box_job *, const struct box_wires *);

/* NULL, or what this system does not have. */
const char *box_unfit(void);

/* A path of the system that is in each box; NULL behind the last. */
const char *box_shown(size_t i);

#endif
