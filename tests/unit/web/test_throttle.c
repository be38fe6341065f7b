#include "web/throttle.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tap.h"
#include "web/folder.h"
#include "web/secret.h"

enum { T0 = 1000000 };		/* seconds */

static int	dir;

static int
count(const char *key, int n, int seconds, double at)
{
	struct throttle_rule rule = { n, seconds };

	return throttle_count(dir, "throttle", key, &rule,
	    (long long)((T0 + at) * 1000));
}

/* Events of one key, three in 60 seconds: when, and the answer. */
static const struct {
	double	at;
	int	want;
} events[] = {
	{ 0, 0 },
	{ 0, 0 },
	{ 0.5, 0 },
	{ 1, 19 },
	{ 1.1, 19 },
	{ 19.9, 1 },
	{ 20, 0 },
	{ 20, 20 },
	{ 39.999, 1 },
	{ 40, 0 },
	{ 79.9, 0 },
	{ 80, 0 },
	{ 81, 19 },
	{ 1000, 0 },
	{ 1000, 0 },
	{ 1000, 0 },
	{ 1000, 20 },
};

static void
test_events(void)
{
	for (size_t i = 0; i < sizeof(events) / sizeof(events[0]); i++)
		tap_int(count("ann", 3, 60, events[i].at), events[i].want,
		    "an event at %g", events[i].at);
	tap_int(count("bob", 3, 60, 1000), 0, "another one is not slowed");
	tap_int(count("ann", 5, 60, 1000), 0, "nor the same by another rule");
}

/* Exactly n at once, whatever the rule. */
static void
test_rules(void)
{
	static const struct throttle_rule rules[] = {
		{ 1, 1 }, { 1, 86400 }, { 7, 86400 }, { 9999, 1 },
		{ 10000, 1 }, { 10000, 86400 }, { 9973, 86399 }, { 3, 1 },
	};
	int passed, wait;

	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		passed = 0;
		do {
			wait = throttle_count(dir, "rules", "k", &rules[i],
			    T0 * 1000LL);
			passed += wait == 0;
		} while (wait == 0 && passed <= rules[i].n);
		tap_int(passed, rules[i].n, "%d in %d seconds", rules[i].n,
		    rules[i].seconds);
		tap_ok(wait >= 1 && wait <= rules[i].seconds, "then a wait");
		tap_int(throttle_count(dir, "rules", "k", &rules[i],
		    T0 * 1000LL + wait * 1000LL), 0, "that is long enough");
	}
}

static void
test_clock(void)
{
	for (int i = 0; i < 3; i++)
		count("clock", 3, 60, 5000);
	tap_int(count("clock", 3, 60, 5000), 20, "a full bucket");
	tap_int(count("clock", 3, 60, -900000), 20, "the clock is set back");
	tap_int(count("clock", 3, 60, -900000 + 20), 0, "and goes on");
	tap_int(count("clock", 3, 60, -900000 + 20), 20, "as before");
	tap_int(count("clock", 3, 60, 9e8), 0, "it is set forward");
	tap_int(throttle_count(dir, "throttle", "clock",
	    &(struct throttle_rule){ 3, 60 }, 0), 0, "to 1970");
	tap_ok(throttle_count(dir, "throttle", "clock",
	    &(struct throttle_rule){ 3, 60 }, 9000000000000000LL) >= 0,
	    "and beyond all use");
}

/* Who reads the clock before waiting for the lock may count out of order. */
static void
test_order(void)
{
	int passed = 0;

	for (int i = 0; i < 3; i++)
		count("late", 3, 60, 7000);
	for (int i = 0; i < 100; i++) {
		passed += count("late", 3, 60, 6999) == 0;
		passed += count("late", 3, 60, 7000.5) == 0;
	}
	tap_int(passed, 0, "no time passes twice");
	tap_int(count("late", 3, 60, 7020), 0, "but it passes");
}

/* Write the same byte all over the file. */
static void
spoil(int byte, size_t n)
{
	static unsigned char much[200000];

	memset(much, byte, n);
	(void)unlinkat(dir, "spoilt", 0);
	(void)folder_save(dir, "spoilt", much, n);
}

static void
test_garbage(void)
{
	static const int bytes[] = { 0, 1, 0x7f, 0x80, 0xff };
	struct throttle_rule rule = { 2, 60 };
	int wrong;

	for (size_t i = 0; i < sizeof(bytes) / sizeof(bytes[0]); i++) {
		wrong = 0;
		for (size_t n = 1; n < 200000; n = n * 7 + 13) {
			spoil(bytes[i], n);
			for (int k = 0; k < 3; k++)
				wrong += throttle_count(dir, "spoilt", "x",
				    &rule, T0 * 1000LL) != (k < 2 ? 0 : 30);
		}
		tap_int(wrong, 0, "a file of 0x%02x", (unsigned)bytes[i]);
	}
}

/* A file cut or bent anywhere lets one event more pass at most, and works. */
static void
test_bits(void)
{
	struct throttle_rule rule = { 1, 60 };
	unsigned char b;
	struct stat st;
	int fd, failed = 0, passed = 0, other = 0;

	(void)unlinkat(dir, "spoilt", 0);
	throttle_count(dir, "spoilt", "x", &rule, T0 * 1000LL);
	fd = openat(dir, "spoilt", O_RDWR);
	fstat(fd, &st);
	for (int bit = 0; bit < 24 * 8; bit++) {
		off_t at = st.st_size - 24 + bit / 8;
		int wait;

		if (pread(fd, &b, 1, at) != 1)
			break;
		b ^= (unsigned char)(1 << bit % 8);
		if (pwrite(fd, &b, 1, at) != 1)
			break;
		wait = throttle_count(dir, "spoilt", "x", &rule, T0 * 1000LL);
		failed += wait == -1;
		passed += wait == 0;
		other += wait > 0 && wait != 60;
	}
	close(fd);
	tap_int(failed, 0, "a bent counter does not fail");
	tap_int(other, 0, "and is either right");
	tap_int(passed, 192, "or empty");
}

/* Each has used up his own, and nobody has to pay for another. */
static void
test_many(void)
{
	char key[32];
	int slowed = 0;

	for (int i = 0; i < 500; i++) {
		(void)snprintf(key, sizeof(key), "login %d", i);
		slowed += count(key, 1, 600, 5000) != 0;
	}
	tap_int(slowed, 0, "a class does not share counters");
}

static void
test_size(void)
{
	char key[32];
	struct stat st;

	for (int i = 0; i < 3000; i++) {
		(void)snprintf(key, sizeof(key), "10.0.%d.%d", i / 256,
		    i % 256);
		count(key, 5, 60, 0);
	}
	fstatat(dir, "throttle", &st, 0);
	tap_ok(st.st_size <= 4096 * 24, "the file does not grow");
	tap_int(st.st_mode & 0777, 0600, "and is for nobody else");
}

/* Twenty processes, ten events each, at once: exactly fifty pass. */
static void
test_processes(void)
{
	struct throttle_rule rule = { 50, 3600 };
	int passed = 0, status, n;

	for (int i = 0; i < 20; i++) {
		if (fork() == 0) {
			n = 0;
			for (int k = 0; k < 10; k++)
				n += throttle_count(dir, "many", "k", &rule,
				    T0 * 1000LL) == 0;
			_exit(n);
		}
	}
	while (wait(&status) > 0)
		passed += WEXITSTATUS(status);
	tap_int(passed, 50, "no event is counted twice or missed");
}

static void
test_errors(void)
{
	struct throttle_rule rule = { 1, 1 };

	tap_ok(throttle_count(dir, "../x", "k", &rule, 0) == -1 &&
	    errno == EINVAL, "no name");
	mkdirat(dir, "sub", 0700);
	tap_ok(throttle_count(dir, "sub", "k", &rule, 0) == -1, "a folder");
	mkfifoat(dir, "fifo", 0600);
	tap_ok(throttle_count(dir, "fifo", "k", &rule, 0) == -1, "a FIFO");
	if (symlinkat("throttle", dir, "link") == 0)
		tap_ok(throttle_count(dir, "link", "k", &rule, 0) == -1,
		    "a link");
}

static void
remove_all(const char *path)
{
	static const char *const names[] = {
		"throttle", "rules", "many", "spoilt", "fifo", "link", "key"
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		(void)unlinkat(dir, names[i], 0);
	(void)unlinkat(dir, "sub", AT_REMOVEDIR);
	close(dir);
	tap_int(rmdir(path), 0, "nothing else is left");
}

int
main(void)
{
	static const unsigned char key[SECRET_KEY_SIZE] = { 6 };
	char path[] = "/tmp/test_throttle.XXXXXX";

	if (mkdtemp(path) == NULL)
		return 1;
	dir = folder_open(path);
	/* A known key, so that no two keys of the tests share a counter. */
	folder_save(dir, "key", key, sizeof(key));
	test_events();
	test_rules();
	test_clock();
	test_order();
	test_garbage();
	test_bits();
	test_many();
	test_size();
	test_processes();
	test_errors();
	remove_all(path);
	return tap_done();
}
