#include "web/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "apps/lib/store_line.h"
#include "apps/lib/store_step.h"
#include "tap.h"
#include "web/folder.h"

enum { NRECORDS = 5, ROOM = 2048 };

static int	dir;
static int	fail_at = -1;

/* In place of the one that is shipped: a step that the system fails. */
int
store_step(enum store_step_at at)
{
	if ((int)at != fail_at)
		return 0;
	errno = EIO;
	return -1;
}

static void	(*between)(void);	/* the first read and the second */

/* In place of that of the system, so that a writer can be between two. */
ssize_t
pread(int fd, void *p, size_t n, off_t at)
{
	void (*now)(void) = between;
	ssize_t got;

	if (lseek(fd, at, SEEK_SET) == -1)
		return -1;
	got = read(fd, p, n);
	if (now != NULL && got > 0) {
		between = NULL;
		now();
	}
	return got;
}

/* In the third is what would be a record, if its J were a newline. */
static const char *const jsons[NRECORDS] = {
	"{\"a\":1}", "[]",
	"{\"a\":\"JW1 4 7 3 50c9ffb6 00000000 1\"}",
	"\"\xc3\xa9\"", "{\"last\":true}"
};
static const char *const stored[NRECORDS] = {
	"{\"a\":1}", "[]",
	"{\"a\":\"J\\u00571 4 7 3 50c9ffb6 00000000 1\"}",
	"\"\xc3\xa9\"", "{\"last\":true}"
};

/* A log of all records: its bytes, and where each line begins and ends. */
static char	log_bytes[ROOM];
static size_t	log_size, line_end[NRECORDS + 1];

/* Without fsync(2): these are many. */
static void
put(const char *name, const char *p, size_t n)
{
	int fd = openat(dir, name, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (fd == -1 || write(fd, p, n) != (ssize_t)n)
		exit(1);
	close(fd);
}

static struct slice
get(const char *name)
{
	static char bytes[2 * ROOM];
	int fd = openat(dir, name, O_RDONLY);
	ssize_t n = fd == -1 ? 0 : read(fd, bytes, sizeof(bytes));

	if (fd != -1)
		close(fd);
	return slice_of(bytes, n < 0 ? 0 : (size_t)n);
}

static long long
add(struct store *s, const char *json, long long ms)
{
	return store_add(s, json, strlen(json), ms);
}

/* What a reader finds in a file. */
struct seen {
	int		records, damages, wrong, last;
	bool		has[NRECORDS + 2];
	long long	last_seq;
};

static void
see(struct seen *v, const struct store_rec *rec)
{
	const char *json = "{\"new\":0}";

	v->records++;
	v->wrong += rec->seq <= v->last_seq;
	v->last_seq = rec->seq;
	if (rec->seq <= NRECORDS && rec->n != strlen(json)) {
		json = stored[rec->seq - 1];
		v->has[rec->seq - 1] = true;
		v->wrong += rec->ms != 1000 + rec->seq;
	}
	v->wrong += rec->n != strlen(json) || strcmp(rec->json, json) != 0;
}

static struct seen
read_all(struct store *s)
{
	struct seen v = { .records = 0 };
	struct store_rec rec;
	int found;

	while ((found = store_next(s, &rec)) != 0) {
		if (found == 1)
			see(&v, &rec);
		else if (found == -1)
			v.damages++;
		else
			break;
	}
	v.wrong += found != 0 || store_next(s, &rec) != 0;
	return v;
}

static struct seen
read_file(const char *name)
{
	struct store *s = store_open(dir, name, STORE_READ, 0);
	struct seen v = { .wrong = 1 };

	if (s != NULL)
		v = read_all(s);
	store_close(s);
	return v;
}

static void
test_write(void)
{
	struct store *s = store_open(dir, "log", STORE_WRITE, 1000);
	struct stat st;
	struct slice all;
	size_t n = 0;

	if (!tap_ok(s != NULL, "a new store"))
		exit(1);
	tap_int(store_size(s), 0, "is empty");
	for (int i = 0; i < NRECORDS; i++)
		tap_int(add(s, jsons[i], 1001 + i), i + 1, "add record %d",
		    i + 1);
	fstat(store_fd(s), &st);
	tap_int(st.st_mode & 0777, 0600, "for nobody else");
	tap_int(store_size(s), st.st_size, "its size");
	store_close(s);
	all = get("log");
	memcpy(log_bytes, all.p, all.n);
	log_size = all.n;
	for (size_t i = 0; i < all.n; i++)
		if (all.p[i] == '\n')
			line_end[++n] = i + 1;
	tap_int((long long)n, NRECORDS, "a line each");
	tap_ok(strncmp(log_bytes, "W1 1 1001 7 ", 12) == 0, "to be read");
}

static void
test_read(void)
{
	struct store *s = store_open(dir, "log", STORE_READ, 0), *w;
	struct store_rec rec;
	struct seen v = read_all(s);

	tap_int(v.records, NRECORDS, "all records are read");
	tap_int(v.damages + v.wrong, 0, "and they are right");
	tap_int(store_size(s), (long long)log_size, "the size of whole lines");
	errno = 0;
	tap_ok(add(s, "{}", 0) == -1 && errno == EBADF, "readers cannot add");
	w = store_open(dir, "log", STORE_TRY, 0);
	tap_int(add(w, "{\"new\":0}", 0), NRECORDS + 1, "a writer can");
	tap_int(store_next(s, &rec), 1, "and the reader sees it");
	tap_int(rec.offset, (long long)log_size, "at its place");
	tap_int(store_next(w, &rec), 0, "the writer knows it");
	store_close(w);
	store_close(s);
	store_close(NULL);
	put("log", log_bytes, log_size);
}

static void
test_refused(void)
{
	static const char *const names[] = {
		"", ".", "..", ".log", "a/b", "/"
	};
	struct store *s;
	char longest[252];
	int wrong = 0;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		wrong += store_open(dir, names[i], STORE_READ, 0) != NULL ||
		    errno != EINVAL;
		wrong += store_open(dir, names[i], STORE_WRITE, 0) != NULL ||
		    errno != EINVAL;
	}
	tap_int(wrong, 0, "names that are none");
	memset(longest, 'n', sizeof(longest));
	longest[251] = '\0';
	tap_ok(store_open(dir, longest, STORE_WRITE, 0) == NULL, "a long one");
	errno = 0;
	s = store_open(dir, "none", STORE_READ, 0);
	tap_ok(s == NULL && errno == ENOENT, "a reader makes none");
	tap_int(symlinkat("log", dir, "link"), 0, "a link");
	tap_ok(store_open(dir, "link", STORE_READ, 0) == NULL, "is not read");
	tap_ok(store_open(dir, "link", STORE_WRITE, 0) == NULL, "or written");
	tap_int(mkfifoat(dir, "fifo", 0600), 0, "a FIFO");
	tap_ok(store_open(dir, "fifo", STORE_READ, 0) == NULL, "is not read");
	tap_ok(store_open(dir, "fifo", STORE_WRITE, 0) == NULL, "or written");
}

static void
test_bad_records(void)
{
	struct store *s = store_open(dir, "log", STORE_WRITE, 0);
	char *big = malloc(STORE_RECORD_MAX + 1);
	int wrong = 0;

	if (big == NULL)
		exit(1);
	memset(big, '1', STORE_RECORD_MAX + 1);
	wrong += add(s, "", 0) != -1 || errno != EINVAL;
	wrong += add(s, "{\n}", 0) != -1 || errno != EINVAL;
	wrong += add(s, "{}", -1) != -1 || errno != EINVAL;
	wrong += store_add(s, big, STORE_RECORD_MAX + 1, 0) != -1 ||
	    errno != EMSGSIZE;
	tap_int(wrong, 0, "what is no record is refused");
	tap_ok(slice_eq(get("log"), slice_of(log_bytes, log_size)),
	    "and nothing written");
	tap_int(store_add(s, big, STORE_RECORD_MAX, 0), NRECORDS + 1,
	    "the largest is not");
	tap_int(add(s, "{\"new\":0}", 0), NRECORDS + 2, "and one behind it");
	store_close(s);
	s = store_open(dir, "log", STORE_READ, 0);
	tap_int(read_all(s).records, NRECORDS + 2, "all are read");
	store_close(s);
	free(big);
	put("log", log_bytes, log_size);
}

/* Somebody writes without asking for the lock. */
static void
test_foreign(void)
{
	struct store *s = store_open(dir, "log", STORE_WRITE, 0);
	int fd = openat(dir, "log", O_WRONLY | O_APPEND);

	tap_int(read_all(s).records, NRECORDS, "a log is read");
	tap_int(write(fd, "what", 4), 4, "and written by another");
	close(fd);
	errno = 0;
	tap_ok(add(s, "{}", 0) == -1 && errno == EBUSY, "nothing is added");
	tap_int((long long)get("log").n, (long long)log_size + 4,
	    "nor cut off");
	store_close(s);
	put("log", log_bytes, log_size);
}

/* How many whole records n bytes of the log have. */
static int
whole(size_t n)
{
	int count = 0;

	while (count < NRECORDS && line_end[count + 1] <= n)
		count++;
	return count;
}

/* A writer opens a log that was cut at n. */
static int
cut_at(size_t n)
{
	size_t end = line_end[whole(n)], torn = n - end;
	struct seen v;
	struct slice aside;
	struct store *s;
	int wrong = 0;

	put("log", log_bytes, n);
	(void)unlinkat(dir, "log.torn", 0);
	v = read_file("log");
	wrong += v.records != whole(n) || v.damages != 0 || v.wrong != 0;
	s = store_open(dir, "log", STORE_WRITE, 0);
	aside = get("log.torn");
	wrong += aside.n != (torn == 0 ? 0 : torn + 1) ||
	    memcmp(aside.p, log_bytes + end, torn) != 0;
	wrong += get("log").n != end;
	v = read_all(s);
	wrong += v.records != whole(n) || v.damages != 0 || v.wrong != 0;
	wrong += add(s, "{\"new\":0}", 0) != whole(n) + 1;
	store_close(s);
	v = read_file("log");
	wrong += v.records != whole(n) + 1 || v.damages != 0 || v.wrong != 0;
	return wrong;
}

static void
test_cut(void)
{
	int wrong = 0;

	for (size_t n = 0; n <= log_size; n++)
		wrong += cut_at(n) != 0;
	tap_int(wrong, 0, "a log cut at each of %zu bytes", log_size);
	put("log", log_bytes, log_size);
	put("log.torn", "old\n", 4);
	put("log", log_bytes, log_size - 1);
	store_close(store_open(dir, "log", STORE_WRITE, 0));
	tap_int((long long)get("log.torn").n, (long long)(4 + log_size -
	    line_end[NRECORDS - 1]), "torn tails are added to each other");
	(void)unlinkat(dir, "log.torn", 0);
}

/* The records whose lines do not hold the byte, all shown, and no other. */
static int
check_bent(size_t byte, struct seen v, bool cut)
{
	int wrong = v.wrong;
	bool mine, newline;

	for (int i = 0; i < NRECORDS; i++) {
		mine = byte >= line_end[i] && byte < line_end[i + 1];
		newline = byte == line_end[i + 1] - 1;
		wrong += !mine && !v.has[i];
		wrong += mine && v.has[i] && !newline;
	}
	/* The last newline gone, there is no whole line to be damaged. */
	return wrong + (!cut && v.damages == 0);
}

static void
test_bent(void)
{
	int wrong = 0, cut = 0;
	struct store *s;
	struct seen v;

	for (size_t bit = 0; bit < log_size * 8; bit++) {
		log_bytes[bit / 8] ^= (char)(1 << bit % 8);
		put("log", log_bytes, log_size);
		v = read_file("log");
		wrong += check_bent(bit / 8, v, false) != 0;
		s = store_open(dir, "log", STORE_WRITE, 0);
		wrong += add(s, "{\"new\":0}", 0) <= NRECORDS;
		store_close(s);
		cut += memcmp(get("log").p, log_bytes, log_size) != 0;
		v = read_file("log");
		wrong += check_bent(bit / 8, v, false) != 0;
		wrong += v.last_seq <= NRECORDS;
		log_bytes[bit / 8] ^= (char)(1 << bit % 8);
	}
	tap_int(wrong, 0, "each of %zu bits bent", log_size * 8);
	tap_int(cut, 0, "and no damage cut away");
	put("log", log_bytes, log_size);
}

/* A block of the disk is lost, and with it the ends of lines. */
static void
test_holes(void)
{
	int reused = 0, wrong = 0;
	char bytes[ROOM];
	struct store *s;

	for (int from = 0; from < NRECORDS; from++) {
		for (int to = from + 1; to <= NRECORDS; to++) {
			memcpy(bytes, log_bytes, log_size);
			memset(bytes + line_end[from], 0,
			    line_end[to] - 1 - line_end[from]);
			put("log", bytes, log_size);
			s = store_open(dir, "log", STORE_WRITE, 0);
			reused += add(s, "{\"new\":0}", 0) <= NRECORDS;
			store_close(s);
			wrong += read_file("log").records !=
			    NRECORDS - (to - from) + 1;
		}
	}
	tap_int(wrong, 0, "the records around a hole are read");
	tap_int(reused, 0, "and no number that was in it comes again");
	put("log", log_bytes, log_size);
}

/* Damage of other kinds; what is written behind it is good. */
static void
damage(const char *name, struct slice one, struct slice two, const char *want)
{
	char bytes[2 * ROOM], line[300] = "";
	struct store_rec rec;
	struct store *s;
	size_t n = 0;
	int found;

	memcpy(bytes, one.p, one.n);
	memcpy(bytes + one.n, two.p, two.n);
	put("log", bytes, one.n + two.n);
	s = store_open(dir, "log", STORE_READ, 0);
	while ((found = store_next(s, &rec)) != 0 && n + 80 < sizeof(line)) {
		if (found == 1)
			n += (size_t)snprintf(line + n, sizeof(line) - n,
			    "%lld ", rec.seq);
		else
			n += (size_t)snprintf(line + n, sizeof(line) - n,
			    "(%s) ", store_damage(s));
	}
	store_close(s);
	tap_is(slice_str(line), slice_str(want), "%s", name);
}

static struct slice
lines(int from, int to)
{
	return slice_of(log_bytes + line_end[from],
	    line_end[to] - line_end[from]);
}

static void
test_damage(void)
{
	char again[ROOM], want[200];

	damage("lines are missing", lines(0, 1), lines(3, 5),
	    "1 (offset 38: records 2 to 3 are missing) 4 5 ");
	damage("the first is missing", lines(1, 5), SLICE(""),
	    "(offset 0: record 1 is missing) 2 3 4 5 ");
	damage("lines come again", lines(0, 2), lines(0, 3),
	    "1 2 (offset 71: a number that was there before) "
	    "(offset 109: a number that was there before) 3 ");
	damage("an empty line", lines(0, 1), SLICE("\n"),
	    "1 (offset 38: this is no record) ");
	damage("a line of another program", lines(0, 1), SLICE("hello\n"),
	    "1 (offset 38: this is no record) ");
	damage("a torn tail", lines(0, 1), SLICE("W1 2 10"), "1 ");
	/* Another first record: the second does not follow it. */
	put("log", "", 0);
	{
		struct store *s = store_open(dir, "log", STORE_WRITE, 0);

		add(s, "{\"a\":2}", 1001);
		store_close(s);
	}
	memcpy(again, get("log").p, line_end[1]);
	(void)snprintf(want, sizeof(want), "1 (offset %zu: the record before "
	    "has been replaced) 2 3 4 5 ", line_end[1]);
	damage("a replaced record", slice_of(again, line_end[1]), lines(1, 5),
	    want);
	put("log", log_bytes, log_size);
}

/* A line of 3 MiB is passed in bounded memory; so is one that does not end. */
static void
test_long_lines(void)
{
	size_t size = 3 << 20;
	char *much = malloc(size + 2 * ROOM);
	struct store *s;
	struct seen v;

	if (much == NULL)
		exit(1);
	memcpy(much, log_bytes, line_end[2]);
	memset(much + line_end[2], 'x', size);
	much[line_end[2] + size] = '\n';
	memcpy(much + line_end[2] + size + 1, log_bytes + line_end[3],
	    line_end[5] - line_end[3]);
	put("log", much, line_end[2] + size + 1 + line_end[5] - line_end[3]);
	v = read_file("log");
	tap_int(v.records, 4, "records before and behind a line of 3 MiB");
	tap_int(v.damages, 1, "which is one damage");
	tap_int(v.wrong, 0, "and they are right");
	put("log", much, line_end[2] + size);
	s = store_open(dir, "log", STORE_WRITE, 0);
	tap_int(store_size(s), (long long)line_end[2], "a torn one is cut");
	store_close(s);
	size = 200000;
	memset(much, '\n', size);
	put("log", much, size);
	v = read_file("log");
	tap_int(v.damages, (long long)size, "empty lines are passed");
	free(much);
	(void)unlinkat(dir, "log.torn", 0);
	put("log", log_bytes, log_size);
}

static void
write_over(void)
{
	put("log", log_bytes, log_size);
}

/*
 * A reader has the beginning of a record that was never finished; before it
 * has read on, the next writer has put records in its place.
 */
static void
test_replaced_tail(void)
{
	char torn[ROOM];
	int wrong = 0;
	struct store *s;
	struct seen v;

	for (size_t n = 0; n < log_size; n++) {
		memcpy(torn, log_bytes, line_end[whole(n)]);
		memset(torn + line_end[whole(n)], '7', sizeof(torn) -
		    line_end[whole(n)]);
		put("log", torn, n);
		s = store_open(dir, "log", STORE_READ, 0);
		between = write_over;
		v = read_all(s);
		store_close(s);
		wrong += v.damages != 0 || v.wrong != 0;
		wrong += n > 0 && v.records != NRECORDS;
	}
	between = NULL;
	tap_int(wrong, 0, "a tail is replaced while it is read");
	put("log", log_bytes, log_size);
}

/* Marks behind each record, on the log as it was and on others. */
static void
test_marks(void)
{
	struct store_mark mark[NRECORDS + 1], bent;
	struct store *s = store_open(dir, "log", STORE_READ, 0);
	struct store_rec rec;
	int wrong = 0;

	store_mark(s, &mark[0]);
	for (int i = 1; i <= NRECORDS; i++) {
		wrong += store_next(s, &rec) != 1;
		store_mark(s, &mark[i]);
		wrong += mark[i].seq != i;
		wrong += mark[i].offset != (long long)line_end[i];
	}
	tap_int(wrong, 0, "a mark behind each record");
	for (int i = NRECORDS; i >= 0; i--) {
		wrong += store_seek(s, &mark[i]) != 0;
		wrong += read_all(s).records != NRECORDS - i;
	}
	tap_int(wrong, 0, "to go on there");
	for (int i = 0; i <= NRECORDS; i++) {
		bent = mark[i];
		bent.offset++;
		wrong += store_seek(s, &bent) != -1;
		bent.offset = 1 << 20;
		wrong += store_seek(s, &bent) != -1;
		bent.offset = -1;
		wrong += store_seek(s, &bent) != -1;
		bent = mark[i];
		bent.seq++;
		wrong += store_seek(s, &bent) != -1;
		bent = mark[i];
		bent.prev8[0] ^= 1;
		wrong += i > 0 && store_seek(s, &bent) != -1;
		wrong += read_all(s).records != NRECORDS;
	}
	tap_int(wrong, 0, "another place begins at the start");
	store_close(s);
	log_bytes[line_end[2] + 40] ^= 1;
	put("log", log_bytes, log_size);
	log_bytes[line_end[2] + 40] ^= 1;
	s = store_open(dir, "log", STORE_WRITE, 0);
	tap_int(store_seek(s, &mark[3]), -1, "a record that is damaged now");
	tap_int(store_seek(s, &mark[2]), 0, "damage behind a mark");
	tap_int(read_all(s).damages, 1, "is met again");
	tap_int(store_seek(s, &mark[4]), 0, "damage before it is not");
	tap_int(read_all(s).damages, 0, "looked for");
	tap_int(store_seek(s, &mark[4]), 0, "from there");
	tap_int(add(s, "{\"new\":0}", 0), NRECORDS + 1, "a record is added");
	store_close(s);
	put("log", log_bytes, log_size);
}

static void
test_format(void)
{
	struct store *s;
	struct store_rec rec;
	char *big = malloc(STORE_RECORD_MAX + 2);
	const char *volatile none = NULL;

	(void)unlinkat(dir, "fmt", 0);
	s = store_open(dir, "fmt", STORE_WRITE, 0);
	tap_int(store_addf(s, 5, "{\"a\":%s,\"b\":%.*s,\"c\":%s}", "x\"\n\\",
	    2, "abc", none), 1, "strings");
	tap_int(store_addf(s, 5, "[%d,%i,%u,%ld,%lld,%zu,%jd,%lu,%llu]", -1, 2,
	    3u, -4L, -5LL, (size_t)6, (intmax_t)-7, 8UL, 9ULL), 2, "integers");
	tap_int(store_addf(s, 5, "[%g,%g,%g,%g,\"%%\"]", 0.1, 2.0, 1.0 / 3,
	    -1e300 * 1e300), 3, "others");
	errno = 0;
	tap_ok(store_addf(s, 5, "{}\n") == -1 && errno == EINVAL, "a line");
	if (big == NULL)
		exit(1);
	memset(big, 'x', STORE_RECORD_MAX + 1);
	big[STORE_RECORD_MAX + 1] = '\0';
	errno = 0;
	tap_ok(store_addf(s, 5, "%s", big) == -1 && errno == EMSGSIZE,
	    "too much");
	free(big);
	store_close(s);
	s = store_open(dir, "fmt", STORE_READ, 0);
	store_next(s, &rec);
	tap_is(slice_of(rec.json, rec.n), slice_str(
	    "{\"a\":\"x\\\"\\n\\\\\",\"b\":\"ab\",\"c\":null}"), "are quoted");
	store_next(s, &rec);
	tap_is(slice_of(rec.json, rec.n), SLICE("[-1,2,3,-4,-5,6,-7,8,9]"),
	    "are as they are");
	store_next(s, &rec);
	tap_is(slice_of(rec.json, rec.n), SLICE("[0.1,2,0.33333333333333331,"
	    "null,\"%\"]"), "come back as the same");
	store_close(s);
}

/* The disk does not confirm. */
static void
test_sync(void)
{
	struct store *s = store_open(dir, "log", STORE_WRITE, 0);

	tap_int(store_sync(s), 0, "all is on the disk");
	fail_at = STORE_WRITTEN;
	errno = 0;
	tap_int(add(s, "{\"new\":0}", 0), -2, "fsync fails: nobody knows");
	tap_int(errno, EIO, "why");
	fail_at = -1;
	tap_int(add(s, "{\"new\":0}", 0), -1, "no further record");
	tap_int(errno, EIO, "is taken");
	tap_int(store_sync(s), -1, "nor fsync tried again");
	store_close(s);
	s = store_open(dir, "log", STORE_WRITE, 0);
	tap_int(read_all(s).records, NRECORDS + 1, "it was written after all");
	tap_int(add(s, "{\"new\":0}", 0), NRECORDS + 2, "the next follows it");
	store_close(s);
	fail_at = STORE_TORN_SAVED;
	put("log", log_bytes, log_size - 1);
	tap_ok(store_open(dir, "log", STORE_WRITE, 0) == NULL,
	    "a tail that cannot be set aside");
	fail_at = -1;
	tap_int((long long)get("log").n, (long long)log_size - 1, "stays");
	put("log", log_bytes, log_size);
}

int
main(void)
{
	static const char *const names[] = {
		"log", "log.torn", "fmt", "link", "fifo"
	};
	char memory[] = "/dev/shm/test_store.XXXXXX";
	char disk[] = "/tmp/test_store.XXXXXX", *path;

	/* Memory if possible: no test here is about the disk. */
	path = mkdtemp(memory);
	if (path == NULL)
		path = mkdtemp(disk);
	if (path == NULL)
		return 1;
	dir = folder_open(path);
	test_write();
	test_read();
	test_refused();
	test_bad_records();
	test_foreign();
	test_cut();
	test_bent();
	test_holes();
	test_damage();
	test_long_lines();
	test_replaced_tail();
	test_marks();
	test_format();
	test_sync();
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		(void)unlinkat(dir, names[i], 0);
	close(dir);
	tap_int(rmdir(path), 0, "nothing else is left");
	return tap_done();
}
