#include "apps/lib/put.h"

#include <errno.h>
#include <unistd.h>

int
put_all(int fd, const char *bytes, size_t n)
{
	ssize_t done;

	while (n > 0) {
		done = write(fd, bytes, n);
		if (done == -1 && errno == EINTR)
			continue;
		if (done == -1)
			return -1;
		bytes += done;
		n -= (size_t)done;
	}
	return 0;
}
