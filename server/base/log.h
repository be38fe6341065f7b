/*
 * log.h - the error log: one line an event, one write(2) a line.
 *
 * `2026-11-22T10:11:12.345Z warn 1234 text key=value`: time in UTC, level,
 * process id.  Bytes that could disturb a terminal or forge a line are
 * escaped as \xHH.  The descriptor is the only mutable state; it is opened by
 * the master and is append-only.  A line is cut at LOG_LINE_MAX.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdbool.h>

#include "base/slice.h"

enum log_level { LOG_ERR, LOG_WARN, LOG_INFO, LOG_DEBUG, LOG_NLEVELS };

enum { LOG_LINE_MAX = 2048 };

/* Start or change: the descriptor stays the caller's. */
void	log_to(int fd, enum log_level max);
int	log_fd(void);
enum log_level	log_level(void);
bool	log_wants(enum log_level);

/* The name of a level ("warn"); the level of a name, or -1. */
const char *log_level_name(enum log_level);
int	log_level_parse(struct slice);

void	log_err(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void	log_warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void	log_info(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void	log_debug(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Start-up only: log with ": strerror(errno)" (fatal) or without, exit 1. */
void	fatal(const char *fmt, ...)
	    __attribute__((format(printf, 1, 2), noreturn));
void	fatalx(const char *fmt, ...)
	    __attribute__((format(printf, 1, 2), noreturn));

#endif
