/*
 * course.h - a course: its file of facts, its roster, its pages.
 *
 * Reads the folder COURSE that a teacher writes: `course`, `roster.csv`,
 * pages NN.name.md or NN.name/page.md with files beside.  Cheap enough to be
 * done for each request: pages are read only when asked for.
 */
#ifndef TUTOR_MODEL_COURSE_H
#define TUTOR_MODEL_COURSE_H

#include <stdbool.h>
#include <stddef.h>

#include "apps/tutor/model/page.h"

struct mem;
struct problems;
struct when_page;

/* Markdown for the first page of the course, if it is there. */
#define COURSE_NEWS	"announcements.md"

enum { PAGES_MAX = 1000, COURSE_FILE_MAX = 64 * 1024, PAGE_MAX = 512 * 1024 };

/* late: 80% 24h, 50% 3d */
struct late_step {
	double		credit;		/* 0 to 1 */
	long long	within_ms;	/* after the due date and grace */
};

enum { LATE_STEPS_MAX = 8, WEIGHTS_MAX = 16, STAFF_MAX = 64 };

/* weights: week* 60%, exam* 40%, drop 1 of week* */
struct weight {
	const char	*pattern;	/* fnmatch(3) on page names */
	double		 share;		/* 0 to 1 */
	int		 drop;		/* so many lowest pages do not count */
};

struct course_page {
	const char	*name;		/* "week1" */
	const char	*file;		/* "10.week1.md", "10.week1/page.md" */
	long		 number;
	bool		 folder;
};

struct course {
	const char	*name;		/* the folder's */
	int		 dirfd;		/* owned; -1 */
	struct mem	*mem;
	const char	*title;		/* title: */
	const char	*zone;		/* zone: America/New_York; UTC */
	const char	*staff[STAFF_MAX];	/* staff: ann, bob */
	size_t		 nstaff;
	struct late_step late[LATE_STEPS_MAX];
	size_t		 nlate;
	long long	 late_budget_ms;	/* late-days: 3d; 0: none */
	long long	 grace_ms;	/* grace: 5m */
	bool		 open;		/* register: open (else the roster) */
	bool		 help;		/* help: on; students may ask for it */
	struct weight	 weights[WEIGHTS_MAX];
	size_t		 nweights;
	struct course_page *pages;	/* in order */
	size_t		 npages;
};

/* The share of the course's weights that a page has, or NULL: none. */
const struct weight *course_weight(const struct course *, const char *page);

/*
 * Open the course of that name in the folder of courses.  NULL with errno:
 * there is none, or it cannot be read.  Mistakes go to `problems`.
 */
struct course *course_open(struct mem *, int courses_fd, const char *name,
		struct problems *);
void	course_close(struct course *);

/* Read a page; NULL with errno: there is none of that name. */
struct page *course_page(struct course *, const char *name,
		struct problems *);

/*
 * The dates in a page's head, in the course's zone.  Mistakes go to
 * `problems`, unless that is NULL: course_page() told them.
 */
void	course_dates(const struct course *, const struct page *,
	    struct when_page *, struct problems *);

/*
 * A file beside a page that is a folder, for reading; -1 with errno.  Never
 * page.md or what begins with a dot.
 */
int	course_file(struct course *, const char *page, const char *file);

/*
 * May students have it?  Not what a test names, nor what begins with a dot or
 * an underscore.
 */
bool	course_file_public(const struct page *, const char *file);

/* The names of the courses in a folder, a list; -1 with errno. */
int	course_names(struct mem *, int courses_fd, const char *const **names,
	    size_t *n);

/*
 * Read every page and look at what pages cannot see alone: dates, weights, a
 * name that is there twice, test files that are missing.
 */
void	course_check(struct course *, struct problems *);

#endif
