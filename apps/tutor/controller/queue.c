#include "apps/tutor/controller/queue.h"

#include <dirent.h>
#include <string.h>
#include <unistd.h>

#include "apps/tutor/model/log.h"
#include "web/folder.h"

enum { LOOK_MAX = 10000 };

static bool
is_other(const char *name, long long seq, const char *user)
{
	const char *whose;
	long long which;

	if (job_read(name, &whose, &which) == -1)
		return false;
	return which != seq || strcmp(whose, user) != 0;
}

long long
queue_before(const struct course_data *data, long long seq, const char *user)
{
	int fd = folder_in(data->dirfd, "q", false);
	DIR *dir = fd == -1 ? NULL : fdopendir(fd);
	const struct dirent *e;
	long long n = 0;

	if (dir == NULL) {
		if (fd != -1)
			(void)close(fd);	/* a folder */
		return 0;
	}
	for (int i = 0; i < LOOK_MAX; i++) {
		e = readdir(dir);
		if (e == NULL)
			break;
		if (is_other(e->d_name, seq, user))
			n++;
	}
	(void)closedir(dir);	/* only read */
	return n;
}
