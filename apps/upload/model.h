/*
 * model.h - the files that were uploaded: the last one is kept.
 */
#ifndef APPS_UPLOAD_MODEL_H
#define APPS_UPLOAD_MODEL_H

#include <sys/types.h>

struct mem;
struct val;
struct web_file;

/* Where bytes come from: as read(2). */
struct source {
	ssize_t	(*read)(void *arg, void *, size_t n);
	void	*arg;
};

struct kept {
	const char	*name;		/* for people */
	const char	*type;		/* as it was claimed */
};

/*
 * Keep all that the source gives, in constant memory, in place of the file
 * before; sets in `about`: name, type, bytes, sha256.  0, or -1 with errno:
 * then the file before is still there.
 */
int	upload_keep(int dirfd, const struct kept *, const struct source *,
	    struct val *about);

/* What is known of the kept file, or NULL. */
struct val *upload_about(int dirfd, struct mem *);

/* The kept file, open for reading, and what is known of it; -1 with errno. */
int	upload_open(int dirfd, struct mem *, struct val **about);

#endif
