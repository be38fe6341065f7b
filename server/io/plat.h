/*
 * plat.h - the few calls that differ between systems.
 *
 * plat_linux.c and plat_posix.c have the same functions; the second does with
 * what POSIX.1-2008 has, and does nothing where that is nothing.
 */
#ifndef IO_PLAT_H
#define IO_PLAT_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/types.h>

/* Flags to open a folder only to look names up in it. */
extern const int	plat_dir_flags;

/* A pipe, both ends close-on-exec and blocking.  0 or -1. */
int	plat_pipe(int fds[2]);

/* The same with our end, the one to read from, non-blocking. */
int	plat_pipe_from(int fds[2]);

/*
 * accept(2): close-on-exec, non-blocking, TCP_NODELAY, which the listener has
 * and on Linux hands on.
 */
int	plat_accept(int fd, struct sockaddr *, socklen_t *);

/* How many connections wait to be accepted; 0 where that cannot be told. */
unsigned plat_accept_queue(int fd);

/*
 * Send n bytes of the file from *off on, moving it: bytes sent, 0 when the
 * file is shorter than thought, -1 with errno.
 */
ssize_t	plat_sendfile(int sock, int file, off_t *off, size_t n);

/* Flag for sendmsg(2): more follows at once (0 where there is none). */
extern const int	plat_msg_more;

/*
 * A descriptor pair to wake a sleeping loop: write_end may be written from
 * any process, non-blocking.  On Linux both are one eventfd.
 */
int	plat_wake_open(int *read_end, int *write_end);

/* How many processors this process may run on, at least 1. */
int	plat_cpus(void);

/*
 * Pin this process to the n-th of the processors it may run on (modulo their
 * number).  Does nothing where there is no such call.
 */
void	plat_pin(int n);

/*
 * Does the process want a processor just now, rather than wait for something?
 * False where the system cannot tell.
 */
bool	plat_wants_cpu(pid_t);

/* Give `pid`, its threads and its children all processors back. */
void	plat_unpin(pid_t);

/* Whatever we were started with above 2 closes in programs. */
void	plat_close_on_exec(void);

/* Keep secrets in memory out of core files and other users' debuggers. */
void	plat_not_dumpable(void);

/* n random bytes, n <= 256; aborts when the system has none. */
void	plat_random(void *, size_t n);

#endif
