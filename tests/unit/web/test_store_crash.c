/*
 * Stores with several processes, and with ends that nobody expected.
 */
#include "web/store.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "apps/lib/store_line.h"
#include "apps/lib/store_step.h"
#include "tap.h"
#include "web/folder.h"

enum { PROCESSES = 32, ADDS = 20, MANY = 100000, BATCH = 2000 };

static int	dir;
static int	crash_at = -1;		/* the step at which the process ends */
static int	crash_left;		/* that many times later */

/* In place of the one that is shipped. */
int
store_step(enum store_step_at at)
{
	if ((int)at == crash_at && crash_left-- == 0)
		kill(getpid(), SIGKILL);
	return 0;
}

static long long
add_number(struct store *s, int number)
{
	return store_addf(s, 1700000000000, "{\"n\":%d,\"text\":%s}", number,
	    "what somebody answered to some question");
}

static int
number_of(const struct store_rec *rec)
{
	return (int)strtol(rec->json + strlen("{\"n\":"), NULL, 10);
}

/* What is in a log: records, their numbers, damage, gaps between seqs. */
struct content {
	int	records, damages, gaps;
	int	count[PROCESSES * ADDS];
};

static void
look(struct content *c, const char *name)
{
	struct store *s = store_open(dir, name, STORE_READ, 0);
	struct store_rec rec;
	long long last = 0;
	int found, n;

	memset(c, 0, sizeof(*c));
	while (s != NULL && (found = store_next(s, &rec)) != 0) {
		if (found != 1) {
			c->damages++;
			continue;
		}
		c->records++;
		c->gaps += rec.seq != last + 1;
		last = rec.seq;
		n = number_of(&rec);
		if (n >= 0 && n < PROCESSES * ADDS)
			c->count[n]++;
	}
	store_close(s);
}

static _Noreturn void
many_adds(int process)
{
	struct store *s;
	int wrong = 0;

	for (int i = 0; i < ADDS; i++) {
		s = store_open(dir, "log", STORE_WRITE, 60000);
		wrong += s == NULL ||
		    add_number(s, process * ADDS + i) < 1;
		store_close(s);
	}
	_exit(wrong != 0);
}

static void
test_processes(void)
{
	static struct content c;
	int status, failed = 0, wrong = 0;

	for (int i = 0; i < PROCESSES; i++)
		if (fork() == 0)
			many_adds(i);
	while (wait(&status) > 0)
		failed += status != 0;
	tap_int(failed, 0, "%d processes add %d records each", PROCESSES, ADDS);
	look(&c, "log");
	for (int i = 0; i < PROCESSES * ADDS; i++)
		wrong += c.count[i] != 1;
	tap_int(c.records, PROCESSES * ADDS, "all are there");
	tap_int(wrong, 0, "each once");
	tap_int(c.gaps + c.damages, 0, "and their chain has no gap");
}

static void
wait_killed(pid_t pid, int *status)
{
	while (waitpid(pid, status, 0) == -1 && errno == EINTR)
		continue;
}

/*
 * A child adds records from `first` on until it ends, and tells the last that
 * was acknowledged by a pipe.
 */
static _Noreturn void
add_and_tell(int fd, int first, int count)
{
	struct store *s;

	for (int i = first; i < first + count; i++) {
		s = store_open(dir, "log", STORE_WRITE, 1000);
		if (s == NULL || add_number(s, i) < 1 ||
		    write(fd, &i, sizeof(i)) != sizeof(i))
			_exit(1);
		store_close(s);
	}
	_exit(0);
}

/* All that was told is there, once; one more may be.  Returns the next. */
static int
check_told(int fd, int first, int *wrong)
{
	static struct content c;
	int told = first, got;

	while (read(fd, &got, sizeof(got)) == sizeof(got))
		told = got + 1;
	look(&c, "log");
	for (int i = 0; i < told; i++)
		*wrong += c.count[i] != 1;
	*wrong += c.count[told] > 1 || c.gaps != 0 || c.damages != 0;
	*wrong += c.records != told + c.count[told];
	return c.records;
}

/* The log gets a torn tail first, so that all steps are walked through. */
static void
tear(void)
{
	int fd = openat(dir, "log", O_WRONLY | O_CREAT | O_APPEND, 0600);

	if (fd == -1 || write(fd, "W1 12 17000", 11) != 11)
		exit(1);
	close(fd);
}

static void
test_steps(void)
{
	static const char *const names[STORE_NSTEPS] = {
		"when the file is locked", "when a torn tail is saved",
		"when a torn tail is cut", "before a record is written",
		"before it is synced", "before it is acknowledged"
	};
	int ends[2], status, next = 0, wrong;
	pid_t pid;

	(void)unlinkat(dir, "log", 0);
	for (int at = 0; at < STORE_CUT_BACK; at++) {
		for (int later = 0; later < 3; later++) {
			bool torn = at == STORE_TORN_SAVED ||
			    at == STORE_TORN_CUT;

			if (later > 0 && torn)
				break;
			tear();
			if (pipe(ends) == -1)
				exit(1);
			pid = fork();
			if (pid == 0) {
				crash_at = at;
				crash_left = later;
				add_and_tell(ends[1], next, 5);
			}
			close(ends[1]);
			wait_killed(pid, &status);
			wrong = !WIFSIGNALED(status);
			next = check_told(ends[0], next, &wrong);
			close(ends[0]);
			tap_int(wrong, 0, "killed %s, %d times later",
			    names[at], later);
		}
	}
}

static void
nap(long microseconds)
{
	struct timespec t = { 0, microseconds * 1000 };

	(void)nanosleep(&t, NULL);
}

static void
test_kill(void)
{
	enum { ROUNDS = 60 };
	int ends[2], status, next = 0, wrong = 0, killed = 0;
	unsigned random = 12345;
	pid_t pid;

	(void)unlinkat(dir, "log", 0);
	for (int i = 0; i < ROUNDS && next < 500; i++) {
		if (pipe(ends) == -1)
			exit(1);
		pid = fork();
		if (pid == 0)
			add_and_tell(ends[1], next, 100);
		close(ends[1]);
		random = random * 1103515245 + 12345;
		nap(500 + random / 65536 % 8000);
		kill(pid, SIGKILL);
		wait_killed(pid, &status);
		killed += WIFSIGNALED(status);
		next = check_told(ends[0], next, &wrong);
		close(ends[0]);
	}
	tap_note("%d writers killed, %d records", killed, next);
	tap_ok(killed > 0, "writers are killed at any time");
	tap_int(wrong, 0, "and nothing acknowledged is lost");
}

static long long
add_limited(struct store *s, long long limit)
{
	struct rlimit old, now;
	long long seq;
	int error;

	if (getrlimit(RLIMIT_FSIZE, &old) == -1)
		exit(1);
	now = old;
	now.rlim_cur = (rlim_t)limit;
	setrlimit(RLIMIT_FSIZE, &now);
	seq = add_number(s, 1);
	error = errno;
	setrlimit(RLIMIT_FSIZE, &old);
	errno = error;
	return seq;
}

/* Room for each part of a record, but not for all of it. */
static void
test_limit(void)
{
	struct store *s;
	struct content c;
	struct stat st;
	int wrong = 0;

	(void)unlinkat(dir, "log", 0);
	signal(SIGXFSZ, SIG_IGN);
	s = store_open(dir, "log", STORE_WRITE, 0);
	add_number(s, 0);
	for (long long n = store_size(s); n < 2 * store_size(s); n++) {
		wrong += add_limited(s, n) != -1;
		wrong += errno != ENOSPC && errno != EFBIG;
		wrong += fstat(store_fd(s), &st) == -1 ||
		    st.st_size != store_size(s);
	}
	tap_int(wrong, 0, "a record for which there is no room is not saved");
	tap_int(add_limited(s, 2 * store_size(s)), 2, "there is room");
	store_close(s);
	look(&c, "log");
	tap_int(c.records, 2, "both are there");
	tap_int(c.damages, 0, "and nothing else");
}

/* The tail of a record that nobody cut back. */
static void
test_limit_killed(void)
{
	struct content c;
	struct store *s;
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		s = store_open(dir, "log", STORE_WRITE, 0);
		crash_at = STORE_CUT_BACK;
		add_limited(s, store_size(s) + 30);
		_exit(0);
	}
	wait_killed(pid, &status);
	tap_ok(WIFSIGNALED(status), "killed when it was cut back");
	s = store_open(dir, "log", STORE_WRITE, 0);
	tap_int(add_number(s, 2), 3, "the next writer goes on");
	store_close(s);
	look(&c, "log");
	tap_int(c.damages + c.gaps, 0, "without damage");
}

static int
run(const char *program, const char *const *args)
{
	int status, null;
	pid_t pid = fork();

	if (pid == 0) {
		null = open("/dev/null", O_RDWR);
		dup2(null, 1);
		dup2(null, 2);
		execvp(program, (char *const *)(uintptr_t)args);
		_exit(127);
	}
	wait_killed(pid, &status);
	return status;
}

/*
 * A file system of 32 KiB, if we may have one.  Nobody but us finds it: its
 * name is taken away again, and it goes with our descriptor.
 */
static int
small_disk(const char *path)
{
	const char *const mount[] = {
		"mount", "-t", "tmpfs", "-o", "size=32k", "none", path, NULL
	};
	const char *const umount[] = { "umount", "-l", path, NULL };
	int fd;

	if (geteuid() != 0 || run("mount", mount) != 0)
		return -1;
	fd = folder_open(path);
	(void)run("umount", umount);
	return fd;
}

static void
test_disk(const char *path)
{
	int usual = dir, small = small_disk(path), added = 0;
	struct content c;
	struct store *s;
	struct stat st;

	if (small == -1) {
		tap_ok(true, "a full disk # skip no tmpfs can be mounted");
		return;
	}
	dir = small;
	s = store_open(dir, "log", STORE_WRITE, 0);
	while (s != NULL && add_number(s, added) == added + 1)
		added++;
	tap_int(errno, ENOSPC, "the disk is full");
	tap_ok(added > 100, "after some records");
	tap_ok(fstat(store_fd(s), &st) == 0 && st.st_size == store_size(s),
	    "no part of one is left");
	store_close(s);
	look(&c, "log");
	tap_int(c.records, added, "all are there");
	tap_int(c.damages + c.gaps, 0, "without damage");
	close(small);
	dir = usual;
}

static long long
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* What another process gets while we hold the lock. */
static int
try_elsewhere(enum store_mode mode, int wait_ms)
{
	struct store *s;
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		s = store_open(dir, "log", mode, wait_ms);
		status = s == NULL ? errno : 0;
		store_close(s);
		_exit(status);
	}
	wait_killed(pid, &status);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
test_lock(void)
{
	struct store *s = store_open(dir, "log", STORE_WRITE, 0);
	long long begin = now_ms(), taken;

	tap_int(try_elsewhere(STORE_WRITE, 150), ETIMEDOUT, "the lock is held");
	taken = now_ms() - begin;
	tap_ok(taken >= 150 && taken < 10000, "as long as one waits");
	tap_int(try_elsewhere(STORE_WRITE, -5), ETIMEDOUT, "or not at all");
	tap_int(try_elsewhere(STORE_TRY, 9999), EAGAIN, "or only tries");
	tap_int(try_elsewhere(STORE_READ, 0), 0, "a reader does not wait");
	store_close(s);
	tap_int(try_elsewhere(STORE_TRY, 0), 0, "it was given back");
}

/* Who waits for the lock of a file that is renamed gets the new one. */
static void
test_renamed(void)
{
	struct store *s = store_open(dir, "log", STORE_WRITE, 0);
	struct stat st;
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		store_close(s);
		s = store_open(dir, "log", STORE_WRITE, 20000);
		status = s == NULL || add_number(s, 0) != 1;
		store_close(s);
		_exit(status);
	}
	nap(50000);
	tap_int(renameat(dir, "log", dir, "log.old"), 0, "a log is renamed");
	store_close(s);
	wait_killed(pid, &status);
	tap_int(status, 0, "while a writer waits for it");
	tap_int(fstatat(dir, "log", &st, 0), 0, "which makes a new one");
	(void)unlinkat(dir, "log.old", 0);
}

/* A writer that leaves torn tails, as if it were killed time and again. */
static _Noreturn void
untidy_writer(int count)
{
	static char torn[70000];
	struct store *s;
	int fd;

	memset(torn, '7', sizeof(torn));
	memcpy(torn, "W1 1 ", 5);
	for (int i = 0; i < count; i++) {
		fd = openat(dir, "log", O_WRONLY | O_APPEND);
		if (i % 7 == 0 &&
		    write(fd, torn, i % 5 == 0 ? 65000 : 200) == -1)
			_exit(1);
		close(fd);
		s = store_open(dir, "log", STORE_WRITE, 60000);
		if (s == NULL || add_number(s, i) < 1)
			_exit(1);
		store_close(s);
	}
	_exit(0);
}

/* The reader is there first, and never sees what was not a record. */
static void
test_reader(void)
{
	enum { COUNT = 400 };
	struct store *s;
	struct store_rec rec;
	int records = 0, wrong = 0, found;
	long long end = now_ms() + 60000;

	(void)unlinkat(dir, "log", 0);
	store_close(store_open(dir, "log", STORE_WRITE, 0));
	s = store_open(dir, "log", STORE_READ, 0);
	if (fork() == 0) {
		store_close(s);
		untidy_writer(COUNT);
	}
	while (records < COUNT && now_ms() < end) {
		found = store_next(s, &rec);
		if (found == 1)
			wrong += number_of(&rec) != records++;
		else
			wrong += found != 0;
	}
	while (wait(&found) > 0)
		wrong += found != 0;
	store_close(s);
	tap_int(records, COUNT, "a reader beside a writer sees all records");
	tap_int(wrong, 0, "and nothing else");
	(void)unlinkat(dir, "log.torn", 0);
}

static void
write_many(void)
{
	static char part[BATCH * 300];
	char json[200];
	struct store_chain chain;
	struct store_line l = { .ms = 1700000000000, .json = json };
	int fd = openat(dir, "log", O_WRONLY | O_CREAT | O_TRUNC, 0600);
	size_t n = 0;

	store_chain_init(&chain);
	for (int i = 0; i < MANY; i++) {
		l.n = (size_t)snprintf(json, sizeof(json), "{\"n\":%d,"
		    "\"kind\":\"submit\",\"page\":\"week1\",\"q\":\"bits\","
		    "\"ver\":\"0123456789abcdef\",\"answer\":\"%d\"}", i,
		    i * 7);
		l.seq = chain.seq + 1;
		memcpy(l.prev8, chain.prev8, sizeof(l.prev8));
		l.size = store_line_write(part + n, &l);
		memcpy(part + n + l.size, json, l.n);
		l.size += l.n + 1;
		part[n + l.size - 1] = '\n';
		store_chain_next(&chain, &l, part + n);
		n += l.size;
		if (i % BATCH == BATCH - 1) {
			if (write(fd, part, n) != (ssize_t)n)
				exit(1);
			n = 0;
		}
	}
	close(fd);
}

static void
test_many(void)
{
	struct store *s;
	struct store_rec rec;
	struct store_mark mark;
	long long begin, sum = 0;
	int records = 0, wrong = 0, found;

	write_many();
	begin = now_ms();
	s = store_open(dir, "log", STORE_READ, 0);
	while ((found = store_next(s, &rec)) != 0) {
		wrong += found != 1 || number_of(&rec) != records;
		records += found == 1;
		sum += rec.ms % 1000;
		if (records == MANY - 1)
			store_mark(s, &mark);
	}
	tap_note("%d records, %lld bytes, in %lld ms", records, store_size(s),
	    now_ms() - begin);
	tap_int(records, MANY, "many records");
	tap_int(wrong + sum, 0, "are all read");
	begin = now_ms();
	tap_int(store_seek(s, &mark), 0, "go on at a mark");
	tap_int(store_next(s, &rec), 1, "for the last");
	tap_note("at a mark in %lld ms", now_ms() - begin);
	store_close(s);
}

/* What needs no disk is done in memory, where there is such a folder. */
static void
test_in_memory(const char *path)
{
	(void)path;
	test_processes();
	test_limit();
	test_limit_killed();
	test_lock();
	test_renamed();
	test_reader();
	test_many();
}

static void
test_on_disk(const char *path)
{
	test_steps();
	test_kill();
	test_disk(path);
}

static void
in_folder(char *path, void (*test)(const char *))
{
	static const char *const names[] = { "log", "log.torn", "log.old" };

	dir = folder_open(path);
	test(path);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		(void)unlinkat(dir, names[i], 0);
	close(dir);
	tap_int(rmdir(path), 0, "nothing else is left");
}

int
main(void)
{
	char memory[] = "/dev/shm/test_store.XXXXXX";
	char disk[] = "/tmp/test_store.XXXXXX", other[sizeof(disk)];

	memcpy(other, disk, sizeof(disk));
	if (mkdtemp(disk) == NULL)
		return 1;
	in_folder(disk, test_on_disk);
	if (mkdtemp(memory) != NULL)
		in_folder(memory, test_in_memory);
	else if (mkdtemp(other) != NULL)
		in_folder(other, test_in_memory);
	else
		return 1;
	return tap_done();
}
