/*
 * session_file.h - the file of a session: sess/ab/<SHA-256 of its number>.
 *
 * {"user":, "since":}.  When it was last seen is the time of the file's last
 * change.  That is moved on without writing the file, so that a request beside
 * a logout never brings a session back.
 */
#ifndef APPS_LIB_SESSION_FILE_H
#define APPS_LIB_SESSION_FILE_H

#include <limits.h>
#include <stdbool.h>

struct web;

struct session_file {
	int	dirfd;			/* of the folder it is in, or -1 */
	char	name[NAME_MAX + 1];
};

/*
 * Find the place of a session by its number; there may be no file.  `make`:
 * also its folder.  0, or -1 with errno.  To be closed in either case.
 */
int	session_file_open(struct session_file *, struct web *, const char *id,
	    bool make);
void	session_file_close(struct session_file *);

/* Its user; NULL: there is none, or it is over and was removed. */
const char *session_file_user(const struct session_file *, struct web *);

/* Begin now.  0, or -1 with errno. */
int	session_file_save(const struct session_file *, struct web *,
	    const char *user);

void	session_file_remove(const struct session_file *);

/* Remove all sessions of a user.  0, or -1 with errno. */
int	session_file_remove_all(struct web *, const char *user);

/* Remove what nobody saw for too long, in one folder of 256.  How many. */
int	session_file_sweep(struct web *);

#endif
