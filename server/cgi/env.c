#include "cgi/env.h"

#include <string.h>

#include "base/num.h"

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

/* Fields that never become HTTP_*: see env.h. */
static const struct slice withheld[] = {
	SLICE_INIT("te"), SLICE_INIT("proxy"), SLICE_INIT("expect"),
	SLICE_INIT("trailer"), SLICE_INIT("upgrade"), SLICE_INIT("connection"),
	SLICE_INIT("keep-alive"), SLICE_INIT("content-type"),
	SLICE_INIT("content-length"), SLICE_INIT("transfer-encoding"),
	SLICE_INIT("proxy-authorization"),
};

struct env {
	const struct env_input *in;
	struct arena	*arena;
	char		**vars;		/* room for all that can come */
	size_t		 n;
	size_t		 given_at;	/* what the configuration says... */
	size_t		 given_end;	/* ...ends here */
	bool		 full;		/* the arena */
};

/*
 * The fields of the head by name.  An entry is the index of a field plus one,
 * 0 is none.  The table is more than twice as large as a head has fields.
 */
struct names {
	const struct head *head;
	uint8_t		 table[256];	/* the first field of each name */
	uint8_t		 last[HEAD_MAX_FIELDS];	/* of a first: its last */
	uint8_t		 again[HEAD_MAX_FIELDS];	/* the next alike */
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

static char *
append(char *at, struct slice s)
{
	if (s.n > 0)
		memcpy(at, s.p, s.n);
	return at + s.n;
}

/* Storage for n bytes and a NUL; NULL when the arena is full. */
static char *
room(struct env *e, size_t n)
{
	char *p = arena_text(e->arena, n + 1);

	if (p == NULL)
		e->full = true;
	return p;
}

/* "name=value"; NULL when the arena is full. */
static char *
make(struct env *e, struct slice name, struct slice value)
{
	char *var = room(e, name.n + 1 + value.n), *at = var;

	if (var == NULL)
		return NULL;
	at = append(at, name);
	*at++ = '=';
	at = append(at, value);
	*at = '\0';
	return var;
}

/* Which of what the configuration gave has that name?  given_end: none. */
static size_t
find_given(const struct env *e, const char *var)
{
	size_t i = e->given_at, len;

	if (i == e->given_end)
		return i;
	len = strcspn(var, "=") + 1;
	while (i < e->given_end && strncmp(e->vars[i], var, len) != 0)
		i++;
	return i;
}

/* Add a variable, unless the configuration gave one of that name. */
static void
add(struct env *e, char *var)
{
	if (var != NULL && find_given(e, var) == e->given_end)
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
			add(e, make(e, rows[i].name, v));
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

	if (var == NULL)
		return;
	at = find_given(e, var);
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

/* The byte of a variable's name for one of a field's name, or NUL. */
static char
var_byte(char c)
{
	if (ascii_alpha(c))
		return (char)(c & ~0x20);
	if (ascii_digit(c))
		return c;
	return c == '-' ? '_' : '\0';
}

static bool
is_about_body(struct slice name)
{
	struct slice prefix = SLICE("content-");

	return name.n >= prefix.n &&
	    slice_caseeq(slice_of(name.p, prefix.n), prefix);
}

/*
 * Only letters, digits and '-' pass: so no two names give one variable, and
 * no "Content_Length" poses as another field.
 */
static bool
is_exported(const struct env_input *in, struct slice name)
{
	for (size_t i = 0; i < name.n; i++)
		if (var_byte(name.p[i]) == '\0')
			return false;
	for (size_t i = 0; i < sizeof(withheld) / sizeof(withheld[0]); i++)
		if (slice_caseeq(name, withheld[i]))
			return false;
	if (slice_caseeq(name, SLICE("authorization")))
		return in->limits->pass_authorization;
	return !in->redirected || !is_about_body(name);
}

static uint8_t
hash(struct slice name)
{
	uint32_t h = 2166136261;

	for (size_t i = 0; i < name.n; i++)
		h = (h ^ (uint8_t)ascii_lower(name.p[i])) * 16777619;
	return (uint8_t)(h ^ h >> 8 ^ h >> 16 ^ h >> 24);
}

/* Note the i-th field: as the first of its name, or behind the last one. */
static void
note(struct names *t, size_t i)
{
	struct slice name = t->head->fields[i].name;
	uint8_t h = hash(name), self = (uint8_t)(i + 1), first;

	while (t->table[h] != 0 &&
	    !slice_caseeq(t->head->fields[t->table[h] - 1].name, name))
		h++;			/* wraps round by its type */
	first = t->table[h];
	if (first == 0)
		t->table[h] = first = self;
	else
		t->again[t->last[first - 1] - 1] = self;
	t->last[first - 1] = self;
	t->again[i] = 0;
}

/* "HTTP_NAME=value, value" of the i-th field and those of its name. */
static char *
make_http(struct env *e, const struct names *t, size_t i)
{
	const struct field *f = t->head->fields;
	struct slice name = f[i].name, sep = SLICE(", ");
	struct slice value = e->in->host.n > 0 &&
	    slice_caseeq(name, SLICE("host")) ? e->in->host : f[i].value;
	size_t len = sizeof("HTTP_=") - 1 + name.n + value.n;
	char *var, *at;

	if (slice_caseeq(name, SLICE("cookie")))
		sep = SLICE("; ");
	for (size_t k = t->again[i]; k != 0; k = t->again[k - 1])
		len += sep.n + f[k - 1].value.n;
	var = room(e, len);
	if (var == NULL)
		return NULL;
	at = append(var, SLICE("HTTP_"));
	for (size_t k = 0; k < name.n; k++)
		*at++ = var_byte(name.p[k]);
	*at++ = '=';
	at = append(at, value);
	for (size_t k = t->again[i]; k != 0; k = t->again[k - 1])
		at = append(append(at, sep), f[k - 1].value);
	*at = '\0';
	return var;
}

static void
add_http(struct env *e)
{
	const struct head *h = e->in->head;
	struct names t = { .head = h };

	for (size_t i = 0; i < h->nfields; i++)
		if (is_exported(e->in, h->fields[i].name))
			note(&t, i);
	for (size_t i = 0; i < h->nfields; i++)
		if (t.last[i] != 0)	/* the first of its name */
			add(e, make_http(e, &t, i));
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
