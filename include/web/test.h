/*
 * test.h - call an application without a server.
 *
 * A client in the same process with a cookie jar, a data folder of its own and
 * a clock that stands still.  Calls return the status, the answer is kept
 * until the next one.
 */
#ifndef WEB_TEST_H
#define WEB_TEST_H

#include "web/app.h"

struct web_test;

/* Makes a temporary DATA_DIR; test_free() removes it. */
struct web_test	*test_new(const struct web_app *);
void		 test_free(struct web_test *);

/* Paths are those of the application: "/list?page=2". */
int	test_get(struct web_test *, const char *path);
int	test_head(struct web_test *, const char *path);

/*
 * POST an urlencoded form.  The token of the last page is added when the form
 * has no csrf.
 */
int	test_post(struct web_test *, const char *path, const char *form);

/* Any method, type and body. */
struct test_request {
	const char	*method, *path;
	const char	*type;		/* Content-Type, NULL: none */
	const char	*body;		/* NULL: none */
	size_t		 size;
};
int	test_send(struct web_test *, const struct test_request *);

/*
 * A field of the next request only.  ":scheme" with "https" asks by https,
 * ":script" sets SCRIPT_NAME, and another name in capitals that variable:
 * ":REMOTE_ADDR".
 */
void	test_with(struct web_test *, const char *header, const char *value);

/*
 * Fill a field of the forms on the last page, then press the button with that
 * text, name or value: the fields of its form are sent as a browser would.
 * -1: there is none.
 */
void	test_fill(struct web_test *, const char *name, const char *value);
int	test_click(struct web_test *, const char *button);

/* Follow a link with that text, or the Location of the last answer. */
int	test_link(struct web_test *, const char *text);
int	test_follow(struct web_test *);

/* The last answer. */
int		 test_status(const struct web_test *);
const char	*test_body(const struct web_test *);
size_t		 test_size(const struct web_test *);
const char	*test_header(const struct web_test *, const char *);
int		 test_has(const struct web_test *, const char *text);

/* Log in as that user without a password; NULL: out. */
void	test_user(struct web_test *, const char *user);

/* Forget or show a cookie of the jar. */
const char	*test_cookie(const struct web_test *, const char *name);
void		 test_forget(struct web_test *);

/* The clock: seconds forward.  The folder: for looking at files. */
void		 test_pass(struct web_test *, long long seconds);
const char	*test_folder(const struct web_test *);

#endif
