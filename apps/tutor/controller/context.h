/*
 * context.h - who asks, in which course, and what they may see there.
 *
 * Handlers below /c/{course} are one line:
 *
 *	int
 *	get_grid(struct web *w)
 *	{
 *		return tutor_run(w, ROLE_ASSISTANT, show_grid);
 *	}
 *
 * Staff may look at the course as a student sees it.  A cookie says whom they
 * look at; it opens nothing by itself, since the role of who is logged in is
 * asked for at each request.  Then `shown` is that student and `watching` is
 * true: nothing may be written, and handlers that need a role of the staff
 * refuse.  To begin it is logged under the real name.
 */
#ifndef TUTOR_CONTROLLER_CONTEXT_H
#define TUTOR_CONTROLLER_CONTEXT_H

#include <stdbool.h>

#include "apps/tutor/model/course.h"
#include "apps/tutor/model/grade.h"
#include "apps/tutor/model/log.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/problem.h"
#include "apps/tutor/model/staff.h"
#include "apps/tutor/model/users.h"
#include "apps/tutor/model/when.h"
#include "web/secret.h"
#include "web/web.h"

struct tutor {
	struct web	*web;
	struct mem	*mem;		/* of the request */
	int		 courses;	/* the folder of courses; -1 */
	struct course	*course;	/* or NULL */
	struct course_data data;	/* its logs */
	unsigned char	 key[SECRET_KEY_SIZE];	/* of the course */
	struct problems	 problems;	/* in its files, as far as read */
	struct members	 members;
	struct staff	 staff;		/* what the staff decided */
	const struct member *me;	/* who is logged in */
	const struct member *shown;	/* whose work is shown */
	enum role	 role;		/* of me; ROLE_STUDENT while watching */
	bool		 watching;	/* shown is not me: write nothing */
	bool		 unproved;	/* the account has a name of the roster,
					   no more: me is NULL */
};

/*
 * Open the course that the route's argument {course} names, for members with
 * at least that role (ROLE_NONE: for anybody, and t->me may be NULL).  0, or
 * the status of an error page that is made already: return it by way of
 * tutor_close().
 */
int	tutor_open(struct tutor *, struct web *, enum role at_least);

/* Close what is open and return the status. */
int	tutor_close(struct tutor *, int status);

/* Open, do it, close. */
typedef int tutor_fn(struct tutor *);
int	tutor_run(struct web *, enum role at_least, tutor_fn *);

/* The folder of courses (TUTOR_COURSES), or -1 with errno. */
int	tutor_courses(void);

/*
 * The key of a course: the file "key" in its folder of data, so that a course
 * can be moved with it.  0, or -1 with errno.
 */
int	tutor_key(const struct course_data *,
	    unsigned char key[SECRET_KEY_SIZE]);

bool	tutor_is_staff(const struct tutor *);	/* assistants as well */

/* Look at the course as that student, or (NULL) no longer.  0, or -1. */
int	tutor_view_as(struct tutor *, const char *user);

/* What was done with a page by whom it is shown to. */
struct place_page {
	struct page	*page;		/* never NULL; as drawn for shown */
	struct page	*whole;		/* with all that may be drawn */
	struct when_page dates;
	struct due	 due;		/* for t->shown */
	const struct course_page *at;	/* in the course */
	long long	 seen;		/* ms, for the first time; 0: never */
	bool		 broken;	/* errors: only staff may see it */
	bool		 released;	/* for shown */
	bool		 asks;		/* to begin: an exam, a password */
	bool		 here;		/* shown may see it now */
};

/*
 * The state of `shown` from the logs (merged.h), with overrides and
 * publications put in.  Where the route names a page, what groups did on others
 * is left out, unless days of the late budget were spent there.  0, or -1 with
 * errno.
 */
int	tutor_state(struct tutor *, struct user_state *);

/*
 * The same for a page, however much was done before: only the newest attempt
 * at each question has its record and its message.
 */
int	tutor_glance(struct tutor *, struct user_state *);

/* The whole state of any member. */
int	tutor_state_of(struct tutor *, struct user_state *,
	    const struct member *);

/*
 * The page that the route's {page} names, with its dates for `shown`.  0, or
 * the status of an error page.
 */
int	tutor_page(struct tutor *, struct place_page *,
	    const struct user_state *);

/* The same with the state by tutor_glance(). */
int	tutor_page_state(struct tutor *, struct place_page *,
	    struct user_state *);

/*
 * The same again, but the state is left empty where nothing depends on when
 * somebody first saw the page: most need no more.
 */
int	tutor_page_glance(struct tutor *, struct place_page *,
	    struct user_state *);

/* The name of the log that has what `shown` does on a page (group.h). */
const char *tutor_log(const struct tutor *, const char *page);

/* Who of a group did something, for `shown`: a name, "you"; NULL stays. */
const char *tutor_partner(const struct tutor *, const char *user);

/* The dates of any page for `shown`. */
void	tutor_due(struct tutor *, const struct page *,
	    const struct user_state *, struct due *);

/* The question of the page that the route's {question} names.  As above. */
int	tutor_question(struct tutor *, const struct place_page *,
	    const struct question **);

/* A model for a view of the course, with what course_layout.html needs. */
struct val *tutor_model(struct tutor *, const char *title);

/*
 * Times for people: adds to the object, by the key, an object {iso, text,
 * relative}, and nothing when ms is 0.  The view {{>time}} shows it.
 */
void	tutor_time(const struct tutor *, struct val *, const char *key,
	    long long ms);

/* Markdown as it is shown everywhere: no raw HTML.  NULL: "". */
const char *tutor_markdown(struct mem *, const char *text);

/* A number of points as people write it: at most two decimals. */
const char *tutor_points(struct mem *, double);

/* "1 point", "2.5 points" */
const char *tutor_worth(struct mem *, double);

#endif
