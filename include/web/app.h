/*
 * app.h - an application: its routes, its views, and main().
 *
 * The same binary is a CGI program (when GATEWAY_INTERFACE is set), a shell
 * tool and, with test.h, its own test target.  One process answers one
 * request: what it allocates lives in the request's arena.  web_main.3 has the
 * shell forms.
 */
#ifndef WEB_APP_H
#define WEB_APP_H

#include <stddef.h>

#include "web/route.h"

struct val;

/* A template, by its name without folder and ending. */
struct web_view {
	const char	*name;		/* NULL ends the table */
	const char	*text;
	size_t		 size;
};

/*
 * The application's view folder and the common one, as `make` put them into the
 * program.  A file in the folder WEB_VIEWS (an environment variable)
 * comes before them: there, a template can be edited without a make.
 */
extern const struct web_view app_views[];

/* Why a form was refused before its handler ran. */
enum web_refusal {
	WEB_NO_LOGIN,		/* R_LOGIN, and nobody is logged in */
	WEB_NO_COOKIE,		/* nothing that its token can belong to */
	WEB_OLD_FORM		/* its token is missing, or of another login */
};

struct web_app {
	const char	*name;		/* [a-z][a-z0-9-]*: folder, cookies */
	const char	*title;		/* for people */
	const struct web_route *routes;
	const struct web_view *views;	/* app_views, or NULL: none */
	long long	 max_body;	/* bytes; 0: 1 MiB */
	size_t		 max_memory;	/* bytes a request; 0: 64 MiB */
	const char	*login;		/* local path that R_LOGIN sends to */

	/* Add to the model of every view; NULL: nothing. */
	void		(*shared)(struct web *, struct val *model);

	/*
	 * A form that was refused before its handler ran: make the page that
	 * gives back what was typed, which web_typed() has, and return a
	 * status; -1: the library's own page, with 403.  It is asked only when
	 * the browser says that the form stood on a page of ours, for at most
	 * 1 MiB, and must change nothing.  NULL: always the library's page.
	 */
	int		(*refused)(struct web *, enum web_refusal);

	/*
	 * Words of the shell that are not the framework's: argv[0] is the
	 * first ("grade").  The exit status, or -1 when it is not known, and
	 * the usage is shown.  NULL: none.
	 */
	int		(*command)(struct web *, int argc, char **argv);

	/* More to look at by --check: 0, or the number of mistakes told. */
	int		(*check)(struct web *);
};

/*
 * The application of this program.  It defines it and no main(): the one of
 * the library calls web_main() with it; a test has its own.
 */
extern const struct web_app application;

/* Answer the request, or do what the arguments say.  The exit status. */
int	web_main(int argc, char **argv, const struct web_app *);

#endif
