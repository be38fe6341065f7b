/*
 * archive_file.c - a place on the disk for a file out of an archive.
 */
#include "apps/tutor/model/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "web/folder.h"
#include "web/mem.h"

/* Course files are for the server's programs, the rest is for ours alone. */
static mode_t
folder_mode(enum archive_part part)
{
	return part == ARCHIVE_COURSE ? 0777 : 0700;
}

/*
 * The folder of the path *name below root, made where it is missing; then
 * *name is its last part.
 */
static int
open_above(int root, const char **name, enum archive_part part,
    struct mem *m)
{
	const char *path = strchr(*name, '/') + 1, *slash, *one;
	int fd = openat(root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), next;

	for (;;) {
		slash = strchr(path, '/');
		*name = path;
		if (fd == -1 || slash == NULL)
			return fd;
		one = mem_dup(m, path, (size_t)(slash - path));
		next = -1;
		if (mkdirat(fd, one, folder_mode(part)) == 0 || errno == EEXIST)
			next = folder_in(fd, one, false);
		(void)close(fd);	/* a folder */
		fd = next;
		path = slash + 1;
	}
}

int
archive_file(int root, const char *path, enum archive_part part,
    struct mem *m)
{
	const char *name = path;
	int dir = open_above(root, &name, part, m), fd, error;

	if (dir == -1)
		return -1;
	fd = openat(dir, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC |
	    O_NOFOLLOW | O_NOCTTY, part == ARCHIVE_COURSE ? 0666 : 0600);
	error = errno;
	(void)close(dir);	/* a folder */
	errno = error;
	return fd;
}
