/*
 * box_inside.h - the parts of a box on Linux: private to box_*_linux.c.
 *
 * All return 0, or -1 with errno and *what, which names what could not be done.
 */
#ifndef TUTOR_MODEL_BOX_INSIDE_H
#define TUTOR_MODEL_BOX_INSIDE_H

#include <sys/types.h>

#include <stdbool.h>

struct box_job;

/* Who runs the program. */
struct box_user {
	bool	mapped;			/* in a user namespace, as ourselves */
	uid_t	uid;
	gid_t	gid;
};

struct box_view {
	int	input;			/* owned; standard input, to be read */
	int	folder;			/* owned; where the program works */
};

/*
 * Leave all files of the system but those that may be seen, and put those of
 * the job into the folder, which then belongs to the user.
 */
int	box_view(struct box_view *, const struct box_job *,
	    const struct box_user *, const char **what);

/* Never again more rights than now, and not the rarer system calls. */
int	box_filter(const char **what);

#endif
