/* Linux since 3.15, and POSIX since 2024: locks that belong to an open file. */
#define _GNU_SOURCE
#include "apps/lib/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static int
set_lock(int fd, short type)
{
	struct flock lock = { .l_type = type, .l_whence = SEEK_SET };

	return fcntl(fd, F_OFD_SETLK, &lock);
}

int
lock_try(int fd)
{
	if (set_lock(fd, F_WRLCK) == 0)
		return 0;
	if (errno == EACCES || errno == EINTR)
		errno = EAGAIN;
	return -1;
}

void
lock_drop(int fd)
{
	(void)set_lock(fd, F_UNLCK);	/* close(2) does it as well */
}
