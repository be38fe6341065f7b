#include "apps/tutor/model/folder_tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "web/folder.h"

enum { DEPTH_MAX = 32 };

typedef int entry_fn(int dirfd, const char *name, int depth);

static int
closed(int fd, int result)
{
	int error = errno;

	(void)close(fd);	/* a folder */
	errno = error;
	return result;
}

static int
each_entry(int dirfd, entry_fn *fn, int depth)
{
	int fd = openat(dirfd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd == -1 ? NULL : fdopendir(fd);
	const struct dirent *e;
	int result = 0, error;

	if (dir == NULL)
		return fd == -1 ? -1 : closed(fd, -1);
	while (result == 0 && (e = readdir(dir)) != NULL)
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			result = fn(dirfd, e->d_name, depth);
	error = errno;
	(void)closedir(dir);	/* only read */
	errno = error;
	return result;
}

/* With a folder in a folder, if it is one: the descriptor; -1, or -2: none. */
static int
enter(int dirfd, const char *name, int depth)
{
	struct stat st;

	if (fstatat(dirfd, name, &st, AT_SYMLINK_NOFOLLOW) == -1)
		return -1;
	if (!S_ISDIR(st.st_mode))
		return -2;
	if (depth >= DEPTH_MAX) {
		errno = ELOOP;
		return -1;
	}
	return folder_in(dirfd, name, false);
}

static int
remove_entry(int dirfd, const char *name, int depth)
{
	int fd = enter(dirfd, name, depth);

	if (fd == -2)
		return unlinkat(dirfd, name, 0);
	if (fd == -1)
		return -1;
	if (closed(fd, each_entry(fd, remove_entry, depth + 1)) == -1)
		return -1;
	return unlinkat(dirfd, name, AT_REMOVEDIR);
}

int
folder_tree_remove(int dirfd, const char *name)
{
	if (remove_entry(dirfd, name, 0) == 0 || errno == ENOENT)
		return 0;
	return -1;
}

static int
sync_entry(int dirfd, const char *name, int depth)
{
	int fd = enter(dirfd, name, depth);

	if (fd == -2)
		return 0;
	if (fd == -1)
		return -1;
	if (each_entry(fd, sync_entry, depth + 1) == -1)
		return closed(fd, -1);
	return closed(fd, folder_sync(fd));
}

int
folder_tree_sync(int dirfd)
{
	if (each_entry(dirfd, sync_entry, 0) == -1)
		return -1;
	return folder_sync(dirfd);
}
