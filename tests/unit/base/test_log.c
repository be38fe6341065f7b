#include "base/log.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tap.h"

enum { TIME_LEN = sizeof("0000-00-00T00:00:00.000") - 1 };

/* A datagram is what one write(2) wrote: two writes would be two of them. */
static int	ends[2];

static struct slice
line_read(void)
{
	static char line[2 * LOG_LINE_MAX];
	ssize_t n = recv(ends[0], line, sizeof(line) - 1, MSG_DONTWAIT);

	if (n < 0)
		n = 0;
	line[n] = '\0';
	return slice_of(line, (size_t)n);
}

/* What follows time, level and process id, without the newline. */
static struct slice
message_of(struct slice line)
{
	struct slice piece;

	for (int i = 0; i < 3; i++)
		(void)slice_cut(&line, ' ', &piece);
	if (line.n > 0 && line.p[line.n - 1] == '\n')
		line.n--;
	return line;
}

static void
test_escapes(void)
{
	static const struct {
		const char *name, *text, *want;
	} rows[] = {
		{ "plain text", "conn 3: idle", "conn 3: idle" },
		{ "empty", "", "" },
		{ "a newline cannot forge a line", "a\nb err 1 x",
		    "a\\x0ab err 1 x" },
		{ "carriage return and tab", "a\rb\tc", "a\\x0db\\x09c" },
		{ "terminal escape", "\x1b[2J", "\\x1b[2J" },
		{ "delete and eight-bit bytes", "\x7f\x80\x9b\xff",
		    "\\x7f\\x80\\x9b\\xff" },
		{ "a backslash stays", "C:\\x", "C:\\x" },
		{ "percent of an argument", "100%s%n", "100%s%n" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		log_warn("%s", rows[i].text);
		tap_is(message_of(line_read()), slice_str(rows[i].want), "%s",
		    rows[i].name);
	}
}

/* The text has a digit where the form has a 0, else the same. */
static bool
digits_stand(const char *text, const char *form)
{
	for (; *form != '\0'; text++, form++)
		if (*form == '0' ? *text < '0' || *text > '9' : *text != *form)
			return false;
	return true;
}

static void
test_form(void)
{
	time_t before = time(NULL), now;
	char rest[64], again[32];
	struct slice line;
	struct tm tm;

	log_info("hello");
	line = line_read();
	(void)snprintf(rest, sizeof(rest), "Z info %ld hello\n",
	    (long)getpid());
	tap_ok(line.n > TIME_LEN && digits_stand(line.p, "0000-00-00T"
	    "00:00:00.000"), "a line begins with the time");
	tap_is(slice_skip(line, TIME_LEN), slice_str(rest),
	    "then level, process id and text");
	for (now = before; now <= time(NULL); now++) {
		gmtime_r(&now, &tm);
		strftime(again, sizeof(again), "%Y-%m-%dT%H:%M:%S.", &tm);
		if (slice_starts(line, slice_str(again)))
			break;
	}
	tap_ok(now <= time(NULL), "the time is now, in UTC");
}

static void
test_cut(void)
{
	static char text[2 * LOG_LINE_MAX];
	struct slice line;

	memset(text, 'x', sizeof(text) - 1);
	log_err("%s", text);
	line = line_read();
	tap_int((long long)line.n, LOG_LINE_MAX, "a long line is cut");
	tap_ok(line.n > 0 && line.p[line.n - 1] == '\n', "and ends as a line");
	for (size_t skip = 0; skip < 4; skip++) {
		memset(text, '\n', sizeof(text) - 1);
		memset(text, 'x', skip);
		log_err("%s", text);
		line = line_read();
		tap_ok(line.n <= LOG_LINE_MAX && line.n > LOG_LINE_MAX - 4 &&
		    slice_ends(line, SLICE("\\x0a\n")),
		    "an escape is not cut, %zu bytes before it", skip);
	}
}

static void
test_levels(void)
{
	for (int max = 0; max < LOG_NLEVELS; max++) {
		struct slice name = slice_str(log_level_name(max));
		int lines = 0;

		log_to(ends[1], max);
		log_err("e");
		log_warn("w");
		log_info("i");
		log_debug("d");
		while (line_read().n > 0)
			lines++;
		tap_int(lines, max + 1, "level %d has that many lines", max);
		tap_int(log_level_parse(name), max, "the name is found again");
		tap_ok(log_wants(max) && (max + 1 == LOG_NLEVELS ||
		    !log_wants(max + 1)), "log_wants() says the same");
	}
	tap_int(log_level_parse(SLICE("loud")), -1, "no such level");
	tap_int(log_level_parse(SLICE("")), -1, "nor an empty one");
	tap_int(log_fd(), ends[1], "the descriptor is the one given");
}

static void
test_errno(void)
{
	errno = EXDEV;
	log_err("x");
	tap_int(errno, EXDEV, "errno is kept");
	(void)line_read();
	log_to(-1, LOG_DEBUG);
	log_err("x");
	tap_int(errno, EXDEV, "also when the line cannot be written");
	log_to(ends[1], LOG_DEBUG);
}

static void
test_fatal(bool with_errno, const char *want)
{
	pid_t pid = fork();
	int status = 0;

	if (pid == 0) {
		errno = ENOENT;
		if (with_errno)
			fatal("open %s", "/x");
		fatalx("open %s", "/x");
	}
	waitpid(pid, &status, 0);
	tap_ok(WIFEXITED(status) && WEXITSTATUS(status) == 1, "exit status 1");
	tap_is(message_of(line_read()), slice_str(want), "\"%s\"", want);
}

int
main(void)
{
	char want[128];

	if (socketpair(AF_UNIX, SOCK_DGRAM, 0, ends) == -1)
		return 1;
	tap_int(log_fd(), STDERR_FILENO, "the log begins on stderr");
	log_to(ends[1], LOG_DEBUG);
	test_escapes();
	test_form();
	test_cut();
	test_levels();
	test_errno();
	test_fatal(false, "open /x");
	snprintf(want, sizeof(want), "open /x: %s", strerror(ENOENT));
	test_fatal(true, want);
	return tap_done();
}
