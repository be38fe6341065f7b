/*
 * cpu.c - processor time that programs take to start and answer, side by side.
 *
 * Runs each program in turn, again and again, with the environment that it was
 * given, reads all of its output and takes user and system time of each run
 * from wait4(2).  Prints a line for each program: the median in microseconds
 * and what it is to that of the first.
 *
 * usage: cpu runs program...
 */
#define _GNU_SOURCE		/* sched_setaffinity, vfork, wait4 */
#include <sys/resource.h>
#include <sys/wait.h>

#include <err.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

extern char	**environ;

static long
microseconds(const struct rusage *r)
{
	return (r->ru_utime.tv_sec + r->ru_stime.tv_sec) * 1000000L +
	    r->ru_utime.tv_usec + r->ru_stime.tv_usec;
}

/* One run; its processor time. */
static long
run(char *program, int null)
{
	char *const argv[] = { program, NULL };
	struct rusage usage;
	char buf[65536];
	int out[2], status;
	pid_t pid;

	if (pipe(out) == -1)
		err(1, "pipe");
	pid = vfork();
	if (pid == -1)
		err(1, "vfork");
	if (pid == 0) {
		dup2(null, 0);
		dup2(out[1], 1);
		close(out[0]);
		close(out[1]);
		execve(program, argv, environ);
		_exit(127);
	}
	close(out[1]);
	while (read(out[0], buf, sizeof(buf)) > 0)
		continue;
	close(out[0]);
	if (wait4(pid, &status, 0, &usage) == -1 || status != 0)
		errx(1, "%s: status %d", program, status);
	return microseconds(&usage);
}

static int
smaller(const void *a, const void *b)
{
	long x = *(const long *)a, y = *(const long *)b;

	return x < y ? -1 : x > y;
}

static void
pin(void)
{
	cpu_set_t one;

	CPU_ZERO(&one);
	CPU_SET(0, &one);
	sched_setaffinity(0, sizeof(one), &one);	/* best effort */
}

int
main(int argc, char **argv)
{
	int runs, n = argc - 2, null = open("/dev/null", O_RDONLY);
	long *times, first = 0;

	if (argc < 3 || null == -1)
		errx(2, "usage: cpu runs program...");
	runs = (int)strtol(argv[1], NULL, 10);
	times = calloc((size_t)(runs * n), sizeof(*times));
	if (runs < 1 || times == NULL)
		errx(2, "runs: a number above 0");
	pin();
	for (int i = 0; i < runs; i++)
		for (int p = 0; p < n; p++)
			times[p * runs + i] = run(argv[p + 2], null);
	for (int p = 0; p < n; p++) {
		qsort(times + p * runs, (size_t)runs, sizeof(*times), smaller);
		if (p == 0)
			first = times[runs / 2];
		printf("%8ld us  %5.2f  %s\n", times[p * runs + runs / 2],
		    (double)times[p * runs + runs / 2] / (double)first,
		    argv[p + 2]);
	}
	free(times);
	return 0;
}
