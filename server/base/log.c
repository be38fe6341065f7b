#include "base/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"

static int		log_file = STDERR_FILENO;
static enum log_level	log_max = LOG_INFO;

static const char *const level_names[LOG_NLEVELS] = {
	[LOG_ERR] = "err",
	[LOG_WARN] = "warn",
	[LOG_INFO] = "info",
	[LOG_DEBUG] = "debug",
};

void
log_to(int fd, enum log_level max)
{
	log_file = fd;
	log_max = max;
}

int
log_fd(void)
{
	return log_file;
}

enum log_level
log_level(void)
{
	return log_max;
}

bool
log_wants(enum log_level level)
{
	return level <= log_max;
}

const char *
log_level_name(enum log_level level)
{
	return level_names[level];
}

int
log_level_parse(struct slice name)
{
	for (int i = 0; i < LOG_NLEVELS; i++)
		if (slice_eqs(name, level_names[i]))
			return i;
	return -1;
}

/* "2026-11-22T10:11:12.345Z": the calendar is asked once a second. */
static void
add_time(struct buf *b)
{
	static time_t second = -1;
	static char text[sizeof("-2147483648-12-31T23:59:60")];
	struct timespec now;
	struct tm tm;

	clock_gettime(CLOCK_REALTIME, &now);
	if (now.tv_sec != second && gmtime_r(&now.tv_sec, &tm) != NULL) {
		strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &tm);
		second = now.tv_sec;
	}
	(void)buf_addf(b, "%s.%03dZ", text, (int)(now.tv_nsec / 1000000));
}

/* What does not fit is left out: a line is cut, never an escape. */
static void
add_escaped(struct buf *b, const char *text)
{
	static const char hex[] = "0123456789abcdef";

	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;
		char escape[] = { '\\', 'x', hex[c >> 4], hex[c & 15] };
		bool plain = c >= 0x20 && c < 0x7f;

		if (buf_add(b, plain ? slice_of(text, 1) :
		    slice_of(escape, sizeof(escape))) == -1)
			return;
	}
}

/* There is nowhere to report a log that cannot be written: the line is lost. */
static void
write_line(struct slice line)
{
	ssize_t n;

	do
		n = write(log_file, line.p, line.n);
	while (n == -1 && errno == EINTR);
}

/* error: an errno whose text ends the line, or 0.  Keeps errno. */
static void
put(enum log_level level, int error, const char *fmt, va_list ap)
{
	char text[LOG_LINE_MAX], line[LOG_LINE_MAX];
	int saved = errno;
	struct buf b;

	if (!log_wants(level))
		return;
	if (vsnprintf(text, sizeof(text), fmt, ap) < 0)
		text[0] = '\0';
	buf_init(&b, line, sizeof(line) - 1);	/* the newline always fits */
	add_time(&b);
	(void)buf_addf(&b, " %s %ld ", level_names[level], (long)getpid());
	add_escaped(&b, text);
	if (error != 0) {
		add_escaped(&b, ": ");
		add_escaped(&b, strerror(error));
	}
	b.cap = sizeof(line);
	(void)buf_addc(&b, '\n');
	write_line(buf_slice(&b));
	errno = saved;
}

void
log_err(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	put(LOG_ERR, 0, fmt, ap);
	va_end(ap);
}

void
log_warn(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	put(LOG_WARN, 0, fmt, ap);
	va_end(ap);
}

void
log_info(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	put(LOG_INFO, 0, fmt, ap);
	va_end(ap);
}

void
log_debug(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	put(LOG_DEBUG, 0, fmt, ap);
	va_end(ap);
}

void
fatal(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	put(LOG_ERR, errno, fmt, ap);
	va_end(ap);
	exit(1);
}

void
fatalx(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	put(LOG_ERR, 0, fmt, ap);
	va_end(ap);
	exit(1);
}
