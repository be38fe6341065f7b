/*
 * lock.h - one writer of a file at a time (fcntl(2), the whole file).
 *
 * Where the system has locks of open files (F_OFD_SETLK) those, else the old
 * ones of POSIX, which the process loses when it closes any descriptor of the
 * same file: so a program opens a file that it has locked only once.  The
 * lock ends with the process, whatever ends it.
 */
#ifndef LIB_LOCK_H
#define LIB_LOCK_H

/* Take it now: 0, or -1 with errno EAGAIN when another has it. */
int	lock_try(int fd);

/*
 * Try again every 20 ms at most, until so many milliseconds have passed: 0, or
 * -1 with errno ETIMEDOUT.  No alarm is used.
 */
int	lock_wait(int fd, int ms);

void	lock_drop(int fd);

#endif
