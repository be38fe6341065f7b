#include "apps/lib/lock.h"

#include <errno.h>
#include <time.h>

enum { SLEEP_FIRST = 1, SLEEP_LONGEST = 20, MS = 1000000 };

static long long
now_ms(void)
{
	struct timespec t;

	if (clock_gettime(CLOCK_MONOTONIC, &t) == -1)
		return 0;
	return (long long)t.tv_sec * 1000 + t.tv_nsec / MS;
}

int
lock_wait(int fd, int ms)
{
	long long end = now_ms() + ms, left;
	struct timespec pause = { 0 };
	long sleep = SLEEP_FIRST;

	while (lock_try(fd) == -1) {
		if (errno != EAGAIN)
			return -1;
		left = end - now_ms();
		if (left <= 0) {
			errno = ETIMEDOUT;
			return -1;
		}
		pause.tv_nsec = (left < sleep ? (long)left : sleep) * MS;
		/* A signal only makes it look sooner. */
		(void)nanosleep(&pause, NULL);
		sleep = sleep * 2 < SLEEP_LONGEST ? sleep * 2 : SLEEP_LONGEST;
	}
	return 0;
}
