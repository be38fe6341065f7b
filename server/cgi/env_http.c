#include "cgi/env_http.h"

_Static_assert(HEAD_MAX_FIELDS < 128, "the table is twice as large");

static const struct slice prefix = SLICE_INIT("HTTP_");

/* Fields that never become HTTP_*: see env.h. */
static const struct slice withheld[] = {
	SLICE_INIT("te"), SLICE_INIT("proxy"), SLICE_INIT("expect"),
	SLICE_INIT("trailer"), SLICE_INIT("upgrade"), SLICE_INIT("connection"),
	SLICE_INIT("keep-alive"), SLICE_INIT("content-type"),
	SLICE_INIT("content-length"), SLICE_INIT("transfer-encoding"),
	SLICE_INIT("proxy-authorization"),
};

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
	struct slice start = SLICE("content-");

	return name.n >= start.n &&
	    slice_caseeq(slice_of(name.p, start.n), start);
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
note(struct env_http *t, size_t i)
{
	const struct field *fields = t->in->head->fields;
	struct slice name = fields[i].name;
	uint8_t h = hash(name), self = (uint8_t)(i + 1), first;

	while (t->table[h] != 0 &&
	    !slice_caseeq(fields[t->table[h] - 1].name, name))
		h++;			/* wraps round by its type */
	first = t->table[h];
	if (first == 0)
		t->table[h] = first = self;
	else
		t->again[t->last[first - 1] - 1] = self;
	t->last[first - 1] = self;
}

void
env_http_init(struct env_http *t, const struct env_input *in)
{
	*t = (struct env_http){ .in = in };
	for (size_t i = 0; i < in->head->nfields; i++)
		if (is_exported(in, in->head->fields[i].name))
			note(t, i);
}

size_t
env_http_name(const struct env_http *t, size_t i)
{
	return t->last[i] == 0 ? 0 :
	    prefix.n + t->in->head->fields[i].name.n;
}

char *
env_http_make(const struct env_http *t, size_t i, struct arena *a)
{
	const struct field *f = t->in->head->fields;
	bool is_host = t->in->host.n > 0 && slice_caseeqs(f[i].name, "host");
	struct slice value = is_host ? t->in->host : f[i].value;
	struct slice sep = slice_caseeqs(f[i].name, "cookie") ? SLICE("; ") :
	    SLICE(", ");
	size_t len = env_http_name(t, i) + value.n + 2;
	char *var, *at;

	for (size_t k = t->again[i]; k != 0; k = t->again[k - 1])
		len += sep.n + f[k - 1].value.n;
	var = arena_text(a, len);
	if (var == NULL)
		return NULL;
	at = slice_put(var, prefix);
	for (size_t k = 0; k < f[i].name.n; k++)
		*at++ = var_byte(f[i].name.p[k]);
	*at++ = '=';
	at = slice_put(at, value);
	for (size_t k = t->again[i]; k != 0; k = t->again[k - 1])
		at = slice_put(slice_put(at, sep), f[k - 1].value);
	*at = '\0';
	return var;
}
