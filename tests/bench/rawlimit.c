/*
 * rawlimit.c - how often a second can this machine start a program at all?
 *
 * vfork, exec, read all of its stdout, wait: what any server must do for a
 * CGI request, without a server.  P processes, each pinned to one processor,
 * do nothing else; the better of 1 and 8 a processor is the limit.
 *
 * usage: rawlimit [-t seconds] program
 */
#define _GNU_SOURCE		/* sched_setaffinity, vfork, pipe2 */
#include <sys/mman.h>
#include <sys/wait.h>

#include <err.h>
#include <fcntl.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define MAX_CPUS	1024

static int	cpus[MAX_CPUS], ncpus;

struct shared {
	atomic_ullong	starts;
	atomic_bool	stop;
};

static double
now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static void
find_cpus(void)
{
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof(set), &set) == -1)
		err(1, "sched_getaffinity");
	for (int i = 0; i < CPU_SETSIZE && ncpus < MAX_CPUS; i++) {
		if (CPU_ISSET(i, &set))
			cpus[ncpus++] = i;
	}
}

static void
pin(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	if (sched_setaffinity(0, sizeof(set), &set) == -1)
		err(1, "sched_setaffinity");
}

/* Only the parent returns: until exec the child lives in this frame. */
static pid_t
launch(const char *program, int in, int out)
{
	static char name[] = "GATEWAY_INTERFACE=CGI/1.1";
	char *argv[] = { (char *)(size_t)program, NULL };
	char *envp[] = { name, NULL };
	pid_t pid = vfork();

	if (pid == -1)
		err(1, "vfork");
	if (pid == 0) {
		dup2(in, STDIN_FILENO);
		dup2(out, STDOUT_FILENO);
		execve(program, argv, envp);
		_exit(127);
	}
	return pid;
}

static void
start_once(const char *program, int null)
{
	char block[4096];
	int fds[2], status;
	size_t got = 0;
	ssize_t n;
	pid_t pid;

	if (pipe2(fds, O_CLOEXEC) == -1)
		err(1, "pipe2");
	pid = launch(program, null, fds[1]);
	close(fds[1]);
	while ((n = read(fds[0], block, sizeof(block))) > 0)
		got += (size_t)n;
	close(fds[0]);
	if (waitpid(pid, &status, 0) == -1)
		err(1, "waitpid");
	if (got == 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
		errx(1, "%s does not run or prints nothing", program);
}

static void
starter(const char *program, struct shared *sh)
{
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);

	if (null == -1)
		err(1, "/dev/null");
	while (!atomic_load(&sh->stop)) {
		start_once(program, null);
		atomic_fetch_add(&sh->starts, 1);
	}
	exit(0);
}

static bool
reap(int n)
{
	bool good = true;
	int status;

	while (n-- > 0) {
		if (wait(&status) == -1 || status != 0)
			good = false;
	}
	return good;
}

/* Starts a second with `each` processes a processor. */
static double
measure(const char *program, int each, double seconds)
{
	struct timespec nap = { 0, 1000000 };
	struct shared *sh;
	double begin, took;

	sh = mmap(NULL, sizeof(*sh), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (sh == MAP_FAILED)
		err(1, "mmap");
	begin = now();
	for (int i = 0; i < ncpus * each; i++) {
		pid_t pid = fork();

		if (pid == -1)
			err(1, "fork");
		if (pid == 0) {
			pin(cpus[i % ncpus]);
			starter(program, sh);
		}
	}
	while (now() - begin < seconds)
		nanosleep(&nap, NULL);
	atomic_store(&sh->stop, true);
	took = now() - begin;
	took = (double)atomic_load(&sh->starts) / took;
	if (!reap(ncpus * each))
		errx(1, "a starter failed");
	munmap(sh, sizeof(*sh));
	return took;
}

int
main(int argc, char *argv[])
{
	double one, eight, seconds = 2;
	int opt;

	while ((opt = getopt(argc, argv, "t:")) != -1) {
		if (opt != 't')
			return 2;
		seconds = strtod(optarg, NULL);
	}
	if (argc - optind != 1 || seconds <= 0) {
		fprintf(stderr, "usage: rawlimit [-t seconds] program\n");
		return 2;
	}
	find_cpus();
	one = measure(argv[optind], 1, seconds / 2);
	eight = measure(argv[optind], 8, seconds / 2);
	printf("%.0f\n", one > eight ? one : eight);
	return 0;
}
