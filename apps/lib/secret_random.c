/* getentropy(3), which POSIX has since 2024 only; where it does not answer,
 * the device. */
#define _DEFAULT_SOURCE
#include "web/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { AT_ONCE = 256 };		/* what getentropy() gives in a call */

static _Noreturn void
no_randomness(void)
{
	perror("no random bytes");
	abort();
}

static void
read_device(int fd, unsigned char *p, size_t n)
{
	ssize_t got;

	while (n > 0) {
		got = read(fd, p, n);
		if (got > 0) {
			p += got;
			n -= (size_t)got;
		} else if (got == 0 || errno != EINTR)
			no_randomness();
	}
}

static void
from_device(unsigned char *p, size_t n)
{
	int fd = open("/dev/urandom", O_RDONLY | O_CLOEXEC | O_NOCTTY);
	struct stat st;

	/* A file put there by who builds a chroot would give the same bytes
	 * every time. */
	if (fd == -1 || fstat(fd, &st) == -1 || !S_ISCHR(st.st_mode))
		no_randomness();
	read_device(fd, p, n);
	(void)close(fd);	/* nothing was written */
}

void
secret_random(void *out, size_t n)
{
	unsigned char *p = out;
	size_t part;

	for (; n > 0; p += part, n -= part) {
		part = n < AT_ONCE ? n : AT_ONCE;
		if (getentropy(p, part) == -1)
			from_device(p, part);
	}
}
