/*
 * file.h - find a file beneath a root, and nothing outside of it.
 *
 * Names are looked up one by one with openat(2) from the root's descriptor,
 * never following a link blindly: a symbolic link is read and its parts are
 * walked by the same rules, so it may lead anywhere beneath the root and
 * nowhere else, on every system alike.
 *
 * Bans say what is never entered, whichever way leads there.  They are judged
 * by the folder that was opened (device and inode), and by name within a
 * folder, so that a folder put in the place of a banned one is banned, too.
 */
#ifndef IO_FILE_H
#define IO_FILE_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include "base/slice.h"

struct file_ban {
	dev_t		 dev;		/* of a folder */
	ino_t		 ino;
	const char	*name;		/* this name in it; NULL: all of it */
};

struct file_bans {
	const struct file_ban	*v;
	size_t			 n;
};

struct file_dir {			/* an open root, shared */
	int	 fd;
	unsigned refs;			/* its root, and what was found in it */
	struct stat st;
};

struct file_root {
	const char	*path;		/* absolute; borrowed */
	char		*real;		/* owned: realpath of it, PATH_MAX */
	struct file_dir	*dir;		/* NULL: not open */
	int64_t		 opened;	/* ms; it is looked at anew each
					   second, since folders get replaced */
};

/* Nothing is opened yet.  0, or -1: no memory. */
int	file_root_init(struct file_root *, const char *path);
void	file_root_release(struct file_root *);

/* Open it, or anew when it was opened long ago.  0, or -1 with errno. */
int	file_root_open(struct file_root *, int64_t now);

struct found {
	int		dirfd;		/* the folder it is in; for a folder,
					   itself; found_release() closes it */
	struct file_dir	*shared;	/* dirfd is the root's, or NULL */
	bool		is_dir;
	size_t		used;		/* names walked */
	int		depth;		/* of a folder below the root */
	char		name[NAME_MAX + 1];	/* in dirfd; "" for a folder */
	struct stat	st;
};

struct file_names {
	const struct slice	*v;	/* no '/', NUL or "..", not empty */
	size_t			 n;
};

/*
 * Walk the names from the root down to the first thing that is no folder, or
 * to the end.  0, or -1 with errno: ENOENT, EACCES, ELOOP, EXDEV (a link
 * leaves the root), EPERM (banned), ENAMETOOLONG, EMFILE and the like.
 * `now` is loop_now().  bans may be NULL.
 */
int	file_walk(struct file_root *, const struct file_bans *,
	    struct file_names, int64_t now, struct found *);

/*
 * Go on from a found folder by one more name, e.g. of an index.  On -1 `found`
 * is as it was.
 */
int	file_walk_on(const struct file_root *, const struct file_bans *,
	    struct found *, struct slice name);

void	found_init(struct found *);
void	found_release(struct found *);

/* Open a found regular file to read; -1 with errno (EISDIR, EACCES...). */
int	file_open(struct found *);

/*
 * A file that has no name: in `dir`, or where temporary files go when NULL.
 * Read and write, close-on-exec.  -1 with errno.
 */
int	file_temp(const char *dir);

/* Write all of it, through short writes and EINTR.  0, or -1 with errno. */
int	file_write_all(int fd, struct slice);

#endif
