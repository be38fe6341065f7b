#include "web/cookie.h"

#include <string.h>

#include "base/slice.h"
#include "http/class.h"
#include "web/mem.h"
#include "web/text.h"

#define LONG_AGO	"Thu, 01 Jan 1970 00:00:00 GMT"

bool
cookie_next(const char **s, struct cookie_pair *pair)
{
	struct slice rest = slice_str(*s), piece, name, value;

	while (slice_cut(&rest, ';', &piece)) {
		*s = rest.p;
		name = slice_of(piece.p, slice_find(piece, '='));
		if (name.n == piece.n)
			continue;
		value = slice_trim(slice_skip(piece, name.n + 1));
		name = slice_trim(name);
		if (name.n == 0)
			continue;
		*pair = (struct cookie_pair){ name.p, value.p, name.n,
		    value.n };
		return true;
	}
	return false;
}

const char *
cookie_get(struct mem *m, const char *field, const char *name)
{
	struct cookie_pair pair;

	while (cookie_next(&field, &pair))
		if (slice_eqs(slice_of(pair.name, pair.name_size), name))
			return mem_dup(m, pair.value, pair.value_size);
	return NULL;
}

/* cookie-octet of RFC 6265, 4.1.1. */
static bool
is_cookie_octet(char c)
{
	return c > ' ' && c < 0x7f && strchr("\",;\\", c) == NULL;
}

static bool
value_ok(struct slice s)
{
	if (s.n >= 2 && s.p[0] == '"' && s.p[s.n - 1] == '"')
		s = slice_of(s.p + 1, s.n - 2);
	for (size_t i = 0; i < s.n; i++)
		if (!is_cookie_octet(s.p[i]))
			return false;
	return true;
}

/* A browser would take a path without '/' in front for no path at all. */
static bool
path_ok(struct slice s)
{
	if (s.n == 0 || s.n > COOKIE_PATH_MAX || s.p[0] != '/')
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < ' ' || s.p[i] >= 0x7f || s.p[i] == ';')
			return false;
	return true;
}

static bool
has_prefix(struct slice name, struct slice prefix)
{
	return name.n >= prefix.n &&
	    slice_caseeq(slice_of(name.p, prefix.n), prefix);
}

/* What a prefix of the name promises; browsers drop a cookie that lies. */
static bool
prefix_ok(const struct cookie *c, struct slice name, struct slice path)
{
	if (has_prefix(name, SLICE("__Host-")))
		return c->secure && slice_eqs(path, "/");
	return c->secure || !has_prefix(name, SLICE("__Secure-"));
}

int
cookie_write(struct text *t, const struct cookie *c)
{
	struct slice name = slice_str(c->name), value = slice_str(c->value);
	struct slice path = slice_str(c->path == NULL ? "/" : c->path);

	if (name.n == 0 || !class_all(name, CLASS_TOKEN) || !value_ok(value) ||
	    name.n + value.n > COOKIE_MAX || !path_ok(path) ||
	    !prefix_ok(c, name, path))
		return -1;
	text_add(t, name.p, name.n);
	text_addc(t, '=');
	text_add(t, value.p, value.n);
	text_adds(t, "; Path=");
	text_add(t, path.p, path.n);
	if (c->max_age > 0)
		text_addf(t, "; Max-Age=%lld", c->max_age);
	if (c->max_age < 0)		/* the grammar has no Max-Age=0 */
		text_adds(t, "; Expires=" LONG_AGO);
	if (c->secure)
		text_adds(t, "; Secure");
	if (!c->script)
		text_adds(t, "; HttpOnly");
	text_adds(t, c->strict ? "; SameSite=Strict" : "; SameSite=Lax");
	return 0;
}
