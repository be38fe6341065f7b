/*
 * folder.h - folders and files by descriptor, never by a path from outside.
 *
 * Names are single components: no '/', not "." or "..", no NUL, at most 255
 * bytes.  Links are not followed.  Descriptors are close-on-exec.  All return
 * -1 with errno (EINVAL for a name that is none).
 */
#ifndef WEB_FOLDER_H
#define WEB_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

struct mem;

/* The folder at a path of our own (DATA_DIR), made (0700) if missing. */
int	folder_open(const char *path);

/* A folder in a folder; `make`: made (0700) if missing. */
int	folder_in(int dirfd, const char *name, bool make);

/* Is it a component as above? */
bool	folder_name_ok(const char *name);

/* A file for reading; regular files only (ENOENT for others). */
int	folder_read(int dirfd, const char *name);

/*
 * All of a file of at most max bytes (EFBIG), as long as it was when it was
 * opened, in the arena with a NUL behind it; NULL with errno.
 */
char	*folder_load(int dirfd, const char *name, struct mem *, size_t max,
	    size_t *n);

/*
 * Write a file so that after a crash there is the old one or the new one:
 * temporary file, fsync, rename, fsync of the folder.  A crash may leave the
 * temporary file, ".new-" and 32 digits: it may be removed at any time.
 */
int	folder_save(int dirfd, const char *name, const void *, size_t n);

/*
 * The same for a name that is not there yet (EEXIST): write-once, and when
 * several do it at once exactly one succeeds.
 */
int	folder_add(int dirfd, const char *name, const void *, size_t n);

/* All the bytes to an open file, by as many write(2) as it takes. */
int	folder_write(int fd, const void *, size_t n);

/*
 * fsync(2) of the folder itself: what was made, renamed or removed in it stays
 * so after a crash.
 */
int	folder_sync(int dirfd);

/* A file without a name, open for reading and writing, beside the others. */
int	folder_temp(int dirfd);

/*
 * Wait for at most wait_ms (ETIMEDOUT) until nobody else has the lock of that
 * name; its file is made if missing.  A descriptor: closing it, or the end of
 * the program, gives the lock back.
 */
int	folder_lock(int dirfd, const char *name, int wait_ms);

/*
 * The folder in a folder that is named by the first two digits of a hash
 * (lower-case hexadecimal), so that no folder grows too large.
 */
int	folder_fan(int dirfd, const char *hash, bool make);

#endif
