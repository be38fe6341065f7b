/*
 * shell.h - the words of the command line, and what they ask for.
 */
#ifndef APPS_LIB_SHELL_H
#define APPS_LIB_SHELL_H

#include <stdbool.h>
#include <stddef.h>

struct mem;
struct web;
struct web_app;

enum shell_exit { SHELL_FINE, SHELL_FAILED, SHELL_USAGE };

/* A request as the words have it; lists are in the order they came. */
struct shell_words {
	const char	*program;
	const char	*user, *type, *body, *record;	/* or NULL */
	bool		 with_head;
	long long	 now_ms;		/* 0: the real clock */
	const char	**headers, **fields;	/* as they came */
	size_t		 nheaders, nfields;
};

/*
 * Take options and fields from argv on.  0, or -1 when a word is not
 * understood, which is told on standard error.
 */
int	shell_take_words(struct shell_words *, struct mem *, char **argv);

/* All of a file ("-": standard input); NULL is told on standard error. */
const char *shell_load(const struct shell_words *, struct mem *,
		const char *path, size_t *n);

/* The table of routes.  The checks: how many mistakes were told. */
void	shell_routes(const struct web_app *);
int	shell_check(struct web *);

#endif
