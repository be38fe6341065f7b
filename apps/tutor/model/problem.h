/*
 * problem.h - what is wrong in the files that a teacher wrote.
 *
 * Every reader of a course adds what it finds and goes on, so that all mistakes
 * are told in one pass: "week1.md:12: ...".
 */
#ifndef TUTOR_MODEL_PROBLEM_H
#define TUTOR_MODEL_PROBLEM_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct mem;

enum { PROBLEMS_MAX = 200 };		/* the last says that there are more */

struct problem {
	const char	*file;
	size_t		 line;		/* from 1; 0: the file as a whole */
	bool		 warning;	/* the page can be shown all the same */
	const char	*what;		/* what is wrong, and what instead */
};

struct problems {
	struct mem	*mem;		/* borrowed */
	struct problem	*list;
	size_t		 n;
	size_t		 errors;	/* no warnings; those not told, too */
};

void	problems_init(struct problems *, struct mem *);

void	problem_error(struct problems *, const char *file, size_t line,
	    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
void	problem_verror(struct problems *, const char *file, size_t line,
	    const char *fmt, va_list) __attribute__((format(printf, 4, 0)));
void	problem_warn(struct problems *, const char *file, size_t line,
	    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

#endif
