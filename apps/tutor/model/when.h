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

enum { WHEN_YEAR_MIN = 1970, WHEN_YEAR_MAX = 2199 };

/* Is there such a zone?  "UTC" always. */
bool	when_zone_ok(const char *zone);

/*
 * "2026-02-09 22:00", with seconds or without a time (then 00:00), to
 * milliseconds since 1970.  0; 1: it exists twice; -1 with *what, a sentence.
 * The zone is one that is ok.
 */
int	when_read(const char *text, const char *zone, long long *ms,
	    const char **what);

/*
 * "500ms" "90s" "5m" "24h" "3d" "2w", or some of them as in "1h30m", to
 * milliseconds; 0 or -1.
 */
int	when_duration(const char *text, long long *ms);

/* "Mon 9 February 2026, 22:00 EST" */
void	when_write(struct text *, long long ms, const char *zone);

/* "2026-02-10T03:00:00Z", for <time datetime>. */
void	when_iso(struct text *, long long ms);

/* "in 3 days", "in 1 hour", "5 minutes ago", "now": ms as seen from now. */
void	when_relative(struct text *, long long ms, long long now_ms);

/* A header with a date: a time, or a while after something. */
enum when_kind { WHEN_NONE, WHEN_AT, WHEN_AFTER_VIEW, WHEN_AFTER_DUE };

struct when_head {
	enum when_kind	kind;
	long long	ms;		/* since 1970, or the while */
};

/* "3d after first view", "2d after due", or as when_read(), and returns so. */
int	when_head(struct when_head *, const char *text, const char *zone,
	    const char **what);

/* What the head of a page says of dates: course_dates(). */
struct when_page {
	struct when_head release, due, lock;
	long long	timed_ms;	/* timed: 90m; 0: no exam */
	long long	grace_ms;	/* of the course */
};

/* One that is granted to the student or the section, in order of granting. */
struct extension {
	long long	due;		/* ms */
	bool		replace;	/* not the latest counts, but this */
};

struct when_student {
	const struct extension *extensions;
	size_t		nextensions;
	int		extra;		/* per cent more time in exams */
	long long	first_view;	/* ms; 0: not yet */
};

/*
 * The dates of a page, effective for one student: due is the latest of page,
 * section and user extension, unless an extension says `replace`.  It moves
 * lock with it.  An exam ends a while after the first view; there lock is the
 * end and the course's grace.  What depends on a first view that was not yet
 * is 0.
 */
struct due {
	long long	release;	/* ms; 0: at once */
	long long	due;		/* ms; 0: never */
	long long	lock;		/* ms; 0: never */
	/*
	 * When what is right may be told: who ends an exam early must not
	 * tell those who still write, so these are the page's if it has them.
	 */
	long long	told_due, told_lock;
	long long	timed_ms;	/* from the first view, with extra time;
					   0: no exam */
};

/* Pure. */
void	when_due(struct due *, const struct when_page *,
	    const struct when_student *);

#endif
