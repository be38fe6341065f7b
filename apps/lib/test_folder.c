/*
 * test_folder.c - the temporary folder of a test client.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "apps/lib/test_client.h"

enum { DEPTH_MAX = 16 };	/* folders in each other */

const char *
test_make_folder(struct mem *m)
{
	const char *tmp = getenv("TMPDIR");
	char *folder = mem_printf(m, "%s/web-test-XXXXXX",
	    tmp == NULL || *tmp == '\0' ? "/tmp" : tmp);

	if (mkdtemp(folder) == NULL) {
		perror(folder);
		exit(1);
	}
	return folder;
}

static void
empty_folder(int fd, int depth)
{
	DIR *dir = fdopendir(fd);
	struct dirent *entry;
	int inner;

	if (dir == NULL) {
		(void)close(fd);	/* a folder: nothing to lose */
		return;
	}
	for (;;) {
		entry = readdir(dir);
		if (entry == NULL)
			break;
		if (strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0 ||
		    unlinkat(fd, entry->d_name, 0) == 0)
			continue;
		inner = openat(fd, entry->d_name,
		    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (inner != -1 && depth < DEPTH_MAX)
			empty_folder(inner, depth + 1);
		/* What is not empty stays, and is seen where it is. */
		(void)unlinkat(fd, entry->d_name, AT_REMOVEDIR);
	}
	(void)closedir(dir);	/* was only read */
}

void
test_remove_folder(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd != -1)
		empty_folder(fd, 0);
	(void)rmdir(folder);	/* as above */
}
