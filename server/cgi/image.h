/*
 * image.h - the file of a program: where it is, and why it did not start.
 */
#ifndef CGI_IMAGE_H
#define CGI_IMAGE_H

#include <limits.h>
#include <stdbool.h>

#include "cgi/cause.h"

struct run;

enum { IMAGE_START_MAX = 256 };

/* Where a program is and how it is called. */
struct image {
	int	 dirfd;			/* owned when `own`; -1: none */
	bool	 own;
	char	 file[NAME_MAX + 3];	/* "./name" */
	char	 path[PATH_MAX];	/* of its folder, by image_open() */
};

/* None yet. */
void	image_init(struct image *);

/* The name of a file in its folder. */
void	image_name(struct image *, const char *name);

/*
 * A program that is named by its path: it starts in the folder of what that is
 * a link to.  0, or -1 with errno.
 */
int	image_open(struct image *, const char *path);

void	image_release(struct image *);

/* Why one could not be started; borrows what it was made of, and itself. */
struct image_why {
	struct cause	 cause;
	char		 start[IMAGE_START_MAX];	/* of a script */
	char		 missing[IMAGE_START_MAX];
};

/* `why` for step and errno, by what the file looks like to the system. */
void	image_why(struct image_why *, const struct image *, const char *step,
	    int error);

/*
 * Log why the program of a run could not be started: step and errno, and what
 * the file looks like to the system.
 */
void	image_explain(const struct image *, struct run *, const char *step,
	    int error);

#endif
