/*
 * when.h - dates and times as a teacher writes them.
 *
 * Local times have the course's zone (a name of the system's zone files).  A
 * time that does not exist there (skipped in spring) is refused, one that
 * exists twice is taken as the first and warned of.
 */
#ifndef TUTOR_MODEL_WHEN_H
#define TUTOR_MODEL_WHEN_H

#include <stdbool.h>
#include <stddef.h>

struct text;

/* Is there such a zone?  "UTC" always. */
bool	when_zone_ok(const char *zone);

/*
 * "2026-02-09 22:00", with seconds or without a time (then 00:00), to
 * milliseconds since 1970.  0; 1: it exists twice; -1 with *what, a sentence.
 */
int	when_read(const char *text, const char *zone, long long *ms,
	    const char **what);

/* "5m" "24h" "3d" "2w" "90s" to milliseconds; 0 or -1. */
int	when_duration(const char *text, long long *ms);

/* "Mon 9 February 2026, 22:00 EST" */
void	when_write(struct text *, long long ms, const char *zone);

/* "2026-02-10T03:00:00Z", for <time datetime>. */
void	when_iso(struct text *, long long ms);

/* "3 days", "in 2 hours", "5 minutes ago": now relative to ms. */
void	when_relative(struct text *, long long ms, long long now_ms);

/*
 * The dates of a page, effective for one student: due is the latest of page,
 * section and user extension, unless an extension says `replace`.
 */
struct due {
	long long	release;	/* ms; 0: at once */
	long long	due;		/* ms; 0: never */
	long long	lock;		/* ms; 0: never */
	long long	timed_ms;	/* from the first view; 0: no exam */
};

#endif
