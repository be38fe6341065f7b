/*
 * each.h - what every student of a course did, alone and with partners, one
 * after the other.
 */
#ifndef TUTOR_MODEL_EACH_H
#define TUTOR_MODEL_EACH_H

struct course_data;
struct member;
struct members;
struct mem;
struct staff;
struct user_state;

struct each {
	struct mem		*mem;		/* of the caller */
	const struct course_data *data;
	const struct staff	*staff;
	const struct members	*members;
	const char		*page;		/* that is asked for; or NULL */
};

/*
 * Called with each student's state (merged.h), overrides and publications put
 * in; what a group did on other pages than `page` may be missing.  The
 * state is gone when it returns: what is kept is copied.  Not 0: stop.
 */
typedef int each_fn(void *arg, const struct member *, struct user_state *);

/* In the order of members.  0, what the function said, or -1 with errno. */
int	each_student(const struct each *, each_fn *, void *arg);

#endif
