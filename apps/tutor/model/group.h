/*
 * group.h - who works with whom on a page: partners.
 *
 * Pure, from what staff.log says (staff.h).  The newest order for a user that
 * fits the page decides, so that nobody is in two groups at once; what becomes
 * of the page's header changes nobody's group (but group_pages(): patterns).
 *
 * What a group does on a page is in a log of its own, u/+ID.log, with who did
 * it: tries, forms that were sent twice and dates are decided under one lock.
 * ID is the seq of the record that made the group, and never another's.  What
 * somebody did alone stays in his log, and does not count while he has a group.
 */
#ifndef TUTOR_MODEL_GROUP_H
#define TUTOR_MODEL_GROUP_H

#include <stdbool.h>
#include <stddef.h>

struct course;
struct member;
struct members;
struct page;
struct staff;
struct user_state;

enum { GROUP_MOST = 50 };		/* partners that groups: may say */

/* How many may work together on a page; 0: each alone. */
int	group_most(const struct page *);

/*
 * An order with a pattern is meant for those pages of this course that have the
 * line groups: now.  The others that it fits may be exams.
 */
void	group_pages(struct staff *, struct course *);

/* The name of the log that has what a user does on a page: THE place to ask. */
const char *group_log(const struct staff *, const char *user,
	    const char *page);

/* The same as a number; 0: he works alone. */
long long group_id(const struct staff *, const char *user, const char *page);

struct group {
	long long	 id;
	const char	*title;		/* its name, else "g17" */
	const struct member **list;	/* students, by user */
	size_t		 n;
	long long	 newest;	/* order that put somebody into it */
};

/* Who is in it now; n is 0 when nobody is. */
void	group_find(struct group *, const struct staff *,
	    const struct members *, const char *page, long long id);

bool	group_has(const struct group *, const char *user);

/* An invitation that waits, of one user by another. */
struct invitation {
	const char	*from, *who;
};

/*
 * Those that a user has to answer, or has sent.  Who sent one does not learn
 * that it was declined, nor whether there is such a user.
 */
size_t	group_asked(const struct staff *, const char *who, const char *page,
	    struct invitation **);
size_t	group_asks(const struct staff *, const char *from, const char *page,
	    struct invitation **);

/* When one was last sent: ms, or 0. */
long long group_asked_ms(const struct staff *, const struct invitation *,
	    const char *page);

/*
 * Staff works with nobody: who becomes an assistant while he has partners tries
 * the pages in a log of his own.
 */
void	group_never(struct staff *, const char *user);

/* Was something handed in to the page, or its solution seen? */
bool	group_worked(const struct user_state *, const char *page);

/* Was something handed in since? */
bool	group_worked_since(const struct user_state *, const char *page,
	    long long ms);

/*
 * Did somebody alone use what a page gives only so often: tries that are
 * counted, or the solution?  Then he finds no partners by himself, or each
 * group would be some tries more.
 */
bool	group_spent(const struct user_state *, const struct page *);

/*
 * Put the work of a group, folded from its log, in the place of what a member
 * did; before that, forget what he did alone where he has a group.  `page`
 * NULL: on all pages.
 */
void	group_forget(const struct staff *, struct user_state *,
	    const char *page);
void	group_put(const struct staff *, struct user_state *,
	    const struct user_state *group, const char *page);

/*
 * The logs of the groups of a user, at least all that group_log() can name:
 * how many, in *logs.
 */
size_t	group_logs(const struct staff *, const char *user, const char *page,
	    const char *const **logs);

#endif
