/*
 * language.h - the languages of code questions: a table.
 */
#ifndef TUTOR_MODEL_LANGUAGE_H
#define TUTOR_MODEL_LANGUAGE_H

struct box_limits;
struct mem;

struct language {
	const char	*name;		/* lang= */
	const char	*source;	/* the file that an answer is put in */
	const char	*programs;	/* any of these runs or compiles it */
	const char	*compile;	/* arguments; NULL: run as it is */
	const char	*run;		/* arguments */
	long long	 spare;		/* bytes that it needs by itself */
	int		 processes;
};

/* What a compiled program is called. */
#define LANGUAGE_RESULT	"prog"

/* The language of that name; NULL: none. */
const struct language *language_find(const char *name);

/*
 * The program for it on this system, an absolute path that a box shows, in the
 * arena; NULL: none is installed.
 */
const char *language_program(const struct language *, struct mem *);

/* What is missing then: a sentence for staff. */
const char *language_missing(const struct language *, struct mem *);

/*
 * What to start, NULL-terminated: to compile an answer, or to run one with the
 * arguments of a test (words between blanks; "..." is one word) or NULL.
 */
const char *const *language_compile(const struct language *, struct mem *,
		const char *program);
const char *const *language_run(const struct language *, struct mem *,
		const char *program, const char *args);

/* How much a compiler gets. */
void	language_compile_limits(struct box_limits *);

#endif
