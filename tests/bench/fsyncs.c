/*
 * fsyncs.c - how often a second can records be put on the disk?
 *
 * usage: fsyncs PROCESSES SECONDS FOLDER
 *
 * Each process appends 300 bytes to a file of its own and waits for the disk,
 * again and again.  Prints the records a second of all together.
 */
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
now(void)
{
	struct timespec t;

	if (clock_gettime(CLOCK_MONOTONIC, &t) == -1)
		err(1, "clock");
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static _Noreturn void
append(int number, double until, int to)
{
	char record[300], name[32];
	long n = 0;
	int fd;

	memset(record, 'x', sizeof(record));
	(void)snprintf(name, sizeof(name), "fsyncs.%d", number);
	fd = open(name, O_WRONLY | O_CREAT | O_APPEND, 0600);
	if (fd == -1)
		err(1, "%s", name);
	for (; now() < until; n++)
		if (write(fd, record, sizeof(record)) == -1 ||
		    fsync(fd) == -1)
			err(1, "%s", name);
	(void)unlink(name);
	exit(write(to, &n, sizeof(n)) != sizeof(n));
}

int
main(int argc, char **argv)
{
	double seconds;
	long n, all = 0;
	int count, pipes[2];

	if (argc != 4)
		errx(64, "usage: fsyncs PROCESSES SECONDS FOLDER");
	count = (int)strtol(argv[1], NULL, 10);
	seconds = strtod(argv[2], NULL);
	if (chdir(argv[3]) == -1 || pipe(pipes) == -1)
		err(1, "%s", argv[3]);
	for (int i = 0; i < count; i++)
		if (fork() == 0)
			append(i, now() + seconds, pipes[1]);
	(void)close(pipes[1]);
	while (read(pipes[0], &n, sizeof(n)) == sizeof(n))
		all += n;
	while (wait(NULL) != -1)
		;
	printf("%.0f\n", (double)all / seconds);
	return 0;
}
