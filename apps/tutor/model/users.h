/*
 * users.h - accounts (DATA/users.log) and who takes part in a course.
 */
#ifndef TUTOR_MODEL_USERS_H
#define TUTOR_MODEL_USERS_H

#include <stdbool.h>
#include <stddef.h>

struct course;
struct mem;
struct problems;
struct val;

#define USERS_LOG	"users.log"

enum role { ROLE_NONE, ROLE_STUDENT, ROLE_ASSISTANT, ROLE_STAFF };

struct account {
	const char	*user, *name, *email;
	const char	*hash;		/* of the password; NULL: none yet */
	bool		 disabled;
	bool		 unproved;	/* anybody may have taken the name */
};

/*
 * A name that may have an account: a to z, digits, . _ - @, not one of these
 * in front, at most 64.  It names files.
 */
bool	user_name_ok(const char *);

/* The name of a log: that of a user, or "+17" of a group (group.h). */
bool	log_name_ok(const char *);

/* Fold users.log for one user: 1, 0: no such user, -1 with errno. */
int	account_find(int data_fd, struct mem *, const char *user,
	    struct account *);

/*
 * Is there an account of the user that nobody has proved?  1, 0, -1 with errno.
 * Cheap enough for each request, however many accounts there are.
 */
int	account_unproved(int data_fd, struct mem *, const char *user);

/*
 * A new account: 0; -1 with errno, EEXIST when the name is taken, ENOENT when
 * one that is to be changed is not there.  Under the lock of users.log.
 */
int	account_create(int data_fd, const struct account *, long long now_ms);
int	account_password(int data_fd, const char *user, const char *hash,
	    long long now_ms);
int	account_disable(int data_fd, const char *user, bool disabled,
	    long long now_ms);
int	account_prove(int data_fd, const char *user, long long now_ms);

/* A row of roster.csv: user,name,email,role,section,extra */
struct member {
	const char	*user, *name, *email, *section;
	enum role	 role;
	int		 extra;		/* per cent more time */
	bool		 named;		/* by the roster or the staff line: an
					   account has to be proved */
};

/*
 * The members of a course: its roster, its staff line, and, where it is open,
 * who registered (data: enrolled.log of the course).  Sorted by user.
 */
struct members {
	struct member	*list;
	size_t		 n;
	bool		 partial;	/* the roster has more, unreadable */
};
void	members_read(struct members *, struct mem *, struct course *,
	    int course_data_fd, struct problems *);

/*
 * Register in a course that is open: 0; -1 with errno, EEXIST when the user is
 * there already.  The role is always that of a student.
 */
int	members_enroll(int course_data_fd, const struct account *,
	    long long now_ms);

/* "student", ... and back; ROLE_NONE: no such role. */
const char *role_name(enum role);
enum role role_find(const char *name);

const struct member *member_find(const struct members *, const char *user);

#endif
