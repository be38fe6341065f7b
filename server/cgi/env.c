#include "cgi/env.h"

#include <string.h>

#include "base/num.h"
#include "cgi/env_http.h"

enum { SCRATCH_MAX = 32 };		/* any number below, with its dot */

enum source {
	TEXT,				/* a string at `at`; NULL: unset */
	BYTES,				/* a slice at `at`; always set */
	METHOD, LENGTH, PATH_INFO, PATH_TRANSLATED, TYPE, REMOTE_PORT,
	SERVER_PORT, PROTOCOL, SCHEME, HTTPS, TIME, GATEWAY, REDIRECT_STATUS
};

struct row {
	struct slice	name;
	enum source	source;
	size_t		at;		/* offset in struct env_input */
	bool		stream;		/* a stream has it, too */
};

#define AT(member)	offsetof(struct env_input, member)

/* The first NLOCKED stay as they are, whatever setenv says. */
enum { NLOCKED = 3 };

static const struct row rows[] = {
	{ SLICE_INIT("GATEWAY_INTERFACE"), GATEWAY, 0, false },
	{ SLICE_INIT("REQUEST_METHOD"), METHOD, 0, false },
	{ SLICE_INIT("CONTENT_LENGTH"), LENGTH, 0, false },
	{ SLICE_INIT("AUTH_TYPE"), TEXT, AT(auth_type), false },
	{ SLICE_INIT("CONTENT_TYPE"), TYPE, 0, false },
	{ SLICE_INIT("DATA_DIR"), TEXT, AT(data_dir), true },
	{ SLICE_INIT("DOCUMENT_ROOT"), TEXT, AT(document_root), false },
	{ SLICE_INIT("HTTPS"), HTTPS, 0, false },
	{ SLICE_INIT("PATH_INFO"), PATH_INFO, 0, false },
	{ SLICE_INIT("PATH_TRANSLATED"), PATH_TRANSLATED, 0, false },
	{ SLICE_INIT("QUERY_STRING"), BYTES, AT(query), false },
	{ SLICE_INIT("REDIRECT_STATUS"), REDIRECT_STATUS, 0, false },
	{ SLICE_INIT("REMOTE_ADDR"), TEXT, AT(remote_addr), true },
	{ SLICE_INIT("REMOTE_HOST"), TEXT, AT(remote_addr), false },
	{ SLICE_INIT("REMOTE_PORT"), REMOTE_PORT, 0, true },
	{ SLICE_INIT("REMOTE_USER"), TEXT, AT(remote_user), false },
	{ SLICE_INIT("REQUEST_SCHEME"), SCHEME, 0, false },
	{ SLICE_INIT("REQUEST_TIME"), TIME, 0, false },
	{ SLICE_INIT("REQUEST_URI"), BYTES, AT(request_uri), false },
	{ SLICE_INIT("SCRIPT_FILENAME"), TEXT, AT(script_filename), false },
	{ SLICE_INIT("SCRIPT_NAME"), TEXT, AT(script_name), false },
	{ SLICE_INIT("SERVER_ADDR"), TEXT, AT(server_addr), true },
	{ SLICE_INIT("SERVER_NAME"), BYTES, AT(server_name), false },
	{ SLICE_INIT("SERVER_PORT"), SERVER_PORT, 0, true },
	{ SLICE_INIT("SERVER_PROTOCOL"), PROTOCOL, 0, false },
	{ SLICE_INIT("SERVER_SOFTWARE"), TEXT, AT(software), true },
	{ SLICE_INIT("UNIQUE_ID"), TEXT, AT(unique_id), true },
};

enum { NROWS = sizeof(rows) / sizeof(rows[0]) };

struct env {
	const struct env_input *in;
	struct arena	*arena;
	char		**vars;		/* room for all that can come */
	size_t		 n;
	size_t		 given_at;	/* what the configuration says... */
	size_t		 given_end;	/* ...ends here */
	bool		 full;		/* the arena */
};

static struct slice
unset(void)
{
	return slice_of(NULL, 0);
}

/* A slice of text, which is set even when it is empty. */
static struct slice
set(struct slice s)
{
	return s.p == NULL ? SLICE("") : s;
}

static struct slice
number(char *scratch, uint64_t v)
{
	return slice_of(scratch, num_dec(scratch, v));
}

/* Seconds and milliseconds: "1763770272.345". */
static struct slice
seconds(char *scratch, int64_t ms)
{
	size_t n = num_dec(scratch, (uint64_t)ms / 1000);

	scratch[n] = '.';
	num_pad(scratch + n + 1, 3, (uint64_t)ms % 1000);
	return slice_of(scratch, n + 4);
}

static struct slice
server_port(const struct env_input *in, char *scratch)
{
	uint16_t by_scheme = in->https ? 443 : 80;

	if (in->head == NULL && in->server_port == 0)
		return unset();
	return number(scratch, in->server_port == 0 ? by_scheme :
	    in->server_port);
}

static struct slice
content_type(const struct env_input *in)
{
	const struct field *f = in->redirected ? NULL :
	    head_find(in->head, "content-type");

	return f == NULL ? unset() : set(f->value);
}

static struct slice
text_at(const struct env_input *in, size_t at)
{
	const char *text;

	memcpy(&text, (const char *)in + at, sizeof(text));
	return slice_str(text);
}

static struct slice
bytes_at(const struct env_input *in, size_t at)
{
	struct slice s;

	memcpy(&s, (const char *)in + at, sizeof(s));
	return set(s);
}

/* A value without a pointer: the variable is unset. */
static struct slice
value_of(const struct row *r, const struct env_input *in, char *scratch)
{
	bool has_info = in->path_info != NULL && in->path_info[0] != '\0';

	switch (r->source) {
	case TEXT:
		return text_at(in, r->at);
	case BYTES:
		return bytes_at(in, r->at);
	case METHOD:
		return in->method == NULL ? in->head->method :
		    slice_str(in->method);
	case LENGTH:
		return in->content_length < 0 || in->redirected ? unset() :
		    number(scratch, (uint64_t)in->content_length);
	case PATH_INFO:
		return has_info ? slice_str(in->path_info) : unset();
	case PATH_TRANSLATED:
		return has_info ? slice_str(in->path_translated) : unset();
	case TYPE:
		return content_type(in);
	case REMOTE_PORT:
		return in->remote_port == 0 ? unset() :
		    number(scratch, in->remote_port);
	case SERVER_PORT:
		return server_port(in, scratch);
	case PROTOCOL:
		return in->head->minor == 0 ? SLICE("HTTP/1.0") :
		    SLICE("HTTP/1.1");
	case SCHEME:
		return in->https ? SLICE("https") : SLICE("http");
	case HTTPS:
		return in->https ? SLICE("on") : unset();
	case TIME:
		return seconds(scratch, in->request_time_ms);
	case GATEWAY:
		return SLICE("CGI/1.1");
	case REDIRECT_STATUS:		/* php-cgi runs nothing without it */
		return SLICE("200");
	}
	return unset();
}

/* "name=value"; NULL when the arena is full. */
static char *
make(struct env *e, struct slice name, struct slice value)
{
	char *var = arena_text(e->arena, name.n + value.n + 2), *at = var;

	if (var == NULL)
		return NULL;
	at = slice_put(slice_put(at, name), SLICE("="));
	*slice_put(at, value) = '\0';
	return var;
}

/*
 * Which of what the configuration gave has the name of this variable, its
 * first n bytes?  given_end: none.
 */
static size_t
find_given(const struct env *e, const char *var, size_t n)
{
	size_t i = e->given_at;

	while (i < e->given_end && (strncmp(e->vars[i], var, n) != 0 ||
	    e->vars[i][n] != '='))
		i++;
	return i;
}

/*
 * Add a variable, whose name is the first n bytes, unless the configuration
 * gave one of that name.  NULL: the arena is full.
 */
static void
add(struct env *e, char *var, size_t n)
{
	if (var == NULL)
		e->full = true;
	else if (find_given(e, var, n) == e->given_end)
		e->vars[e->n++] = var;
}

static void
add_rows(struct env *e, size_t from, size_t to)
{
	char scratch[SCRATCH_MAX];

	for (size_t i = from; i < to; i++) {
		struct slice v;

		if (e->in->head == NULL && !rows[i].stream)
			continue;
		v = value_of(&rows[i], e->in, scratch);
		if (v.p != NULL)
			add(e, make(e, rows[i].name, v), rows[i].name.n);
	}
}

/* Is it one of the first n rows, set or not? */
static bool
is_row(struct slice name, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (slice_eq(rows[i].name, name))
			return true;
	return false;
}

/* Add to what the configuration gives; the later of two holds if it wins. */
static void
give(struct env *e, char *var, bool wins)
{
	size_t at;

	if (var == NULL) {
		e->full = true;
		return;
	}
	at = find_given(e, var, strcspn(var, "="));
	if (at == e->given_end)
		e->n = ++e->given_end;
	else if (!wins)
		return;
	e->vars[at] = var;
}

static void
give_setenv(struct env *e)
{
	const struct conf_pairs *pairs = &e->in->limits->setenv;

	for (size_t i = 0; i < pairs->n; i++) {
		struct slice name = slice_str(pairs->v[i].name);

		if (!is_row(name, NLOCKED))
			give(e, make(e, name, slice_str(pairs->v[i].value)),
			    true);
	}
}

/*
 * What the server's own environment gives is never about the request: a
 * REMOTE_USER of the shell that started the server is no user of the web.
 */
static void
give_pass(struct env *e)
{
	char *const *pass = e->in->pass;

	for (; pass != NULL && *pass != NULL; pass++) {
		struct slice var = slice_str(*pass);
		struct slice name = slice_of(var.p, slice_find(var, '='));

		if (name.n > 0 && name.n < var.n && !is_row(name, NROWS))
			give(e, *pass, false);
	}
}

static void
add_http(struct env *e)
{
	struct env_http http;
	size_t n;

	env_http_init(&http, e->in);
	for (size_t i = 0; i < e->in->head->nfields; i++) {
		n = env_http_name(&http, i);
		if (n > 0)
			add(e, env_http_make(&http, i, e->arena), n);
	}
}

/* The most variables that can come, and the NULL. */
static size_t
most(const struct env_input *in)
{
	size_t npass = 0;

	while (in->pass != NULL && in->pass[npass] != NULL)
		npass++;
	return NROWS + 1 + in->limits->setenv.n + npass +
	    (in->head == NULL ? 0 : in->head->nfields) + 1;
}

char **
env_build(const struct env_input *in, struct arena *a)
{
	struct env e = { .in = in, .arena = a };

	e.vars = arena_alloc(a, most(in) * sizeof(*e.vars));
	if (e.vars == NULL)
		return NULL;
	add_rows(&e, 0, NLOCKED);
	e.given_at = e.given_end = e.n;
	give_setenv(&e);
	/* No row: it may come from `pass` when the server gives none. */
	if (in->path != NULL)
		give(&e, make(&e, SLICE("PATH"), slice_str(in->path)), false);
	give_pass(&e);
	add_rows(&e, NLOCKED, NROWS);
	if (in->head != NULL)
		add_http(&e);
	e.vars[e.n] = NULL;
	return e.full ? NULL : e.vars;
}

void
env_passed(const struct conf_words *names, char *const *from,
    char *out[ENV_PASS_MAX + 1])
{
	size_t n = 0;

	for (size_t i = 0; i < names->n && n < ENV_PASS_MAX; i++) {
		size_t len = strlen(names->v[i]);

		for (char *const *e = from; *e != NULL; e++)
			if (strncmp(*e, names->v[i], len) == 0 &&
			    (*e)[len] == '=' && n < ENV_PASS_MAX)
				out[n++] = *e;
	}
	out[n] = NULL;
}

bool
env_passes_path(const struct conf_words *names)
{
	for (size_t i = 0; i < names->n; i++)
		if (strcmp(names->v[i], "PATH") == 0)
			return true;
	return false;
}
