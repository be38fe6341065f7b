/*
 * ask.h - what the client asks.
 *
 * Strings live as long as the request.  Address, scheme and host come from
 * what the server says (REMOTE_ADDR, HTTPS, HTTP_HOST) and never from
 * X-Forwarded-*, which anybody can send.
 */
#ifndef WEB_ASK_H
#define WEB_ASK_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "web/field.h"

struct form;
struct mem;
struct val;
struct web;

const char	*web_method(struct web *);	/* "GET" */
const char	*web_path(struct web *);	/* decoded, "/" at least */
const char	*web_header(const struct web *, const char *); /* or NULL */
const char	*web_cookie(struct web *, const char *name);   /* or NULL */
const char	*web_address(const struct web *);	/* "" when unknown */

/*
 * Whom to count in a throttle: the address, or of IPv6 the network of 64 bits,
 * of which one client has every address.  "" when unknown.
 */
const char	*web_network(struct web *);
bool		 web_secure(const struct web *);	/* by https */
struct mem	*web_mem(struct web *);

/* Milliseconds since 1970: now, and when the head of the request arrived. */
long long	 web_now(const struct web *);
long long	 web_arrived(const struct web *);

/*
 * The URL path of a place in this application, for links and forms:
 * SCRIPT_NAME (or WEB_BASE, see web_main.3) and what is given, which begins
 * with '/' and is encoded already.
 */
const char	*web_url(struct web *, const char *fmt, ...)
		    __attribute__((format(printf, 2, 3)));

/* An argument of the route, already valid; "" when there is none such. */
const char	*web_arg(const struct web *, const char *name);
long long	 web_argi(const struct web *, const char *name);

/* The query, decoded.  web_query: the first of that name, or NULL. */
const char	*web_query(struct web *, const char *name);
const struct form *web_query_form(struct web *);

/*
 * Read the form and check it by the table, once: of a POST the body
 * (urlencoded or multipart), of a GET the query (whose unknown names are
 * ignored).  0; 400: malformed or an unknown name; 413: too large; 415:
 * another type; 422: a value is not what the table says (web_error()).
 */
int		 web_form(struct web *, const struct web_field *);

/* Values of the checked form: of a field that is absent, what is given. */
const char	*web_str(struct web *, const char *name, const char *dflt);
long long	 web_int(struct web *, const char *name, long long dflt);
double		 web_real(struct web *, const char *name, double dflt);
bool		 web_has(struct web *, const char *name);

/* The i-th value of a field with `many`, NULL after the last. */
const char	*web_nth(struct web *, const char *name, size_t i);

/* What is wrong with a field, or NULL; or set it from the handler. */
const char	*web_error(struct web *, const char *name);
void		 web_reject(struct web *, const char *name,
		    const char *fmt, ...)
		    __attribute__((format(printf, 3, 4)));

/*
 * For the page that shows the form again: {"value": {name: ...},
 * "error": {name: ...}, "errors": [{"name":, "what":}]}; no value of fields
 * whose name is that of a secret, which --record masks as well: pw, pass, and
 * what has passw, passphrase, secret, token, csrf or the like in it.
 */
struct val	*web_form_model(struct web *);

/*
 * What a form held as it came, in its order: a list of {"name":, "value":}
 * without secrets, as above; of files the names.  For the page of a form that
 * is not taken, so that what was typed is not lost.
 */
struct val	*web_typed(struct web *);

/* An upload, spooled to a file without a name. */
struct web_file {
	const char	*field;
	const char	*name;		/* the last component, safe to show */
	const char	*type;		/* as claimed; do not believe it */
	long long	 size;		/* bytes */
	int		 fd;		/* at its beginning; the request's */
};
const struct web_file *web_upload(struct web *, const char *field);
const struct web_file *web_upload_nth(struct web *, const char *field,
		    size_t i);

/* The body as JSON, or NULL: web_body_status() is 400, 413 or 415. */
struct val	*web_body_json(struct web *);
int		 web_body_status(const struct web *);

/* For R_STREAM: the next bytes of the body; 0 at its end, -1 with errno. */
ssize_t		 web_read(struct web *, void *, size_t n);

/*
 * The application's folder, DATA_DIR/<name>, made when it is missing; -1 with
 * errno.  Kept by the request, not to be closed.
 */
int		 web_data(struct web *);

#endif
