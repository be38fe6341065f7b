/*
 * request.h - one request inside the framework; applications do not see it.
 *
 * The port is where a request comes from and its answer goes: CGI's
 * environment and descriptors, the shell's words, a test's memory.  Everything
 * else works on any port.  Modules: serve.c (the walk through a request),
 * ask.c and ask_form.c (reading), answer.c, answer_file.c and answer_error.c
 * (writing), user.c and session.c, shell.c and record.c, test.c.
 */
#ifndef APPS_LIB_REQUEST_H
#define APPS_LIB_REQUEST_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "web/app.h"
#include "web/ask.h"
#include "web/field.h"
#include "web/form.h"
#include "web/mem.h"
#include "web/route.h"
#include "web/text.h"

struct web_port {
	/* A variable of RFC 3875, or NULL. */
	const char	*(*env)(void *arg, const char *name);

	/* Bytes of the body: as read(2). */
	ssize_t		 (*read)(void *arg, void *, size_t n);

	/* All of it, or -1: the client is gone. */
	int		 (*write)(void *arg, const char *, size_t n);
	void		*arg;
	const char *const *all;		/* "NAME=value"..., NULL; or NULL */

	/* To begin with, before the system is asked for memory; or NULL. */
	void		*zeros;
	size_t		 nzeros;

	const char	*user;		/* who asks, says the shell; or NULL */
	bool		 trusted;	/* the shell: no CSRF check */
	bool		 once;		/* the process ends with the request */
	long long	 now_ms;	/* a fake clock; 0: the real one */
};

enum { FIELDS_MAX = 32, FILES_MAX = 64 };

struct web_head_field {
	const char	*name, *value;
};

struct web {
	const struct web_app	*app;
	const struct web_port	*port;
	struct mem		 mem;
	jmp_buf			 full;		/* the arena is */
	bool			 reading;	/* full of the body, then */

	/* the request */
	const char		*method, *path;	/* NULL: not asked for yet */
	struct route_match	 match;
	long long		 body_left;	/* not read yet; -1: to EOF */
	int			 body_status;	/* why there is no body */
	const struct form	*query;		/* NULL: not parsed */
	bool			 form_read;
	int			 form_status;
	bool			 sent_read;	/* by web_form_load() */
	int			 sent_status;	/* what it returned */
	struct form		 sent;		/* as they came; with csrf */
	struct form		 form;		/* checked values */
	struct form		 errors;	/* name: what is wrong */
	struct web_file		*files;		/* room for FILES_MAX */
	size_t			 nfiles;
	int			 data_fd;	/* DATA_DIR/<app>, or -1 */

	/* the answer */
	struct web_head_field	 fields[FIELDS_MAX];
	size_t			 nfields;
	struct text		 out;
	int			 send_fd;	/* a file as the body, or -1 */
	long long		 send_from, send_size;
	int			 streaming;	/* status that was sent, or 0 */
	bool			 gone;		/* a write failed */
	const char		*broken;	/* what the log was told */

	/* user.c */
	struct session {
		bool		 loaded;
		const char	*id;		/* hexadecimal, NULL: none */
		const char	*user;		/* NULL: not logged in */
		const unsigned char *key;	/* of the HMACs; NULL: unread */
	} session;
	const char		*flash;		/* set by this request */
};

/*
 * Answer one request: from `port` to the port.  Returns the status, also when
 * the client is gone; -1: a stream broke in the middle, which the client has to
 * see by an end that is none.
 */
int	web_serve(const struct web_app *, const struct web_port *);

/*
 * A request that is not answered: for commands of the shell and checks, which
 * need the data folder, the clock and an arena.
 */
void	web_init(struct web *, const struct web_app *,
	    const struct web_port *);
void	web_release(struct web *);

/* A variable of the port; "" instead of NULL for web_var(). */
const char *web_env(const struct web *, const char *name);
const char *web_var(const struct web *, const char *name);

/* GET or HEAD: a form is in the query then, and a body is not expected. */
bool	web_only_looks(struct web *);

/* What the URL of every place in the application begins with, decoded. */
const char *web_base(const struct web *);

/*
 * user.c: may this request change something?  0, or a status (answered).
 *
 * The rule: a handler does not run before the token is verified, whether it
 * reads the body or not.  serve.c calls this once for each request, after the
 * route is found and before its handler; nothing else has to think of it.
 * 0 at once for GET, HEAD and OPTIONS, routes with R_NO_CSRF, a trusted port.
 * Else, in this order:
 *
 * 1. Sec-Fetch-Site, when there, is same-origin or none; Origin, when there,
 *    is our scheme and HTTP_HOST ("null" is not): else 403.
 * 2. There is a cookie that a token can belong to: else 403, and nobody without
 *    one makes us read a large body.
 * 3. X-CSRF-Token, when there, is the token: 0, or 403.
 * 4. A route with R_STREAM, and a body that is no form (JSON, none at all),
 *    can only bring the header: 403.
 * 5. web_form_load(), whose status is answered when it is not 0; then the
 *    first pair "csrf" of `sent` is the token: 0, or 403.
 */
int	web_csrf_check(struct web *);

/*
 * ask_form.c: read the body of a form into `sent` as it came, its uploads into
 * `files`, before any table of fields is known: bounded by max_body, the number
 * of pairs and FILES_MAX only.  Once: later calls return the same.  0, 400,
 * 413, 415 (no form).  web_form() begins with it, checks `sent` and `files`
 * by its table (sizes and names are refused then), and passes over "csrf".
 */
int	web_form_load(struct web *);

/* user.c: the messages for this page, taken out of the cookie; or NULL. */
const char *web_flash_take(struct web *);

/* Write a mistake of ours down: in the log, and for the debug page. */
void	web_note(struct web *, const char *what);

/* views: the text of a view, or NULL. */
const char *web_view_find(void *web, const char *name, size_t *n);

/* answer_debug.c: may the client see everything?  And all of it, as HTML. */
bool	web_debug_allowed(const struct web *);
void	web_debug_page(struct web *, struct text *);

/* shell.c: the forms of the command line; the exit status. */
int	web_shell(int argc, char **argv, const struct web_app *);

#endif
